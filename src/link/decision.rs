//! Decision records linked: which record a name means, what others say of it, and who cites it.
//!
//! A number means the record of the same folder first: several folders of one repository may each count from one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use crate::decode::{Document, Syntax};
use crate::link::citation::{self, Missing};
use crate::link::outgoing::code;
use crate::model::{Decision, Kind, Reference, Relation, Target};
use crate::parse::{Corpus, Entry};
use crate::place::{DocId, Place, Span};

/// What is said between a record and another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// What the record is to the other: it supersedes it, it is superseded by it, …
    pub relation: Relation,
    /// Whether only a part is meant.
    pub partial: bool,
    /// The other record.
    pub other: DocId,
    /// Where it is said: in either record.
    pub place: Place,
}

/// A record's ties to others.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    /// What is said in either record, each tie once, the strong ones first.
    pub ties: Vec<Tie>,
    /// What each of the record's references leads to, in their order.
    pub resolved: Vec<Resolved>,
    /// Where documents that are no records name it, then where other text files do.
    pub cited: Vec<Place>,
}

/// What a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Another record.
    Record(DocId),
    /// A document that is no record, the record itself, or a place nobody can check.
    Elsewhere,
    /// Nothing, though it should be a record.
    Nothing,
}

/// Every record by its names.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// The ties of each record.
    pub ties: BTreeMap<DocId, Ties>,
    /// Where text files that are no documents name a record that is not there.
    pub missing: Vec<Missing>,
    by_number: HashMap<u32, Vec<(String, DocId)>>,
    by_stem: HashMap<String, Vec<(String, DocId)>>,
    by_path: HashMap<String, DocId>,
}

impl Decisions {
    /// The ties of a record.
    pub fn of(&self, doc: DocId) -> Option<&Ties> {
        self.ties.get(&doc)
    }

    /// The record that a number means in the file at `path`: that of its folder, or of the folder nearest to it.
    pub fn numbered(&self, path: &str, number: u32) -> Option<DocId> {
        nearest(self.by_number.get(&number)?, folder(path))
    }

    /// The record at a path from the root.
    pub fn at(&self, path: &str) -> Option<DocId> {
        self.by_path.get(path).copied()
    }

    /// Whether a record of that number is there, wherever it lies.
    pub(super) fn has_number(&self, number: u32) -> bool {
        self.by_number.contains_key(&number)
    }

    /// Whether the records have numbers.
    pub(super) fn is_numbered(&self) -> bool {
        !self.by_number.is_empty()
    }

    /// Folder and number of the records whose file has that name, without its extension.
    pub(super) fn called(&self, stem: &str) -> &[(String, DocId)] {
        self.by_stem.get(&stem.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The folders that records lie in.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        self.by_path.keys().map(|path| folder(path)).collect()
    }

    fn named(&self, path: &str, stem: &str) -> Option<DocId> {
        nearest(self.by_stem.get(&stem.to_lowercase())?, folder(path))
    }
}

/// Of records with one name, that whose folder shares the most with `folder`, and of those the one nearest to the root: it
/// is everybody's. `None` where two are as near.
pub(super) fn nearest(known: &[(String, DocId)], folder: &str) -> Option<DocId> {
    let common = |other: &str| folder.split('/').zip(other.split('/')).take_while(|(a, b)| a == b).count();
    let exact: Vec<&(String, DocId)> = known.iter().filter(|(other, _)| other == folder).collect();
    if let Some((_, doc)) = exact.first() {
        return Some(*doc);
    }
    let rank = |other: &str| (common(other), usize::MAX - other.split('/').count());
    let best = known.iter().map(|(other, _)| rank(other)).max()?;
    let mut near = known.iter().filter(|(other, _)| rank(other) == best);
    let first = near.next()?;
    near.next().is_none().then_some(first.1)
}

pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Links every record.
pub(super) fn decisions(corpus: &Corpus, documents: &[Document], programs: &[Document]) -> Decisions {
    let mut all = Decisions::default();
    if corpus.decisions.is_empty() {
        return all;
    }
    for decision in &corpus.decisions {
        let Some(document) = documents.get(decision.doc.index()) else { continue };
        let home = folder(&document.path).to_owned();
        if let Some(number) = decision.number {
            all.by_number.entry(number).or_default().push((home.clone(), decision.doc));
        }
        all.by_stem.entry(stem(&document.path).to_lowercase()).or_default().push((home, decision.doc));
        all.by_path.insert(document.path.clone(), decision.doc);
    }
    let paths: HashMap<&str, DocId> =
        documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    let resolved: Vec<(DocId, Vec<Resolved>)> = corpus
        .decisions
        .par_iter()
        .filter_map(|decision| {
            let document = documents.get(decision.doc.index())?;
            let found = decision.references.iter().map(|one| resolve(&all, &paths, document, decision, one));
            Some((decision.doc, found.collect()))
        })
        .collect();
    for (doc, resolved) in resolved {
        all.ties.entry(doc).or_default().resolved = resolved;
    }
    tie(&mut all, corpus);
    let cited = cited(&all, &corpus.entries, documents);
    let (in_code, missing) = citation::of_code(&all, programs);
    for (doc, place) in cited.into_iter().chain(in_code) {
        all.ties.entry(doc).or_default().cited.push(place);
    }
    for one in &corpus.in_code {
        let path =
            programs.get(one.doc.index().saturating_sub(documents.len())).map_or("", |code| &code.path);
        for reference in &one.references {
            let Target::Number(number) = reference.target else { continue };
            if let Some(doc) = all.numbered(path, number) {
                all.ties.entry(doc).or_default().cited.push(reference.place);
            }
        }
    }
    all.missing = missing;
    all
}

fn resolve(
    all: &Decisions,
    paths: &HashMap<&str, DocId>,
    document: &Document,
    decision: &Decision,
    reference: &Reference,
) -> Resolved {
    let record = |doc: DocId| if doc == decision.doc { Resolved::Elsewhere } else { Resolved::Record(doc) };
    match &reference.target {
        Target::Number(number) => match all.numbered(&document.path, *number) {
            Some(doc) => record(doc),
            None if all.by_number.contains_key(number) || decision.number == Some(*number) => {
                Resolved::Elsewhere
            }
            None => Resolved::Nothing,
        },
        Target::Name(name) => all.named(&document.path, name).map_or(Resolved::Nothing, record),
        Target::File(path) => {
            let Some(full) = joined(&document.path, path) else { return Resolved::Elsewhere };
            let found = all.at(&full).or_else(|| all.at(&format!("{}.md", full.trim_end_matches(".html"))));
            let same_name = || all.named(&document.path, stem(path));
            match found.or_else(|| path.starts_with('/').then(same_name).flatten()) {
                Some(doc) => record(doc),
                None if path.starts_with('/') || paths.contains_key(full.as_str()) => Resolved::Elsewhere,
                None if stem(path).bytes().any(|byte| byte.is_ascii_digit())
                    && folder(&full) == folder(&document.path) =>
                {
                    Resolved::Nothing
                }
                None => Resolved::Elsewhere,
            }
        }
    }
}

/// `path` as written in the file `from`, as a path from the root.
fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { folder(from).split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/").replace("%20", " "))
}

/// Gives every tie its way back.
fn tie(all: &mut Decisions, corpus: &Corpus) {
    let mut ties: Vec<(DocId, Tie)> = Vec::new();
    for decision in &corpus.decisions {
        let resolved = all.ties.get(&decision.doc).map_or(&[][..], |ties| &ties.resolved);
        for (one, resolved) in decision.references.iter().zip(resolved) {
            let Resolved::Record(other) = *resolved else { continue };
            let tie = Tie { relation: one.relation, partial: one.partial, other, place: one.place };
            ties.push((decision.doc, tie));
            ties.push((other, Tie { relation: back(one.relation), other: decision.doc, ..tie }));
        }
    }
    ties.sort_by_key(|(doc, tie)| (*doc, tie.relation, tie.partial, tie.other, tie.place));
    for (doc, tie) in ties {
        let known = &mut all.ties.entry(doc).or_default().ties;
        let said = known.iter().any(|other| {
            other.other == tie.other && (other.relation == tie.relation || tie.relation == Relation::Relates)
        });
        if !said {
            known.push(tie);
        }
    }
}

fn back(relation: Relation) -> Relation {
    match relation {
        Relation::Supersedes => Relation::SupersededBy,
        Relation::SupersededBy => Relation::Supersedes,
        Relation::Amends => Relation::AmendedBy,
        Relation::AmendedBy => Relation::Amends,
        Relation::Relates => Relation::Relates,
    }
}

static CITED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:adr|ladr|ddr)s?[-_ #]{0,2}0*(\d{1,5})\b|\]\(([^)\s#]+\.md)[^)]*\)").ok()
});

/// Where documents that are no records name one: by its number or by a link to its file. Blocks of code hold samples.
fn cited(all: &Decisions, entries: &[Entry], documents: &[Document]) -> Vec<(DocId, Place)> {
    let Some(pattern) = CITED.as_ref() else { return Vec::new() };
    entries
        .par_iter()
        .filter(|entry| entry.kind != Kind::Decision && entry.kind != Kind::Evidence)
        .filter_map(|entry| documents.get(entry.doc.index()))
        .flat_map_iter(|document| {
            let mut found: Vec<(DocId, Place)> = Vec::new();
            for one in pattern.captures_iter(&document.text) {
                let number = one.get(1).and_then(|digits| digits.as_str().parse().ok());
                let by_number = number.and_then(|number| all.numbered(&document.path, number));
                let by_file = || all.at(&joined(&document.path, one.get(2)?.as_str())?);
                let (Some(doc), Some(whole)) = (by_number.or_else(by_file), one.get(0)) else { continue };
                let line = document.line(whole.start() as u32);
                // Once for each line.
                let said = found
                    .iter()
                    .rev()
                    .take(4)
                    .any(|(other, place)| *other == doc && document.line(place.span.start) == line);
                if !said {
                    found.push((doc, Place::new(document.id, Span::new(whole.start(), whole.end()))));
                }
            }
            if let (Syntax::Markdown { doc, .. }, false) = (&document.syntax, found.is_empty()) {
                let samples = code(doc);
                found.retain(|(_, place)| !samples.iter().any(|sample| sample.contains(place.span)));
            }
            found
        })
        .collect()
}
