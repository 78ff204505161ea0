//! The text of one heading, paragraph or cell, without markup but knowing where the markup was.

use crate::place::Span;

/// What a stretch of inline text was marked as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `**strong**`
    Strong,
    /// `*emphasis*`
    Emphasis,
    /// `` `code` ``
    Code,
    /// `~~struck~~`
    Strike,
    /// A link with its target.
    Link(String),
    /// An image with its address; its text is the alternative.
    Image(String),
    /// Inline HTML: its text is not part of [`Inline::text`], the mark is empty and stands where it was.
    Html(String),
}

/// A marked stretch of [`Inline::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte in [`Inline::text`].
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: InlineKind,
}

/// Text of one heading, paragraph or cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// Where it stands in the source.
    pub span: Span,
    /// The text without markup; line breaks are `\n`.
    pub text: String,
    /// What was marked, in order of its end.
    pub marks: Vec<Mark>,
    /// The byte of the source at the start of the first run.
    origin: Option<u32>,
    /// (byte of `text`, byte of the source) at the start of each further run.
    runs: Vec<(u32, u32)>,
}

impl Inline {
    /// The source byte that byte `at` of the text was read from.
    pub fn source(&self, at: usize) -> u32 {
        let at = at as u32;
        match self.runs.partition_point(|(text, _)| *text <= at).checked_sub(1).and_then(|i| self.runs.get(i))
        {
            Some((text, source)) => source + (at - text),
            None => self.origin.map_or(self.span.start, |origin| origin + at),
        }
    }

    /// The source span of bytes `start..end` of the text.
    pub fn place(&self, start: usize, end: usize) -> Span {
        let from = self.source(start);
        let to = if end > start { self.source(end - 1) + 1 } else { from };
        Span { start: from, end: to.max(from) }
    }

    /// The marked stretches of one kind of mark.
    pub fn strong(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.kind == InlineKind::Strong)
    }

    /// The targets of links, in order.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(|mark| match &mark.kind {
            InlineKind::Link(url) => Some(url.as_str()),
            _ => None,
        })
    }

    /// Whether all of the text from byte `from` on its first line is struck through.
    pub fn is_struck(&self, from: usize) -> bool {
        let line = self.text.get(from..).unwrap_or("").lines().next().unwrap_or("");
        let start = from + line.len() - line.trim_start().len();
        let end =
            from + line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',')).len();
        let whole = |mark: &Mark| mark.kind == InlineKind::Strike && mark.start <= start && mark.end >= end;
        end > start && self.marks.iter().any(whole)
    }

    /// Whether the first words from byte `from` on are struck through.
    pub fn begins_struck(&self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or("");
        let first = from + rest.len() - rest.trim_start().len();
        self.marks
            .iter()
            .any(|mark| mark.kind == InlineKind::Strike && mark.start <= first && mark.end > first)
    }

    /// The stretch of strong text that begins at the first visible byte, if there is one.
    pub fn leading_strong(&self) -> Option<&Mark> {
        let first = self.text.len() - self.text.trim_start().len();
        self.strong().find(|mark| mark.start <= first && mark.end > first)
    }

    /// Whether a byte of the text is inside code.
    pub fn in_code(&self, at: usize) -> bool {
        self.marks.iter().any(|mark| mark.kind == InlineKind::Code && mark.start <= at && at < mark.end)
    }

    /// Text without markup that stands at `span`, as in a cell of a CSV file.
    pub fn plain(text: &str, span: Span) -> Self {
        let mut inline = Self::at(span);
        inline.push(text, span.start);
        inline
    }

    /// No text yet, at `span` of the source.
    pub(super) fn at(span: Span) -> Self {
        Self { span, ..Self::default() }
    }

    /// Makes room for the text of `length` bytes of the source: it is seldom much shorter and never much longer.
    pub(super) fn expect(&mut self, length: usize) {
        self.text.reserve_exact(length);
    }

    /// Adds text read from source byte `source` on.
    pub(super) fn push(&mut self, text: &str, source: u32) {
        let end = self.text.len() as u32;
        let run = self.runs.last().copied().or(self.origin.map(|origin| (0, origin)));
        match run {
            None => self.origin = Some(source),
            Some((at, from)) if source.wrapping_sub(from) != end - at => self.runs.push((end, source)),
            Some(_) => {}
        }
        self.text.push_str(text);
    }
}
