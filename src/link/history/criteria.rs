//! What happened to the criteria of a plan between two of its states. Those of work that came in or went with them say nothing new.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::link::history::event::{Turn, What};
use crate::link::identity::{Called, identity};
use crate::model::{PastCriterion, PastItem, Snapshot};

type Told = (Arc<PastCriterion>, u32);

/// What happened, each with its line: one event for all criteria of an item or group that fared alike.
pub(super) fn changes(old: &Snapshot, new: &Snapshot) -> Vec<(u32, What)> {
    let same = |((one, _), (other, _)): (&Told, &Told)| Arc::ptr_eq(one, other) || one == other;
    if old.criteria.len() == new.criteria.len() && old.criteria.iter().zip(&new.criteria).all(same) {
        return Vec::new();
    }
    let pairs = identity(&called(&old.criteria), &called(&new.criteria));
    let mut found: BTreeMap<(Turn, &str), (u32, Vec<String>)> = BTreeMap::new();
    let (came, went) = (beyond(new, old), beyond(old, new));
    let mut push = |turn: Turn, of, line: u32, text: String| {
        found.entry((turn, of)).or_insert((line, Vec::new())).1.push(text);
    };
    for ((one, line), from) in new.criteria.iter().zip(&pairs.continues) {
        match from.and_then(|from| old.criteria.get(from.0 as usize)) {
            None if came.contains(one.of.as_str()) => {}
            None => push(Turn::Added, one.of.as_str(), *line, one.text.clone()),
            Some((was, _)) => {
                if was.text != one.text {
                    push(Turn::Reworded, one.of.as_str(), *line, one.text.clone());
                }
                match (was.met, one.met) {
                    (false, true) => push(Turn::Met, one.of.as_str(), *line, one.text.clone()),
                    (true, false) => push(Turn::Unmet, one.of.as_str(), *line, one.text.clone()),
                    _ => {}
                }
            }
        }
    }
    for (one, line) in pairs.gone.iter().filter_map(|gone| old.criteria.get(gone.0 as usize)) {
        if !went.contains(one.of.as_str()) {
            push(Turn::Dropped, one.of.as_str(), *line, one.text.clone());
        }
    }
    let event = |((turn, of), (line, texts)): ((Turn, &str), (u32, Vec<String>))| {
        (line, What::Criteria { of: of.to_owned(), turn, texts })
    };
    found.into_iter().map(event).collect()
}

fn called(criteria: &[Told]) -> Vec<Called<'_>> {
    criteria.iter().map(|(one, _)| Called { id: None, title: &one.text, around: &one.of }).collect()
}

/// The titles of work and groups that one state has and another has not.
fn beyond<'s>(one: &'s Snapshot, other: &'s Snapshot) -> HashSet<&'s str> {
    let titles = |state: &'s Snapshot| {
        let of = |(item, _): &'s (Arc<PastItem>, u32)| [item.title.as_str(), item.group.as_str()];
        state.items.iter().flat_map(of).collect::<HashSet<&str>>()
    };
    let other = titles(other);
    titles(one).into_iter().filter(|title| !title.is_empty() && !other.contains(title)).collect()
}
