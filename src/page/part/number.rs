//! Claimed, counted, evidenced; and the bar that shows a count.

use serde::Serialize;

use crate::derive::{Agreement, Side, Verdict};
use crate::model::{Status, Tally};
use crate::page::part::atlas::Atlas;
use crate::page::part::cite::Cite;
use crate::page::part::state::State;
use crate::place::DocId;
use crate::site::Url;

/// One of the three numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// `Claimed`, `Counted`, `Evidenced`.
    pub label: &'static str,
    /// In words.
    pub words: String,
    /// How it was decided.
    pub how: String,
    /// Where it stands, the first few places.
    pub places: Vec<Cite>,
}

/// The verdict with the three numbers.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictView {
    /// Class of the style sheet.
    pub class: &'static str,
    /// The verdict in a few words: `Not as claimed`.
    pub words: &'static str,
    /// The sentence.
    pub sentence: String,
    /// Claimed, counted, evidenced: always these three, in this order.
    pub numbers: Vec<Number>,
    /// The count as a bar.
    pub bar: Bar,
    /// Findings here, by weight: errors, warnings, notes.
    pub findings: Vec<CountOf>,
    /// How many findings there are.
    pub found: u32,
}

/// So many of a kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountOf {
    /// How many.
    pub n: u32,
    /// Of what, as a state.
    pub state: State,
    /// The words, in the singular or the plural.
    pub words: String,
}

/// A bar of states. Its words are said beside it, so it may be hidden from assistive technology.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bar {
    /// `8 of 9 done`.
    pub words: String,
    /// Every state that occurs, with its count.
    pub states: Vec<CountOf>,
    /// Its parts from left to right.
    pub parts: Vec<BarPart>,
    /// How many items there are.
    pub total: u32,
}

/// A part of a bar, in hundredths of its width.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarPart {
    /// Class of the style sheet.
    pub class: &'static str,
    /// Where it begins.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
}

/// The order of a bar's parts: what is finished first, what is not stated last.
const ORDER: [Status; 6] =
    [Status::Done, Status::InProgress, Status::Blocked, Status::Todo, Status::Unknown, Status::Cancelled];

impl Bar {
    /// The bar of a count.
    pub fn new(tally: Tally) -> Self {
        let total = tally.total();
        let words = match total {
            0 => "no items".to_owned(),
            _ => format!("{} of {total} done", tally.get(Status::Done)),
        };
        let mut bar = Self { words, total, ..Self::default() };
        let mut x = 0.0;
        for status in ORDER {
            let n = tally.get(status);
            if n > 0 {
                let width = f64::from(n) * 100.0 / f64::from(total);
                bar.parts.push(BarPart { class: status.name(), x: tenths(x), width: tenths(width) });
                bar.states.push(CountOf { n, state: State::of(status), words: status.words().to_owned() });
                x += width;
            }
        }
        bar
    }
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

impl VerdictView {
    /// A verdict as seen from the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, verdict: &Verdict, tally: Tally) -> Self {
        let (class, words) = match verdict.agreement {
            Agreement::NotAsClaimed => ("blocked", "Not as claimed"),
            Agreement::AsClaimed => ("done", "As claimed"),
            Agreement::NothingClaimed => ("unknown", "Nothing claimed"),
            Agreement::NothingToCount => ("unknown", "Nothing to count"),
        };
        let number = |label, side: &Side| Number {
            label,
            words: bare(&side.words),
            how: side.how.clone(),
            places: side.places.iter().take(3).filter_map(|place| Cite::new(atlas, url, *place)).collect(),
        };
        let (errors, warnings, notes) = verdict.findings;
        Self {
            class,
            words,
            sentence: verdict.sentence.clone(),
            numbers: vec![
                number("Claimed", &verdict.claimed),
                number("Counted", &verdict.counted),
                number("Evidenced", &verdict.evidenced),
            ],
            bar: Bar::new(tally),
            findings: found(errors, warnings, notes),
            found: errors + warnings + notes,
        }
    }

    /// The verdict on a whole plan.
    pub fn plan(atlas: &Atlas<'_>, url: &Url, doc: DocId) -> Self {
        let derived = atlas.material.derived;
        let tally = derived.plans.get(&doc).map(|numbers| numbers.tally).unwrap_or_default();
        let none = Verdict::default();
        let verdict = derived.verdicts.get(&doc).map_or(&none, |verdict| &verdict.whole);
        Self::new(atlas, url, verdict, tally)
    }
}

/// Words without the marks around them: `✅ COMPLETED` is said as `COMPLETED`.
fn bare(words: &str) -> String {
    let bare = words.trim_matches(|ch: char| !ch.is_alphanumeric() && !matches!(ch, '%' | '(' | ')' | '+'));
    if bare.is_empty() { words.to_owned() } else { bare.to_owned() }
}

/// Findings by weight, those that occur.
pub fn found(errors: u32, warnings: u32, notes: u32) -> Vec<CountOf> {
    use crate::diag::Severity;
    [
        (errors, Severity::Error, "error", "errors"),
        (warnings, Severity::Warning, "warning", "warnings"),
        (notes, Severity::Note, "note", "notes"),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, severity, one, many)| CountOf {
        n,
        state: State::severity(severity),
        words: if n == 1 { one } else { many }.to_owned(),
    })
    .collect()
}

/// `1 item`, `3 items`.
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
