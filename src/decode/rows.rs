//! CSV and TSV (RFC 4180, and what spreadsheets write) to rows of cells.

use crate::decode::flaw::Flaws;
use crate::diag::Staged;
use crate::place::{DocId, Span};

/// One cell: where it stands (quotes included) and its text.
pub type Cell = (Span, String);

/// Reads rows. The delimiter is the one of `,`, `;`, tab and `|` that the first lines agree on; a first line `sep=;`
/// names it. Blank lines are no rows. A quote that is never closed is a PB005, and is text.
pub fn read(text: &str, doc: DocId) -> Staged<Vec<Vec<Cell>>> {
    let mut flaws = Flaws::new(doc);
    let (delimiter, start) = match named(text) {
        Some(named) => named,
        None => (delimiter(text), 0),
    };
    let mut reader = Reader { text, at: start, delimiter, torn: 0 };
    let mut rows = Vec::new();
    while reader.at < text.len() {
        let row = reader.row(&mut flaws);
        if !matches!(row.as_slice(), [(span, _)] if span.is_empty()) {
            rows.push(row);
        }
    }
    Staged { value: rows, diagnostics: flaws.finish() }
}

/// The delimiter that a first line `sep=;` names, and where the next line starts.
fn named(text: &str) -> Option<(u8, usize)> {
    let line = text.lines().next()?;
    match line.strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, (line.len() + 1).min(text.len()))),
        _ => None,
    }
}

/// The delimiter that divides most of the first lines into the same number of cells, at least two.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let mut flaws = Flaws::new(DocId(0));
        let mut reader = Reader { text, at: 0, delimiter, torn: 0 };
        let mut counts = Vec::new();
        while counts.len() < 10 && reader.at < text.len() {
            counts.push(reader.row(&mut flaws).len());
        }
        let first = counts.first().copied().unwrap_or(0);
        let same = counts.iter().filter(|count| **count == first).count();
        if first < 2 || reader.torn > 0 { (0, 0) } else { (same * 100 / counts.len(), first) }
    };
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter))
        .filter(|delimiter| score(*delimiter) > (0, 0))
        .unwrap_or(b',')
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    delimiter: u8,
    /// How many cells go on behind their closing quote: with the right delimiter, none.
    torn: usize,
}

impl Reader<'_> {
    /// Reads cells up to the end of the line and over it.
    fn row(&mut self, flaws: &mut Flaws) -> Vec<Cell> {
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell(flaws));
            let next = self.text.as_bytes().get(self.at).copied();
            self.at += usize::from(next.is_some());
            if next != Some(self.delimiter) {
                return cells;
            }
        }
    }

    /// Reads one cell; `at` then stands on the delimiter, the line ending or the end.
    fn cell(&mut self, flaws: &mut Flaws) -> Cell {
        let start = self.at;
        let blank = self.rest().bytes().take_while(|byte| *byte == b' ').count();
        if self.rest().as_bytes().get(blank) == Some(&b'"') {
            match self.quoted(start + blank) {
                Some(text) => return (Span::new(start + blank, self.at), text),
                None => flaws.error(
                    Span::new(start + blank, start + blank + 1),
                    "this quote is never closed; it was read as text".to_owned(),
                    "close it; write a quote inside of a cell as two",
                ),
            }
        }
        let length = memchr::memchr2(self.delimiter, b'\n', self.rest().as_bytes());
        self.at += length.unwrap_or(self.rest().len());
        let written = self.text.get(start..self.at).unwrap_or("");
        let lead = written.len() - written.trim_start_matches(' ').len();
        let cell = written.trim_matches(' ');
        (Span::new(start + lead, start + lead + cell.len()), cell.to_owned())
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Reads a cell whose opening quote stands at `start`; what stands behind its closing quote belongs to it.
    fn quoted(&mut self, start: usize) -> Option<String> {
        let mut text = String::new();
        let mut at = start + 1;
        loop {
            let rest = self.text.get(at..)?;
            let length = memchr::memchr(b'"', rest.as_bytes())?;
            text.push_str(rest.get(..length)?);
            at += length + 1;
            if self.text.as_bytes().get(at) != Some(&b'"') {
                break;
            }
            text.push('"');
            at += 1;
        }
        let rest = self.text.get(at..)?;
        let length = memchr::memchr2(self.delimiter, b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let torn = rest.get(..length)?.trim_end_matches(' ');
        self.torn += usize::from(!torn.is_empty());
        text.push_str(torn);
        self.at = at + length;
        Some(text)
    }
}
