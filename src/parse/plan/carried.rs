//! What carries the work around a list: boxes, tables or blocks beside which plain bullets only tell about it.

use crate::markdown::{BlockKind, Inline, Table};
use crate::model::{Carrier, Status};
use crate::parse::plan::containers;
use crate::parse::reading::{Draft, IdShape, Scope, Section};
use crate::place::Span;
use crate::vocabulary::{Header, Role};

/// Whether boxes, tables of work or blocks with ids stand in the part of the plan around a list.
pub(super) fn carries_work(draft: &Draft<'_>, scope: &Scope) -> bool {
    let extent = match scope.group.and_then(|id| draft.groups.get(id.0 as usize)) {
        Some(group) => group.extent,
        None => draft.outline.sections.get(scope.section).map_or(Span::default(), |section| section.extent),
    };
    let text = &draft.document.text;
    // Blocks stand in the order of the text, and the text is read no further than here: the last one tells.
    if draft.last_block.is_some_and(|block| extent.contains(block)) {
        return true;
    }
    if let Some((_, known)) = draft.carried.get().filter(|(known, _)| *known == extent) {
        return known;
    }
    // Boxes of criteria are none of work.
    let other = |section: &Section<'_>| {
        matches!(section.role, Some(Role::Criteria | Role::Gates | Role::Metrics | Role::Team | Role::Legend))
    };
    let carries = draft.outline.inside(extent).filter(|section| !other(section)).any(|section| {
        section.blocks.iter().any(|block| match &block.kind {
            BlockKind::List { items, .. } => {
                items.iter().any(|item| item.task.is_some() || item.span.of(text).starts_with("- ["))
            }
            BlockKind::Table(table) => is_task_table(draft, table),
            _ => false,
        })
    });
    draft.carried.set(Some((extent, carries)));
    carries
}

fn is_task_table(draft: &Draft<'_>, table: &Table) -> bool {
    let first = |cell: &Inline| draft.words.headers(&cell.text).first().copied();
    table.head.iter().any(|cell| matches!(first(cell), Some(Header::Id | Header::Status)))
        && !table.head.first().is_some_and(|cell| draft.words.is_foreign_column(&cell.text))
}

/// Whether bullets stand in a phase below a heading that is a state, or below another heading under one whose work stands in
/// a table: they tell about that work.
pub(super) fn explains(draft: &Draft<'_>, scope: &Scope) -> bool {
    let mut at = Some(scope.section);
    while let Some(section) = at.and_then(|index| draft.outline.sections.get(index)) {
        if section.group.as_ref().is_some_and(|head| head.defines) {
            return true;
        }
        if containers::column(draft, section).is_some() {
            let names =
                |table: &Table| table.head.iter().any(|cell| draft.words.is_header(&cell.text, Header::Name));
            return at != Some(scope.section)
                && section.blocks.iter().any(|block| match &block.kind {
                    BlockKind::Table(table) => names(table) || is_task_table(draft, table),
                    _ => false,
                });
        }
        at = section.parent;
    }
    false
}

/// Whether what stands under `### Completed` of a summary only retells what tables of work above it say.
pub(super) fn retells(draft: &Draft<'_>, scope: &Scope) -> bool {
    if scope.status.as_ref().is_none_or(|marked| marked.status != Status::Done) {
        return false;
    }
    let mut at = draft.outline.sections.get(scope.section).and_then(|section| section.parent);
    let mut summary = false;
    while let Some(section) = at.and_then(|index| draft.outline.sections.get(index)) {
        summary |= section.own_role && section.role == Some(Role::Summary);
        at = section.parent;
    }
    let rows = draft
        .items
        .iter()
        .filter(|candidate| candidate.item.carrier == Carrier::Row && candidate.item.id.is_some());
    summary && rows.count() >= 5
}

/// Whether all bullets have ids such as `TASK-011` that stand nowhere else, in a document whose work has ids of its own.
pub(super) fn continue_series<'i>(draft: &Draft<'_>, ids: impl IntoIterator<Item = Option<&'i str>>) -> bool {
    // Each id is looked for in the whole text.
    const MOST: usize = 40;
    let text = draft.document.text.as_str();
    let known = draft
        .items
        .iter()
        .any(|candidate| candidate.item.carrier == Carrier::Block && candidate.shape == Some(IdShape::Coded));
    known
        && ids.into_iter().enumerate().all(|(at, id)| {
            at < MOST && id.is_some_and(|id| id.contains('-') && text.matches(id).nth(1).is_none())
        })
}
