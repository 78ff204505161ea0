//! What differs between two states of an item, and between what two states of a plan state under a name.

use std::collections::HashMap;

use crate::date::{self, Stretch};
use crate::link::history::event::{Sort, What, eased};
use crate::model::{Op, PastItem, PastWord, Snapshot, Status};

/// What happened to an item that is in both states, its state first.
pub(super) fn item(old: &PastItem, new: &PastItem) -> Vec<What> {
    let mut events: Vec<What> = status(old.status, new.status).into_iter().collect();
    if old.group != new.group {
        events.push(What::Moved { from: old.group.clone(), to: new.group.clone() });
    }
    if old.title != new.title {
        events.push(What::Reworded { from: old.title.clone() });
    }
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let estimate = |item: &PastItem| item.estimate.as_ref().map_or(String::new(), |one| one.text.clone());
    let mut field = |field: &'static str, from: String, to: String| {
        if from != to {
            events.push(What::Changed { field, from, to });
        }
    };
    field("owner", text(&old.owner), text(&new.owner));
    field("priority", text(&old.priority), text(&new.priority));
    field("estimate", estimate(old), estimate(new));
    field("date", text(&old.when), text(&new.when));
    events
}

fn status(from: Status, to: Status) -> Option<What> {
    use Status::{Blocked, Cancelled, Done, InProgress, Todo, Unknown};
    match (from, to) {
        _ if from == to => None,
        (_, Done) => Some(What::Done { from: Some(from) }),
        (_, Cancelled) => Some(What::Cancelled),
        (Done, _) => Some(What::Reopened { to }),
        (Cancelled, _) => Some(What::Restored),
        (_, Blocked) => Some(What::Blocked),
        (_, InProgress) => Some(What::Started),
        (InProgress | Blocked, Todo | Unknown) => Some(What::SetBack { from, to }),
        _ => None,
    }
}

/// What differs in what two states of a plan state under a name, each with its line.
pub(super) fn changes(old: &Snapshot, new: &Snapshot) -> Vec<(u32, What)> {
    let mut found = Vec::new();
    if old.gates != new.gates {
        let (before, after) = (limits(old), limits(new));
        let gates =
            |state: &'_ Snapshot| state.gates.iter().map(|gate| gate.word.clone()).collect::<Vec<_>>();
        differ(&mut found, Sort::Gate, (&gates(old), &gates(new)), |key, _, _| {
            eased(before.get(key).copied().flatten(), after.get(key).copied().flatten())
        });
    }
    differ(&mut found, Sort::Score, (&old.scores, &new.scores), |_, _, _| None);
    let claims = |state: &Snapshot| state.claims.iter().map(|(word, _)| word.clone()).collect::<Vec<_>>();
    if old.claims != new.claims {
        differ(&mut found, Sort::Claim, (&claims(old), &claims(new)), |_, _, _| None);
    }
    differ(&mut found, Sort::Date, (&old.dates, &new.dates), |_, from, to| is_later(from, to));
    found
}

/// What the gates of a state ask for.
fn limits(state: &Snapshot) -> HashMap<Key<'_>, Option<(Op, f64)>> {
    let words = numbered(state.gates.iter().map(|gate| &gate.word)).into_iter();
    words.zip(&state.gates).map(|((key, _), gate)| (key, gate.limit)).collect()
}

/// The longest text that is read for a day in words: a longer one tells of other things, too.
const WHEN: usize = 80;

/// The last day a text says: the end of a span, a month or a quarter, as people write it.
pub fn last_day(text: &str) -> Option<date::Date> {
    let mut rest = text;
    let mut last = None;
    while let Some(day) = date::within(rest) {
        last = last.max(Some(day));
        let written = day.to_string();
        rest = rest.split_once(&written).map_or("", |(_, behind)| behind);
    }
    last.or_else(|| match stretch(text)? {
        Stretch::Days(_, last) => Some(last),
        Stretch::Weeks(..) => None,
    })
}

/// Whether the second of two texts says a later end than the first; `None` where that can't be told.
pub fn is_later(from: &str, to: &str) -> Option<bool> {
    // What was not stated before, or is not any more.
    if from.is_empty() || to.is_empty() {
        return None;
    }
    if let Some((from, to)) = last_day(from).zip(last_day(to)) {
        return Some(to > from);
    }
    match (stretch(from)?, stretch(to)?) {
        (Stretch::Weeks(_, from), Stretch::Weeks(_, to)) => Some(to > from),
        _ => None,
    }
}

fn stretch(text: &str) -> Option<Stretch> {
    (text.chars().count() <= WHEN).then(|| date::stretch(text)).flatten()
}

/// A name, and which of those with this name.
type Key<'w> = (&'w str, u32);

/// Words by their names; the second of a name is told from the first.
fn numbered<'w>(words: impl Iterator<Item = &'w PastWord>) -> Vec<(Key<'w>, &'w PastWord)> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    words
        .map(|word| {
            let count = seen.entry(&word.name).or_insert(0);
            *count += 1;
            ((&*word.name, *count), word)
        })
        .collect()
}

fn differ(
    found: &mut Vec<(u32, What)>,
    sort: Sort,
    (old, new): (&[PastWord], &[PastWord]),
    eased: impl Fn(&Key<'_>, &str, &str) -> Option<bool>,
) {
    // Lines alone mean nothing.
    if old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.name == b.name && a.text == b.text) {
        return;
    }
    let (before, after) = (numbered(old.iter()), numbered(new.iter()));
    let was: HashMap<Key<'_>, &PastWord> = before.iter().copied().collect();
    let is: HashMap<Key<'_>, &PastWord> = after.iter().copied().collect();
    let mut push = |key: &Key<'_>, line: u32, from: &str, to: &str| {
        let eased = eased(key, from, to);
        let (name, from, to) = (key.0.to_owned(), from.to_owned(), to.to_owned());
        found.push((line, What::Stated { sort, name, from, to, eased }));
    };
    for (key, word) in &after {
        match was.get(key) {
            Some(old) if old.text == word.text => {}
            Some(old) => push(key, word.line, &old.text, &word.text),
            None => push(key, word.line, "", &word.text),
        }
    }
    for (key, word) in before.iter().filter(|(key, _)| !is.contains_key(key)) {
        push(key, word.line, &word.text, "");
    }
}
