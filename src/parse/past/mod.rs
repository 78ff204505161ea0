//! What documents said before: follows each through its commits and names, and reads every state of it once.

mod change;
mod points;
mod reader;
mod sections;
mod snapshot;
mod state;
mod track;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::decode::Document;
use crate::model::{Kind, Known, Lineage, Past, Snapshot, Version};
use crate::parse::Corpus;
use crate::parse::past::points::points;
use crate::parse::past::reader::Reader;
use crate::parse::past::track::tracks;
use crate::place::DocId;
use crate::source::{History, Revision};
use crate::vocabulary::Vocabulary;

/// Reads what the documents said before.
pub(super) fn read(history: &History, documents: &[Document], corpus: &Corpus, words: &Vocabulary) -> Past {
    let docs: BTreeMap<&str, DocId> =
        documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    let reader = Reader { history, words };
    let mut past = Past { points: points(&history.revisions), cut: history.cut, ..Past::default() };
    let mut here = Vec::new();
    let mut gone = Vec::new();
    for track in tracks(&history.revisions) {
        let kind = |id: &DocId| Some((*id, corpus.entries.get(id.index())?.kind));
        if let (Some(doc), Some((first, ..)), Some((last, ..))) =
            (docs.get(track.path.as_str()), track.versions.first(), track.versions.last())
        {
            past.spans.push((*doc, *first, *last));
        }
        match docs.get(track.path.as_str()).and_then(kind) {
            Some((doc, Kind::Plan)) => here.push((doc, track)),
            Some((doc, Kind::Decision)) => past.decisions.push(reader.decision(doc, &track)),
            Some((doc, Kind::Report)) => {
                past.reports.extend(track.versions.first().map(|(point, ..)| (doc, *point)));
            }
            Some(_) => {}
            None => gone.push(track),
        }
    }
    here.sort_by_key(|(doc, _)| *doc);
    let title =
        |doc: DocId| corpus.entries.get(doc.index()).map_or(String::new(), |entry| entry.title.clone());
    past.plans = here
        .par_iter()
        .map(|(doc, track)| Lineage {
            doc: Some(*doc),
            path: track.path.clone(),
            title: title(*doc),
            versions: reader.plan(track),
        })
        .collect();
    let gone: Vec<Lineage<Arc<Snapshot>>> = gone.par_iter().filter_map(|track| reader.gone(track)).collect();
    past.plans.extend(gone);
    past.known = Arc::new(known(&past.plans, &history.revisions));
    past.decisions.sort_by_key(|lineage| lineage.doc);
    past.reports.sort_unstable();
    past.spans.sort_unstable();
    past
}

/// The states of plans by their content and path.
fn known(plans: &[Lineage<Arc<Snapshot>>], revisions: &[Revision]) -> Known {
    let state = |version: &Version<Arc<Snapshot>>| {
        let changes = &revisions.get(version.point.index())?.changes;
        let blob = changes.iter().find(|change| *change.path == *version.path)?.blob.clone()?;
        Some(((blob, version.path.clone()), version.state.clone()?))
    };
    plans.iter().flat_map(|lineage| &lineage.versions).filter_map(state).collect()
}
