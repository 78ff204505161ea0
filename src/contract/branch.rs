//! What a branch does to the tracker, for programs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contract::{ApiBranch, Finding, Findings, Report, SCHEMA};
use crate::derive::api_change::Between;
use crate::diag::Diagnostic;
use crate::link::Linked;

/// What a branch does to the tracker, as `planbook diff BASE..HEAD --format json` prints it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "planbook diff of a branch")]
pub struct Branch {
    /// The version of this contract.
    pub schema: u32,
    /// The full hash of the commit it branched off from.
    pub base: String,
    /// The full hash of its last commit.
    pub head: String,
    /// Whether any fact changed.
    pub changed: bool,
    /// What happened to items, gates, claims and decisions.
    pub report: Report,
    /// API definitions that changed, are new or are gone.
    pub definitions: Vec<ApiBranch>,
    /// Findings that are there and were not.
    pub new_findings: Vec<Finding>,
    /// Findings that were there and are not; their places are those of the base.
    pub resolved_findings: Vec<Finding>,
}

impl Branch {
    /// What differs between two states.
    pub fn of(
        (base, head): (&str, &str),
        (report, definitions): (Report, &[Between]),
        before: (&Linked, &[Diagnostic]),
        after: (&Linked, &[Diagnostic]),
    ) -> Self {
        let (old, new) = (Findings::of(before.0, before.1).findings, Findings::of(after.0, after.1).findings);
        let new_findings = beyond(&new, &old);
        let resolved_findings = beyond(&old, &new);
        Self {
            schema: SCHEMA,
            base: base.to_owned(),
            head: head.to_owned(),
            changed: !report.is_empty()
                || !definitions.is_empty()
                || !new_findings.is_empty()
                || !resolved_findings.is_empty(),
            report,
            definitions: definitions.iter().map(|one| ApiBranch::of(before.0, after.0, one)).collect(),
            new_findings,
            resolved_findings,
        }
    }
}

/// The findings of `these` that `those` has not, wherever they stand in their file.
fn beyond(these: &[Finding], those: &[Finding]) -> Vec<Finding> {
    let key = |finding: &Finding| {
        let path = finding.places.first().map_or(String::new(), |quote| quote.spot.path.clone());
        (finding.code.to_string(), path, finding.message.clone())
    };
    let mut counts: BTreeMap<_, u32> = BTreeMap::new();
    for finding in those {
        *counts.entry(key(finding)).or_default() += 1;
    }
    let new = these.iter().filter(|finding| match counts.get_mut(&key(finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    new.cloned().collect()
}
