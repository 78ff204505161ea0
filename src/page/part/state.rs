//! States as words with a class: the style sheet adds shape and colour, so none of the three stands alone.

use serde::Serialize;

use crate::diag::Severity;
use crate::model::{Item, Standing, Status, StatusSource};

/// A state in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// Class of the style sheet: `done`, `in_progress`, …
    pub class: &'static str,
    /// The words.
    pub words: String,
    /// What the text itself says, where that is more than the words.
    pub written: Option<String>,
    /// Whether it is only the state of the heading or list around it.
    pub inherited: bool,
}

impl State {
    /// A state of work.
    pub fn of(status: Status) -> Self {
        Self { class: status.name(), words: status.words().to_owned(), written: None, inherited: false }
    }

    /// A state of work with the words of the text.
    pub fn stated(status: Status, text: &str) -> Self {
        Self { written: worth_saying(status, text), ..Self::of(status) }
    }

    /// An item's state.
    pub fn item(item: &Item) -> Self {
        Self {
            inherited: item.status_source == StatusSource::Inherited,
            written: item.status_text.as_deref().and_then(|text| worth_saying(item.status, text)),
            ..Self::of(item.status)
        }
    }

    /// What can be said of a gate.
    pub fn standing(standing: Standing) -> Self {
        let class = match standing {
            Standing::Met => "done",
            Standing::NotMet => "blocked",
            Standing::Stale => "warning",
            Standing::ClaimedOnly => "claimed",
            Standing::NotComputable => "unknown",
        };
        Self { class, words: standing.words().to_owned(), written: None, inherited: false }
    }

    /// Whether a criterion is met.
    pub fn met(met: Option<bool>, stated: Option<&str>) -> Self {
        let (class, words) = match met {
            Some(true) => ("done", "stated as met"),
            Some(false) => ("todo", "not met"),
            None => ("unknown", "not stated"),
        };
        let written = stated.and_then(|text| worth_saying(Status::Done, text));
        Self { class, words: words.to_owned(), written, inherited: false }
    }

    /// The weight of a finding.
    pub fn severity(severity: Severity) -> Self {
        Self { class: severity.word(), words: severity.word().to_owned(), written: None, inherited: false }
    }
}

/// The words of the text, where they say more than the state's own: not a bare mark, not `completed` for done.
fn worth_saying(status: Status, text: &str) -> Option<String> {
    text.chars().filter(|ch| ch.is_alphabetic()).nth(1)?;
    let mut bare = text.to_lowercase();
    bare.retain(|ch| ch.is_alphanumeric() || ch == ' ');
    let bare = bare.trim();
    let plain: &[&str] = match status {
        Status::Done => &["done", "complete", "completed", "finished", "closed"],
        Status::InProgress => &["in progress", "inprogress", "doing", "wip", "ongoing"],
        Status::Todo => &["todo", "to do", "pending", "open", "not started", "planned", "backlog"],
        Status::Blocked => &["blocked"],
        Status::Cancelled => &["cancelled", "canceled"],
        Status::Unknown => &[],
    };
    let words = text.trim_matches(|ch: char| !ch.is_alphanumeric()).to_owned();
    (!plain.contains(&bare) && !words.is_empty()).then_some(words)
}
