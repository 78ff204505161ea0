//! PB304: open items left the plan without being done, given up or moved.

use crate::check::case::{many, short};
use crate::check::commits::{commit, stories};
use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::link::{Event, Linked, Story, What};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB304"),
    name: "vanished-item",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb304.md"),
    run: Run::Corpus(run),
};

/// How many are named.
const NAMED: usize = 3;

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (plan, story) in stories(linked) {
        let gone: Vec<&Event> = story
            .events
            .iter()
            .filter(|event| matches!(event.what, What::Vanished { status } if status.is_open()))
            .collect();
        let Some(last) = gone.last() else { continue };
        let names: Vec<String> = gone.iter().rev().take(NAMED).map(|event| name(story, event)).collect();
        let more = gone.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let verb = if gone.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} {verb} not in the plan any more, and had not been done, given up or moved: {}{more}; the last went with \
             commit {}",
            many(gone.len(), "open item"),
            names.join(", "),
            commit(linked, last.point)
        );
        let finding = Diagnostic::new(RULE.code, RULE.severity, message, plan.title_place)
            .main(Role::Claim, "the plan")
            .confidence(Confidence::Medium);
        found.push(finding.help("Mark work that is given up as cancelled instead of taking its line away."));
    }
    found
}

fn name(story: &Story, event: &Event) -> String {
    let thread = event.thread.and_then(|id| story.thread(id));
    thread.map_or(String::new(), |thread| match &thread.id {
        Some(id) => format!("`{id}`"),
        None => format!("“{}”", short(&thread.title, 60)),
    })
}
