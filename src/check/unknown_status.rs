//! PB006: a word stands where a status is expected, and planbook does not know it.

use std::collections::BTreeMap;

use crate::check::case::{Case, many, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::{Item, Status};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB006"),
    name: "unknown-status",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb006.md"),
    run: Run::Plan(run),
};

/// How many items are quoted.
const QUOTED: usize = 5;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut words: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    for (_, item) in case.items().filter(|(_, item)| item.status == Status::Unknown) {
        if let Some(text) =
            item.status_text.as_deref().map(str::trim).filter(|text| text.contains(char::is_alphabetic))
        {
            words.entry(text.to_lowercase()).or_default().push(item);
        }
    }
    words.into_values().filter_map(|items| finding(&items)).collect()
}

fn finding(items: &[&Item]) -> Option<Diagnostic> {
    let first = items.first()?;
    let word = short(first.status_text.as_deref().unwrap_or_default(), 40);
    let message = format!(
        "“{word}” is no status planbook knows: {} with it {} as not stated",
        many(items.len(), "item"),
        if items.len() == 1 { "counts" } else { "count" }
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Other, format!("“{word}”"))
        .help("Use a word it knows, or add yours to `[vocabulary]` in book.toml.");
    for item in items.iter().skip(1).take(QUOTED) {
        finding = finding.and(item.place, Role::Other, format!("“{word}”"));
    }
    Some(finding)
}
