//! The six states a piece of work can be in, and counts of them.

use crate::place::Place;

/// The state of a piece of work. `Unknown` means that no state is stated anywhere; it is never guessed as `Todo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Finished.
    Done,
    /// Begun, or finished in part.
    InProgress,
    /// Not begun.
    Todo,
    /// Waiting for something.
    Blocked,
    /// Given up, or not to be done.
    Cancelled,
    /// Not stated.
    Unknown,
}

impl Status {
    /// All states in the order they are shown.
    pub const ALL: [Status; 6] =
        [Status::Done, Status::InProgress, Status::Todo, Status::Blocked, Status::Cancelled, Status::Unknown];

    /// The name used in JSON, CSS classes and file names: `in_progress`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Done => "done",
            Status::InProgress => "in_progress",
            Status::Todo => "todo",
            Status::Blocked => "blocked",
            Status::Cancelled => "cancelled",
            Status::Unknown => "unknown",
        }
    }

    /// The words shown to readers: `in progress`.
    pub fn words(self) -> &'static str {
        match self {
            Status::Done => "done",
            Status::InProgress => "in progress",
            Status::Todo => "to do",
            Status::Blocked => "blocked",
            Status::Cancelled => "cancelled",
            Status::Unknown => "not stated",
        }
    }

    /// The state with this [`Status::name`].
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether work remains or may remain: neither done nor cancelled.
    pub fn is_open(self) -> bool {
        !matches!(self, Status::Done | Status::Cancelled)
    }
}

/// A status as the text states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// What it means.
    pub status: Status,
    /// The words as written: `✅ COMPLETED`, `mostly complete`.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// How many items are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u32; 6],
}

impl Tally {
    /// Counts the given states.
    pub fn of(states: impl IntoIterator<Item = Status>) -> Self {
        let mut tally = Self::default();
        for status in states {
            tally.add(status);
        }
        tally
    }

    /// Counts one more.
    pub fn add(&mut self, status: Status) {
        if let Some(count) = self.counts.get_mut(status as usize) {
            *count += 1;
        }
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: Tally) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// How many are in this state.
    pub fn get(&self, status: Status) -> u32 {
        self.counts.get(status as usize).copied().unwrap_or(0)
    }

    /// How many there are.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }
}
