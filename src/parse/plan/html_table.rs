//! Tables in raw HTML, as tables of Markdown have them.

use crate::markdown::{Inline, Row, Table};
use crate::place::Span;

/// The tables of an HTML block. A blank line ends the block, but not the table.
pub(super) fn tables(text: &str, block: Span) -> Vec<Table> {
    let (mut at, end) = (block.start as usize, block.end as usize);
    let mut found = Vec::new();
    while let Some(open) = find(text, "<table", at).filter(|open| *open < end) {
        let close = find(text, "</table", open).unwrap_or(end);
        at = close;
        found.extend(table(text, open, close));
    }
    found
}

/// Where a tag begins at or behind byte `from`, whatever its case.
fn find(text: &str, tag: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    bytes
        .windows(tag.len())
        .position(|window| window.eq_ignore_ascii_case(tag.as_bytes()))
        .map(|at| from + at)
}

/// The pieces between `<name …>` and the next tag of that name, closed or not.
fn pieces(text: &str, names: &[&str], from: usize, to: usize) -> Vec<(usize, usize)> {
    let next = |from: usize| {
        names
            .iter()
            .filter_map(|name| find(text, name, from).filter(|at| *at < to && ends(text, at + name.len())))
            .min()
    };
    let mut found = Vec::new();
    let mut at = next(from);
    while let Some(open) = at {
        let Some(start) = find(text, ">", open).map(|at| at + 1).filter(|at| *at <= to) else { break };
        let following = next(start);
        let stop = following.unwrap_or(to);
        let close = names.iter().filter_map(|name| find(text, &name.replace('<', "</"), start)).min();
        found.push((start, close.map_or(stop, |close| close.min(stop))));
        at = following;
    }
    found
}

/// Whether a tag's name ends at a byte: `<th` is no `<thead`.
fn ends(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

fn table(text: &str, from: usize, to: usize) -> Option<Table> {
    let mut rows: Vec<Row> = pieces(text, &["<tr"], from, to)
        .into_iter()
        .map(|(start, end)| {
            let cells: Vec<Inline> =
                pieces(text, &["<td", "<th"], start, end).iter().map(|cell| inline(text, *cell)).collect();
            Row { span: Span::new(start, end), written: cells.len(), cells }
        })
        .filter(|row| row.written > 0)
        .collect();
    if rows.len() < 2 {
        return None;
    }
    let head = rows.remove(0);
    for row in &mut rows {
        row.cells.resize_with(row.written.max(head.written), Inline::default);
    }
    Some(Table { head_span: head.span, head: head.cells, rows, mended: false })
}

/// The text of a cell without tags.
fn inline(text: &str, (start, end): (usize, usize)) -> Inline {
    let raw = text.get(start..end).unwrap_or("");
    let mut out = String::with_capacity(raw.len());
    let mut inside = false;
    for c in raw.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    for (name, sign) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        if out.contains(name) {
            out = out.replace(name, sign);
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    Inline::plain(&words.join(" "), Span::new(start, end))
}
