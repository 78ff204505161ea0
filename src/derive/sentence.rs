//! The words of a verdict.

use crate::derive::Agreement;
use crate::diag::{Diagnostic, Severity};

/// What speaks against the claims, in words: `one part has open work`, `three counts don't match`.
pub(super) fn against<'f>(findings: impl Iterator<Item = &'f Diagnostic>) -> Vec<String> {
    const KINDS: [(&str, &str, &str); 11] = [
        ("PB101", "one has open work", "{} have open work"),
        ("PB102", "one count doesn't match its items", "{} counts don't match their items"),
        ("PB103", "one thing has two statuses", "{} things have two statuses"),
        ("PB104", "one number is impossible", "{} numbers are impossible"),
        ("PB105", "one quantity has several values", "{} quantities have several values"),
        ("PB108", "one task and its parts disagree", "{} tasks and their parts disagree"),
        ("PB109", "the whole and its parts disagree", "the whole and its parts disagree"),
        ("PB110", "one thing is there and missing", "{} things are there and missing"),
        ("PB111", "one status line is out of date", "{} status lines are out of date"),
        (
            "PB201",
            "one gate is not met by the plan's own number",
            "{} gates are not met by the plan's own numbers",
        ),
        ("PB202", "the evidence speaks against one", "the evidence speaks against {}"),
    ];
    let mut counts = [0u32; KINDS.len()];
    for finding in findings.filter(|finding| finding.severity > Severity::Note) {
        let kind = KINDS.iter().position(|(code, ..)| *code == finding.code.0);
        if let Some(count) = kind.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let told =
        KINDS.iter().zip(counts).filter(|(_, count)| *count > 0).map(|((_, one, more), count)| match count {
            1 => (*one).to_owned(),
            count => more.replace("{}", &number(count)),
        });
    told.collect()
}

/// What a sentence is made of.
pub(super) struct Told<'a> {
    /// What the text claims, in words; empty where it claims nothing.
    pub(super) says: &'a str,
    /// Whether it claims that something is finished, all of it or a share.
    pub(super) finished: bool,
    /// What speaks against it.
    pub(super) against: &'a [String],
    /// Items done, all items, items that evidence speaks for.
    pub(super) counts: (u32, u32, u32),
}

/// The verdict in words, to stand behind the words of its [`Agreement`]: `Not as claimed. 7 phases are …`.
pub(super) fn sentence(agreement: Agreement, told: &Told<'_>) -> String {
    let (says, (done, total, backed)) = (told.says, told.counts);
    let faults = match told.against {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    };
    let quiet = faults.is_empty();
    let head = match agreement {
        _ if says.is_empty() && quiet => String::new(),
        Agreement::NotAsClaimed if says.is_empty() => format!("The text contradicts itself: {faults}. "),
        Agreement::NotAsClaimed if told.finished => format!("{}; {faults}. ", capital(says)),
        _ if says.is_empty() => format!("{}. ", capital(&faults)),
        _ if !quiet => format!("{}; but {faults}. ", capital(says)),
        _ if !told.finished => format!("{}. ", capital(says)),
        _ if total == 0 => format!("{}, and nothing here bears it out. ", capital(says)),
        _ if done == total => format!("{}, and its items say so too. ", capital(says)),
        _ => format!("{}. ", capital(says)),
    };
    let proof = match (done, backed) {
        (0, 0) => String::new(),
        (_, 0) => ", none backed by evidence".to_owned(),
        (_, backed) => format!(", {backed} backed by evidence"),
    };
    let counted = match total {
        0 => "There are no items to count.".to_owned(),
        total => format!(
            "{done} of {} {} done by their own status{proof}.",
            many(total as usize, "item"),
            if total == 1 { "is" } else { "are" }
        ),
    };
    format!("{head}{counted}")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// A small number in words.
fn number(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// `1 item`, `2 items`.
pub(super) fn many(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
