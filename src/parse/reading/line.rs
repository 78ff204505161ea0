//! Text on one line, and text that says nothing.

use crate::parse::reading::Draft;
use crate::parse::reading::title::single_spaced;
use crate::place::Span;
use crate::vocabulary::Vocabulary;

/// `(none yet)`, `TBD`, `…`: nothing to do.
pub fn is_placeholder(text: &str, words: &Vocabulary) -> bool {
    // `... (to be expanded)`
    let rest = text.trim_start().trim_start_matches(['.', '…']).trim();
    let left_out =
        rest.len() < text.trim().len() && (rest.is_empty() || rest.starts_with('(') && rest.ends_with(')'));
    left_out || words.is_nothing(text)
}

/// The line of a span's first byte.
pub fn first_line(draft: &Draft<'_>, span: Span) -> Span {
    let line = draft.document.lines.span(draft.document.line(span.start));
    Span { start: span.start, end: line.end.min(span.end).max(span.start) }
}

/// Text on one line, numbers as tools write them left out (`#1 …`).
pub fn one_line(text: &str) -> String {
    // A bullet that stands too deep for a list of its own goes on with the line above, and is no part of the title.
    let bullet = text.match_indices('\n').map(|(at, _)| at).find(|at| {
        let rest = text.get(at + 1..).unwrap_or("");
        ["- ", "* ", "+ ", "• "].iter().any(|sign| rest.starts_with(sign))
    });
    let one = single_spaced(bullet.map_or(text, |at| text.get(..at).unwrap_or(text)));
    let bare = one
        .strip_prefix('#')
        .and_then(|rest| rest.split_once(' '))
        .filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit()));
    bare.map_or(one.clone(), |(_, text)| text.to_owned())
}

/// The last of several signs that end with a blank: where it begins, and how long it is.
pub fn last_sign(text: &str, signs: &[&str]) -> Option<(usize, usize)> {
    memchr::memrchr_iter(b' ', text.as_bytes()).find_map(|blank| {
        let head = text.get(..=blank)?;
        let sign = signs.iter().find(|sign| head.ends_with(**sign))?;
        Some((head.len() - sign.len(), sign.len()))
    })
}

/// Whether a text is the path of a file and nothing else: `src/rig.rs`.
pub fn is_file(text: &str) -> bool {
    let name = text.rsplit('/').next().unwrap_or("");
    text.contains('/') && !text.contains("://") && !text.contains(' ') && name.contains('.')
}
