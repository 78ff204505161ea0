//! The parts of a plan that titles name: `Phase 1: …`, `第一阶段`, `v1.2`.

use crate::model::GroupKind;
use crate::parse::reading::Marked;
use crate::vocabulary::{Vocabulary, is_unspaced};

/// A heading that names a part of the plan: `Phase 1: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupHead {
    /// What sort of part.
    pub kind: GroupKind,
    /// Its number as written.
    pub number: String,
    /// Whether the heading is about the part itself (`Phase 7: …`) and not about something of it (`Phase 7 Results`).
    pub defines: bool,
    /// The state between the number and the title: `Phase 2 Complete - …`.
    pub says: Option<Marked>,
}

/// The part of the plan that a title names: `Phase 1: …`, `Week 3-4`, `第一阶段`, `Этап 2`, `v1.2`.
pub fn group_head(text: &str, words: &Vocabulary) -> Option<GroupHead> {
    let text = text.trim_start_matches(|c: char| c == '*' || c == '[' || c.is_whitespace());
    versioned(text, words).or_else(|| ordinal(text, words)).or_else(|| word_first(text, words))
}

/// `v1.2.0: …`
fn versioned(text: &str, words: &Vocabulary) -> Option<GroupHead> {
    let digits = text.strip_prefix(['v', 'V'])?;
    let used = digits.chars().take_while(|c| c.is_ascii_digit() || *c == '.').count();
    let number = digits.get(..used)?.trim_end_matches('.');
    if !number.starts_with(|c: char| c.is_ascii_digit())
        || digits.get(used..)?.starts_with(|c: char| c.is_alphanumeric() && !is_unspaced(c))
    {
        return None;
    }
    Some(head(GroupKind::Version, number, digits.get(number.len()..)?, words))
}

/// `1.5.0`, `2.0 (Q3 2026)`, `1.4.0 - 2026-01-10`: a heading that is nothing but the number of a version and a date.
pub fn bare_version(text: &str) -> Option<GroupHead> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end_matches('.');
    let (major, minor) = number.split_once('.')?;
    let rest = text.get(number.len()..)?.trim();
    let dated = rest.trim_start_matches(['-', '–', '—', ' ']).chars().all(|c| c.is_ascii_digit() || c == '-');
    let fine = !major.is_empty() && !minor.is_empty() && (dated || rest.starts_with(['(', '[', '（']));
    fine.then(|| GroupHead { kind: GroupKind::Version, number: number.to_owned(), defines: true, says: None })
}

/// `第一阶段`, `第1周`, `1단계`, `2주차`: the number comes first.
fn ordinal(text: &str, words: &Vocabulary) -> Option<GroupHead> {
    let (body, marked) = match text.strip_prefix('第') {
        Some(body) => (body, true),
        None => (text, false),
    };
    let used: usize = body
        .chars()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .map(char::len_utf8)
        .sum();
    let (number, rest) = (body.get(..used)?, body.get(used..)?);
    if number.is_empty() || rest.is_ascii() || rest.starts_with(char::is_whitespace) && !marked {
        return None;
    }
    let rest = rest.trim_start();
    (1..=4).rev().find_map(|count| {
        let end: usize = rest.chars().take(count).map(char::len_utf8).sum();
        let kind = words.group(rest.get(..end)?)?;
        let after = rest.get(end..)?;
        Some(head(kind, number, after, words))
    })
}

/// `Phase 1: …`, `Фаза 2 — …`, `阶段一：…`, `フェーズ1`.
fn word_first(text: &str, words: &Vocabulary) -> Option<GroupHead> {
    let word_end = text
        .find(|c: char| c.is_whitespace() || c.is_ascii_digit() || "一二三四五六七八九十#:：".contains(c))?;
    let kind = words.group(text.get(..word_end)?)?;
    let behind = text.get(word_end..)?;
    let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '№' | ':' | '：'));
    let used: usize = rest
        .char_indices()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '.' | '-' | '–' | '/' | '+'))
        .map(|(_, c)| c.len_utf8())
        .sum();
    let number = rest.get(..used)?.trim_end_matches(['.', '-', '–', '/']);
    // `phase063-0001`: letters, digits and a hyphen without a blank are an id, not a stretch of parts.
    let glued = rest.len() == behind.len() && text.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_number(number) || glued && number.contains('-') {
        return None;
    }
    Some(head(kind, number, rest.get(number.len()..)?, words))
}

const NUMBER_WORDS: [&str; 21] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "i", "ii", "iii",
    "iv", "v", "vi", "vii", "viii", "ix", "x",
];

/// `1`, `2.1`, `3b`, `A`, `1-2`, `IV`, `two`, `一`.
fn is_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let plain = lower.trim_start_matches(['w', 'm', 'v', 's', 'p']);
    let digits = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '–' | '/' | '+'))
            && text.chars().filter(char::is_ascii_alphabetic).count() <= 2
    };
    let letter = text.chars().count() == 1 && text.chars().all(|c| c.is_uppercase());
    !text.is_empty()
        && (digits(&lower)
            || digits(plain)
            || letter
            || NUMBER_WORDS.contains(&lower.as_str())
            || text.chars().all(|c| "一二三四五六七八九十".contains(c)))
}

fn head(kind: GroupKind, number: &str, after: &str, words: &Vocabulary) -> GroupHead {
    let (defines, says) = defines(after, words);
    GroupHead { kind, number: number.to_owned(), defines, says }
}

/// Whether what follows the number belongs to the part's own title: a separator, brackets, nothing, or a status
/// word before a separator (`Phase 2 Complete - …`), which then states how far the part is.
fn defines(after: &str, words: &Vocabulary) -> (bool, Option<Marked>) {
    let rest = after.trim_start_matches('*').trim_start();
    // `Phase 2 (deferred) — …`
    let inner = rest.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    if let Some((inner, behind)) = inner
        && behind.trim_start().starts_with(is_separator)
        && let Some(status) = words.status(inner)
    {
        return (true, Some(Marked { status, text: inner.to_owned() }));
    }
    if rest.is_empty()
        || rest.starts_with([
            ':', '：', '-', '–', '—', '(', '（', '|', '·', '.', ',', '、', '[', '→', '/', '·', ')',
        ])
    {
        return (true, None);
    }
    let Some((status, end)) = words.leading_status(rest) else {
        let own = !rest.chars().next().is_some_and(char::is_alphanumeric)
            || !after.starts_with(char::is_whitespace);
        return (own, None);
    };
    // The vocabulary may have read the separator behind the word as a part of it.
    let (said, tail) = (rest.get(..end).unwrap_or(rest), rest.get(end..).unwrap_or(""));
    let bare = said.trim_end_matches(|c: char| is_separator(c) || c == '*' || c.is_whitespace());
    let tail = tail.trim_start_matches(|c: char| c == '*' || c.is_whitespace());
    let defines = tail.is_empty()
        || tail.starts_with(is_separator)
        || said.trim_end_matches(|c: char| c == '*' || c.is_whitespace()).ends_with(is_separator);
    (defines, defines.then(|| Marked { status, text: bare.to_owned() }))
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | ':' | '：' | '(')
}
