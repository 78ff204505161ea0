//! A build in numbers, for programs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contract::{SCHEMA, Totals};
use crate::site::Summary;

/// What `planbook build --json` prints.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Built {
    /// The version of this contract.
    pub schema: u32,
    /// The folder the site was written to.
    pub out: String,
    /// The day the site speaks of.
    pub as_of: Option<String>,
    /// The commit the documents were read at; `null` outside a git repository.
    pub commit: Option<Commit>,
    /// How many documents there are of each kind.
    pub documents: BTreeMap<&'static str, u32>,
    /// Data files that were read and have nothing to do with a tracker: no page is made from them.
    pub idle: u32,
    /// Files that could not be read.
    pub unreadable: u32,
    /// Items of all plans.
    pub items: Totals,
    /// Lines of plans and reports.
    pub lines: Lines,
    /// Findings about the documents.
    pub findings: Severities,
    /// Pages of the site.
    pub pages: u32,
    /// Files of the site.
    pub files: Files,
    /// How long it took.
    pub seconds: f64,
}

/// The commit the documents were read at.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Commit {
    /// Full hash.
    pub hash: String,
    /// The committer's date.
    pub date: String,
    /// Whether the documents differ from it.
    pub dirty: bool,
}

/// Lines, understood and not.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Lines {
    /// All lines.
    pub total: u64,
    /// Those that were not understood.
    pub unread: u64,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Severities {
    /// Those of severity `error`.
    pub errors: u32,
    /// Those of severity `warning`.
    pub warnings: u32,
    /// Those of severity `note`.
    pub notes: u32,
}

/// Files of the site, held against those that were there.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Files {
    /// New, or not as they were.
    pub changed: u32,
    /// As they were.
    pub kept: u32,
    /// No longer part of the site.
    pub removed: u32,
}

impl Built {
    /// What a summary says; the rest is for whoever wrote the site.
    pub fn of(summary: &Summary) -> Self {
        let (errors, warnings, notes) = summary.findings;
        Self {
            schema: SCHEMA,
            documents: summary.kinds.iter().copied().collect(),
            idle: summary.idle,
            items: Totals::of(summary.items),
            lines: Lines { total: summary.lines.0, unread: summary.lines.1 },
            findings: Severities { errors, warnings, notes },
            pages: summary.pages,
            ..Self::default()
        }
    }
}
