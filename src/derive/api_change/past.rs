//! What the commits of a definition changed, the newest first: each state is read once and compared with the one before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::derive::api_change::track::Change;
use crate::derive::api_change::{Version, compare};
use crate::link::Linked;
use crate::model::{Api, Lineage, Past, PointId};
use crate::parse::api::{Reader, Resolver, State};
use crate::place::DocId;

/// How many states of one definition are compared.
const STATES: usize = 50;

/// How many bytes the states of one definition may have in all, beyond the newest two.
const BYTES: usize = 24 << 20;

/// What a commit changed in a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// The commit.
    pub point: PointId,
    /// The version of the API after it, as written.
    pub version: Option<String>,
    /// The version before.
    pub before: Option<String>,
    /// What changed, the heaviest first. Places are not kept: they would be those of states that nobody has any more.
    pub changes: Vec<Change>,
}

/// The past of a definition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiPast {
    /// The commits that changed something for readers, the newest first.
    pub releases: Vec<Release>,
    /// How many states were compared.
    pub states: usize,
    /// How many states are no definition that can be read: a file broken for a while.
    pub unread: usize,
    /// Whether there are older states that were not compared.
    pub cut: bool,
}

/// A definition in two states of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// The document before; `None` where it is new.
    pub old: Option<DocId>,
    /// The document after; `None` where it is gone.
    pub new: Option<DocId>,
    /// What changed, the heaviest first; nothing where it is new or gone.
    pub changes: Vec<Change>,
}

/// What happened to the definitions of a project from one state to another: those that changed, are new, are gone. One
/// that has another path is the same where its title is, and no other has that.
pub fn between(old: &Linked, new: &Linked) -> Vec<Between> {
    let apis = |linked: &'_ Linked| -> Vec<Api> {
        linked.corpus.apis.iter().filter(|api| !linked.is_idle(api.doc)).cloned().collect()
    };
    let (before, after) = (apis(old), apis(new));
    let path = |linked: &'_ Linked, api: &Api| linked.document(api.doc).map(|document| document.path.clone());
    let mut left: Vec<&Api> = before.iter().collect();
    let mut pairs: Vec<(&Api, Option<&Api>)> = Vec::new();
    for api in &after {
        let same = left.iter().position(|other| path(old, other) == path(new, api));
        pairs.push((api, same.map(|at| left.remove(at))));
    }
    for (api, was) in pairs.iter_mut().filter(|(_, was)| was.is_none()) {
        let mut named = left.iter().enumerate().filter(|(_, other)| other.title == api.title);
        if let (Some((at, _)), None) = (named.next(), named.next()) {
            *was = Some(left.remove(at));
        }
    }
    let (from, to) = (resolver(old), resolver(new));
    let mut found = Vec::new();
    for (api, was) in pairs {
        let Some(was) = was else {
            found.push(Between { old: None, new: Some(api.doc), changes: Vec::new() });
            continue;
        };
        if unchanged((old, was), (new, api)) {
            continue;
        }
        let version = |api, resolver| Some(Version { api, reader: reader(resolver, api)? });
        let changes = version(was, &from).zip(version(api, &to)).map(|(old, new)| compare(old, new));
        let changes = changes.unwrap_or_default();
        if !changes.is_empty() {
            found.push(Between { old: Some(was.doc), new: Some(api.doc), changes });
        }
    }
    found.extend(left.iter().map(|api| Between { old: Some(api.doc), new: None, changes: Vec::new() }));
    found
}

/// Whether neither the file nor any part of a definition changed.
fn unchanged((old, was): (&Linked, &Api), (new, is): (&Linked, &Api)) -> bool {
    let files = |linked: &'_ Linked, doc: DocId| -> Vec<(String, Arc<[u8]>)> {
        let documents =
            linked.corpus.parts.iter().copied().chain([doc]).filter_map(|doc| linked.document(doc));
        documents.map(|document| (document.path.clone(), document.bytes.clone())).collect()
    };
    files(old, was.doc) == files(new, is.doc)
}

fn resolver(linked: &Linked) -> Resolver<'_> {
    Resolver::new(&linked.documents, linked.corpus.apis.iter().map(|api| api.doc))
}

fn reader<'a>(resolver: &'a Resolver<'a>, api: &Api) -> Option<Reader<'a>> {
    Some(Reader { resolver, root: resolver.root(api.doc)?, oas: api.oas })
}

/// The past of every definition that has more than one state.
pub(in crate::derive) fn past(linked: &Linked) -> BTreeMap<DocId, ApiPast> {
    let Some(past) = &linked.corpus.past else { return BTreeMap::new() };
    let apis = linked.corpus.apis.par_iter().filter(|api| !linked.is_idle(api.doc));
    let found = apis.filter_map(|api| Some((api.doc, of(past, &files(past, linked, api)?)?)));
    found.collect::<Vec<_>>().into_iter().collect()
}

/// The file of a definition through its commits, then those of its parts.
type Files<'p> = Vec<&'p Lineage<Arc<[u8]>>>;

/// A file as it was: its path then, its bytes.
type File<'p> = (&'p str, &'p Arc<[u8]>);

fn files<'p>(past: &'p Past, linked: &Linked, api: &Api) -> Option<Files<'p>> {
    let lineage = |doc: DocId| past.definitions.iter().find(|lineage| lineage.doc == Some(doc));
    let mut files = vec![lineage(api.doc)?];
    if !linked.corpus.parts.is_empty() {
        let resolver = Resolver::new(&linked.documents, std::iter::once(api.doc));
        files.extend(
            resolver.parts().iter().filter(|part| **part != api.doc).filter_map(|part| lineage(*part)),
        );
    }
    Some(files)
}

fn of(past: &Past, files: &Files<'_>) -> Option<ApiPast> {
    let points: BTreeSet<PointId> =
        files.iter().flat_map(|file| file.versions.iter().map(|version| version.point)).collect();
    let mut found = ApiPast { cut: past.cut.is_some(), ..ApiPast::default() };
    let mut newer: Option<(PointId, State)> = None;
    let mut bytes = 0;
    for point in points.into_iter().rev() {
        let Some(files) = at(files, point) else {
            // What was gone and came again begins anew.
            found.cut = false;
            break;
        };
        bytes += files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        if found.states >= STATES || found.states >= 2 && bytes > BYTES {
            found.cut = true;
            break;
        }
        let Some(state) = State::read(files.into_iter()) else {
            found.unread += 1;
            continue;
        };
        found.states += 1;
        if let Some((point, newer)) = &newer {
            found.releases.extend(release(*point, &state, newer));
        }
        newer = Some((point, state));
    }
    (found.states > 1).then_some(found)
}

/// What the files were after a commit. `None` where the first of them was not there.
fn at<'p>(files: &Files<'p>, point: PointId) -> Option<Vec<File<'p>>> {
    let then = |file: &'p Lineage<Arc<[u8]>>| {
        let behind = file.versions.partition_point(|version| version.point <= point);
        let version = file.versions.get(behind.checked_sub(1)?)?;
        Some((&*version.path, version.state.as_ref()?))
    };
    let (first, parts) = files.split_first()?;
    let mut found = vec![then(first)?];
    found.extend(parts.iter().filter_map(|file| then(file)));
    Some(found)
}

fn release(point: PointId, old: &State, new: &State) -> Option<Release> {
    let resolvers = (old.resolver(), new.resolver());
    let before = Version { api: old.api(), reader: old.reader(&resolvers.0)? };
    let after = Version { api: new.api(), reader: new.reader(&resolvers.1)? };
    let mut changes = compare(before, after);
    for change in &mut changes {
        (change.old, change.new) = (None, None);
    }
    let (before, version) = (old.api().version.clone(), new.api().version.clone());
    (!changes.is_empty()).then_some(Release { point, version, before, changes })
}
