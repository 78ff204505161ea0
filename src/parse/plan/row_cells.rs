//! What the cells of one column hold, whatever it is called: states, ticks, ids, numbers.

use std::collections::HashSet;

use crate::markdown::{Inline, InlineKind, Row, Table};
use crate::model::Status;
use crate::parse::reading::{Draft, IdShape, cell, is_file, lead_id, symbol_status};
use crate::vocabulary::normalise;

/// Whether all cells of a column are states, and rows are done and others not: then, whether any of them is begun.
pub(super) fn moves(draft: &Draft<'_>, table: &Table, at: usize) -> Option<bool> {
    let state = |row: &Row| {
        let text = row.cells.get(at)?.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        draft.words.status(text)
    };
    let states: Vec<Status> = table.rows.iter().map(state).collect::<Option<_>>()?;
    let done = states.iter().filter(|state| **state == Status::Done).count();
    (done > 0 && done < states.len()).then(|| states.contains(&Status::InProgress))
}

/// Whether every cell of a column begins with a sign of a state, and not all with the same.
pub(super) fn tells(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    let state = |row: &Row| {
        let text = row.cells.get(at)?.text.trim();
        symbol_status(text.chars().next()?, true).and(cell(text, draft.words)).map(|marked| marked.status)
    };
    let states: Vec<Option<Status>> = table.rows.iter().map(state).collect();
    let first = states.first().copied().flatten();
    states.len() > 2 && states.iter().all(Option::is_some) && states.iter().any(|state| *state != first)
}

/// The sign of a state that a cell begins with.
pub(super) fn sign(cell: &Inline) -> Option<(char, Status)> {
    let sign = cell.text.trim().chars().next()?;
    symbol_status(sign, true).map(|status| (sign, status))
}

/// Whether every cell of a column is a number, and some have parts: `1`, `1.1`.
pub(super) fn dotted(table: &Table, at: usize) -> bool {
    // A row with one cell alone heads those below it.
    let alone = |row: &&Row| row.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count() == 1;
    let rows = table.rows.iter().filter(|row| !alone(row) || table.head.len() == 1);
    let mut cells = rows.filter_map(|row| row.cells.get(at)).map(|cell| cell.text.trim());
    let number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    cells.clone().any(|text| text.contains('.')) && cells.all(number)
}

/// Whether every cell of a column is a number or says that there is none.
pub(super) fn counts(table: &Table, at: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.trim());
    !table.rows.is_empty()
        && cells.all(|text| {
            !is_day(text)
                && text.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '/' | '%' | '+' | '~' | '.' | ' ')
                })
        })
}

/// Whether the cells of a column are shares such as `40%`.
pub(super) fn shares(table: &Table, at: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.trim());
    !table.rows.is_empty() && cells.all(|text| text.is_empty() || text.ends_with(['%', '％']))
}

/// Whether every cell of a column is a sign or box of a state, or empty.
pub(super) fn signs(table: &Table, at: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.trim());
    let sign = |text: &str| {
        text.is_empty()
            || matches!(text, "[x]" | "[X]" | "[ ]" | "[~]" | "[-]" | "[/]")
            || text.chars().count() <= 3 && text.chars().any(|c| symbol_status(c, true).is_some())
    };
    table.rows.len() > 1 && cells.clone().any(|text| !text.is_empty()) && cells.all(sign)
}

/// Whether a cell is ticked: `[x]`, `x`, `✅`, `●`.
pub(super) fn is_ticked(text: &str) -> bool {
    matches!(
        text.trim(),
        "[x]" | "[X]" | "x" | "X" | "✅" | "✔" | "✓" | "✔️" | "☑" | "●" | "○" | "◯" | "◎" | "✅️"
    )
}

/// Whether every cell of a column is a box or tick, or says that there is none.
pub(super) fn ticks(table: &Table, at: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.trim());
    let empty = |text: &str| matches!(text, "" | "[ ]" | "[]" | "-" | "–" | "—" | "❌" | "⬜" | "☐" | "×");
    !table.rows.is_empty() && cells.all(|text| empty(text) || is_ticked(text))
}

/// Whether most cells of a column are ids such as `T001`.
pub(super) fn ids_in(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    let ids = table.rows.iter().filter(|row| {
        row.cells.get(at).is_some_and(|cell| {
            lead_id(cell.text.trim(), draft.words)
                .is_some_and(|id| id.rest >= cell.text.trim().len() && id.shape == IdShape::Coded)
        })
    });
    ids.count() * 2 > table.rows.len()
}

/// Whether every cell of a column begins with an id of the same letters and a number of its own.
pub(super) fn leads(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    let lead = |row: &Row| {
        let id =
            lead_id(row.cells.get(at)?.text.trim(), draft.words).filter(|id| id.shape == IdShape::Coded)?;
        Some(id.id)
    };
    let ids: Vec<Option<String>> = table.rows.iter().map(lead).collect();
    let series = |id: &str| id.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let first = ids.first().and_then(|id| Some(series(id.as_ref()?)));
    let numbers: HashSet<&String> = ids.iter().flatten().collect();
    let Some(first) = first.filter(|_| ids.len() > 2 && numbers.len() == ids.len()) else { return false };
    ids.iter().flatten().all(|id| series(id) == first)
}

/// Whether every cell of a column is a day: `2026-03-01`.
pub(super) fn dated(table: &Table, at: usize) -> bool {
    let day = |row: &Row| row.cells.get(at).is_some_and(|cell| is_day(cell.text.trim()));
    !table.rows.is_empty() && table.rows.iter().all(day)
}

/// `2026-03-01`, `01.03.2026 12:00`
fn is_day(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or("");
    day.len() >= 8
        && day.matches(['-', '/', '.']).count() == 2
        && day.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))
}

/// Whether a column that is called `#` says how urgent each row is: `P0`, `P1`, `P1`.
pub(super) fn urgencies(table: &Table, at: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.trim());
    let level = |text: &str| {
        text.strip_prefix(['P', 'p'])
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    let mut seen = HashSet::new();
    cells().all(level) && cells().any(|text| !seen.insert(text))
}

/// `| Item | Number of tests | Priority |`: a column of numbers that no field of work is.
pub(super) fn holds_counts(draft: &Draft<'_>, table: &Table) -> bool {
    const WORDS: [&str; 9] =
        ["count", "number of", "cantidad", "anzahl", "nombre de", "количество", "数", "數", "개수"];
    let told = |cell: &Inline| {
        let name = normalise(&cell.text);
        draft.words.headers(&cell.text).is_empty() && WORDS.iter().any(|word| name.contains(word))
    };
    table.head.iter().enumerate().skip(1).any(|(at, cell)| told(cell) && counts(table, at))
}

/// `| Item | Value |`: names of anything with values.
pub(super) fn is_pairs(table: &Table) -> bool {
    const VALUES: [&str; 12] = [
        "value",
        "values",
        "valor",
        "valeur",
        "wert",
        "valore",
        "значение",
        "值",
        "数值",
        "數值",
        "値",
        "값",
    ];
    const CONTENTS: [&str; 8] =
        ["content", "details", "contenido", "inhalt", "contenu", "содержание", "内容", "내용"];
    const THINGS: [&str; 8] = ["item", "field", "elemento", "campo", "поле", "项目", "项", "項目"];
    let is = |cell: Option<&Inline>, words: &[&str]| {
        cell.is_some_and(|cell| words.contains(&normalise(&cell.text).as_str()))
    };
    let named = is(table.head.first(), &THINGS) && is(table.head.last(), &CONTENTS);
    table.head.len() == 2 && (named || is(table.head.last(), &VALUES))
}

/// Whether every cell of a column is nothing but code.
pub(super) fn in_code(table: &Table, at: usize) -> bool {
    let code = |cell: &Inline| {
        cell.marks.iter().any(|mark| {
            mark.kind == InlineKind::Code && mark.start == 0 && mark.end >= cell.text.trim_end().len()
        })
    };
    table.rows.len() > 1 && table.rows.iter().all(|row| row.cells.get(at).is_some_and(code))
}

/// Whether most cells of a column are files: `src/rig.rs`.
pub(super) fn files(table: &Table, at: usize) -> bool {
    let file = |row: &Row| row.cells.get(at).is_some_and(|cell| is_file(cell.text.trim()));
    table.rows.len() > 1 && table.rows.iter().filter(|row| file(row)).count() * 3 >= table.rows.len() * 2
}

/// Whether at least a third of the cells of a column say a state; else they say something else (`Perfect`, `Borked`).
pub(super) fn speaks_of_states(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    let says = |row: &Row| row.cells.get(at).is_some_and(|one| cell(&one.text, draft.words).is_some());
    table.rows.iter().filter(|row| says(row)).count() * 3 >= table.rows.len()
}

/// Whether a column tells how what stands before it was settled.
pub(super) fn solves(head: &Inline) -> bool {
    const WORDS: [&str; 12] = [
        "resolution",
        "solution",
        "mitigation",
        "workaround",
        "losung",
        "solucion",
        "resolucion",
        "solucao",
        "решение",
        "解决方案",
        "解決策",
        "해결",
    ];
    WORDS.contains(&normalise(&head.text).as_str())
}
