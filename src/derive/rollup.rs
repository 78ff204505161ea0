//! Items counted by state, for each plan and each of its groups, with the items of inner groups included.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::link::Linked;
use crate::model::{Plan, Tally};
use crate::place::DocId;

/// Counts of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupNumbers {
    /// Its own items.
    pub own: Tally,
    /// Its own items and those of the groups inside.
    pub all: Tally,
}

/// Counts of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanNumbers {
    /// All items.
    pub tally: Tally,
    /// One for each group, in the plan's order.
    pub groups: Vec<GroupNumbers>,
    /// Parents' children by state, for items that have any: index of the item, its children.
    pub children: BTreeMap<u32, Tally>,
}

/// Counts every plan.
pub(super) fn all(linked: &Linked) -> BTreeMap<DocId, PlanNumbers> {
    linked.corpus.plans.par_iter().map(|plan| (plan.doc, count(plan))).collect()
}

fn count(plan: &Plan) -> PlanNumbers {
    let mut groups = vec![GroupNumbers::default(); plan.groups.len()];
    let mut children: BTreeMap<u32, Tally> = BTreeMap::new();
    for item in &plan.items {
        if let Some(parent) = item.parent {
            children.entry(parent.0).or_default().add(item.status);
        }
        if let Some(numbers) = item.group.and_then(|id| groups.get_mut(id.0 as usize)) {
            numbers.own.add(item.status);
            numbers.all.add(item.status);
        }
    }
    // Inner groups stand after the groups around them, so one walk from the end adds each to its parent once.
    for index in (0..groups.len()).rev() {
        let inner = groups.get(index).copied().unwrap_or_default().all;
        let parent = plan.groups.get(index).and_then(|group| group.parent);
        if let Some(numbers) =
            parent.filter(|id| (id.0 as usize) < index).and_then(|id| groups.get_mut(id.0 as usize))
        {
            numbers.all.merge(inner);
        }
    }
    PlanNumbers { tally: plan.tally(), groups, children }
}
