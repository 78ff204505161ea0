//! Tables that are no work: values of the document, and values of the block of work that they stand below.

use crate::markdown::{Inline, Table};
use crate::model::{Carrier, Field};
use crate::parse::plan::row_cells::is_pairs;
use crate::parse::plan::row_columns::only_meta;
use crate::parse::reading::{Draft, Scope, cell, one_line};
use crate::vocabulary::Header;

/// Gives the values of a table of two columns below a block of work (`| Estimate | 2 h |`) to that block.
pub(super) fn values_of_block(draft: &mut Draft<'_>, scope: &Scope, table: &Table) -> bool {
    let Some(index) = scope.item.filter(|_| table.head.len() == 2) else { return false };
    let Some(candidate) = draft.items.get(index) else { return false };
    let field = |name: &str| {
        let known = |header: &Header| !matches!(header, Header::Name | Header::Title | Header::Id);
        draft.words.headers(name).iter().any(known)
    };
    let pair = |cells: &[Inline]| match cells {
        [name, value, ..] if !name.text.trim().is_empty() => {
            Some((name.text.trim().to_owned(), value.clone()))
        }
        _ => None,
    };
    // The first row may stand where names of columns do.
    let head = pair(&table.head).filter(|(name, value)| field(name) && !value.text.trim().is_empty());
    let rows = table.rows.iter().filter_map(|row| pair(&row.cells));
    let pairs: Vec<(String, Inline)> = head.into_iter().chain(rows).collect();
    let known = pairs.iter().filter(|(name, _)| field(name)).count();
    if candidate.item.carrier != Carrier::Block || known == 0 || known * 3 < pairs.len() {
        return false;
    }
    let mut item = candidate.item.clone();
    for (name, value) in pairs {
        draft.set_field(&mut item, &name, &one_line(&value.text), value.span);
    }
    if let Some(candidate) = draft.items.get_mut(index) {
        candidate.item = item;
    }
    true
}

/// Keeps the values of a table about the document: one row under names, or names in the first column.
pub(super) fn metadata(draft: &mut Draft<'_>, scope: &Scope, table: &Table) -> bool {
    let is_id = |cell: &Inline| draft.words.headers(&cell.text).first() == Some(&Header::Id);
    let id = table.head.iter().position(is_id);
    // `| Field | Value |` below the title of the document.
    let head = draft.outline.sections.get(scope.section).is_some_and(|section| section.level <= 1);
    let listed = head && is_pairs(table);
    if !listed && !only_meta(draft, table, id, None) || scope.group.is_some() || scope.item.is_some() {
        return false;
    }
    let mut pairs: Vec<(String, &Inline)> = Vec::new();
    for row in &table.rows {
        if listed || table.head.iter().all(|cell| cell.text.trim().is_empty()) {
            if let (Some(name), Some(value)) = (row.cells.first(), row.cells.get(1)) {
                pairs.push((name.text.trim().to_owned(), value));
            }
        } else {
            pairs.extend(
                table.head.iter().zip(&row.cells).map(|(head, value)| (head.text.trim().to_owned(), value)),
            );
        }
    }
    for (name, value) in pairs {
        if draft.words.is_header(&name, Header::Status)
            && draft.claimed.is_none()
            && let Some(marked) = cell(&value.text, draft.words)
        {
            draft.claimed = Some(draft.stated(&marked, value.span));
        }
        draft.fields.push(Field {
            name,
            value: value.text.trim().to_owned(),
            place: draft.place(value.span),
        });
    }
    true
}
