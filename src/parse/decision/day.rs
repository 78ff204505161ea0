//! The day of a decision: its date field, a date beside its status, the name of its file.

use crate::date;
use crate::parse::decision::field::{Field, Key};
use crate::parse::decision::name::FileName;
use crate::parse::decision::ruling::Stated;

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
