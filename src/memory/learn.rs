//! What is learned of a run.

use std::collections::BTreeMap;

use crate::memory::{Head, Memory, Setting};
use crate::model::Past;
use crate::source::Sources;

impl Memory {
    /// What a run learned that read `sources` and found `past` in them; `heads` are the plans that are there.
    pub fn learned(setting: Setting, sources: &Sources, past: &Past, heads: BTreeMap<String, Head>) -> Self {
        // What lacks its beginning begins elsewhere the next time.
        let history = sources.history.as_ref().filter(|history| history.cut.is_none());
        let log = history.map(|history| history.log.clone()).unwrap_or_default();
        let prefix = sources.commit.as_ref().map_or(String::new(), |commit| commit.prefix.clone());
        Self { setting, prefix, log, known: past.known.clone(), heads }
    }

    /// Whether something in it was not known before.
    pub fn is_newer_than(&self, old: &Self) -> bool {
        let last = |memory: &Self| memory.log.last().map(|revision| revision.hash.clone());
        let keys =
            |memory: &Self| memory.known.plans.len() + memory.known.rulings.len() + memory.known.gone.len();
        last(self) != last(old)
            || self.setting != old.setting
            || keys(self) != keys(old)
            || self.known.seen != old.known.seen
            || self.heads != old.heads
    }
}
