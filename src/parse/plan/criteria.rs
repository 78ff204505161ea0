//! Bullets and numbered lists without boxes under a heading or lead of criteria.

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::{Criterion, ItemId, Status};
use crate::parse::plan::headings::group_key;
use crate::parse::reading::{
    Draft, Scope, Title, first_line, group_head, is_placeholder, one_line, symbol_status, trailing,
};
use crate::vocabulary::Role;

/// Reads a list as criteria.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::List { items, .. } = &block.kind else { return false };
    let boxed = |item: &ListItem| {
        item.task.is_some()
            || item.span.of(&draft.document.text).trim_start_matches(['-', '*', '+', ' ']).starts_with('[')
    };
    if scope.role != Some(Role::Criteria) || items.iter().any(boxed) {
        return false;
    }
    for item in items {
        if let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) {
            one(draft, scope, item, inline);
        }
        let mut inner = scope.clone();
        inner.depth += 1;
        (draft.inner)(draft, &inner, item.blocks.get(1..).unwrap_or(&[]));
    }
    true
}

fn one(draft: &mut Draft<'_>, scope: &Scope, item: &ListItem, inline: &Inline) {
    let whole: String = inline.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_placeholder(&whole, draft.words) {
        return;
    }
    // A tick used as a bullet says nothing; words at the end do: `… ✅ **ACHIEVED**`.
    let bare = whole.trim_start_matches(|c: char| {
        symbol_status(c, true).is_some() || c == '\u{fe0f}' || c.is_whitespace()
    });
    let said = trailing(bare, draft.words).filter(|(_, at)| *at > 0);
    let text = said.as_ref().map_or(bare, |(_, at)| bare.get(..*at).unwrap_or(bare));
    let span = first_line(draft, item.span);
    let title = Title::of(bare, draft.words);
    if let (Some(head), Some((marked, _))) = (group_head(&title.text, draft.words), &said) {
        let stated = draft.stated(marked, item.span);
        draft.group_mentions.push((group_key(head.kind, &head.number), stated));
    }
    draft.criteria.push(Criterion {
        text: one_line(text),
        place: draft.place(span),
        group: scope.group,
        item: scope.item.map(|index| ItemId(index as u32)),
        met: said.as_ref().map(|(marked, _)| marked.status == Status::Done),
        stated: said.map(|(marked, _)| marked.text),
    });
}
