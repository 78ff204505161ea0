//! One spelling for comparing: what people write one way or another is the same word.

/// One spelling for comparing: lower case, no accents, full-width letters as plain ones, `_` and `-` and blanks as one
/// blank, marks at both ends left out.
pub fn normalise(text: &str) -> String {
    if text.is_ascii() {
        let mut out = Vec::with_capacity(text.len());
        spaced(trimmed(text.as_bytes()), |byte| out.push(byte));
        // What is made of ASCII is text.
        return String::from_utf8(out).unwrap_or_default();
    }
    let trimmed = text.trim_matches(is_edge);
    let trimmed = if trimmed.is_empty() { text.trim() } else { trimmed };
    let mut out = String::with_capacity(trimmed.len());
    let mut gap = false;
    for c in trimmed.chars().map(narrow) {
        if c.is_whitespace() || matches!(c, '_' | '-' | '‐' | '‑') {
            gap = true;
            continue;
        }
        // Variation selectors, and accents that stand apart from their letter.
        if matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{300}'..='\u{36f}') {
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        match c {
            '’' | '‘' | 'ʼ' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase().map(bare)),
        }
    }
    out
}

/// Looks at a text in one spelling without keeping it: short texts of ASCII, which are most, never reach the heap.
pub(super) fn with_spelling<R>(text: &str, look: impl FnOnce(&str) -> R) -> R {
    if text.len() > SHORT || !text.is_ascii() {
        return look(&normalise(text));
    }
    let mut buffer = [0; SHORT];
    let trimmed = trimmed(text.as_bytes());
    // Most texts have no other gaps than single blanks, and are copied at once.
    let odd = trimmed.iter().any(|byte| matches!(byte, b'_' | b'-' | b'\t'..=b'\r'));
    let length = if odd || trimmed.windows(2).any(|two| two == b"  ") {
        let mut length = 0;
        spaced(trimmed, |byte| {
            if let Some(slot) = buffer.get_mut(length) {
                *slot = byte;
                length += 1;
            }
        });
        length
    } else if let Some(slots) = buffer.get_mut(..trimmed.len()) {
        slots.copy_from_slice(trimmed);
        slots.make_ascii_lowercase();
        trimmed.len()
    } else {
        0
    };
    // What is made of ASCII is text.
    look(buffer.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or(""))
}

/// The longest text that is looked at without the heap, in bytes.
const SHORT: usize = 96;

/// A text of ASCII without the marks at both ends.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let edge = |byte: &u8| {
        matches!(byte, b' ' | b'\t'..=b'\r' | b'*' | b'`' | b'"' | b'~' | b'-' | b'_' | b'|')
            || matches!(byte, b':' | b'.' | b',' | b';' | b'!' | b'(' | b')')
    };
    match (bytes.iter().position(|b| !edge(b)), bytes.iter().rposition(|b| !edge(b))) {
        (Some(first), Some(last)) => bytes.get(first..=last).unwrap_or(bytes),
        _ => bytes.trim_ascii(),
    }
}

/// [`normalise`] for texts without other than ASCII characters: most of them, and much the quickest.
fn spaced(trimmed: &[u8], mut put: impl FnMut(u8)) {
    let (mut gap, mut begun) = (false, false);
    for byte in trimmed {
        if matches!(byte, b' ' | b'_' | b'-' | b'\t'..=b'\r') {
            gap = begun;
            continue;
        }
        if gap {
            put(b' ');
        }
        gap = false;
        begun = true;
        put(byte.to_ascii_lowercase());
    }
}

/// Looks at the first word of a text in one spelling: a quick look whether a phrase may begin with it. It is empty where
/// the text begins with anything else.
pub(super) fn with_first_word<R>(text: &str, look: impl FnOnce(&str) -> R) -> R {
    let bytes = text.as_bytes();
    let from =
        bytes.iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).unwrap_or(bytes.len());
    let rest = bytes.get(from..).unwrap_or(&[]);
    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    match (rest.get(length), rest.get(..length)) {
        (None | Some(0..=127), Some(word)) => with_lower(word, look),
        _ => look(&first_word(text)),
    }
}

/// Looks at the last word of a text in one spelling; empty where there is none.
pub(super) fn with_last_word<R>(text: &str, look: impl FnOnce(&str) -> R) -> R {
    let bytes = text.as_bytes();
    let end = bytes
        .iter()
        .rposition(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
        .map_or(0, |at| at + 1);
    let head = bytes.get(..end).unwrap_or(&[]);
    let from = head.iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    match (from.checked_sub(1).and_then(|at| head.get(at)), head.get(from..)) {
        (None | Some(0..=127), Some(word)) => with_lower(word, look),
        _ => look(&last_word(text)),
    }
}

/// Looks at a word of ASCII in lower case without the heap, if it is not too long.
fn with_lower<R>(word: &[u8], look: impl FnOnce(&str) -> R) -> R {
    let mut buffer = [0; 32];
    let Some(lower) = buffer.get_mut(..word.len()) else {
        return look(&String::from_utf8_lossy(word).to_ascii_lowercase());
    };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    look(std::str::from_utf8(lower).unwrap_or(""))
}

/// The first word of a text in one spelling; empty where the text begins with anything else.
pub(super) fn first_word(text: &str) -> String {
    if text.is_ascii() {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric()).skip_while(|word| word.is_empty());
        return words.next().unwrap_or("").to_ascii_lowercase();
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    word(text.chars().take_while(|c| is_of_word(*c)))
}

/// The last word of a text in one spelling; empty where there is none.
pub(super) fn last_word(text: &str) -> String {
    if text.is_ascii() {
        let mut words = text.rsplit(|c: char| !c.is_ascii_alphanumeric()).skip_while(|word| word.is_empty());
        return words.next().unwrap_or("").to_ascii_lowercase();
    }
    let text = text.trim_end_matches(|c: char| !is_of_word(c));
    let start = text
        .rfind(|c: char| !is_of_word(c))
        .map_or(0, |at| at + text.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8));
    word(text.get(start..).unwrap_or("").chars())
}

fn word(chars: impl Iterator<Item = char>) -> String {
    let plain = chars.filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).map(narrow);
    plain.flat_map(char::to_lowercase).map(bare).collect()
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

/// What may stand around words without belonging to them.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '*' | '`' | '"' | '~' | '–' | '—' | '-' | '_' | '|' | '…' | '\u{fe0e}' | '\u{fe0f}')
        || matches!(narrow(c), ':' | '.' | ',' | ';' | '!' | '(' | ')' | '|')
        || matches!(c, '、' | '。' | '【' | '】' | '「' | '」' | '『' | '』' | '《' | '》' | '〔' | '〕')
        || matches!(c, '“' | '”' | '„' | '«' | '»' | '［' | '］')
        || (is_symbol(c) && c != '✓' && c != '✅')
}

/// A full-width letter, digit or mark as the plain one.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// A small letter without its accent: people leave accents out, and some programs write them apart.
fn bare(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'й' => 'и',
        c => c,
    }
}

/// Whether a character is an emoji or another pictograph.
pub(crate) fn is_symbol(c: char) -> bool {
    matches!(c as u32, 0x2190..=0x21ff | 0x2300..=0x23ff | 0x2500..=0x27bf | 0x2900..=0x297f | 0x2b00..=0x2bff | 0xfe0e..=0xfe0f | 0x1f000..=0x1faff | 0x20e3 | 0x200d)
}

/// Whether a character belongs to a script that writes without blanks between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff)
}
