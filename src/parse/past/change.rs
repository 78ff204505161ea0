//! What changed between two states of a text, section by section, and what that does to what was read.
//!
//! It is long because what is read of a change and what is taken over are two sides of one decision.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{PastItem, Snapshot};
use crate::parse::past::lines::{counterparts, is_entry, leads, lines, sorts, stands_twice, words};
use crate::parse::past::sections::{Section, Text, at, partners, shape};
use crate::parse::past::snapshot::{Entry, by_line};
use crate::parse::past::spare::Alike;

/// Of a hundred bytes, how many are read at the most; more are read as well with all others.
const SHARE: usize = 60;

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
    /// Which sections of the new text are read; what the others said is taken over.
    pub(super) read: Vec<bool>,
    /// Which of them are of blocks of work in which something changed.
    blocks: Vec<bool>,
    /// For each section of the new text: the one it was.
    pub(super) old: Vec<Option<usize>>,
    /// For each section of the old text: the one it is; `None` where it is gone.
    new: Vec<Option<usize>>,
    /// For each section of the new text that is not as it was: what changed in it.
    hunks: Vec<Option<Hunk>>,
    /// Which sections of the old text are work like all beside them.
    alike: Alike,
    /// Headings of the new text that came in, each with the one beside it.
    came: Vec<(usize, usize)>,
}

impl<'a> Change<'a> {
    /// What changed; `None` where it is so much that there is nothing to win.
    /// What `always` marks of the old sections is read in any case, and tells what the others mean: where it changed, nothing is
    /// certain.
    pub(super) fn between(
        before: Text<'a>,
        after: Text<'a>,
        said: &Snapshot,
        always: &[bool],
    ) -> Option<Self> {
        // What a heading means is told by all headings together, and which of two titles that are written alike is which by
        // none.
        let (_, titles, _) = &shape(after);
        if shape(before) != shape(after) || stands_twice(titles) {
            return None;
        }
        let equal = partners(before, after);
        let old = counterparts(before, after, &equal);
        let alike = Alike::of(before, said);
        let came = alike.came(before, after, &old)?;
        let mut new = vec![None; before.sections.len()];
        for (index, old) in old.iter().enumerate() {
            if let Some(slot) = old.and_then(|old| new.get_mut(old)) {
                *slot = Some(index);
            }
        }
        let none = vec![false; after.sections.len()];
        let mut change = Self {
            before,
            after,
            read: none.clone(),
            blocks: none,
            old,
            new,
            hunks: Vec::new(),
            alike,
            came,
        };
        change.hunks = (0..after.sections.len()).map(|index| change.hunk(index, &equal)).collect();
        if !(0..change.hunks.len()).all(|index| change.sorts(index)) || change.leads(&equal) {
            return None;
        }
        change.mark(&equal, &change.blocks(said));
        for (_, beside) in change.came.clone() {
            change.read_too(beside);
        }
        for (old, _) in always.iter().enumerate().filter(|(_, always)| **always) {
            let index = change.new.get(old).copied().flatten()?;
            equal.get(index).copied().flatten()?;
            change.read_too(index);
            change.around(Some(index));
        }
        let read = change.sections().map(|(_, section)| section.bytes.len()).sum::<usize>();
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

    /// Whether the lines that changed are of the sorts they were, and what came in stands behind them: a bullet that gets a box
    /// may change what others are.
    fn sorts(&self, index: usize) -> bool {
        let hunk = self.hunks.get(index).copied().flatten();
        let (Some(hunk), Some(Some(old))) = (hunk, self.old.get(index)) else { return true };
        let was = sorts(self.before, *old, hunk.from..hunk.old);
        sorts(self.after, index, hunk.from..hunk.new).starts_with(&was)
    }

    /// Whether words changed that may say what the list below them is, and of other lists, too: `Fixed` is a state where something
    /// else is open.
    fn leads(&self, equal: &[Option<usize>]) -> bool {
        let mut kept = vec![false; self.new.len()];
        for old in equal.iter().flatten() {
            if let Some(slot) = kept.get_mut(*old) {
                *slot = true;
            }
        }
        let were = kept.iter().enumerate().filter(|(_, kept)| !**kept).map(|(old, _)| old);
        let are = equal.iter().enumerate().filter(|(_, old)| old.is_none()).map(|(new, _)| new);
        !were.flat_map(|old| leads(self.before, old)).eq(are.flat_map(|new| leads(self.after, new)))
    }

    /// The sections of the new text that open a block of work, whose fields stand in the bullets below.
    fn blocks(&self, said: &Snapshot) -> HashSet<usize> {
        let opens = |(_, line): &(Arc<PastItem>, u32)| {
            let line = line.checked_sub(1)?;
            let index = at(self.before.sections, line)?;
            let section = self.before.sections.get(index)?;
            let mut lines = section.of(self.before.bytes).split(|byte| *byte == b'\n');
            let first = *lines.nth((line - section.lines.start) as usize)?.first()?;
            (!is_entry(&[first])).then_some(*self.new.get(index)?)?
        };
        said.items.iter().filter_map(opens).collect()
    }

    fn mark(&mut self, equal: &[Option<usize>], blocks: &HashSet<usize>) {
        for index in (0..self.read.len()).filter(|index| equal.get(*index).is_some_and(Option::is_none)) {
            let Some(section) = self.after.sections.get(index) else { continue };
            let below = index + 1..if self.is_count(index) { index + 1 } else { section.end };
            self.read_too(index);
            for index in below {
                self.read_too(index);
            }
            self.around(Some(index));
            self.list(index);
            // What stands below a heading with other figures stands below another heading.
            let hunk = self.hunks.get(index).copied().flatten();
            if section.is_headed() && hunk.is_some_and(|hunk| hunk.from == 0) {
                self.blocks.iter_mut().take(section.end).skip(index).for_each(|slot| *slot = true);
            }
            let block = if section.is_part() { section.parent } else { Some(index) };
            if let Some(block) = block.filter(|block| blocks.contains(block)) {
                self.block(block);
            }
        }
        // What stands elsewhere now is part of something else.
        for index in 0..self.read.len() {
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
        self.read_too(0);
    }

    /// Reads the list or table that a part stands in: its rows and bullets tell together what it is, the first of them where all
    /// are work. Where no words of its own stand before it, those do that stand before the list above.
    fn list(&mut self, index: usize) {
        let sections = self.after.sections;
        let Some(part) = sections.get(index).filter(|section| section.is_part()) else { return };
        let head = if part.is_apart() { Some(index) } else { part.parent };
        let Some(head) = head else { return };
        let end = sections.get(head).map_or(head, |section| section.end);
        let entries = sections.iter().enumerate().take(end).skip(head + 1);
        let entries = entries.take_while(|(_, entry)| entry.is_part() && !entry.is_apart());
        for (entry, _) in entries {
            if !self.is_spare(entry) {
                self.read_too(entry);
            }
        }
        let above = sections.iter().enumerate().take(head + 1).rev();
        let bytes = self.after.bytes;
        let words = |section: &Section| !section.is_apart() || !is_entry(section.head(bytes));
        let above = above.filter(|(_, section)| section.is_apart() || !section.is_part());
        for (one, section) in above {
            self.read_too(one);
            if words(section) {
                break;
            }
        }
    }

    /// Whether a section of the new text tells nothing of what others are.
    fn is_spare(&self, index: usize) -> bool {
        let old = self.old.get(index).copied().flatten();
        old.and_then(|old| self.alike.spare.get(old)).is_some_and(|spare| *spare)
    }

    /// Reads a block of work with the bullets below it, which say what it is.
    fn block(&mut self, index: usize) {
        let sections = self.after.sections;
        let behind = sections.iter().enumerate().skip(index + 1);
        let parts = behind.take_while(|(_, part)| part.is_part()).map(|(index, _)| index);
        for index in parts.chain([index]) {
            self.read_too(index);
            if let Some(slot) = self.blocks.get_mut(index) {
                *slot = true;
            }
        }
    }

    /// Whether a section of the new text is of a block of work that changed.
    fn is_block(&self, index: usize) -> bool {
        self.blocks.get(index).is_some_and(|block| *block)
    }

    /// Reads a section with everything in it.
    fn below(&mut self, index: usize) {
        for index in index..self.after.sections.get(index).map_or(0, |section| section.end) {
            self.read_too(index);
        }
        self.around(Some(index));
    }

    /// Reads what a section stands in, too.
    fn around(&mut self, index: Option<usize>) {
        let sections = self.after.sections;
        let parent = |index: usize| sections.get(index).and_then(|section| section.parent);
        for index in std::iter::successors(index.and_then(parent), |index| parent(*index)) {
            self.read_too(index);
        }
    }

    /// Has a section read.
    fn read_too(&mut self, index: usize) {
        if let Some(slot) = self.read.get_mut(index) {
            *slot = true;
        }
    }

    /// Whether only figures changed in a section: a date, a version, a share. What stands below is not touched by that.
    fn is_count(&self, index: usize) -> bool {
        let hunk = self.hunks.get(index).copied().flatten().filter(|hunk| hunk.from > 0);
        let (Some(hunk), Some(Some(old))) = (hunk, self.old.get(index)) else { return false };
        let was = words(self.before, *old, hunk.from..hunk.old);
        was.is_some() && was == words(self.after, index, hunk.from..hunk.new)
    }

    /// The sections that are read.
    fn sections(&self) -> impl Iterator<Item = (usize, &'a Section)> {
        self.after.sections.iter().enumerate().zip(&self.read).filter(|(_, read)| **read).map(|(one, _)| one)
    }

    /// Whether one of the sections that are read was one of these.
    pub(super) fn touches(&self, old: &[bool]) -> bool {
        let was = |index: usize| (*self.old.get(index)?).and_then(|was| old.get(was).copied());
        self.sections().any(|(index, _)| was(index) == Some(true))
    }

    /// What is known of the old sections, of the new ones.
    pub(super) fn after(&self, old: &[bool]) -> Vec<bool> {
        let was = |was: &Option<usize>| was.and_then(|was| old.get(was).copied()).unwrap_or(false);
        self.old.iter().map(was).collect()
    }

    /// Whether the section that a line (from 0) of the new text stands in is read.
    pub(super) fn reads(&self, line: u32) -> bool {
        at(self.after.sections, line).is_some_and(|index| self.is_read(index))
    }

    fn is_read(&self, index: usize) -> bool {
        self.read.get(index).is_some_and(|read| *read)
    }

    /// The lines (from 0) of the headings that stand in the text of what is read.
    pub(super) fn headings(&self) -> impl Iterator<Item = u32> {
        let sections = self.after.sections.iter().enumerate().filter(|(_, section)| section.is_headed());
        let read = sections.filter(|(index, _)| self.is_read(*index) || !self.is_spare(*index));
        read.map(|(_, section)| section.lines.start)
    }

    /// The text of the sections that are read, and the headings of all others, with the line of the whole (from 0) for each of
    /// its lines.
    pub(super) fn reduced(&self) -> (Vec<u8>, Vec<u32>) {
        let (mut text, mut lines) = (Vec::new(), Vec::new());
        for (index, section) in self.after.sections.iter().enumerate() {
            let left = !self.is_read(index);
            if left && (section.is_part() || self.is_spare(index)) {
                continue;
            }
            if section.is_apart() {
                text.push(b'\n');
                lines.push(section.lines.start);
            }
            if left {
                text.extend_from_slice(section.head(self.after.bytes));
                // What stands below another heading is no part of it.
                text.push(b'\n');
                lines.extend([section.lines.start; 2]);
            } else {
                text.extend_from_slice(section.of(self.after.bytes));
                lines.extend(section.lines.clone());
            }
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
        part.items.retain(|(_, line)| self.reads(line - 1));
        // A heading that came in is work, as those beside it are.
        let heads =
            self.came.iter().filter_map(|(index, _)| Some(self.after.sections.get(*index)?.lines.start));
        let is_work = |head: u32| part.items.iter().any(|(_, line)| line - 1 == head);
        if !part.items.iter().all(|(item, _)| usual(item)) || !heads.into_iter().all(is_work) {
            return None;
        }
        let next_item = |index: usize| before.items.get(index + 1).map_or(u32::MAX, |(_, line)| line - 1);
        self.join(&before.items, &mut part.items, next_item)?;
        self.join(&before.scores, &mut part.scores, |_| 0)?;
        self.join(&before.dates, &mut part.dates, |_| 0)?;
        self.join(&before.gates, &mut part.gates, |_| 0)?;
        self.join(&before.claims, &mut part.claims, |_| 0)?;
        self.join(&before.criteria, &mut part.criteria, |_| 0)?;
        by_line(&mut part);
        Some(part)
    }

    /// Joins what was read with what is taken over. `until` tells the line (from 0) before which an entry ends, at the least
    /// its own.
    fn join<T: Entry>(&self, before: &[T], part: &mut Vec<T>, until: impl Fn(usize) -> u32) -> Option<()> {
        let (mut kept, mut seen) = (Vec::with_capacity(before.len()), HashSet::new());
        let mut stood = Vec::with_capacity(before.len());
        part.retain_mut(|one| self.reads(one.line().saturating_sub(1)));
        for (index, one) in before.iter().enumerate() {
            let mut one = one.clone();
            let at = one.line().checked_sub(1)?;
            stood.push(at);
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
        stood.sort_unstable();
        let is_new = |line: u32| stood.binary_search(&line).is_err();
        // A line that didn't change says nothing that it did not say before.
        if part.iter_mut().any(|one| self.was(*one.line() - 1).is_some_and(is_new)) {
            return None;
        }
        // What is gone or has another name may stand elsewhere, and what is new may be another place of what is known.
        let names: HashSet<String> = part.iter().map(Entry::name).collect();
        let new: HashSet<&String> = names.difference(&seen).collect();
        if !seen.is_subset(&names) || !new.is_empty() && kept.iter().any(|one| new.contains(&one.name())) {
            return None;
        }
        part.append(&mut kept);
        Some(())
    }

    /// Where a line (from 0) of the new text was, if it did not change and stands where it stood.
    fn was(&self, line: u32) -> Option<u32> {
        let index = at(self.after.sections, line)?;
        let within = line - self.after.sections.get(index)?.lines.start;
        let start = self.before.sections.get((*self.old.get(index)?)?)?.lines.start;
        if self.is_block(index) {
            return None;
        }
        match *self.hunks.get(index)? {
            None => Some(start + within),
            Some(hunk) if hunk.from > 0 && within < hunk.from => Some(start + within),
            Some(hunk) if hunk.from > 0 && within >= hunk.new => Some(start + within - hunk.new + hunk.old),
            _ => None,
        }
    }

    /// Where the lines `from..until` (from 0) of the old text are now.
    fn now(&self, from: u32, until: u32) -> Option<Now> {
        let index = at(self.before.sections, from)?;
        let old = self.before.sections.get(index)?;
        let Some(new) = *self.new.get(index)? else { return Some(Now::Unknown) };
        let (start, line) = (self.after.sections.get(new)?.lines.start, from - old.lines.start);
        let until = until.min(old.lines.end) - old.lines.start;
        Some(match (self.read.get(new)?, self.hunks.get(new)?) {
            (false, _) => Now::Left(start + line),
            _ if self.is_block(new) => Now::Unknown,
            (_, None) => Now::Read(start + line),
            (_, Some(hunk)) if hunk.from == 0 => Now::Unknown,
            (_, Some(hunk)) if until < hunk.from => Now::Read(start + line),
            (_, Some(hunk)) if line >= hunk.old => Now::Read(start + line - hunk.old + hunk.new),
            _ => Now::Unknown,
        })
    }
}
