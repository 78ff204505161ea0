//! The nouns of history: threads, events, stories.

use std::sync::Arc;

use crate::model::{Op, PointId, Status, Tally};
use crate::place::DocId;

/// The number of a thread in its plan's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u32);

/// One piece of work through all states of its plan, whatever it was called.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// Its last id.
    pub id: Option<String>,
    /// Its last title.
    pub title: String,
    /// The commit that brought it.
    pub born: PointId,
    /// Its states, each with the commit that brought it; at least one.
    pub states: Vec<(PointId, Status)>,
    /// Its dates as written, each with the commit that brought it; an empty one where it lost its date.
    pub dates: Vec<(PointId, String)>,
    /// The last commit that changed anything about it.
    pub touched: PointId,
    /// Its last line, 1-based.
    pub line: u32,
    /// The commit that removed it.
    pub gone: Option<PointId>,
}

impl Thread {
    /// Its state after a commit, with the commit that brought it; `None` before it was there and after it was gone.
    pub fn state_at(&self, point: PointId) -> Option<(PointId, Status)> {
        let behind = self.states.partition_point(|(at, _)| *at <= point);
        let state = behind.checked_sub(1).and_then(|last| self.states.get(last)).copied();
        state.filter(|_| self.gone.is_none_or(|gone| gone > point))
    }

    /// Its date after a commit, as written.
    pub fn date_at(&self, point: PointId) -> Option<&str> {
        let behind = self.dates.partition_point(|(at, _)| *at <= point);
        let date = behind.checked_sub(1).and_then(|last| self.dates.get(last));
        date.map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
    }

    /// Its last state, with the commit that brought it.
    pub fn state(&self) -> (PointId, Status) {
        self.states.last().copied().unwrap_or((self.born, Status::Unknown))
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The plan came in with so many items, so many of them done.
    Came {
        /// Items.
        items: u32,
        /// Those that were done.
        done: u32,
    },
    /// The plan was removed with so many items.
    Went {
        /// Items.
        items: u32,
    },
    /// An item was added.
    Added,
    /// An item was finished.
    Done {
        /// Its state before; `None` for one that was added as done.
        from: Option<Status>,
    },
    /// Work on an item began.
    Started,
    /// An item got stuck.
    Blocked,
    /// An item that was done is not any more.
    Reopened {
        /// Its state now.
        to: Status,
    },
    /// An item was given up.
    Cancelled,
    /// An item that was given up is wanted again.
    Restored,
    /// An item lost its state for a lesser one: from begun to not begun, or to none at all.
    SetBack {
        /// Its state before.
        from: Status,
        /// Its state now.
        to: Status,
    },
    /// An item is not in the plan any more, and in no other one.
    Vanished {
        /// Its last state.
        status: Status,
    },
    /// An item went to another part of the plan, or to another plan.
    Moved {
        /// Where it was: the title of the part, or of the plan.
        from: String,
        /// Where it is.
        to: String,
    },
    /// An item left for another plan, where it is told of.
    Left {
        /// The title of the plan.
        to: String,
    },
    /// An item has another title.
    Reworded {
        /// The title before.
        from: String,
    },
    /// A named value of an item is another.
    Changed {
        /// Which.
        field: &'static str,
        /// Before; empty where there was none.
        from: String,
        /// Now; empty where it was taken away.
        to: String,
    },
    /// Criteria of one item, group or plan were met, or are others.
    Criteria {
        /// The title of the item or group; empty for the whole plan.
        of: String,
        /// What happened to them.
        turn: Turn,
        /// Their texts.
        texts: Vec<String>,
    },
    /// Something the plan states under a name is another: a gate's condition, a score, a claimed state, a date.
    Stated {
        /// What sort of thing.
        sort: Sort,
        /// Its name; empty for the whole plan.
        name: String,
        /// Before; empty where it was not stated.
        from: String,
        /// Now; empty where it was taken away.
        to: String,
        /// Whether it asks for less than before, or later; `None` where that can't be told.
        eased: Option<bool>,
    },
}

/// What happened to criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// They are met.
    Met,
    /// They were met and are not any more.
    Unmet,
    /// They came in.
    Added,
    /// They are not there any more.
    Dropped,
    /// They have other words.
    Reworded,
}

/// What sort of thing a plan states under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The condition of a gate.
    Gate,
    /// A score.
    Score,
    /// A claimed state.
    Claim,
    /// The date of a part or a milestone.
    Date,
}

/// Something that happened in a commit.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The commit.
    pub point: PointId,
    /// The item it happened to; `None` for the plan.
    pub thread: Option<ThreadId>,
    /// The path of the plan then.
    pub path: Arc<str>,
    /// The 1-based line after the commit; before it for what is gone.
    pub line: u32,
    /// What happened.
    pub what: What,
}

/// What happened to one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The plan; `None` where it is gone.
    pub doc: Option<DocId>,
    /// Its last path.
    pub path: String,
    /// Its last title.
    pub title: String,
    /// Its items, those that are gone too, in the order they came.
    pub threads: Vec<Thread>,
    /// What happened, in the order of the commits.
    pub events: Vec<Event>,
    /// Its items by state after each commit that changed it.
    pub tallies: Vec<(PointId, Tally)>,
    /// Its scores after each commit that changed one of them: name and text.
    pub scores: Vec<(PointId, Vec<(String, String)>)>,
    /// For each item of the plan as it is now: its thread.
    pub of_item: Vec<Option<ThreadId>>,
}

impl Story {
    /// Its path after a commit that changed it.
    pub fn path_at(&self, point: PointId) -> &str {
        let at = self.events.partition_point(|event| event.point < point);
        self.events.get(at).filter(|event| event.point == point).map_or(&self.path, |event| &event.path)
    }

    /// A thread by its number.
    pub fn thread(&self, id: ThreadId) -> Option<&Thread> {
        self.threads.get(id.0 as usize)
    }
}

/// Whether a limit asks for less than another one of the same kind.
pub(super) fn eased(from: Option<(Op, f64)>, to: Option<(Op, f64)>) -> Option<bool> {
    let ((old_op, old), (new_op, new)) = (from?, to?);
    let upper = |op| matches!(op, Op::Less | Op::AtMost);
    let lower = |op| matches!(op, Op::More | Op::AtLeast | Op::Equal);
    if upper(old_op) && upper(new_op) {
        Some(new > old)
    } else if lower(old_op) && lower(new_op) {
        Some(new < old)
    } else {
        None
    }
}
