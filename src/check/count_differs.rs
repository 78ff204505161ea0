//! PB102: a number of tasks that the text states is not the number of its items.

use crate::check::case::{Case, many, plain, short, weight};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Claim, ClaimKind, GroupId, Item, ItemId, Status, StatusSource, Subject};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB102"),
    name: "count-differs",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb102.md"),
    run: Run::Plan(run),
};

/// How many items are quoted.
const QUOTED: usize = 3;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        let finding = match &claim.kind {
            ClaimKind::Count { n, of: Some(of), noun, done } if noun != "phase" => {
                counted(case, claim, (*n, *of, *done), noun)
            }
            ClaimKind::Tally { status, n } => tallied(case, claim, *status, *n),
            _ => None,
        };
        found.extend(finding);
    }
    found
}

/// The same work counted in one way: how many, and how many of them are done.
struct Way {
    all: usize,
    done: usize,
    open: bool,
}

impl Way {
    fn of<'i>(items: impl Iterator<Item = &'i Item>) -> Self {
        let mut way = Self { all: 0, done: 0, open: false };
        for item in items {
            let n = item.expands_to.len().max(1);
            way.all += n;
            way.done += if item.status == Status::Done { n } else { 0 };
            way.open |= item.status == Status::Unknown;
        }
        way
    }
}

/// What a count may speak of: the items with and without their parts, the parts alone, the parts of the plan.
fn ways(case: &Case<'_>, claim: &Claim, noun: &str) -> Option<(String, Vec<Way>, Vec<ItemId>)> {
    let (name, ids, groups): (String, Vec<ItemId>, &[GroupId]) = match claim.subject {
        Subject::Group(id) => {
            (format!("“{}”", short(&case.plan.group(id)?.title, 50)), case.under(id), case.inside(Some(id)))
        }
        Subject::Item(id) => (crate::check::case::name(case.item(id)?), case.parts(id).to_vec(), &[]),
        Subject::Plan => ("the plan".to_owned(), case.items().map(|(id, _)| id).collect(), case.inside(None)),
        Subject::Noun(_) => return None,
    };
    let items: Vec<(ItemId, &Item)> = ids.iter().filter_map(|id| Some((*id, case.item(*id)?))).collect();
    let top = |item: &Item| item.parent.is_none_or(|parent| ids.binary_search(&parent).is_err());
    let mut ways = vec![
        Way::of(items.iter().map(|(_, item)| *item).filter(|item| top(item))),
        Way::of(items.iter().map(|(_, item)| *item)),
        Way::of(items.iter().filter(|(id, _)| case.parts(*id).is_empty()).map(|(_, item)| *item)),
        Way::of(items.iter().map(|(_, item)| *item).filter(|item| !top(item))),
        Way { all: groups.len(), done: groups.len(), open: true },
    ];
    if noun == "subtask" {
        ways.rotate_left(3);
    }
    (ways.iter().any(|way| way.all > 0) && !items.is_empty()).then_some((name, ways, ids))
}

fn counted(
    case: &Case<'_>,
    claim: &Claim,
    (n, of, done): (f64, f64, bool),
    noun: &str,
) -> Option<Diagnostic> {
    let (name, ways, ids) = ways(case, claim, noun)?;
    let same = |count: usize, value: f64| (count as f64 - value).abs() < 0.5;
    let fitting: Vec<&Way> = ways.iter().filter(|way| same(way.all, of)).collect();
    // Far fewer: the work that is counted is listed somewhere else, and only its summary stands here.
    if fitting.is_empty() && ways.iter().all(|way| (way.all * 3) as f64 <= of) {
        return None;
    }
    let message = if fitting.is_empty() {
        let way = ways.first()?;
        let there = format!("{} {} there", many(way.all, "item"), if way.all == 1 { "is" } else { "are" });
        let done = if way.all == way.done || way.open {
            String::new()
        } else {
            format!(", {} of them done", way.done)
        };
        format!("“{}” is said of {name}, but {there}{done}", short(&claim.text, 40))
    } else if done && !fitting.iter().any(|way| way.open || same(way.done, n)) {
        let way = fitting.first()?;
        format!(
            "“{}” is said of {name}, but {} of its {} done",
            short(&claim.text, 40),
            way.done,
            many_are(way.all)
        )
    } else {
        return None;
    };
    let sure = claim.confidence == Confidence::High && (!fitting.is_empty() || n <= of);
    let confidence = if sure { Confidence::High } else { Confidence::Medium };
    let mut finding = Diagnostic::new(RULE.code, weight(RULE.severity, confidence), message, claim.place)
        .main(Role::Claim, format!("says “{}”", short(&claim.text, 40)))
        .confidence(confidence)
        .help("Correct the number, or give every piece of work it counts a line and a status.");
    if let Subject::Group(id) = claim.subject
        && let Some(group) = case.plan.group(id)
    {
        finding = finding.and(group.place, Role::Count, format!("{} here", many(ways.first()?.all, "item")));
    }
    let open = ids.iter().filter_map(|id| case.item(*id)).filter(|item| {
        item.status != Status::Done && item.status_source == StatusSource::Own && !fitting.is_empty()
    });
    for item in open.take(QUOTED) {
        let state = item.status_text.as_deref().unwrap_or(item.status.words());
        let name = crate::check::case::name(item);
        finding = finding.and(item.place, Role::Count, format!("{name} is “{}”", short(state, 30)));
    }
    Some(finding)
}

fn many_are(n: usize) -> String {
    if n == 1 { "1 item is".to_owned() } else { format!("{n} items are") }
}

/// `completed: 16` in a list of totals.
fn tallied(case: &Case<'_>, claim: &Claim, status: Status, n: f64) -> Option<Diagnostic> {
    let ids = match claim.subject {
        Subject::Group(id) => case.under(id),
        Subject::Plan => case.items().map(|(id, _)| id).collect(),
        _ => return None,
    };
    let items: Vec<&Item> = ids.iter().filter_map(|id| case.item(*id)).collect();
    if items.is_empty() {
        return None;
    }
    let words = claim.text.to_lowercase();
    let own = |item: &&&Item| {
        let text = item.status_text.as_deref().unwrap_or("").to_lowercase();
        !text.is_empty() && words.starts_with(text.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let top = items.iter().filter(|item| item.parent.is_none() && item.status == status).count();
    let all = items.iter().filter(|item| item.status == status).count();
    let written = items.iter().filter(own).count();
    if [top, all, written].iter().any(|count| (*count as f64 - n).abs() < 0.5) {
        return None;
    }
    let message = format!(
        "“{}” is stated, but {} {} by {} own status",
        short(&claim.text, 40),
        many(all, "item"),
        if all == 1 { "is that" } else { "are that" },
        if all == 1 { "its" } else { "their" },
    );
    let finding = Diagnostic::new(RULE.code, Severity::Warning, message, claim.place);
    Some(
        finding
            .main(Role::Claim, format!("says {}", plain(n)))
            .confidence(Confidence::Medium)
            .help("Count again, or leave the number to planbook."),
    )
}
