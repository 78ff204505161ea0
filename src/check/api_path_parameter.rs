//! PB703: the parameters of a path and those that are declared differ.

use std::collections::BTreeMap;

use crate::check::api_case::{ApiCase, finding};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::OperationKind;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB703"),
    name: "path-parameter",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb703.md"),
    run: Run::Api(run),
};

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let mut missing: BTreeMap<(&str, &str), Vec<Place>> = BTreeMap::new();
    let mut surplus: BTreeMap<(&str, &str), Vec<Place>> = BTreeMap::new();
    for (_, operation) in case.api.of(OperationKind::Path) {
        let resolver = case.reader.resolver;
        let (Some(at), Some(item)) = (resolver.at(operation.place), resolver.at(operation.item)) else {
            continue;
        };
        let declared = case.reader.parameters(item, at);
        // Where a parameter can't be read, nobody knows what it declares.
        let listed = [at, item].into_iter().filter_map(|at| at.get("parameters")).flat_map(|at| at.items());
        let lost = listed.into_iter().any(|one| resolver.follow(one).is_err());
        let names = names(&operation.path);
        let declares = |name: &str| declared.iter().any(|one| one.place == "path" && one.name == name);
        for name in names.iter().filter(|name| !declares(name) && !lost) {
            missing.entry((operation.path.as_str(), name)).or_default().push(operation.key);
        }
        for parameter in declared.iter().filter(|one| one.place == "path" && !names.contains(&one.name)) {
            let places = surplus.entry((operation.path.as_str(), parameter.name)).or_default();
            if !places.contains(&parameter.at.place()) {
                places.push(parameter.at.place());
            }
        }
    }
    let missing = missing.into_iter().filter_map(|((path, name), places)| {
        let message =
            format!("`{path}` has `{{{name}}}` in it, which is not declared as a parameter in the path");
        finding(RULE.code, RULE.severity, message, &places, "Declare the parameter with `in: path`.")
    });
    let surplus = surplus.into_iter().filter_map(|((path, name), places)| {
        let message = format!("`{name}` is said to be in the path, but `{path}` has no `{{{name}}}`");
        finding(
            RULE.code,
            RULE.severity,
            message,
            &places,
            "Write it into the path, or say where else it is sent.",
        )
    });
    missing.chain(surplus).collect()
}

/// The names between braces in a path.
fn names(path: &str) -> Vec<&str> {
    let path = path.split('#').next().unwrap_or(path);
    let names = path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    // `{+rest}` and `{rest*}` are written by some for parameters that span parts.
    names
        .map(|name| name.trim_start_matches('+').trim_end_matches('*'))
        .filter(|name| !name.is_empty())
        .collect()
}
