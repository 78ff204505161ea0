//! PB701: a reference that leads nowhere.

use std::collections::BTreeMap;

use crate::check::api_case::{ApiCase, finding};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::parse::api::Missing;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB701"),
    name: "unresolved-reference",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb701.md"),
    run: Run::Api(run),
};

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let mut lost: BTreeMap<(&str, String), Vec<Place>> = BTreeMap::new();
    for reference in &case.references {
        let why = match case.reader.resolver.follow(reference.at) {
            Err(Missing::Outside(_)) => "which is outside of the project",
            Err(Missing::File(_)) => "and there is no such file in the project",
            Err(Missing::Member(..)) => "and nothing stands there",
            Err(Missing::Circular) => "which leads only back to itself",
            // What stands on the web is not asked for, and what is no YAML or JSON is shown as text.
            Err(Missing::External(_) | Missing::Text(_)) | Ok(_) => continue,
        };
        lost.entry((reference.text, why.to_owned())).or_default().push(reference.place);
    }
    lost.into_iter()
        .filter_map(|((text, why), places)| {
            let message = format!("`$ref` says `{text}`, {why}");
            finding(
                RULE.code,
                RULE.severity,
                message,
                &places,
                "Correct the reference, or write what it should lead to.",
            )
        })
        .collect()
}
