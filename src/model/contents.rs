//! The contents of a set of documents as its authors wrote them down: mdBook's `SUMMARY.md`, MkDocs' `nav`.

use crate::place::DocId;

/// A written list of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The document it stands in.
    pub doc: DocId,
    /// Its chapters in reading order, those of all levels.
    pub chapters: Vec<Chapter>,
}

/// A line of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its words.
    pub title: String,
    /// The document it leads to; `None` for a heading over others, and for one that is not written yet.
    pub target: Option<DocId>,
    /// How deep it stands; 0 for the first level.
    pub level: u8,
    /// Whether it is the title of a part.
    pub is_part: bool,
}
