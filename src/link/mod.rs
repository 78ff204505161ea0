//! Names become typed ids, and every link gets its way back.

mod idle;
mod linked;
mod proof;

pub use linked::Linked;

use crate::decode::Document;
use crate::diag::Staged;
use crate::parse::Corpus;

/// Links what was read.
pub fn link(documents: Vec<Document>, corpus: Corpus) -> Staged<Linked> {
    let gates = proof::judgements(&corpus, &documents);
    let backing = proof::backing(&corpus, &documents);
    let idle = idle::idle(&documents, &corpus);
    Staged { value: Linked { documents, corpus, idle, gates, backing }, diagnostics: Vec::new() }
}
