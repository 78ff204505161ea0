//! Places in documents: what every finding, item and link points at.
//!
//! A [`Span`] is a range of bytes in the *decoded* text of a document, never in the bytes on disk;
//! [`Origin`] leads back to the file as it lies on disk. Lines are the same in both, because decoding
//! never adds or removes a line ending. Lines and columns are resolved late, when something is printed.

/// A half-open range of bytes in a document's decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`; an end before the start is moved up to it.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Self { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// The text the span covers, or `""` where it does not lie on character boundaries of `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range of `usize`.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn to(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The number of a document: its place in the list of [`crate::decode::Document`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

impl DocId {
    /// The index into the list of documents.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A span in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which document.
    pub doc: DocId,
    /// Where in its decoded text.
    pub span: Span,
}

impl Place {
    /// The place of `span` in `doc`.
    pub fn new(doc: DocId, span: Span) -> Self {
        Self { doc, span }
    }
}

/// Where each line of a decoded text starts. Line endings are `\n` only: decoding has seen to that.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    starts: Vec<u32>,
    end: u32,
    /// Where the words of the last line end, its line ending left out.
    last: u32,
}

impl Lines {
    /// The lines of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        if starts.len() > 1 && starts.last() == Some(&(text.len() as u32)) {
            starts.pop();
        }
        let end = text.len() as u32;
        let last = if starts.len() > 1 || end > 1 { end - u32::from(text.ends_with('\n')) } else { end };
        Self { starts, end, last }
    }

    /// Number of lines; an empty text has one.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The 1-based line that holds byte `at`.
    pub fn line(&self, at: u32) -> u32 {
        self.starts.partition_point(|start| *start <= at).max(1) as u32
    }

    /// The span of 1-based line `line`, its line ending left out; empty past the end.
    pub fn span(&self, line: u32) -> Span {
        let at = |n: usize| self.starts.get(n).copied();
        let index = line.saturating_sub(1) as usize;
        let start = at(index).unwrap_or(self.end);
        let end = at(index + 1).map_or(self.last, |next| next - 1);
        Span { start, end: end.max(start) }
    }

    /// The 1-based last line a span touches: a span that ends with a line ending stays on that line.
    pub fn last_line(&self, span: Span) -> u32 {
        self.line(span.end.saturating_sub(1).max(span.start))
    }
}

/// Leads from a decoded text back to the bytes on disk.
///
/// Kept as the points where the distance between both changes, so a clean file needs none.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    shifts: Vec<(u32, u32)>,
}

impl Origin {
    /// Records that from decoded byte `text` on the file continues at byte `disk`. Calls come in rising order.
    pub fn shift(&mut self, text: usize, disk: usize) {
        let point = (text as u32, disk as u32);
        match self.shifts.last_mut() {
            Some(last) if last.0 == point.0 => *last = point,
            _ => self.shifts.push(point),
        }
    }

    /// The byte on disk at which decoded byte `at` was read.
    pub fn disk(&self, at: u32) -> u32 {
        match self.shifts.partition_point(|(text, _)| *text <= at).checked_sub(1) {
            None => at,
            Some(index) => self.shifts.get(index).map_or(at, |(text, disk)| disk + (at - text)),
        }
    }

    /// The points where the distance changes, in rising order: byte of the text, byte on disk.
    pub fn points(&self) -> &[(u32, u32)] {
        &self.shifts
    }

    /// Whether decoding changed nothing.
    pub fn is_identity(&self) -> bool {
        self.shifts.is_empty()
    }
}
