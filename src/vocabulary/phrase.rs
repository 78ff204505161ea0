//! Phrases at the ends of a text, and the file they are read from.

use crate::vocabulary::spelling::{is_unspaced, normalise};

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
    forms
        .split('|')
        .flat_map(|form| tails.iter().map(move |tail| format!("{stem}{}{tail}", form.trim())))
        .collect()
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

/// The beginnings of a text that may be a known phrase with where they end, longest first: up to six words, or up to
/// twelve characters of a script without blanks.
pub(super) fn prefixes(text: &str) -> Vec<(String, usize)> {
    let body = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '(' | '[' | '"' | '_'));
    let skipped = text.len() - body.len();
    let mut ends: Vec<usize> = Vec::new();
    if body.chars().next().is_some_and(is_unspaced) {
        let stem = body.char_indices().take(LONGEST).take_while(|(_, c)| is_unspaced(*c));
        ends.extend(stem.map(|(at, c)| at + c.len_utf8()));
    } else {
        let stop = body
            .find([
                '\n', '.', ',', ';', ':', '(', ')', '|', '—', '–', '!', '：', '（', '，', '。', '、', '；',
            ])
            .unwrap_or(body.len());
        let head = body.get(..stop).unwrap_or(body);
        let mut inside = false;
        for (at, c) in head.char_indices() {
            let blank = c.is_whitespace() || c == '/' && ends.is_empty();
            if blank && inside {
                ends.push(at);
                if ends.len() == 6 {
                    break;
                }
            }
            inside = !blank;
        }
        if ends.len() < 6 && inside {
            ends.push(head.len());
        }
    }
    ends.iter().rev().map(|end| (normalise(body.get(..*end).unwrap_or("")), skipped + end)).collect()
}

/// The ends of a text that may be a known phrase with where they begin, longest first.
pub(super) fn suffixes(text: &str) -> Vec<(String, usize)> {
    let text = text.trim_end();
    let mut starts: Vec<usize> = Vec::new();
    if text.chars().next_back().is_some_and(is_unspaced) {
        let tail = text.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_unspaced(*c));
        starts.extend(tail.map(|(at, _)| at));
    } else {
        let mut after_blank = text.len();
        for (at, c) in text.char_indices().rev() {
            if c.is_whitespace() || matches!(c, '(' | '[' | ':' | ',' | '—' | '–' | '：' | '，' | '（')
            {
                if after_blank != text.len() || starts.is_empty() {
                    starts.push(at + c.len_utf8());
                }
                after_blank = at;
                if starts.len() == 5 || !c.is_whitespace() {
                    break;
                }
            }
        }
        if starts.len() < 5 && after_blank > 0 {
            starts.push(0);
        }
    }
    starts.iter().rev().map(|at| (normalise(text.get(*at..).unwrap_or("")), *at)).collect()
}
