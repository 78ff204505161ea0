//! PB702: one `operationId` for several operations.

use std::collections::BTreeMap;

use crate::check::api_case::ApiCase;
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::Operation;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB702"),
    name: "duplicate-operation-id",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb702.md"),
    run: Run::Api(run),
};

/// How many operations are quoted.
const QUOTED: usize = 10;

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let mut by_id: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &case.api.operations {
        if let Some(id) = &operation.id {
            by_id.entry(id).or_default().push(operation);
        }
    }
    by_id.into_iter().filter_map(|(id, operations)| finding(id, &operations)).collect()
}

fn finding(id: &str, operations: &[&Operation]) -> Option<Diagnostic> {
    let [first, others @ ..] = operations else { return None };
    // A path item that two paths refer to is written once.
    let others: Vec<&&Operation> = others.iter().filter(|other| other.place != first.place).collect();
    let second = others.first()?;
    let named = |operation: &Operation| format!("{} {}", operation.method, operation.path);
    let message = format!("`{id}` is the operationId of {} and of {}", named(first), named(second));
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, second.key)
        .main(Role::Other, named(second))
        .and(first.key, Role::Other, named(first))
        .help("Give each operation an id of its own: links and generated code name operations by it.");
    for other in others.iter().skip(1).take(QUOTED) {
        finding = finding.and(other.key, Role::Other, named(other));
    }
    Some(finding)
}
