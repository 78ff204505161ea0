//! PB402: a decision holds by its own status while another record took its place.

use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::{Linked, Tie};
use crate::model::{Decision, Relation, Ruling};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB402"),
    name: "two-live-decisions",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb402.md"),
    run: Run::Corpus(run),
};

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    linked.corpus.decisions.iter().flat_map(|decision| of(linked, decision)).collect()
}

fn of(linked: &Linked, decision: &Decision) -> Vec<Diagnostic> {
    let ties = linked.decisions.of(decision.doc).map_or(&[][..], |ties| &ties.ties);
    let over = |tie: &&Tie| tie.relation == Relation::Supersedes && !tie.partial;
    ties.iter()
        .filter(over)
        .filter_map(|tie| between(linked, decision, linked.decision(tie.other)?, tie))
        .collect()
}

/// What is said where `new` supersedes `old`.
fn between(linked: &Linked, new: &Decision, old: &Decision, tie: &Tie) -> Option<Diagnostic> {
    let back = linked.decisions.of(old.doc).is_some_and(|ties| {
        ties.ties.iter().any(|tie| tie.other == new.doc && tie.relation == Relation::Supersedes)
    });
    let state = old.status_place.unwrap_or(old.place);
    if back {
        // Found from both sides: told once.
        return (new.doc < old.doc).then(|| {
            let message = format!("“{}” and “{}” each supersede the other", new.title, old.title);
            Diagnostic::new(RULE.code, RULE.severity, message, tie.place)
                .main(Role::Claim, "says that it takes the other's place")
                .and(state, Role::Claim, "says the same")
                .help("Decide which of the two holds, and take the statement out of the other.")
        });
    }
    let stale = old.ruling.is_live() || old.outdated.is_some();
    if !stale || new.ruling != Ruling::Accepted {
        return None;
    }
    let text = old.status_text.as_deref().unwrap_or(old.ruling.name());
    let message = format!("“{}” is still “{}”, though “{}” supersedes it", old.title, short(text), new.title);
    let finding = Diagnostic::new(RULE.code, RULE.severity, message, state)
        .main(Role::Claim, "the status of the older decision")
        .and(tie.place, Role::Claim, "takes its place")
        .help("Set the status of the older record to superseded and link the newer one.");
    Some(finding)
}

fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("").trim_end()),
        None => text.to_owned(),
    }
}
