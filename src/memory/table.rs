//! Values that stand often, each written once and named by its number.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

/// Room from the start: for the commits and states of some years.
const ROOM: usize = 1 << 14;

/// Values by their number, while they are written.
pub(super) struct Table<V> {
    numbers: HashMap<V, u64, RandomState>,
    /// The values, by number.
    pub(super) values: Vec<V>,
}

impl<V: Clone + Eq + Hash> Table<V> {
    pub(super) fn new() -> Self {
        let numbers = HashMap::with_capacity_and_hasher(ROOM, RandomState::default());
        Self { numbers, values: Vec::with_capacity(ROOM) }
    }

    /// The number of a value.
    pub(super) fn number(&mut self, value: V) -> u64 {
        let next = self.values.len() as u64;
        *self.numbers.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            next
        })
    }
}
