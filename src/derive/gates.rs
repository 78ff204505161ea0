//! Gates by what can be said of them, for each plan and each of its groups.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::link::Linked;
use crate::model::{GroupId, Judgement, Plan, Standing};
use crate::place::DocId;

/// How many gates stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GateTally {
    counts: [u32; 5],
}

impl GateTally {
    /// Counts one more.
    pub fn add(&mut self, standing: Standing) {
        if let Some(count) = self.counts.get_mut(standing as usize) {
            *count += 1;
        }
    }

    /// How many gates have this standing.
    pub fn get(&self, standing: Standing) -> u32 {
        self.counts.get(standing as usize).copied().unwrap_or(0)
    }

    /// How many gates there are.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// The gates of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GateNumbers {
    /// One for each gate, in the plan's order.
    pub judgements: Vec<Judgement>,
    /// All of them by standing.
    pub all: GateTally,
    /// By group, where a group has any of its own.
    pub groups: BTreeMap<GroupId, GateTally>,
}

/// Counts the gates of every plan.
pub(super) fn all(linked: &Linked) -> BTreeMap<DocId, GateNumbers> {
    linked
        .corpus
        .plans
        .par_iter()
        .filter(|plan| !plan.gates.is_empty())
        .map(|plan| (plan.doc, count(plan, linked.gates.get(&plan.doc).map_or(&[], Vec::as_slice))))
        .collect()
}

fn count(plan: &Plan, judgements: &[Judgement]) -> GateNumbers {
    let mut numbers = GateNumbers { judgements: judgements.to_vec(), ..GateNumbers::default() };
    for (gate, judgement) in plan.gates.iter().zip(judgements) {
        numbers.all.add(judgement.standing);
        if let Some(group) = gate.group {
            numbers.groups.entry(group).or_default().add(judgement.standing);
        }
    }
    numbers
}
