//! Evidence, and the plan's own numbers, brought together with what they speak of: gates and items.

mod backing;
mod gates;
mod judge;
mod touched;
mod unit;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::decode::Document;
use crate::link::Touched;
use crate::model::{ItemId, Judgement, Source};
use crate::parse::Corpus;
use crate::place::DocId;

/// What can be said of the gates of each plan, in the plan's order.
pub(super) fn judgements(
    corpus: &Corpus,
    documents: &[Document],
    changed: &BTreeMap<String, String>,
) -> BTreeMap<DocId, Vec<Judgement>> {
    let measurements = gates::Measurements::new(corpus, documents);
    let plans = corpus.plans.par_iter().filter(|plan| !plan.gates.is_empty());
    plans.map(|plan| (plan.doc, gates::all(plan, &measurements, changed))).collect()
}

/// The evidence that speaks of an item.
pub(super) fn backing(corpus: &Corpus, documents: &[Document]) -> BTreeMap<(DocId, ItemId), Vec<Source>> {
    backing::all(corpus, documents)
}

/// The last change of what the items with evidence name as their own files.
pub(super) fn touched(
    corpus: &Corpus,
    backing: &BTreeMap<(DocId, ItemId), Vec<Source>>,
    changed: &BTreeMap<String, String>,
) -> BTreeMap<(DocId, ItemId), Touched> {
    touched::all(corpus, backing, changed)
}
