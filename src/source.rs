//! The input of the corridor: bytes with names. `discover` and `read` fill it from disk; tests, `serve` and
//! benchmarks fill it from memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagram::Drawings;
use crate::model::{Cut, Kind, Known};

/// One file's bytes.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the project's root, with `/` between parts.
    pub path: String,
    /// The bytes as they lie on disk.
    pub bytes: Arc<[u8]>,
    /// The kind that book.toml gives it; `None` leaves it to its content.
    pub kind: Option<Kind>,
}

/// The commit the files were read at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Full hash.
    pub hash: String,
    /// Committer date, `2026-11-21`.
    pub date: String,
    /// Whether the documents that were read differ from it.
    pub dirty: bool,
    /// Whether the history was cut off when it was fetched.
    pub shallow: bool,
    /// The root of the site's files inside the repository: `""` or a path that ends with `/`.
    pub prefix: String,
    /// The branch that is checked out; `None` for a detached head.
    pub branch: Option<String>,
    /// The web address of the remote `origin`, where it is on a public forge.
    pub remote: Option<String>,
}

/// A change of a document in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path from the project's root, after the commit.
    pub path: String,
    /// Its path before, where the commit gave it another name.
    pub from: Option<String>,
    /// The hash of its content after the commit; `None` where it is gone.
    pub blob: Option<String>,
}

/// A commit of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Full hash.
    pub hash: String,
    /// When it was committed, in seconds since 1970 (UTC).
    pub time: i64,
    /// Who wrote it, as written.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// Whether it joins another branch.
    pub merge: bool,
    /// The documents it changed.
    pub changes: Vec<FileChange>,
}

/// What the documents were before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The commits of the branch, merges as one step, the oldest first.
    pub revisions: Vec<Revision>,
    /// Contents by their hash.
    pub blobs: BTreeMap<String, Arc<[u8]>>,
    /// Why the beginning is missing; `None` where the history is whole.
    pub cut: Option<Cut>,
    /// What was read already with the same words, whose contents are not among `blobs`; empty the first time.
    pub known: Arc<Known>,
    /// The titles of plans that are as they were when they were read, by their path.
    pub titles: BTreeMap<String, String>,
    /// The commits as git told of them, with every file they changed; empty where it is not to be kept.
    pub log: Arc<Vec<Revision>>,
}

impl History {
    /// Whether a content was left out because it was seen before.
    pub fn lacks(&self, blob: &str) -> bool {
        self.known.seen.contains(blob) && !self.blobs.contains_key(blob)
    }
}

/// Everything the corridor reads.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Documents, sorted by path.
    pub files: Vec<Source>,
    /// Text files that are no documents and seem to name a decision record, sorted by path.
    pub code: Vec<Source>,
    /// Images that documents name, sorted by path.
    pub images: Vec<Source>,
    /// Files copied to the site as they are (a user's `static/`), by path below it.
    pub statics: Vec<Source>,
    /// The user's own templates, by path below `templates/`.
    pub templates: Vec<Source>,
    /// Files that documents take parts of, by path; `None` for one that is not there or may not be read. One that is not
    /// listed was not looked for.
    pub included: BTreeMap<String, Option<Arc<[u8]>>>,
    /// The commit, where the files stand in a git work tree.
    pub commit: Option<Commit>,
    /// When each committed file was last changed, `2026-11-21` by its path from the root; empty where that was not asked or
    /// the history is cut off.
    pub changed: BTreeMap<String, String>,
    /// Diagrams that an earlier build drew.
    pub drawn: Arc<Drawings>,
    /// What the documents were before; `None` where nobody knows, or nobody asked.
    pub history: Option<History>,
    /// The name of the folder or file that was asked for: the site's title where book.toml gives none.
    pub name: String,
}
