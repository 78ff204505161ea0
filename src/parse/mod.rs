//! Documents to meaning: what kind each is, and what it says.

pub mod api;
mod claim;
mod classify;
mod contents;
mod corpus;
mod decision;
mod diagram;
mod evidence;
mod glossary;
mod iteration;
mod past;
pub mod plan;
pub mod reading;
mod workspace;

pub use claim::past;
pub use corpus::{Corpus, Entry, Views};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::decode::Document;
use crate::diag::Staged;
use crate::diagram::Drawings;
use crate::model::{Decision, Kind, Plan, Proof};
use crate::place::DocId;
use crate::slug::Slugs;
use crate::source::History;
use crate::vocabulary::Vocabulary;

/// Reads every document, in parallel, and what the documents said before; entries stand in the order of the documents.
/// Diagrams that were `drawn` before are not drawn again.
pub fn parse(
    documents: &[Document],
    history: Option<&History>,
    drawn: &Drawings,
    vocabulary: &Vocabulary,
) -> Staged<Corpus> {
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
            Reading::Decision(decision) => staged.value.decisions.push(*decision),
            Reading::Proof(proof) => staged.value.proofs.push(proof),
        }
        staged.value.entries.push(entry);
    }
    (staged.value.apis, staged.value.parts) = api::read(documents, &mut staged.value.entries);
    numbered_among(documents, vocabulary, &mut staged.value);
    staged.value.past = history.map(|history| past::read(history, documents, &staged.value, vocabulary));
    if let (Some(past), Some(history)) = (&mut staged.value.past, history) {
        let mut docs: Vec<DocId> = staged.value.apis.iter().map(|api| api.doc).collect();
        docs.extend(staged.value.parts.iter().filter(|part| !docs.contains(part)).collect::<Vec<_>>());
        let (definitions, lacking) = api::lineages(history, documents, docs.into_iter());
        past.definitions = definitions;
        past.lacking |= lacking;
    }
    staged.value.contents = contents::read(documents, &staged.value.entries);
    staged.value.terms = glossary::read(documents, &staged.value.entries);
    let drawn = diagram::read(documents, drawn);
    let workspaces = workspace::read(documents);
    staged.value.workspaces = workspaces.value;
    staged.diagnostics.extend(workspaces.diagnostics);
    for views in &staged.value.workspaces {
        if let Some(entry) = staged.value.entries.get_mut(views.doc.index()) {
            entry.title = views.name.clone();
        }
    }
    staged.value.drawings = drawn.value;
    staged.diagnostics.extend(drawn.diagnostics);
    staged
}

/// The decisions that are written in code, in the order of the files and of their lines.
pub fn in_code(code: &[Document], vocabulary: &Vocabulary) -> Vec<Decision> {
    decision::in_code(code, vocabulary)
}

/// Pages that are numbered like the decision records of their folder are records too, whatever their headings are.
fn numbered_among(documents: &[Document], vocabulary: &Vocabulary, corpus: &mut Corpus) {
    let folder = |path: &'_ str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for document in corpus.decisions.iter().filter_map(|decision| documents.get(decision.doc.index())) {
        *counts.entry(folder(&document.path)).or_default() += 1;
    }
    if counts.is_empty() {
        return;
    }
    let mut more: Vec<(DocId, String)> = Vec::new();
    for entry in corpus.entries.iter().filter(|entry| entry.kind == Kind::Page) {
        let Some(document) = documents.get(entry.doc.index()).filter(|document| document.kind.is_none())
        else {
            continue;
        };
        if counts.get(&folder(&document.path)).is_some_and(|count| *count >= 2)
            && let Some(why) = decision::among(document, &entry.title)
        {
            more.push((entry.doc, why));
        }
    }
    for (doc, why) in more {
        let (Some(document), Some(entry)) = (documents.get(doc.index()), corpus.entries.get_mut(doc.index()))
        else {
            continue;
        };
        corpus.decisions.push(decision::read(document, vocabulary));
        (entry.kind, entry.why) = (Kind::Decision, why);
    }
    corpus.decisions.sort_by_key(|decision| decision.doc);
    for decision in &corpus.decisions {
        if let Some(entry) =
            corpus.entries.get_mut(decision.doc.index()).filter(|entry| entry.title.is_empty())
        {
            entry.title = decision.title.clone();
        }
    }
}

/// What was read from one document.
enum Reading {
    /// A definition: it is read when all documents are there, since it may be written in several.
    Api,
    Decision(Box<Decision>),
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
    let (kind, why) = classify::kind(document, &plan.value, vocabulary);
    if matches!(kind, Kind::Plan | Kind::Report) {
        plan.value.claims.extend(claim::read(document, &plan.value, vocabulary));
    }
    let entry = Entry { doc: document.id, kind, why, title: plan.value.title.clone() };
    if kind == Kind::Decision {
        return (entry, Reading::Decision(Box::new(decision::read(document, vocabulary))));
    }
    (entry, Reading::Plan(Box::new(plan)))
}
