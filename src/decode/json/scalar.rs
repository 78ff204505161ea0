//! Strings, numbers and words of JSON.

use crate::decode::flaw::shorten;
use crate::decode::json::reader::Reader;
use crate::decode::tree::Value;
use crate::place::Span;

impl Reader<'_> {
    /// A number, `true`, `false`, `null`, or something that should have quotes.
    pub(super) fn word(&mut self) -> Value {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
        let length = rest.iter().position(|byte| !plain(byte)).unwrap_or(rest.len());
        let word = self.text.get(self.at..self.at + length).unwrap_or("");
        let value = match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            number if is_number(number) => Value::Number(number.to_owned()),
            _ => return Value::String(self.bare("a value")),
        };
        self.at += length;
        value
    }

    /// Something that should stand in double quotes: in single quotes, or bare up to the next mark.
    pub(super) fn bare(&mut self, what: &str) -> String {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let quoted = rest.first() == Some(&b'\'');
        let stop = |byte: &u8| match quoted {
            true => matches!(byte, b'\'' | b'\n'),
            false => matches!(byte, b',' | b':' | b'}' | b']' | b'\n'),
        };
        let skipped = usize::from(quoted);
        let length = rest.iter().skip(skipped).position(stop).map_or(rest.len(), |end| end + skipped);
        let text = self.text.get(start + skipped..start + length).unwrap_or("");
        let text = if quoted { text } else { text.trim_end() };
        self.at = start + skipped + text.len();
        self.at += usize::from(quoted && self.byte(self.at) == Some(b'\''));
        self.at = self.at.max(start + 1);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        let message = format!(
            "found `{}` as {what}, expected double quotes around it; it was read as text",
            shorten(text)
        );
        self.flaws.error(Span::new(start, self.at), message, "write it in double quotes");
        text.to_owned()
    }

    /// A string in double quotes; `at` stands on the first.
    pub(super) fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let mut length = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
            let line = memchr::memchr(b'\n', rest.get(..length).unwrap_or_default());
            length = line.unwrap_or(length);
            let chunk = self.text.get(self.at..self.at + length).unwrap_or("");
            self.at += length;
            match rest.get(length) {
                Some(b'"') => {
                    self.at += 1;
                    if out.is_empty() {
                        return chunk.to_owned();
                    }
                    out.push_str(chunk);
                    return out;
                }
                Some(b'\\') => {
                    out.push_str(chunk);
                    self.escape(&mut out);
                }
                _ => {
                    out.push_str(chunk);
                    let span = Span::new(start, start + 1);
                    self.flaws.error(
                        span,
                        "this quote is not closed on its line; the text was read up to the end of the line"
                            .to_owned(),
                        "close it; write a line break inside of text as `\\n`",
                    );
                    return out;
                }
            }
        }
    }

    /// An escape; `at` stands on the backslash.
    fn escape(&mut self, out: &mut String) {
        let at = self.at;
        let simple = match self.byte(at + 1) {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'u') if self.unit(at).is_some() => return self.unicode(out),
            _ => {
                self.flaw(1, "found a backslash that makes no escape; it was read as text", "write `\\\\`");
                out.push('\\');
                self.at += 1;
                return;
            }
        };
        out.push(simple);
        self.at += 2;
    }

    /// The number of an escape `\uXXXX` at byte `at`.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| all)
    }

    fn unicode(&mut self, out: &mut String) {
        let Some(first) = self.unit(self.at) else { return };
        let second = self.unit(self.at + 6);
        let mut pair = char::decode_utf16([first].into_iter().chain(second));
        match pair.next() {
            Some(Ok(c)) => {
                out.push(c);
                self.at += if c.len_utf16() == 2 { 12 } else { 6 };
            }
            _ => {
                self.flaw(
                    6,
                    "found half of a surrogate pair; U+FFFD (\u{FFFD}) stands in its place",
                    "write the character itself, or both halves",
                );
                out.push('\u{FFFD}');
                self.at += 6;
            }
        }
    }
}

/// Whether `text` is a number by the grammar of RFC 8259, chapter 6.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(fraction) && digits(exponent) && (whole == "0" || !whole.starts_with('0'))
}
