//! PB001: lines of a document with work in it that planbook did not understand.

use crate::check::case::{Case, many};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB001"),
    name: "unread",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb001.md"),
    run: Run::Plan(run),
};

/// How many stretches are quoted.
const QUOTED: usize = 10;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let lines: u32 = case.plan.unread.iter().map(|(from, to)| to - from + 1).sum();
    let place = |(from, to): &(u32, u32)| {
        let span = case.document.lines.span(*from).to(case.document.lines.span(*to));
        Place::new(case.document.id, span)
    };
    let Some(first) = case.plan.unread.first() else { return Vec::new() };
    let message = format!(
        "{} of this document {} not understood",
        many(lines as usize, "line"),
        if lines == 1 { "was" } else { "were" }
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, place(first))
        .main(Role::Other, "not understood")
        .help("If there is work on these lines, it is not counted: see what planbook reads.");
    for stretch in case.plan.unread.iter().skip(1).take(QUOTED) {
        finding = finding.and(place(stretch), Role::Other, "not understood");
    }
    vec![finding]
}
