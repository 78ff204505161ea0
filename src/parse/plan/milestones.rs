//! Milestones: rows of a table with a column of milestones, and dated bullets under a heading of milestones.

use crate::markdown::{Block, BlockKind, Inline, ListItem, Table};
use crate::model::Milestone;
use crate::parse::reading::{Draft, Scope, cell, first_line, is_placeholder, one_line, plain, trailing};
use crate::vocabulary::{Header, Role};

/// Reads a list or table of milestones.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    match &block.kind {
        BlockKind::Table(table) => rows(draft, table),
        // Below a milestone that is work, bullets are its fields: `- Status: done`.
        BlockKind::List { items, .. }
            if scope.role == Some(Role::Milestones)
                && scope.item.is_none()
                && !items.iter().any(|item| boxed(item) || is_field(draft, item)) =>
        {
            bullets(draft, items);
            true
        }
        _ => false,
    }
}

fn is_field(draft: &Draft<'_>, item: &ListItem) -> bool {
    matches!(item.blocks.first().map(|block| &block.kind), Some(BlockKind::Paragraph(inline)) if draft.begins_with_field(inline))
}

/// Whether a list item is a box or holds some: work, not a date.
fn boxed(item: &ListItem) -> bool {
    item.task.is_some()
        || item.blocks.iter().any(|block| match &block.kind {
            BlockKind::List { items, .. } => items.iter().any(boxed),
            _ => false,
        })
}

fn rows(draft: &mut Draft<'_>, table: &Table) -> bool {
    let words = draft.words;
    let is_milestone = |head: &Inline| words.is_column(&head.text, "milestone");
    let Some(column) = table.head.iter().position(is_milestone) else { return false };
    // A table of tasks may name the milestone each belongs to.
    let first = |head: &Inline| words.headers(&head.text).first().copied();
    let work = table.head.iter().any(|head| first(head) == Some(Header::Name) && !is_milestone(head));
    let ids = table.head.iter().any(|head| first(head) == Some(Header::Id));
    let find = |header: Header| {
        table.head.iter().position(|head| words.is_header(&head.text, header) && !is_milestone(head))
    };
    let (when, status) = (find(Header::When), find(Header::Status));
    // `| # | Milestone | Status | Owner |`: what has an id, a state and no day is work.
    if work || ids && (column > 1 || status.is_some() && when.is_none()) {
        return false;
    }
    for row in &table.rows {
        let text = |at: usize| {
            row.cells.get(at).map(|cell| one_line(&cell.text)).filter(|text| !is_placeholder(text, words))
        };
        let Some(title) = text(column) else { continue };
        let stated = status
            .and_then(text)
            .and_then(|text| cell(&text, words))
            .map(|marked| draft.stated(&marked, row.span));
        draft.milestones.push(Milestone {
            title: plain(&title),
            when: when.and_then(text),
            stated,
            place: draft.place(row.span),
        });
    }
    true
}

fn bullets(draft: &mut Draft<'_>, items: &[ListItem]) {
    for item in items {
        let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) else {
            continue;
        };
        let text = one_line(&inline.text);
        if is_placeholder(&text, draft.words) {
            continue;
        }
        let said = trailing(&text, draft.words);
        let body = said.as_ref().map_or(text.as_str(), |(_, at)| text.get(..*at).unwrap_or(&text));
        let dated = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let (when, title) = match body.split_once([':', '：']) {
            Some((when, title)) if dated(when) && !title.trim().is_empty() => {
                (Some(when.trim().to_owned()), title.trim())
            }
            Some((title, when)) if dated(when) => (Some(when.trim().to_owned()), title.trim()),
            _ => (None, body),
        };
        let span = first_line(draft, item.span);
        let stated = said.map(|(marked, _)| draft.stated(&marked, span));
        draft.milestones.push(Milestone { title: plain(title), when, stated, place: draft.place(span) });
    }
}
