//! PB707: operations that nothing is said of.

use crate::check::api_case::{ApiCase, finding};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB707"),
    name: "undescribed-operation",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb707.md"),
    run: Run::Api(run),
};

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let all = &case.api.operations;
    let silent =
        |place: Place| case.reader.resolver.at(place).is_some_and(|at| at.word("description").is_none());
    let found: Vec<_> =
        all.iter().filter(|operation| operation.summary.is_none() && silent(operation.place)).collect();
    let Some(first) = found.first() else { return Vec::new() };
    let places: Vec<Place> = found.iter().map(|operation| operation.key).collect();
    let message = match found.len() {
        1 => format!("{} {} has neither a summary nor a description", first.method, first.path),
        count => format!("{count} of {} operations have neither a summary nor a description", all.len()),
    };
    finding(RULE.code, RULE.severity, message, &places, "Say in a sentence what the operation does.")
        .into_iter()
        .collect()
}
