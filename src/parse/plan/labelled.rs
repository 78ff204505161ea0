//! Headings without id or number whose first lines are fields that only work has: `### PDF export` with
//! `- **Priority**: High` and `- **Estimate**: 3 days` below. One alone says little; several side by side are work.

use std::collections::{HashMap, HashSet};

use crate::markdown::BlockKind;
use crate::parse::plan::headings::has_work_below;
use crate::parse::reading::{Draft, Section, labels};
use crate::vocabulary::{Header, Role, normalise};

/// The sections of such headings, as indices into the outline.
pub(super) fn survey(draft: &Draft<'_>) -> HashSet<usize> {
    let sections = draft.outline.sections.iter().enumerate();
    let found: Vec<(usize, Option<usize>)> = sections
        .filter(|(_, section)| is_labelled(draft, section))
        .map(|(at, section)| (at, section.parent))
        .collect();
    let mut beside: HashMap<Option<usize>, usize> = HashMap::new();
    for (_, parent) in &found {
        *beside.entry(*parent).or_insert(0) += 1;
    }
    found
        .into_iter()
        .filter(|(_, parent)| beside.get(parent).is_some_and(|count| *count >= 2))
        .map(|(at, _)| at)
        .collect()
}

fn is_labelled(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let plain = (2..=6).contains(&section.level)
        && section.group.is_none()
        && section.id.is_none()
        && !section.own_role
        && !matches!(
            section.role,
            Some(Role::Legend | Role::Criteria | Role::Risks | Role::Team | Role::Metrics | Role::Scores)
        );
    plain && says_fields(draft, section) && !has_work_below(draft, section) && is_leaf(draft, section)
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
