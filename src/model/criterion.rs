//! Conditions of success: never work, never counted as items.

use crate::model::{GroupId, ItemId};
use crate::place::Place;

/// A success or acceptance criterion, a line of a definition of done, a prerequisite.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The text without marks.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The group it belongs to.
    pub group: Option<GroupId>,
    /// The item it belongs to.
    pub item: Option<ItemId>,
    /// Whether its box is ticked or it is said to be achieved; `None` where nothing is said.
    pub met: Option<bool>,
    /// The words that say so.
    pub stated: Option<String>,
}
