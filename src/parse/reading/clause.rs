//! Clauses behind a dash at the end of a title: what work waits for (`… — blocked by the yard`), a state with where it was reached
//! (`… — FIXED in a1b2c3d`), a share (`… — 80%`).

use crate::model::Status;
use crate::parse::reading::mark::level;
use crate::vocabulary::Vocabulary;

/// What parts a clause from its title, behind a blank.
const DASHES: [&str; 3] = ["- ", "– ", "— "];

/// The state that such a clause says, and where the title before it ends.
pub(super) fn clause(text: &str, words: &Vocabulary) -> Option<(Status, usize)> {
    // Most titles have none, and this is asked of all.
    let blanks = text.bytes().enumerate().rev().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at);
    let dash =
        |at: usize| text.get(at + 1..).is_some_and(|rest| DASHES.iter().any(|dash| rest.starts_with(dash)));
    let at = blanks.into_iter().find(|at| dash(*at))?;
    let clause = text.get(at + 1..)?.trim_start_matches(['-', '–', '—']).trim();
    if at == 0 || clause.len() > 80 || clause.split_whitespace().count() > 10 {
        return None;
    }
    if let Some(share) = clause.strip_suffix('%').and_then(|share| share.trim_end().parse::<u8>().ok()) {
        return (share <= 100).then(|| (level(f64::from(share), 100.0), at));
    }
    let (status, end) = words.leading_status(clause)?;
    let (phrase, behind) = (clause.get(..end)?.trim(), clause.get(end..)?);
    let told = behind.trim_start_matches([':', ' ']).starts_with(|c: char| c.is_alphanumeric() || c == '(');
    let shouted = phrase.chars().any(char::is_uppercase)
        && !phrase.chars().any(char::is_lowercase)
        && behind.chars().any(char::is_lowercase);
    (told && (status == Status::Blocked || shouted)).then_some((status, at))
}
