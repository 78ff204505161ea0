//! The tree of the left side. It never lists everything: a plan's tree holds the plan's own pages and a window of
//! the plans around it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::derive::Derived;
use crate::diag::Diagnostic;
use crate::link::Linked;
use crate::model::{ItemId, Plan};
use crate::page::part::address::Addresses;
use crate::page::part::group;
use crate::page::part::overview::{self, FACTS};
use crate::page::part::plan_map::PlanMap;
use crate::place::DocId;
use crate::site::Url;

/// The most groups a plan's tree lists.
const GROUPS: usize = 30;

/// The most other plans a plan's tree lists.
const AROUND: usize = 8;

/// A tree of links.
#[derive(Clone, Debug, Serialize)]
pub struct Tree {
    /// What it lists, for its name.
    pub label: String,
    /// Its entries.
    pub entries: Vec<TreeEntry>,
}

/// An entry of a tree.
#[derive(Clone, Debug, Serialize)]
pub struct TreeEntry {
    /// The words.
    pub label: String,
    /// The path below the site's root, `index.html` included; `None` for a heading.
    pub path: Option<String>,
    /// A few words behind it, such as `8/9`; may be empty.
    pub note: String,
    /// Whether its children are shown from the start.
    pub open: bool,
    /// What stands below it.
    pub children: Vec<TreeEntry>,
}

impl TreeEntry {
    /// A link.
    pub fn link(label: impl Into<String>, path: &str) -> Self {
        let path = match path.split_once('#') {
            Some((path, id)) => format!("{}#{id}", Url::new(path).file()),
            None => Url::new(path).file(),
        };
        Self { label: label.into(), path: Some(path), note: String::new(), open: true, children: Vec::new() }
    }

    /// A heading over further entries.
    pub fn heading(label: impl Into<String>, open: bool, children: Vec<TreeEntry>) -> Self {
        Self { label: label.into(), path: None, note: String::new(), open, children }
    }

    /// Adds a few words behind it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// One tree for each plan.
pub(super) fn trees(
    (linked, derived): (&Linked, &Derived),
    plans: &[&Plan],
    addresses: &Addresses,
    findings: &BTreeMap<DocId, Vec<&Diagnostic>>,
) -> (Vec<Tree>, BTreeMap<DocId, usize>) {
    let mut trees = Vec::with_capacity(plans.len());
    let mut of = BTreeMap::new();
    for (index, plan) in plans.iter().enumerate() {
        let Some(map) = addresses.plan(plan.doc) else { continue };
        let found = findings.get(&plan.doc).map_or(0, Vec::len);
        let history = linked.chronicle.as_ref().is_some_and(|chronicle| chronicle.of(plan.doc).is_some());
        let mut entries = own(plan, map, (found, spoken_of(linked, plan.doc)), ties(derived, plan.doc));
        if history {
            entries.push(TreeEntry::link("History", &map.below("history/").0));
        }
        let from = index.saturating_sub(AROUND / 2).min(plans.len().saturating_sub(AROUND + 1));
        let around: Vec<TreeEntry> = plans
            .iter()
            .skip(from)
            .take(AROUND + 1)
            .filter(|other| other.doc != plan.doc)
            .map(|other| TreeEntry::link(other.title.as_str(), &addresses.document(other.doc).0))
            .collect();
        if !around.is_empty() {
            entries.push(TreeEntry::heading("Other plans", false, around));
            entries.push(TreeEntry::link(format!("All {} plans", plans.len()), "plans/"));
        }
        of.insert(plan.doc, trees.len());
        trees.push(Tree { label: "Pages of this plan".to_owned(), entries });
    }
    (trees, of)
}

/// How many items and gates of a plan evidence speaks of: so many stand on its page of evidence.
fn spoken_of(linked: &Linked, doc: DocId) -> usize {
    let items = linked.backing.range((doc, ItemId(0))..=(doc, ItemId(u32::MAX))).count();
    let gates = linked.gates.get(&doc).map_or(&[][..], Vec::as_slice);
    items + gates.iter().filter(|one| one.sources.iter().any(|source| source.evidence)).count()
}

/// How many items of a plan are tied to others, and how many of its parts have a time.
fn ties(derived: &Derived, doc: DocId) -> (usize, usize) {
    let tied = derived.schedules.get(&doc).map_or(0, |schedule| schedule.needs.len());
    (tied, derived.timelines.get(&doc).map_or(0, |timeline| timeline.entries.len()))
}

fn own(
    plan: &Plan,
    map: &PlanMap,
    (findings, evidence): (usize, usize),
    (tied, timed): (usize, usize),
) -> Vec<TreeEntry> {
    let mut entries = vec![TreeEntry::link("Overview", &map.url.0)];
    let parts: Vec<TreeEntry> = map
        .parts
        .iter()
        .take(GROUPS)
        .filter_map(|part| {
            let url = &part.sheets.first()?.url.0;
            let title = part.group.and_then(|id| plan.group(id)).map_or("Other items", |group| &group.title);
            Some(TreeEntry::link(title, url))
        })
        .collect();
    if !parts.is_empty() {
        let cut = map.parts.len() > parts.len();
        entries.push(TreeEntry::heading(group::plural(plan), true, parts));
        if cut {
            let all = format!("All {} {}", map.parts.len(), group::plural(plan).to_lowercase());
            let here = map.parts.len() <= overview::GROUPS;
            let list = if here { format!("{}#parts", map.url.0) } else { map.below("parts/").0 };
            entries.push(TreeEntry::link(all, &list));
        }
    }
    let mut page = |label: &str, name: &str, count: usize| {
        if count > 0 {
            entries.push(TreeEntry::link(label, &map.below(name).0).note(count.to_string()));
        }
    };
    page("Board", "board/", plan.items.len());
    page("Timeline", "timeline/", timed);
    page("Dependencies", "dependencies/", tied);
    page("Criteria", "criteria/", plan.criteria.len());
    page("Gates", "gates/", plan.gates.len());
    page("Evidence", "evidence/", evidence);
    page("Findings", "findings/", findings);
    for (label, name, count) in [
        ("Scores", "scores", plan.scores.len()),
        ("Milestones", "milestones", plan.milestones.len()),
        ("Risks", "risks", plan.risks.len()),
        ("Measurements", "metrics", plan.metrics.len()),
    ] {
        let path = if count > FACTS { map.below(name).0 + "/" } else { format!("{}#{name}", map.url.0) };
        if count > 0 {
            entries.push(TreeEntry::link(label, &path).note(count.to_string()));
        }
    }
    entries.push(TreeEntry::link("Source", &map.below("source/").0));
    entries
}
