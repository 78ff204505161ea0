//! Tables, read leniently: rows with more or fewer cells than the header lose nothing, and pipe lines with a
//! delimiter row that does not match their header are still a table.

use crate::markdown::Inline;
use crate::markdown::writing::fragment;
use crate::place::Span;

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line.
    pub span: Span,
    /// Its cells, as many as were written (at least as many as the header has).
    pub cells: Vec<Inline>,
    /// How many cells were written.
    pub written: usize,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The header row's line.
    pub head_span: Span,
    /// The header cells.
    pub head: Vec<Inline>,
    /// The body.
    pub rows: Vec<Row>,
    /// Whether the delimiter row does not match the header, so that strict readers see no table.
    pub mended: bool,
}

/// Cells of one written row: their spans in the source, blanks trimmed.
pub(super) fn split(text: &str, base: usize) -> Vec<Span> {
    let line = text.trim_end();
    let lead = line.len() - line.trim_start().len();
    let mut start = lead + usize::from(line.trim_start().starts_with('|'));
    let mut cells = Vec::new();
    let (mut escaped, mut ticks) = (false, 0usize);
    let bytes = line.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'`' => {
                let run = bytes.iter().skip(at).take_while(|b| **b == b'`').count();
                if ticks == run {
                    ticks = 0;
                } else if ticks == 0 && line.get(at + run..).is_some_and(|rest| closes(rest, run)) {
                    ticks = run;
                }
                at += run - 1;
            }
            b'|' if ticks == 0 => {
                cells.push(trimmed(line, start, at, base));
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < line.len() && !line.get(start..).unwrap_or("").trim().is_empty() {
        cells.push(trimmed(line, start, line.len(), base));
    }
    cells
}

/// Whether a run of `run` backticks closes in the part of the row before an unescaped pipe can't tell otherwise.
fn closes(rest: &str, run: usize) -> bool {
    let ticks = "`".repeat(run);
    rest.find(&ticks).is_some_and(|at| !rest.get(..at).unwrap_or("").contains(" | "))
}

fn trimmed(line: &str, start: usize, end: usize, base: usize) -> Span {
    let cell = line.get(start..end).unwrap_or("");
    let left = cell.len() - cell.trim_start().len();
    let right = cell.trim_end().len();
    Span::new(base + start + left.min(right), base + start + right.max(left.min(right)))
}

/// Whether a line is a delimiter row: `|---|:--:|`.
fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// Reads `span` of `text` (a paragraph to strict readers) as a table, if it looks like one.
pub(super) fn lenient(text: &str, span: Span) -> Option<Table> {
    let source = span.of(text);
    if !source.trim_start().starts_with('|') {
        return None;
    }
    let mut lines = Vec::new();
    let mut at = span.start as usize;
    for line in source.split_inclusive('\n') {
        lines.push((at, line.trim_end_matches('\n')));
        at += line.len();
    }
    let (head_at, head_line) = *lines.first()?;
    let second = lines.get(1)?;
    if !is_delimiter(second.1) || !lines.iter().all(|(_, line)| line.trim_start().starts_with('|')) {
        return None;
    }
    let cell = |span: &Span| fragment(text, *span);
    let head: Vec<Inline> = split(head_line, head_at).iter().map(cell).collect();
    let mut rows = Vec::new();
    for (at, line) in lines.iter().skip(2) {
        let mut cells: Vec<Inline> = split(line, *at).iter().map(cell).collect();
        let written = cells.len();
        cells.resize_with(written.max(head.len()), Inline::default);
        rows.push(Row { span: Span::new(*at, at + line.len()), cells, written });
    }
    Some(Table { head_span: Span::new(head_at, head_at + head_line.len()), head, rows, mended: true })
}
