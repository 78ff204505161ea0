//! PB109: what is said of the whole plan is not what its parts say: `all 7 phases complete` and `6/7 phases`.

use std::collections::BTreeSet;

use crate::check::case::{Case, many, plain, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{ClaimKind, Group, GroupId, GroupKind, Item, Status, StatusSource, Subject};
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
        (None, Some((_, text))) => {
            let message = format!("of the whole plan it is said “{}”, but {text}", short(&highest.text, 50));
            Diagnostic::new(RULE.code, Severity::Error, message, highest.place)
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
    for (place, text) in against.into_iter().take(QUOTED) {
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

/// Whether the words are a status and not a sentence about some of the parts: `Tasks 1-5 complete`.
fn alone(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    words <= 3 && !text.contains(|c: char| c.is_ascii_digit() && c != '0' && c != '1')
}

/// What the parts say against a claim that everything is done.
fn against(case: &Case<'_>, highest: &Said) -> Vec<(Place, String)> {
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
            found.push((open.place, format!("{title} is “{}”", short(open.text, 40))));
        } else {
            found.extend(untouched(case, id, group));
        }
    }
    if !highest.phases {
        // `Partial: 8 (12%)` is a number and no work.
        let work = |item: &&Item| {
            item.status_source == StatusSource::Own && item.title.contains(char::is_alphabetic)
        };
        for item in case.items().map(|(_, item)| item).filter(work) {
            if matches!(item.status, Status::Todo | Status::InProgress | Status::Blocked) {
                found.push((
                    item.place,
                    format!("{} is {}", crate::check::case::name(item), item.status.words()),
                ));
            }
        }
    }
    found
}

/// A phase whose items are all open.
fn untouched(case: &Case<'_>, id: GroupId, group: &Group) -> Option<(Place, String)> {
    let items: Vec<_> = case.under(id).into_iter().filter_map(|item| case.item(item)).collect();
    let open = items.iter().filter(|item| {
        item.status_source == StatusSource::Own
            && matches!(item.status, Status::Todo | Status::InProgress | Status::Blocked)
    });
    let open = open.count();
    (open > 0 && open == items.len())
        .then(|| (group.place, format!("none of the {} of {} is done", many(open, "item"), title(group))))
}

fn title(group: &Group) -> String {
    format!("“{}”", short(&group.title, 40))
}

/// A per cent of the whole that is far from what its items give. People weigh by effort, so this only says that it
/// differs.
fn counted(case: &Case<'_>, highest: &Said) -> Option<Diagnostic> {
    let items: Vec<_> = case.items().filter(|(_, item)| item.status != Status::Unknown).collect();
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
