//! A term that a glossary explains.

use crate::place::{DocId, Place};

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The glossary.
    pub doc: DocId,
    /// As it stands there: `Service level objective (SLO)`.
    pub name: String,
    /// The words that mean it: `Service level objective`, `SLO`.
    pub forms: Vec<String>,
    /// What it means, in plain words.
    pub meaning: String,
    /// The id of its entry on the glossary's page.
    pub id: String,
    /// Where its name stands.
    pub place: Place,
}
