//! PB106: one number names two things: `Step 7: Final Validation` and `Step 7: Best Practices`.

use std::collections::BTreeMap;

use crate::check::case::{Case, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Carrier, GroupId, GroupKind};
use crate::phrase::Phrase;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB106"),
    name: "number-with-two-titles",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb106.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let blocks = case.items().filter(|(_, item)| item.carrier == Carrier::Block && item.id.is_some());
    for (_, item) in blocks.filter(|(_, item)| !item.mentions.is_empty()) {
        let mut titles = vec![(item.title.as_str(), item.place)];
        titles.extend(item.mentions.iter().map(|mention| (mention.title.as_str(), mention.place)));
        found.extend(finding(item.id.as_deref().unwrap_or_default(), &titles));
    }
    let mut numbered: BTreeMap<(Option<GroupId>, GroupKind, &str), Vec<Title<'_>>> = BTreeMap::new();
    for (_, group) in case.groups().filter(|(_, group)| group.kind != GroupKind::Section) {
        if let Some(number) = &group.number {
            let titles = numbered.entry((group.parent, group.kind, number)).or_default();
            titles.push((&group.title, group.place));
        }
    }
    for ((_, kind, number), titles) in numbered.iter().filter(|(_, titles)| titles.len() > 1) {
        let name = kind.name();
        let name =
            name.get(..1).map_or(String::new(), |first| first.to_uppercase() + name.get(1..).unwrap_or(""));
        found.extend(finding(&format!("{name} {number}"), titles));
    }
    found
}

/// A title and where it stands.
type Title<'a> = (&'a str, Place);

/// Titles that share no word with the first one are of something else.
fn finding(name: &str, titles: &[Title<'_>]) -> Option<Diagnostic> {
    let (first, place) = titles.first()?;
    let phrase = naming(first, name);
    let strangers: Vec<&(&str, Place)> = titles
        .iter()
        .skip(1)
        .filter(|(title, _)| {
            let other = naming(title, name);
            title.starts_with(char::is_alphabetic)
                && !other.is_empty()
                && !phrase.is_empty()
                && other.len() + phrase.len() > 2
                && other.overlap(&phrase) == 0
        })
        .collect();
    let (title, other) = strangers.first()?;
    let message =
        format!("`{name}` is “{}” in one place and “{}” in another", short(first, 50), short(title, 50));
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, *place)
        .main(Role::Other, format!("“{}”", short(first, 50)))
        .and(*other, Role::Other, format!("“{}”", short(title, 50)))
        .help("Give each its own number: what is said of one is else taken for the other.");
    for (title, place) in strangers.iter().skip(1) {
        finding = finding.and(*place, Role::Other, format!("“{}”", short(title, 50)));
    }
    Some(finding.confidence(Confidence::High))
}

fn naming(title: &str, name: &str) -> Phrase {
    let label = Phrase::new(name);
    let mut phrase = Phrase::thing(title);
    phrase.words.retain(|word| !label.words.contains(word) && !word.bytes().all(|b| b.is_ascii_digit()));
    phrase
}
