//! What documents said before: their states, commit by commit.

use std::sync::Arc;

use crate::model::{Estimate, Known, Op, Ruling, Status};
use crate::place::DocId;

/// Why the history is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It was cut off when it was fetched.
    Shallow,
    /// It has more commits than are looked at.
    Long,
    /// Its documents have more bytes than are read.
    Large,
}

impl Cut {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Cut::Shallow => "shallow",
            Cut::Long => "long",
            Cut::Large => "large",
        }
    }

    /// The words shown to readers.
    pub fn words(self) -> &'static str {
        match self {
            Cut::Shallow => "the history was cut off when it was fetched: what came before is not known",
            Cut::Long => "the history is longer than is looked at: what came before is not told",
            Cut::Large => "the older states are larger than is read: what came before is not told",
        }
    }
}

impl Past {
    /// What is to be said where the beginning is missing.
    pub fn warning(&self) -> Option<&'static str> {
        self.cut.map(Cut::words)
    }
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Full hash.
    pub hash: String,
    /// When it was committed, in seconds since 1970 (UTC); never before the commit it follows.
    pub time: i64,
    /// Who wrote it, as written.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// Whether it joins another branch.
    pub merge: bool,
}

/// The number of a commit: its place among [`Past::points`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(pub u32);

impl PointId {
    /// The index into the list of commits.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An item as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct PastItem {
    /// The id as written.
    pub id: Option<String>,
    /// Title without marks, id and trailing fields.
    pub title: String,
    /// The title of what it stood in: its parent, else its group.
    pub around: String,
    /// The title of the group it stood in.
    pub group: String,
    /// Its state.
    pub status: Status,
    /// Who did it.
    pub owner: Option<String>,
    /// Its priority.
    pub priority: Option<String>,
    /// How much work it was said to be.
    pub estimate: Option<Estimate>,
    /// Dates or weeks.
    pub when: Option<String>,
}

/// Something a plan states under a name, which may change: a condition, a score, a claim, a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastWord {
    /// What it is stated of: `e2e_coverage`, `Phase 1`; empty for the whole plan.
    pub name: Arc<str>,
    /// As written.
    pub text: Arc<str>,
    /// 1-based line.
    pub line: u32,
}

/// A criterion as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCriterion {
    /// Its text.
    pub text: String,
    /// The title of the item it belongs to, else of its group; empty for the whole plan.
    pub of: String,
    /// Whether it was said to be met.
    pub met: bool,
}

/// The condition of a gate as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct PastGate {
    /// What is measured, and the condition as written.
    pub word: PastWord,
    /// The comparison and its limit, where there is a number.
    pub limit: Option<(Op, f64)>,
}

/// A plan as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Its items with their 1-based lines. Items that no commit changed are shared by the states.
    pub items: Vec<(Arc<PastItem>, u32)>,
    /// Conditions of its gates.
    pub gates: Vec<PastGate>,
    /// Scores it gave itself.
    pub scores: Vec<PastWord>,
    /// States it claimed, of the whole (under an empty name) and of its parts.
    pub claims: Vec<(PastWord, Status)>,
    /// Dates of parts and milestones.
    pub dates: Vec<PastWord>,
    /// Its criteria with their 1-based lines.
    pub criteria: Vec<(Arc<PastCriterion>, u32)>,
}

/// A document after a commit.
#[derive(Clone, Debug, PartialEq)]
pub struct Version<S> {
    /// The commit.
    pub point: PointId,
    /// Its path then.
    pub path: Arc<str>,
    /// What it said; `None` where the commit removed it.
    pub state: Option<S>,
}

/// A document through the commits, under all the names it had.
#[derive(Clone, Debug, PartialEq)]
pub struct Lineage<S> {
    /// The document; `None` where it is gone.
    pub doc: Option<DocId>,
    /// Its last path.
    pub path: String,
    /// Its last title.
    pub title: String,
    /// Its states, the oldest first.
    pub versions: Vec<Version<S>>,
}

/// What the documents said before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The commits, the oldest first.
    pub points: Vec<Point>,
    /// Plans, those that are gone behind those that are here.
    pub plans: Vec<Lineage<Arc<Snapshot>>>,
    /// Whether decision records held.
    pub decisions: Vec<Lineage<Ruling>>,
    /// API definitions and the files they are made of: their bytes.
    pub definitions: Vec<Lineage<Arc<[u8]>>>,
    /// For each document that is there the commit that brought it and the one that changed it last, by document.
    pub spans: Vec<(DocId, PointId, PointId)>,
    /// Reports written by hand, with the commit they came in.
    pub reports: Vec<(DocId, PointId)>,
    /// Why the beginning is missing; `None` where the history is whole.
    pub cut: Option<Cut>,
    /// What was read, for whoever reads the same history again.
    pub known: Arc<Known>,
    /// Whether a content was left out as known that is needed all the same: then this is not the whole truth, and has to be
    /// read again from nothing.
    pub lacking: bool,
}
