//! What an architecture page has to do with decisions and work: the records and items it names, and those that name it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::decode::{Document, Syntax};
use crate::link::linked::Linked;
use crate::link::names::Named;
use crate::link::outgoing::{Outgoing, outgoing};
use crate::model::{ItemId, Kind};
use crate::path::{decoded, joined};
use crate::place::{DocId, Span};

/// What an architecture page has to do with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touch {
    /// Decision records.
    pub decisions: BTreeSet<DocId>,
    /// Items of plans.
    pub items: BTreeSet<(DocId, ItemId)>,
}

/// What each architecture page has to do with; none for those that have nothing.
pub(super) fn touches(linked: &Linked) -> BTreeMap<DocId, Touch> {
    let entries = linked.corpus.entries.iter();
    let pages: BTreeSet<DocId> =
        entries.filter(|entry| entry.kind == Kind::Architecture).map(|entry| entry.doc).collect();
    if pages.is_empty() {
        return BTreeMap::new();
    }
    let documents = linked.spoken_of();
    let paths = documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    let mut ties = Ties { linked, paths, pages, found: BTreeMap::new() };
    for document in documents {
        let kind = linked.entry(document.id).map(|entry| entry.kind);
        if let (Syntax::Markdown { doc, .. }, Some(Kind::Architecture | Kind::Decision | Kind::Plan)) =
            (&document.syntax, kind)
        {
            for (link, span) in outgoing(doc) {
                if let Some(named) = ties.meant(document, link) {
                    ties.tie(document.id, span, named);
                }
            }
        }
    }
    ties.cited();
    ties.found
}

struct Ties<'a> {
    linked: &'a Linked,
    paths: HashMap<&'a str, DocId>,
    pages: BTreeSet<DocId>,
    found: BTreeMap<DocId, Touch>,
}

impl Ties<'_> {
    /// What a link of a document leads to.
    fn meant(&self, from: &Document, link: Outgoing<'_>) -> Option<Named> {
        match link {
            Outgoing::Named(name) => self.linked.by_name(from, name.split('#').next().unwrap_or(name).trim()),
            Outgoing::Id(id) => self.linked.by_id(from, id),
            Outgoing::To(target) => self.file(from, target).map(Named::Document),
            Outgoing::Image(_) | Outgoing::Bare(_) => None,
        }
    }

    fn file(&self, from: &Document, target: &str) -> Option<DocId> {
        let path = target.split(['#', '?']).next().filter(|path| !path.is_empty() && !path.contains(':'))?;
        let path = joined(&from.path, &decoded(path))?;
        let ends = ["", ".md", "/README.md", "/index.md"];
        let stem = path.trim_end_matches('/');
        let there = ends.iter().find_map(|end| self.paths.get(format!("{stem}{end}").as_str()).copied());
        there.or_else(|| self.linked.moved(&path))
    }

    /// Notes what stands at a place of a document and names something.
    fn tie(&mut self, from: DocId, span: Span, named: Named) {
        if self.pages.contains(&from) {
            self.add(from, named);
        }
        let Named::Document(page) = named else { return };
        if page == from || !self.pages.contains(&page) {
            return;
        }
        if self.linked.decision(from).is_some() {
            self.add(page, Named::Document(from));
        } else if let Some(item) = self.item(from, span) {
            self.add(page, Named::Item(from, item));
        }
    }

    fn add(&mut self, page: DocId, named: Named) {
        match named {
            Named::Document(doc) if self.linked.decision(doc).is_some() => {
                self.found.entry(page).or_default().decisions.insert(doc);
            }
            Named::Item(plan, item) => {
                self.found.entry(page).or_default().items.insert((plan, item));
            }
            Named::Document(_) => {}
        }
    }

    /// The innermost item of a plan around a place.
    fn item(&self, plan: DocId, span: Span) -> Option<ItemId> {
        let plans = &self.linked.corpus.plans;
        let plan = plans.binary_search_by_key(&plan, |one| one.doc).ok().and_then(|at| plans.get(at))?;
        let after = plan.items.partition_point(|item| item.place.span.start <= span.start);
        let mut id = after.checked_sub(1).map(|index| ItemId(index as u32));
        while let Some((at, item)) = id.and_then(|id| Some((id, plan.item(id)?))) {
            if item.extent.contains(span) {
                return Some(at);
            }
            id = item.parent.filter(|parent| *parent < at);
        }
        None
    }

    /// Records that a page names in other words: `ADR 7`.
    fn cited(&mut self) {
        for (doc, ties) in &self.linked.decisions.ties {
            for place in ties.cited.iter().filter(|place| self.pages.contains(&place.doc)) {
                self.found.entry(place.doc).or_default().decisions.insert(*doc);
            }
        }
    }
}
