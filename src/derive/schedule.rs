//! What waits for what: the items of a plan that are tied by dependencies, and the longest chain of open work among them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::link::{Linked, Needs, rounds};
use crate::model::{ItemId, Plan};
use crate::place::DocId;

/// The dependencies of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// The items that depend on others or are depended on, each with what it waits for, in document order.
    pub needs: BTreeMap<ItemId, Vec<ItemId>>,
    /// What waits for each of them.
    pub holds: BTreeMap<ItemId, Vec<ItemId>>,
    /// The longest chain of open items, the first to be done first. Empty where nothing tied to others is open.
    pub chain: Vec<ItemId>,
    /// How long the chain is.
    pub length: Length,
    /// Items that wait for each other in a round, in document order.
    pub rounds: Vec<Vec<ItemId>>,
    /// Open items that wait for nothing that is open.
    pub ready: Vec<ItemId>,
    /// Open items that wait for something open.
    pub waiting: Vec<ItemId>,
}

/// How long a chain is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Length {
    /// As many items as it has: too few have an estimate.
    #[default]
    Items,
    /// So many days by the estimates. So many of its items have none, and count as the given number of days each, the middle of
    /// the others.
    Days(f64, usize, f64),
}

/// The schedules of the plans that state dependencies between their items.
pub(super) fn all(linked: &Linked) -> BTreeMap<DocId, Schedule> {
    let plans: Vec<&Plan> = linked.plans().collect();
    let made = plans.par_iter().filter_map(|plan| {
        let schedule = schedule(plan, linked.needs.get(&plan.doc)?);
        (!schedule.needs.is_empty()).then_some((plan.doc, schedule))
    });
    made.collect()
}

/// The schedule of one plan.
pub fn schedule(plan: &Plan, needs: &Needs) -> Schedule {
    let edges = edges(plan, needs);
    let rounds = rounds(&edges);
    let mut schedule = Schedule { rounds, ..Schedule::default() };
    for (index, targets) in edges.iter().enumerate() {
        for target in targets {
            schedule.holds.entry(*target).or_default().push(ItemId(index as u32));
        }
    }
    for (index, targets) in edges.into_iter().enumerate() {
        let id = ItemId(index as u32);
        if !targets.is_empty() || schedule.holds.contains_key(&id) {
            schedule.needs.insert(id, targets);
        }
    }
    let open = |id: ItemId| plan.item(id).is_some_and(|item| item.status.is_open());
    for (id, targets) in &schedule.needs {
        match (open(*id), targets.iter().any(|target| open(*target))) {
            (true, true) => schedule.waiting.push(*id),
            (true, false) => schedule.ready.push(*id),
            (false, _) => {}
        }
    }
    let days = Days::new(plan, schedule.needs.keys().copied().filter(|id| open(*id)));
    schedule.chain = longest(&schedule, &days, &open);
    schedule.length = days.length(&schedule.chain);
    schedule
}

/// What each item waits for, both ways of saying it joined, each once.
fn edges(plan: &Plan, needs: &Needs) -> Vec<Vec<ItemId>> {
    let count = plan.items.len();
    let mut edges: Vec<Vec<ItemId>> = needs.on.clone();
    edges.resize(count, Vec::new());
    for (index, blocked) in needs.blocks.iter().enumerate() {
        for id in blocked {
            if let Some(list) = edges.get_mut(id.0 as usize) {
                list.push(ItemId(index as u32));
            }
        }
    }
    for list in &mut edges {
        list.retain(|id| (id.0 as usize) < count);
        list.sort_unstable();
        list.dedup();
    }
    edges
}

/// The estimates of open items.
struct Days {
    known: BTreeMap<ItemId, f64>,
    /// What an item without one counts as; `None` where items are counted.
    other: Option<f64>,
}

impl Days {
    fn new(plan: &Plan, open: impl Iterator<Item = ItemId>) -> Self {
        let (mut known, mut count) = (BTreeMap::new(), 0);
        for id in open {
            count += 1;
            let days = plan.item(id).and_then(|item| item.estimate.as_ref()?.days);
            if let Some(days) = days.filter(|days| days.is_finite() && *days >= 0.0) {
                known.insert(id, days);
            }
        }
        let mut sorted: Vec<f64> = known.values().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.get(sorted.len() / 2).copied();
        Self { other: middle.filter(|_| known.len() * 2 >= count), known }
    }

    fn of(&self, id: ItemId) -> f64 {
        match self.other {
            Some(other) => self.known.get(&id).copied().unwrap_or(other),
            None => 1.0,
        }
    }

    fn length(&self, chain: &[ItemId]) -> Length {
        match self.other {
            None => Length::Items,
            Some(other) => {
                let guessed = chain.iter().filter(|id| !self.known.contains_key(id)).count();
                Length::Days(chain.iter().map(|id| self.of(*id)).sum(), guessed, other)
            }
        }
    }
}

/// The longest way through open items. Ties inside a round are left out: a round has no first item.
fn longest(schedule: &Schedule, days: &Days, open: &dyn Fn(ItemId) -> bool) -> Vec<ItemId> {
    let in_round: BTreeMap<ItemId, usize> = schedule
        .rounds
        .iter()
        .enumerate()
        .flat_map(|(number, round)| round.iter().map(move |id| (*id, number)))
        .collect();
    let tied = |a: &ItemId, b: &ItemId| match (in_round.get(a), in_round.get(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    };
    let before = |id: &ItemId| -> Vec<ItemId> {
        let targets = schedule.needs.get(id).into_iter().flatten().copied();
        targets.filter(|target| open(*target) && !tied(id, target)).collect()
    };
    let mut waits: BTreeMap<ItemId, usize> = BTreeMap::new();
    for id in schedule.needs.keys().filter(|id| open(**id)) {
        waits.insert(*id, before(id).len());
    }
    let mut ready: BTreeSet<ItemId> =
        waits.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    let mut best: BTreeMap<ItemId, (f64, usize, Option<ItemId>)> = BTreeMap::new();
    while let Some(id) = ready.pop_first() {
        // Of two equally long ways that with more items, then the one that begins further up.
        let mut longest: (f64, usize, Option<ItemId>) = (0.0, 0, None);
        for target in before(&id) {
            if let Some((length, items, _)) = best.get(&target)
                && (*length, *items) > (longest.0, longest.1)
            {
                longest = (*length, *items, Some(target));
            }
        }
        best.insert(id, (longest.0 + days.of(id), longest.1 + 1, longest.2));
        for next in schedule.holds.get(&id).into_iter().flatten() {
            if tied(next, &id) {
                continue;
            }
            if let Some(count) = waits.get_mut(next) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    let mut end: Option<(ItemId, (f64, usize))> = None;
    for (id, (length, items, _)) in &best {
        if end.is_none_or(|(_, most)| (*length, *items) > most) {
            end = Some((*id, (*length, *items)));
        }
    }
    let mut chain = Vec::new();
    let mut at = end.map(|(id, _)| id);
    while let Some(id) = at {
        chain.push(id);
        at = best.get(&id).and_then(|(.., before)| *before);
    }
    chain.reverse();
    chain
}
