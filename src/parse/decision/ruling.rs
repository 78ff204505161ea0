//! Whether a decision holds: the words of its status, and what it says of a successor.

use crate::model::{Reference, Relation, Ruling};
use crate::parse::decision::field::{Field, Key};
use crate::place::Place;
use crate::vocabulary::{Vocabulary, normalise};

/// The state of a record.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) ruling: Ruling,
    pub(super) outdated: Option<Place>,
    pub(super) text: Option<String>,
    pub(super) place: Option<Place>,
}

const RULINGS: [(&str, Ruling); 6] = [
    ("adr_superseded", Ruling::Superseded),
    ("adr_accepted", Ruling::Accepted),
    ("adr_proposed", Ruling::Proposed),
    ("adr_draft", Ruling::Draft),
    ("adr_rejected", Ruling::Rejected),
    ("adr_deprecated", Ruling::Deprecated),
];

/// How many words the longest phrase has.
const LONGEST: usize = 4;

/// The state of a record. A statement that another record took its place is the last word, wherever it stands.
pub(super) fn of(fields: &[Field], references: &[Reference], words: &Vocabulary) -> Stated {
    let all: Vec<&Field> =
        fields.iter().filter(|field| field.key == Key::Status && !field.is_gap()).collect();
    let read: Vec<(Option<Ruling>, &Field)> =
        all.iter().map(|field| (leading(&field.text, words), *field)).collect();
    let dated =
        |field: &Field| field.text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("20");
    let known = read.iter().filter(|(ruling, _)| ruling.is_some());
    // A history is written from the first state to the last one.
    let history = known.clone().count() > 1 && known.clone().all(|(_, field)| dated(field));
    let superseded = read.iter().find(|(ruling, _)| *ruling == Some(Ruling::Superseded));
    let chosen = superseded.or(if history { known.clone().next_back() } else { known.clone().next() });
    let chosen = chosen.or(read.first()).copied();
    let mut stated = Stated {
        ruling: chosen.and_then(|(ruling, _)| ruling).unwrap_or_default(),
        text: chosen.map(|(_, field)| field.text.clone()).filter(|text| !text.is_empty()),
        place: chosen.map(|(_, field)| field.place),
        outdated: None,
    };
    let replaced = references.iter().any(|one| one.relation == Relation::SupersededBy && !one.partial);
    let parts = references.iter().any(|one| one.relation == Relation::SupersededBy && one.partial);
    if parts && !replaced && stated.ruling == Ruling::Superseded {
        // What is superseded in a part holds in the rest.
        stated.ruling = Ruling::Accepted;
    }
    if replaced && stated.ruling != Ruling::Superseded {
        stated.outdated = stated.place.filter(|_| stated.ruling.is_live());
        stated.ruling = Ruling::Superseded;
    }
    stated
}

/// The state a text begins with: the longest phrase that is known; a sign or a date in front of it is passed over.
pub(super) fn leading(text: &str, words: &Vocabulary) -> Option<Ruling> {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    // `Proposed → Accepted`: the last state holds.
    let text = text.rsplit(['→', '⇒']).next().unwrap_or(text).trim();
    let head: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '—' | '–' | '/' | '。' | '、'))
        .filter(|word| !word.is_empty())
        .take(LONGEST + 2)
        .collect();
    if let [first, rest @ ..] = head.as_slice()
        && words.is_listed(&normalise(first), "adr_partly")
        && leading(&rest.join(" "), words) == Some(Ruling::Superseded)
    {
        return Some(Ruling::Accepted);
    }
    for skip in 0..head.len().min(3) {
        for length in (1..=LONGEST.min(head.len() - skip)).rev() {
            let Some(part) = head.get(skip..skip + length) else { continue };
            let joined = part.join(" ");
            let phrase = normalise(joined.split(['(', '（', '[', '<']).next().unwrap_or(&joined));
            if let Some((_, ruling)) = RULINGS.iter().find(|(list, _)| words.is_listed(&phrase, list)) {
                // `Remplace ADR-4` and `Ersetzt ADR-4` say what the record does, not what became of it.
                let next = head.get(skip + length).map(|word| normalise(&format!("{joined} {word}")));
                let active = words.is_listed(&phrase, "adr_supersedes")
                    && next.is_some_and(|next| !words.is_listed(&next, "adr_superseded_by"));
                return (!active).then_some(*ruling);
            }
        }
        // Only words that say nothing of their own may stand in front: `currently accepted`, `is accepted`.
        let first = head.get(skip).map(|word| normalise(word)).unwrap_or_default();
        if !matches!(first.as_str(), "currently" | "is" | "was" | "this" | "now" | "the" | "status") {
            break;
        }
    }
    unspaced(text, words)
}

/// Scripts without blanks: the longest run of first characters that is known.
fn unspaced(text: &str, words: &Vocabulary) -> Option<Ruling> {
    if text.chars().next().is_none_or(|c| c.is_ascii()) {
        return None;
    }
    let ends: Vec<usize> =
        text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]).take(12).collect();
    ends.iter().rev().find_map(|end| {
        let phrase = normalise(text.get(..*end)?);
        RULINGS.iter().find(|(list, _)| words.is_listed(&phrase, list)).map(|(_, ruling)| *ruling)
    })
}
