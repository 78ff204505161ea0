//! What a document as a whole says of how it is written, and what reading a part of it can't tell: legends, tags, what carries its
//! work.

use std::collections::HashSet;
use std::slice;

use memchr::memmem;

use crate::decode::{Document, Syntax};
use crate::model::{Carrier, Item, Plan, Snapshot, Status, StatusSource};
use crate::parse::past::sections::{Text, at};
use crate::parse::reading::Signs;
use crate::vocabulary::Vocabulary;

/// How a document is written.
#[derive(Clone)]
pub(super) struct Habits {
    /// The sections that a legend stands in, or what links elsewhere lead to: they say what signs and brackets mean elsewhere.
    pub(super) legends: Vec<bool>,
    /// Whether a box is ticked in it, whether signs of what is done stand behind open boxes, and whether there are boxes.
    pub(super) signs: (bool, bool, bool),
    /// Ids that only sort work.
    tags: HashSet<String>,
    /// Whether rows and blocks are work.
    rows: bool,
    blocks: bool,
}

impl Habits {
    /// The habits of a document.
    pub(super) fn of(text: Text<'_>, document: &Document, plan: &Plan, words: &Vocabulary) -> Self {
        let has = |carrier: Carrier| plan.items.iter().any(|item| item.carrier == carrier);
        Self {
            legends: legends(text, document, words, Some),
            signs: signs(document.text.as_bytes()),
            tags: plan.items.iter().flat_map(|item| &item.tags).map(|tag| tag.to_lowercase()).collect(),
            rows: has(Carrier::Row),
            blocks: has(Carrier::Block),
        }
    }

    /// The habits after a state of which the items of `part` were read; `None` where it may change how something else is read,
    /// or be read otherwise among everything. `legends` are those that are left.
    pub(super) fn go_on(&self, before: &Snapshot, part: &[&Item], legends: &[bool]) -> Option<Self> {
        let known =
            |item: &Item| before.items.iter().any(|(old, _)| old.title == item.title && old.id == item.id);
        // A few are looked for among many: no table of all is worth its making.
        let ids = || before.items.iter().filter_map(|(old, _)| old.id.as_deref());
        let own: HashSet<String> = part.iter().filter_map(|item| lower(item.id.as_deref())).collect();
        let (old, new): (Vec<&Item>, Vec<&Item>) = part.iter().copied().partition(|item| known(item));
        for item in part {
            // What stands under `Done` with an open box is done where no box is ticked.
            let done = item.carrier == Carrier::Box
                && item.status == Status::Done
                && item.status_source == StatusSource::Inherited;
            let id = lower(item.id.as_deref()).unwrap_or_default();
            let elsewhere = |id: &str| !own.contains(id) && ids().any(|other| is_same(other, id));
            let outer = id.rsplit_once(['.', '-']).is_some_and(|(outer, _)| elsewhere(outer));
            if done && self.signs.0 || self.tags.contains(&id) || outer {
                return None;
            }
        }
        for item in new {
            // An overview speaks of what headings describe.
            let speaks =
                item.carrier == Carrier::Row && self.blocks || item.carrier == Carrier::Block && self.rows;
            let alike = |other: &&Item| other.carrier == item.carrier && other.group == item.group;
            let id = lower(item.id.as_deref()).unwrap_or_default();
            let inner = |other: &str| {
                let head = other.get(..id.len()).filter(|head| is_same(head, &id));
                head.is_some() && other.get(id.len()..).is_some_and(|rest| rest.starts_with(['.', '-']))
            };
            if speaks || !old.iter().any(alike) || !id.is_empty() && ids().any(inner) {
                return None;
            }
        }
        let tags = part.iter().flat_map(|item| &item.tags).map(|tag| tag.to_lowercase());
        let tags = self.tags.iter().cloned().chain(tags).collect();
        Some(Self { legends: legends.to_vec(), tags, ..*self })
    }
}

/// Whether an id is the same as one in lower case.
fn is_same(id: &str, lower: &str) -> bool {
    id.len() == lower.len() && id.eq_ignore_ascii_case(lower) || !id.is_ascii() && id.to_lowercase() == lower
}

fn lower(id: Option<&str>) -> Option<String> {
    id.map(str::to_lowercase)
}

/// Whether a text has a box that is ticked, signs of what is done behind open boxes, and boxes.
pub(super) fn signs(text: &[u8]) -> (bool, bool, bool) {
    let has = |signs: &[&str]| signs.iter().any(|sign| memmem::find(text, sign.as_bytes()).is_some());
    let ticked = has(&["[x]", "[X]", "[v]", "[V]", "☑"]);
    (ticked, has(&["[ ] ✅", "[ ] ✔"]), ticked || has(&["[ ]"]))
}

/// The sections in which legends and definitions of links stand. `lines` tells the line (from 0) of one of the document.
pub(super) fn legends(
    text: Text<'_>,
    document: &Document,
    words: &Vocabulary,
    lines: impl Fn(u32) -> Option<u32>,
) -> Vec<bool> {
    let mut found = defining(text);
    let Syntax::Markdown { doc, .. } = &document.syntax else { return found };
    for block in doc.blocks.iter().filter(|block| !Signs::survey(slice::from_ref(block), words).is_empty()) {
        let line = |offset: u32| lines(document.line(offset) - 1).and_then(|line| at(text.sections, line));
        let (Some(from), Some(to)) = (line(block.span.start), line(block.span.end.saturating_sub(1))) else {
            continue;
        };
        for slot in found.iter_mut().take(to + 1).skip(from) {
            *slot = true;
        }
    }
    found
}

/// The sections in which a line may define what links or footnotes lead to: `[name]: address`.
fn defining(text: Text<'_>) -> Vec<bool> {
    let mut found = vec![false; text.sections.len()];
    let mut section = 0;
    for place in memmem::find_iter(text.bytes, "]:") {
        let before = text.bytes.get(..place).unwrap_or_default();
        let begin = memchr::memrchr(b'\n', before).map_or(0, |line| line + 1);
        if !before.get(begin..).is_some_and(|line| line.trim_ascii_start().starts_with(b"[")) {
            continue;
        }
        while text.sections.get(section).is_some_and(|one| one.bytes.end <= place) {
            section += 1;
        }
        if let Some(slot) = found.get_mut(section) {
            *slot = true;
        }
    }
    found
}
