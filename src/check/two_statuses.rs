//! PB103: one phase, step or item is called done in one place and not done in another.

use crate::check::case::{Case, Statement, name, short, weight};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::Status;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB103"),
    name: "two-statuses",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb103.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let groups = case.groups().filter_map(|(id, group)| {
        finding(&format!("“{}”", short(&group.title, 60)), &case.statements_of_group(id))
    });
    let items = case.items().filter(|(id, item)| !item.mentions.is_empty() || case.is_claimed(*id));
    let items = items.filter_map(|(id, item)| {
        let title = if item.id.is_some() { format!(" ({})", short(&item.title, 50)) } else { String::new() };
        let (what, statements) = (format!("{}{title}", name(item)), case.statements_of_item(id));
        let bare = (item.status == Status::Unknown).then_some(item.place);
        finding(&what, &statements)
            .map(|finding| match bare {
                Some(place) => finding.and(place, Role::Other, "defined here, without a status"),
                None => finding,
            })
            .or_else(|| only_elsewhere(&what, &statements, bare?))
    });
    groups.chain(items).collect()
}

fn finding(what: &str, statements: &[Statement<'_>]) -> Option<Diagnostic> {
    let best = |wanted: fn(&Statement<'_>) -> bool| {
        statements.iter().filter(|s| wanted(s)).max_by_key(|s| (s.confidence, std::cmp::Reverse(s.place)))
    };
    let done = best(|s| s.status == Status::Done)?;
    let open = best(|s| is_open(s.status) && !s.planned).or_else(|| best(|s| is_open(s.status)))?;
    let confidence = done.confidence.min(open.confidence);
    let message = if open.planned {
        format!(
            "{what} is called done (“{}”) and is listed among what is still to come",
            short(done.text, 40)
        )
    } else {
        format!("{what} is “{}” in one place and “{}” in another", short(done.text, 40), short(open.text, 40))
    };
    let severity = if open.planned { Severity::Warning } else { weight(RULE.severity, confidence) };
    let mut finding = Diagnostic::new(RULE.code, severity, message, done.place)
        .main(Role::Claim, format!("“{}”", short(done.text, 40)))
        .confidence(if open.planned { confidence.min(Confidence::Medium) } else { confidence })
        .and(open.place, Role::Claim, said(open))
        .help("Let one place say how far it is, and the others point there.");
    for other in statements.iter().filter(|s| s.place != done.place && s.place != open.place) {
        finding = finding.and(other.place, Role::Claim, said(other));
    }
    Some(finding)
}

/// Called done somewhere, and without a status where it is defined: it counts as not stated, which readers of the other
/// place would not expect.
fn only_elsewhere(what: &str, statements: &[Statement<'_>], defined: Place) -> Option<Diagnostic> {
    let sure = |s: &&Statement<'_>| s.confidence == Confidence::High && s.place != defined;
    let done = statements.iter().find(sure)?;
    if statements.iter().any(|s| s.status != Status::Done || s.planned) {
        return None;
    }
    let message = format!(
        "{what} is called done (“{}”) in one place, and has no status where it is defined: it counts as not stated",
        short(done.text, 40)
    );
    let finding = Diagnostic::new(RULE.code, Severity::Note, message, done.place)
        .main(Role::Claim, format!("“{}”", short(done.text, 40)))
        .and(defined, Role::Count, "defined here, without a status")
        .confidence(Confidence::Medium);
    Some(finding.help("Write the status where the work is defined."))
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::Todo | Status::InProgress | Status::Blocked)
}

fn said(statement: &Statement<'_>) -> String {
    match statement.planned {
        true => "listed among what is to come".to_owned(),
        false => format!("“{}”", short(statement.text, 40)),
    }
}
