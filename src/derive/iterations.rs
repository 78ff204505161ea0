//! Reports one after the other: which follows which, what became of the priorities of the one before, which blockers stay,
//! whether measurements go on where they ended, and whether what is said of items is what their plans say.
//!
//! Reports are compared with the one before them in their own folder; nothing here is a finding, since a report may be
//! right and its words may differ.

use std::collections::BTreeMap;

use crate::link::Linked;
use crate::model::{ItemId, Iteration, Kind, ReportLine, Status};
use crate::phrase::Phrase;
use crate::place::DocId;

/// What a report says beside the one before it, and beside the plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The report before, in the same folder.
    pub previous: Option<DocId>,
    /// The report after.
    pub next: Option<DocId>,
    /// What became of each priority of the report before, in its order.
    pub priorities: Vec<Fate>,
    /// The blockers of this report that the one before had too, by their numbers.
    pub staying: Vec<usize>,
    /// For each measurement: the value the report before ended with goes on here, or it does not; `None` where that
    /// report has no such measurement.
    pub chained: Vec<Option<bool>>,
    /// For each item the report speaks of: what the plan says.
    pub said: Vec<Claimed>,
}

/// What became of a priority in the report after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is among what was done.
    Done,
    /// It is a priority again.
    Again,
    /// It is among what stands in the way.
    Blocked,
    /// It is not spoken of.
    Silent,
}

/// What a plan says of an item that a report speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// No plan has it.
    Unknown,
    /// A plan has it.
    Known {
        /// The plan.
        plan: DocId,
        /// The item there.
        item: ItemId,
        /// Its status there.
        status: Status,
        /// Whether both say the same; `None` where the report only names it.
        agrees: Option<bool>,
    },
}

/// Compares every report, by its document.
pub(super) fn all(linked: &Linked) -> BTreeMap<DocId, Course> {
    let mut courses = BTreeMap::new();
    let items = items(linked);
    for folder in folders(linked).values() {
        for (at, report) in folder.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| folder.get(before)).copied();
            let mut course = Course { next: folder.get(at + 1).map(|next| next.doc), ..Course::default() };
            if let Some(before) = before {
                course.previous = Some(before.doc);
                course.priorities = before.next.iter().map(|line| fate(line, report)).collect();
                course.staying = staying(before, report);
            }
            course.chained = report
                .changes
                .iter()
                .map(|change| {
                    let name = Phrase::new(&change.name);
                    let earlier =
                        before?.changes.iter().find(|earlier| Phrase::new(&earlier.name).same(&name))?;
                    Some(
                        (earlier.after - change.before).abs()
                            < f64::EPSILON * 16.0 * earlier.after.abs().max(1.0),
                    )
                })
                .collect();
            course.said = report.said.iter().map(|said| claimed(&items, &said.id, said.status)).collect();
            courses.insert(report.doc, course);
        }
    }
    courses
}

/// The reports of each folder, in the order of their numbers, or of their names where they have none.
fn folders(linked: &Linked) -> BTreeMap<&str, Vec<&Iteration>> {
    let mut folders: BTreeMap<&str, Vec<&Iteration>> = BTreeMap::new();
    for report in &linked.corpus.iterations {
        let shown = !linked.is_idle(report.doc)
            && linked.entry(report.doc).is_some_and(|entry| entry.kind == Kind::Report);
        if let Some(document) = linked.document(report.doc).filter(|_| shown) {
            let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.entry(folder).or_default().push(report);
        }
    }
    for reports in folders.values_mut() {
        let path =
            |report: &Iteration| linked.document(report.doc).map_or("", |document| document.path.as_str());
        reports.sort_by_cached_key(|report| {
            let number = report.number.as_deref().map(numbers).filter(|numbers| !numbers.is_empty());
            (number.unwrap_or_else(|| numbers(path(report))), path(report).to_owned())
        });
    }
    folders
}

/// Every number in a text: `2026-W14` is 2026, 14.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// Whether two lines speak of one thing: the same words, or nearly all words of the shorter one.
fn alike(one: &ReportLine, two: &ReportLine) -> bool {
    let (one, two) = (Phrase::thing(&one.text), Phrase::thing(&two.text));
    let least = one.len().min(two.len());
    let shared = one.overlap(&two);
    least > 0 && (shared == least || least >= 4 && shared * 4 >= least * 3)
}

fn fate(priority: &ReportLine, report: &Iteration) -> Fate {
    let among = |lines: &[ReportLine]| lines.iter().any(|line| alike(priority, line));
    if among(&report.improvements) || among(&report.tests) {
        Fate::Done
    } else if among(&report.blockers) {
        Fate::Blocked
    } else if among(&report.next) {
        Fate::Again
    } else {
        Fate::Silent
    }
}

fn staying(before: &Iteration, report: &Iteration) -> Vec<usize> {
    let stays = |blocker: &ReportLine| before.blockers.iter().any(|earlier| alike(earlier, blocker));
    report.blockers.iter().enumerate().filter(|(_, blocker)| stays(blocker)).map(|(at, _)| at).collect()
}

/// Every item with an id that only one plan has.
fn items(linked: &Linked) -> BTreeMap<String, (DocId, ItemId, Status)> {
    let mut found: BTreeMap<String, Option<(DocId, ItemId, Status)>> = BTreeMap::new();
    for plan in linked.plans() {
        for (number, item) in plan.items.iter().enumerate() {
            let Some(id) = &item.id else { continue };
            found
                .entry(crate::phrase::id(id))
                .and_modify(|known| *known = known.filter(|(other, ..)| *other == plan.doc))
                .or_insert(Some((plan.doc, ItemId(number as u32), item.status)));
        }
    }
    found.into_iter().filter_map(|(id, known)| Some((id, known?))).collect()
}

fn claimed(items: &BTreeMap<String, (DocId, ItemId, Status)>, id: &str, said: Option<Status>) -> Claimed {
    match items.get(&crate::phrase::id(id)) {
        None => Claimed::Unknown,
        Some((plan, item, status)) => Claimed::Known {
            plan: *plan,
            item: *item,
            status: *status,
            agrees: said.map(|said| said == *status),
        },
    }
}
