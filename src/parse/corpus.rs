//! What was read from all documents.

use crate::diagram::{Drawing, Drawings};
use crate::model::{Api, Contents, Decision, Iteration, Kind, Past, Plan, Proof, Term};
use crate::place::DocId;

/// One document: what it was taken for, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The document.
    pub doc: DocId,
    /// What it was taken for.
    pub kind: Kind,
    /// Why, in words: `34 boxes under phase headings`.
    pub why: String,
    /// Its title.
    pub title: String,
}

/// The views of a workspace.
#[derive(Clone, Debug)]
pub struct Views {
    /// The document.
    pub doc: DocId,
    /// The name of the workspace; may be empty.
    pub name: String,
    /// Its views, in order.
    pub drawings: Vec<Drawing>,
}

/// What was read from all documents.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// One for each document, in order.
    pub entries: Vec<Entry>,
    /// What was read from plans and reports, in document order.
    pub plans: Vec<Plan>,
    /// The API definitions, in document order.
    pub apis: Vec<Api>,
    /// The documents that definitions are made of beside their own, in order.
    pub parts: Vec<DocId>,
    /// What reports written by hand say, in document order.
    pub iterations: Vec<Iteration>,
    /// What decision records say, in document order.
    pub decisions: Vec<Decision>,
    /// What annotations and comments in code say of decisions, in the order of files and lines. Their documents are files of
    /// code, of which one may hold several.
    pub in_code: Vec<Decision>,
    /// What was read from evidence files, in document order.
    pub proofs: Vec<Proof>,
    /// What the documents said before; `None` where nobody knows.
    pub past: Option<Past>,
    /// The views of Structurizr workspaces, in document order.
    pub workspaces: Vec<Views>,
    /// The written lists of contents.
    pub contents: Vec<Contents>,
    /// The terms of glossaries, in document order.
    pub terms: Vec<Term>,
    /// The diagrams of all documents.
    pub drawings: Drawings,
}
