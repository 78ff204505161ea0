//! Numbers and nouns in words.

use std::borrow::Cow;

/// A number with commas: `20,019`.
pub(super) fn number(value: impl Into<u64>) -> String {
    let digits = value.into().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its noun: `1 page`, `2 pages`, `3 entries`.
pub(super) fn count(value: impl Into<u64>, noun: &str) -> String {
    let value = value.into();
    let plural = match (value, noun.strip_suffix('y')) {
        (1, _) => noun.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{} {plural}", number(value))
}

/// The noun readers know a kind of document by.
pub(super) fn kind(name: &str) -> &'static str {
    match name {
        "plan" => "plan",
        "report" => "report",
        "adr" => "decision",
        "architecture" => "architecture page",
        "api" => "API definition",
        "evidence" => "evidence file",
        _ => "page",
    }
}

/// The parts of a count that are not nothing: `8 done, 172 to do`.
pub(super) fn parts<'a>(parts: impl IntoIterator<Item = (&'a str, u32)>) -> String {
    let some = parts.into_iter().filter(|(_, value)| *value > 0);
    some.map(|(name, value)| format!("{} {name}", number(value))).collect::<Vec<_>>().join(", ")
}

/// Words from a document or a path, safe to print: control characters and those that turn the reading direction could
/// make a terminal show, or do, something else.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let hostile = |ch: char| {
        ch.is_control()
            || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    if text.contains(hostile) { Cow::Owned(text.replace(hostile, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// `part` of `whole` in per cent, never rounded up to 100 or down to 0.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 || part == whole {
        return "100".to_owned();
    }
    let value = part as f64 * 100.0 / whole as f64;
    format!("{:.1}", value.clamp(0.1, 99.9))
}

/// Words of a document for Markdown: they must not become markup, a mention or a link to an issue.
pub(super) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '@' => out.push_str("@\u{200b}"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
