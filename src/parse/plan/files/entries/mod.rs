//! Entries of YAML and JSON files: lists of tasks, tasks by id, phases that hold tickets, tags of tasks with
//! sub-tasks, files that are one entry.

mod conditions;
mod fields;
mod keys;
mod shape;
mod states;
mod tree;

pub use keys::TITLES as ENTRY_TITLES;

use crate::parse::reading::Draft;

/// Reads a YAML or JSON file.
pub(super) fn read(draft: &mut Draft<'_>) -> bool {
    tree::read(draft)
}
