//! Columns of signs that each tell one side of the work of a row: `| Feature | Backend | Frontend | Tests |`.

use crate::markdown::{Row, Table};
use crate::model::{Item, Status, StatusSource};
use crate::parse::plan::row_cells::sign;
use crate::parse::plan::row_columns::Columns;
use crate::parse::plan::survey::is_called_tracker;
use crate::parse::reading::{Draft, Scope, cell, one_line};
use crate::vocabulary::{Header, Role, normalise};

/// The columns whose cells are all signs of states and whose names say nothing of it, where there are several.
pub(super) fn aspects(draft: &Draft<'_>, table: &Table) -> Vec<usize> {
    let called = |at: usize, header: Header| {
        table.head.get(at).is_some_and(|cell| draft.words.headers(&cell.text).first() == Some(&header))
    };
    let all = |at: &usize| {
        let mut cells = table.rows.iter().map(|row| row.cells.get(*at).and_then(sign));
        table.rows.len() > 2 && cells.all(|sign| sign.is_some())
    };
    // Most tables have no signs, and their first row tells it.
    let first = table.rows.first();
    let signed = |at: &usize| first.and_then(|row| row.cells.get(*at)).and_then(sign).is_some();
    let columns = 1..table.head.len();
    if columns.clone().filter(signed).count() < 2 {
        return Vec::new();
    }
    if columns.clone().any(|at| called(at, Header::Status)) {
        return Vec::new();
    }
    let found: Vec<usize> = columns.filter(all).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Whether signs compare what things can do, and tell no progress: nothing is begun or planned, and nothing around the table
/// speaks of work.
pub(super) fn compares(draft: &Draft<'_>, scope: &Scope, table: &Table, aspects: &[usize]) -> bool {
    const ABILITIES: [&str; 12] = [
        "feature",
        "capability",
        "funktion",
        "función",
        "funcionalidad",
        "característica",
        "fonctionnalité",
        "функци",
        "возможност",
        "功能",
        "機能",
        "기능",
    ];
    let signs = || {
        let cells = table.rows.iter().flat_map(|row| aspects.iter().filter_map(|at| row.cells.get(*at)));
        cells.filter_map(sign)
    };
    let head = table.head.first().map_or(String::new(), |cell| normalise(&cell.text));
    let moves = |status: Status| matches!(status, Status::InProgress | Status::Todo | Status::Blocked);
    !aspects.is_empty()
        && ABILITIES.iter().any(|word| head.contains(word))
        && !signs().any(|(sign, status)| moves(status) && !"❌✗✘⚠".contains(sign))
        && scope.role != Some(Role::Work)
        && !draft.in_part(scope.group)
        && !is_called_tracker(draft)
}

/// The state of a row of which several columns tell a side each: what they all say, or that it is begun.
pub(super) fn state_of(item: &mut Item, row: &Row, columns: &Columns, draft: &Draft<'_>) {
    let cells = || columns.aspects.iter().filter_map(|at| row.cells.get(*at));
    let states: Vec<Status> =
        cells().filter_map(|value| cell(&value.text, draft.words)).map(|marked| marked.status).collect();
    let Some(first) = states.first().copied() else { return };
    let open = states.iter().all(|status| matches!(status, Status::Todo | Status::Unknown));
    item.status = match () {
        () if states.iter().all(|status| *status == first) => first,
        () if open => Status::Todo,
        () => Status::InProgress,
    };
    item.status_text = Some(cells().map(|value| one_line(&value.text)).collect::<Vec<String>>().join(" "));
    item.status_source = StatusSource::Own;
}
