//! Inventory to sources: bytes, size limits, the commit. Reads files, runs git.

mod code;
mod drawn;
mod files;
mod git;
mod parts;
mod snapshots;
mod told;

pub use git::{Named, documents, fork, named, two};
pub use snapshots::{FOLDER as SNAPSHOTS, Snapshot, TEXTS, snapshot};

use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::diag::Fault;
use crate::diagram::Drawings;
use crate::discover::Inventory;
use crate::model::Known;
use crate::source::{History, Sources};

/// Whether older states of the files are wanted.
#[derive(Clone, Debug)]
pub enum Past {
    /// No: the files as they are.
    Left,
    /// Yes; these were read already with the same words for states.
    Wanted(Arc<Known>),
}

/// The drawings that an earlier build kept in a file, where the documents have diagrams; none where it is not there, or of
/// another version, or damaged.
pub fn drawn(kept: &Path, sources: &Sources) -> Option<Drawings> {
    drawn::drawn(kept, sources)
}

/// Reads every file, in parallel, and asks git for the commit. A file that can't be read is a fault and loses
/// nothing else.
pub fn read(inventory: &Inventory, config: &Config, past: Past) -> (Sources, Vec<Fault>) {
    if let Some(sources) = git::bare(inventory, config) {
        return (sources, Vec::new());
    }
    let (mut sources, mut faults) = files::read(inventory);
    sources.code = code::code(inventory);
    sources.commit = git::commit(inventory);
    sources.changed = git::changed(inventory, sources.commit.as_ref());
    if let Past::Wanted(known) = past {
        let history = match &sources.commit {
            Some(commit) => git::history(inventory, config, &sources, commit),
            None => snapshots::history(inventory, &mut faults),
        };
        sources.history = history.map(|history| History { known, ..history });
    }
    (sources, faults)
}
