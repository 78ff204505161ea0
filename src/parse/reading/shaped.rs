//! States that no list of words has: told by the form of a word, in languages that build them from few parts, or behind a noun.

use crate::model::Status;
use crate::vocabulary::{Vocabulary, is_unspaced};

/// What the form of a short text in Chinese, Japanese or Korean says: `待同步`, `已对齐`, `対応済み`, `調査中`, `미적용`.
pub(super) fn shaped(text: &str) -> Option<Status> {
    const NOUNS: [&str; 8] = ["未来", "未知", "已知", "待遇", "未婚", "其中", "集中", "미래"];
    if text.is_ascii() {
        return None;
    }
    let text = text.trim().trim_end_matches(['。', '！', '!']);
    let length = text.chars().count();
    let known = |c: char| is_unspaced(c) || matches!(c, ' ' | '가'..='힣');
    if !(2..=9).contains(&length) || !text.chars().all(known) || NOUNS.iter().any(|noun| text.contains(noun))
    {
        return None;
    }
    let begins = |leads: &[&str]| leads.iter().any(|lead| text.starts_with(lead));
    let ends = |tails: &[&str]| tails.iter().any(|tail| text.ends_with(tail));
    if begins(&["待", "未", "尚未", "还未", "還未", "미"]) || ends(&["予定", "예정", "待ち", "前"])
    {
        Some(Status::Todo)
    } else if length > 2 && ends(&["中", " 중"]) {
        Some(Status::InProgress)
    } else if begins(&["已"]) || ends(&["済み", "済", "됨", "완료"]) || text.contains('已') && length <= 6
    {
        Some(Status::Done)
    } else {
        None
    }
}

/// What a state behind one word says (`Preparation in progress`, `Design done`), where nothing turns it round.
pub(super) fn noun_behind(text: &str, words: &Vocabulary) -> Option<Status> {
    const TURNS: [&str; 13] =
        ["be", "to", "not", "almost", "will", "can", "is", "are", "half", "until", "if", "when", "never"];
    let text = text.split(['(', ',']).next()?.trim();
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !text.is_ascii() || text.split_whitespace().count() > 4 {
        return None;
    }
    let (status, at) = words.trailing_status(text)?;
    let noun = text.get(..at)?.trim();
    let plain = !noun.is_empty() && noun.chars().all(char::is_alphabetic);
    (plain && !TURNS.contains(&noun.to_lowercase().as_str())).then_some(status)
}
