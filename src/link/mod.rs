//! Names become typed ids, and every link gets its way back.

mod decision;
mod idle;
mod linked;
mod proof;

pub use decision::{Decisions, Resolved, Tie, Ties};
pub use linked::Linked;

use crate::decode::Document;
use crate::diag::Staged;
use crate::parse::Corpus;

/// Links what was read.
pub fn link(documents: Vec<Document>, corpus: Corpus) -> Staged<Linked> {
    let gates = proof::judgements(&corpus, &documents);
    let backing = proof::backing(&corpus, &documents);
    let idle = idle::idle(&documents, &corpus);
    let decisions = decision::decisions(&corpus, &documents);
    Staged { value: Linked { documents, corpus, idle, gates, backing, decisions }, diagnostics: Vec::new() }
}
