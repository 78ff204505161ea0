//! Which folders a change has to be watched in.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::discover::walk::{self, Closed};

/// See [`crate::discover::folders`].
pub(super) fn folders(root: &Path, config: &Config, out: Option<&Path>) -> Vec<PathBuf> {
    let closed = Closed { root, out };
    let start = config.src.as_ref().map_or(root.to_path_buf(), |src| root.join(src));
    let mut folders = walk::documents(&closed, if start.is_dir() { &start } else { root }, false).folders;
    let overlays = [(config.statics.as_deref(), "static"), (config.templates.as_deref(), "templates")];
    for (named, usual) in overlays.into_iter().filter(|(named, _)| *named != Some("")) {
        folders.extend(walk::folders(&root.join(named.unwrap_or(usual))));
    }
    for pattern in config.kinds.iter().flat_map(|(_, globs)| &globs.0) {
        let base = root.join(pattern.base());
        if base.is_file() {
            folders.extend(base.parent().map(Path::to_path_buf));
        } else if !pattern.base().is_empty() {
            folders.extend(walk::folders(&base));
        }
    }
    folders.retain(|folder| out.is_none_or(|out| !folder.starts_with(out)));
    folders.sort();
    folders.dedup();
    folders
}
