//! Dated points a plan wants to reach.

use crate::model::Stated;
use crate::place::Place;

/// A milestone.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// Its name.
    pub title: String,
    /// The date or span as written.
    pub when: Option<String>,
    /// What the text says of its state.
    pub stated: Option<Stated>,
    /// Where.
    pub place: Place,
}
