//! Tables that sum work up: `| Phase 1 | 12 | 10 | 83 % |`, `| Completed | 16 |`; and lists of totals.

use crate::diag::Confidence;
use crate::markdown::{Inline, Row};
use crate::model::{Claim, ClaimKind, GroupId, Subject};
use crate::parse::claim::Reader;
use crate::parse::claim::line::Grid;
use crate::parse::claim::number::tokens;
use crate::parse::claim::words::{Role, WORDS};
use crate::place::Place;

/// The columns of a table of totals.
#[derive(Default)]
struct Columns {
    total: Option<usize>,
    done: Option<usize>,
    percent: Option<usize>,
}

/// Reads the totals of a table.
pub(super) fn read(reader: &mut Reader<'_>, grid: &Grid<'_>) {
    if matches!(grid.role, Role::Target | Role::Sample | Role::History) {
        return;
    }
    let columns = columns(grid);
    for row in &grid.table.rows {
        let Some(first) = row.cells.first() else { continue };
        tally(reader, grid, row, first);
        if columns.done.is_some() || columns.percent.is_some() {
            share(reader, grid, row, first, &columns);
        }
    }
}

fn columns(grid: &Grid<'_>) -> Columns {
    let mut columns = Columns::default();
    for (index, cell) in grid.table.head.iter().enumerate().skip(1) {
        let name = cell.text.trim().to_lowercase();
        let plain = name.trim_matches(|c: char| !c.is_alphanumeric());
        if matches!(plain, "progress" | "completion" | "complete %" | "done %")
            || name == "%"
            || name.ends_with(" %")
        {
            columns.percent = columns.percent.or(Some(index));
        } else if WORDS.is("total", plain) || WORDS.noun(plain) == Some("item") || plain.starts_with("total ")
        {
            columns.total = columns.total.or(Some(index));
        } else if WORDS.is("done", plain) {
            columns.done = columns.done.or(Some(index));
        }
    }
    columns
}

/// A cell that holds one whole number and nothing else.
fn whole(cell: Option<&Inline>) -> Option<f64> {
    let text = cell?.text.trim();
    let found = tokens(text);
    let [only] = found.as_slice() else { return None };
    only.number
        .filter(|n| n.of.is_none() && !n.percent && !n.bound && !n.at_least && n.places == 0)
        .map(|n| n.value)
}

/// A cell that holds one share.
fn percent(cell: Option<&Inline>) -> Option<f64> {
    let text = cell?.text.trim();
    let found: Vec<_> = tokens(text).into_iter().filter(|token| token.number.is_some()).collect();
    let [only] = found.as_slice() else { return None };
    only.number.filter(|n| n.percent && !n.bound).map(|n| n.value)
}

/// `10/12` in one cell.
fn ratio(cell: Option<&Inline>) -> Option<(f64, f64)> {
    let text = cell?.text.trim();
    tokens(text).into_iter().find_map(|token| token.number.and_then(|n| n.of.map(|of| (n.value, of))))
}

/// Whom a row is about: a part of the plan, or all of it.
fn subject(reader: &Reader<'_>, grid: &Grid<'_>, first: &Inline) -> Option<Subject> {
    let text = first.text.trim();
    let mentions = reader.subjects.mentions(text, &tokens(text), grid.group);
    if let [only] = mentions.as_slice() {
        return matches!(only.subject, Subject::Group(_)).then(|| only.subject.clone());
    }
    let plain = text.to_lowercase();
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if WORDS.is("total", plain) || matches!(plain, "sum" | "all phases" | "grand total") {
        return Some(grid.group.map_or(Subject::Plan, Subject::Group));
    }
    let (group, sure): (GroupId, bool) = reader.subjects.named(text, grid.group)?;
    sure.then_some(Subject::Group(group))
}

fn share(reader: &mut Reader<'_>, grid: &Grid<'_>, row: &Row, first: &Inline, columns: &Columns) {
    let Some(subject) = subject(reader, grid, first) else { return };
    let cell = |column: Option<usize>| column.and_then(|index| row.cells.get(index));
    let (total, done) = (whole(cell(columns.total)), whole(cell(columns.done)));
    let counted = match (done, total) {
        (Some(done), Some(total)) => Some((done, total, cell(columns.done))),
        _ => ratio(cell(columns.done)).map(|(done, total)| (done, total, cell(columns.done))).or_else(|| {
            ratio(cell(columns.percent)).map(|(done, total)| (done, total, cell(columns.percent)))
        }),
    };
    if let Some((done, total, Some(at))) = counted {
        let kind = ClaimKind::Count { n: done, of: Some(total), noun: "item".to_owned(), done: true };
        note(reader, grid, subject.clone(), kind, (at, format!("{done} of {total}")));
    }
    if let Some((value, at)) = percent(cell(columns.percent)).zip(cell(columns.percent)) {
        note(reader, grid, subject, ClaimKind::Percent(value), (at, at.text.trim().to_owned()));
    }
}

/// `| Completed | 16 |`.
fn tally(reader: &mut Reader<'_>, grid: &Grid<'_>, row: &Row, first: &Inline) {
    let words = first.text.trim_matches(|c: char| !c.is_alphanumeric());
    let (Some(status), true) = (reader.vocabulary.status(words), row.cells.len() <= 3) else { return };
    if let Some(n) = whole(row.cells.get(1)) {
        let subject = grid.group.map_or(Subject::Plan, Subject::Group);
        note(reader, grid, subject, ClaimKind::Tally { status, n }, (first, format!("{words}: {n}")));
    }
}

fn note(
    reader: &mut Reader<'_>,
    grid: &Grid<'_>,
    subject: Subject,
    kind: ClaimKind,
    (at, text): (&Inline, String),
) {
    let place = Place::new(reader.document.id, at.place(0, at.text.len()));
    let confidence = Confidence::Medium;
    reader.claims.push(Claim { subject, kind, text, place, group: grid.group, item: None, confidence });
}
