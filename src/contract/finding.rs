//! Findings for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::contract::SCHEMA;
use crate::decode::Document;
use crate::diag::{self, Diagnostic, Severity};
use crate::link::Linked;
use crate::place::Place;

/// What `planbook check --format json` prints.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Findings {
    /// The version of this contract.
    pub schema: u32,
    /// Every finding, by document and place.
    pub findings: Vec<Finding>,
    /// How many there are.
    pub totals: Weights,
}

/// Findings by weight. Answered ones are counted too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Weights {
    /// All findings.
    pub findings: u32,
    /// Those of severity `error`.
    pub errors: u32,
    /// Those of severity `warning`.
    pub warnings: u32,
    /// Those of severity `note`.
    pub notes: u32,
    /// Those, of any severity, with an answer that holds.
    pub answered: u32,
}

/// A finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// Its stable code: `PB101`.
    pub code: &'static str,
    /// How much it weighs.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    pub severity: &'static str,
    /// How sure planbook is that a fair reader would agree.
    #[schemars(extend("enum" = ["high", "medium", "low"]))]
    pub confidence: &'static str,
    /// One sentence that quotes both sides.
    pub message: String,
    /// Every place quoted, the main one first.
    pub places: Vec<Quote>,
    /// What to do.
    pub help: Option<String>,
    /// A patch that mends it.
    pub fix: Option<Fix>,
    /// What the author answered.
    pub answer: Option<Answer>,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Spot {
    /// The file, relative to what was asked for.
    pub path: String,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
}

/// A quoted place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Quote {
    /// Where.
    #[serde(flatten)]
    pub spot: Spot,
    /// The words that stand there, cut after 300 characters.
    pub text: String,
    /// What planbook says beside them; may be empty.
    pub label: String,
    /// Which side of the finding this is.
    #[schemars(extend("enum" = ["claim", "count", "evidence", "other"]))]
    pub role: &'static str,
}

/// A patch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Fix {
    /// What applying it does.
    pub title: String,
    /// The edits, in file order, not overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement in a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Edit {
    /// Where.
    #[serde(flatten)]
    pub spot: Spot,
    /// First byte that is replaced, from 0.
    pub start_byte: u32,
    /// One past the last byte that is replaced.
    pub end_byte: u32,
    /// The new text.
    pub new_text: String,
}

/// An author's answer to a finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Their reason, as written.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<String>,
    /// Whether that day has passed.
    pub expired: bool,
    /// Where it is written; `null` for book.toml.
    pub place: Option<Spot>,
}

impl Weights {
    /// Counts findings.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let mut weights = Self { findings: findings.len() as u32, ..Self::default() };
        for finding in findings {
            match finding.severity {
                Severity::Error => weights.errors += 1,
                Severity::Warning => weights.warnings += 1,
                Severity::Note => weights.notes += 1,
            }
            weights.answered += u32::from(finding.answer.as_ref().is_some_and(|answer| !answer.expired));
        }
        weights
    }
}

impl Findings {
    /// The findings about documents.
    pub fn of(linked: &Linked, findings: &[Diagnostic]) -> Self {
        let records = findings.iter().map(|finding| Finding::of(linked, finding)).collect();
        Self { schema: SCHEMA, findings: records, totals: Weights::of(findings) }
    }
}

impl Finding {
    /// One finding.
    pub fn of(linked: &Linked, finding: &Diagnostic) -> Self {
        Self {
            code: finding.code.0,
            severity: finding.severity.word(),
            confidence: finding.confidence.word(),
            message: finding.message.clone(),
            places: finding.places.iter().filter_map(|label| quote(linked, label)).collect(),
            help: finding.help.clone(),
            fix: finding.fix.as_ref().map(|fix| Fix {
                title: fix.title.clone(),
                edits: fix.edits.iter().filter_map(|(place, text)| edit(linked, *place, text)).collect(),
            }),
            answer: finding.answer.as_ref().map(|answer| Answer {
                reason: answer.reason.clone(),
                until: answer.until.clone(),
                expired: answer.expired,
                place: answer
                    .place
                    .and_then(|place| linked.document(place.doc).map(|document| Spot::of(document, place))),
            }),
        }
    }
}

impl Spot {
    /// A place in a document, as it lies on disk.
    pub fn of(document: &Document, place: Place) -> Self {
        let (line, column) = document.line_column(place.span.start);
        // A stretch that takes its line ending along ends on that line, not on the next.
        let words = document.slice(place.span).trim_end_matches('\n').len() as u32;
        let (end_line, end_column) = document.line_column(place.span.start + words);
        Self { path: document.path.clone(), line, column, end_line, end_column }
    }
}

fn quote(linked: &Linked, label: &diag::Label) -> Option<Quote> {
    let document = linked.document(label.place.doc)?;
    let words = document.slice(label.place.span).trim();
    let text = match words.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(words)),
        None => words.to_owned(),
    };
    let spot = Spot::of(document, label.place);
    Some(Quote { spot, text, label: label.text.clone(), role: label.role.word() })
}

fn edit(linked: &Linked, place: Place, text: &str) -> Option<Edit> {
    let document = linked.document(place.doc)?;
    Some(Edit {
        spot: Spot::of(document, place),
        start_byte: document.origin.disk(place.span.start),
        end_byte: document.origin.disk(place.span.end),
        new_text: text.to_owned(),
    })
}
