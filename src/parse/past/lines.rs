//! The lines of sections: what they begin, and which section was which.

use std::collections::HashSet;
use std::ops::Range;

use crate::parse::past::sections::Text;

/// What a line begins: a box (`[`), a bullet or a row; `None` where it is words.
pub(super) fn sort(line: &[u8]) -> Option<u8> {
    let (first, rest) = line.trim_ascii_start().split_first()?;
    let boxed = rest.trim_ascii_start().first() == Some(&b'[');
    match first {
        b'|' => Some(b'|'),
        b'-' | b'*' | b'+' if boxed => Some(b'['),
        b'-' | b'*' | b'+' if rest.first() == Some(&b' ') => Some(b'-'),
        _ => None,
    }
}

/// Whether a line begins a bullet or a row.
pub(super) fn is_entry(line: &[u8]) -> bool {
    matches!(line.trim_ascii_start().first(), Some(b'-' | b'*' | b'+' | b'|'))
}

/// Whether two headings are written alike.
pub(super) fn stands_twice(headings: &[&[u8]]) -> bool {
    let mut seen = HashSet::new();
    !headings.iter().all(|heading| seen.insert(heading.trim_ascii()))
}

/// The lines of a section.
pub(super) fn lines<'t>(text: Text<'t>, section: usize) -> Vec<&'t [u8]> {
    let section = text.sections.get(section).map(|section| section.of(text.bytes));
    section.unwrap_or_default().split_inclusive(|byte| *byte == b'\n').collect()
}

/// For each section of the new text the one it was: the equal one, or the one that stood between the same two, with the same
/// heading where others came in or went.
pub(super) fn counterparts(before: Text<'_>, after: Text<'_>, equal: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut found = equal.to_vec();
    let head = |text, section| lines(text, section).first().copied();
    let (mut index, mut from) = (0, 0);
    while index <= equal.len() {
        let run = equal.iter().skip(index).take_while(|old| old.is_none()).count();
        let to = equal.get(index + run).copied().flatten().unwrap_or(before.sections.len());
        let was = to.saturating_sub(from);
        let mut next = from;
        for (at, slot) in found.iter_mut().enumerate().skip(index).take(run) {
            let like = (next..to).find(|old| was == run || head(before, *old) == head(after, at));
            if let Some(like) = like {
                *slot = Some(like);
                next = like + 1;
            }
        }
        (index, from) = (index + run + 1, to + 1);
    }
    found
}

/// Some lines of a section.
fn some<'t>(text: Text<'t>, section: usize, range: Range<u32>) -> Vec<&'t [u8]> {
    let lines = lines(text, section);
    lines.get(range.start as usize..range.end as usize).unwrap_or_default().to_vec()
}

/// What some lines of a section begin.
pub(super) fn sorts(text: Text<'_>, section: usize, range: Range<u32>) -> Vec<u8> {
    some(text, section, range).into_iter().filter_map(sort).collect()
}

/// The lines of a section that may say what the list below them is: `**Remaining:**`, `TODO`; and those that make a table of the
/// lines around them.
pub(super) fn leads<'t>(text: Text<'t>, section: usize) -> Vec<&'t [u8]> {
    let lines = lines(text, section);
    let apart = |line: &[u8]| line.is_empty() || line.first() == Some(&b'#') || sort(line).is_some();
    let mut apart_before = true;
    let mut found = Vec::new();
    for line in lines {
        let words = line.trim_ascii();
        // `**Status:** started` says of itself what it is.
        let inner = words.get(..words.len().saturating_sub(3)).unwrap_or_default();
        let few = words.len() < 60 && words.split(u8::is_ascii_whitespace).count() <= 5;
        let rule = words.first() == Some(&b'|') && words.iter().all(|byte| b"|-: ".contains(byte));
        if rule || apart_before && !apart(words) && few && !inner.contains(&b':') {
            found.push(words);
        }
        apart_before = apart(words);
    }
    found
}

/// Some lines of a section without their figures; `None` where one is of a list or table: which of several a column is may be
/// told by the figures in it.
pub(super) fn words(text: Text<'_>, section: usize, range: Range<u32>) -> Option<Vec<u8>> {
    let lines = some(text, section, range);
    // `**Version:** 1.4` is no bullet, whatever stands before a space is.
    let bold = |line: &[u8]| line.trim_ascii_start().starts_with(b"**");
    let listed = lines.iter().any(|line| is_entry(line) && !bold(line));
    (!listed).then(|| lines.concat().into_iter().filter(|byte| !byte.is_ascii_digit()).collect())
}
