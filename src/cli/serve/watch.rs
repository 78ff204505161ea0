//! Which folders are watched, and which events mean that something may have changed.
//!
//! Every folder is watched by itself, not with what lies below it: only those that planbook looks through, so that
//! caches and dependencies cost nothing. Editors that write a new file and rename it over the old one are seen too,
//! because it is the folder that is watched.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diag::{Fault, Severity};

/// A change: the paths it is about.
pub(super) type Change = Vec<PathBuf>;

/// The folders that are watched.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    refused: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches nothing yet; changes go to `tell`. `head` are the folders of [`head`].
    pub(super) fn new(tell: Sender<Change>, head: Vec<PathBuf>) -> Result<Self, Fault> {
        let git = head.first().cloned();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let paths = match event {
                // What was lost can be anything.
                Err(_) => Vec::new(),
                Ok(event) if event.need_rescan() => Vec::new(),
                Ok(event) if is_change(&event.kind) => {
                    let paths: Vec<PathBuf> =
                        event.paths.into_iter().filter(|path| concerns(path, git.as_deref())).collect();
                    if paths.is_empty() {
                        return;
                    }
                    paths
                }
                Ok(_) => return,
            };
            // Nobody listens any more: the program ends.
            drop(tell.send(paths));
        });
        match watcher {
            Ok(watcher) => Ok(Self { watcher, watched: BTreeSet::new(), refused: BTreeSet::new() }),
            Err(error) => Err(Fault::new("watching", format!("files can't be watched: {error}"))),
        }
    }

    /// Watches these folders and no others. What is mentioned in `change` is watched anew: a folder that was removed
    /// and made again is another one.
    pub(super) fn set(&mut self, folders: Vec<PathBuf>, change: &[PathBuf]) -> Vec<Fault> {
        let wanted: BTreeSet<PathBuf> = folders.into_iter().filter(|folder| folder.is_dir()).collect();
        let stale = |folder: &PathBuf| change.iter().any(|path| folder.starts_with(path));
        let gone: Vec<PathBuf> =
            self.watched.iter().filter(|one| !wanted.contains(*one) || stale(one)).cloned().collect();
        for folder in gone {
            // It may be gone already.
            drop(self.watcher.unwatch(&folder));
            self.watched.remove(&folder);
        }
        let mut faults = Vec::new();
        for folder in wanted.into_iter().filter(|folder| !self.watched.contains(folder)).collect::<Vec<_>>() {
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.watched.insert(folder)),
                // Said once, not with every change.
                Err(error) => {
                    if self.refused.insert(folder.clone()) {
                        faults.push(unwatched(&folder, &error));
                    }
                }
            }
        }
        faults
    }
}

fn unwatched(folder: &Path, error: &notify::Error) -> Fault {
    let fault = Fault::new(folder.display().to_string(), format!("can't be watched: {error}"));
    let help = match error.kind {
        notify::ErrorKind::MaxFilesWatch => "raise fs.inotify.max_user_watches, or serve a smaller folder",
        _ => "changes in it are seen with the next change elsewhere",
    };
    fault.severity(Severity::Warning).help(help)
}

/// Whether an event says that something is different. Being read is none: every build reads everything.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// Whether a path is of interest. Of git's own folder that is what says which commit is checked out.
fn concerns(path: &Path, git: Option<&Path>) -> bool {
    let Some(inner) = git.and_then(|git| path.strip_prefix(git).ok()) else {
        let dot_git = path.components().any(|part| part.as_os_str() == ".git");
        return !dot_git || path.components().any(|part| part.as_os_str() == "refs");
    };
    let lock = path.extension().is_some_and(|extension| extension == "lock");
    let heads = ["HEAD", "packed-refs", "logs/HEAD"].iter().any(|name| inner == Path::new(name));
    !lock && (heads || inner.starts_with("refs"))
}

/// The folders in which git says what is checked out, the repository's own first: for the folder `root` in it.
pub(super) fn head(root: &Path) -> Vec<PathBuf> {
    let Some(dot) = root.ancestors().map(|folder| folder.join(".git")).find(|dot| dot.exists()) else {
        return Vec::new();
    };
    // In a work tree of its own `.git` is a file that names the folder.
    let git = match fs::read_to_string(&dot) {
        Ok(text) => match text.trim().strip_prefix("gitdir:") {
            Some(path) => dot.parent().unwrap_or(root).join(path.trim()),
            None => return Vec::new(),
        },
        Err(_) => dot,
    };
    let git = git.canonicalize().unwrap_or(git);
    let all = fs::read_to_string(git.join("commondir")).map_or_else(
        |_| git.clone(),
        |path| {
            let path = git.join(path.trim());
            path.canonicalize().unwrap_or(path)
        },
    );
    let mut folders = vec![git.clone(), git.join("logs"), all.join("refs/heads")];
    let branch = fs::read_to_string(git.join("HEAD")).unwrap_or_default();
    if let Some(branch) = branch.trim().strip_prefix("ref: ") {
        folders.extend(all.join(branch).parent().map(Path::to_path_buf));
    }
    folders
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::concerns;

    #[test]
    fn of_git_only_the_head_is_of_interest() {
        let git = Path::new("/p/.git");
        for (path, wanted) in [
            ("/p/plan.md", true),
            ("/p/book.toml", true),
            ("/p/.git/HEAD", true),
            ("/p/.git/logs/HEAD", true),
            ("/p/.git/refs/heads/main", true),
            ("/p/.git/packed-refs", true),
            ("/p/.git/HEAD.lock", false),
            ("/p/.git/refs/heads/main.lock", false),
            ("/p/.git/index", false),
            ("/p/.git/index.lock", false),
            ("/p/.git/FETCH_HEAD", false),
        ] {
            assert_eq!(concerns(Path::new(path), Some(git)), wanted, "{path}");
        }
    }
}
