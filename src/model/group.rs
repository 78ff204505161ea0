//! Parts of a plan that hold work: phases, steps, weeks, waves, …

use crate::model::Stated;
use crate::place::{Place, Span};

/// The number of a group in its plan's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u32);

/// What sort of part a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKind {
    /// A phase or stage.
    Phase,
    /// A group of steps.
    Step,
    /// A week, or another stretch of the calendar.
    Week,
    /// A sprint or iteration.
    Sprint,
    /// A wave.
    Wave,
    /// A milestone.
    Milestone,
    /// A version or release.
    Version,
    /// Any other heading with work directly below it.
    Section,
}

impl GroupKind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            GroupKind::Phase => "phase",
            GroupKind::Step => "step",
            GroupKind::Week => "week",
            GroupKind::Sprint => "sprint",
            GroupKind::Wave => "wave",
            GroupKind::Milestone => "milestone",
            GroupKind::Version => "version",
            GroupKind::Section => "section",
        }
    }
}

/// A part of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Stable name in URLs, unique among the plan's groups.
    pub key: String,
    /// Title without marks: `Phase 1: Foundation & Infrastructure`.
    pub title: String,
    /// What sort of part.
    pub kind: GroupKind,
    /// Its number as written (`1`, `2.1`, `A`), if it has one.
    pub number: Option<String>,
    /// Depth among groups, from 1.
    pub level: u8,
    /// The line that opens it.
    pub place: Place,
    /// From that line to where the next part of the same or a higher level begins.
    pub extent: Span,
    /// The group it stands in.
    pub parent: Option<GroupId>,
    /// What the text says of its state: a claim, kept apart from what its items say.
    pub claimed: Option<Stated>,
    /// Further places that state its state (summaries, timelines), in document order.
    pub mentions: Vec<Stated>,
    /// Dates or weeks as written: `Weeks 1-2`.
    pub when: Option<String>,
}
