//! Where drawings are kept from one build to the next: a file for each project in the user's folder for caches.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagram::Drawings;
use crate::source::Sources;
use crate::{read, write};

/// What is kept of a project, if anything is.
pub(super) struct Kept(Option<PathBuf>);

impl Kept {
    /// What is kept of the project at `root`; nothing where that is not wanted, or there is no folder for it.
    pub(super) fn of(root: &Path, wanted: bool) -> Self {
        let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let folder = caches().filter(|folder| wanted && folder.is_absolute());
        Self(folder.map(|folder| folder.join("planbook").join("diagrams").join(name.as_str())))
    }

    /// Gives the sources the drawings of the last build.
    pub(super) fn load(&self, sources: &mut Sources) {
        let drawn = self.0.as_deref().and_then(|place| read::drawn(place, sources));
        sources.drawn = drawn.map(Arc::new).unwrap_or_default();
    }

    /// Keeps the drawings of this build, where one of them is new.
    pub(super) fn save(&self, drawings: &Drawings) {
        if let Some(place) = self.0.as_deref().filter(|_| drawings.is_new()) {
            write::keep(place, &drawings.to_bytes());
        }
    }
}

/// The user's folder for caches.
fn caches() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = |below: &str| named("HOME").map(|home| home.join(below));
    named("XDG_CACHE_HOME").or_else(|| match env::consts::OS {
        "windows" => named("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => home(".cache"),
    })
}
