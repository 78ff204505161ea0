//! YAML to the one tree: events of libyaml-safer, the core schema of YAML 1.2.
//!
//! `yes`, `no` and dates are strings; numbers stay as written; tags other than `!!str` change nothing; aliases stay
//! references. What libyaml can't take without panicking never reaches it (see `feed`), and after an error reading
//! goes on at the next entry of the outermost list or mapping.

mod explain;
mod feed;
mod reader;
mod scalar;

use crate::decode::tree::Node;
use crate::diag::Staged;
use crate::place::{DocId, Span};

/// Reads the YAML in a `part` of a document's `text`: one node for each YAML document, spans counted from the start
/// of `text`. Every problem is a PB005.
pub fn read(text: &str, part: Span, doc: DocId) -> Staged<Vec<Node>> {
    reader::read(text, part, doc)
}

/// Reads the first YAML (or JSON) document of a piece of text that stands inside another, such as a code block; spans
/// are bytes of the piece. `None` where it holds no list or mapping. What is wrong with it is not said.
pub fn fragment(text: &str) -> Option<Node> {
    let read = reader::read(text, Span::new(0, text.len()), DocId(0));
    read.value.into_iter().next().filter(|node| !node.entries().is_empty() || !node.members().is_empty())
}
