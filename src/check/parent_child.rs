//! PB108: a task is done while a part of it is open, or open while all its parts are done.

use crate::check::case::{Case, many, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::{Item, Status, StatusSource};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB108"),
    name: "parent-and-parts",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb108.md"),
    run: Run::Plan(run),
};

/// How many parts are quoted.
const QUOTED: usize = 6;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, parent) in case.items().filter(|(_, item)| item.status_source == StatusSource::Own) {
        let parts: Vec<&Item> = case.parts(id).iter().filter_map(|part| case.item(*part)).collect();
        if parts.is_empty() {
            continue;
        }
        let own = |item: &&&Item| item.status_source == StatusSource::Own;
        let open: Vec<&Item> = parts
            .iter()
            .filter(own)
            .filter(|part| matches!(part.status, Status::Todo | Status::InProgress | Status::Blocked))
            .filter(|part| !case.is_optional(part))
            .copied()
            .collect();
        if parent.status == Status::Done && !open.is_empty() {
            // Inside a part of the plan that is called done, the open work is reported there, once.
            let reported = case.around(parent.group).into_iter().any(|group| {
                case.statements_of_group(group).iter().any(|s| s.status == Status::Done && !s.planned)
            });
            if !reported {
                found.push(done_too_early(parent, &parts, &open));
            }
        } else if matches!(parent.status, Status::Todo | Status::InProgress)
            && parts.iter().all(|part| part.status == Status::Done && part.status_source == StatusSource::Own)
        {
            found.push(all_parts_done(parent, &parts));
        }
    }
    found
}

fn done_too_early(parent: &Item, parts: &[&Item], open: &[&Item]) -> Diagnostic {
    let message = format!(
        "{} is done, but {} of its {} {} open",
        name(parent),
        open.len(),
        many(parts.len(), "part"),
        if open.len() == 1 { "is" } else { "are" },
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, parent.place)
        .main(Role::Claim, "marked done")
        .help("Finish or strike the open parts, or open the task again.");
    for part in open.iter().take(QUOTED) {
        finding = finding.and(part.place, Role::Count, format!("{} is {}", name(part), part.status.words()));
    }
    finding
}

fn all_parts_done(parent: &Item, parts: &[&Item]) -> Diagnostic {
    let state = parent.status_text.as_deref().filter(|text| text.len() > 3).unwrap_or(parent.status.words());
    let message = format!(
        "{} is “{}”, though all its {} are done",
        name(parent),
        short(state, 30),
        many(parts.len(), "part")
    );
    let message =
        if parts.len() == 1 { message.replace("all its 1 part are", "its one part is") } else { message };
    let mut finding = Diagnostic::new(RULE.code, Severity::Note, message, parent.place)
        .main(Role::Claim, "still open")
        .help("Tick it, or say what is left to do.");
    if let Some(last) = parts.last() {
        finding = finding.and(last.place, Role::Count, "the last of its parts is done");
    }
    finding
}
