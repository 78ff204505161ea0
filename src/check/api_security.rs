//! PB705: a security scheme that is asked for and not there.

use std::collections::BTreeMap;

use crate::check::api_case::{ApiCase, finding};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB705"),
    name: "undefined-security-scheme",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb705.md"),
    run: Run::Api(run),
};

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let known: Vec<&str> = case.reader.schemes().iter().map(|scheme| scheme.key).collect();
    let operations =
        case.api.operations.iter().filter_map(|operation| case.reader.resolver.at(operation.place));
    let mut lost: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for at in operations.chain([case.reader.root]) {
        for member in at.get("security").into_iter().flat_map(|at| at.items()).flat_map(|one| one.members()) {
            // From 3.2 on it may be the address of a scheme.
            if !known.contains(&member.key) && !member.key.contains('/') {
                lost.entry(member.key).or_default().push(member.key_place);
            }
        }
    }
    lost.into_iter()
        .filter_map(|(name, places)| {
            let message = format!("the security scheme `{name}` is asked for, but not defined");
            finding(RULE.code, RULE.severity, message, &places, "Define it, or ask for one that is there.")
        })
        .collect()
}
