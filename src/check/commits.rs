//! What the rules on history share: stories with their plans, commits as a sentence names them.

use crate::date::{self, Date};
use crate::link::{Linked, Story};
use crate::model::{Plan, PointId};

/// The plans that are there, with what happened to them.
pub(super) fn stories(linked: &Linked) -> impl Iterator<Item = (&Plan, &Story)> {
    let stories = linked.chronicle.iter().flat_map(|chronicle| &chronicle.stories);
    let plans = &linked.corpus.plans;
    stories.filter_map(move |story| {
        let at = plans.binary_search_by_key(&story.doc?, |plan| plan.doc).ok()?;
        Some((plans.get(at)?, story))
    })
}

/// A commit as a sentence names it: `3f2a91c of 2026-05-04`.
pub(super) fn commit(linked: &Linked, point: PointId) -> String {
    let found = linked.corpus.past.as_ref().and_then(|past| past.points.get(point.index()));
    let Some(found) = found else { return String::new() };
    let hash: String = found.hash.chars().take(10).collect();
    match day(linked, point) {
        Some(day) => format!("{hash} of {day}"),
        None => hash,
    }
}

/// The day of a commit (UTC).
pub(super) fn day(linked: &Linked, point: PointId) -> Option<Date> {
    date::since_1970(linked.corpus.past.as_ref()?.points.get(point.index())?.time)
}
