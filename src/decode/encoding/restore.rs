//! Puts back the one byte that a code page lacks and a converter dropped, where that leaves no choice.

use crate::decode::encoding::code_page::CodePage;
use crate::decode::encoding::emoji::is_emoji;

/// Makes an emoji of the character before it; part of many.
const EMOJI_STYLE: char = '\u{FE0F}';

/// Symbols that people set as a status, beside the emoji.
const STATUS: &str = "☐☑☒✓✔✕✖✗✘⬚";

/// The status symbol or emoji that `bytes` are the remains of, if exactly one can be. `behind_word`: they stand
/// directly behind a letter or digit.
pub(super) fn restore(bytes: &[u8], page: CodePage, behind_word: bool) -> Option<char> {
    let mut credible = candidates(bytes, page).filter(|c| is_symbol(*c) || is_rival(*c, behind_word));
    let first = credible.next()?;
    (is_symbol(first) && credible.all(|other| other == first)).then_some(first)
}

/// The symbols that `bytes` may be the remains of.
pub(super) fn possible(bytes: &[u8], page: CodePage) -> Vec<char> {
    let mut symbols: Vec<char> = candidates(bytes, page).filter(|c| is_symbol(*c)).collect();
    symbols.sort_unstable();
    symbols.dedup();
    symbols
}

/// Every character that comes of putting back one missing byte into at most three.
fn candidates(bytes: &[u8], page: CodePage) -> impl Iterator<Item = char> {
    (1..=bytes.len().min(3)).flat_map(move |at| {
        page.missing().iter().filter_map(move |missing| {
            let (head, tail) = bytes.split_at_checked(at)?;
            let mut whole = [0; 4];
            let all = head.iter().chain([missing]).chain(tail);
            whole.iter_mut().zip(all).for_each(|(slot, byte)| *slot = *byte);
            std::str::from_utf8(whole.get(..=bytes.len())?).ok()?.chars().next()
        })
    })
}

fn is_symbol(c: char) -> bool {
    is_emoji(c) || c == EMOJI_STYLE || STATUS.contains(c)
}

/// Not a status, but written in plans as often as the emoji that looks the same when damaged: arrows, box drawing,
/// bars, bullets, and superscripts behind a word.
fn is_rival(c: char, behind_word: bool) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2500}'..='\u{25FF}')
        || behind_word && matches!(c, '\u{2070}'..='\u{207F}')
}

#[cfg(test)]
mod tests {
    use super::{possible, restore};
    use crate::decode::encoding::code_page::CodePage::{Windows1252, Windows1254};

    #[test]
    fn one_symbol_or_none() {
        assert_eq!(restore(&[0xE2, 0x8C], Windows1252, false), Some('❌'));
        assert_eq!(restore(&[0xE2, 0x8C], Windows1254, false), Some('❌'));
        assert_eq!(restore(&[0xEF, 0xB8], Windows1252, false), Some('\u{FE0F}'));
        assert_eq!(restore(&[0xE2, 0xB3], Windows1252, false), Some('⏳'));
        assert_eq!(restore(&[0xF0, 0x9F, 0xAF], Windows1254, false), None);
        assert_eq!(possible(&[0xF0, 0x9F, 0xAF], Windows1254), ['🍯', '🎯', '🏯', '🐯']);
    }

    #[test]
    fn a_line_of_boxes_is_no_line_of_marks() {
        assert_eq!(restore(&[0xE2, 0x95], Windows1252, false), None, "═ and ❕");
        assert_eq!(restore(&[0xE2, 0x97], Windows1252, false), None, "● and ❗");
        assert_eq!(restore(&[0xE2, 0xB8], Windows1252, true), None, "⁸ and ⏸");
        assert_eq!(restore(&[0xE2, 0xB8], Windows1252, false), Some('⏸'));
    }
}
