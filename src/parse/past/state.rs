//! Reads a state by what changed since the one before: most commits change a few lines of a long plan, and reading them all
//! in full took nine tenths of the time of a history.
//!
//! The sections that changed are read with the headings they stand under, and everything else is taken over. What is not
//! certain is not taken: where a section that changed says something of work that stands in another, where lines that
//! did not change read otherwise than before, or where work is gone, the state is read in full.

use std::sync::Arc;

use crate::decode::{Document, Syntax};
use crate::markdown::BlockKind;
use crate::model::{Item, Plan, Snapshot};
use crate::parse::past::change::Change;
use crate::parse::past::habits::{Habits, legends, signs};
use crate::parse::past::sections::{Section, Text, at, front_matter, sections};
use crate::parse::past::snapshot::{Entry, snapshot};
use crate::parse::reading;
use crate::place::Place;
use crate::vocabulary::Vocabulary;

/// Texts of fewer sections are read in full.
const FEW: usize = 4;

/// A state with what is needed to read the next one.
pub(super) struct State {
    /// What it said.
    pub(super) said: Arc<Snapshot>,
    text: Arc<[u8]>,
    sections: Vec<Section>,
    /// The sections that say something of work which stands in another.
    tangled: Vec<bool>,
    habits: Habits,
    /// What the whole told of how it is written.
    written: reading::Habits,
}

impl State {
    /// A state that was read in full. Where nobody knows how it is `written`, the next one is, too.
    pub(super) fn whole(
        text: Arc<[u8]>,
        document: &Document,
        plan: &Plan,
        written: Option<reading::Habits>,
        words: &Vocabulary,
    ) -> Self {
        // What is no Markdown has no sections, and is read in full each time; so is what has headings that were not found.
        let markdown = matches!(document.syntax, Syntax::Markdown { .. }) && written.is_some();
        let written = written.unwrap_or_default();
        let mut sections = if markdown { sections(&text) } else { Vec::new() };
        let heads = sections.iter().filter(|section| section.is_headed()).map(|section| section.lines.start);
        if !headings(document, Some).eq(heads) {
            sections.clear();
        }
        let tangled = tangled(&sections, document, plan, Some);
        let habits = Habits::of(Text { bytes: &text, sections: &sections }, document, plan, words);
        Self { said: Arc::new(snapshot(document, plan)), text, sections, tangled, habits, written }
    }

    /// The state after this one, by what changed. `None` where that can't be told for certain.
    pub(super) fn next(
        &self,
        text: &Arc<[u8]>,
        words: &Vocabulary,
        read: impl Fn(Vec<u8>, reading::Habits) -> (Document, Plan, reading::Habits),
    ) -> Option<Self> {
        let new = sections(text);
        if self.sections.is_empty() || new.len() < FEW || memchr::memchr(0, text).is_some() {
            return None;
        }
        // One more of them, or one less, and none or all are ids.
        if self.written.repeated_ids {
            return None;
        }
        // What stands in front says of everything what it is.
        if front_matter(&self.text) != front_matter(text) {
            return None;
        }
        let before = Text { bytes: &self.text, sections: &self.sections };
        let change =
            Change::between(before, Text { bytes: text, sections: &new }, &self.said, &self.habits.legends)?;
        if change.touches(&self.tangled) || signs(text) != self.habits.signs {
            return None;
        }
        let (reduced, lines) = change.reduced();
        let (document, plan, habits) = read(reduced, self.written);
        // Too many of them, and none is an id.
        if habits.repeated_ids {
            return None;
        }
        let whole = |line: u32| lines.get(line as usize).copied();
        if !headings(&document, whole).eq(change.headings()) {
            return None;
        }
        let part_tangled = tangled(&new, &document, &plan, whole);
        if change.read.iter().zip(&part_tangled).any(|(read, tangled)| *read && *tangled) {
            return None;
        }
        let line = |item: &Item| whole(document.line(item.place.span.start) - 1);
        let own = |item: &&Item| line(item).is_some_and(|line| change.reads(line));
        let own: Vec<&Item> = plan.items.iter().filter(own).collect();
        let legends = legends(Text { bytes: text, sections: &new }, &document, words, whole);
        let habits = self.habits.go_on(&self.said, &own, &change.after(&self.habits.legends))?;
        if legends != habits.legends {
            return None;
        }
        let mut part = snapshot(&document, &plan);
        for line in each_line(&mut part) {
            *line = whole(line.checked_sub(1)?)? + 1;
        }
        let said = Arc::new(change.joined(&self.said, part)?);
        let left = |(read, old): (&bool, &Option<usize>)| {
            !read && old.and_then(|old| self.tangled.get(old)).is_some_and(|tangled| *tangled)
        };
        let tangled = change.read.iter().zip(&change.old).map(left).collect();
        Some(Self { said, text: text.clone(), sections: new, tangled, habits, written: self.written })
    }
}

/// The lines (from 0) of the headings of a document. `lines` tells the line of the whole for one of the document.
fn headings(document: &Document, lines: impl Fn(u32) -> Option<u32>) -> impl Iterator<Item = u32> {
    let blocks = match &document.syntax {
        Syntax::Markdown { doc, .. } => doc.blocks.as_slice(),
        _ => &[],
    };
    let heads = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
    heads.filter_map(move |block| lines(document.line(block.span.start) - 1))
}

/// Which sections say something of work that stands in another. `lines` tells the line (from 0) of one of the document.
fn tangled(
    sections: &[Section],
    document: &Document,
    plan: &Plan,
    lines: impl Fn(u32) -> Option<u32>,
) -> Vec<bool> {
    let mut found = vec![false; sections.len()];
    let place = |place: Place| at(sections, lines(document.line(place.span.start) - 1)?);
    let mut join = |one: Option<usize>, other: Option<usize>| {
        if one != other {
            for index in [one, other].into_iter().flatten() {
                if let Some(tangled) = found.get_mut(index) {
                    *tangled = true;
                }
            }
        }
    };
    for item in &plan.items {
        for mention in &item.mentions {
            join(place(item.place), place(mention.place));
        }
    }
    for group in &plan.groups {
        for stated in group.claimed.iter().chain(&group.mentions) {
            join(place(group.place), place(stated.place));
        }
    }
    found
}

fn each_line(part: &mut Snapshot) -> impl Iterator<Item = &mut u32> {
    let items = part.items.iter_mut().map(Entry::line);
    let words = part.scores.iter_mut().chain(&mut part.dates).map(Entry::line);
    items
        .chain(words)
        .chain(part.gates.iter_mut().map(Entry::line))
        .chain(part.claims.iter_mut().map(Entry::line))
        .chain(part.criteria.iter_mut().map(Entry::line))
}

#[cfg(test)]
mod tests;
