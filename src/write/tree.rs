//! Writes a tree and swaps it in.
//!
//! The new tree lies beside the old one, in a hidden folder that holds a locked mark while it is being written: a
//! hidden folder whose mark is not locked was left by a run that was stopped, and is removed. Files that did not
//! change are linked, not copied, so they keep their time stamps.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diag::Fault;
use crate::site::{Artifact, MARKER, Site};
use crate::write::Written;

/// What the mark says to those who find it.
const MARK: &str = "planbook made this folder and replaces it with the next build.\n";

/// Writes `site` to the folder `out`, which [`crate::write::check`] has allowed.
pub fn write(site: &Site, out: &Path) -> Result<Written, Fault> {
    let out = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    let files = safe(&site.artifacts)?;
    let old = existing(&out);
    let same: BTreeSet<&str> = files
        .par_iter()
        .filter(|file| old.contains(file.path.as_str()) && unchanged(&out, file))
        .map(|file| file.path.as_str())
        .collect();
    let names: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let removed = old.iter().filter(|path| *path != MARKER && !names.contains(path.as_str())).count();
    let written = Written {
        changed: (files.len() - same.len()) as u32,
        kept: same.len() as u32,
        removed: removed as u32,
    };
    if written.changed == 0 && removed == 0 && out.join(MARKER).is_file() {
        return Ok(written);
    }
    let fresh = Fresh::begin(&out)?;
    fresh.fill(&files, &same, &out)?;
    fresh.swap(&out)?;
    Ok(written)
}

/// The artifacts, each once and each below the folder.
fn safe(artifacts: &[Artifact]) -> Result<Vec<&Artifact>, Fault> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::with_capacity(artifacts.len());
    for file in artifacts {
        let parts = || file.path.split('/');
        let bad = parts().any(|part| part.is_empty() || part == "." || part == ".." || part.len() > 255);
        if bad || file.path.contains(['\\', '\0', ':']) {
            return Err(Fault::new(&file.path, "this is no path a site can have"));
        }
        if !seen.insert(file.path.as_str()) {
            return Err(Fault::new(&file.path, "two pages of the site have this path"));
        }
        files.push(file);
    }
    Ok(files)
}

/// The files of the old tree, by path below it. git's own folder is not part of it.
fn existing(out: &Path) -> BTreeSet<String> {
    walkdir::WalkDir::new(out)
        .min_depth(1)
        .into_iter()
        .filter_entry(|entry| entry.depth() != 1 || !foreign(&entry.file_name().to_string_lossy()))
        .flatten()
        .filter(|entry| !entry.file_type().is_dir())
        .filter_map(|entry| {
            let parts = entry.path().strip_prefix(out).ok()?.components();
            let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
            Some(parts.join("/"))
        })
        .collect()
}

/// Whether something at the top of a site is no part of it: git's own folder, a tree that is being written.
fn foreign(name: &str) -> bool {
    name == ".git" || name.starts_with('.') && name.contains(".planbook-")
}

fn unchanged(out: &Path, file: &Artifact) -> bool {
    let path = out.join(&file.path);
    fs::symlink_metadata(&path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() == file.bytes.len() as u64)
        && fs::read(&path).is_ok_and(|bytes| bytes == file.bytes)
}

/// A tree that is being written. Dropped before it is swapped in, it is removed.
struct Fresh {
    folder: PathBuf,
    _lock: File,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // After a swap there is nothing left to remove.
        drop(fs::remove_dir_all(&self.folder));
    }
}

impl Fresh {
    /// Makes the folder beside `out`, or inside it where that is the only place that can be written to; removes
    /// what stopped runs left there.
    fn begin(out: &Path) -> Result<Self, Fault> {
        let parent = out.parent().unwrap_or(Path::new("."));
        // Fails below, with the place that matters, if it fails here.
        drop(fs::create_dir_all(parent));
        Self::make(parent, out).or_else(|beside| Self::make(out, out).map_err(|_| beside))
    }

    fn make(parent: &Path, out: &Path) -> Result<Self, Fault> {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.planbook-");
        sweep(parent, &prefix);
        let folder = parent.join(format!("{prefix}{}", std::process::id()));
        let fail = |error| fault(out, "can't be written", &error);
        fs::create_dir(&folder).map_err(fail)?;
        let mut mark = File::create(folder.join(MARKER)).map_err(fail)?;
        mark.write_all(MARK.as_bytes()).map_err(fail)?;
        // Some file systems have no locks: there, a tree that is being written may be taken for a leftover.
        drop(mark.try_lock());
        Ok(Self { folder, _lock: mark })
    }

    fn fill(&self, files: &[&Artifact], same: &BTreeSet<&str>, old: &Path) -> Result<(), Fault> {
        let folders: BTreeSet<&str> =
            files.iter().filter_map(|file| file.path.rsplit_once('/')).map(|(folder, _)| folder).collect();
        for folder in folders {
            let folder = self.folder.join(folder);
            fs::create_dir_all(&folder).map_err(|error| fault(&folder, "can't be written", &error))?;
        }
        files.par_iter().try_for_each(|file| {
            let target = self.folder.join(&file.path);
            let linked =
                same.contains(file.path.as_str()) && fs::hard_link(old.join(&file.path), &target).is_ok();
            if linked {
                return Ok(());
            }
            fs::write(&target, &file.bytes).map_err(|error| fault(&target, "can't be written", &error))
        })
    }

    /// Puts the tree in the place of `out`. The old tree is moved aside first and comes back if that fails.
    fn swap(self, out: &Path) -> Result<(), Fault> {
        let mut aside = self.folder.clone().into_os_string();
        aside.push("-old");
        let aside = PathBuf::from(aside);
        let moved = match fs::rename(out, &aside) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            // A mount point can't be moved: its files are replaced one by one.
            Err(_) => return self.pour(out),
        };
        if let Err(error) = fs::rename(&self.folder, out) {
            if moved {
                drop(fs::rename(&aside, out));
            }
            return Err(fault(out, "can't be written", &error));
        }
        if moved {
            let git = aside.join(".git");
            if git.exists() {
                let back = fs::rename(&git, out.join(".git"));
                back.map_err(|error| fault(&git, "can't be moved to the new site", &error))?;
            }
            fs::remove_dir_all(&aside).map_err(|error| fault(&aside, "can't be removed", &error))?;
        }
        Ok(())
    }

    /// Moves every file into `out` and removes the files that are no longer there.
    fn pour(self, out: &Path) -> Result<(), Fault> {
        let fresh = existing(&self.folder);
        for path in &fresh {
            let (from, to) = (self.folder.join(path), out.join(path));
            let folder = to.parent().unwrap_or(out);
            let done = fs::create_dir_all(folder)
                .and_then(|()| fs::rename(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop)));
            done.map_err(|error| fault(&to, "can't be written", &error))?;
        }
        for path in existing(out).difference(&fresh) {
            let gone = out.join(path);
            fs::remove_file(&gone).map_err(|error| fault(&gone, "can't be removed", &error))?;
            // A folder that still holds something stays, and so do those around it.
            let mut folders = gone.ancestors().skip(1).take_while(|folder| *folder != out);
            while folders.next().is_some_and(|folder| fs::remove_dir(folder).is_ok()) {}
        }
        Ok(())
    }
}

/// Removes trees beside the site that no running planbook holds.
fn sweep(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let held = File::open(entry.path().join(MARKER)).is_ok_and(|mark| mark.try_lock().is_err());
        if !held {
            // What can't be removed now is tried again with the next build.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

fn fault(path: &Path, what: &str, error: &io::Error) -> Fault {
    Fault::new(path.display().to_string(), format!("{what}: {}", error.kind()))
        .help("check the folder's permissions and the space left on the disk")
}
