//! Entries of YAML and JSON files: lists of tasks, tasks by id, phases that hold tickets, tags of tasks with
//! sub-tasks, files that are one entry.

mod conditions;
mod fields;
mod keys;
mod part;
mod shape;
mod states;
mod tree;

pub use keys::TITLES as ENTRY_TITLES;

use crate::decode::Document;
use crate::decode::tree::Entry;
use crate::parse::reading::Draft;
use crate::vocabulary::Vocabulary;

/// Reads an entry of front matter, if it is a list of work.
pub fn front_matter(draft: &mut Draft<'_>, entry: &Entry) {
    tree::front_matter(draft, entry);
}

/// Whether a document is nothing but named lists of words, of which one name is a state.
pub fn are_lists(document: &Document, words: &Vocabulary) -> bool {
    shape::are_lists(document, words)
}

/// Reads a YAML or JSON file.
pub(super) fn read(draft: &mut Draft<'_>) -> bool {
    tree::read(draft)
}
