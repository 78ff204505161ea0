//! PB109: what is said of the whole plan is not what its parts say: `all 7 phases complete` and `6/7 phases`.

use std::collections::BTreeSet;

use crate::check::case::{Case, many, plain, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{ClaimKind, Group, GroupId, GroupKind, ItemId, Status, Subject};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB109"),
    name: "whole-plan-claim",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb109.md"),
    run: Run::Plan(run),
};

/// How many parts are quoted.
const QUOTED: usize = 6;

/// Something said of the whole: the share that is done, from 0 to 1.
struct Said {
    share: f64,
    /// By how much another share may differ before it is another claim.
    step: f64,
    text: String,
    place: Place,
    /// Whether it counts phases.
    phases: bool,
}

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut said = said(case);
    said.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.place.cmp(&b.place)));
    let Some(highest) = said.first() else { return Vec::new() };
    let lower: Vec<&Said> =
        said.iter().filter(|other| highest.share - other.share > highest.step.max(other.step)).collect();
    let against = against(case, highest);
    let mut finding = match (lower.first(), against.first()) {
        (Some(other), _) => {
            let message = format!(
                "of the whole plan it is said “{}” in one place and “{}” in another",
                short(&highest.text, 50),
                short(&other.text, 50),
            );
            Diagnostic::new(RULE.code, Severity::Error, message, highest.place)
        }
        (None, Some(first)) => {
            let text = against.iter().find(|other| other.sure).map_or(&first.text, |other| &other.text);
            let message = format!("of the whole plan it is said “{}”, but {text}", short(&highest.text, 50));
            let sure = against.iter().any(|other| other.sure);
            let severity = if sure { Severity::Error } else { Severity::Warning };
            Diagnostic::new(RULE.code, severity, message, highest.place).confidence(if sure {
                Confidence::High
            } else {
                Confidence::Medium
            })
        }
        (None, None) => return counted(case, highest).into_iter().collect(),
    };
    finding = finding
        .main(Role::Claim, format!("“{}”", short(&highest.text, 50)))
        .help("Say of the whole only what its parts say, or say which part is left out.");
    let mut seen = BTreeSet::from([highest.place]);
    for other in said.iter().filter(|other| seen.insert(other.place)) {
        finding = finding.and(other.place, Role::Claim, format!("“{}”", short(&other.text, 50)));
    }
    for Against { place, text, .. } in against.into_iter().take(QUOTED) {
        if seen.insert(place) {
            finding = finding.and(place, Role::Count, text);
        }
    }
    vec![finding]
}

fn said(case: &Case<'_>) -> Vec<Said> {
    let mut said = Vec::new();
    if let Some(stated) =
        case.plan.claimed.as_ref().filter(|stated| stated.status == Status::Done && alone(&stated.text))
    {
        said.push(Said {
            share: 1.0,
            step: 0.0,
            text: stated.text.clone(),
            place: stated.place,
            phases: false,
        });
    }
    for claim in &case.plan.claims {
        if claim.subject != Subject::Plan || claim.confidence < Confidence::High {
            continue;
        }
        let (share, step, phases) = match &claim.kind {
            ClaimKind::Count { n, of: Some(of), noun, done: true } if noun == "phase" && *of > 0.0 => {
                (n / of, 1.0 / of, true)
            }
            ClaimKind::Count { of: None, noun, done: true, .. } if noun == "phase" => (1.0, 0.0, true),
            ClaimKind::Percent(percent) => (percent / 100.0, 0.05, false),
            _ => continue,
        };
        said.push(Said { share, step: step.min(0.05), text: claim.text.clone(), place: claim.place, phases });
    }
    said
}

/// Whether the words are a status and not a sentence about some of the parts: `Tasks 1-5 complete`. A verdict (`PASSED`)
/// speaks of what was looked at, not of all there is to do.
fn alone(text: &str) -> bool {
    let lower = text.to_lowercase();
    if ["pass", "approved", "accepted", "verified", "valid", "ok", "good", "stable"]
        .iter()
        .any(|word| lower.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(word))
    {
        return false;
    }
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    words <= 3 && !text.contains(|c: char| c.is_ascii_digit() && c != '0' && c != '1')
}

/// What a part says against the whole.
struct Against {
    place: Place,
    text: String,
    /// Whether it was marked so; a list that was never ticked may just not have been kept.
    sure: bool,
}

/// What the parts say against a claim that everything is done.
fn against(case: &Case<'_>, highest: &Said) -> Vec<Against> {
    if highest.share < 0.999 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (id, group) in
        case.groups().filter(|(_, group)| group.kind == GroupKind::Phase && group.parent.is_none())
    {
        let open = case.statements_of_group(id).into_iter().find(|statement| {
            matches!(statement.status, Status::Todo | Status::InProgress | Status::Blocked)
                && !statement.planned
        });
        if let Some(open) = open {
            let title = title(group);
            let text = format!("{title} is “{}”", short(open.text, 40));
            found.push(Against { place: open.place, text, sure: true });
        } else {
            found.extend(untouched(case, id, group));
        }
    }
    if !highest.phases {
        let done = case.items().filter(|(_, item)| item.status == Status::Done);
        let kept: BTreeSet<Option<GroupId>> = done.map(|(_, item)| item.group).collect();
        for (_, item) in case.items().filter(|(id, item)| case.is_plainly_open(*id, item)) {
            let text = format!("{} is {}", crate::check::case::name(item), item.status.words());
            let sure = item.status != Status::Todo || kept.contains(&item.group);
            found.push(Against { place: item.place, text, sure });
        }
    }
    found
}

/// A phase whose items are all open.
fn untouched(case: &Case<'_>, id: GroupId, group: &Group) -> Option<Against> {
    let items = case.under(id);
    let plainly = |id: &&ItemId| case.item(**id).is_some_and(|item| case.is_plainly_open(**id, item));
    let open = items.iter().filter(plainly).count();
    (open > 0 && open == items.len()).then(|| Against {
        place: group.place,
        text: format!("none of the {} of {} is done", many(open, "item"), title(group)),
        sure: false,
    })
}

fn title(group: &Group) -> String {
    format!("“{}”", short(&group.title, 40))
}

/// A per cent of the whole that is far from what its items give. People weigh by effort, so this only says that it
/// differs.
fn counted(case: &Case<'_>, highest: &Said) -> Option<Diagnostic> {
    let items: Vec<_> =
        case.items().filter(|(id, item)| item.status != Status::Unknown && !case.is_planned(*id)).collect();
    let done = items.iter().filter(|(_, item)| item.status == Status::Done).count();
    let share = done as f64 / items.len() as f64;
    if highest.phases
        || items.len() < 5
        || items.len() * 2 < case.plan.items.len()
        || highest.share - share < 0.2
    {
        return None;
    }
    let message = format!(
        "of the whole plan it is said “{}”, but by their own status {done} of {} are done ({} %)",
        short(&highest.text, 50),
        many(items.len(), "item"),
        plain((share * 100.0).round()),
    );
    let finding = Diagnostic::new(RULE.code, Severity::Warning, message, highest.place);
    Some(
        finding
            .main(Role::Claim, format!("“{}”", short(&highest.text, 50)))
            .confidence(Confidence::Medium)
            .help("If the share is by effort or by weight, say so."),
    )
}
