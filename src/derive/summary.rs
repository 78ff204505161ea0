//! What was read, made and found, in numbers: the words a build ends with.

use crate::diag::{Diagnostic, Severity};
use crate::link::Linked;
use crate::model::{Kind, Plan, Tally};
use crate::site::{Summary, Taken};

/// Sums a build up.
pub(super) fn summary(linked: &Linked, findings: &[Diagnostic], pages: usize) -> Summary {
    let entries: Vec<_> = linked.corpus.entries.iter().filter(|entry| !linked.is_idle(entry.doc)).collect();
    let kinds = Kind::ALL.map(|kind| {
        let count = entries.iter().filter(|entry| entry.kind == kind).count();
        (kind.name(), count as u32)
    });
    let taken = linked.corpus.entries.iter().filter_map(|entry| {
        let path = linked.document(entry.doc)?.path.clone();
        let kind = if linked.is_idle(entry.doc) { "idle" } else { entry.kind.name() };
        Some(Taken { path, kind, why: entry.why.clone() })
    });
    let mut tally = Tally::default();
    for plan in linked.plans() {
        tally.merge(plan.tally());
    }
    let weight = |severity| findings.iter().filter(|finding| finding.severity == severity).count() as u32;
    Summary {
        kinds: kinds.to_vec(),
        idle: (linked.corpus.entries.len() - entries.len()) as u32,
        taken: taken.collect(),
        items: tally,
        lines: lines(linked, linked.corpus.plans.iter().filter(|plan| holds_work(plan))),
        findings: (weight(Severity::Error), weight(Severity::Warning), weight(Severity::Note)),
        pages: pages as u32,
    }
}

fn holds_work(plan: &Plan) -> bool {
    !(plan.items.is_empty() && plan.groups.is_empty() && plan.criteria.is_empty() && plan.gates.is_empty())
}

/// All lines of documents with work in them, and those that were not understood.
fn lines<'a>(linked: &Linked, plans: impl Iterator<Item = &'a Plan>) -> (u64, u64) {
    plans.fold((0, 0), |(all, unread), plan| {
        let lines = linked.document(plan.doc).map_or(0, |document| document.lines.count());
        let missed: u32 = plan.unread.iter().map(|(first, last)| last.saturating_sub(*first) + 1).sum();
        (all + u64::from(lines), unread + u64::from(missed))
    })
}
