//! PB302: an item was done and is not any more.

use crate::check::case::name;
use crate::check::commits::{commit, stories};
use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::Linked;
use crate::model::Status;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB302"),
    name: "regression",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb302.md"),
    run: Run::Corpus(run),
};

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (plan, story) in stories(linked) {
        for (item, thread) in plan.items.iter().zip(&story.of_item) {
            let Some(thread) = thread.and_then(|id| story.thread(id)).filter(|_| item.status.is_open())
            else {
                continue;
            };
            let done = thread.states.iter().rposition(|(_, status)| *status == Status::Done);
            let both = done.and_then(|at| Some((thread.states.get(at)?, thread.states.get(at + 1)?)));
            let Some(((from, _), (until, _))) = both else { continue };
            let message = format!(
                "{} was done in commit {}, and is {} since commit {}",
                name(item),
                commit(linked, *from),
                item.status.words(),
                commit(linked, *until)
            );
            let finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
                .main(Role::Claim, item.status.words());
            found.push(finding.help("Say in the item what came up; what counted on it may have to wait."));
        }
    }
    found
}
