//! Finds the sequences of characters that may be UTF-8 read in a wrong code page, and says how much each looks it.
//!
//! A sequence begins with a letter that stands for a UTF-8 lead byte (`â`, `Ã`, `ð`) and goes on with characters
//! that stand for continuation bytes. Clean text has such letters too, but almost always with a plain letter or a
//! blank behind them: those are counted as *strangers*, the evidence that a document was not misread.

use crate::decode::encoding::code_page::{CodePage, byte};
use crate::place::Span;

/// A sequence that may be damaged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    /// Where.
    pub(super) span: Span,
    /// How it looks.
    pub(super) look: Look,
    /// The bytes it stands for; the first `count` are set.
    pub(super) bytes: [u8; 4],
    /// How many bytes it stands for.
    pub(super) count: usize,
    /// Whether clean text may have it at the end of a word: `é »`, „â“.
    pub(super) ending: bool,
    /// Whether all its characters but the first may follow a letter in clean text.
    pub(super) tail: bool,
    /// The code page that alone has its characters.
    pub(super) only: Option<CodePage>,
}

/// What a sequence looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Whole, and no clean text of any language has it.
    Sure(char),
    /// Whole, and rare in clean text.
    Likely(char),
    /// Whole, but clean text may well have it: `é »`.
    Guess(char),
    /// Whole, and a letter of a script that comes in words: believed in company only.
    Script(char),
    /// One byte short.
    Short,
    /// More than one byte short, but the start is beyond doubt: `ðŸ`.
    Stump,
    /// `Ã` or `Â` alone.
    Lone,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The suspects, in order, not overlapping.
    pub(super) suspects: Vec<Suspect>,
    /// How many letters stand there that no misread text would have.
    pub(super) strangers: usize,
}

/// Looks through a text.
pub(super) fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut done = 0;
    for at in memchr::memchr2_iter(0xC3, 0xC4, text.as_bytes()) {
        if at < done {
            continue;
        }
        let Some(lead) = text.get(at..at + 2).and_then(|lead| lead.chars().next()) else { continue };
        match suspect(text, at, lead) {
            Some(suspect) => {
                scan.strangers += usize::from(suspect.look == Look::Lone);
                done = suspect.span.end as usize;
                scan.suspects.push(suspect);
            }
            None => scan.strangers += usize::from(lead.is_alphabetic()),
        }
    }
    scan
}

/// The sequence that begins with `lead` at byte `at`.
fn suspect(text: &str, at: usize, lead: char) -> Option<Suspect> {
    let first = byte(lead)?;
    let wanted = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut found = Suspect {
        span: Span::new(at, at + 2),
        look: Look::Lone,
        bytes: [first, 0, 0, 0],
        count: 1,
        ending: false,
        tail: true,
        only: CodePage::only(lead),
    };
    let rest = text.get(at + 2..)?;
    if rest.as_bytes().first().is_none_or(u8::is_ascii) {
        return matches!(lead, 'Ã' | 'Â').then_some(found);
    }
    let mut end = at + 2;
    for c in rest.chars().take(wanted - 1) {
        let Some(next @ 0x80..=0xBF) = byte(c) else { break };
        *found.bytes.get_mut(found.count)? = next;
        found.count += 1;
        found.tail &= follows_a_letter(c);
        found.only = found.only.or(CodePage::only(c));
        end += c.len_utf8();
    }
    found.span = Span::new(at, end);
    found.ending = found.tail && text.get(..at)?.chars().next_back().is_some_and(is_inside_words);
    found.look = look(&found, wanted)?;
    Some(found)
}

/// Letters and opening quotes: what stands before the last letter of clean text.
fn is_inside_words(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '“' | '„' | '‘' | '‚' | '«' | '‹' | '"' | '\'' | '(')
}

/// Punctuation and blanks that clean text writes directly behind a letter.
fn follows_a_letter(c: char) -> bool {
    matches!(c, '’' | '‘' | '”' | '“' | '…' | '–' | '—' | '»' | '«' | '›' | '\u{A0}')
}

fn look(found: &Suspect, wanted: usize) -> Option<Look> {
    let [first, second, ..] = found.bytes;
    if found.count == 1 {
        return matches!(first, 0xC2 | 0xC3).then_some(Look::Lone);
    }
    if found.count + 1 == wanted {
        return (first >= 0xE0).then_some(Look::Short);
    }
    if found.count < wanted {
        return (first == 0xF0 && second == 0x9F).then_some(Look::Stump);
    }
    let c = std::str::from_utf8(found.bytes.get(..found.count)?).ok()?.chars().next()?;
    let unless_ending = |look: Look| if found.ending { Look::Guess(c) } else { look };
    Some(match c {
        '\u{1F000}'..='\u{1FBFF}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}' => Look::Sure(c),
        '\u{2000}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' => {
            unless_ending(Look::Sure(c))
        }
        // Clean text writes square and cubic ångström so, and words in capitals: Å³, ÄŽ.
        'ų' | 'Ų' | 'Ź' => Look::Guess(c),
        _ if matches!((first, second), (0xC4 | 0xC5, 0x8A | 0x8E | 0x9A | 0x9E)) => Look::Guess(c),
        '\u{80}'..='\u{17F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1EFF}' => {
            unless_ending(Look::Likely(c))
        }
        '\u{400}'..='\u{6FF}'
        | '\u{900}'..='\u{97F}'
        | '\u{E00}'..='\u{E7F}'
        | '\u{3000}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}'
        | '\u{FF00}'..='\u{FFEF}' => Look::Script(c),
        _ => return None,
    })
}
