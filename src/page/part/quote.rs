//! A finding with every place it quotes.

use serde::Serialize;

use crate::diag::{Diagnostic, Label, Role};
use crate::page::part::atlas::Atlas;
use crate::page::part::cite::Cite;
use crate::page::part::state::State;
use crate::site::Url;

/// The most characters of a line that are quoted on either side of the marked stretch.
const AROUND: usize = 90;

/// The most characters that are marked.
const MARKED: usize = 240;

/// The most places a finding quotes on a page; how many more there are is said.
const PLACES: usize = 8;

/// How many of them its short form quotes.
const SIDES: usize = 2;

/// A finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// The id of its place on the page.
    pub anchor: String,
    /// Its code, `PB101`.
    pub code: &'static str,
    /// Its weight.
    pub severity: State,
    /// How sure planbook is, where that is not high.
    pub confidence: Option<&'static str>,
    /// The sentence.
    pub message: String,
    /// The places quoted, the main one first.
    pub quotes: Vec<Quote>,
    /// How many more places there are.
    pub more: usize,
    /// Where the rest of it is said, for a finding in short form.
    pub all: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// What a patch would do.
    pub fix: Option<String>,
    /// What the author answered.
    pub answer: Option<AnswerView>,
}

/// A quoted place.
#[derive(Clone, Debug, Serialize)]
pub struct Quote {
    /// What it stands for: `Claim`, `Count`, `Evidence`; empty for anything else.
    pub role: &'static str,
    /// What is said beside it.
    pub text: String,
    /// Where.
    pub cite: Cite,
    /// The line before the marked stretch.
    pub before: String,
    /// The marked stretch.
    pub marked: String,
    /// The line after it.
    pub after: String,
}

/// An author's answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// Their reason.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<String>,
    /// Whether that day has passed.
    pub expired: bool,
}

impl FindingView {
    /// A finding as seen from the page at `url`. `number` makes its anchor distinct on that page.
    pub fn new(atlas: &Atlas<'_>, url: &Url, finding: &Diagnostic, number: usize) -> Self {
        Self::quoting(atlas, url, finding, number, PLACES)
    }

    /// A finding in short form, its two sides quoted; the rest stands on the page of findings at `all`.
    pub fn short(atlas: &Atlas<'_>, url: &Url, finding: &Diagnostic, number: usize, all: &str) -> Self {
        let mut view = Self::quoting(atlas, url, finding, number, SIDES);
        view.all = Some(all.to_owned()).filter(|_| view.more > 0);
        view
    }

    fn quoting(atlas: &Atlas<'_>, url: &Url, finding: &Diagnostic, number: usize, most: usize) -> Self {
        let quotes = finding.places.iter().take(most).filter_map(|label| quote(atlas, url, label)).collect();
        Self {
            anchor: format!("f{number}-{}", finding.code.0.to_lowercase()),
            code: finding.code.0,
            severity: State::severity(finding.severity),
            confidence: (finding.confidence != crate::diag::Confidence::High)
                .then(|| finding.confidence.word()),
            message: finding.message.clone(),
            quotes,
            more: finding.places.len().saturating_sub(most),
            all: None,
            help: finding.help.clone(),
            fix: finding.fix.as_ref().map(|fix| fix.title.clone()),
            answer: finding.answer.as_ref().map(|answer| AnswerView {
                reason: answer.reason.clone(),
                until: answer.until.clone(),
                expired: answer.expired,
            }),
        }
    }
}

fn quote(atlas: &Atlas<'_>, url: &Url, label: &Label) -> Option<Quote> {
    let document = atlas.document(label.place.doc)?;
    let span = label.place.span;
    let line = document.lines.span(document.line(span.start));
    let text = document.slice(line);
    // A span that runs over the line's end is marked up to there: the line is what is quoted.
    let from = (span.start.max(line.start) - line.start) as usize;
    let to = (span.end.clamp(line.start, line.end) - line.start) as usize;
    let before = text.get(..from).unwrap_or("");
    let marked = text.get(from..to.max(from)).unwrap_or("");
    let after = text.get(to.max(from)..).unwrap_or("");
    // Where a whole line is meant there is nothing to mark in it.
    let (before, marked) =
        if before.trim().is_empty() && after.trim().is_empty() { (marked, "") } else { (before, marked) };
    let before = if marked.is_empty() {
        keep_start(before.trim_start(), MARKED)
    } else {
        keep_end(before.trim_start())
    };
    Some(Quote {
        role: match label.role {
            Role::Claim => "Claim",
            Role::Count => "Count",
            Role::Evidence => "Evidence",
            Role::Other => "",
        },
        text: label.text.clone(),
        cite: Cite::new(atlas, url, label.place)?,
        before,
        marked: keep_start(marked, MARKED),
        after: keep_start(after.trim_end(), AROUND),
    })
}

fn keep_start(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn keep_end(text: &str) -> String {
    // From the end: a line may be a whole data file.
    match text.char_indices().rev().nth(AROUND) {
        Some((at, c)) => format!("…{}", text.get(at + c.len_utf8()..).unwrap_or("")),
        None => text.to_owned(),
    }
}
