//! PB405: a decision was to be looked at again, and that day has passed.

use crate::check::rule::{Rule, Run};
use crate::date::{self, Date};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::Linked;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB405"),
    name: "review-overdue",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb405.md"),
    run: Run::Corpus(run),
};

fn run(linked: &Linked, as_of: Option<Date>) -> Vec<Diagnostic> {
    let Some(today) = as_of else { return Vec::new() };
    let live = linked.corpus.decisions.iter().filter(|decision| decision.ruling.is_live());
    live.filter_map(|decision| {
        let (text, place) = decision.review.as_ref()?;
        let day = date::parse(text).filter(|day| *day < today)?;
        let message = format!(
            "“{}” was to be reviewed by {day}, and is still {}",
            decision.title,
            decision.ruling.name()
        );
        let finding = Diagnostic::new(RULE.code, RULE.severity, message, *place)
            .main(Role::Claim, "this day has passed");
        Some(finding.help("Review it: confirm it with a new date, or write the record that takes its place."))
    })
    .collect()
}
