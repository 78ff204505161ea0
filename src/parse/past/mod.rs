//! What documents said before: follows each through its commits and names, and reads every state of it once.

mod change;
mod habits;
mod learned;
mod lines;
mod points;
mod reader;
mod sections;
mod snapshot;
mod spare;
mod state;
mod track;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::decode::Document;
use crate::model::{Kind, Lineage, Past, Snapshot};
use crate::parse::Corpus;
use crate::parse::past::learned::Learned;
use crate::parse::past::points::points;
use crate::parse::past::reader::Reader;
use crate::parse::past::track::tracks;
use crate::place::DocId;
use crate::source::History;
use crate::vocabulary::Vocabulary;

/// Reads what the documents said before.
pub(super) fn read(history: &History, documents: &[Document], corpus: &Corpus, words: &Vocabulary) -> Past {
    let docs: BTreeMap<&str, DocId> =
        documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    let reader = Reader { history, words };
    let mut past = Past { points: points(&history.revisions), cut: history.cut, ..Past::default() };
    let mut learned = Learned::new(history);
    let mut here = Vec::new();
    let mut gone = Vec::new();
    for track in tracks(&history.revisions) {
        let kind = |id: &DocId| Some((*id, corpus.entries.get(id.index())?.kind));
        if let (Some(doc), Some((first, ..)), Some((last, ..))) =
            (docs.get(track.path.as_str()), track.versions.first(), track.versions.last())
        {
            past.spans.push((*doc, *first, *last));
        }
        match docs.get(track.path.as_str()).and_then(kind) {
            Some((doc, Kind::Plan)) => here.push((doc, track)),
            Some((doc, Kind::Decision)) => {
                let lineage = reader.decision(doc, &track);
                learned.rulings(&track, &lineage);
                past.decisions.push(lineage);
            }
            Some((doc, Kind::Report)) => {
                past.reports.extend(track.versions.first().map(|(point, ..)| (doc, *point)));
            }
            Some((doc, _)) if is_defining(corpus, doc) => learned.definition(&track),
            Some(_) => {}
            None => gone.push(track),
        }
    }
    here.sort_by_key(|(doc, _)| *doc);
    let title = |doc: DocId, path: &str| {
        let entry = || corpus.entries.get(doc.index()).map(|entry| &entry.title);
        history.titles.get(path).or_else(entry).cloned().unwrap_or_default()
    };
    let now = |doc: DocId| {
        let at = corpus.plans.binary_search_by_key(&doc, |plan| plan.doc).ok()?;
        documents.get(doc.index()).zip(corpus.plans.get(at))
    };
    past.plans = here
        .par_iter()
        .map(|(doc, track)| Lineage {
            doc: Some(*doc),
            path: track.path.clone(),
            title: title(*doc, &track.path),
            versions: reader.plan(track, now(*doc)),
        })
        .collect();
    for ((_, track), lineage) in here.iter().zip(&past.plans) {
        learned.plan(track, lineage);
    }
    let read: Vec<Option<Lineage<Arc<Snapshot>>>> = gone.par_iter().map(|track| reader.gone(track)).collect();
    for (track, lineage) in gone.iter().zip(&read) {
        learned.gone(track, lineage.as_ref());
    }
    past.plans.extend(read.into_iter().flatten());
    (past.known, past.lacking) = learned.finish();
    past.decisions.sort_by_key(|lineage| lineage.doc);
    past.reports.sort_unstable();
    past.spans.sort_unstable();
    past
}

/// Whether a document is a definition, or a part of one.
fn is_defining(corpus: &Corpus, doc: DocId) -> bool {
    corpus.apis.iter().any(|api| api.doc == doc) || corpus.parts.contains(&doc)
}
