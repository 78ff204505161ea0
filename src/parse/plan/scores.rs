//! Tables of scores: `| Category | Current | Target | Gap |` with values such as `72/100`.

use crate::markdown::{Block, BlockKind, Inline};
use crate::model::Score;
use crate::parse::reading::{Draft, Scope};
use crate::vocabulary::Header;

/// Reads a table of scores: it has columns for now and for the goal, and values that are shares of a full score.
pub(super) fn read<'d>(draft: &mut Draft<'d>, _scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::Table(table) = &block.kind else { return false };
    let words = draft.words;
    let find = |list: &str| table.head.iter().position(|head| words.is_column(&head.text, list));
    let (current, target) = (find("current"), find("target"));
    let Some(current) = current else { return false };
    let value = |cells: &[Inline], at: Option<usize>| {
        at.and_then(|at| cells.get(at)).and_then(|cell| score(&cell.text))
    };
    let shares = table
        .rows
        .iter()
        .filter(|row| value(&row.cells, Some(current)).is_some_and(|(_, of)| of.is_some()))
        .count();
    if shares * 2 < table.rows.len().max(1) || shares == 0 {
        return false;
    }
    let gap = find("gap");
    let priority = table.head.iter().position(|head| draft.words.is_header(&head.text, Header::Priority));
    for row in &table.rows {
        let Some((now, of)) = value(&row.cells, Some(current)) else { continue };
        let name = row.cells.first().map(|cell| cell.text.trim().to_owned()).unwrap_or_default();
        draft.scores.push(Score {
            name,
            current: Some(now),
            target: value(&row.cells, target).map(|(value, _)| value),
            gap: value(&row.cells, gap).map(|(value, _)| value),
            out_of: of,
            priority: priority
                .and_then(|at| row.cells.get(at))
                .map(|cell| cell.text.trim().to_owned())
                .filter(|text| !text.is_empty()),
            place: draft.place(row.span),
        });
    }
    true
}

/// `72/100`, `72`, `8.5 / 10`: the value and what a full score is.
fn score(text: &str) -> Option<(f64, Option<f64>)> {
    let text = text.trim().trim_start_matches(['+', '~', '-', '−']).trim_end_matches(['+', '%', ' ']);
    match text.split_once('/') {
        Some((value, of)) => {
            Some((value.trim().parse().ok()?, Some(of.trim().trim_end_matches('+').parse().ok()?)))
        }
        None => Some((text.split_whitespace().next()?.parse().ok()?, None)),
    }
}
