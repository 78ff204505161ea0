//! Words and numbers of a line: `~1,800/20,019 processed`, `>=95%`, `232+ agents`.
//!
//! Digits that are names and not amounts (`v4.1`, `T001`, `2025-07-20`, `10:30`, `port 8080`) come out as words.

/// A number with what stands around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Its value.
    pub(super) value: f64,
    /// `n` of `of` written with a slash.
    pub(super) of: Option<f64>,
    /// Whether `%` follows.
    pub(super) percent: bool,
    /// Whether it is a least value: `232+`, `at least 10`.
    pub(super) at_least: bool,
    /// Whether it is a bound (`<500`, `>=95`) or a range (`2-3`): not an amount that is there.
    pub(super) bound: bool,
    /// How many digits stand after its point.
    pub(super) places: u8,
}

/// A token of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    /// First byte in the line's text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// The number, if it is one.
    pub(super) number: Option<Number>,
    /// Whether it is a word (or a number); punctuation and symbols are not.
    pub(super) word: bool,
}

impl Token {
    /// Its text.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let token = if c.is_ascii_digit() {
            number(text, at)
        } else if c.is_alphanumeric() {
            word(text, at)
        } else {
            Token { start: at, end: at + c.len_utf8(), number: None, word: false }
        };
        at = token.end.max(at + 1);
        found.push(token);
    }
    found
}

fn word(text: &str, start: usize) -> Token {
    let rest = text.get(start..).unwrap_or("");
    // Letters and digits of ASCII with a blank behind: most words.
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if matches!(rest.as_bytes().get(plain), None | Some(b' ')) && plain > 0 {
        return Token { start, end: start + plain, number: None, word: true };
    }
    let unspaced = rest.chars().next().is_some_and(super::words::is_unspaced);
    let mut end = rest.len();
    for (at, c) in rest.char_indices() {
        let next = || rest.get(at + c.len_utf8()..).and_then(|more| more.chars().next());
        let inside = if unspaced {
            super::words::is_unspaced(c)
        } else {
            c.is_alphanumeric() && !super::words::is_unspaced(c)
                || matches!(c, '-' | '_' | '\'' | '’' | '/' | '.')
                    && next().is_some_and(char::is_alphanumeric)
        };
        if !inside {
            end = at;
            break;
        }
    }
    Token { start, end: start + end, number: None, word: true }
}

/// Digits with separators, from `start`: the value, where it ends, digits after the point.
fn digits(text: &str, start: usize) -> Option<(f64, usize, u8)> {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut places = None;
    let mut grouped = false;
    while let Some(byte) = bytes.get(end) {
        let next = |ahead: usize| bytes.get(end + ahead).is_some_and(u8::is_ascii_digit);
        match byte {
            b'0'..=b'9' => {
                places = places.map(|n: u8| n.saturating_add(1));
            }
            b',' if places.is_none() && next(1) && next(2) && next(3) && !next(4) => grouped = true,
            b'.' if places.is_none() && next(1) => places = Some(0),
            _ => break,
        }
        end += 1;
    }
    let written = text.get(start..end)?;
    let value = if grouped { written.replace(',', "").parse() } else { written.parse() };
    Some((value.ok()?, end, places.unwrap_or(0)))
}

fn number(text: &str, start: usize) -> Token {
    let plain = word(text, start);
    let Some((value, mut end, places)) = digits(text, start) else { return plain };
    let before = text.get(..start).unwrap_or("").trim_end_matches(' ');
    let glued = text.get(..start).and_then(|head| head.chars().next_back());
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let digit = |at: usize| byte(at).is_ascii_digit();
    let mut number = Number { value, of: None, percent: false, at_least: false, bound: false, places };
    // `#12`, `v4`, `$500`, `a_1`, `1.2.3`, `10:30`: names, money, versions, times.
    if glued.is_some_and(|c| {
        c.is_alphanumeric() && !super::words::is_unspaced(c)
            || matches!(c, '#' | '$' | '€' | '£' | '_' | '@' | '.' | ':' | '/')
    }) || byte(end) == b'.' && digit(end + 1)
        || byte(end) == b':' && digit(end + 1)
    {
        return plain;
    }
    if glued == Some('-')
        && text.get(..start - 1).and_then(|head| head.chars().next_back()).is_some_and(char::is_alphanumeric)
    {
        return plain;
    }
    if byte(end) == b'/' && digit(end + 1) {
        let Some((of, after, _)) = digits(text, end + 1) else { return plain };
        if byte(after) == b'/' || byte(after) == b'-' && digit(after + 1) {
            return plain;
        }
        number.of = Some(of);
        end = after;
    }
    if let Some(c @ ('-' | '–' | '—')) = text.get(end..).and_then(|rest| rest.chars().next())
        && digit(end + c.len_utf8())
    {
        let Some((_, after, _)) = digits(text, end + c.len_utf8()) else { return plain };
        if matches!(byte(after), b'-' | b'/') {
            return plain;
        }
        number.bound = true;
        end = after;
    }
    match text.get(end..).and_then(|rest| rest.chars().next()) {
        Some('%' | '％') => {
            number.percent = true;
            end += text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        Some('+') => {}
        // `24hr`, `500ms`, `3rd`, `24-hour`: one word with its unit, never a bare amount.
        Some(c)
            if (c.is_alphabetic() && !super::words::is_unspaced(c))
                || c == '_'
                || c == '-' && byte(end + 1).is_ascii_alphabetic() =>
        {
            return Token { start, end: plain.end.max(end), number: None, word: true };
        }
        _ => {}
    }
    if byte(end) == b'+' {
        number.at_least = true;
        end += 1;
    }
    number.bound |= before.ends_with(['<', '>', '≤', '≥', '='])
        || [
            "under",
            "below",
            "up to",
            "over",
            "above",
            "more than",
            "less than",
            "fewer than",
            "than",
            "within",
        ]
        .iter()
        .any(|word| ends_with(before, word));
    number.at_least |= ends_with(before, "at least");
    Token { start, end, number: Some(number), word: true }
}

/// Whether a text ends with words of ASCII, in any case.
fn ends_with(text: &str, words: &str) -> bool {
    let tail = text.len().checked_sub(words.len()).and_then(|at| text.as_bytes().get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(f64, Option<f64>)> {
        tokens(text).into_iter().filter_map(|t| t.number).map(|n| (n.value, n.of)).collect()
    }

    #[test]
    fn amounts() {
        assert_eq!(numbers("~1,800/20,019 processed"), [(1800.0, Some(20019.0))]);
        assert_eq!(
            numbers("all 8 tasks (5/5 tasks), 99.98%"),
            [(8.0, None), (5.0, Some(5.0)), (99.98, None)]
        );
        assert_eq!(numbers("232+ agents"), [(232.0, None)]);
        assert_eq!(numbers("共8个任务"), [(8.0, None)]);
    }

    #[test]
    fn names_are_no_amounts() {
        assert_eq!(
            numbers("v4.1, T001, 2025-07-20, 10:30, 1.2.3, #12, $500, 24hr, 10/22/2025, F01-F02, 72-hour"),
            []
        );
    }
}
