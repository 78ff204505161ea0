//! Tables of phases, sprints or versions: each row names a part of the plan, and may say how far it is.

use std::collections::HashSet;

use crate::markdown::{Inline, Row, Table};
use crate::model::GroupKind;
use crate::parse::plan::listed_groups::{Named, name};
use crate::parse::reading::{Draft, GroupHead, Marked, Scope, cell, group_head};
use crate::vocabulary::Header;

/// Reads such a table.
pub(super) fn phase_table(draft: &mut Draft<'_>, scope: &Scope, table: &Table) -> bool {
    let Some((lead, kind)) = lead_column(draft, table) else { return false };
    let others_work =
        table.head.iter().skip(1).any(|cell| draft.words.headers(&cell.text).first() == Some(&Header::Id));
    if others_work {
        return false;
    }
    // `| Week | Task | Owner |` is a table of tasks: its rows are work with a week.
    if table.head.iter().skip(1).any(|cell| {
        matches!(draft.words.headers(&cell.text).first(), Some(Header::Name))
            && !is_text_column(&cell.text)
            && !counts(table, &cell.text)
    }) {
        return false;
    }
    let status =
        table.head.iter().position(|cell| draft.words.headers(&cell.text).first() == Some(&Header::Status));
    // `| Version | Date | Changes |` is the history of the document.
    if kind == GroupKind::Version && status.is_none() {
        return true;
    }
    // Where a phase stands before several rows, the rows are what it brings.
    if status.is_some() && repeats(table) {
        return false;
    }
    let when = table.head.iter().position(|cell| {
        draft.words.headers(&cell.text).first() == Some(&Header::When)
            || draft.words.is_header(&cell.text, Header::Estimate)
    });
    let heads = table.rows.iter().filter_map(|row| part(draft, kind, row.cells.get(lead)?)).count();
    if heads * 2 < table.rows.len() {
        // `| Iteration | Load | Status |` with `Initial`, `After #158` are measurements.
        if kind != GroupKind::Version {
            named_rows(draft, scope, table, kind, status);
        }
        return true;
    }
    for row in &table.rows {
        let Some(cell_text) = row.cells.get(lead).map(|cell| cell.text.trim().to_owned()) else { continue };
        let head = row.cells.get(lead).and_then(|cell| part(draft, kind, cell));
        let Some(head) = head else { continue };
        // Rows with more cells than the header carry their status in the last one.
        let last = (row.written > table.head.len()).then(|| row.cells.get(row.written - 1)).flatten();
        let marked = status
            .and_then(|at| row.cells.get(at))
            .or(last)
            .and_then(|inline| cell(&inline.text, draft.words));
        let title = title_of(table, row.cells.as_slice(), &head, (lead, &cell_text));
        let when = when
            .and_then(|at| row.cells.get(at))
            .map(|cell| cell.text.trim().to_owned())
            .filter(|text| !text.is_empty());
        name(
            draft,
            scope,
            Named { head: &head, title: &title, marked, span: row.span, when, listed: status.is_some() },
        );
    }
    true
}

/// The column that names the parts, and what it calls them: the first, or a phase by its number behind a version.
fn lead_column(draft: &Draft<'_>, table: &Table) -> Option<(usize, GroupKind)> {
    let kind = |cell: &Inline| draft.words.group(cell.text.split_whitespace().next().unwrap_or(""));
    let first = kind(table.head.first()?)?;
    let second = table.head.get(1).and_then(kind);
    let name = table.head.get(1).map_or("", |cell| cell.text.as_str());
    let numbered = first == GroupKind::Version && second == Some(GroupKind::Phase) && counts(table, name);
    Some(if numbered { (1, GroupKind::Phase) } else { (0, first) })
}

/// Reads the rows of a table of phases that have names and no numbers (`| Walls | June | done |`), if they have states.
fn named_rows(draft: &mut Draft<'_>, scope: &Scope, table: &Table, kind: GroupKind, status: Option<usize>) {
    let state = |row: &Row| cell(&row.cells.get(status?)?.text, draft.words);
    let marked: Vec<Option<Marked>> = table.rows.iter().map(state).collect();
    if marked.iter().flatten().count() * 2 <= table.rows.len() {
        return;
    }
    for (row, marked) in table.rows.iter().zip(marked) {
        let title = row.cells.first().map_or(String::new(), |cell| cell.text.trim().to_owned());
        if title.is_empty() {
            continue;
        }
        let head = GroupHead { kind, number: title.clone(), defines: true, says: None };
        name(
            draft,
            scope,
            Named { head: &head, title: &title, marked, span: row.span, when: None, listed: false },
        );
    }
}

/// The part that a first cell names: `Phase 1: …`, or a short number or letter.
fn part(draft: &Draft<'_>, kind: GroupKind, cell: &Inline) -> Option<GroupHead> {
    let text = cell.text.trim();
    group_head(text, draft.words).or_else(|| {
        let number = text.split([':', ' ', '-', '–']).next().unwrap_or("").trim_end_matches('.');
        let short = !number.is_empty()
            && number.chars().count() <= 8
            && (number.starts_with(|c: char| c.is_ascii_digit()) || number.chars().count() == 1);
        short.then(|| GroupHead { kind, number: number.to_owned(), defines: true, says: None })
    })
}

/// Whether the first column says the same in more than one row.
fn repeats(table: &Table) -> bool {
    let mut seen = HashSet::new();
    let cells = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.text.trim());
    cells.filter(|text| !text.is_empty()).any(|text| !seen.insert(text))
}

/// Whether a column holds nothing but numbers.
fn counts(table: &Table, name: &str) -> bool {
    let at = table.head.iter().position(|cell| cell.text == name).unwrap_or(usize::MAX);
    table.rows.iter().filter_map(|row| row.cells.get(at)).all(|cell| !cell.text.contains(char::is_alphabetic))
}

/// `Goal`, `Deliverables`, `Focus` hold words about a phase, no work of their own.
fn is_text_column(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "deliverable",
        "goal",
        "focus",
        "description",
        "title",
        "name",
        "objective",
        "theme",
        "scope",
        "milestone",
        "outcome",
        "ziel",
        "objet",
        "цель",
        "назван",
        "описан",
        "目标",
        "名称",
        "内容",
        "标题",
        "標題",
        "タイトル",
        "título",
        "titel",
        "заголов",
        "描述",
        "目標",
        "概要",
        "名前",
        "목표",
        "내용",
        "items",
        "tasks",
        "steps",
        "任务数",
        "名",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

fn title_of(table: &Table, cells: &[Inline], head: &GroupHead, (lead, first): (usize, &str)) -> String {
    if first.chars().count() > head.number.chars().count() + 8 {
        return first.to_owned();
    }
    let name = table
        .head
        .iter()
        .skip(1)
        .position(|cell| is_text_column(&cell.text))
        .and_then(|at| cells.get(at + 1))
        .map(|cell| cell.text.trim());
    let word = table.head.get(lead).map_or("Phase", |cell| cell.text.trim());
    let label = if first == head.number { format!("{word} {first}") } else { first.to_owned() };
    match name {
        Some(name) if !name.is_empty() => format!("{label}: {name}"),
        _ => label,
    }
}
