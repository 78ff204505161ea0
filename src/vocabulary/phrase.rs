//! Phrases at the ends of a text, and the file they are read from.

use crate::vocabulary::spelling::{is_unspaced, normalise, with_spelling};

/// A list of the words file.
pub(super) struct List {
    /// The table it stands in: `status`.
    pub(super) table: String,
    /// Its name: `done`.
    pub(super) name: String,
    /// Its phrases in one spelling; a trailing `…` is kept.
    pub(super) words: Vec<String>,
}

/// Reads the words file.
pub(super) fn lists(text: &str) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut table = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name.to_owned();
            continue;
        }
        let words = match line.split_once('=') {
            Some((name, words)) if !line.starts_with(' ') => {
                lists.push(List { table: table.clone(), name: name.trim().to_owned(), words: Vec::new() });
                words
            }
            _ => line,
        };
        if let Some(list) = lists.last_mut() {
            let words = words.split(',').flat_map(endings).map(|word| spelling(&word));
            list.words.extend(words.filter(|word| !word.is_empty()));
        }
    }
    lists
}

/// The forms of a word with its endings in braces: `completad{o|a|os|as}`.
fn endings(word: &str) -> Vec<String> {
    let Some((stem, rest)) = word.split_once('{') else { return vec![word.to_owned()] };
    let Some((forms, tail)) = rest.split_once('}') else { return vec![word.to_owned()] };
    let tails = endings(tail);
    forms.split('|').flat_map(|form| tails.iter().map(move |tail| format!("{stem}{form}{tail}"))).collect()
}

fn spelling(word: &str) -> String {
    let word = word.trim();
    match word.strip_suffix('…') {
        Some(stem) => format!("{}…", normalise(stem)),
        None => normalise(word),
    }
}

/// How many characters of a script without blanks a phrase may have.
const LONGEST: usize = 12;

/// How many words a phrase at the beginning of a text may have.
const WORDS_AHEAD: usize = 6;

/// How many words a phrase at the end of a text may have.
const WORDS_BEHIND: usize = 5;

/// The places where a phrase may end or begin, nearest first.
#[derive(Default)]
struct Cuts {
    at: [usize; LONGEST],
    count: usize,
}

impl Cuts {
    fn push(&mut self, at: usize) {
        if let Some(slot) = self.at.get_mut(self.count) {
            *slot = at;
            self.count += 1;
        }
    }

    /// The cuts, farthest first.
    fn longest_first(&self) -> impl Iterator<Item = usize> {
        self.at.iter().take(self.count).rev().copied()
    }
}

/// Looks at the beginnings of a text that may be a known phrase with where they end, longest first: up to six words, or
/// up to twelve characters of a script without blanks. Gives what `look` finds first.
pub(super) fn find_prefix<T>(text: &str, mut look: impl FnMut(&str, usize) -> Option<T>) -> Option<T> {
    let body = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '(' | '[' | '"' | '_'));
    let skipped = text.len() - body.len();
    ends(body)
        .longest_first()
        .find_map(|end| with_spelling(body.get(..end).unwrap_or(""), |phrase| look(phrase, skipped + end)))
}

fn ends(body: &str) -> Cuts {
    let mut ends = Cuts::default();
    if body.chars().next().is_some_and(is_unspaced) {
        let stem = body.char_indices().take(LONGEST).take_while(|(_, c)| is_unspaced(*c));
        stem.for_each(|(at, c)| ends.push(at + c.len_utf8()));
        return ends;
    }
    let mut inside = false;
    for (at, c) in body.char_indices() {
        if is_stop(c) {
            if inside {
                ends.push(at);
            }
            return ends;
        }
        let blank = c.is_whitespace() || c == '/' && ends.count == 0;
        if blank && inside {
            ends.push(at);
            if ends.count == WORDS_AHEAD {
                return ends;
            }
        }
        inside = !blank;
    }
    if inside {
        ends.push(body.len());
    }
    ends
}

/// Whether a sign ends what a text begins with.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '\n' | '.'
            | ','
            | ';'
            | ':'
            | '('
            | ')'
            | '|'
            | '—'
            | '–'
            | '!'
            | '：'
            | '（'
            | '，'
            | '。'
            | '、'
            | '；'
    )
}

/// Looks at the ends of a text that may be a known phrase with where they begin, longest first; only at those that `may`
/// be one by a quick look at how they are written. Gives what `look` finds first.
pub(super) fn find_suffix<T>(
    text: &str,
    may: impl Fn(&str) -> bool,
    mut look: impl FnMut(&str, usize) -> Option<T>,
) -> Option<T> {
    let text = text.trim_end();
    starts(text).longest_first().find_map(|at| {
        let suffix = text.get(at..).filter(|suffix| may(suffix))?;
        with_spelling(suffix, |phrase| look(phrase, at))
    })
}

fn starts(text: &str) -> Cuts {
    let mut starts = Cuts::default();
    if text.chars().next_back().is_some_and(is_unspaced) {
        let tail = text.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_unspaced(*c));
        tail.for_each(|(at, _)| starts.push(at));
        return starts;
    }
    let mut after_blank = text.len();
    for (at, c) in text.char_indices().rev() {
        if c.is_whitespace() || matches!(c, '(' | '[' | ':' | ',' | '—' | '–' | '：' | '，' | '（') {
            if after_blank != text.len() || starts.count == 0 {
                starts.push(at + c.len_utf8());
            }
            after_blank = at;
            if starts.count == WORDS_BEHIND || !c.is_whitespace() {
                break;
            }
        }
    }
    if starts.count < WORDS_BEHIND && after_blank > 0 {
        starts.push(0);
    }
    starts
}
