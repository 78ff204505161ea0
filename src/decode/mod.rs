//! Bytes to documents: character encoding and syntax, no meaning.

mod builder;
mod document;
pub mod encoding;
mod flaw;
mod front_matter;
mod include;
pub mod json;
mod markdown_signs;
pub mod rows;
mod syntax;
#[cfg(test)]
mod tests;
pub mod toml;
pub mod tree;
pub mod yaml;

pub use document::{Document, Syntax};
pub use include::{Include, Unmet};

use crate::diag::{Severity, Staged};
use crate::place::DocId;
use crate::source::{Source, Sources};

/// Decodes every source, in parallel; the documents stand in the order of their paths, whatever the order of the
/// sources.
pub fn decode(sources: &Sources) -> Staged<Vec<Document>> {
    syntax::decode_all(sources)
}

/// Decodes the text files that are no documents: their text and nothing more. They are numbered behind the `documents`
/// documents.
pub fn code(sources: &Sources, documents: usize) -> Vec<Document> {
    syntax::decode_code(sources, documents)
}

/// Decodes one source that is no document of the project: an older state of one. What is wrong with it is not told.
pub fn decode_alone(source: &Source) -> Document {
    syntax::decode_one(DocId(0), source).0
}

/// Decodes one source that is no document of the project; `None` where part of it is lost because its syntax is broken.
pub fn decode_sound(source: &Source) -> Option<Document> {
    let (document, findings) = syntax::decode_one(DocId(0), source);
    findings.iter().all(|finding| finding.severity != Severity::Error).then_some(document)
}
