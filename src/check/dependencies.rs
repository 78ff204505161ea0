//! PB107: a task is done before one it depends on, depends on itself in the end, or on one that does not exist.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::case::{Case, many, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::link::rounds;
use crate::model::{GroupId, Item, ItemId, Status, StatusSource};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB107"),
    name: "dependencies",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb107.md"),
    run: Run::Plan(run),
};

/// How many places are quoted.
const QUOTED: usize = 8;

/// Up to how many open dependencies of one phase, or ids of a plan that are not there, are findings of their own: a reader who is shown forty looks at none.
const SINGLE: usize = 5;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(needs) = case.needs() else { return Vec::new() };
    let missing: Vec<(&Item, &str)> =
        needs.unknown.iter().filter_map(|(id, text)| Some((case.item(*id)?, text.as_str()))).collect();
    let mut found: Vec<Diagnostic> = match missing.len() {
        0..=SINGLE => missing.iter().map(|(item, unknown)| not_there(item, unknown)).collect(),
        _ => not_there_all(&missing).into_iter().collect(),
    };
    found.extend(too_early(case, &needs.on));
    found.extend(rounds(&needs.on).iter().filter_map(|cycle| round(case, cycle)));
    found
}

/// One finding where many ids are not there: a list of them was renamed or left out.
fn not_there_all(missing: &[(&Item, &str)]) -> Option<Diagnostic> {
    let (first, unknown) = missing.first()?;
    let message = format!(
        "{} dependencies name items that are not there: `{unknown}` of {}, and {} more",
        missing.len(),
        name(first),
        missing.len() - 1
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Claim, format!("depends on `{unknown}`"))
        .help("Correct the ids, or add the items.");
    for (item, unknown) in missing.iter().skip(1).take(QUOTED) {
        finding = finding.and(item.place, Role::Claim, format!("depends on `{unknown}`"));
    }
    Some(finding)
}

fn not_there(item: &Item, unknown: &str) -> Diagnostic {
    let message = format!("{} depends on `{unknown}`, and there is no such item", name(item));
    Diagnostic::new(RULE.code, RULE.severity, message, item.place)
        .main(Role::Claim, format!("depends on `{unknown}`"))
        .help("Correct the id, or add the item.")
}

/// An open item with the done ones that depend on it.
struct Early<'a> {
    target: &'a Item,
    dependents: Vec<&'a Item>,
}

/// Done items whose dependency is open: one finding for each dependency, or one for the phase where there are many.
fn too_early(case: &Case<'_>, edges: &[Vec<ItemId>]) -> Vec<Diagnostic> {
    let mut early: BTreeMap<ItemId, Vec<&Item>> = BTreeMap::new();
    for (id, item) in
        case.items().filter(|(_, i)| i.status == Status::Done && i.status_source == StatusSource::Own)
    {
        for target in edges.get(id.0 as usize).into_iter().flatten() {
            let open = case.item(*target).is_some_and(|t| {
                t.status_source == StatusSource::Own
                    && matches!(t.status, Status::Todo | Status::InProgress | Status::Blocked)
            });
            if open {
                early.entry(*target).or_default().push(item);
            }
        }
    }
    let mut phases: BTreeMap<Option<GroupId>, Vec<Early<'_>>> = BTreeMap::new();
    for (target, dependents) in early {
        let phase = dependents.first().and_then(|item| case.around(item.group).last().copied());
        if let Some(target) = case.item(target) {
            phases.entry(phase).or_default().push(Early { target, dependents });
        }
    }
    phases
        .into_iter()
        .flat_map(|(phase, list)| match list.len() {
            0..=SINGLE => list.iter().filter_map(one_early).collect(),
            _ => many_early(case, phase, &list).into_iter().collect::<Vec<_>>(),
        })
        .collect()
}

fn one_early(early: &Early<'_>) -> Option<Diagnostic> {
    let Early { target, dependents } = early;
    let first = dependents.first()?;
    let (more, verbs) = match dependents.len() {
        1 => (String::new(), "is done, but depends"),
        n => (format!(" (and {} more)", n - 1), "are done, but depend"),
    };
    let message =
        format!("{}{more} {verbs} on {}, which is {}", name(first), name(target), target.status.words());
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Claim, "marked done")
        .and(target.place, Role::Count, format!("{} is {}", name(target), target.status.words()))
        .help("Finish the dependency first, or strike it from the list.");
    for other in dependents.iter().skip(1).take(QUOTED) {
        finding = finding.and(other.place, Role::Claim, format!("{} is marked done", name(other)));
    }
    Some(finding)
}

fn many_early(case: &Case<'_>, phase: Option<GroupId>, list: &[Early<'_>]) -> Option<Diagnostic> {
    let first = list.first()?;
    let item = first.dependents.first()?;
    let done: BTreeSet<Place> =
        list.iter().flat_map(|early| &early.dependents).map(|item| item.place).collect();
    let phase = phase.and_then(|id| case.plan.group(id));
    let place =
        phase.map_or(String::new(), |phase| format!(" of \u{201c}{}\u{201d}", short(&phase.title, 60)));
    let message = format!(
        "{}{place} are done, but depend on {} that are not ({} on {}, …)",
        many(done.len(), "item"),
        many(list.len(), "item"),
        name(item),
        name(first.target),
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
        .main(Role::Claim, "marked done")
        .help("Finish the dependencies first, or strike them from the lists.");
    for Early { target, dependents } in list.iter().take(QUOTED) {
        let new = |item: &&&Item| finding.places.iter().all(|label| label.place != item.place);
        if let Some(item) = dependents.first().filter(new) {
            finding = finding.and(item.place, Role::Claim, format!("{} is marked done", name(item)));
        }
        let text = format!("{} is {}", name(target), target.status.words());
        finding = finding.and(target.place, Role::Count, text);
    }
    Some(finding)
}

fn round(case: &Case<'_>, cycle: &[ItemId]) -> Option<Diagnostic> {
    let items: Vec<&Item> = cycle.iter().filter_map(|id| case.item(*id)).collect();
    let first = items.first()?;
    let way: Vec<String> = items.iter().take(6).map(|item| name(item)).collect();
    let tail = if items.len() > 6 { " → …".to_owned() } else { format!(" → {}", name(first)) };
    let message = format!("{} wait for each other: {}{tail}", many(items.len(), "item"), way.join(" → "));
    let mut finding = Diagnostic::new(RULE.code, Severity::Error, message, first.place)
        .main(Role::Claim, format!("depends on {}", short(&first.depends_on.join(", "), 40)))
        .confidence(Confidence::High)
        .help("Take one dependency out: as it stands none of them can begin.");
    for item in items.iter().skip(1).take(QUOTED) {
        finding = finding.and(
            item.place,
            Role::Claim,
            format!("depends on {}", short(&item.depends_on.join(", "), 40)),
        );
    }
    Some(finding)
}
