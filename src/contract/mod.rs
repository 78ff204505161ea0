//! What planbook prints for programs: documents as they were read, and findings. The types are the contract, and the
//! JSON Schemas in `schemas/` are generated from them: adding a member is fine, taking one away or giving it another
//! meaning raises [`SCHEMA`].
//!
//! Lines and columns are 1-based, columns in characters, in the file as it lies on disk.

mod branch;
mod build;
mod change;
mod data;
pub mod description;
mod document;
mod finding;
mod junit;
mod number;
mod plan;
mod plan_file;
mod reading;
mod report;
mod sarif;
pub mod schema;
mod xml;

pub use branch::Branch;
pub use build::{Built, Commit, Files, Lines, Severities};
pub use change::{
    ApiBranch, ApiChange, ApiChanges, ApiHistory, ApiRelease, ApiVersion, ApiWeek, ChangeSpot, ChangeTotals,
};
pub use data::{DataDecision, DataDecisions, DataEntry, DataIndex, DataPlan, DataTraced};
pub use document::{Adr, Api, Coverage, Document, Encoding, Inspected, Totals};
pub use finding::{Answer, Edit, Finding, Findings, Fix, Quote, Spot, Weights};
pub use junit::junit;
pub use plan::{Claim, Criterion, Gate, Group, Item, Mention, Metric, Milestone, Note, Parts, Risk, Score};
pub use report::{Awaited, DecisionChange, Report, ReportPart, ReportedLine, Reports};
pub use sarif::sarif;
pub use xml::xml_text;

use serde::Serialize;

/// The version of the contract, in every JSON object planbook prints.
pub const SCHEMA: u32 = 1;

/// A value as JSON on one line.
pub fn line(value: &impl Serialize) -> Vec<u8> {
    // Nothing in a contract can fail to be written: no maps with other keys than text, no foreign serialisers.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A value as JSON for people to read too: indented, with a final line ending.
pub fn json(value: &impl Serialize) -> String {
    // As above: nothing can fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
