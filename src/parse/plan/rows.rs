//! Rows of tables whose rows are work: a table with an id column, a status column, or a column named for work.

use crate::markdown::{Block, BlockKind, Row, Table};
use crate::model::{Carrier, Field, Item, Status, StatusSource};
use crate::parse::plan::row_aspects::state_of;
use crate::parse::plan::row_columns::{Columns, columns};
use crate::parse::plan::row_parts::{heads_rows, part_of_rows, phase_of};
use crate::parse::plan::row_states::{drawn_share, inherit, over, step_of};
use crate::parse::plan::row_values::{metadata, values_of_block};
use crate::parse::plan::{headings, html_table};
use crate::parse::reading::{
    Draft, IdShape, LeadId, Marked, Scope, Separator, cell, is_placeholder, lead_id, leading, numbered,
    one_line, plain, trailing, trailing_fields,
};
use crate::vocabulary::{Role, Vocabulary, normalise};

/// Reads a table of work, or of values of the whole.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    match &block.kind {
        BlockKind::Table(table) => self::table(draft, scope, table),
        BlockKind::Html => {
            let found = html_table::tables(&draft.document.text, block.span);
            found.iter().filter(|table| self::table(draft, scope, table)).count() > 0
        }
        _ => false,
    }
}

/// Reads a table as work or as values of the whole; says whether it was either.
pub(in crate::parse::plan) fn table(draft: &mut Draft<'_>, scope: &Scope, table: &Table) -> bool {
    if matches!(scope.role, Some(Role::Legend)) {
        return true;
    }
    let Some(columns) = columns(draft, scope, table) else {
        return values_of_block(draft, scope, table) || metadata(draft, scope, table);
    };
    let mut scope = scope.clone();
    if scope.item.is_none() {
        headings::section_group(draft, &mut scope);
    }
    let around = scope.group;
    for row in &table.rows {
        match heads_rows(draft, table, row, &columns) {
            Some(title) => scope.group = Some(part_of_rows(draft, around, row, title)),
            None => one(draft, &scope, table, row, &columns),
        }
    }
    true
}

fn one(draft: &mut Draft<'_>, scope: &Scope, table: &Table, row: &Row, columns: &Columns) {
    let text = |at: usize| row.cells.get(at).map_or("", |cell| cell.text.trim());
    let (mut filled, mut template) = (0, true);
    for cell in &row.cells {
        let placeholder = is_placeholder(&cell.text, draft.words);
        filled += usize::from(!placeholder);
        template &= placeholder || cell.text.trim().is_empty() || is_sample(&cell.text);
    }
    // `| T-N | [Task name] | [Status] |` shows how rows are to be written, whatever id it has.
    let sample = text(columns.title);
    let template = template || sample.starts_with('[') && is_template(sample, draft.words);
    let total = draft.words.is_column(text(0), "total");
    // A line that was swallowed by the table, a heading inside it, a template row: no work.
    let lone = row.written <= 1 && table.head.len() > 1;
    // `| (and so on for the others …) | | | |`
    let remark = filled == 1 && table.head.len() > 2 && text(columns.title).starts_with(['(', '（', '…']);
    // `| No open faults | - | - |`
    let said = row.cells.iter().find(|cell| !is_placeholder(&cell.text, draft.words));
    let none = filled == 1 && table.head.len() > 2 && said.is_some_and(|cell| says_none(&cell.text));
    if filled == 0 || template || total || lone || remark || none {
        return;
    }
    if columns.id.is_none() && speaks_of(draft, row, text(columns.title)) {
        return;
    }
    let mut item = draft.item(String::new(), row.span, Carrier::Row, scope);
    let shape = identify(draft, &mut item, row, columns);
    if item.title.is_empty() {
        return;
    }
    let strong_owner = columns.owner;
    for (at, value) in row.cells.iter().enumerate() {
        item.links.extend(value.links().map(str::to_owned));
        let used = Some(at) == columns.id || at == columns.title && Some(at) != columns.status;
        let name = table.head.get(at).map_or("", |head| head.text.trim());
        let step = columns.steps.iter().any(|(step, _)| *step == at);
        if used || step || columns.aspects.contains(&at) || value.text.trim().is_empty() {
            continue;
        }
        if Some(at) == columns.phase && !is_placeholder(&value.text, draft.words) {
            let header = table.head.get(at).map_or("", |head| head.text.trim());
            item.group = phase_of(draft, scope, (header, &one_line(&value.text)), row).or(item.group);
            continue;
        }
        if Some(at) == columns.status {
            // `| % | 40 |`
            let share = name.contains(['%', '％']) && value.text.trim().parse::<f64>().is_ok();
            let said = if share { format!("{}%", value.text.trim()) } else { value.text.clone() };
            let drawn = || drawn_share(value).and_then(|share| cell(&share, draft.words));
            let told = draft.signs.state(&value.text);
            let marked = || cell(&said, draft.words).or_else(drawn).map(|marked| marked.status);
            if let Some(status) = told.or_else(marked) {
                item.status = status;
                item.status_source = StatusSource::Own;
            }
            item.status_text = Some(one_line(&value.text));
            continue;
        }
        // `| Priority | …` with `done` in it: what is over has no urgency any more.
        if columns.status.is_none() && over(draft, &mut item, name, value) {
            continue;
        }
        let name = if name.is_empty() { format!("column {}", at + 1) } else { name.to_owned() };
        // `| Team | … | Assignee |`: who does it stands in the other column.
        if strong_owner.is_some_and(|owner| owner != at) && columns.seconds.contains(&at) {
            let (value, place) = (one_line(&value.text), draft.place(value.span));
            item.fields.push(Field { name, value, place });
            continue;
        }
        draft.set_field(&mut item, &name, &one_line(&value.text), value.span);
    }
    step_of(&mut item, row, columns);
    state_of(&mut item, row, columns, draft);
    if item.status_source == StatusSource::None {
        inherit(draft, scope, &mut item, row, columns);
    }
    if speaks_of_part(draft, &item, shape) {
        return;
    }
    // A row that has nothing but the id of work speaks of it.
    let speaks = item.id.as_ref() == Some(&item.title) && !columns.titled;
    let index = draft.add(item, shape, scope);
    if let Some(candidate) = draft.items.get_mut(index).filter(|_| speaks) {
        candidate.weight = 0;
    }
}

/// Whether a row has the name of a part that a heading defines (`| 2 | Oars | done |`, `## Phase 2: Oars`): it says how far
/// that part is.
fn speaks_of_part(draft: &mut Draft<'_>, item: &Item, shape: Option<IdShape>) -> bool {
    let bare = shape == Some(IdShape::Number) && item.status_source == StatusSource::Own;
    if !bare || draft.part_names.is_empty() {
        return false;
    }
    let Some(key) = draft.part_names.get(&normalise(&item.title)).cloned() else { return false };
    let marked = Marked { status: item.status, text: item.status_text.clone().unwrap_or_default() };
    let stated = draft.stated(&marked, item.place.span);
    draft.group_mentions.push((key, stated));
    true
}

/// Whether a title says that there is nothing: `No open faults`, `エラーなし`.
fn says_none(text: &str) -> bool {
    let text = normalise(text);
    ["no ", "none", "sin ", "keine ", "aucun", "нет ", "nenhum", "没有", "暂无", "無", "无"]
        .iter()
        .any(|word| text.starts_with(word))
        || text.ends_with("なし")
        || text.ends_with("없음")
}

/// `[Task name]`, `<title>`, `…`: a row that shows how rows are to be written.
fn is_template(text: &str, words: &Vocabulary) -> bool {
    is_placeholder(text, words) || is_sample(text)
}

/// The same by its signs alone.
fn is_sample(text: &str) -> bool {
    let text = text.trim().trim_matches('`');
    let wrapped = |open: char, close: char| {
        text.len() > 2 && text.starts_with(open) && text.ends_with(close) && !text.contains("](")
    };
    wrapped('<', '>')
        || wrapped('{', '}')
        || wrapped('[', ']') && !text.starts_with("[[") && text.chars().count() > 3
        || matches!(text, "..." | "XXX" | "YYYY-MM-DD")
}

/// Sets id and title of a row.
fn identify(draft: &Draft<'_>, item: &mut Item, row: &Row, columns: &Columns) -> Option<IdShape> {
    let raw = |at: usize| row.cells.get(at).map_or("", |cell| cell.text.trim());
    let mut shape = columns.id.and_then(|at| own_id(draft, item, raw(at)));
    let cell_inline = row.cells.get(columns.title);
    let text = one_line(raw(columns.title));
    let (_, mut title) = unmark(draft, item, &text);
    let mut known = false;
    // `| 1 | G-2 — Title |`: of a bare number and an id before the title the id names the work.
    if shape == Some(IdShape::Number)
        && let Some(id) = lead_id(&title, draft.words)
        && (id.shape == IdShape::Coded && matches!(id.separator, Separator::Strong) && id.id.contains('-')
            || id.shape != IdShape::Number && id.rest >= title.len())
    {
        item.id = None;
    }
    if item.id.is_none()
        && let Some(id) = lead_id(&title, draft.words)
    {
        let alone = id.rest >= title.len();
        let ok = match id.shape {
            IdShape::Coded => {
                alone
                    || columns.led
                    || id.id.chars().filter(char::is_ascii_digit).count() >= 2
                    || !matches!(id.separator, Separator::Blank)
            }
            IdShape::Worded => !matches!(id.separator, Separator::Blank),
            IdShape::Parts => true,
            IdShape::Number => alone || id.id.starts_with('#'),
        };
        if ok {
            shape = Some(id.shape);
            title = title.get(id.rest..).unwrap_or("").to_owned();
            item.expands_to = id.expands_to;
            item.id = Some(id.id);
            if alone {
                title = next_text(row, columns);
            }
            known = alone;
        }
    }
    if columns.id == Some(columns.title) {
        title = next_text(row, columns);
    }
    // A row that has no more than the id of known work, whatever that id looks like.
    if item.id.is_none() && draft.names(&title) {
        item.id = Some(title.clone());
        shape = Some(IdShape::Coded);
    }
    if item.id.is_none()
        && let Some((id, rest)) = leading_number(draft, raw(columns.title), &title)
    {
        (item.id, shape, title) = (Some(id), Some(IdShape::Number), rest);
    }
    // A row that has no more than the id of known work speaks of that work.
    known |= columns.id.is_some() && !columns.titled;
    if let Some(id) = item.id.as_ref().filter(|id| known && draft.names(id)) {
        title.clone_from(id);
    }
    trailing_fields(draft, item, &mut title);
    if item.status_source == StatusSource::None
        && let Some((marked, at)) = trailing(&title, draft.words)
    {
        item.status = marked.status;
        item.status_text = Some(marked.text);
        item.status_source = StatusSource::Own;
        title.truncate(at);
    }
    if cell_inline.is_some_and(|inline| inline.is_struck(0)) && item.status_source == StatusSource::None {
        item.status = Status::Cancelled;
        item.status_text = Some("struck through".to_owned());
        item.status_source = StatusSource::Own;
    }
    item.title = plain(&title);
    if item.title.is_empty() {
        item.title = item.id.clone().unwrap_or_default();
    }
    shape
}

/// The number that a title begins with, and what follows: `| [#14 Grease the axle](…) |`, `| 2. Grease the axle |`.
fn leading_number(draft: &Draft<'_>, cell: &str, title: &str) -> Option<(String, String)> {
    // The number of an issue is no part of the title any more.
    let issue = lead_id(cell, draft.words).filter(|id| id.shape == IdShape::Number && id.id.len() > 1);
    if let Some(id) = issue {
        return Some((id.id, title.to_owned()));
    }
    let (number, used) = numbered(title)?;
    let dotted = title.get(number.len()..)?.starts_with(['.', ')']);
    dotted.then(|| (number, title.get(used..).unwrap_or("").to_owned()))
}

/// Takes the id of a row from the cell that holds ids.
fn own_id(draft: &Draft<'_>, item: &mut Item, cell: &str) -> Option<IdShape> {
    let text = one_line(cell.trim_matches(['`', '*', '~']));
    let (_, bare) = unmark(draft, item, &text);
    // `0033-T1`: a word that goes on behind what looks like an id is one as a whole.
    let goes_on = |id: &LeadId| {
        bare.get(id.id.len()..).is_some_and(|rest| rest.starts_with('-'))
            && !bare.contains(char::is_whitespace)
    };
    match lead_id(&bare, draft.words).filter(|id| !goes_on(id) || !id.expands_to.is_empty()) {
        Some(id) => {
            let most = id.rest < bare.len() && id.id.len() * 2 > bare.len();
            item.expands_to = id.expands_to;
            item.id = Some(if most { id.id } else { bare });
            Some(id.shape)
        }
        None if !bare.is_empty() && !is_placeholder(&bare, draft.words) => {
            let number = bare.chars().all(|c| c.is_ascii_digit() || c == '.');
            item.id = Some(bare);
            Some(if number { IdShape::Number } else { IdShape::Coded })
        }
        None => None,
    }
}

/// The text of the first column behind the title that has any.
fn next_text(row: &Row, columns: &Columns) -> String {
    let from = columns.title.max(columns.id.unwrap_or(0)) + 1;
    let skip = |at: usize| Some(at) == columns.status;
    (from..row.cells.len())
        .filter(|at| !skip(*at))
        .find_map(|at| row.cells.get(at).map(|cell| one_line(&cell.text)).filter(|text| !text.is_empty()))
        .unwrap_or_default()
}

/// Takes a status mark off the front of a cell and gives it to the item.
fn unmark(draft: &Draft<'_>, item: &mut Item, text: &str) -> (bool, String) {
    if let Some((marked, used)) = leading(text, draft.words, true).filter(|(_, used)| *used <= text.len()) {
        let rest = text.get(used..).unwrap_or("").trim().to_owned();
        if !rest.is_empty() {
            item.status = marked.status;
            item.status_text = Some(marked.text);
            item.status_source = StatusSource::Own;
            return (true, rest);
        }
    }
    if let Some(rest) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let mut sign = rest.0.chars();
        if let (Some(one), None) = (sign.next(), sign.next())
            && let Some(status) = crate::parse::reading::box_mark(one, draft.habits.numbered_boxes)
        {
            item.status = status;
            item.status_text = Some(format!("[{one}]"));
            item.status_source = StatusSource::Own;
            return (true, rest.1.trim().to_owned());
        }
    }
    (false, text.to_owned())
}

/// A row whose title is nothing but ids (`T001, T002`) speaks of work that other places define.
fn speaks_of(draft: &mut Draft<'_>, row: &Row, title: &str) -> bool {
    let named: Vec<_> = title.split([',', ';', '、', '+', '&']).map(str::trim).collect();
    let ids: Vec<_> = named
        .iter()
        .filter_map(|part| {
            lead_id(part, draft.words).filter(|id| id.rest >= part.len() && id.shape != IdShape::Number)
        })
        .collect();
    ids.len() == named.len() && ids.len() > 1 && {
        for id in ids {
            let mut item = draft.item(id.id.clone(), row.span, Carrier::Row, &Scope::default());
            item.id = Some(id.id);
            draft.spoken.push((item, id.shape));
        }
        true
    }
}
