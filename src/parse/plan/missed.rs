//! What looks like work and was not understood. It is told, not guessed: an unknown sign in a box, a line that a table
//! swallowed, a table with ids or states that no reader took and that nothing says is no work.

use crate::markdown::{Block, BlockKind, Inline, ListItem, Table};
use crate::parse::plan::row_cells::is_pairs;
use crate::parse::reading::{Draft, Scope, box_mark, first_line, is_placeholder};
use crate::place::Span;
use crate::vocabulary::{Header, Role};

/// Notes what the carriers left of a block; `taken` says whether one of them read it.
pub(super) fn note(draft: &mut Draft<'_>, scope: &Scope, block: &Block, taken: bool) {
    if matches!(scope.role, Some(Role::Legend)) {
        return;
    }
    let left: Vec<Span> = match &block.kind {
        BlockKind::List { items, .. } => unknown_boxes(draft, items),
        BlockKind::Paragraph(inline) if !taken && is_ruleless(inline) => vec![block.span],
        BlockKind::Table(table) if taken => swallowed(draft, table),
        BlockKind::Table(table) if looks_like_work(draft, scope, table) => vec![block.span],
        _ => Vec::new(),
    };
    draft.unread.extend(left);
}

/// Lines of cells (`Task 1 | Build | done`) without the line of dashes that makes a table of them.
fn is_ruleless(inline: &Inline) -> bool {
    let cells = |line: &str| line.matches('|').count();
    let mut lines = inline.text.lines();
    let first = lines.next().map_or(0, cells);
    first > 1 && inline.text.contains('\n') && lines.all(|line| cells(line) == first)
}

/// Items with a box whose sign is not known.
fn unknown_boxes(draft: &Draft<'_>, items: &[ListItem]) -> Vec<Span> {
    let boxed = items.iter().any(|item| item.task.is_some());
    items
        .iter()
        .filter(|item| {
            let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) else {
                return false;
            };
            item.task.is_none() && unknown_sign(inline).is_some_and(|sign| boxed || !sign.is_alphanumeric())
        })
        .map(|item| first_line(draft, item.span))
        .collect()
}

/// The sign of a box that no state is known for: `[?] `. `[1] ` is a reference, `[P] ` a tag.
fn unknown_sign(inline: &Inline) -> Option<char> {
    let inner = inline.text.strip_prefix('[').filter(|_| !inline.in_code(0))?;
    let sign = inner.chars().next()?;
    let after = inner.get(sign.len_utf8()..)?.strip_prefix(']')?;
    (after.starts_with(char::is_whitespace) && !sign.is_numeric() && box_mark(sign, true).is_none())
        .then_some(sign)
}

/// Lines without cells inside a table: a heading or a sentence that the table swallowed.
fn swallowed(draft: &Draft<'_>, table: &Table) -> Vec<Span> {
    let lone = |cell: Option<&Inline>| cell.is_some_and(|cell| !is_placeholder(&cell.text, draft.words));
    let rows = table.rows.iter().filter(|_| table.head.len() > 1);
    rows.filter(|row| row.written <= 1 && lone(row.cells.first())).map(|row| row.span).collect()
}

/// Whether a table that nobody took has a column of ids, states or work.
fn looks_like_work(draft: &Draft<'_>, scope: &Scope, table: &Table) -> bool {
    let first = |cell: &Inline| draft.words.headers(&cell.text).first().copied();
    let known = table.head.iter().filter(|cell| {
        matches!(first(cell), Some(Header::Status | Header::Name | Header::Owner | Header::Estimate))
    });
    let foreign = table.head.iter().take(2).any(|cell| draft.words.is_foreign_column(&cell.text));
    matches!(scope.role, None | Some(Role::Work))
        && !foreign
        && !is_pairs(table)
        && !table.rows.is_empty()
        && known.count() >= 2
}
