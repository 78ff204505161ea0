//! States of rows that no column of states tells: ticks in several columns, a state in the place of an urgency, a
//! picture of a bar, the heading above.

use crate::markdown::{Inline, InlineKind, Row};
use crate::model::{Item, Status, StatusSource};
use crate::parse::plan::headings;
use crate::parse::plan::row_cells::is_ticked;
use crate::parse::plan::row_columns::Columns;
use crate::parse::reading::{Draft, Scope, cell, one_line};
use crate::vocabulary::Header;

/// Takes the state that stands in the place of an urgency: `done`, `cancelled`.
pub(super) fn over(draft: &Draft<'_>, item: &mut Item, name: &str, value: &Inline) -> bool {
    let urgency = draft.words.headers(name).first() == Some(&Header::Priority);
    let said = draft.words.status(value.text.trim()).filter(|_| urgency);
    let Some(status) = said.filter(|status| matches!(status, Status::Done | Status::Cancelled)) else {
        return false;
    };
    if item.status_source == StatusSource::None {
        item.status = status;
        item.status_text = Some(one_line(&value.text));
        item.status_source = StatusSource::Own;
    }
    true
}

/// The state of a row whose columns stand for states: that of the last one ticked; what has none is to do.
pub(super) fn step_of(item: &mut Item, row: &Row, columns: &Columns) {
    let Some((first, _)) = columns.steps.first() else { return };
    let ticked = |(at, _): &&(usize, Status)| row.cells.get(*at).is_some_and(|cell| is_ticked(&cell.text));
    let last = columns.steps.iter().filter(ticked).max_by_key(|(_, status)| match status {
        Status::Cancelled => 4,
        Status::Done => 3,
        Status::Blocked => 2,
        Status::InProgress => 1,
        _ => 0,
    });
    let place = |at: usize| row.cells.get(at).map_or(String::new(), |cell| one_line(&cell.text));
    item.status = last.map_or(Status::Todo, |(_, status)| *status);
    item.status_text = Some(place(last.map_or(*first, |(at, _)| *at)));
    item.status_source = StatusSource::Own;
}

/// The share that a picture of a bar shows: `![progress](https://…/47/)`.
pub(super) fn drawn_share(cell: &Inline) -> Option<String> {
    let target = cell.marks.iter().find_map(|mark| match &mark.kind {
        InlineKind::Image(target) => Some(target),
        _ => None,
    })?;
    let path = target.split(['?', '#']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?.trim_end_matches("%25").trim_end_matches('%');
    let share = last.parse::<u32>().ok().filter(|share| *share <= 100)?;
    Some(format!("{share}%"))
}

/// A row without a status of its own takes that of the heading above, or of a last cell beyond the header.
pub(super) fn inherit(draft: &Draft<'_>, scope: &Scope, item: &mut Item, row: &Row, columns: &Columns) {
    if let Some((status, text)) = headings::inherited(scope).filter(|_| columns.status.is_none()) {
        item.status = status;
        item.status_text = Some(text);
        item.status_source = StatusSource::Inherited;
        return;
    }
    let extra = row.cells.last().filter(|_| columns.status.is_none() && row.cells.len() > columns.title + 1);
    if let Some(marked) = extra.and_then(|cell_| {
        cell_
            .text
            .chars()
            .next()
            .filter(|c| crate::parse::reading::symbol_status(*c, false).is_some())
            .and_then(|_| cell(&cell_.text, draft.words))
    }) {
        item.status = marked.status;
        item.status_text = Some(marked.text);
        item.status_source = StatusSource::Own;
    }
}
