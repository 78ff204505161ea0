//! Inventory to sources: bytes, size limits, the commit. Reads files, runs git.

mod files;
mod git;

pub use git::{Named, documents, fork, named, two};

use crate::config::Config;
use crate::diag::Fault;
use crate::discover::Inventory;
use crate::source::Sources;

/// Reads every file, in parallel, and asks git for the commit. A file that can't be read is a fault and loses
/// nothing else.
pub fn read(inventory: &Inventory, config: &Config) -> (Sources, Vec<Fault>) {
    if let Some(sources) = git::bare(inventory, config) {
        return (sources, Vec::new());
    }
    let (mut sources, faults) = files::read(inventory);
    sources.commit = git::commit(inventory);
    sources.changed = git::changed(inventory, sources.commit.as_ref());
    if let Some(commit) = &sources.commit {
        sources.history = git::history(inventory, config, &sources, commit);
    }
    (sources, faults)
}
