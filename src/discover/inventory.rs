//! What was found.

use std::path::PathBuf;

use crate::diag::Fault;
use crate::model::Kind;

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The path planbook calls it by: relative to the root, with `/` between parts.
    pub path: String,
    /// Where it lies.
    pub disk: PathBuf,
    /// The kind that book.toml gives it.
    pub kind: Option<Kind>,
    /// Whether it was asked for by name: then it is a fault if it can't be read.
    pub asked: bool,
}

/// A file or folder that was seen and not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its path relative to the root; a folder ends with `/`.
    pub path: String,
    /// Why, in words.
    pub why: &'static str,
}

/// The files of a project.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The folder all paths are relative to.
    pub root: PathBuf,
    /// The name of the folder or file that was asked for.
    pub name: String,
    /// The folder of the documents below the root; `None` for the whole tree.
    pub src: Option<String>,
    /// Documents, sorted by path.
    pub files: Vec<Found>,
    /// Images that documents may show, sorted by path.
    pub images: Vec<Found>,
    /// Text files that are no documents, sorted by path: programs and their settings, which may name a decision record. Empty
    /// where nothing looks like such a record.
    pub code: Vec<Found>,
    /// The project's own files for the site, by path below their folder.
    pub statics: Vec<Found>,
    /// The project's own templates, by path below their folder.
    pub templates: Vec<Found>,
    /// What was not taken, sorted by path. What git ignores is not listed.
    pub left_out: Vec<LeftOut>,
    /// Folders that can't be opened, patterns that name nothing.
    pub faults: Vec<Fault>,
}
