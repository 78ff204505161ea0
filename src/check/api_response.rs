//! PB704: an operation without a response.

use crate::check::api_case::{ApiCase, finding};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Oas, OperationKind};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB704"),
    name: "no-response",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb704.md"),
    run: Run::Api(run),
};

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let silent = |place: Place| {
        let at = case.reader.resolver.at(place);
        at.is_some_and(|at| at.get("responses").is_none_or(|responses| responses.own_members().is_empty()))
    };
    let operations = case.api.of(OperationKind::Path).map(|(_, operation)| operation);
    let found: Vec<_> = operations.filter(|operation| silent(operation.place)).collect();
    let places: Vec<Place> = found.iter().map(|operation| operation.key).collect();
    let Some(first) = found.first() else { return Vec::new() };
    let message = match found.len() {
        1 => format!("{} {} has no response", first.method, first.path),
        count => format!("{count} operations have no response, {} {} first", first.method, first.path),
    };
    // Up to 3.0 the specification demands one.
    let severity = if case.api.oas <= Oas::V30 { Severity::Error } else { RULE.severity };
    finding(RULE.code, severity, message, &places, "Say what comes back, `default` at least.")
        .into_iter()
        .collect()
}
