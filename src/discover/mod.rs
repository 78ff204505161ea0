//! Configuration to inventory: which files there are. Reads directories, opens no file.

mod folder;
mod inventory;
mod policy;
mod walk;
mod watched;

pub use inventory::{Found, Inventory, LeftOut};

use std::path::{Path, PathBuf};

use crate::config::Config;

/// Finds the documents of the folder `root`, with the files a project lays over the theme. `out` is the folder the
/// site goes to: nothing in it is a document.
pub fn discover(root: &Path, config: &Config, out: Option<&Path>) -> Inventory {
    folder::discover(root, config, out)
}

/// The inventory of a file, or of a folder inside a project: everything in it that may be a document, wherever
/// book.toml looks for documents. `root` is the folder of book.toml; paths are relative to `start`, and a file has its
/// own name.
pub fn part(root: &Path, start: &Path, config: &Config) -> Inventory {
    folder::part(root, start, config)
}

/// The folders whose files [`discover`] looks at, for those who watch them: each by itself, not with what lies below it.
pub fn folders(root: &Path, config: &Config, out: Option<&Path>) -> Vec<PathBuf> {
    watched::folders(root, config, out)
}

/// Whether the path of a document looks like that of a decision record. Its words decide: this only says where to look.
pub fn may_be_record(path: &str) -> bool {
    policy::record(path)
}

/// Whether a file at `path` would be a document of the inventory's folder if it were there.
pub fn may_hold_work(path: &str, inventory: &Inventory, config: &Config) -> bool {
    let inside = inventory
        .src
        .as_ref()
        .is_none_or(|src| path.strip_prefix(src.as_str()).is_some_and(|rest| rest.starts_with('/')));
    config.kind(path).is_some() || inside && policy::path(path) && !config.exclude.matches(path)
}
