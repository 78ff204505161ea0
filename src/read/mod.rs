//! Inventory to sources: bytes, size limits, the commit. Reads files, runs git.

mod code;
mod drawn;
mod files;
mod git;
mod kept;
mod parts;
mod snapshots;
mod told;

pub use git::{Named, documents, finds_git, fork, named, two};
pub use snapshots::{FOLDER as SNAPSHOTS, Snapshot, TEXTS, snapshot};

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::diag::Fault;
use crate::diagram::Drawings;
use crate::discover::Inventory;
use crate::memory::{Memory, Setting};
use crate::source::{History, Sources};

/// Whether older states of the files are wanted.
#[derive(Clone, Debug)]
pub enum Past {
    /// No: the files as they are.
    Left,
    /// Yes; this was learned of them already, with the same words for states.
    Wanted(Arc<Memory>),
}

/// The drawings that an earlier build kept in a file, where the documents have diagrams; none where it is not there, or of
/// another version, or damaged.
pub fn drawn(kept: &Path, sources: &Sources) -> Option<Drawings> {
    drawn::drawn(kept, sources)
}

/// Reads every file, in parallel, and asks git for the commit. A file that can't be read is a fault and loses
/// nothing else.
pub fn read(inventory: &Inventory, config: &Config, past: Past) -> (Sources, Vec<Fault>) {
    if let Some(sources) = git::bare(inventory, config, &past) {
        return (sources, Vec::new());
    }
    let (mut sources, mut faults) = files::read(inventory);
    sources.code = code::code(inventory);
    sources.commit = git::commit(inventory);
    sources.changed = git::changed(inventory, sources.commit.as_ref());
    if let Past::Wanted(memory) = past {
        sources.history = match &sources.commit {
            Some(commit) => {
                let asked = git::Asked { inventory, config, commit, memory: &memory, read: &BTreeMap::new() };
                git::history(asked, &sources)
            }
            None => snapshots::history(inventory, &mut faults).map(|history| {
                // A text that is gone from its folder is not known any more.
                let known = memory.known.among(|blob| history.blobs.contains_key(blob));
                History { known: Arc::new(known), ..history }
            }),
        };
    }
    (sources, faults)
}

/// What an earlier run learned in this setting and kept in a file, with its bytes; none where that is not there, of another setting,
/// or damaged.
pub fn memory(kept: &Path, setting: &Setting) -> Option<(Memory, Vec<u8>)> {
    let bytes = kept::bytes(kept)?;
    Some((Memory::from_bytes(&bytes, setting)?, bytes))
}
