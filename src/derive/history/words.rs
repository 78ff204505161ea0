//! What happened, in the words of a line.

use crate::link::{Turn, What};

/// What happened, in words that need no heading.
pub fn happened(what: &What) -> String {
    match what {
        What::Came { .. } => "the plan came in".to_owned(),
        What::Went { .. } => "the plan was removed".to_owned(),
        What::Added => "added".to_owned(),
        What::Done { .. } => "done".to_owned(),
        What::Started => "begun".to_owned(),
        What::Blocked => "blocked".to_owned(),
        What::Reopened { to } => format!("reopened: was done, is {}", to.words()),
        What::Cancelled => "given up".to_owned(),
        What::Restored => "wanted again".to_owned(),
        What::SetBack { from, to } => format!("set back: was {}, is {}", from.words(), to.words()),
        What::Vanished { .. } => "taken out of the plan".to_owned(),
        What::Moved { from, to } => format!("moved from “{from}” to “{to}”"),
        What::Left { to } => format!("moved to “{to}”"),
        What::Reworded { from } => format!("reworded: was “{from}”"),
        What::Changed { field, from, to } => format!("{field} {}", change(from, to)),
        What::Criteria { turn, texts, .. } => criteria(*turn, texts),
        What::Stated { name, from, to, .. } => format!("{name} {}", change(from, to)),
    }
}

/// The most criteria that are named in one line, and the most letters of each.
const NAMED: (usize, usize) = (3, 80);

/// What happened to criteria, in a line.
pub(super) fn criteria(turn: Turn, texts: &[String]) -> String {
    let short = |text: &String| match text.char_indices().nth(NAMED.1) {
        Some((end, _)) => format!("“{}…”", text.get(..end).unwrap_or(text).trim_end()),
        None => format!("“{text}”"),
    };
    let count = match texts.len() {
        1 => "1 criterion".to_owned(),
        some => format!("{some} criteria"),
    };
    let what = match turn {
        Turn::Met => "met",
        Turn::Unmet => "not met any more",
        Turn::Added => "added",
        Turn::Dropped => "dropped",
        Turn::Reworded => "reworded",
    };
    let named: Vec<String> = texts.iter().take(NAMED.0).map(short).collect();
    let more = texts.len().saturating_sub(NAMED.0);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{count} {what}: {}{more}", named.join(", "))
}

/// A value that is another.
pub(super) fn change(from: &str, to: &str) -> String {
    match (from.is_empty(), to.is_empty()) {
        (true, _) => format!("is now “{to}”, was not stated"),
        (_, true) => format!("is not stated any more, was “{from}”"),
        _ => format!("was “{from}”, is “{to}”"),
    }
}
