//! What a site offers programs under `data/v1/`: an index of its plans, a file for each, its decision records.

use schemars::JsonSchema;
use serde::Serialize;
use utoipa::ToSchema;

use crate::contract::{Adr, Document, Totals};

/// The list of plans.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct DataIndex {
    /// The version of the contract.
    pub schema: u32,
    /// The site's title.
    pub title: String,
    /// The commit the files were read at, where there is one.
    pub commit: Option<String>,
    /// The day the site speaks of.
    pub as_of: Option<String>,
    /// The plans, in the order of their paths.
    pub plans: Vec<DataEntry>,
}

/// The decision records.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct DataDecisions {
    /// The version of the contract.
    pub schema: u32,
    /// The records, in the order of their paths.
    pub decisions: Vec<DataDecision>,
}

/// A decision record.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct DataDecision {
    /// Its file in the repository.
    pub path: String,
    /// The line where it stands, of a decision that is written in code; `null` for a record with a file of its own.
    pub line: Option<u32>,
    /// Its page, below the site's root.
    pub page: String,
    /// What was decided, in a sentence.
    pub outcome: Option<String>,
    /// What git knows of the record; `null` where the history is not known.
    pub git: Option<DataTraced>,
    /// What the record says.
    #[serde(flatten)]
    pub record: Adr,
}

/// What git knows of a record: for those that don't say it themselves.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct DataTraced {
    /// The day it first said that it was accepted, else the day it came in; `null` where the history has no beginning.
    pub date: Option<String>,
    /// The day it was changed last.
    pub changed: String,
    /// Who brought it in; `null` where `[reports] authors` doesn't allow names.
    pub author: Option<String>,
}

/// A plan in the list.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct DataEntry {
    /// Its stable name.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its file in the repository.
    pub path: String,
    /// Its page, below the site's root.
    pub page: String,
    /// Its data, below the site's root.
    pub data: String,
    /// The state the text claims for the whole.
    #[schemars(extend("enum" = ["done", "in_progress", "todo", "blocked", "cancelled", "unknown", null]))]
    pub claimed_status: Option<&'static str>,
    /// Its items by state.
    pub totals: Totals,
    /// Findings about it.
    pub findings: usize,
}

/// A plan with the pages of its parts.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct DataPlan {
    /// The version of the contract.
    pub schema: u32,
    /// Its page, below the site's root.
    pub page: String,
    /// Pages of its groups, in the order of `groups`.
    pub group_pages: Vec<String>,
    /// Pages or places of its items, in the order of `items`.
    pub item_pages: Vec<String>,
    /// What was read.
    #[serde(flatten)]
    pub document: Document,
}
