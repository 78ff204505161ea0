//! What is new in a memory, to be kept behind what was kept before: ten commits need not cost the writing of thousands.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::memory::Memory;
use crate::memory::reader::first_part;
use crate::model::{Known, Snapshot, State};

/// What stands behind the first part may be this share of it; beyond that all is written anew.
const SHARE: usize = 4;

impl Memory {
    /// What `old` lacks of it, as bytes that go behind those `old` was read from. `None` where something of `old` is not in
    /// it any more, or so much stands behind the first part that all is better written anew.
    pub fn bytes_since(&self, old: &Self, kept: &[u8]) -> Option<Vec<u8>> {
        let last = old.log.last()?;
        let goes_on = self.log.get(old.log.len() - 1).is_some_and(|revision| revision.hash == last.hash);
        if !goes_on || self.setting != old.setting || self.prefix != old.prefix {
            return None;
        }
        let new = Self {
            setting: self.setting.clone(),
            prefix: self.prefix.clone(),
            log: Arc::new(self.log.get(old.log.len()..)?.to_vec()),
            known: Arc::new(known_since(&self.known, &old.known)?),
            // Those of the last part count.
            heads: self.heads.clone(),
        };
        let part = new.part();
        let (first, behind) = first_part(kept)?;
        (behind.len() + part.len() <= first.len() / SHARE).then_some(part)
    }
}

fn known_since(new: &Known, old: &Known) -> Option<Known> {
    let seen = new.seen.difference(&old.seen).cloned().collect();
    let known = Known {
        // A state that was read again is no proof of what was kept.
        plans: since(&new.plans, &old.plans, Arc::<Snapshot>::ptr_eq)?,
        rulings: since(&new.rulings, &old.rulings, PartialEq::eq)?,
        gone: since(&new.gone, &old.gone, PartialEq::eq)?,
        seen,
        bytes: new.bytes,
    };
    (known.seen.len() + old.seen.len() == new.seen.len()).then_some(known)
}

/// What is new; `None` where something is gone or other than it was.
fn since<V: Clone>(
    new: &BTreeMap<State, V>,
    old: &BTreeMap<State, V>,
    same: impl Fn(&V, &V) -> bool,
) -> Option<BTreeMap<State, V>> {
    let known = |(state, value): &(&State, &V)| old.get(*state).is_some_and(|old| same(old, value));
    let fresh = new.iter().filter(|one| !known(one)).map(|(state, value)| (state.clone(), value.clone()));
    let fresh: BTreeMap<State, V> = fresh.collect();
    (fresh.len() + old.len() == new.len()).then_some(fresh)
}
