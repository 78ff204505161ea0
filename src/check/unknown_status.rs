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
    // A column called Status that holds sentences is one cause, however many sentences there are.
    let mut sentences: Vec<&Item> = Vec::new();
    for (_, item) in case.items().filter(|(_, item)| item.status == Status::Unknown) {
        if let Some(text) =
            item.status_text.as_deref().map(str::trim).filter(|text| text.contains(char::is_alphabetic))
        {
            let sentence = text.chars().count() > 28 || text.split_whitespace().count() > 3;
            let list = if sentence { &mut sentences } else { words.entry(text.to_lowercase()).or_default() };
            list.push(item);
        }
    }
    words.into_values().chain([sentences]).filter_map(|items| finding(&items)).collect()
}

fn finding(items: &[&Item]) -> Option<Diagnostic> {
    let first = items.first()?;
    let written = |item: &Item| short(item.status_text.as_deref().unwrap_or_default(), 40);
    let word = written(first);
    let one = items.iter().all(|item| written(item).to_lowercase() == word.to_lowercase());
    let message = format!(
        "“{word}”{} is no status planbook knows: {}{} {} as not stated",
        if one { "" } else { " and the like" },
        many(items.len(), "item"),
        if one { " with it" } else { "" },
        if items.len() == 1 { "counts" } else { "count" }
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Other, format!("“{word}”"))
        .help("Use a word it knows, or add yours to `[vocabulary]` in book.toml.");
    for item in items.iter().skip(1).take(QUOTED) {
        finding = finding.and(item.place, Role::Other, format!("“{}”", written(item)));
    }
    Some(finding)
}
