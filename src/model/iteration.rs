//! An iteration, sprint, phase or weekly report written by hand: what it says was looked at, found, improved and
//! measured, and what comes next. Everything is as stated; nothing here is counted or proved.

use crate::model::Status;
use crate::place::{DocId, Place};

/// A line of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportLine {
    /// The text without marks.
    pub text: String,
    /// The files it names, as written.
    pub files: Vec<String>,
    /// Where.
    pub place: Place,
}

/// A measurement before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is measured.
    pub name: String,
    /// The value before.
    pub before: f64,
    /// The value after.
    pub after: f64,
    /// The unit as written, that of the value after where they differ.
    pub unit: Option<String>,
    /// Where.
    pub place: Place,
}

/// What a report says of an item of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemSaid {
    /// The id as written.
    pub id: String,
    /// The state it is said to be in; `None` where it is only named.
    pub status: Option<Status>,
    /// Where.
    pub place: Place,
}

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Iteration {
    /// The document.
    pub doc: DocId,
    /// Its title.
    pub title: String,
    /// Its number as written: `12`, `2026-W14`.
    pub number: Option<String>,
    /// The dates it speaks of, as written.
    pub period: Option<String>,
    /// What was looked at.
    pub areas: Vec<ReportLine>,
    /// What was found.
    pub findings: Vec<ReportLine>,
    /// What was done, with the files that are named.
    pub improvements: Vec<ReportLine>,
    /// Tests that were added.
    pub tests: Vec<ReportLine>,
    /// What was measured before and after.
    pub changes: Vec<Change>,
    /// What comes next, in order.
    pub next: Vec<ReportLine>,
    /// What stands in the way.
    pub blockers: Vec<ReportLine>,
    /// What it says of items of plans.
    pub said: Vec<ItemSaid>,
}
