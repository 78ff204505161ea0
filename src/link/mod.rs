//! Names become typed ids, and every link gets its way back.

mod away;
mod citation;
mod decision;
mod history;
mod identity;
mod idle;
mod linked;
mod names;
mod needs;
mod outgoing;
mod proof;
mod touch;

pub use away::Away;
pub use citation::Missing;
pub use decision::{Decisions, Resolved, Tie, Ties};
pub use history::{Chronicle, Event, Sort, Story, Thread, ThreadId, Turn, What, is_later, last_day};
pub use identity::{Called, Identity, identity};
pub use linked::{Linked, Touched};
pub use names::{Named, name_word};
pub use needs::{Needs, rounds};
pub use outgoing::{Outgoing, outgoing};
pub use touch::Touch;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::decode::Document;
use crate::diag::Staged;
use crate::parse::Corpus;

/// Links what was read. `code` are text files that are no documents, `changed` is when each file of the project was last changed, by its path.
pub fn link(
    documents: Vec<Document>,
    code: Vec<Document>,
    corpus: Corpus,
    changed: &BTreeMap<String, String>,
) -> Staged<Linked> {
    let gates = proof::judgements(&corpus, &documents, changed);
    let backing = proof::backing(&corpus, &documents);
    let touched = proof::touched(&corpus, &backing, changed);
    let idle = idle::idle(&documents, &corpus);
    let plans = corpus.plans.par_iter();
    let needs = plans.filter_map(|plan| Some((plan.doc, needs::needs(plan)?))).collect();
    let decisions = decision::decisions(&corpus, &documents, &code);
    let names = names::names(&corpus, &documents);
    let chronicle = corpus.past.as_ref().map(|past| history::chronicle(past, &corpus.plans));
    let linked = Linked {
        documents,
        code,
        corpus,
        idle,
        gates,
        backing,
        touched,
        needs,
        decisions,
        names,
        chronicle,
        away: Away::new(),
        touches: BTreeMap::new(),
    };
    let away = away::away(&linked.spoken_of());
    let touches = touch::touches(&linked);
    Staged { value: Linked { away, touches, ..linked }, diagnostics: Vec::new() }
}
