//! PB003: rows of a table have more cells than its header, so that other readers cut them off; or its second line does
//! not match its header, so that other readers see no table at all.

use crate::check::case::many;
use crate::check::rule::{Rule, Run};
use crate::decode::{Document, Syntax};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::markdown::{Block, BlockKind, Row, Table};
use crate::place::{Place, Span};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB003"),
    name: "table-shape",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb003.md"),
    run: Run::Document(run),
};

/// How many rows are quoted.
const QUOTED: usize = 3;

fn run(document: &Document) -> Vec<Diagnostic> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    let mut found = Vec::new();
    walk(document, &doc.blocks, &mut found);
    found
}

fn walk(document: &Document, blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Table(table) => found.extend(check(document, table)),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| walk(document, &item.blocks, found))
            }
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => walk(document, inner, found),
            _ => {}
        }
    }
}

fn check(document: &Document, table: &Table) -> Option<Diagnostic> {
    let head = table.head.len();
    let long: Vec<&Row> = table.rows.iter().filter(|row| row.written > head && has_text(row, head)).collect();
    let place = |span: Span| Place::new(document.id, span);
    let most = long.iter().map(|row| row.written).max().unwrap_or(head);
    let message = match long.first() {
        Some(_) => format!(
            "the header of this table has {}, but {} {} {}: other readers cut the rest off",
            many(head, "cell"),
            many(long.len(), "row"),
            if long.len() == 1 { "has" } else { "have" },
            most,
        ),
        None if table.mended => {
            "the second line of this table does not match its header: other readers see no table".to_owned()
        }
        None => return None,
    };
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, place(table.head_span))
        .main(Role::Other, many(head, "cell"))
        .help("Give the header and the line below it as many cells as the rows have. Nothing was lost here.");
    for row in long.iter().take(QUOTED) {
        finding = finding.and(place(row.span), Role::Other, many(row.written, "cell"));
    }
    match edits(document, table, most) {
        Some(edits) => Some(finding.fix("Give the header as many cells as the rows have.", edits)),
        None => Some(finding),
    }
}

fn has_text(row: &Row, from: usize) -> bool {
    row.cells.iter().skip(from).any(|cell| !cell.text.trim().is_empty())
}

/// The header with empty cells added, and a second line of the same width.
fn edits(document: &Document, table: &Table, cells: usize) -> Option<Vec<(Place, String)>> {
    let line = document.line(table.head_span.start) + 1;
    let (head, rule) = (document.slice(table.head_span).trim_end(), document.lines.span(line));
    let written = document.slice(rule);
    // A table inside a quotation or a list has a prefix on every line: left to the author.
    if !written.trim_start().starts_with('|')
        || !head.ends_with('|')
        || document.lines.span(line - 1).start != table.head_span.start
    {
        return None;
    }
    let missing = cells.checked_sub(table.head.len())?;
    let given: Vec<&str> = written.trim().trim_matches('|').split('|').map(str::trim).collect();
    let marks: Vec<&str> = (0..cells)
        .map(|index| given.get(index).copied().filter(|mark| !mark.is_empty()).unwrap_or("---"))
        .collect();
    let end = Span {
        start: table.head_span.start + head.len() as u32,
        end: table.head_span.start + head.len() as u32,
    };
    let place = |span| Place::new(document.id, span);
    let mut edits = Vec::new();
    if missing > 0 {
        edits.push((place(end), "  |".repeat(missing)));
    }
    edits.push((place(rule), format!("| {} |", marks.join(" | "))));
    Some(edits)
}
