//! Risks: bullets under a heading of risks, and tables with a column of risks.

use crate::markdown::{Block, BlockKind, Inline, ListItem, Table};
use crate::model::Risk;
use crate::parse::reading::{Draft, Scope, first_line, is_placeholder, one_line};
use crate::vocabulary::Role;

/// Reads a list or table of risks.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    match &block.kind {
        BlockKind::Table(table) => rows(draft, table),
        BlockKind::List { items, .. }
            if scope.role == Some(Role::Risks) && !items.iter().any(|item| item.task.is_some()) =>
        {
            bullets(draft, items);
            true
        }
        _ => false,
    }
}

fn rows(draft: &mut Draft<'_>, table: &Table) -> bool {
    let Some(column) = table.head.iter().position(|head| draft.words.is_column(&head.text, "risk")) else {
        return false;
    };
    let words = draft.words;
    let find = |list: &str| {
        let names = |head: &Inline| words.is_column(&head.text, list);
        table.head.iter().enumerate().position(|(at, head)| at != column && names(head))
    };
    let (level, mitigation) = (find("level"), find("mitigation"));
    for row in &table.rows {
        let cell = |at: usize| {
            row.cells.get(at).map(|cell| one_line(&cell.text)).filter(|text| !is_placeholder(text, words))
        };
        let Some(title) = cell(column) else { continue };
        let place = draft.place(row.span);
        draft.risks.push(Risk {
            title,
            level: level.and_then(cell),
            mitigation: mitigation.and_then(cell),
            place,
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
        let parts = text
            .split_once([':', '：'])
            .or_else(|| text.split_once(" - "))
            .or_else(|| text.split_once(" — "));
        let (title, mitigation) = match parts {
            Some((title, rest)) if !rest.trim().is_empty() => {
                (title.trim().to_owned(), Some(rest.trim().to_owned()))
            }
            _ => (text.clone(), None),
        };
        if !is_placeholder(&title, draft.words) {
            let span = first_line(draft, item.span);
            draft.risks.push(Risk { title, level: None, mitigation, place: draft.place(span) });
        }
    }
}
