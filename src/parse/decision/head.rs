//! Title and number of a record.

use std::sync::LazyLock;

use regex::Regex;

use crate::decode::Document;
use crate::decode::tree::Node;
use crate::parse::decision::name::FileName;
use crate::parse::decision::outline::Outline;
use crate::place::{Place, Span};

/// Title and number.
pub(super) struct Title {
    pub(super) number: Option<u32>,
    pub(super) text: String,
    pub(super) place: Place,
}

static COUNTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*\[?(?:(?:m?adr|l?adr|agdr|ddr|adl|dr|ad|architecture decision record|architectural decision record|architecture decision|decision record|decision)\b[\s\-_#:：–—.]*0*(\d{1,5})\b|(?:m?adr|ladr|ddr)0*(\d{1,5})\b|#?0*(\d{1,5})(?:[.:：)\]、]|\s*[-–—])(?:\s|$))\]?[\s:：.\-–—|)、·]*",
    )
    .ok()
});

static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*\[?(?:m?adr|architecture decision record|architectural decision record|decision record)\]?\s*(?:[:\-–—]\s+|：\s*)").ok()
});

/// The title of a record, from its heading, its front matter or the name of its file.
pub(super) fn title(document: &Document, outline: &Outline<'_>, file: &FileName) -> Title {
    let key = |name: &str| outline.front.and_then(|front| front.get(name));
    let heading = outline.title.map(|(text, span)| (text.text.replace('\n', " "), span));
    let front = key("title").and_then(|node| Some((node.scalar()?, node.span)));
    let start = Span::new(0, 0);
    let (text, span) = heading.or(front).unwrap_or((String::new(), start));
    let (number, words) = split(&text);
    let stated =
        key("number").or(key("adr")).and_then(Node::scalar).and_then(|text| text.trim().parse().ok());
    // A heading often keeps the number of the template; the name of the file is what others link to.
    let number = file.number.or(stated).or(number);
    let text = match words.trim() {
        "" => file.title(),
        words => words.to_owned(),
    };
    let text = if text.is_empty() {
        number.map_or(String::new(), |number| format!("Decision {number}"))
    } else {
        text
    };
    Title { number, text, place: Place::new(document.id, span) }
}

/// The number in front of a title, and the title without it.
fn split(text: &str) -> (Option<u32>, &str) {
    if let Some(found) = COUNTED.as_ref().and_then(|pattern| pattern.captures(text)) {
        let digits = found.iter().skip(1).flatten().next().map(|digits| digits.as_str());
        let end = found.get(0).map_or(0, |all| all.end());
        return (digits.and_then(|digits| digits.parse().ok()), text.get(end..).unwrap_or(""));
    }
    let end = NAMED.as_ref().and_then(|pattern| pattern.find(text)).map_or(0, |found| found.end());
    (None, text.get(end..).unwrap_or(text).trim())
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn numbers_in_front_of_titles() {
        assert_eq!(split("1. Use tabs"), (Some(1), "Use tabs"));
        assert_eq!(split("ADR 0276: Matchers"), (Some(276), "Matchers"));
        assert_eq!(split("ADR-0012 — Plugins"), (Some(12), "Plugins"));
        assert_eq!(split("ADR012: Use dates"), (Some(12), "Use dates"));
        assert_eq!(split("[ADR-7] Use tabs"), (Some(7), "Use tabs"));
        assert_eq!(split("0003 - Use tabs"), (Some(3), "Use tabs"));
        assert_eq!(split("ADR-0044：现役"), (Some(44), "现役"));
        assert_eq!(split("ADR：现役"), (None, "现役"));
        assert_eq!(split("ADR: Hooks"), (None, "Hooks"));
        assert_eq!(split("12 factor apps"), (None, "12 factor apps"));
        assert_eq!(split("Decision making"), (None, "Decision making"));
    }
}
