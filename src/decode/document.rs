//! A decoded file: its text, the way back to its bytes, and its syntax.

use std::sync::Arc;

use crate::decode::encoding::Form;
use crate::decode::include::Include;
use crate::decode::tree::Node;
use crate::markdown::Doc;
use crate::model::{Encoding, Kind};
use crate::place::{DocId, Lines, Origin, Span};

/// The syntax of a document.
#[derive(Clone, Debug)]
pub enum Syntax {
    /// Markdown, with its front matter (YAML or TOML) where it has one.
    Markdown {
        /// The blocks.
        doc: Doc,
        /// The front matter as a tree.
        front: Option<Node>,
    },
    /// YAML or JSON: one node for each YAML document of the file.
    Tree(Vec<Node>),
    /// Rows of a CSV or TSV file, the header first; each cell with its span.
    Rows(Vec<Vec<(Span, String)>>),
    /// Org mode: read from the text by lines.
    Org,
    /// XML: read from the text by whoever knows the vocabulary.
    Xml,
    /// Anything else that is text.
    Text,
    /// Not text: nothing is read from it.
    Binary,
}

/// A decoded file.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its number.
    pub id: DocId,
    /// Path relative to the project's root.
    pub path: String,
    /// The kind that book.toml gives it.
    pub kind: Option<Kind>,
    /// Its text: UTF-8, no BOM, `\n` line endings, damage mended.
    pub text: String,
    /// Where its lines start.
    pub lines: Lines,
    /// The way back to the bytes on disk.
    pub origin: Origin,
    /// How the file writes its characters.
    pub form: Form,
    /// The bytes on disk.
    pub bytes: Arc<[u8]>,
    /// What decoding did.
    pub encoding: Encoding,
    /// The decoded spans where damage was mended, for the source page.
    pub repairs: Vec<Span>,
    /// Its syntax.
    pub syntax: Syntax,
    /// Parts of other files that it shows.
    pub includes: Vec<Include>,
    /// In very long lines (a JSON file may be one line): places with the characters before them in the line, so that no
    /// column is counted from far away.
    pub waymarks: Vec<(u32, u32)>,
}

/// How far waymarks stand apart, in bytes.
const STRIDE: u32 = 4096;

impl Document {
    /// The document with its waymarks set.
    pub fn marked(mut self) -> Self {
        let mut marks = Vec::new();
        for line in 1..=self.lines.count() {
            let span = self.lines.span(line);
            let (mut from, mut before) = (span.start, 0);
            while span.end - from > STRIDE {
                let next = (from + STRIDE..span.end).find(|at| self.text.is_char_boundary(*at as usize));
                let Some(next) = next else { break };
                before += self.characters(Span { start: from, end: next });
                marks.push((next, before));
                from = next;
            }
        }
        self.waymarks = marks;
        self
    }

    /// How many characters a span has in the file as it lies on disk.
    fn characters(&self, span: Span) -> u32 {
        let count = match self.form {
            Form::Utf8 => count_characters(self.disk_slice(span)),
            Form::Utf16Le | Form::Utf16Be => self.slice(span).chars().count(),
        };
        count as u32
    }

    /// 1-based line of decoded byte `at`.
    pub fn line(&self, at: u32) -> u32 {
        self.lines.line(at)
    }

    /// 1-based line and column (in characters) in the file as it lies on disk.
    pub fn line_column(&self, at: u32) -> (u32, u32) {
        let line = self.lines.line(at);
        let start = self.lines.span(line).start;
        let behind = self.waymarks.partition_point(|(mark, _)| *mark <= at);
        let near = behind.checked_sub(1).and_then(|last| self.waymarks.get(last));
        let (from, before) = near.copied().filter(|(mark, _)| *mark > start).unwrap_or((start, 0));
        (line, before + self.characters(Span { start: from, end: at.max(from) }) + 1)
    }

    /// The bytes on disk that a span of the text was read from.
    pub fn disk_slice(&self, span: Span) -> &[u8] {
        let range = self.origin.disk(span.start) as usize..self.origin.disk(span.end) as usize;
        self.bytes.get(range).unwrap_or_default()
    }

    /// The decoded text of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// Characters of UTF-8; each stretch that is not valid counts as one.
fn count_characters(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty()))
        .sum()
}
