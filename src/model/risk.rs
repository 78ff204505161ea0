//! Risks a plan names.

use crate::place::Place;

/// A risk.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// What may go wrong.
    pub title: String,
    /// How bad or how likely, as written.
    pub level: Option<String>,
    /// What is done about it.
    pub mitigation: Option<String>,
    /// Where.
    pub place: Place,
}
