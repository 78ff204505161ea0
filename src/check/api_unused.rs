//! PB706: components that nothing refers to.

use std::collections::HashSet;

use crate::check::api_case::{ApiCase, finding};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Oas;
use crate::parse::api::{At, Member};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB706"),
    name: "unused-component",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb706.md"),
    run: Run::Api(run),
};

/// How many names a message says.
const NAMED: usize = 3;

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    // A file of components alone is there to be referred to from elsewhere.
    if case.api.operations.is_empty() {
        return Vec::new();
    }
    let resolver = case.reader.resolver;
    let mut used: HashSet<Place> = HashSet::new();
    for reference in &case.references {
        used.extend(resolver.target(reference.at.doc, reference.text).ok().map(At::place));
    }
    let unused: Vec<Member<'_>> = components(case)
        .into_iter()
        .filter(|member| !used.contains(&member.at.place()) && !is_kind_of(case, member.at))
        .collect();
    let places: Vec<Place> = unused.iter().map(|member| member.key_place).collect();
    let names: Vec<String> = unused.iter().take(NAMED).map(|member| format!("`{}`", member.key)).collect();
    let more = unused.len().saturating_sub(NAMED);
    let message = match (unused.len(), more) {
        (1, _) => format!("{} is defined, and nothing refers to it", names.join(", ")),
        (_, 0) => format!("{} are defined, and nothing refers to them", names.join(", ")),
        _ => format!("{} and {more} more are defined, and nothing refers to them", names.join(", ")),
    };
    finding(RULE.code, RULE.severity, message, &places, "Remove what is no longer needed.")
        .into_iter()
        .collect()
}

fn components<'a>(case: &ApiCase<'a>) -> Vec<Member<'a>> {
    let root = case.reader.root;
    let names =
        ["schemas", "responses", "parameters", "requestBodies", "headers", "examples", "links", "callbacks"];
    let holders: Vec<At<'a>> = match case.api.oas {
        Oas::V2 => {
            ["definitions", "parameters", "responses"].iter().filter_map(|key| root.get(key)).collect()
        }
        _ => {
            let components = root.get("components");
            names.iter().filter_map(|key| components?.get(key)).collect()
        }
    };
    holders.into_iter().filter(|holder| holder.reference().is_none()).flat_map(At::own_members).collect()
}

/// Whether a schema is one of those that a discriminator tells apart: then it is named by its name alone.
fn is_kind_of(case: &ApiCase<'_>, at: At<'_>) -> bool {
    let parts = at.get("allOf").into_iter().flat_map(At::items).take(50);
    parts.into_iter().any(|part| {
        let reference = part.reference();
        let base = reference.and_then(|text| case.reader.resolver.target(part.doc, text).ok());
        base.is_some_and(|base| base.get("discriminator").is_some())
    })
}
