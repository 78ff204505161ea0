//! The brackets, commas and colons of JSON.

use crate::decode::builder::{Builder, DEPTH};
use crate::decode::flaw::Flaws;
use crate::decode::tree::{Node, Value};
use crate::diag::Staged;
use crate::place::{DocId, Span};

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// A value: at the top, behind a colon.
    Value,
    /// The first member of a list or key of a mapping, or the end of it.
    First,
    /// The next one, behind a comma.
    Another,
    /// A comma, or the end of the list or mapping.
    Comma,
    /// Nothing: the value at the top is whole.
    End,
}

/// A reader of JSON, part by part.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    /// The text up to the end of the part being read.
    pub(super) bytes: &'t [u8],
    /// The byte to read next.
    pub(super) at: usize,
    next: Next,
    builder: Builder,
    pub(super) flaws: Flaws,
    commented: bool,
}

impl<'t> Reader<'t> {
    /// A reader of parts of `text`.
    pub(super) fn new(text: &'t str, doc: DocId) -> Self {
        Self {
            text,
            bytes: &[],
            at: 0,
            next: Next::Value,
            builder: Builder::default(),
            flaws: Flaws::new(doc),
            commented: false,
        }
    }

    /// What was read.
    pub(super) fn finish(self) -> Staged<Vec<Node>> {
        Staged { value: self.builder.documents, diagnostics: self.flaws.finish() }
    }

    /// Reads one stretch of text; what is open at its end is closed.
    pub(super) fn part(&mut self, part: Span) {
        self.bytes = self.text.as_bytes().get(..part.end as usize).unwrap_or_default();
        self.at = part.start as usize;
        self.next = Next::Value;
        let mut several = false;
        while let Some(byte) = self.skip() {
            if self.flaws.is_full() || !self.token(byte, &mut several) {
                break;
            }
        }
        if self.builder.depth() > 0 && !self.flaws.is_full() {
            let start = self.builder.innermost();
            let what = if self.builder.in_map() {
                "mapping is never closed, expected `}`"
            } else {
                "list is never closed, expected `]`"
            };
            self.flaws.error(Span { start, end: start + 1 }, format!("this {what}"), "close it");
        }
        self.builder.close_to(0, &mut self.flaws);
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The byte that comes next behind blanks and comments.
    fn skip(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte(self.at)?;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'/' if matches!(self.byte(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                _ => return Some(byte),
            }
        }
    }

    fn comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = match rest {
            [_, b'/', ..] => memchr::memchr(b'\n', rest),
            _ => memchr::memmem::find(rest, b"*/").map(|end| end + 2),
        };
        let length = length.unwrap_or(rest.len());
        if !self.commented {
            self.commented = true;
            let span = Span::new(self.at, self.at + length);
            self.flaws.warning(
                span,
                "found a comment, which JSON doesn't have; it was left out".to_owned(),
                "remove the comments",
            );
        }
        self.at += length;
    }

    /// Takes what begins with `byte`. Says whether to go on.
    fn token(&mut self, byte: u8, several: &mut bool) -> bool {
        match (self.next, byte) {
            (_, b'}' | b']') => self.close(byte),
            (Next::Comma, b',') => {
                self.at += 1;
                self.next = Next::Another;
            }
            (Next::First | Next::Another, b',') => {
                self.flaw(1, "found a comma too many; it was left out", "remove it");
                self.at += 1;
            }
            (Next::Value, b',' | b':') => {
                self.flaw(
                    1,
                    "found a comma or colon, expected a value; it was left out",
                    "write the value or remove it",
                );
                self.at += 1;
                if byte == b',' && self.builder.depth() > 0 {
                    self.builder
                        .value(Node { span: Span::new(self.at - 1, self.at - 1), value: Value::Null });
                    self.next = Next::Another;
                }
            }
            (Next::Comma | Next::First | Next::Another, b':') => {
                self.flaw(1, "found a colon, expected a value or key; it was left out", "remove it");
                self.at += 1;
            }
            (Next::Comma, _) => {
                self.flaw(0, "found a value, expected a comma before it", "write the comma");
                self.next = Next::Another;
            }
            (Next::End, _) => {
                if !std::mem::replace(several, true) {
                    self.flaws.warning(
                        Span::new(self.at, self.at),
                        "found more text behind the end of the value; it was read as a further value"
                            .to_owned(),
                        "put several values in a list, or name the file .jsonl",
                    );
                }
                self.next = Next::Value;
            }
            _ if self.builder.wants_key() => self.key(byte),
            _ => return self.value(byte),
        }
        true
    }

    pub(super) fn flaw(&mut self, width: usize, message: &str, help: &str) {
        self.flaws.error(Span::new(self.at, self.at + width), message.to_owned(), help);
    }

    fn close(&mut self, byte: u8) {
        if !self.builder.has_open(byte == b'}') {
            let message = format!("found `{}`, which closes nothing here; it was left out", char::from(byte));
            self.flaw(1, &message, "remove it, or write the bracket that opens it");
            self.at += 1;
            return;
        }
        if self.builder.in_map() != (byte == b'}') {
            let wanted = if self.builder.in_map() { '}' } else { ']' };
            let message = format!("found `{}`, expected `{wanted}` before it", char::from(byte));
            self.flaw(1, &message, &format!("write `{wanted}`"));
            let depth = self.builder.depth();
            self.builder.close_to(depth - 1, &mut self.flaws);
            self.next = Next::Comma;
            return;
        }
        if self.next == Next::Value {
            self.flaw(
                1,
                "found the end of a mapping, expected a value",
                "write the value, or remove the key",
            );
        }
        if self.next == Next::Another {
            self.flaws.warning(
                Span::new(self.at, self.at + 1),
                "found the end of a list or mapping behind a comma, expected one more".to_owned(),
                "remove the comma before it",
            );
        }
        self.at += 1;
        if let Some(node) = self.builder.close(Some(self.at as u32), &mut self.flaws) {
            self.add(node);
        }
    }

    fn add(&mut self, node: Node) {
        self.builder.value(node);
        self.next = if self.builder.depth() == 0 { Next::End } else { Next::Comma };
    }

    fn key(&mut self, byte: u8) {
        let start = self.at;
        let key = match byte {
            b'"' => self.string(),
            b'{' | b'[' => {
                self.flaw(
                    1,
                    "found a bracket, expected a key in double quotes; it was left out",
                    "write `\"key\":` before it",
                );
                self.at += 1;
                return;
            }
            _ => self.bare("a key"),
        };
        self.builder.key(key, Span::new(start, self.at));
        match self.skip() {
            Some(b':') => self.at += 1,
            _ => self.flaw(0, "found a key without a colon, expected `:`", "write the colon and the value"),
        }
        self.next = Next::Value;
    }

    fn value(&mut self, byte: u8) -> bool {
        let start = self.at;
        if matches!(byte, b'{' | b'[') {
            if self.builder.depth() >= DEPTH {
                let message = format!(
                    "lists and mappings nest deeper than {DEPTH} levels; nothing behind this was read"
                );
                self.flaw(1, &message, "write it flatter");
                return false;
            }
            if byte == b'{' {
                self.builder.map(start as u32)
            } else {
                self.builder.list(start as u32)
            }
            self.at += 1;
            self.next = Next::First;
            return true;
        }
        let value = if byte == b'"' { Value::String(self.string()) } else { self.word() };
        self.add(Node { span: Span::new(start, self.at), value });
        true
    }
}
