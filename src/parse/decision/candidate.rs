//! Where a text may name a record: links to files, numbers, names of files.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::{Inline, InlineKind};
use crate::model::Target;

static IDS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:m?adr|ladr|agdr|ddr)s?[-_ #]{0,2}0*(\d{1,5})\b").ok());
/// A number that goes on with a list of them, written as the first is: `ADR-0009/0017`, `ADR 0021 0023`.
static MORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[ ]?[/,&+、][ ]?|[ ]|[ ](?:and|und|et|y|e|и)[ ])#?(\d{3,5})\b").ok());
static NAMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b\d{3,8}(?:[-_][\p{L}\d]+){2,}\b").ok());
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"#?\b(\d{1,4})\b").ok());

/// A place in a text that may name a record.
pub(super) struct Candidate {
    pub(super) at: Range<usize>,
    pub(super) target: Target,
    /// Whether it names a record only behind a strong word: a bare number.
    pub(super) weak: bool,
}

/// Everything in a text that may name a record, by place.
pub(super) fn candidates(inline: &Inline, text: &str, strict: bool) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut links: Vec<Range<usize>> = Vec::new();
    for mark in &inline.marks {
        let InlineKind::Link(target) = &mark.kind else { continue };
        links.push(mark.start..mark.end);
        let pictured = inline.marks.iter().any(|other| {
            matches!(other.kind, InlineKind::Image(_)) && mark.start <= other.start && other.end <= mark.end
        });
        if !pictured && let Some(path) = record_path(target) {
            found.push(Candidate { at: mark.start..mark.end, target: Target::File(path), weak: false });
        }
    }
    let free = |at: &Range<usize>| {
        !inline.in_code(at.start) && !links.iter().any(|link| link.start < at.end && at.start < link.end)
    };
    let mut add = |pattern: &LazyLock<Option<Regex>>, make: &dyn Fn(&str) -> Option<Target>, weak: bool| {
        for one in pattern.iter().flat_map(|pattern| pattern.captures_iter(text)) {
            let Some(all) = one.get(0) else { continue };
            let words = one.get(1).unwrap_or(all);
            let at = all.range();
            let dated =
                text.get(at.end..).is_some_and(|rest| {
                    (rest.starts_with(['-', '.', ':']) || weak && rest.starts_with('/'))
                        && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
                }) || text.get(..at.start).is_some_and(|before| before.ends_with(['-', '/', '.', ':']));
            let inner = text.get(..at.start).is_some_and(|before| before.ends_with(['_', '.']));
            if !free(&at) || dated || inner {
                continue;
            }
            let Some(target) = make(words.as_str()) else { continue };
            let listed = matches!(target, Target::Number(_)) && !weak;
            let end = at.end;
            found.push(Candidate { at, target, weak });
            if listed {
                found.extend(more(text, end, all.as_str()));
            }
        }
    };
    let number = |text: &str| text.parse().ok().map(Target::Number);
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        if text.contains(['r', 'R']) {
            add(&IDS, &number, false);
        }
        if strict {
            let name = |text: &str| text.contains(char::is_alphabetic).then(|| Target::Name(text.to_owned()));
            add(&NAMES, &name, false);
            add(&NUMBERS, &number, true);
        }
    }
    found.sort_by_key(|one| (one.at.start, one.weak, std::cmp::Reverse(one.at.end)));
    found
}

/// The numbers that go on behind one.
fn more(text: &str, mut end: usize, first: &str) -> Vec<Candidate> {
    let width = first.len() - first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let mut found = Vec::new();
    while let Some(digits) = text
        .get(end..)
        .and_then(|rest| MORE.as_ref()?.captures(rest))
        .and_then(|next| next.get(1))
        .filter(|digits| digits.len() == width)
    {
        let at = end + digits.start()..end + digits.end();
        end = at.end;
        if let Ok(number) = digits.as_str().parse() {
            found.push(Candidate { at, target: Target::Number(number), weak: false });
        }
    }
    found
}

/// The path of a link that may lead to a record: to a Markdown file, without fragment; of an address on a forge, the
/// file it names.
fn record_path(target: &str) -> Option<String> {
    let path = target.split(['#', '?']).next().unwrap_or("").trim();
    if path.is_empty() || path.starts_with("mailto:") {
        return None;
    }
    if let Some((_, rest)) = path.split_once("://") {
        let (_, file) = rest.split_once("/blob/").or_else(|| rest.split_once("/tree/"))?;
        let file = file.split_once('/').map(|(_, file)| file)?;
        return is_text(file).then(|| format!("/{file}"));
    }
    let last = path.rsplit('/').next().unwrap_or("");
    (is_text(path) || !last.contains('.') && last.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| path.to_owned())
}

fn is_text(path: &str) -> bool {
    [".md", ".markdown", ".mdx", ".html"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}
