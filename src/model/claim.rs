//! What a text says of itself: completion, counts, percentages, quantities, capabilities.

use crate::diag::Confidence;
use crate::model::{GroupId, ItemId, Status};
use crate::place::Place;

/// What a claim is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// The whole plan.
    Plan,
    /// A group.
    Group(GroupId),
    /// An item.
    Item(ItemId),
    /// A noun phrase, as written: `integration tests`, `interactive API docs`.
    Noun(String),
}

/// How much of a thing a number speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// All there is: `all 203 agents`, `203/203 agents`.
    All,
    /// The whole that a part is given of: `1,800/20,019 items`.
    Whole,
    /// A part of a whole that is given too.
    Part,
    /// A bare number.
    Bare,
    /// A number that is wanted, not one that is there.
    Target,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimKind {
    /// That the subject is in a state.
    State(Status),
    /// That there are `n` of something (`all 8 tasks`), or `n` of `of` (`5/5 tasks`, `6/7 phases`).
    Count {
        /// How many are done or there.
        n: f64,
        /// Out of how many.
        of: Option<f64>,
        /// Of what, in the one word planbook uses for it: `task`, `phase`, `subtask`.
        noun: String,
        /// Whether they are said to be done.
        done: bool,
    },
    /// How many items are in a state: `Completed: 16` in a list of totals.
    Tally {
        /// The state.
        status: Status,
        /// How many.
        n: f64,
    },
    /// That so many per cent are reached.
    Percent(f64),
    /// `n` of `of`, where the whole is smaller than the part or the per cent beside it differ.
    Ratio {
        /// The part.
        n: f64,
        /// The whole.
        of: f64,
        /// The per cent stated beside it.
        percent: Option<f64>,
    },
    /// A named quantity.
    Quantity {
        /// How many.
        value: f64,
        /// Unit or noun as written, lower case.
        unit: String,
        /// Whether the text marks it as a least value (`105+`).
        at_least: bool,
        /// How much of the thing it speaks of.
        extent: Extent,
    },
    /// How many of a thing work: `3/5 agents healthy`, `all 12 hosts operational`.
    Working {
        /// The share, from 0 to 1.
        share: f64,
        /// The thing, as the unit of a quantity is written.
        unit: String,
    },
    /// That a capability is delivered.
    Delivered,
    /// That a capability is missing.
    Missing,
    /// That a capability, or a group or item, is planned.
    Planned,
    /// That work on the subject has yet to begin: `Ready for Phase 3`, `Next step: begin Phase 1`.
    NotBegun {
        /// Whether it is said where the state of the whole is told, not where one part hands over to the next.
        status_line: bool,
    },
    /// That something has not been measured or verified yet.
    Unmeasured,
    /// A number that a gate of the plan can be held against, in the plan's own text.
    Measure {
        /// The gate's number in the plan's list.
        gate: usize,
        /// The value, in `unit`.
        value: f64,
        /// The unit as written; a share is `%`.
        unit: Option<String>,
        /// Whether the text gives it as a bound (`<135 ms`) and not as a value.
        bound: bool,
    },
}

/// A statement of the text about itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub subject: Subject,
    /// What it says.
    pub kind: ClaimKind,
    /// The words as written.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The group it stands in.
    pub group: Option<GroupId>,
    /// The item it stands in.
    pub item: Option<ItemId>,
    /// How sure the reader is.
    pub confidence: Confidence,
}
