//! Changes of a definition in words, and its whole past as files: JSON for programs, Markdown for a changelog.

use std::sync::Arc;

use crate::contract::{self, ApiHistory};
use crate::derive::api_change::{ApiPast, Change, Impact, Release, Subject};
use crate::page::part::api::book::Book;
use crate::page::part::api::twin::plain;
use crate::page::part::atlas::Atlas;

/// What a change is about: the operation or the schema; empty for the definition as a whole.
pub fn subject_words(subject: &Subject) -> String {
    match (&subject.method, &subject.path, &subject.schema) {
        (Some(method), Some(path), _) => format!("{method} {path}"),
        (_, _, Some(name)) => name.clone(),
        _ => String::new(),
    }
}

/// Where in it, and what happened. Words of the definition stand between backticks.
pub fn change_words(change: &Change) -> String {
    let at = if change.at.is_empty() { String::new() } else { format!("{}: ", change.at) };
    let values = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!(" (`{before}` to `{after}`)"),
        (None, Some(after)) => format!(" (`{after}`)"),
        (Some(before), None) => format!(" (was `{before}`)"),
        (None, None) => String::new(),
    };
    format!("{at}{}{values}", change.message)
}

/// The operations that a change of a schema touches; may be empty.
pub fn touched_words(change: &Change) -> String {
    match (change.operations.first(), change.touched) {
        (Some(first), 1) => format!("in {first}"),
        (Some(first), many) => format!("in {first} and {} more", many.saturating_sub(1)),
        _ => String::new(),
    }
}

/// The past of a definition as files below its page.
pub(super) fn files(atlas: &Atlas<'_>, book: &Book<'_>) -> Vec<(String, Arc<[u8]>)> {
    let material = &atlas.material;
    let Some(past) = material.derived.apis.get(&book.api.doc) else { return Vec::new() };
    let history = ApiHistory::of(material.linked, material.derived, book.api, past);
    let base = book.below("changes/").0;
    vec![
        (format!("{base}changes.json"), contract::line(&history).into()),
        (format!("{base}index.md"), markdown(&history, book, past).into_bytes().into()),
    ]
}

/// The past as Markdown: a heading for each commit, a list for each weight.
fn markdown(history: &ApiHistory, book: &Book<'_>, past: &ApiPast) -> String {
    let mut out = format!("# Changes of {}\n", plain(&book.api.title));
    let commits = history.releases.iter().zip(&past.releases);
    for (told, release) in commits {
        let version = told.version.as_deref().filter(|version| told.before.as_deref() != Some(*version));
        let name =
            version.map_or_else(|| plain(&told.subject), |version| format!("Version {}", plain(version)));
        let short: String = told.commit.chars().take(10).collect();
        let date = told.date.as_deref().map_or(String::new(), |date| format!("{date}, "));
        out.push_str(&format!("\n## {name}\n\n{date}commit {short}\n"));
        lists(&mut out, release);
    }
    if past.cut {
        out.push_str("\nOlder states were not compared.\n");
    }
    out
}

fn lists(out: &mut String, release: &Release) {
    for impact in Impact::ALL {
        let mut first = true;
        for change in release.changes.iter().filter(|change| change.rule.impact == impact) {
            if first {
                out.push_str(&format!("\n### {}\n\n", impact.heading()));
            }
            first = false;
            let subject = subject_words(&change.subject);
            let subject = if subject.is_empty() { subject } else { format!("{}: ", plain(&subject)) };
            let touched = touched_words(change);
            let touched = if touched.is_empty() { touched } else { format!(", {}", plain(&touched)) };
            let words = plain(&change_words(change).replace('`', ""));
            out.push_str(&format!("- **{}** {subject}{words}{touched}\n", change.rule.code));
        }
    }
}
