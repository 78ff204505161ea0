//! Boxes under a heading or lead of criteria.

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::{Criterion, ItemId, Status};
use crate::parse::plan::box_sign;
use crate::parse::reading::{Draft, Scope, first_line, is_placeholder, one_line};

/// Reads boxes (and plain bullets among them) as criteria.
pub(super) fn criteria(draft: &mut Draft<'_>, scope: &Scope, items: &[ListItem]) {
    for item in items {
        let sign = box_sign::sign(draft, item);
        let ticked = sign.is_some();
        if let Some(inline) = item.blocks.iter().find_map(paragraph) {
            let rest = sign.as_ref().map_or(0, |sign| sign.rest);
            let text = inline.text.get(rest..).unwrap_or("").trim();
            if is_placeholder(text, draft.words) {
                continue;
            }
            let span = first_line(draft, item.span);
            draft.criteria.push(Criterion {
                text: one_line(text),
                place: draft.place(span),
                group: scope.group,
                item: scope.item.map(|index| ItemId(index as u32)),
                met: sign.as_ref().map(|sign| sign.status == Status::Done),
                stated: sign.map(|sign| sign.text),
            });
        }
        for block in &item.blocks {
            // Plain bullets below a box say how it is checked.
            let inner = |items: &[ListItem]| {
                !ticked || items.iter().any(|item| box_sign::sign(draft, item).is_some())
            };
            if let BlockKind::List { items, .. } = &block.kind
                && inner(items)
            {
                criteria(draft, scope, items);
            }
        }
    }
}

fn paragraph(block: &Block) -> Option<&Inline> {
    match &block.kind {
        BlockKind::Paragraph(inline) => Some(inline),
        _ => None,
    }
}
