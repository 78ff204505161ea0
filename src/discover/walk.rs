//! Walks a folder: git's ignore rules are kept, symbolic links are not followed.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder};

use crate::diag::{Fault, Severity};
use crate::discover::inventory::LeftOut;
use crate::discover::policy::{self, Verdict};
use crate::site::MARKER;

/// What a walk found: paths relative to the root with the place on disk.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Files that may be documents.
    pub(super) files: Vec<(String, PathBuf)>,
    /// Text files that are no documents.
    pub(super) code: Vec<(String, PathBuf)>,
    /// Images.
    pub(super) images: Vec<(String, PathBuf)>,
    /// The folders that were looked through, the first among them.
    pub(super) folders: Vec<PathBuf>,
    /// What was seen and not taken.
    pub(super) left_out: Vec<LeftOut>,
    /// What could not be opened.
    pub(super) faults: Vec<Fault>,
}

/// Files that lie inside this folder are never documents.
pub(super) struct Closed<'a> {
    /// The folder all paths are relative to.
    pub(super) root: &'a Path,
    /// The folder the site goes to.
    pub(super) out: Option<&'a Path>,
}

/// Walks `start`, which is `closed.root` or a folder in it, for documents. `ignored` takes what git ignores too.
pub(super) fn documents(closed: &Closed<'_>, start: &Path, ignored: bool) -> Walked {
    let (tell, told) = mpsc::channel();
    let in_git = start.ancestors().any(|folder| folder.join(".git").exists());
    let root = closed.root.to_path_buf();
    let out = closed.out.map(Path::to_path_buf);
    let walk = WalkBuilder::new(start)
        .standard_filters(false)
        .git_ignore(!ignored)
        .git_exclude(!ignored)
        // Outside a repository a .gitignore still says what its author thinks of the files below it; those of
        // the folders above the root say nothing.
        .require_git(in_git)
        .parents(in_git && !ignored)
        .follow_links(false)
        .filter_entry(move |entry| {
            let reason = refuse(entry, &root, out.as_deref());
            if let Some(why) = reason {
                // The receiver outlives the walk.
                drop(tell.send(LeftOut { path: format!("{}/", relative(&root, entry.path())), why }));
            }
            reason.is_none()
        })
        .build();
    let mut walked = Walked::default();
    for entry in walk {
        match entry {
            Ok(entry) => walked.file(closed.root, &entry),
            Err(error) => walked.faults.push(unopened(closed.root, &error)),
        }
    }
    walked.left_out.extend(told.try_iter());
    walked
}

/// All files below `folder`, hidden and ignored ones too; links are not followed.
pub(super) fn everything(folder: &Path) -> Vec<(String, PathBuf)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (relative(folder, entry.path()), entry.into_path()))
        .collect()
}

/// `folder` and all folders below it.
pub(super) fn folders(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    all.filter(|entry| entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect()
}

/// `path` relative to `root`, with `/` between parts.
pub(super) fn relative(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

impl Walked {
    fn file(&mut self, root: &Path, entry: &DirEntry) {
        let path = relative(root, entry.path());
        let name = entry.file_name().to_string_lossy();
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() {
            self.folders.push(entry.path().to_path_buf());
        } else if kind.is_symlink() {
            self.link(root, entry.path(), path);
        } else if kind.is_file() {
            match policy::file(&name, hidden_above(&path)) {
                Verdict::Take => self.files.push((path, entry.path().to_path_buf())),
                Verdict::Leave(why) => {
                    if policy::code(&name) {
                        self.code.push((path.clone(), entry.path().to_path_buf()));
                    }
                    self.left_out.push(LeftOut { path, why });
                }
                Verdict::Other if is_image(&name) => self.images.push((path, entry.path().to_path_buf())),
                Verdict::Other if policy::code(&name) => self.code.push((path, entry.path().to_path_buf())),
                Verdict::Other => {}
            }
        }
    }

    /// A link to something inside the root is found at its own place; any other is said, not followed.
    fn link(&mut self, root: &Path, disk: &Path, path: String) {
        let name = disk.file_name().unwrap_or_default().to_string_lossy();
        let hidden = hidden_above(&path);
        let target = disk.canonicalize();
        let folder = target.as_ref().is_ok_and(|target| target.is_dir());
        let wanted = if folder {
            policy::folder(&name, hidden).is_ok()
        } else {
            policy::file(&name, hidden) == Verdict::Take
        };
        if !wanted || target.as_ref().is_ok_and(|target| target.starts_with(root)) {
            return;
        }
        let fault = match target {
            Ok(_) => Fault::new(path, "a symbolic link that leads out of the project is not followed")
                .help("copy the files into the project, or run planbook on the folder the link leads to"),
            Err(_) => Fault::new(path, "a symbolic link that leads nowhere").help("remove it or mend it"),
        };
        self.faults.push(fault.severity(Severity::Warning));
    }
}

/// Whether a file is an image that browsers show.
fn is_image(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg")
}

/// Why the folder `entry` is not entered. The folder that was asked for always is.
fn refuse(entry: &DirEntry, root: &Path, out: Option<&Path>) -> Option<&'static str> {
    if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return None;
    }
    let path = entry.path();
    if out == Some(path) || path.join(MARKER).is_file() {
        return Some("a site that planbook made");
    }
    if path.join("CACHEDIR.TAG").is_file() || path.join("pyvenv.cfg").is_file() {
        return Some("a cache");
    }
    policy::folder(&entry.file_name().to_string_lossy(), hidden_above(&relative(root, path))).err()
}

/// Whether a folder around `path` is hidden.
fn hidden_above(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(|part| part.starts_with('.')))
}

fn unopened(root: &Path, error: &ignore::Error) -> Fault {
    let mut inner = error;
    let mut path = String::from(".");
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = relative(root, at);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let why = match inner {
        ignore::Error::Io(error) => error.kind().to_string(),
        other => other.to_string(),
    };
    Fault::new(path, format!("can't be opened: {why}"))
        .help("check its permissions, or leave it out in book.toml")
}
