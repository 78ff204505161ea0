//! Clauses that say what work waits for: `… — blocked by the yard`, `… - waiting for review`.

use crate::model::Status;
use crate::vocabulary::Vocabulary;

/// Where the clause at the end begins that says so; the dash before it goes with it.
pub(super) fn waiting(text: &str, words: &Vocabulary) -> Option<usize> {
    let (at, width) =
        [" — ", " – ", " - "].iter().filter_map(|dash| Some((text.rfind(dash)?, dash.len()))).max()?;
    let clause = text.get(at + width..)?.trim();
    let (status, end) = words.leading_status(clause)?;
    let behind = clause.get(end..)?.trim_start_matches([':', ' ']);
    let short = clause.split_whitespace().count() <= 10 && clause.chars().count() <= 72;
    (status == Status::Blocked && at > 0 && short && behind.starts_with(char::is_alphanumeric)).then_some(at)
}
