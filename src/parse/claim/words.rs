//! The words claims are made of, read once from `words.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::vocabulary::WordHash;

/// The words, ready to look up; all in lower case.
pub(super) struct Words {
    nouns: HashMap<&'static str, &'static str, WordHash>,
    lists: HashMap<&'static str, HashSet<&'static str, WordHash>, WordHash>,
    sections: Phrases<(Role, Fit)>,
    marks: Phrases<&'static str>,
}

/// Phrases that are looked for all at once, each with what it means.
struct Phrases<T> {
    finder: Option<AhoCorasick>,
    meanings: Vec<T>,
}

impl<T> Phrases<T> {
    fn new(phrases: Vec<(&'static str, T)>) -> Self {
        let finder = AhoCorasick::new(phrases.iter().map(|(phrase, _)| phrase)).ok();
        Self { finder, meanings: phrases.into_iter().map(|(_, meaning)| meaning).collect() }
    }

    /// Every phrase that stands in `text` between word boundaries: its meaning, where it begins and ends.
    fn each<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a T, usize, usize)> {
        self.finder.iter().flat_map(move |finder| finder.find_overlapping_iter(text)).filter_map(
            move |found| {
                let meaning = self.meanings.get(found.pattern().as_usize())?;
                bounded(text, found.start(), found.end()).then_some((meaning, found.start(), found.end()))
            },
        )
    }
}

/// What a section or a lead such as `Missing:` says of the lines below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// What was, not what is: change logs, dated notes, descriptions of a problem.
    History,
    /// What is wanted: goals, criteria, rules.
    Target,
    /// Samples and explanations.
    Sample,
    /// What is missing.
    Missing,
    /// What is still to come.
    Planned,
    /// What is there.
    Delivered,
    /// Anything else.
    #[default]
    Plain,
}

/// How a phrase must stand in a heading.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    Whole,
    Part,
    Start,
    End,
}

const ROLES: [(&str, Role); 6] = [
    ("history", Role::History),
    ("target", Role::Target),
    ("sample", Role::Sample),
    ("missing", Role::Missing),
    ("planned", Role::Planned),
    ("delivered", Role::Delivered),
];

/// The words of `words.txt`.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("words.txt")));

impl Words {
    fn read(text: &'static str) -> Self {
        let mut nouns = HashMap::default();
        let mut lists = HashMap::<_, HashSet<_, WordHash>, WordHash>::default();
        let (mut sections, mut marks) = (Vec::new(), Vec::new());
        let (mut table, mut name) = ("", "");
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if let Some(heading) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                table = heading;
                continue;
            }
            let mut rest = line;
            if !line.starts_with(' ')
                && let Some((left, right)) = line.split_once('=')
            {
                (name, rest) = (left.trim(), right);
            }
            for word in rest.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                match table {
                    "noun" => drop(nouns.insert(word, name)),
                    "word" => drop(lists.entry(name).or_default().insert(word)),
                    "mark" => marks.push((word, name)),
                    _ => sections.push(section(name, word)),
                }
            }
        }
        Self { nouns, lists, sections: Phrases::new(sections), marks: Phrases::new(marks) }
    }

    /// The word planbook uses for what is counted: `tickets` is `item`.
    pub(super) fn noun(&self, word: &str) -> Option<&'static str> {
        self.nouns.get(word).copied()
    }

    /// Whether a word is of a list.
    pub(super) fn is(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }

    /// The longest phrase of a list that `text` (lower case) begins with, at a word boundary.
    pub(super) fn begins(&self, list: &str, text: &str) -> Option<&'static str> {
        let words = self.lists.get(list)?;
        let mut found: Option<&'static str> = None;
        for (at, _) in text.char_indices().skip(1).chain([(text.len(), ' ')]).take(14) {
            let Some(head) = text.get(..at) else { continue };
            let bounded =
                text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric())
                    || head.chars().next_back().is_some_and(is_unspaced);
            if bounded {
                found = words.get(head).copied().or(found);
            }
        }
        found
    }

    /// Where the first phrase of a list of marks stands in `text` (lower case), the longest of those that begin there.
    pub(super) fn mark(&self, list: &str, text: &str) -> Option<(usize, usize)> {
        let found = self.marks.each(text).filter(|(name, _, _)| **name == list);
        found.map(|(_, start, end)| (start, end)).min_by_key(|(start, end)| (*start, usize::MAX - end))
    }

    /// What a heading or lead says of what stands below it.
    pub(super) fn role(&self, heading: &str) -> Role {
        let text = heading.to_lowercase();
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let head = text.split(['(', ':', '：', '–', '—']).next().unwrap_or(text);
        let dash = head.contains('-').then(|| head.split_once(" - ")).flatten();
        let head = dash.map_or(head, |(head, _)| head).trim_end_matches(|c: char| !c.is_alphanumeric());
        let mut best = (0, Role::Plain);
        for ((role, fit), start, end) in self.sections.each(text) {
            let here = match fit {
                Fit::Whole => start == 0 && (end == text.len() || end == head.len()),
                Fit::Part => true,
                Fit::Start => start == 0,
                Fit::End => end == head.len(),
            };
            if here && end - start > best.0 {
                best = (end - start, *role);
            }
        }
        let half = || ["partial", "not ", "partly"].iter().any(|word| text.contains(word));
        if best.1 == Role::Delivered && half() { Role::Plain } else { best.1 }
    }
}

fn section(name: &str, word: &'static str) -> (&'static str, (Role, Fit)) {
    let role = ROLES.iter().find(|(known, _)| *known == name).map_or(Role::Plain, |(_, role)| *role);
    match (word.strip_suffix('…'), word.strip_suffix('>'), word.strip_prefix('<')) {
        (Some(phrase), _, _) => (phrase, (role, Fit::Part)),
        (_, Some(phrase), _) => (phrase, (role, Fit::Start)),
        (_, _, Some(phrase)) => (phrase, (role, Fit::End)),
        _ => (word, (role, Fit::Whole)),
    }
}

/// Whether `start..end` of `text` stands between word boundaries.
fn bounded(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let after = text.get(end..).and_then(|rest| rest.chars().next());
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    let unspaced = text.get(start..end).is_some_and(|phrase| phrase.chars().all(is_unspaced));
    unspaced || !joined(before) && !joined(after)
}

/// Whether a character belongs to a script that writes without blanks between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xac00..=0xd7af)
}

/// Lower case in which every byte keeps its number: letters that change their length stay as they are.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => out.push(one),
            _ => out.push(c),
        }
    }
    out
}
