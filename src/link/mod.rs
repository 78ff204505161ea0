//! Names become typed ids, and every link gets its way back.

mod decision;
mod idle;
mod linked;
mod proof;

pub use decision::{Decisions, Resolved, Tie, Ties};
pub use linked::{Linked, Touched};

use std::collections::BTreeMap;

use crate::decode::Document;
use crate::diag::Staged;
use crate::parse::Corpus;

/// Links what was read. `changed` is when each file of the project was last changed, by its path.
pub fn link(documents: Vec<Document>, corpus: Corpus, changed: &BTreeMap<String, String>) -> Staged<Linked> {
    let gates = proof::judgements(&corpus, &documents, changed);
    let backing = proof::backing(&corpus, &documents);
    let touched = proof::touched(&corpus, &backing, changed);
    let idle = idle::idle(&documents, &corpus);
    let decisions = decision::decisions(&corpus, &documents);
    Staged {
        value: Linked { documents, corpus, idle, gates, backing, touched, decisions },
        diagnostics: Vec::new(),
    }
}
