//! PB004: one id stands for two different pieces of work.

use crate::check::case::{Case, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::{Carrier, Item, Mention};
use crate::phrase::Phrase;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB004"),
    name: "duplicate-id",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb004.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let rows =
        case.items().filter(|(_, item)| matches!(item.carrier, Carrier::Box | Carrier::Row | Carrier::Entry));
    rows.filter_map(|(_, item)| finding(case, item)).collect()
}

fn finding(case: &Case<'_>, item: &Item) -> Option<Diagnostic> {
    let id = item.id.as_deref()?;
    let others: Vec<&Mention> =
        item.mentions.iter().filter(|mention| is_other(case, item, mention)).collect();
    let first = others.first()?;
    let message =
        format!("`{id}` is the id of “{}” and of “{}”", short(&item.title, 50), short(&first.title, 50));
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
        .main(Role::Other, format!("“{}”", short(&item.title, 50)))
        .help("Give each its own id: planbook counts one id as one item.");
    for other in others {
        finding = finding.and(other.place, Role::Other, format!("“{}”", short(&other.title, 50)));
    }
    Some(finding)
}

/// Whether a mention is written as the item is and shares no word with it: then it is other work.
fn is_other(case: &Case<'_>, item: &Item, mention: &Mention) -> bool {
    let (mine, other) = (Phrase::thing(&item.title), Phrase::thing(&mention.title));
    let shape = |place: crate::place::Place| {
        let line = case.document.slice(case.document.lines.span(case.line(place))).trim_start();
        (line.starts_with('|'), line.contains("[ ]") || line.contains("[x]") || line.contains("[X]"))
    };
    mine.len() > 1
        && other.len() > 1
        && mine.overlap(&other) == 0
        && shape(item.place) == shape(mention.place)
}
