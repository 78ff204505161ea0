//! Which documents have a history worth reading, and what they are called in it.

use std::collections::HashMap;
use std::path::Path;

use crate::discover::{Found, Inventory};
use crate::model::Kind;
use crate::read::parts::parts;
use crate::source::{History, Sources};

/// The files that were read and whose older states are of interest. A data file's are when it is a task file, a
/// definition or part of one; the rest is test output.
pub(super) fn told<'a>(inventory: &'a Inventory, sources: &Sources) -> Vec<&'a Found> {
    let read: HashMap<&str, &[u8]> =
        sources.files.iter().map(|file| (file.path.as_str(), &*file.bytes)).collect();
    let definitions = read.iter().filter(|(_, bytes)| is_definition(bytes)).map(|(path, _)| *path);
    let parts = parts(&read, definitions);
    let told = |file: &&Found| {
        is_prose(&file.path)
            || is_task_file(&file.path)
            || file.kind.is_some_and(|kind| kind != Kind::Evidence)
            || parts.contains(&file.path)
            || read.get(file.path.as_str()).is_some_and(|bytes| is_definition(bytes))
    };
    inventory.files.iter().filter(told).collect()
}

/// The path of a file from the root, which is what a history calls it.
pub(super) fn on_disk(inventory: &Inventory, file: &Found) -> Option<String> {
    relative(&inventory.root, &file.disk)
}

/// The path of a file from the root, with `/` between its parts.
pub(super) fn relative(root: &Path, disk: &Path) -> Option<String> {
    let parts = disk.strip_prefix(root).ok()?.components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}

/// Calls files what the documents are called, where that is something else.
pub(super) fn rename(inventory: &Inventory, history: &mut History) {
    let shown: HashMap<String, &str> = inventory
        .files
        .iter()
        .filter_map(|file| Some((on_disk(inventory, file)?, file.path.as_str())))
        .filter(|(path, shown)| path != shown)
        .collect();
    if shown.is_empty() {
        return;
    }
    for change in history.revisions.iter_mut().flat_map(|revision| &mut revision.changes) {
        for path in std::iter::once(&mut change.path).chain(&mut change.from) {
            if let Some(name) = shown.get(path.as_str()) {
                *path = (*name).to_owned();
            }
        }
    }
}

/// Whether the name of a file says that it holds text for people.
pub(super) fn is_prose(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    match name.rsplit_once('.') {
        Some((_, extension)) => [
            "md",
            "markdown",
            "mdown",
            "mkd",
            "mkdn",
            "mdx",
            "org",
            "csv",
            "tsv",
            "txt",
            "text",
            "dsl",
            "taskpaper",
            "todo",
        ]
        .contains(&extension),
        None => true,
    }
}

/// Whether the name of a data file says that it holds work.
pub(super) fn is_task_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    ["task", "todo", "plan", "roadmap", "backlog", "kep", "milestone", "issue", "sprint"]
        .iter()
        .any(|word| name.contains(word))
}

/// Whether the first words of a file are those of an API definition.
fn is_definition(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    ["openapi", "swagger"].iter().any(|word| memchr::memmem::find(head, word.as_bytes()).is_some())
}
