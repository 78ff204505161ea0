//! The text as libyaml-safer gets it: the same length, byte for byte, with what it refuses or panics on replaced.
//!
//! - Control characters and U+FFFE, U+FFFF are refused for the whole file: a placeholder stands in.
//! - U+0085, U+2028 and U+2029 end a line for libyaml (YAML 1.1); in YAML 1.2 they don't: a blank stands in.
//! - A tag directly before a comma (`[!a, b]`) panics: a caret stands in for the comma, which makes it an error. In
//!   a scalar such a comma is text.
//! - A last line without an ending panics: an ending is added.
//! - After an error, a caret stands in for the character that made the text an error, so that it is text.
//!
//! [`Feed::restore`] puts back into scalars what carets stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use crate::place::Span;

/// How much is handed over at once.
const CHUNK: usize = 16 * 1024;

/// What stands in for a character that is to be text: it has no meaning in YAML.
const CARET: u8 = b'^';

/// A part of a text made harmless. All places are bytes of the part.
pub(super) struct Feed<'t> {
    text: Cow<'t, str>,
    /// What was at each place where a caret stands in.
    carets: BTreeMap<usize, char>,
    /// The first character of the text that YAML refuses.
    pub(super) refused: Option<Span>,
}

impl<'t> Feed<'t> {
    /// Makes `part` of `text` harmless.
    pub(super) fn new(text: &'t str, part: Span) -> Self {
        let start = part.start as usize;
        let part = part.of(text);
        let mut feed = Self { text: Cow::Borrowed(part), carets: BTreeMap::new(), refused: None };
        if has_refused(part) {
            feed.text = Cow::Owned(part.chars().map(stand_in).collect());
            let placeholder = |(_, c): &(usize, char)| stand_in(*c) != *c && !is_line_end(*c);
            let first = part.char_indices().find(placeholder);
            feed.refused = first.map(|(at, c)| Span::new(start + at, start + at + c.len_utf8()));
        }
        for comma in commas_behind_tags(part) {
            feed.make_text(comma);
        }
        feed
    }

    /// Makes an ASCII character text. Says whether that changed anything.
    pub(super) fn make_text(&mut self, at: usize) -> bool {
        let Some(old @ 0x21..=0x7E) = self.text.as_bytes().get(at).copied() else { return false };
        if old == CARET {
            return false;
        }
        self.carets.insert(at, char::from(old));
        self.text.to_mut().replace_range(at..at + 1, "^");
        true
    }

    /// Puts back what a caret stands for.
    pub(super) fn put_back(&mut self, at: usize) {
        if let Some(old) = self.carets.remove(&at) {
            self.text.to_mut().replace_range(at..at + 1, old.encode_utf8(&mut [0; 4]));
        }
    }

    /// Makes a blank of a tab. Says whether there was one.
    pub(super) fn make_blank(&mut self, at: usize) -> bool {
        let is_tab = self.text.as_bytes().get(at) == Some(&b'\t');
        if is_tab {
            self.text.to_mut().replace_range(at..at + 1, " ");
        }
        is_tab
    }

    /// Makes a comment of the line that `at` stands in. Says whether that changed anything.
    pub(super) fn make_comment(&mut self, at: usize) -> bool {
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let first = start + line.len() - line.trim_start().len();
        let Some(c) = line.trim_start().chars().next().filter(|c| *c != '#') else { return false };
        let comment = format!("{:<width$}", "#", width = c.len_utf8());
        self.text.to_mut().replace_range(first..first + c.len_utf8(), &comment);
        true
    }

    /// A reader of the part.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { rest: &self.text, ended: false }
    }

    /// What a caret stands for at this place.
    pub(super) fn behind_caret(&self, at: usize) -> Option<char> {
        self.carets.get(&at).copied()
    }

    /// Puts back into the value of the scalar at `start..end` what carets stand for.
    pub(super) fn restore(&self, value: String, start: usize, end: usize) -> String {
        if self.carets.is_empty() || self.carets.range(start..end.max(start)).next().is_none() {
            return value;
        }
        let source = self.text.as_bytes().get(start..end).unwrap_or_default();
        let mut places = memchr::memchr_iter(CARET, source).map(|at| start + at);
        if places.clone().count() != value.bytes().filter(|byte| *byte == CARET).count() {
            return value;
        }
        let put_back = |c: char| match c {
            '^' => places.next().and_then(|at| self.behind_caret(at)).unwrap_or(c),
            other => other,
        };
        value.chars().map(put_back).collect()
    }
}

/// Whether libyaml refuses any character, or takes it for a line ending.
fn has_refused(text: &str) -> bool {
    let bytes = text.as_bytes();
    let found = |needle: &str| memchr::memmem::find(bytes, needle.as_bytes()).is_some();
    bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n') || *byte == 0x7F)
        || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1).is_some_and(|next| *next < 0xA0))
        || ["\u{2028}", "\u{2029}", "\u{FFFE}", "\u{FFFF}"].into_iter().any(found)
}

/// What ends a line in YAML 1.1 only.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The character handed over for another; it has as many bytes.
fn stand_in(c: char) -> char {
    match c {
        '\t' | '\n' => c,
        '\0'..='\u{1F}' | '\u{7F}' => '_',
        '\u{85}' => '\u{A0}',
        '\u{80}'..='\u{9F}' => '¤',
        '\u{2028}' | '\u{2029}' => '\u{2002}',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ => c,
    }
}

/// Every comma that directly follows what may be a tag.
fn commas_behind_tags(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut commas = Vec::new();
    let mut done = 0;
    for at in memchr::memchr_iter(b'!', bytes) {
        let begins = at.checked_sub(1).is_none_or(|before| {
            bytes.get(before).is_some_and(|byte| byte.is_ascii_whitespace() || b"[{,:-?\"'".contains(byte))
        });
        if at < done || !begins {
            continue;
        }
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let length = match rest.first() {
            Some(b'<') => {
                rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>').map(|end| end + 1)
            }
            _ => rest.iter().position(|byte| !is_tag_byte(*byte)),
        };
        let Some(length) = length else { break };
        done = at + 1 + length;
        if bytes.get(done) == Some(&b',') {
            commas.push(done);
        }
    }
    commas
}

fn is_tag_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_;/?:@&=+$.%!~*'()".contains(&byte)
}

/// Hands the text over in chunks, so that libyaml keeps only a part of it as characters.
pub(super) struct Reader<'f> {
    rest: &'f str,
    ended: bool,
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Reader<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.rest.is_empty() {
            return Ok(if self.ended { b"" } else { b"\n" });
        }
        Ok(self.rest.get(..self.rest.floor_char_boundary(CHUNK)).unwrap_or(self.rest).as_bytes())
    }

    fn consume(&mut self, amount: usize) {
        if self.rest.is_empty() {
            self.ended |= amount > 0;
        } else {
            self.rest = self.rest.get(amount..).unwrap_or("");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Feed;
    use crate::place::Span;

    fn feed(text: &str) -> Feed<'_> {
        Feed::new(text, Span::new(0, text.len()))
    }

    #[test]
    fn lengths_stay() {
        for text in ["a\u{1}b", "a: \u{85}\u{9d}", "x\u{2028}\u{FFFF}y", "[!a, !<b>, ! ,]", "✅ a\nb"] {
            let mut feed = feed(text);
            feed.make_comment(0);
            assert_eq!(feed.text.len(), text.len());
        }
    }

    #[test]
    fn commas_of_text_come_back() {
        let text = "a: red !important, ^ and !so, on\n";
        let feed = feed(text);
        assert_eq!(&*feed.text, "a: red !important^ ^ and !so^ on\n");
        let value = feed.restore("red !important^ ^ and !so^ on".to_owned(), 3, text.len() - 1);
        assert_eq!(value, "red !important, ^ and !so, on");
    }
}
