//! PB710: a schema that needs itself, so that no value of it can ever be written.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::api_case::ApiCase;
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::parse::api::{At, by_place};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB710"),
    name: "endless-schema",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb710.md"),
    run: Run::Api(run),
};

/// How many schemas of a circle are quoted.
const QUOTED: usize = 10;

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let endless = circles(&needs(case, false));
    let told: BTreeSet<usize> = endless.iter().flatten().copied().collect();
    // What only an empty list ends is no fault, but seldom meant.
    let mut lists = circles(&needs(case, true));
    lists.retain(|circle| !circle.iter().any(|at| told.contains(at)));
    let sure = endless.iter().filter_map(|circle| finding(case, circle, false));
    sure.chain(lists.iter().filter_map(|circle| finding(case, circle, true))).collect()
}

/// Which schemas need which: by their numbers. `lists` counts what a list that must be there is a list of.
fn needs(case: &ApiCase<'_>, lists: bool) -> Vec<Vec<usize>> {
    let named = by_place(case.api);
    let of = |at: At<'_>| -> Vec<usize> {
        needed(case, at, lists).iter().filter_map(|at| named.get(&at.place()).copied()).collect()
    };
    let schemas = case.api.schemas.iter();
    schemas.map(|schema| case.reader.resolver.at(schema.place).map(of).unwrap_or_default()).collect()
}

/// The schemas that every value of a schema has one of inside.
fn needed<'a>(case: &ApiCase<'a>, at: At<'a>, lists: bool) -> Vec<At<'a>> {
    if at.is_true("nullable") || at.is_true("x-nullable") {
        return Vec::new();
    }
    let resolver = case.reader.resolver;
    let target = |at: At<'a>| at.reference().and_then(|text| resolver.target(at.doc, text).ok());
    let required: Vec<&str> =
        at.get("required").into_iter().flat_map(At::items).filter_map(At::text).collect();
    let properties = at.get("properties").map(At::members).unwrap_or_default().into_iter();
    let full = |at: At<'a>| at.scalar_of("minItems").is_some_and(|least| least != "0");
    let inside = properties.filter(|member| required.contains(&member.key)).filter_map(|member| {
        let items = member.at.get("items").filter(|_| lists || full(member.at));
        target(member.at).or_else(|| items.and_then(target))
    });
    let joined = at.get("allOf").into_iter().flat_map(At::items).filter_map(target);
    inside.chain(joined).collect()
}

/// The circles among things that need others: each once, its first member first.
fn circles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut back: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, list) in needs.iter().enumerate() {
        list.iter().for_each(|to| back.entry(*to).or_default().push(from));
    }
    // What needs nothing has an end, and so has what needs only such.
    let mut ended: Vec<usize> =
        left.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
    while let Some(at) = ended.pop() {
        for from in back.get(&at).into_iter().flatten() {
            if let Some(count) = left.get_mut(*from) {
                *count -= 1;
                if *count == 0 {
                    ended.push(*from);
                }
            }
        }
    }
    let endless = |at: &usize| left.get(*at).is_some_and(|count| *count > 0);
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for start in (0..needs.len()).filter(|at| endless(at)) {
        let mut way: Vec<usize> = Vec::new();
        let mut at = start;
        while told.insert(at) {
            way.push(at);
            let Some(next) = needs.get(at).and_then(|list| list.iter().find(|next| endless(next))) else {
                break;
            };
            at = *next;
        }
        if let Some(from) = way.iter().position(|one| *one == at) {
            found.push(way.split_off(from));
        }
    }
    found
}

fn finding(case: &ApiCase<'_>, circle: &[usize], lists: bool) -> Option<Diagnostic> {
    let schemas: Vec<_> = circle.iter().filter_map(|at| case.api.schemas.get(*at)).collect();
    let (first, others) = schemas.split_first()?;
    let message = match others.len() {
        0 if lists => format!("`{0}` demands a list of `{0}`: only an empty list ends it", first.name),
        0 => format!("`{0}` needs a `{0}` inside: no value of it ever ends", first.name),
        _ if lists => {
            let names: Vec<String> =
                schemas.iter().take(QUOTED).map(|schema| format!("`{}`", schema.name)).collect();
            format!("{} demand lists of each other: only an empty list ends them", names.join(", "))
        }
        _ => {
            let names: Vec<String> =
                schemas.iter().take(QUOTED).map(|schema| format!("`{}`", schema.name)).collect();
            format!("{} need each other: no value of them ever ends", names.join(", "))
        }
    };
    let severity = if lists { Severity::Note } else { RULE.severity };
    let mut finding = Diagnostic::new(RULE.code, severity, message, first.key)
        .help("Make one of the properties optional, or let it be null.");
    for other in others.iter().take(QUOTED) {
        finding = finding.and(other.key, Role::Other, "");
    }
    Some(finding)
}
