//! Paths of the command line.

use std::path::{Path, PathBuf};

use crate::diag::Fault;

/// A path of the command line that leads somewhere.
#[derive(Debug)]
pub(super) struct Asked {
    /// The path as it was given.
    pub(super) shown: String,
    /// Where it leads, without links.
    pub(super) real: PathBuf,
    /// Whether that is a folder.
    pub(super) folder: bool,
}

impl Asked {
    /// Looks a path up.
    pub(super) fn find(path: &Path) -> Result<Self, Fault> {
        let shown = path.display().to_string();
        match path.canonicalize() {
            Ok(real) => Ok(Self { shown, folder: real.is_dir(), real }),
            Err(error) => Err(missing(&shown, &error)),
        }
    }

    /// The folder: itself, or the one around the file.
    pub(super) fn root(&self) -> &Path {
        if self.folder { &self.real } else { self.real.parent().unwrap_or(&self.real) }
    }

    /// The name of something in it, as the user would give it.
    pub(super) fn inside(&self, path: &str) -> String {
        let folder = self.shown.trim_end_matches('/');
        match folder.strip_prefix("./").unwrap_or(folder) {
            "" if self.shown.starts_with('/') => format!("/{path}"),
            "" | "." => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }
}

fn missing(shown: &str, error: &std::io::Error) -> Fault {
    match error.kind() {
        std::io::ErrorKind::NotFound => Fault::new(shown, "there is no file or folder of this name")
            .help("name the folder that holds the plans, or a file"),
        kind => Fault::new(shown, format!("can't be opened: {kind}")).help("check its permissions"),
    }
}
