//! What need not be read to know what stands beside it: where all entries of a list, or all headings side by side, are work and
//! written alike, the first of them say what the others are.

use crate::model::Snapshot;
use crate::parse::past::lines::sort;
use crate::parse::past::sections::{Section, Text};

/// How many of those that stand side by side are read in any case.
const FIRST: usize = 2;

/// Sections that are work and written like all others beside them.
pub(super) struct Alike {
    /// Those that tell nothing of what the others are: all but the first.
    pub(super) spare: Vec<bool>,
    /// Those that are headings.
    headings: Vec<bool>,
}

impl Alike {
    /// Finds them in a state.
    pub(super) fn of(text: Text<'_>, said: &Snapshot) -> Self {
        let none = vec![false; text.sections.len()];
        let mut found = Self { spare: none.clone(), headings: none };
        let work = ways(text, said);
        let way = |index: usize| work.get(index).copied().flatten();
        let alike = |row: &[usize]| {
            let first = row.first().and_then(|index| way(*index));
            first.is_some() && row.len() >= FIRST && row.iter().all(|index| way(*index) == first)
        };
        for (head, section) in text.sections.iter().enumerate() {
            let list = list(text.sections, head);
            if list.len() > FIRST && alike(&list) {
                set(&mut found.spare, list.iter().skip(FIRST));
            }
            let below = if section.is_part() { Vec::new() } else { headings(text.sections, head) };
            if alike(&below) {
                set(&mut found.spare, below.iter().skip(FIRST));
                set(&mut found.headings, below.iter());
            }
        }
        found
    }

    /// The headings of the new text that came in, each behind one that is work like all beside it; `None` where other headings
    /// came in, or one went or changed by more than figures in brackets. `old` tells for each section of the new text the one it was.
    pub(super) fn came(
        &self,
        before: Text<'_>,
        after: Text<'_>,
        old: &[Option<usize>],
    ) -> Option<Vec<(usize, usize)>> {
        let heads = |text: Text<'_>| {
            let sections = text.sections.iter().enumerate();
            let heads = sections.filter(|(_, section)| section.is_headed());
            heads.map(|(index, _)| index).collect::<Vec<usize>>()
        };
        let (mut was, mut came) = (heads(before).into_iter().peekable(), Vec::new());
        let mut last: Option<(usize, bool)> = None;
        for index in heads(after) {
            let section = after.sections.get(index)?;
            match old.get(index)? {
                Some(old) => {
                    was.next_if_eq(old)?;
                    is_recounted(before.sections.get(*old)?.head(before.bytes), section.head(after.bytes))
                        .then_some(())?;
                    last = Some((index, *self.headings.get(*old)?));
                }
                None => {
                    let (beside, _) = last.filter(|(_, alike)| *alike)?;
                    if after.sections.get(beside)?.parent != section.parent {
                        return None;
                    }
                    came.push((index, beside));
                    last = Some((index, true));
                }
            }
        }
        was.next().is_none().then_some(came)
    }
}

/// Whether a heading is the same, but for figures in brackets: `### Wave 6 (T-50..T-54)`.
fn is_recounted(was: &[u8], is: &[u8]) -> bool {
    let apart = |head: &[u8]| {
        let at = memchr::memchr(b'(', head).filter(|_| !head.starts_with(b"# ")).unwrap_or(head.len());
        let (title, behind) = head.split_at(at);
        (title.to_vec(), behind.iter().copied().filter(|byte| !byte.is_ascii_digit()).collect::<Vec<u8>>())
    };
    was == is || apart(was) == apart(is)
}

fn set<'i>(slots: &mut [bool], indices: impl Iterator<Item = &'i usize>) {
    for index in indices {
        if let Some(slot) = slots.get_mut(*index) {
            *slot = true;
        }
    }
}

/// How work is written: what its line begins, and whether it has an id.
type Way = (Option<u8>, bool);

/// For each section how the work is written that it begins with; `None` where it begins with none.
fn ways(text: Text<'_>, said: &Snapshot) -> Vec<Option<Way>> {
    let mut items = said.items.iter().peekable();
    let way = |section: &Section| {
        let first = section.lines.start + 1;
        while items.next_if(|(_, line)| *line < first).is_some() {}
        let (item, _) = items.peek().filter(|(_, line)| *line == first)?;
        Some((sort(section.head(text.bytes)), item.id.is_some()))
    };
    text.sections.iter().map(way).collect()
}

/// The entries of the list that begins in a section, without the first, which stands in that section.
fn list(sections: &[Section], head: usize) -> Vec<usize> {
    let Some(section) = sections.get(head).filter(|section| !section.is_part() || section.is_apart()) else {
        return Vec::new();
    };
    let entries = sections.iter().enumerate().take(section.end).skip(head + 1);
    entries.take_while(|(_, entry)| entry.is_part() && !entry.is_apart()).map(|(index, _)| index).collect()
}

/// The headings right below another; none where one of them has headings below itself.
fn headings(sections: &[Section], head: usize) -> Vec<usize> {
    let end = sections.get(head).map_or(head, |section| section.end);
    let below = sections.iter().enumerate().take(end).skip(head + 1).filter(|(_, one)| !one.is_part());
    let below: Vec<(usize, &Section)> = below.collect();
    let right = below.iter().all(|(_, one)| one.parent == Some(head));
    if right { below.into_iter().map(|(index, _)| index).collect() } else { Vec::new() }
}
