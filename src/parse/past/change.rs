//! What changed between two states of a text, section by section, and what that does to what was read.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{PastItem, Snapshot};
use crate::parse::past::sections::{Section, Text, at, headings, partners, shape};
use crate::parse::past::snapshot::{Entry, by_line};

/// Of a hundred bytes, how many are read at the most; more are read as well with all others.
const SHARE: usize = 60;

/// What a section is to the reading of a state.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is as it was: what it said is taken over.
    Left,
    /// It is as it was, and read because one that is read stands in it.
    Around,
    /// It changed.
    Changed,
    /// What it stands in changed, which may change what it says.
    Below,
}

/// What changed in a section: lines `from..old` of the old one became `from..new`.
#[derive(Clone, Copy)]
struct Hunk {
    from: u32,
    old: u32,
    new: u32,
}

/// Where a line of the old text is now.
enum Now {
    /// In a section that is not read: on this line.
    Left(u32),
    /// In a section that is read, on this line.
    Read(u32),
    /// Nobody knows: it changed, or something near it.
    Unknown,
}

/// What changed between two states.
pub(super) struct Change<'a> {
    before: Text<'a>,
    after: Text<'a>,
    /// What is done with each section of the new text.
    pub(super) uses: Vec<Use>,
    /// For each section of the new text: the one it was.
    pub(super) old: Vec<Option<usize>>,
    /// For each section of the old text: the one it is; `None` where it is gone.
    new: Vec<Option<usize>>,
    /// For each section of the new text that is not as it was: what changed in it.
    hunks: Vec<Option<Hunk>>,
}

impl<'a> Change<'a> {
    /// What changed; `None` where it is so much that there is nothing to win.
    pub(super) fn between(before: Text<'a>, after: Text<'a>, said: &Snapshot) -> Option<Self> {
        // What a heading means is told by the others, and which of two that are written alike is which by none.
        let (_, titles, _) = &shape(after);
        if shape(before) != shape(after) || stands_twice(titles) {
            return None;
        }
        let (old, new) = (headings(before), headings(after));
        if old != new && (stands_twice(&old) || stands_twice(&new)) {
            return None;
        }
        let equal = partners(before, after);
        let old = counterparts(before, after, &equal);
        let mut new = vec![None; before.sections.len()];
        for (index, old) in old.iter().enumerate() {
            if let Some(slot) = old.and_then(|old| new.get_mut(old)) {
                *slot = Some(index);
            }
        }
        let uses = vec![Use::Left; after.sections.len()];
        let mut change = Self { before, after, uses, old, new, hunks: Vec::new() };
        change.hunks = (0..after.sections.len()).map(|index| change.hunk(index, &equal)).collect();
        change.mark(&equal, &change.blocks(said));
        let read = change.read().map(|(_, section)| section.bytes.len()).sum::<usize>();
        (read * 100 <= after.bytes.len() * SHARE).then_some(change)
    }

    /// The lines of a section that changed.
    fn hunk(&self, index: usize, equal: &[Option<usize>]) -> Option<Hunk> {
        if equal.get(index)?.is_some() {
            return None;
        }
        let (old, new) = (lines(self.before, (*self.old.get(index)?)?), lines(self.after, index));
        let from = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let rest = old.len().min(new.len()) - from;
        let behind =
            old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
        let count = |length: usize| u32::try_from(length).ok();
        Some(Hunk { from: count(from)?, old: count(old.len() - behind)?, new: count(new.len() - behind)? })
    }

    /// The sections of the new text that open a block of work, whose fields stand in the bullets below.
    fn blocks(&self, said: &Snapshot) -> HashSet<usize> {
        let opens = |(_, line): &(Arc<PastItem>, u32)| {
            let line = line.checked_sub(1)?;
            let index = at(self.before.sections, line)?;
            let within = line - self.before.sections.get(index)?.lines.start;
            let first = *lines(self.before, index).get(within as usize)?.first()?;
            (!matches!(first, b'-' | b'*' | b'+' | b'|')).then_some(*self.new.get(index)?)?
        };
        said.items.iter().filter_map(opens).collect()
    }

    fn mark(&mut self, equal: &[Option<usize>], blocks: &HashSet<usize>) {
        for index in (0..self.uses.len()).filter(|index| equal.get(*index).is_some_and(Option::is_none)) {
            let Some(section) = self.after.sections.get(index) else { continue };
            let below = index + 1..if self.is_count(index) { index + 1 } else { section.end };
            self.set(index, Use::Changed);
            for index in below {
                self.set(index, Use::Below);
            }
            self.around(Some(index));
            let block = if section.is_part() { section.parent } else { Some(index) };
            if let Some(block) = block.filter(|block| blocks.contains(block)) {
                self.block(block);
            }
        }
        // What stands elsewhere now is part of something else.
        for index in 0..self.uses.len() {
            let stands = self.after.sections.get(index).and_then(|section| section.parent);
            let stood = self.old.get(index).copied().flatten().and_then(|old| self.before.sections.get(old));
            let moved = |stood: &Section| {
                stands.map(|at| self.old.get(at).copied().flatten()) != stood.parent.map(Some)
            };
            if stood.is_some_and(moved) {
                self.below(index);
                // And what it stood in lost it.
                let lost = stood.and_then(|stood| *self.new.get(stood.parent?)?);
                if let Some(lost) = lost {
                    self.below(lost);
                }
            }
        }
        // What lost something may say something else now.
        let gone = self.before.sections.iter().zip(&self.new).filter(|(_, new)| new.is_none());
        let parents = gone.filter_map(|(old, _)| *self.new.get(old.parent?)?);
        for parent in parents.collect::<Vec<usize>>() {
            self.below(parent);
        }
        self.set(0, Use::Around);
    }

    /// Reads a block of work with the bullets below it.
    fn block(&mut self, index: usize) {
        let behind = self.after.sections.iter().enumerate().skip(index + 1);
        let parts = behind.take_while(|(_, part)| part.is_part()).map(|(index, _)| index);
        for index in parts.collect::<Vec<usize>>() {
            self.set(index, Use::Below);
        }
        self.set(index, Use::Below);
    }

    /// Reads a section with everything in it.
    fn below(&mut self, index: usize) {
        for index in index..self.after.sections.get(index).map_or(0, |section| section.end) {
            self.set(index, Use::Below);
        }
        self.around(Some(index));
    }

    /// Reads what a section stands in, too.
    fn around(&mut self, index: Option<usize>) {
        let parent = |index: usize| self.after.sections.get(index).and_then(|section| section.parent);
        let chain: Vec<usize> =
            std::iter::successors(index.and_then(parent), |index| parent(*index)).collect();
        for index in chain {
            self.set(index, Use::Around);
        }
    }

    /// Says what is done with a section, unless more is done with it already.
    fn set(&mut self, index: usize, to: Use) {
        let weight = |one: Use| match one {
            Use::Left => 0,
            Use::Around => 1,
            Use::Below => 2,
            Use::Changed => 3,
        };
        if let Some(slot) = self.uses.get_mut(index).filter(|slot| weight(**slot) < weight(to)) {
            *slot = to;
        }
    }

    /// Whether only figures changed in a section: a date, a version, a share. What stands below is not touched by that.
    fn is_count(&self, index: usize) -> bool {
        let hunk = self.hunks.get(index).copied().flatten().filter(|hunk| hunk.from > 0);
        let (Some(hunk), Some(Some(old))) = (hunk, self.old.get(index)) else { return false };
        let words = |text: Text<'_>, section: usize, end: u32| -> Vec<u8> {
            let lines = lines(text, section);
            let changed = lines.get(hunk.from as usize..end as usize).unwrap_or_default();
            changed.concat().into_iter().filter(|byte| !byte.is_ascii_digit()).collect()
        };
        words(self.before, *old, hunk.old) == words(self.after, index, hunk.new)
    }

    /// The sections that are read.
    fn read(&self) -> impl Iterator<Item = (usize, &'a Section)> {
        let used = self.uses.iter().map(|used| *used != Use::Left);
        self.after.sections.iter().enumerate().zip(used).filter(|(_, used)| *used).map(|(one, _)| one)
    }

    /// Whether one of the sections that are read was one of these.
    pub(super) fn touches(&self, old: &[bool]) -> bool {
        let was = |index: usize| (*self.old.get(index)?).and_then(|was| old.get(was).copied());
        self.read().any(|(index, _)| was(index) == Some(true))
    }

    /// The text of the sections that are read, with the line of the whole (from 0) for each of its lines.
    pub(super) fn reduced(&self) -> (Vec<u8>, Vec<u32>) {
        let (mut text, mut lines) = (Vec::new(), Vec::new());
        for (_, section) in self.read() {
            if section.is_apart() {
                text.push(b'\n');
                lines.push(section.lines.start);
            }
            text.extend_from_slice(section.of(self.after.bytes));
            lines.extend(section.lines.clone());
        }
        (text, lines)
    }

    /// The state, from what was read of it and what was there before. `None` where the two don't fit together.
    pub(super) fn joined(&self, before: &Snapshot, mut part: Snapshot) -> Option<Snapshot> {
        // Whether ids stand behind titles, say, is told by all items together: one that came in and is written otherwise is
        // to be read among the others.
        let with_id = before.items.iter().filter(|(item, _)| item.id.is_some()).count();
        let usual = |item: &PastItem| match item.id {
            Some(_) => with_id * 5 >= before.items.len(),
            None => (before.items.len() - with_id) * 5 >= before.items.len(),
        };
        if !part.items.iter().all(|(item, _)| usual(item)) {
            return None;
        }
        let next_item = |index: usize| before.items.get(index + 1).map_or(u32::MAX, |(_, line)| line - 1);
        self.join(&before.items, &mut part.items, next_item)?;
        self.join(&before.scores, &mut part.scores, |_| 0)?;
        self.join(&before.dates, &mut part.dates, |_| 0)?;
        self.join(&before.gates, &mut part.gates, |_| 0)?;
        self.join(&before.claims, &mut part.claims, |_| 0)?;
        by_line(&mut part);
        Some(part)
    }

    /// Joins what was read with what is taken over. `until` tells the line (from 0) before which an entry ends, at the least
    /// its own.
    fn join<T: Entry>(&self, before: &[T], part: &mut Vec<T>, until: impl Fn(usize) -> u32) -> Option<()> {
        let (mut kept, mut seen) = (Vec::new(), HashSet::new());
        for (index, one) in before.iter().enumerate() {
            let mut one = one.clone();
            let at = one.line().checked_sub(1)?;
            let now = self.now(at, until(index).max(at + 1))?;
            if let Now::Left(to) | Now::Read(to) = now {
                *one.line() = to + 1;
            }
            match now {
                Now::Left(_) => kept.push(one),
                Now::Read(_) if !part.contains(&one) => return None,
                _ => {
                    seen.insert(one.name());
                }
            }
        }
        // What is gone or has another name may stand elsewhere, and what is new may be another place of what is known.
        let kept_names: HashSet<String> = kept.iter().map(Entry::name).collect();
        let names: HashSet<String> = part.iter().map(Entry::name).collect();
        if !seen.is_subset(&names) || names.difference(&seen).any(|name| kept_names.contains(name)) {
            return None;
        }
        part.append(&mut kept);
        Some(())
    }

    /// Where the lines `from..until` (from 0) of the old text are now.
    fn now(&self, from: u32, until: u32) -> Option<Now> {
        let index = at(self.before.sections, from)?;
        let old = self.before.sections.get(index)?;
        let Some(new) = *self.new.get(index)? else { return Some(Now::Unknown) };
        let (start, line) = (self.after.sections.get(new)?.lines.start, from - old.lines.start);
        let until = until.min(old.lines.end) - old.lines.start;
        Some(match (self.uses.get(new)?, self.hunks.get(new)?) {
            (Use::Left, _) => Now::Left(start + line),
            (Use::Below, _) => Now::Unknown,
            (_, None) => Now::Read(start + line),
            (_, Some(hunk)) if hunk.from == 0 => Now::Unknown,
            (_, Some(hunk)) if until < hunk.from => Now::Read(start + line),
            (_, Some(hunk)) if line >= hunk.old => Now::Read(start + line - hunk.old + hunk.new),
            _ => Now::Unknown,
        })
    }
}

/// Whether two headings are written alike.
fn stands_twice(headings: &[&[u8]]) -> bool {
    let mut seen = HashSet::new();
    !headings.iter().all(|heading| seen.insert(heading.trim_ascii()))
}

/// The lines of a section.
fn lines<'t>(text: Text<'t>, section: usize) -> Vec<&'t [u8]> {
    let section = text.sections.get(section).map(|section| section.of(text.bytes));
    section.unwrap_or_default().split_inclusive(|byte| *byte == b'\n').collect()
}

/// For each section of the new text the one it was: the equal one, or the one that stood between the same two, with the same
/// heading where others came in or went.
fn counterparts(before: Text<'_>, after: Text<'_>, equal: &[Option<usize>]) -> Vec<Option<usize>> {
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
