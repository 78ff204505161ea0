//! Names become typed ids, and every link gets its way back.

mod decision;
mod history;
mod identity;
mod idle;
mod linked;
mod names;
mod needs;
mod proof;

pub use decision::{Decisions, Resolved, Tie, Ties};
pub use history::{Chronicle, Event, Sort, Story, Thread, ThreadId, What, last_day};
pub use identity::{Called, Identity, identity};
pub use linked::{Linked, Touched};
pub use names::{Named, name_word};
pub use needs::{Needs, rounds};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::decode::Document;
use crate::diag::Staged;
use crate::parse::Corpus;

/// Links what was read. `changed` is when each file of the project was last changed, by its path.
pub fn link(documents: Vec<Document>, corpus: Corpus, changed: &BTreeMap<String, String>) -> Staged<Linked> {
    let gates = proof::judgements(&corpus, &documents, changed);
    let backing = proof::backing(&corpus, &documents);
    let touched = proof::touched(&corpus, &backing, changed);
    let idle = idle::idle(&documents, &corpus);
    let plans = corpus.plans.par_iter();
    let needs = plans.filter_map(|plan| Some((plan.doc, needs::needs(plan)?))).collect();
    let decisions = decision::decisions(&corpus, &documents);
    let names = names::names(&corpus, &documents);
    let chronicle = corpus.past.as_ref().map(|past| history::chronicle(past, &corpus.plans));
    Staged {
        value: Linked {
            documents,
            corpus,
            idle,
            gates,
            backing,
            touched,
            needs,
            decisions,
            names,
            chronicle,
        },
        diagnostics: Vec::new(),
    }
}
