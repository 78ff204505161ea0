//! Status marks: emoji, boxes and status words, and which of them speak. A word beats an emoji.

use crate::model::Status;
use crate::parse::reading::clause::clause;
use crate::parse::reading::shaped::{noun_behind, shaped};
use crate::vocabulary::{Vocabulary, is_unspaced, normalise};

/// A status as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What it means.
    pub status: Status,
    /// The mark and words as written.
    pub text: String,
}

/// The state an emoji or box sign stands for. Signs that only colour or decorate (`🎯`, `🔴` in a heading) are told
/// apart by the caller through `colours`.
pub fn symbol_status(c: char, colours: bool) -> Option<Status> {
    Some(match c {
        '✅' | '✔' | '☑' | '✓' | '🗹' => Status::Done,
        '🔄' | '🚧' | '🏗' | '⏩' | '🔃' | '◐' | '🏃' | '🛠' | '🔨' => Status::InProgress,
        '⬜' | '☐' | '⬚' | '🔲' | '◻' | '□' | '⏳' | '⌛' | '🔜' | '📋' | '🕐' | '❌' | '✗' | '✘' | '☒'
        | '⏰' | '📅' | '🗓' | '💤' => Status::Todo,
        '⛔' | '🚫' | '⏸' | '🛑' | '🔒' => Status::Blocked,
        '🗑' | '⏭' => Status::Cancelled,
        '🟢' if colours => Status::Done,
        '🟡' | '🟠' | '🔵' | '⚠' if colours => Status::InProgress,
        '🔴' | '⚪' if colours => Status::Todo,
        '📝' if colours => Status::Todo,
        _ => return None,
    })
}

/// The state of a box such as `[x]` or `[~]` by the sign inside. `numbered` says that the document numbers its
/// boxes, as tools do that write `[-]` for work that has begun.
pub fn box_mark(sign: char, numbered: bool) -> Option<Status> {
    Some(match sign {
        ' ' | '\u{a0}' | '_' => Status::Todo,
        'x' | 'X' | 'v' | 'V' | '✓' | '✔' | '✅' | '*' | 'х' | 'Х' | '√' | '○' | '完' => {
            Status::Done
        }
        '~' | '/' | '.' | '>' | 'o' | 'O' | '…' | '🔄' | '🚧' => Status::InProgress,
        '-' if numbered => Status::InProgress,
        '-' => Status::Cancelled,
        '!' | '⏸' => Status::Blocked,
        '❌' | '⏳' => Status::Todo,
        _ => return None,
    })
}

/// Whether a character is a sign that may stand before a title: emoji, variation selectors, joiners.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c as u32,
        0x2190..=0x21ff | 0x2300..=0x23ff | 0x2500..=0x27bf | 0x2b00..=0x2bff | 0xfe0e..=0xfe0f
        | 0x1f000..=0x1faff | 0x20e3 | 0x200d | 0xfffd)
}

/// The status a cell or the value of a `Status:` label states.
///
/// Words come first, then a percentage or a ratio, then a box, then an emoji. `None` where nothing is stated.
pub fn cell(text: &str, words: &Vocabulary) -> Option<Marked> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let status = words_of(text, words)
        .or_else(|| grade(text))
        .or_else(|| share(text))
        .or_else(|| boxed(text))
        .or_else(|| text.chars().find_map(|c| symbol_status(c, true)))
        .or_else(|| noun_behind(text, words))?;
    Some(Marked { status, text: shorten(text) })
}

/// `○`, `△`, `×`: how Japanese tables say yes, in part and no.
fn grade(text: &str) -> Option<Status> {
    let mut signs = text.trim_end_matches('\u{fe0f}').chars();
    let (sign, rest) = (signs.next()?, signs.as_str());
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(match sign {
        '○' | '◯' | '◎' | '〇' | '⭕' | '●' => Status::Done,
        '△' | '▲' => Status::InProgress,
        '×' | '✕' | '✖' | '╳' => Status::Todo,
        _ => return None,
    })
}

fn words_of(text: &str, words: &Vocabulary) -> Option<Status> {
    let bare = text.trim_start_matches(|c: char| {
        is_sign(c) || c.is_whitespace() || matches!(c, '*' | '~' | '[' | '(' | '`' | '|')
    });
    let moving = || noun_behind(bare, words).filter(|status| *status == Status::InProgress);
    let status = stated(bare, words).or_else(moving)?;
    // `Implemented, needs testing`
    let rest = || bare.split([',', '，', '、', ';', '；']).skip(1).any(|clause| words.leaves_rest(clause));
    Some(if status == Status::Done && rest() { Status::InProgress } else { status })
}

fn stated(bare: &str, words: &Vocabulary) -> Option<Status> {
    if let Some(status) = words.status(bare) {
        return Some(status);
    }
    if let Some(rest) = bare.strip_prefix(|c: char| c.is_ascii_digit()) {
        // `100% complete`, `3/5 done`: the number speaks first.
        if rest.contains(['%', '/']) {
            return None;
        }
    }
    // In scripts without blanks the state may stand at the end (`PR #98で追加済み`), and be told by its form.
    let unspaced = |text: &str| {
        let end = text.trim_end().chars().next_back().is_some_and(is_unspaced);
        let behind = words.trailing_status(text).filter(|_| end).map(|(status, _)| status);
        behind.or_else(|| shaped(text))
    };
    let first = || bare.split(['(', '（', '，', ',', '、']).next().unwrap_or("").trim();
    spoken(bare, words).or_else(|| unspaced(bare)).or_else(|| unspaced(first()))
}

/// The status a text begins with, short words that begin a sentence left out: `done.` speaks, `no` in `no idea`
/// does not.
fn spoken(text: &str, words: &Vocabulary) -> Option<Status> {
    let (status, end) = words.leading_status(text)?;
    let (phrase, rest) = (text.get(..end)?.trim(), text.get(end..)?.trim_start());
    let alone = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let status = share_behind(rest).filter(|_| status == Status::Done).unwrap_or(status);
    (alone || phrase.chars().count() > 3 || !phrase.is_ascii()).then_some(status)
}

/// A share right behind a state tells how much of it is reached: `完成80%`.
fn share_behind(rest: &str) -> Option<Status> {
    let rest = rest.trim_start_matches([':', '：', '约', '約', '~', ' ']);
    let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|end| *end > 0)?;
    let behind = rest.get(digits..)?.trim_start();
    let value = rest.get(..digits)?.parse().ok()?;
    behind.starts_with(['%', '％']).then(|| level(value, 100.0))
}

/// `85 %`, `3/5`: what a share says. A full share is done, an empty one is to do.
fn share(text: &str) -> Option<Status> {
    let number = |text: &str| {
        text.trim().trim_start_matches(['~', '≈', '(', '>', '<']).replace(',', "").parse::<f64>().ok()
    };
    if let Some((before, _)) = text.split_once('%') {
        let digits = before.trim_end().rsplit(|c: char| !(c.is_ascii_digit() || c == '.')).next()?;
        return Some(level(number(digits)?, 100.0));
    }
    let first = text.split_whitespace().next()?;
    let (n, of) = first.split_once('/')?;
    let (n, of) = (number(n)?, number(of.trim_end_matches(|c: char| !c.is_ascii_digit()))?);
    (of > 0.0).then(|| level(n, of))
}

pub(super) fn level(n: f64, of: f64) -> Status {
    if n >= of {
        Status::Done
    } else if n <= 0.0 {
        Status::Todo
    } else {
        Status::InProgress
    }
}

fn boxed(text: &str) -> Option<Status> {
    let inside = text.strip_prefix('[').or_else(|| text.strip_prefix("\\["))?;
    let (sign, rest) = inside.split_once(']').unwrap_or((inside, ""));
    let mut signs = sign.trim_end_matches('\\').chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) => box_mark(sign, true),
        (None, _) if rest.trim().is_empty() => Some(Status::Todo),
        _ => None,
    }
    .or(if matches!(normalise(text).as_str(), "x") { Some(Status::Done) } else { None })
}

/// The mark a text begins with, and how many bytes it takes: `✅ `, `✅ COMPLETED: `, `[DONE] `, `COMPLETED: `.
///
/// `colours` lets coloured dots speak, as in lists of statuses.
pub fn leading(text: &str, words: &Vocabulary, colours: bool) -> Option<(Marked, usize)> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len();
    let body = text.get(start..)?;
    let first = body.chars().next()?;
    if let Some((status, used)) = box_ahead(body) {
        let text = body.get(..used)?.to_owned();
        let after = body.get(used..)?;
        return Some((Marked { status, text }, start + used + after.len() - after.trim_start().len()));
    }
    let symbol = symbol_status(first, colours);
    let signs: usize =
        body.chars().take_while(|c| is_sign(*c) || c.is_whitespace() || *c == '*').map(char::len_utf8).sum();
    let rest = body.get(signs..)?;
    if let Some((status, used)) = tag(rest, words, symbol.is_some()) {
        let text = body.get(..signs + used)?.trim().trim_end_matches([':', '：', '-', '–', '—']).trim();
        return Some((Marked { status, text: text.to_owned() }, start + signs + used));
    }
    let status = symbol?;
    Some((Marked { status, text: first.to_string() }, start + signs))
}

/// A box that a text begins with, and how many bytes it takes: `[x] `.
fn box_ahead(text: &str) -> Option<(Status, usize)> {
    let inner = text.strip_prefix('[')?;
    if inner.strip_prefix(']').is_some_and(|after| after.starts_with(char::is_whitespace)) {
        return Some((Status::Todo, 2));
    }
    let sign = inner.chars().next()?;
    let after = inner.get(sign.len_utf8()..)?.strip_prefix(']')?;
    after.starts_with(char::is_whitespace).then_some(())?;
    Some((box_mark(sign, true)?, 2 + sign.len_utf8()))
}

/// A status word that stands apart from what follows: `[DONE] …`, `(in progress) …`, `COMPLETED: …`, `DONE - …`.
fn tag(text: &str, words: &Vocabulary, after_symbol: bool) -> Option<(Status, usize)> {
    let closing = match text.chars().next()? {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    if let Some(closing) = closing {
        let end = text.find(closing)?;
        let status = words.status(text.get(1..end)?)?;
        return Some((status, end + closing.len_utf8()));
    }
    let near = text.char_indices().take_while(|(at, _)| *at < 40);
    let (end, _) = near.into_iter().find(|(_, c)| matches!(c, ':' | '：' | '-' | '–' | '—' | '*'))?;
    let word = text.get(..end)?;
    let separator = text.get(end..)?.chars().next()?;
    // `Future-proof`, `To-do list`: a hyphen inside a word parts nothing.
    let joined = separator == '-'
        && word.ends_with(char::is_alphanumeric)
        && text.get(end + 1..)?.starts_with(char::is_alphanumeric);
    if joined {
        return None;
    }
    let status = words.status(word)?;
    let loud = word.chars().all(|c| !c.is_lowercase()) || after_symbol || matches!(separator, ':' | '：');
    // `Fix: …`, `New: …`, `Test: …` are labels of what is done, not states: a state before a colon is shouted.
    let shouted = word.chars().all(|c| !c.is_lowercase());
    (loud && (shouted || after_symbol)).then_some((status, end + separator.len_utf8()))
}

/// The mark a title ends with, and where it begins: `… ✅ **COMPLETED**`, `… (Not Started)`, `… - FIXED ✅`, `… [DONE]`.
pub fn trailing(text: &str, words: &Vocabulary) -> Option<(Marked, usize)> {
    let text = text.trim_end();
    // Signs at the very end, then perhaps a word before them.
    let without = text.trim_end_matches(|c: char| is_sign(c) || c.is_whitespace() || c == '*');
    let end_symbol = text.get(without.len()..)?.chars().find_map(|c| symbol_status(c, false));
    if let Some((status, at)) = worded_end(without, words, end_symbol.is_some()) {
        let at = signs_before(text, at);
        let said = text.get(at..)?.trim_start_matches(|c: char| c.is_whitespace() || "-–—:：".contains(c));
        return Some((Marked { status, text: said.trim().to_owned() }, at));
    }
    if let Some(status) = end_symbol {
        return Some((Marked { status, text: text.get(without.len()..)?.trim().to_owned() }, without.len()));
    }
    // Signs are never ASCII.
    if text.is_ascii() {
        return None;
    }
    // A sign inside with words after it: `✅ COMPLETED (221 % processed, but …)`, `✅ (COMPLETED Feb 6)`, `✅ ACHIEVED`.
    let (at, sign) = text.char_indices().rev().find(|(_, c)| symbol_status(*c, false).is_some())?;
    let tail = text
        .get(at..)?
        .trim_start_matches(|c: char| is_sign(c) || c.is_whitespace() || matches!(c, '*' | '('));
    let status = if tail.is_empty() {
        symbol_status(sign, false)?
    } else {
        spoken(tail, words)
            .or_else(|| bracket_behind(text.get(at..)?, words).then(|| symbol_status(sign, false))?)?
    };
    if at == 0 {
        return None;
    }
    Some((Marked { status, text: text.get(at..)?.trim().to_owned() }, at))
}

/// Whether nothing stands behind a sign but brackets that say no state, and perhaps words behind a dash:
/// `📋 (priority 4) - 2 days`.
fn bracket_behind(text: &str, words: &Vocabulary) -> bool {
    let tail = text.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace() || c == '*');
    let Some((inner, rest)) = tail.strip_prefix('(').and_then(|tail| tail.split_once(')')) else {
        return false;
    };
    let rest = rest.trim_start_matches(['*', ' ']);
    let silent = |text: &str| !text.split_whitespace().any(|word| words.status(word).is_some());
    silent(inner) && (rest.is_empty() || rest.starts_with(['-', '–', '—']) && silent(rest))
}

/// Status words at the end that stand apart: in brackets, after a dash, after a sign, or shouted after a sign.
fn worded_end(text: &str, words: &Vocabulary, symbol: bool) -> Option<(Status, usize)> {
    if let Some(open) =
        text.strip_suffix([')', ']', '）', '】']).and_then(|inner| inner.rfind(['(', '[', '（', '【']))
    {
        let width = text.get(open..)?.chars().next()?.len_utf8();
        let close = text.chars().next_back()?.len_utf8();
        let inner = text.get(open + width..text.len() - close)?;
        if let Some(status) = bracketed(inner, words) {
            // `… - 🔄 IN PROGRESS (60%)`: the words before a share go with it.
            let share = inner.trim_end().ends_with('%');
            let head = text.get(..open)?.trim_end();
            return worded_end(head, words, symbol)
                .filter(|(_, at)| share && *at > 0)
                .or(Some((status, open)));
        }
        // `✅ **PARTIALLY COMPLETE (221 % …)**`: the words stand before the brackets.
        return worded_end(text.get(..open)?.trim_end(), words, symbol).filter(|(_, at)| {
            let head = text.get(..*at).unwrap_or("").trim_end_matches([' ', '*']);
            // `… — blocked (no contract)`: the end is before the dash.
            let rest = text.get(head.len()..).unwrap_or("").trim_start_matches([' ', '*']);
            let dash = rest.starts_with(['—', '–']) || rest.starts_with("- ");
            head.ends_with(is_sign) || dash
        });
    }
    if let Some(found) = clause(text, words) {
        return Some(found);
    }
    let (status, at) = words.trailing_status(text)?;
    let (status, at) = percent_before(text, at)
        .map_or((status, at), |(share, at)| (if status == Status::Done { share } else { status }, at));
    let head = text.get(..at)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    if head.is_empty() {
        return None;
    }
    let before = head.chars().next_back()?;
    let word = text.get(at..)?;
    let shouted = word.chars().any(char::is_uppercase) && word.chars().all(|c| !c.is_lowercase());
    // `… Testing is COMPLETED ✅` speaks; `… prepare release` does not.
    let apart = matches!(before, '-' | '–' | '—' | ':' | '：' | '|' | '·' | '→')
        || is_sign(before)
        // `… - FIXED`: the hyphen may have been taken for a part of the words.
        || ["- ", "-- "].iter().any(|dash| word.trim_start().starts_with(dash))
        || word.trim_start().starts_with(|c| symbol_status(c, true).is_some());
    (apart || (shouted && symbol))
        .then(|| (status, head.trim_end_matches(['-', '–', '—', ':', '|', '·', ' ']).len()))
}

/// A share that the words at byte `at` speak of: `… - 40% complete`.
fn percent_before(text: &str, at: usize) -> Option<(Status, usize)> {
    let head = text.get(..at)?.trim_end().strip_suffix('%')?.trim_end();
    let start = head
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(0, |at| at + head.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8));
    let value = head.get(start..)?.parse::<f64>().ok()?;
    Some((level(value, 100.0), start))
}

/// What stands in brackets at the end of a title: a state, perhaps with a date or words after it.
fn bracketed(inner: &str, words: &Vocabulary) -> Option<Status> {
    let inner = inner.trim_matches(|c: char| is_sign(c) || c.is_whitespace() || c == '*');
    if let Some(status) = words.status(inner) {
        return Some(status);
    }
    if let Some((digits, rest)) = inner.split_once('%')
        && let Ok(value) = digits.trim().parse::<f64>()
        && (rest.trim().is_empty()
            // `(80% later)` says nothing of how far it is.
            || matches!(
                words.status(rest.split([',', '-', '–', '(']).next().unwrap_or(rest)),
                Some(Status::Done | Status::InProgress)
            ))
    {
        return Some(level(value, 100.0));
    }
    if let Some(status) = last_part(inner, words) {
        return Some(status);
    }
    let (status, end) = words.leading_status(inner)?;
    let (phrase, rest) = (inner.get(..end)?.trim(), inner.get(end..)?);
    let status = share_behind(rest.trim_start()).filter(|_| status == Status::Done).unwrap_or(status);
    let dated = rest.contains(|c: char| c.is_ascii_digit())
        || rest.trim_start().starts_with(['-', ',', '–', '—', ':', '，', '、', '：', '；', '。', '・']);
    let already = phrase.contains(' ') && rest.trim().is_empty();
    let telling = phrase.chars().count() > 3 || phrase.chars().filter(|c| is_unspaced(*c)).count() > 1;
    // `(blocked by the yard)`
    let waits = status == Status::Blocked && rest.starts_with(' ');
    (telling && (dated || already || waits || words.is_put_off(phrase))).then_some(status)
}

/// The state that the last of several parts in brackets shouts: `(11 tasks, COMPLETE ✅)`.
fn last_part(inner: &str, words: &Vocabulary) -> Option<Status> {
    let (_, last) = inner.rsplit_once([',', ';', '，', '；', '、', '—', '–'])?;
    let word = last.trim_matches(|c: char| is_sign(c) || c.is_whitespace() || c == '*');
    let shouted = word.chars().any(char::is_uppercase) && word.chars().all(|c| !c.is_lowercase());
    words.status(word).filter(|_| shouted || last.trim().starts_with(is_sign))
}

/// Moves back over signs and blanks before byte `at`.
fn signs_before(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or("");
    head.trim_end_matches(|c: char| is_sign(c) || c.is_whitespace() || matches!(c, '*' | '-' | '–' | '—'))
        .len()
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    line.chars().take(120).collect::<String>().trim().to_owned()
}
