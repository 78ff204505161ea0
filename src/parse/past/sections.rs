//! The sections of a state, and which of them stood in the state before.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use crate::parse::past::points::in_longest_row;

/// A part of a text that is read by itself: a heading with the lines below it, a row of a table or a bullet of a list that is
/// not the first, the words behind a list.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// Its bytes.
    pub(super) bytes: Range<usize>,
    /// Its lines, from 0.
    pub(super) lines: Range<u32>,
    /// The level of its heading; 0 before the first.
    level: u8,
    /// The section around it.
    pub(super) parent: Option<usize>,
    /// The first section behind those that stand in it.
    pub(super) end: usize,
}

/// How many bytes a section has, as room for them is made: most have more.
const USUAL: usize = 64;

/// The level of words behind a list.
const WORDS: u8 = 7;

/// The level of rows and bullets.
const ENTRY: u8 = 8;

impl Section {
    /// Its text.
    pub(super) fn of<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        text.get(self.bytes.clone()).unwrap_or_default()
    }

    /// Its first line.
    pub(super) fn head<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        self.of(text).split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default()
    }

    /// Whether an empty line stands before it.
    pub(super) fn is_apart(&self) -> bool {
        self.level == WORDS
    }

    /// Whether a heading begins it.
    pub(super) fn is_headed(&self) -> bool {
        self.level > 0 && !self.is_part()
    }

    /// Whether it is no heading's, but a part of what stands below one.
    pub(super) fn is_part(&self) -> bool {
        self.level >= WORDS
    }
}

/// A text with its sections.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// Its sections.
    pub(super) sections: &'a [Section],
}

/// The sections of a Markdown text. What is not known to part it does not: larger sections do no harm.
pub(super) fn sections(text: &[u8]) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::with_capacity(text.len() / USUAL);
    let mut open: Vec<usize> = Vec::new();
    let mut lines = Lines::default();
    let mut at = 0;
    let (mut angle, front) = (0, front_matter(text).len());
    for number in 0.. {
        let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else { break };
        let end = memchr::memchr(b'\n', rest).map_or(text.len(), |line| at + line + 1);
        let line = text.get(at..end).unwrap_or_default();
        // Few lines have an angle: it is looked for from one to the next.
        if angle < at || at == 0 {
            angle = memchr::memchr2(b'<', b'>', rest).map_or(usize::MAX, |angle| at + angle);
        }
        let level = (at >= front)
            .then(|| lines.begins(line, angle < end))
            .flatten()
            .or(found.is_empty().then_some(0));
        if let Some(level) = level {
            close(&mut found, &mut open, level);
            let parent = open.last().copied();
            open.push(found.len());
            found.push(Section { bytes: at..at, lines: number..number, level, parent, end: 0 });
        }
        if let Some(last) = found.last_mut() {
            last.bytes.end = end;
            last.lines.end = number + 1;
        }
        at = end;
    }
    close(&mut found, &mut open, 0);
    found
}

/// Closes the sections that don't hold one of `level`.
fn close(found: &mut [Section], open: &mut Vec<usize>, level: u8) {
    let behind = found.len();
    while let Some(last) = open.pop_if(|last| found.get(*last).is_some_and(|one| one.level >= level)) {
        if let Some(one) = found.get_mut(last) {
            one.end = behind;
        }
    }
}

/// What the lines so far say of the next one.
#[derive(Default)]
struct Lines {
    /// The sign of the fence that is open, and its length.
    fence: Option<(u8, usize)>,
    /// Whether a comment is open.
    comment: bool,
    /// Whether the last line was empty.
    empty: bool,
    /// Whether the last line was a row.
    row: bool,
    /// How many bullets or rows stand here so far.
    entries: u32,
    /// Whether they are rows.
    rows: bool,
}

impl Lines {
    /// The level of the section that a line begins, which has an angle or none.
    fn begins(&mut self, line: &[u8], angle: bool) -> Option<u8> {
        let quiet = self.fence.is_some() || self.comment;
        let after_empty = std::mem::replace(&mut self.empty, line.trim_ascii_start().is_empty());
        let after_row = std::mem::replace(&mut self.row, line.first() == Some(&b'|'));
        self.fence = fenced(line, self.fence);
        if angle {
            self.comment = match (memmem::rfind(line, b"<!--"), memmem::rfind(line, b"-->")) {
                (Some(opens), closes) => closes.is_none_or(|closes| closes < opens),
                (None, closes) => self.comment && closes.is_none(),
            };
        }
        if quiet || self.empty {
            return None;
        }
        if let Some(level) = heading(line) {
            self.entries = 0;
            return Some(level);
        }
        let first = *line.first()?;
        let bullet = matches!(first, b'-' | b'*' | b'+') && line.get(1) == Some(&b' ');
        match (bullet, first == b'|', self.rows) {
            // A row below a bullet is more of the bullet's words.
            (_, true, false) if self.entries > 0 && !after_empty => None,
            (true, _, rows) | (_, true, rows) => {
                // Another list, or another table.
                self.rows = !bullet;
                if self.entries > 0 && (rows == bullet || !bullet && !after_row) {
                    self.entries = 1;
                    return Some(WORDS);
                }
                self.entries += 1;
                // A table needs its header, and the reader two entries to know a habit by.
                let kept = if bullet { 1 } else { 3 };
                (self.entries > kept).then_some(ENTRY)
            }
            _ => {
                let apart = after_empty || self.fence.is_some();
                let words = apart && self.entries > 0 && !matches!(first, b' ' | b'\t');
                words.then(|| {
                    self.entries = 0;
                    WORDS
                })
            }
        }
    }
}

/// The level of a heading.
fn heading(line: &[u8]) -> Option<u8> {
    let signs = line.iter().take_while(|byte| **byte == b'#').count();
    let space = matches!(line.get(signs), Some(b' ' | b'\t' | b'\r' | b'\n') | None);
    u8::try_from(signs).ok().filter(|level| (1..=6).contains(level) && space)
}

/// The fence that is open behind a line: its sign and length.
fn fenced(line: &[u8], open: Option<(u8, usize)>) -> Option<(u8, usize)> {
    let line = line.trim_ascii_start();
    let Some(sign) = line.first().filter(|sign| matches!(sign, b'`' | b'~')) else { return open };
    let line = line.trim_ascii_end();
    let run = Some((*sign, line.iter().take_while(|byte| *byte == sign).count()));
    match (open, run) {
        (None, Some((sign, length))) if length >= 3 => Some((sign, length)),
        (Some((like, least)), Some((sign, length)))
            if sign == like && length >= least && length == line.len() =>
        {
            None
        }
        (open, _) => open,
    }
}

/// The front matter of a text, with the lines around it; empty where it has none. Without a line that ends it, it is the first
/// paragraph.
pub(super) fn front_matter(text: &[u8]) -> &[u8] {
    let mut lines =
        text.split_inclusive(|byte| *byte == b'\n').map(|line| (line.len(), line.trim_ascii_end()));
    let Some((first, begin)) = lines.next().filter(|(_, begin)| matches!(*begin, b"---" | b"+++")) else {
        return &[];
    };
    let (mut end, mut paragraph) = (first, None);
    for (length, line) in lines {
        end += length;
        if line == begin || line == b"..." {
            return text.get(..end).unwrap_or_default();
        }
        if line.is_empty() {
            paragraph = paragraph.or(Some(end));
        }
    }
    text.get(..paragraph.unwrap_or(end)).unwrap_or_default()
}

/// How a text is headed: what stands before its first title, its titles in their order, and which levels of headings it has.
pub(super) fn shape(text: Text<'_>) -> (Option<usize>, Vec<&[u8]>, u32) {
    let is_title = |section: &Section| section.level == 1;
    let first = text.sections.iter().position(is_title);
    let titles = text.sections.iter().filter(|section| is_title(section)).map(|title| title.head(text.bytes));
    let heads = text.sections.iter().filter(|section| !section.is_part());
    (first, titles.collect(), heads.fold(0, |levels, section| levels | 1 << section.level))
}

/// The section that a line (from 0) stands in.
pub(super) fn at(sections: &[Section], line: u32) -> Option<usize> {
    sections.partition_point(|section| section.lines.start <= line).checked_sub(1)
}

/// How far behind a section its equal is looked for, where others came in or went.
const NEAR: usize = 8;

/// How many sections without an equal are taken for changed; where it is more, equals are looked for in the whole text.
const MANY: usize = 24;

/// For each section of `new` the equal one of `old`, in the order of both.
pub(super) fn partners(old: Text<'_>, new: Text<'_>) -> Vec<Option<usize>> {
    let near = near_partners(old, new);
    let without = near.iter().filter(|partner| partner.is_none()).count();
    if without <= MANY { near } else { far_partners(old, new) }
}

/// Goes through both side by side: what is not equal changed, or came in or went with few others.
fn near_partners(old: Text<'_>, new: Text<'_>) -> Vec<Option<usize>> {
    let equal = |was: usize, is: usize| {
        let (was, is) = (old.sections.get(was)?, new.sections.get(is)?);
        (was.level == is.level && was.of(old.bytes) == is.of(new.bytes)).then_some(())
    };
    let mut found = vec![None; new.sections.len()];
    let (mut was, mut is) = (0, 0);
    while is < new.sections.len() && was < old.sections.len() {
        if equal(was, is).is_none() {
            let went = |step: usize| equal(was + step, is).map(|()| (step, 0));
            let came = |step: usize| equal(was, is + step).map(|()| (0, step));
            let next = equal(was + 1, is + 1).is_none();
            let step = (1..=NEAR).filter(|_| next).find_map(|step| went(step).or_else(|| came(step)));
            let (less, more) = step.unwrap_or((1, 1));
            (was, is) = (was + less, is + more);
            if step.is_none() {
                continue;
            }
        }
        if let Some(slot) = found.get_mut(is) {
            *slot = Some(was);
        }
        (was, is) = (was + 1, is + 1);
    }
    found
}

/// Equals in the whole text.
fn far_partners(old: Text<'_>, new: Text<'_>) -> Vec<Option<usize>> {
    let mut places: HashMap<(u8, &[u8]), Vec<usize>> = HashMap::new();
    for (index, section) in old.sections.iter().enumerate().rev() {
        places.entry((section.level, section.of(old.bytes))).or_default().push(index);
    }
    let equal = |section: &Section| places.get_mut(&(section.level, section.of(new.bytes)))?.pop();
    let found: Vec<Option<usize>> = new.sections.iter().map(equal).collect();
    // Of those that changed places the fewest are taken for new.
    let order: Vec<i64> = found.iter().flatten().filter_map(|place| i64::try_from(*place).ok()).collect();
    let mut in_order = in_longest_row(&order).into_iter();
    found.iter().map(|place| place.filter(|_| in_order.next() == Some(true))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Text, partners, sections};

    #[test]
    fn sections_end_at_headings_and_not_at_what_looks_like_one() {
        let text = b"intro\n# A\n```sh\n# not a heading\n```\n## B\n- x\n# C\n#no\n";
        let found = sections(text);
        let told: Vec<_> = found.iter().map(|one| (one.lines.clone(), one.parent, one.end)).collect();
        assert_eq!(told, [(0..1, None, 4), (1..5, Some(0), 3), (5..7, Some(1), 3), (7..9, Some(0), 4)]);
    }

    #[test]
    fn rows_and_bullets_behind_the_first_stand_alone() {
        let text = b"# A\nwords\n- one\n  more\n- two\n\n  still two\n\nafter\n\n| h |\n|---|\n| 1 |\n| 2 |\n<!--\n- no\n-->\n";
        let found = sections(text);
        let told: Vec<_> = found.iter().map(|one| (one.lines.clone(), one.parent, one.end)).collect();
        assert_eq!(told, [(0..4, None, 4), (4..8, Some(0), 2), (8..13, Some(0), 4), (13..17, Some(2), 4)]);
    }

    #[test]
    fn equal_sections_are_partners_in_their_order() {
        let (old, new) = (&b"# A\n# B\n# C\n# D\n"[..], &b"# A\n# X\n# C\n# D\n# B\n"[..]);
        let (before, after) = (sections(old), sections(new));
        let found = partners(Text { bytes: old, sections: &before }, Text { bytes: new, sections: &after });
        assert_eq!(found, [Some(0), None, Some(2), Some(3), None]);
    }
}
