//! Decision records as several pages show them: rows, states, the words for what they are to each other.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Decision, Relation, Ruling};
use crate::page::part::atlas::Atlas;
use crate::page::part::frame::Link;
use crate::page::part::state::State;
use crate::place::DocId;
use crate::site::Url;
use crate::slug::slug;

/// A record in a list.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRow {
    /// Its number.
    pub number: Option<u32>,
    /// Its page.
    pub link: Link,
    /// Whether it holds.
    pub state: State,
    /// What took its place.
    pub successors: Vec<Link>,
    /// The day it was taken.
    pub date: Option<String>,
    /// Whether that day is git's: the record itself gives none.
    pub traced: bool,
    /// Its labels, with their pages.
    pub tags: Vec<Link>,
    /// What was decided.
    pub outcome: Option<String>,
    /// Where it stands, for a decision that is written in code.
    pub code: Option<String>,
}

impl State {
    /// Whether a decision holds.
    pub fn ruling(ruling: Ruling) -> Self {
        let class = match ruling {
            Ruling::Draft => "todo",
            Ruling::Proposed => "in_progress",
            Ruling::Accepted => "done",
            Ruling::Rejected => "cancelled",
            Ruling::Deprecated => "deprecated",
            Ruling::Superseded => "superseded",
            Ruling::Unknown => "unknown",
        };
        let words = match ruling {
            Ruling::Unknown => "no status",
            other => other.name(),
        };
        Self { class, words: words.to_owned(), written: None, inherited: false }
    }
}

/// What a record is to another one.
pub fn relation_words(relation: Relation, partial: bool) -> &'static str {
    match (relation, partial) {
        (Relation::Supersedes, false) => "Supersedes",
        (Relation::Supersedes, true) => "Supersedes in part",
        (Relation::SupersededBy, false) => "Superseded by",
        (Relation::SupersededBy, true) => "Superseded in part by",
        (Relation::Amends, _) => "Amends",
        (Relation::AmendedBy, _) => "Amended by",
        (Relation::Relates, _) => "Related",
    }
}

impl DecisionRow {
    /// A record as seen from the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, decision: &Decision) -> Self {
        let linked = atlas.material.linked;
        let ties = linked.decisions.of(decision.doc).map_or(&[][..], |ties| &ties.ties);
        let successors = ties
            .iter()
            .filter(|tie| tie.relation == Relation::SupersededBy && !tie.partial)
            .filter_map(|tie| linked.decision(tie.other));
        let day = decision_day(atlas, decision);
        Self {
            number: decision.number,
            link: decision_link(atlas, url, decision, false),
            state: State::ruling(decision.ruling),
            successors: successors.map(|other| decision_link(atlas, url, other, true)).collect(),
            traced: day.as_ref().is_some_and(|(_, traced)| *traced),
            date: day.map(|(day, _)| day),
            tags: tag_links(url, decision),
            outcome: decision.outcome.clone(),
            code: decision.in_code.as_ref().and_then(|_| {
                let document = linked.document(decision.doc)?;
                Some(format!("{}:{}", document.path, document.line(decision.place.span.start)))
            }),
        }
    }
}

/// The day a decision was taken, as it says or else as git does, and whether it is git's.
pub fn decision_day(atlas: &Atlas<'_>, decision: &Decision) -> Option<(String, bool)> {
    let written = decision.date.clone().or_else(|| decision.date_text.clone());
    let traced = || atlas.material.derived.traced.get(&decision.doc)?.taken;
    written.map(|day| (day, false)).or_else(|| traced().map(|day| (day.to_string(), true)))
}

/// A link to a record, with its number in front where that is asked for.
pub fn decision_link(atlas: &Atlas<'_>, url: &Url, decision: &Decision, numbered: bool) -> Link {
    let label = match decision.number.filter(|_| numbered) {
        Some(number) => format!("{number}. {}", decision.title),
        None => decision.title.clone(),
    };
    Link { label, href: url.to(&decision_url(atlas, decision).0) }
}

/// The page of a decision.
pub fn decision_url(atlas: &Atlas<'_>, decision: &Decision) -> Url {
    match &decision.in_code {
        Some(name) => Url::new(format!("decisions/in-code/{name}/")),
        None => atlas.addresses.document(decision.doc),
    }
}

/// The labels of a record, with the pages that list all of one label.
pub fn tag_links(url: &Url, decision: &Decision) -> Vec<Link> {
    let link = |tag: &String| Link { label: tag.clone(), href: url.to(&tag_page(tag)) };
    decision.tags.iter().map(link).collect()
}

/// The page of a label.
pub fn tag_page(tag: &str) -> String {
    format!("decisions/tag/{}/", slug(tag))
}

/// Groups of records that supersede or amend each other, each in the order of their numbers and paths.
pub fn families(atlas: &Atlas<'_>) -> Vec<Vec<DocId>> {
    let linked = atlas.material.linked;
    let strong = |doc: DocId| {
        let ties = linked.decisions.of(doc).map_or(&[][..], |ties| &ties.ties);
        ties.iter().filter(|tie| tie.relation != Relation::Relates).map(|tie| tie.other)
    };
    let mut seen: BTreeSet<DocId> = BTreeSet::new();
    let mut families = Vec::new();
    for decision in &linked.corpus.decisions {
        if seen.contains(&decision.doc) || strong(decision.doc).next().is_none() {
            continue;
        }
        let (mut family, mut open) = (Vec::new(), vec![decision.doc]);
        while let Some(doc) = open.pop() {
            if seen.insert(doc) {
                family.push(doc);
                open.extend(strong(doc));
            }
        }
        family.sort_by_key(|doc| (linked.decision(*doc).and_then(|one| one.number), *doc));
        families.push(family);
    }
    families
}
