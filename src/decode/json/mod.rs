//! JSON (RFC 8259) and JSON Lines to the one tree, with a reader of our own.
//!
//! Not through the YAML reader, which takes most JSON: libyaml refuses tabs between tokens and keys longer than
//! 1,024 bytes, joins no surrogate pairs, and needs several times as long. Not through a JSON crate: none gives
//! spans with numbers as written, repeated keys, and what was read before an error. What people write by slip (a
//! comma too many or too few, comments, single quotes, bare words) is reported and read.

mod reader;
mod scalar;

use crate::decode::json::reader::Reader;
use crate::decode::tree::Node;
use crate::diag::Staged;
use crate::place::{DocId, Span};

/// Reads the JSON in a `part` of a document's `text`: one node for each value at the top, spans counted from the
/// start of `text`. Every problem is a PB005.
pub fn read(text: &str, part: Span, doc: DocId) -> Staged<Vec<Node>> {
    let mut reader = Reader::new(text, doc);
    reader.part(part);
    reader.finish()
}

/// Reads JSON Lines: one value on each line that is not blank. A broken line costs that line only.
pub fn read_lines(text: &str, part: Span, doc: DocId) -> Staged<Vec<Node>> {
    let mut reader = Reader::new(text, doc);
    let mut start = part.start as usize;
    for line in part.of(text).split('\n') {
        if !line.trim().is_empty() {
            reader.part(Span::new(start, start + line.len()));
        }
        start += line.len() + 1;
    }
    reader.finish()
}
