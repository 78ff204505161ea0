//! PB303: one commit finished much of a plan at once, although nobody had begun it.

use std::collections::BTreeMap;

use crate::check::commits::{commit, stories};
use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::link::{Linked, What};
use crate::model::{PointId, Status};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB303"),
    name: "bulk-ticking",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb303.md"),
    run: Run::Corpus(run),
};

/// The fewest items that are many.
const MANY: u32 = 10;

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    let Some(past) = &linked.corpus.past else { return Vec::new() };
    let mut found = Vec::new();
    for (plan, story) in stories(linked) {
        let mut at_once: BTreeMap<PointId, u32> = BTreeMap::new();
        for event in &story.events {
            if matches!(event.what, What::Done { from: Some(Status::Todo | Status::Unknown) }) {
                *at_once.entry(event.point).or_default() += 1;
            }
        }
        for (point, count) in at_once.into_iter().filter(|(_, count)| *count >= MANY) {
            // A merge brings what was done step by step elsewhere.
            if past.points.get(point.index()).is_none_or(|point| point.merge || is_squashed(&point.subject)) {
                continue;
            }
            let behind = story.tallies.partition_point(|(at, _)| *at < point);
            let before = behind.checked_sub(1).and_then(|last| story.tallies.get(last));
            let Some((_, tally)) = before else { continue };
            let open: u32 = Status::ALL
                .into_iter()
                .filter(|status| status.is_open())
                .map(|status| tally.get(status))
                .sum();
            if count * 2 < open {
                continue;
            }
            let message = format!(
                "commit {} finished {count} of {open} open items at once, and none of them had been begun",
                commit(linked, point)
            );
            let finding = Diagnostic::new(RULE.code, RULE.severity, message, plan.title_place)
                .main(Role::Claim, "the plan")
                .confidence(Confidence::Medium);
            found.push(finding.help("Look for evidence of a few of them; tick items when they are done."));
        }
    }
    found
}

/// Whether a commit is a pull request made one commit, as forges name them: `Log in with a key (#12)`.
fn is_squashed(subject: &str) -> bool {
    let number = subject.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once("(#"));
    number.is_some_and(|(_, digits)| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
