//! The day of a decision: its date field, a date beside its status, the name of its file.

use std::sync::LazyLock;

use regex::Regex;

use crate::date;
use crate::model::Wait;
use crate::parse::decision::field::{Field, Key};
use crate::parse::decision::name::FileName;
use crate::parse::decision::ruling::Stated;
use crate::place::Place;

/// The day of a decision.
#[derive(Debug, Default)]
pub(super) struct Day {
    pub(super) date: Option<String>,
    /// The words, where they are no day.
    pub(super) text: Option<String>,
}

/// The day of a record: its date field, a date beside its status, the name of its file.
pub(super) fn of(fields: &[Field], stated: &Stated, file: &FileName) -> Day {
    let dated = |field: &&Field| field.key == Key::Date && within(&field.text, field.foreign).is_some();
    let taken = fields.iter().filter(|field| !field.aside).find(dated).or_else(|| fields.iter().find(dated));
    if let Some(field) = taken {
        return Day { date: within(&field.text, field.foreign), text: None };
    }
    let written =
        fields.iter().find(|field| field.key == Key::Date && field.text.contains(char::is_alphanumeric));
    if let Some(field) = written.filter(|field| !field.is_gap()) {
        return Day { date: None, text: Some(field.text.clone()) };
    }
    let date = stated.text.as_deref().and_then(|text| within(text, false)).or_else(|| file.day.clone());
    Day { date, text: None }
}

/// The first day in a text.
pub(super) fn within(text: &str, day_first: bool) -> Option<String> {
    date::written(text, day_first).map(|day| day.to_string())
}

/// Numbers as words, from one.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

static WAIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let numbers = NUMBERS.join("|");
    let words = format!(r"(?i)\b(\d{{1,4}}|{numbers}|an?|every|each)\s+(day|week|month|quarter|year)s?\b");
    Regex::new(&words).ok()
});

/// A stretch of time: `after 6 months`, `every two years`.
pub(super) fn wait(text: &str, place: Place) -> Option<Wait> {
    let found = WAIT.as_ref()?.captures(text)?;
    let word = found.get(1)?.as_str().to_lowercase();
    let named = || NUMBERS.iter().zip(1..).find(|(name, _)| **name == word).map(|(_, number)| number);
    let count: u32 = word.parse().ok().or_else(named).unwrap_or(1);
    let (months, days) = match found.get(2)?.as_str().to_lowercase().as_str() {
        "day" => (0, count),
        "week" => (0, count * 7),
        "month" => (count, 0),
        "quarter" => (count * 3, 0),
        _ => (count * 12, 0),
    };
    (count > 0).then_some(Wait { months, days, place })
}
