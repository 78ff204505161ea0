//! Headings without id or number whose first lines are fields that only work has: `### PDF export` with
//! `- **Priority**: High` and `- **Estimate**: 3 days` below. One alone says little; several side by side are work.

use std::collections::{HashMap, HashSet};

use crate::markdown::BlockKind;
use crate::model::Status;
use crate::parse::plan::heading_id::has_work_below;
use crate::parse::reading::{Draft, Section, cell, label, labels};
use crate::vocabulary::{Header, Role, normalise};

/// The sections of such headings, as indices into the outline.
pub(super) fn survey(draft: &Draft<'_>) -> HashSet<usize> {
    let mut found: Vec<(usize, Way)> = Vec::new();
    let mut beside: HashMap<Way, usize> = HashMap::new();
    let mut states: HashMap<Way, HashSet<Status>> = HashMap::new();
    for (at, section) in draft.outline.sections.iter().enumerate() {
        let Some((way, state)) = way(draft, section) else { continue };
        *beside.entry(way).or_insert(0) += 1;
        states.entry(way).or_default().extend(state);
        found.push((at, way));
    }
    let enough = |way: &Way| {
        let count = beside.get(way).copied().unwrap_or(0);
        match way {
            Way::Fields(_) | Way::Numbered(_) => count >= 2,
            Way::Bare(_) => count >= 3 && states.get(way).is_some_and(|states| states.len() > 1),
            // States alone may be those of anything; of work they differ.
            Way::State(_) => count >= 3 && states.get(way).is_some_and(|states| states.len() > 1),
        }
    };
    found.into_iter().filter(|(_, way)| enough(way)).map(|(at, _)| at).collect()
}

/// How a heading is told to name work by what stands below it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// By several fields that only work has, beside others below one heading.
    Fields(Option<usize>),
    /// By its number and a state, beside others of one level.
    Numbered(u8),
    /// By a state alone, beside others below one heading.
    State(Option<usize>),
    /// By nothing below it and a state behind it, or beside others of its level that have one.
    Bare(u8),
}

/// How a heading is told to name work, and the state that stands below it.
fn way(draft: &Draft<'_>, section: &Section<'_>) -> Option<(Way, Option<Status>)> {
    let foreign = matches!(
        section.role,
        Some(
            Role::Legend
                | Role::Criteria
                | Role::Risks
                | Role::Team
                | Role::Metrics
                | Role::Scores
                | Role::Gates
                | Role::Practices
        )
    );
    // `### Copy the release notes` with nothing below is no heading of notes.
    let alone = section.blocks.is_empty() && section.title.text.split_whitespace().count() > 2;
    let plain = (2..=6).contains(&section.level)
        && section.group.is_none()
        && section.id.is_none()
        // `### 2026-03-14 14:20` is a day of a log.
        && section.title.text.contains(char::is_alphabetic)
        && (!section.own_role || alone)
        && !(foreign && section.role != Some(Role::Practices));
    if !plain || !is_leaf(draft, section) || has_work_below(draft, section) {
        return None;
    }
    if section.blocks.is_empty()
        && section.level > 2
        && (!foreign || section.own_role)
        && !section.title.text.ends_with(':')
    {
        return Some((Way::Bare(section.level), section.title.last.as_ref().map(|marked| marked.status)));
    }
    if says_fields(draft, section) {
        return Some((Way::Fields(section.parent), None));
    }
    let state = state(draft, section).filter(|_| !foreign && section.role != Some(Role::Summary))?;
    let numbered = section.title.number.is_some();
    let way = if numbered { Way::Numbered(section.level) } else { Way::State(section.parent) };
    Some((way, Some(state)))
}

/// The state that one of the first lines below a heading gives it: `**Status:** [x] Complete`.
pub(super) fn state(draft: &Draft<'_>, section: &Section<'_>) -> Option<Status> {
    let line = |text: &str| {
        let found = label(text)?;
        let status = draft.words.headers(found.name).first() == Some(&Header::Status);
        let marked = cell(found.value, draft.words).filter(|_| status && !found.value.is_empty())?;
        Some(marked.status)
    };
    section.blocks.iter().take(2).find_map(|block| match &block.kind {
        BlockKind::Paragraph(inline) => inline.text.lines().find_map(line),
        BlockKind::List { items, .. } => {
            items.iter().find_map(|item| match item.blocks.first().map(|block| &block.kind) {
                Some(BlockKind::Paragraph(inline)) => line(inline.text.lines().next().unwrap_or("")),
                _ => None,
            })
        }
        _ => None,
    })
}

/// Whether no heading stands below one; bold lines may.
fn is_leaf(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let inner = draft.outline.inside(section.extent).filter(|other| other.span != section.span);
    inner.take(1).all(|other| other.level > 6)
}

/// Whether the first lines below a heading are a state or an urgency with another field of work.
fn says_fields(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let mut said: HashSet<Header> = HashSet::new();
    let mut severe = false;
    let mut line = |text: &str| {
        for found in labels(text).into_iter().filter(|found| !found.value.is_empty()) {
            severe |= normalise(found.name).starts_with("sever");
            let header = draft.words.headers(found.name).first().copied();
            said.extend(header.filter(|header| {
                matches!(
                    header,
                    Header::Status | Header::Priority | Header::Estimate | Header::Owner | Header::Depends
                )
            }));
        }
    };
    for block in section.blocks.iter().take(2) {
        match &block.kind {
            BlockKind::Paragraph(inline) => inline.text.lines().for_each(&mut line),
            BlockKind::List { items, .. } => {
                for item in items {
                    if let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) {
                        line(inline.text.lines().next().unwrap_or(""));
                    }
                }
            }
            _ => {}
        }
    }
    said.len() >= 2 && !severe && (said.contains(&Header::Status) || said.contains(&Header::Priority))
}
