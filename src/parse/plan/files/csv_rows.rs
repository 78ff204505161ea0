//! Rows of CSV and TSV files with a header row: read as rows of a table.

use crate::decode::Syntax;
use crate::markdown::{Inline, Row, Table};
use crate::parse::plan::rows;
use crate::parse::reading::{Draft, Scope};
use crate::place::Span;
use crate::vocabulary::Role;

/// Reads the rows of a file.
pub(super) fn read(draft: &mut Draft<'_>) -> bool {
    let document = draft.document;
    let Syntax::Rows(lines) = &document.syntax else { return false };
    let inline = |cell: &(Span, String)| Inline::plain(&cell.1, cell.0);
    let Some((head, body)) = lines.split_first() else { return true };
    let span = |cells: &[(Span, String)]| {
        let first = cells.first().map_or(Span::default(), |cell| cell.0);
        first.to(cells.last().map_or(first, |cell| cell.0))
    };
    let table = Table {
        head_span: span(head),
        head: head.iter().map(inline).collect(),
        rows: body
            .iter()
            .map(|cells| Row {
                span: span(cells),
                cells: cells.iter().map(inline).collect(),
                written: cells.len(),
            })
            .collect(),
        mended: false,
    };
    let scope = Scope { role: Some(Role::Work), ..Scope::default() };
    rows::table(draft, &scope, &table);
    true
}
