//! PB111: the status line says that work has yet to begin, and items are done.

use crate::check::case::{Case, many, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Claim, ClaimKind, Item, Status, Subject};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB111"),
    name: "not-begun-but-done",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb111.md"),
    run: Run::Plan(run),
};

/// How many items are quoted.
const QUOTED: usize = 4;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut lines: Vec<(&Claim, Vec<&Item>)> = Vec::new();
    let mut hand_overs: Vec<(&Claim, Vec<&Item>)> = Vec::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        let ClaimKind::NotBegun { status_line } = claim.kind else { continue };
        let items: Vec<&Item> = match claim.subject {
            Subject::Plan => case.items().map(|(_, item)| item).collect(),
            Subject::Group(id) => case.under(id).into_iter().filter_map(|id| case.item(id)).collect(),
            Subject::Item(id) => case.item(id).into_iter().collect(),
            Subject::Noun(_) => continue,
        };
        let done: Vec<&Item> = items.into_iter().filter(|item| item.status == Status::Done).collect();
        // What is only handed over to must be finished, not begun, before the line is out of date.
        let out_of_date = match claim.subject {
            _ if status_line => !done.is_empty(),
            Subject::Group(id) => !done.is_empty() && done.len() == case.under(id).len(),
            Subject::Item(_) => !done.is_empty(),
            _ => false,
        };
        if out_of_date {
            if status_line { lines.push((claim, done)) } else { hand_overs.push((claim, done)) }
        }
    }
    finding(&lines, Severity::Warning).into_iter().chain(finding(&hand_overs, Severity::Note)).collect()
}

/// One finding for all such lines of a plan.
fn finding(lines: &[(&Claim, Vec<&Item>)], severity: Severity) -> Option<Diagnostic> {
    let (claim, done) = lines.first()?;
    let message = format!(
        "“{}” is stated, but {} {} done already",
        short(&claim.text, 60),
        many(done.len(), "item"),
        if done.len() == 1 { "is" } else { "are" },
    );
    let mut finding = Diagnostic::new(RULE.code, severity, message, claim.place)
        .main(Role::Claim, "says that work has yet to begin")
        .confidence(if severity == Severity::Note { Confidence::Medium } else { Confidence::High })
        .help("Bring the line up to date: readers look there first.");
    for item in done.iter().take(QUOTED) {
        finding = finding.and(item.place, Role::Count, format!("{} is done", name(item)));
    }
    for (other, _) in lines.iter().skip(1) {
        finding = finding.and(other.place, Role::Claim, format!("“{}”", short(&other.text, 50)));
    }
    Some(finding)
}
