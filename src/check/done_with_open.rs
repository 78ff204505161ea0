//! PB101: a part of the plan is called done while work in it is open by its own status.

use std::collections::BTreeMap;

use crate::check::case::{Case, Statement, many, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{GroupId, Item, ItemId, Status};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB101"),
    name: "open-work-in-done-part",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb101.md"),
    run: Run::Plan(run),
};

/// How many open items are quoted.
const QUOTED: usize = 8;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    // An open item belongs to the outermost part around it that is called done: nested parts are one finding.
    let mut done: BTreeMap<GroupId, Vec<Statement<'_>>> = BTreeMap::new();
    for (id, _) in case.groups() {
        let statements = called_done(case, id);
        if !statements.is_empty() {
            done.insert(id, statements);
        }
    }
    let mut open: BTreeMap<GroupId, Vec<ItemId>> = BTreeMap::new();
    for (id, item) in case.items().filter(|(id, item)| case.is_plainly_open(*id, item)) {
        if let Some(outer) = case.around(item.group).into_iter().rev().find(|group| done.contains_key(group))
        {
            open.entry(outer).or_default().push(id);
        }
    }
    open.into_iter().filter_map(|(group, items)| finding(case, group, done.get(&group)?, &items)).collect()
}

fn called_done<'a>(case: &Case<'a>, id: GroupId) -> Vec<Statement<'a>> {
    let mut statements = case.statements_of_group(id);
    statements.retain(|statement| statement.status == Status::Done && !statement.planned);
    statements
}

/// The words an item states its state in; a bare box is said in words.
fn state(item: &Item) -> &str {
    item.status_text.as_deref().filter(|text| text.len() > 3).unwrap_or(item.status.words())
}

fn finding(
    case: &Case<'_>,
    id: GroupId,
    statements: &[Statement<'_>],
    items: &[ItemId],
) -> Option<Diagnostic> {
    let group = case.plan.group(id)?;
    let all = case.under(id);
    let open: Vec<&Item> = items.iter().filter_map(|item| case.item(*item)).collect();
    let first = open.first()?;
    // A list of boxes none of which was ever ticked says less than one that was left half done.
    let untouched = all.iter().filter_map(|id| case.item(*id)).all(|item| item.status == Status::Todo);
    let claim = statements.iter().find(|s| s.confidence == Confidence::High).or(statements.first())?;
    let sure = !untouched && claim.confidence == Confidence::High;
    let first_state = state(first);
    let message = format!(
        "“{}” is called done (“{}”), but {} of its {} open: {} is “{}”{}",
        short(&group.title, 60),
        short(claim.text, 40),
        open.len(),
        if open.len() == 1 {
            format!("{} is", many(all.len(), "item"))
        } else {
            format!("{} are", many(all.len(), "item"))
        },
        name(first),
        short(first_state, 30),
        if open.len() > 1 { format!(", and {} more", open.len() - 1) } else { String::new() },
    );
    let severity = if sure { Severity::Error } else { Severity::Warning };
    let confidence = if sure { Confidence::High } else { Confidence::Medium };
    let mut finding = Diagnostic::new(RULE.code, severity, message, claim.place)
        .main(Role::Claim, format!("called “{}”", short(claim.text, 40)))
        .confidence(confidence)
        .help("Close or move the open items, or take the claim back until they are done.");
    for other in statements.iter().filter(|other| other.place != claim.place) {
        finding =
            finding.and(other.place, Role::Claim, format!("called “{}” here too", short(other.text, 40)));
    }
    for item in open.iter().take(QUOTED) {
        finding =
            finding.and(item.place, Role::Count, format!("{} is “{}”", name(item), short(state(item), 30)));
    }
    Some(finding)
}
