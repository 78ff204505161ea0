//! Boards drawn as tables: each column is a state, each cell a piece of work.

use crate::markdown::{Block, BlockKind, Inline};
use crate::model::{Carrier, Status, StatusSource};
use crate::parse::reading::{Draft, Marked, Scope, is_placeholder, one_line, plain, trailing_fields};

/// Reads a table whose columns are all states (`| To do | In progress | Done |`) and whose cells are words. Says whether it was one.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::Table(table) = &block.kind else { return false };
    let state = |cell: &Inline| {
        let text = cell.text.trim().trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
        Some(Marked { status: draft.words.board(text)?, text: text.to_owned() })
    };
    let Some(states) = table.head.iter().map(state).collect::<Option<Vec<Marked>>>() else { return false };
    let has = |wanted: &[Status]| states.iter().any(|state| wanted.contains(&state.status));
    if scope.item.is_some() || !has(&[Status::Done]) || !has(&[Status::Todo, Status::InProgress]) {
        return false;
    }
    // Cells of numbers count work that stands elsewhere.
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    if !cells().any(|cell| cell.text.chars().filter(|c| c.is_alphabetic()).count() > 2) {
        return false;
    }
    for row in &table.rows {
        for (cell, state) in row.cells.iter().zip(&states) {
            for line in cell.text.split('\n') {
                let mut title = one_line(line.trim_start_matches(['-', '*', '•', ' ']));
                if is_placeholder(&title, draft.words) {
                    continue;
                }
                let mut item = draft.item(String::new(), row.span, Carrier::Row, scope);
                item.status = state.status;
                item.status_text = Some(state.text.clone());
                item.status_source = StatusSource::Inherited;
                trailing_fields(draft, &mut item, &mut title);
                item.title = plain(&title);
                draft.add(item, None, scope);
            }
        }
    }
    true
}
