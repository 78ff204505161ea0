//! PB401: a decision says that another took its place, and no record does.

use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::{Linked, Resolved};
use crate::model::{Decision, Relation, Ruling};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB401"),
    name: "superseded-by-nothing",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb401.md"),
    run: Run::Corpus(run),
};

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    linked.corpus.decisions.iter().filter_map(|decision| finding(linked, decision)).collect()
}

fn finding(linked: &Linked, decision: &Decision) -> Option<Diagnostic> {
    let ties = linked.decisions.of(decision.doc)?;
    let replaced = ties.ties.iter().any(|tie| tie.relation == Relation::SupersededBy);
    if decision.ruling != Ruling::Superseded || replaced {
        return None;
    }
    let mut named = decision
        .references
        .iter()
        .zip(&ties.resolved)
        .filter(|(one, _)| one.relation == Relation::SupersededBy);
    let place = decision.status_place.unwrap_or(decision.place);
    let (message, place, word) = match named.next() {
        // It leads to a page that is no record: that is an answer too.
        Some((_, Resolved::Elsewhere | Resolved::Record(_))) => return None,
        Some((one, Resolved::Nothing)) => (
            format!("“{}” is superseded by “{}”, which does not exist", decision.title, one.text),
            one.place,
            "leads nowhere",
        ),
        None => (
            format!("“{}” is superseded, and it does not say by what", decision.title),
            place,
            "no successor is named",
        ),
    };
    let finding = Diagnostic::new(RULE.code, RULE.severity, message, place).main(Role::Claim, word);
    Some(finding.help("Link the record that took its place, or call this one deprecated if none did."))
}
