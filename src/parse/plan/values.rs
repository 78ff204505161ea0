//! Lines of values without labels below the heading of a piece of work: `🔴 P0 | ⬜ TODO | Est: 2d`.

use crate::markdown::Inline;
use crate::model::{Carrier, Estimate, StatusSource};
use crate::parse::reading::{Draft, Marked, Scope, cell, days, label};

/// What one part of such a line holds.
enum Part<'t> {
    Status(Marked),
    Priority(&'t str),
    Estimate(&'t str),
    Owner(&'t str),
    Label(&'t str, &'t str),
}

/// Reads the first line of a paragraph as values of the block it stands in; says whether it was one.
pub(super) fn line(draft: &mut Draft<'_>, scope: &Scope, inline: &Inline) -> bool {
    let first = inline.text.lines().next().unwrap_or("");
    let Some(index) = scope.item.filter(|_| first.contains(['|', '·', '•'])) else { return false };
    let Some(mut item) = draft
        .items
        .get(index)
        .filter(|candidate| candidate.item.carrier == Carrier::Block)
        .map(|candidate| candidate.item.clone())
    else {
        return false;
    };
    let parts: Option<Vec<Part<'_>>> = first
        .split(['|', '·', '•'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|text| part(draft, text))
        .collect();
    // Labels alone are read as labels are.
    let Some(parts) =
        parts.filter(|parts| parts.len() >= 2 && parts.iter().any(|part| !matches!(part, Part::Label(..))))
    else {
        return false;
    };
    let span = inline.place(0, first.len());
    for part in parts {
        match part {
            Part::Status(marked) if item.status_source != StatusSource::Own => {
                item.status = marked.status;
                item.status_text = Some(marked.text);
                item.status_source = StatusSource::Own;
            }
            Part::Status(_) => {}
            Part::Priority(text) => drop(item.priority.get_or_insert_with(|| text.to_owned())),
            Part::Owner(text) => drop(item.owner.get_or_insert_with(|| text.to_owned())),
            Part::Estimate(text) => {
                item.estimate.get_or_insert_with(|| Estimate { text: text.to_owned(), days: days(text) });
            }
            Part::Label(name, value) => draft.set_field(&mut item, name, value, span),
        }
    }
    if let Some(candidate) = draft.items.get_mut(index) {
        candidate.item = item;
    }
    true
}

fn part<'t>(draft: &Draft<'_>, text: &'t str) -> Option<Part<'t>> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    if let Some(found) = label(text).filter(|found| !found.value.is_empty()) {
        return Some(Part::Label(found.name, found.value));
    }
    if let Some(name) = bare.strip_prefix('@').filter(|name| !name.is_empty() && !name.contains(' ')) {
        return Some(Part::Owner(name));
    }
    let urgency = bare.to_lowercase();
    let grade = urgency
        .strip_prefix('p')
        .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()));
    if grade || matches!(urgency.as_str(), "critical" | "high" | "medium" | "low" | "urgent") {
        return Some(Part::Priority(bare));
    }
    if draft.words.status(bare).is_some() || bare.is_empty() {
        return cell(text, draft.words).map(Part::Status);
    }
    (bare.starts_with(|c: char| c.is_ascii_digit()) && days(bare).is_some()).then_some(Part::Estimate(bare))
}
