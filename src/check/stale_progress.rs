//! PB305: items are said to be in progress, and nobody has touched them for weeks.

use crate::check::case::{many, name};
use crate::check::commits::{commit, day, stories};
use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::{Linked, Thread};
use crate::model::{Item, Status};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB305"),
    name: "stale-in-progress",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb305.md"),
    run: Run::Corpus(run),
};

/// After how many days without a change an item is stale.
const DAYS: i32 = 28;

/// The most items of a plan that have a finding of their own.
const APART: usize = 3;

fn run(linked: &Linked, as_of: Option<Date>) -> Vec<Diagnostic> {
    let last = linked.corpus.past.as_ref().and_then(|past| past.points.len().checked_sub(1));
    let last = last.and_then(|last| day(linked, crate::model::PointId(last as u32)));
    let Some(today) = as_of.or(last) else { return Vec::new() };
    let mut found = Vec::new();
    for (plan, story) in stories(linked) {
        let mut stale: Vec<(&Item, &Thread, i32)> = Vec::new();
        for (item, thread) in plan.items.iter().zip(&story.of_item) {
            let Some(thread) = thread.and_then(|id| story.thread(id)) else { continue };
            let days = day(linked, thread.touched).and_then(|day| (today - day).get_days().into());
            if item.status == Status::InProgress
                && let Some(days) = days.filter(|days| *days >= DAYS)
            {
                stale.push((item, thread, days));
            }
        }
        if stale.len() <= APART {
            found.extend(stale.iter().map(|(item, thread, days)| {
                let message = format!(
                    "{} is in progress, and was last touched {} before {today}, in commit {}",
                    name(item),
                    weeks(*days),
                    commit(linked, thread.touched)
                );
                finding(message, item)
            }));
        } else if let Some((item, thread, days)) = stale.iter().max_by_key(|(.., days)| *days) {
            let message = format!(
                "{} are in progress and were not touched for four weeks before {today}; the longest is {}, for {}, since \
                 commit {}",
                many(stale.len(), "item"),
                name(item),
                weeks(*days),
                commit(linked, thread.touched)
            );
            found.push(finding(message, item));
        }
    }
    found
}

fn weeks(days: i32) -> String {
    many((days / 7) as usize, "week")
}

fn finding(message: String, item: &Item) -> Diagnostic {
    Diagnostic::new(RULE.code, RULE.severity, message, item.place)
        .main(Role::Claim, item.status.words())
        .help("Say where it stands, or that it waits.")
}
