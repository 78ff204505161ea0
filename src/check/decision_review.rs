//! PB405: a decision was to be looked at again, and that day has passed.

use crate::check::rule::{Rule, Run};
use crate::date::{self, Date};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::Linked;
use crate::model::Decision;
use crate::place::Place;

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
        let (day, place) = due(linked, decision).filter(|(day, _)| *day < today)?;
        let message = format!(
            "“{}” was to be reviewed by {day}, and is still {}",
            decision.title,
            decision.ruling.name()
        );
        let finding = Diagnostic::new(RULE.code, RULE.severity, message, place)
            .main(Role::Claim, "this day has passed");
        Some(finding.help("Review it: confirm it with a new date, or write the record that takes its place."))
    })
    .collect()
}

/// The day a record was to be looked at, and where it says so: a day, or a time after it was taken. Where the record does
/// not say when that was, git does.
fn due(linked: &Linked, decision: &Decision) -> Option<(Date, Place)> {
    if let Some((text, place)) = &decision.review {
        return Some((date::parse(text)?, *place));
    }
    let wait = decision.review_after?;
    let committed = || {
        let point = linked.taken(decision.doc)?;
        date::since_1970(linked.corpus.past.as_ref()?.points.get(point.index())?.time)
    };
    let taken = decision.date.as_deref().and_then(date::parse).or_else(committed)?;
    Some((date::add_days(date::add_months(taken, wait.months), i64::from(wait.days)), wait.place))
}
