//! Facts of a record under a name: what they mean and what they hold.

use crate::markdown::{Inline, InlineKind};
use crate::place::Place;
use crate::vocabulary::Vocabulary;

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Status,
    Date,
    Deciders,
    Consulted,
    Informed,
    Tags,
    Review,
    Supersedes,
    SupersededBy,
    Amends,
    AmendedBy,
    Relates,
    /// Known as a name of facts, and of no meaning here.
    Other,
}

const KEYS: [(&str, Key); 13] = [
    ("adr_key_status", Key::Status),
    ("adr_key_date", Key::Date),
    ("adr_key_deciders", Key::Deciders),
    ("adr_key_consulted", Key::Consulted),
    ("adr_key_informed", Key::Informed),
    ("adr_key_tags", Key::Tags),
    ("adr_key_review", Key::Review),
    ("adr_superseded_by", Key::SupersededBy),
    ("adr_supersedes", Key::Supersedes),
    ("adr_amended_by", Key::AmendedBy),
    ("adr_amends", Key::Amends),
    ("adr_relates", Key::Relates),
    ("adr_key_other", Key::Other),
];

impl Key {
    /// Whether a heading of this name opens a section that holds the fact.
    pub(super) fn is_heading(self) -> bool {
        !matches!(self, Key::Other | Key::Relates | Key::Review)
    }
}

/// A fact.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) key: Key,
    /// Its words, without what is struck out.
    pub(super) text: String,
    /// Where they stand.
    pub(super) place: Place,
    /// Whether its name is not English.
    pub(super) foreign: bool,
    /// Whether a date is that of a change and not of the decision.
    pub(super) aside: bool,
}

impl Field {
    /// Whether it is the gap of a template that nobody filled.
    pub(super) fn is_gap(&self) -> bool {
        is_gap(&self.text)
    }
}

/// Whether a text is the gap of a template: `[list everyone involved]`, `{YYYY-MM-DD …}`, `YYYY-MM-DD`.
pub(super) fn is_gap(text: &str) -> bool {
    let text = text.trim().trim_matches('"');
    let whole = text.starts_with(['[', '{', '<']) && text.ends_with([']', '}', '>']);
    whole
        || text.contains(" | ")
        || text.to_lowercase().starts_with("yyyy")
        || matches!(text, "?" | "-" | "…" | "...")
}

/// What a name means; it is in one spelling.
pub(super) fn key_of(phrase: &str, words: &Vocabulary) -> Option<Key> {
    // `Author(s)`: the closing bracket is no part of the spelling.
    let phrase = phrase.strip_suffix("(s").unwrap_or(phrase);
    KEYS.iter().find(|(list, _)| words.is_listed(phrase, list)).map(|(_, key)| *key)
}

/// The values of a fact that is a list.
pub(super) fn list(fields: &[Field], key: Key) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for field in fields.iter().filter(|field| field.key == key && !field.is_gap()) {
        for name in split(&field.text) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// The first fact of a kind.
pub(super) fn first(fields: &[Field], key: Key) -> Option<&Field> {
    fields.iter().find(|field| field.key == key && !field.is_gap())
}

/// Names parted by commas and the like, not inside brackets.
fn split(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (c, depth, names.last_mut()) {
            (',' | ';' | '\n' | '、' | '，' | '|', 0, _) => names.push(String::new()),
            (_, _, Some(name)) => name.push(c),
            _ => {}
        }
    }
    let bare = |name: &String| {
        let name =
            name.trim().trim_start_matches(['-', '*', '•']).trim().trim_matches(['[', ']', '`', '"']).trim();
        (name.contains(char::is_alphanumeric)).then(|| name.to_owned())
    };
    names.iter().filter_map(bare).collect()
}

/// The text of an inline without what is struck out; positions stay.
pub(super) fn standing(inline: &Inline) -> String {
    let mut text = inline.text.clone();
    for mark in inline.marks.iter().filter(|mark| mark.kind == InlineKind::Strike) {
        let blank = " ".repeat(mark.end.saturating_sub(mark.start));
        if text.get(mark.start..mark.end).is_some() {
            text.replace_range(mark.start..mark.end, &blank);
        }
    }
    text
}
