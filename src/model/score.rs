//! Scores a plan gives itself. Shown as stated, never made up.

use crate::place::Place;

/// A row of a score table.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// What is scored.
    pub name: String,
    /// Now.
    pub current: Option<f64>,
    /// Wanted.
    pub target: Option<f64>,
    /// The distance, as the table states it.
    pub gap: Option<f64>,
    /// What a full score is (`100` in `72/100`).
    pub out_of: Option<f64>,
    /// Priority as written.
    pub priority: Option<String>,
    /// Where.
    pub place: Place,
}
