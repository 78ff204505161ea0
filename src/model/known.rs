//! What was read of older states already. It depends on their content, their path and the words for states, and on nothing
//! else: whoever has the same three need not read them again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Ruling, Snapshot};

/// An older state of a document: the path it had, and the hash of its content.
pub type State = (Arc<str>, Arc<str>);

/// What was read of older states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// What plans said.
    pub plans: BTreeMap<State, Arc<Snapshot>>,
    /// Whether decision records held.
    pub rulings: BTreeMap<State, Ruling>,
    /// For the last states of files that are gone: the title of those that were plans.
    pub gone: BTreeMap<State, Option<String>>,
    /// The hashes of all contents that this was read from. What is among them and not above was of no use.
    pub seen: BTreeSet<Arc<str>>,
    /// How many bytes those are together.
    pub bytes: u64,
}

impl Known {
    /// What of it was read from contents that are there.
    pub fn among(&self, there: impl Fn(&str) -> bool) -> Self {
        let mut known = self.clone();
        known.plans.retain(|(_, blob), _| there(blob));
        known.rulings.retain(|(_, blob), _| there(blob));
        known.gone.retain(|(_, blob), _| there(blob));
        known.seen.retain(|blob| there(blob));
        known
    }
}
