//! What a plan holds, for programs. Groups and items are named by their keys, which are unique in a document.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::contract::number::plain;

/// Everything read from a plan, or from a report that speaks of work.
#[derive(Clone, Debug, Default, Serialize, JsonSchema, ToSchema)]
pub struct Parts {
    /// Phases, steps, weeks and other parts that hold work.
    pub groups: Vec<Group>,
    /// Units of work.
    pub items: Vec<Item>,
    /// Conditions of success: never work.
    pub criteria: Vec<Criterion>,
    /// Gates and KPIs.
    pub gates: Vec<Gate>,
    /// Scores the plan gives itself.
    pub scores: Vec<Score>,
    /// Measurements it states.
    pub metrics: Vec<Metric>,
    /// What it says of itself.
    pub claims: Vec<Claim>,
    /// What it offers as proof.
    pub evidence: Vec<Note>,
    /// Dated points.
    pub milestones: Vec<Milestone>,
    /// Risks.
    pub risks: Vec<Risk>,
}

/// A part of a plan.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Group {
    /// Its stable name.
    pub key: String,
    /// Its title without marks.
    pub title: String,
    /// What sort of part it is.
    #[schemars(extend("enum" = ["phase", "step", "week", "sprint", "wave", "milestone", "version", "section"]))]
    pub kind: &'static str,
    /// Its number as written.
    pub number: Option<String>,
    /// Depth among groups, from 1.
    pub level: u8,
    /// The line that opens it.
    pub line: u32,
    /// The key of the group it stands in.
    pub parent: Option<String>,
    /// The state the text claims for it.
    #[schemars(extend("enum" = ["done", "in_progress", "todo", "blocked", "cancelled", "unknown", null]))]
    pub claimed_status: Option<&'static str>,
    /// The words that claim it.
    pub claimed_text: Option<String>,
    /// Dates or weeks, as written.
    pub when: Option<String>,
}

/// A unit of work.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Item {
    /// Its stable name: its id, else a slug of title and group.
    pub key: String,
    /// Its id as written.
    pub id: Option<String>,
    /// Its title without marks, id and trailing fields.
    pub title: String,
    /// Its state.
    #[schemars(extend("enum" = ["done", "in_progress", "todo", "blocked", "cancelled", "unknown"]))]
    pub status: &'static str,
    /// The words or mark that state it.
    pub status_text: Option<String>,
    /// Its first line.
    pub line: u32,
    /// The last line of what belongs to it.
    pub end_line: u32,
    /// The key of the group it stands in.
    pub group: Option<String>,
    /// The key of the item it is a part of.
    pub parent: Option<String>,
    /// Who does it, as written.
    pub owner: Option<String>,
    /// Its priority, as written.
    pub priority: Option<String>,
    /// How much work it is, as written.
    pub estimate: Option<String>,
    /// How many days of eight hours that is, where it can be told.
    #[serde(serialize_with = "plain")]
    pub estimate_days: Option<f64>,
    /// Dates or weeks, as written.
    pub when: Option<String>,
    /// Ids or titles of what must be done before.
    pub depends_on: Vec<String>,
    /// Ids or titles of what waits for it.
    pub blocks: Vec<String>,
    /// The ids a range stands for.
    pub expands_to: Vec<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// Link targets in its own lines.
    pub links: Vec<String>,
    /// The shape it was read from.
    #[schemars(extend("enum" = ["box", "row", "block", "bullet", "entry", "file"]))]
    pub carrier: &'static str,
    /// Everything else that stood with it under a name.
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub fields: Map<String, Value>,
    /// Further places that name it.
    pub mentions: Vec<Mention>,
}

/// A further place that names an item.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Mention {
    /// The line.
    pub line: u32,
    /// The title used there.
    pub title: String,
    /// The state stated there.
    #[schemars(extend("enum" = ["done", "in_progress", "todo", "blocked", "cancelled", "unknown", null]))]
    pub status: Option<&'static str>,
    /// The words that state it.
    pub status_text: Option<String>,
}

/// A condition of success.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Criterion {
    /// Its text without marks.
    pub text: String,
    /// Its line.
    pub line: u32,
    /// The key of the group it belongs to.
    pub group: Option<String>,
    /// The key of the item it belongs to.
    pub item: Option<String>,
    /// Whether it is ticked or said to be achieved; `null` where nothing is said.
    pub met: Option<bool>,
}

/// A gate or KPI.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Gate {
    /// What is measured.
    pub metric: String,
    /// The condition as written.
    pub text: String,
    /// What sort of condition it is.
    #[schemars(extend("enum" = ["number", "ratio", "boolean", "word", "compound", "opaque"]))]
    pub kind: &'static str,
    /// The comparison.
    #[schemars(extend("enum" = ["<", "<=", ">", ">=", "=", null]))]
    pub op: Option<&'static str>,
    /// The limit.
    #[serde(serialize_with = "plain")]
    pub value: Option<f64>,
    /// The unit as written.
    pub unit: Option<String>,
    /// What stands after number and unit.
    pub qualifier: Option<String>,
    /// Its line.
    pub line: u32,
    /// The key of the group it belongs to.
    pub group: Option<String>,
    /// The key of the item it belongs to.
    pub item: Option<String>,
}

/// A score the plan gives itself.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Score {
    /// What is scored.
    pub name: String,
    /// Now.
    #[serde(serialize_with = "plain")]
    pub current: Option<f64>,
    /// Wanted.
    #[serde(serialize_with = "plain")]
    pub target: Option<f64>,
    /// The distance, as the table states it.
    #[serde(serialize_with = "plain")]
    pub gap: Option<f64>,
    /// What a full score is.
    #[serde(serialize_with = "plain")]
    pub out_of: Option<f64>,
    /// Priority as written.
    pub priority: Option<String>,
    /// Its line.
    pub line: u32,
}

/// A stated measurement.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Metric {
    /// What is measured.
    pub name: String,
    /// As written.
    pub text: String,
    /// The value now, or after.
    #[serde(serialize_with = "plain")]
    pub value: Option<f64>,
    /// The value before.
    #[serde(serialize_with = "plain")]
    pub before: Option<f64>,
    /// The unit as written.
    pub unit: Option<String>,
    /// Its line.
    pub line: u32,
    /// The key of the group it belongs to.
    pub group: Option<String>,
}

/// What the text says of itself.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Claim {
    /// What it is about: `plan`, `group:<key>`, `item:<key>`, or a noun phrase.
    pub subject: String,
    /// What sort of statement it is.
    #[schemars(extend("enum" = ["state", "count", "percent", "ratio", "quantity", "delivered", "missing", "planned", "tally", "not_begun", "unmeasured", "measure"]))]
    pub kind: &'static str,
    /// The words as written.
    pub text: String,
    /// The state claimed.
    #[schemars(extend("enum" = ["done", "in_progress", "todo", "blocked", "cancelled", "unknown", null]))]
    pub status: Option<&'static str>,
    /// The number claimed.
    #[serde(serialize_with = "plain")]
    pub value: Option<f64>,
    /// Out of how many.
    #[serde(serialize_with = "plain")]
    pub of: Option<f64>,
    /// Of what: a noun or a unit.
    pub unit: Option<String>,
    /// Its line.
    pub line: u32,
    /// The key of the group it stands in.
    pub group: Option<String>,
    /// How sure the reader is.
    #[schemars(extend("enum" = ["high", "medium", "low"]))]
    pub confidence: &'static str,
}

/// What a plan offers as proof.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Note {
    /// Its text without marks.
    pub text: String,
    /// Whether its mark says that it holds; `null` without a mark.
    pub holds: Option<bool>,
    /// The id it repeats.
    pub id: Option<String>,
    /// Its line.
    pub line: u32,
    /// The key of the group it stands in.
    pub group: Option<String>,
    /// The key of the item it stands in.
    pub item: Option<String>,
}

/// A dated point.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Milestone {
    /// Its name.
    pub title: String,
    /// The date or span as written.
    pub when: Option<String>,
    /// The state stated.
    #[schemars(extend("enum" = ["done", "in_progress", "todo", "blocked", "cancelled", "unknown", null]))]
    pub status: Option<&'static str>,
    /// The words that state it.
    pub status_text: Option<String>,
    /// Its line.
    pub line: u32,
}

/// A risk.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Risk {
    /// What may go wrong.
    pub title: String,
    /// How bad or how likely, as written.
    pub level: Option<String>,
    /// What is done about it.
    pub mitigation: Option<String>,
    /// Its line.
    pub line: u32,
}
