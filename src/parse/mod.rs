//! Documents to meaning: what kind each is, and what it says.

pub mod api;
mod claim;
mod classify;
mod corpus;
mod evidence;
mod iteration;
pub mod plan;
pub mod reading;

pub use claim::past;
pub use corpus::{Corpus, Entry};

use rayon::prelude::*;

use crate::decode::Document;
use crate::diag::Staged;
use crate::model::{Kind, Plan, Proof};
use crate::slug::Slugs;
use crate::vocabulary::Vocabulary;

/// Reads every document, in parallel; entries stand in the order of the documents.
pub fn parse(documents: &[Document], vocabulary: &Vocabulary) -> Staged<Corpus> {
    let read: Vec<(Entry, Reading)> =
        documents.par_iter().map(|document| one(document, vocabulary)).collect();
    let mut staged = Staged::<Corpus>::default();
    let mut names = Slugs::default();
    for (entry, reading) in read {
        match reading {
            Reading::Plan(plan) if matches!(entry.kind, Kind::Plan | Kind::Report) => {
                if let Some(document) =
                    documents.get(entry.doc.index()).filter(|_| entry.kind == Kind::Report)
                {
                    staged.value.iterations.extend(iteration::read(document, &plan.value, vocabulary));
                }
                let path = documents.get(entry.doc.index()).map_or("", |document| document.path.as_str());
                let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
                staged.value.plans.push(Plan { key: names.unique(stem), ..plan.value });
                staged.diagnostics.extend(plan.diagnostics);
            }
            Reading::Plan(_) | Reading::Api => {}
            Reading::Proof(proof) => staged.value.proofs.push(proof),
        }
        staged.value.entries.push(entry);
    }
    (staged.value.apis, staged.value.parts) = api::read(documents, &mut staged.value.entries);
    staged
}

/// What was read from one document.
enum Reading {
    /// A definition: it is read when all documents are there, since it may be written in several.
    Api,
    Plan(Box<Staged<Plan>>),
    Proof(Proof),
}

fn one(document: &Document, vocabulary: &Vocabulary) -> (Entry, Reading) {
    if document.kind.is_none_or(|kind| kind == Kind::Evidence)
        && let Some(proof) = evidence::read(document, vocabulary)
    {
        let title = document.path.rsplit('/').next().unwrap_or(&document.path).to_owned();
        let why = format!("{}: {} facts", proof.format.name(), proof.facts.len());
        return (Entry { doc: document.id, kind: Kind::Evidence, why, title }, Reading::Proof(proof));
    }
    if let Some(entry) = api::entry(document) {
        return (entry, Reading::Api);
    }
    let mut plan = plan::read(document, vocabulary);
    let (kind, why) = classify::kind(document, &plan.value);
    if matches!(kind, Kind::Plan | Kind::Report) {
        plan.value.claims.extend(claim::read(document, &plan.value, vocabulary));
    }
    (Entry { doc: document.id, kind, why, title: plan.value.title.clone() }, Reading::Plan(Box::new(plan)))
}
