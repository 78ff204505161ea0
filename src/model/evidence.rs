//! What a plan itself offers as proof: result lists, "Completed in Phase 1" lists, artefacts.

use crate::model::{GroupId, ItemId};
use crate::place::Place;

/// A line of a result list. It is part of the plan's text, so it is weak: a claim with details.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceNote {
    /// The text without marks.
    pub text: String,
    /// Whether its mark says that it holds; `None` without a mark.
    pub holds: Option<bool>,
    /// The id it repeats, if it begins with one.
    pub id: Option<String>,
    /// Where.
    pub place: Place,
    /// The group it stands in.
    pub group: Option<GroupId>,
    /// The item it stands in.
    pub item: Option<ItemId>,
}
