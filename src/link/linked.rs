//! The documents with everything read from them.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::decode::Document;
use crate::link::away::Away;
use crate::link::decision::Decisions;
use crate::link::history::Chronicle;
use crate::link::names::Names;
use crate::link::needs::Needs;
use crate::link::touch::Touch;
use crate::model::{Cut, Decision, ItemId, Judgement, Kind, Plan, PointId, Ruling, Source};
use crate::parse::{Corpus, Entry};
use crate::place::DocId;

/// The last change of a file that an item names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// When it was committed.
    pub date: Date,
    /// The file, as the item writes it.
    pub path: String,
}

/// Documents and what was read from them, linked.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The documents, by number.
    pub documents: Vec<Document>,
    /// Text files that are no documents and name a decision record, numbered behind the documents. They have no page.
    pub code: Vec<Document>,
    /// What was read.
    pub corpus: Corpus,
    /// Which documents are data that nothing is said of, by number.
    pub(super) idle: Vec<bool>,
    /// What can be said of the gates of each plan, in the plan's order.
    pub gates: BTreeMap<DocId, Vec<Judgement>>,
    /// The evidence that speaks of an item.
    pub backing: BTreeMap<(DocId, ItemId), Vec<Source>>,
    /// The last change of the files that an item with evidence names as its own.
    pub touched: BTreeMap<(DocId, ItemId), Touched>,
    /// What the items of a plan wait for, where it states that.
    pub needs: BTreeMap<DocId, Needs>,
    /// Decision records by their names, with their ties.
    pub decisions: Decisions,
    /// Addresses on other hosts that documents name.
    pub away: Away,
    /// What each architecture page has to do with decisions and work.
    pub touches: BTreeMap<DocId, Touch>,
    /// What words name without being a path.
    pub(super) names: Names,
    /// What happened to the plans; `None` where their history is not known.
    pub chronicle: Option<Chronicle>,
}

impl Linked {
    /// A document by its number, or a text file that is none.
    pub fn document(&self, id: DocId) -> Option<&Document> {
        let behind = || self.code.get(id.index().checked_sub(self.documents.len())?);
        self.documents.get(id.index()).or_else(behind)
    }

    /// Whether a file has no page on the site: nothing is said of it, or it is no document.
    pub fn is_pageless(&self, id: DocId) -> bool {
        id.index() >= self.documents.len() || self.is_idle(id)
    }

    /// Whether a document is data that has nothing to do with a tracker: no page is made from it, no finding is told.
    pub fn is_idle(&self, id: DocId) -> bool {
        self.idle.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether a document is a part of an API definition: it has a page, but stands on no shelf.
    pub fn is_part(&self, id: DocId) -> bool {
        self.corpus.parts.binary_search(&id).is_ok()
    }

    /// The documents that something is said of.
    pub fn spoken_of(&self) -> Vec<&Document> {
        self.documents.iter().filter(|document| !self.is_idle(document.id)).collect()
    }

    /// What a document was taken for.
    pub fn entry(&self, id: DocId) -> Option<&Entry> {
        self.corpus.entries.get(id.index())
    }

    /// What a decision record says.
    pub fn decision(&self, doc: DocId) -> Option<&Decision> {
        let all = &self.corpus.decisions;
        all.binary_search_by_key(&doc, |decision| decision.doc).ok().and_then(|at| all.get(at))
    }

    /// All decisions: the records, then what is written in code.
    pub fn decisions_of_all(&self) -> impl Iterator<Item = &Decision> {
        self.corpus.decisions.iter().chain(&self.corpus.in_code)
    }

    /// The commit in which a document came in; for a record the one in which it first said that it was accepted, if it ever
    /// did. `None` where nobody knows: a history without its beginning would name the commit at the cut.
    pub fn taken(&self, doc: DocId) -> Option<PointId> {
        let past = self.corpus.past.as_ref()?;
        let at = past.spans.binary_search_by_key(&doc, |(doc, ..)| *doc).ok()?;
        let (_, first, _) = past.spans.get(at)?;
        let begins = match past.cut {
            None => true,
            // The commit at the cut seems to bring everything that was there.
            Some(Cut::Shallow) => first.index() > 0,
            Some(Cut::Long | Cut::Large) => false,
        };
        let own = past.decisions.binary_search_by_key(&Some(doc), |lineage| lineage.doc).ok();
        let held = own.and_then(|at| past.decisions.get(at)).and_then(|lineage| {
            lineage.versions.iter().find(|version| version.state == Some(Ruling::Accepted))
        });
        begins.then_some(held.map_or(*first, |version| version.point))
    }

    /// The plans proper: reports that speak of plan items are left out.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.corpus
            .plans
            .iter()
            .filter(|plan| self.entry(plan.doc).is_some_and(|entry| entry.kind == Kind::Plan))
    }
}
