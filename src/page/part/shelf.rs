//! Documents that are shown as text: the shelf each kind stands on, its neighbours there, the frame of its pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::{Document, Syntax};
use crate::link::Linked;
use crate::model::Kind;
use crate::page::part::address::Addresses;
use crate::page::part::atlas::Atlas;
use crate::page::part::chapters;
use crate::page::part::frame::{Frame, Link};
use crate::page::part::tree::{Tree, TreeEntry};
use crate::place::DocId;
use crate::site::Url;

/// The most documents of its folder that the tree beside a page lists.
const AROUND: usize = 60;

/// A kind of document that is shown as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The kind.
    pub kind: Kind,
    /// Its heading, which is also its word in the header.
    pub heading: &'static str,
    /// One of them.
    pub one: &'static str,
    /// Several of them.
    pub many: &'static str,
    /// The page that lists them.
    pub path: &'static str,
}

/// Every kind that is shown as text.
pub const SHELVES: &[Shelf] = &[
    Shelf { kind: Kind::Report, heading: "Reports", one: "report", many: "reports", path: "iterations/" },
    Shelf {
        kind: Kind::Decision,
        heading: "Decisions",
        one: "decision",
        many: "decisions",
        path: "decisions/",
    },
    Shelf {
        kind: Kind::Architecture,
        heading: "Architecture",
        one: "architecture page",
        many: "architecture pages",
        path: "architecture/",
    },
    Shelf { kind: Kind::Api, heading: "API", one: "API definition", many: "API definitions", path: "api/" },
    Shelf { kind: Kind::Page, heading: "Docs", one: "page", many: "pages", path: "docs/" },
    Shelf { kind: Kind::Evidence, heading: "Evidence", one: "file", many: "files", path: "evidence/" },
];

/// The shelf of a kind; plans have pages of their own.
pub fn shelf(kind: Kind) -> Option<&'static Shelf> {
    SHELVES.iter().find(|shelf| shelf.kind == kind)
}

/// Documents in order: in a folder those with a `weight` in their front matter come first, the lightest before the others.
fn weighed(documents: Vec<&Document>) -> Vec<&Document> {
    let weight = |document: &Document| {
        let Syntax::Markdown { front: Some(front), .. } = &document.syntax else { return None };
        front.get("weight")?.scalar()?.trim().parse::<i64>().ok()
    };
    if documents.iter().all(|document| weight(document).is_none()) {
        return documents;
    }
    // Documents of one folder need not stand together: those of each folder take its places in their new order.
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        folders.entry(folder(&document.path)).or_default().push(at);
    }
    let mut ordered = documents.clone();
    for places in folders.values() {
        let mut there: Vec<&Document> = places.iter().filter_map(|at| documents.get(*at)).copied().collect();
        there.sort_by_key(|document| weight(document).map_or((1, 0), |weight| (0, weight)));
        for (at, document) in places.iter().zip(there) {
            if let Some(slot) = ordered.get_mut(*at) {
                *slot = document;
            }
        }
    }
    ordered
}

/// Where documents stand on their shelves.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    /// Documents by kind, in order.
    shelves: BTreeMap<Kind, Vec<DocId>>,
    /// The place of each document on its shelf.
    place: Vec<usize>,
    /// The tree of each document's folder.
    trees: BTreeMap<DocId, usize>,
    /// What comes before and after each document in a written list of contents.
    written: BTreeMap<DocId, (Option<DocId>, Option<DocId>)>,
}

impl Neighbours {
    /// Puts every document on its shelf and appends a tree for each folder to `trees`.
    pub(super) fn new(linked: &Linked, addresses: &Addresses, trees: &mut Vec<Tree>) -> Self {
        let mut found = Self { place: vec![0; linked.documents.len()], ..Self::default() };
        let mut folders: BTreeMap<(Kind, &str), Vec<&Document>> = BTreeMap::new();
        let documents = weighed(linked.spoken_of()).into_iter();
        for document in documents.filter(|document| !linked.is_part(document.id)) {
            let Some(entry) = linked.entry(document.id) else { continue };
            let list = found.shelves.entry(entry.kind).or_default();
            if let Some(place) = found.place.get_mut(document.id.index()) {
                *place = list.len();
            }
            list.push(document.id);
            if entry.kind != Kind::Plan {
                folders.entry((entry.kind, folder(&document.path))).or_default().push(document);
            }
        }
        for ((kind, folder), documents) in &folders {
            let Some(shelf) = shelf(*kind) else { continue };
            // A long folder is cut into stretches, so that no page lists all others.
            for stretch in documents.chunks(AROUND) {
                let number = trees.len();
                found.trees.extend(stretch.iter().map(|document| (document.id, number)));
                let all = found.shelves.get(kind).map_or(0, Vec::len);
                let links = stretch.iter().map(|document| {
                    let title = linked.entry(document.id).map_or("", |entry| entry.title.as_str());
                    let title = if title.is_empty() { &document.path } else { title };
                    TreeEntry::link(title, &addresses.document(document.id).0)
                });
                trees.push(tree(shelf, folder, links.collect(), all));
            }
        }
        found.follow(linked, addresses, trees);
        found
    }

    /// Written contents say what comes after what; pages they list stand before all others.
    fn follow(&mut self, linked: &Linked, addresses: &Addresses, trees: &mut Vec<Tree>) {
        let mut order: Vec<DocId> = Vec::new();
        for contents in &linked.corpus.contents {
            let mut seen = BTreeSet::new();
            let there = contents.chapters.iter().filter_map(|chapter| chapter.target);
            let there: Vec<DocId> = there.filter(|doc| !linked.is_idle(*doc) && seen.insert(*doc)).collect();
            for (at, doc) in there.iter().enumerate() {
                let before = at.checked_sub(1).and_then(|before| there.get(before)).copied();
                self.written.entry(*doc).or_insert((before, there.get(at + 1).copied()));
            }
            order.extend(there);
            for (doc, tree) in chapters::plant(contents, addresses, trees) {
                let own = linked.entry(doc).is_some_and(|entry| entry.kind != Kind::Plan);
                if own {
                    self.trees.insert(doc, tree);
                }
            }
        }
        let rank: BTreeMap<DocId, usize> =
            order.iter().rev().enumerate().map(|(at, doc)| (*doc, order.len() - at)).collect();
        if let Some(pages) = self.shelves.get_mut(&Kind::Page).filter(|_| !rank.is_empty()) {
            pages.sort_by_key(|doc| rank.get(doc).copied().unwrap_or(usize::MAX));
            for (at, doc) in pages.iter().enumerate() {
                if let Some(place) = self.place.get_mut(doc.index()) {
                    *place = at;
                }
            }
        }
    }

    /// The documents of a kind, in order.
    pub fn of(&self, kind: Kind) -> &[DocId] {
        self.shelves.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The documents before and after one on its shelf.
    pub fn around(&self, kind: Kind, doc: DocId) -> (Option<DocId>, Option<DocId>) {
        if let Some(written) = self.written.get(&doc) {
            return *written;
        }
        let list = self.of(kind);
        let place = self.place.get(doc.index()).copied().unwrap_or(0);
        (place.checked_sub(1).and_then(|before| list.get(before)).copied(), list.get(place + 1).copied())
    }

    /// The tree beside the pages of a document.
    pub fn tree(&self, doc: DocId) -> Option<usize> {
        self.trees.get(&doc).copied()
    }
}

/// The folder of a path, `""` for the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn tree(shelf: &Shelf, folder: &str, links: Vec<TreeEntry>, all: usize) -> Tree {
    let cut = all > links.len();
    let mut entries = match folder {
        "" => links,
        _ => vec![TreeEntry::heading(format!("{folder}/"), true, links)],
    };
    if cut {
        entries.push(TreeEntry::link(format!("All {all} {}", shelf.many), shelf.path));
    }
    Tree { label: shelf.heading.to_owned(), entries }
}

impl Atlas<'_> {
    /// A document's title; its path where it has none.
    pub fn title_of(&self, doc: DocId) -> &str {
        let title = self.material.linked.entry(doc).map_or("", |entry| entry.title.as_str());
        if title.is_empty() {
            self.document(doc).map_or("", |document| document.path.as_str())
        } else {
            title
        }
    }

    /// A link to the page of a document, from the page at `url`.
    pub fn link_to(&self, url: &Url, doc: DocId) -> Link {
        Link { label: self.title_of(doc).to_owned(), href: url.to(&self.addresses.document(doc).0) }
    }
}

impl Frame {
    /// The frame of a page about a document that is no plan.
    pub fn of_document(
        atlas: &Atlas<'_>,
        url: &Url,
        document: &Document,
        heading: impl Into<String>,
    ) -> Self {
        let top = atlas.addresses.document(document.id);
        let title = atlas.title_of(document.id);
        let kind = atlas.material.linked.entry(document.id).map_or(Kind::Page, |entry| entry.kind);
        let mut frame = Self::new(atlas, url, heading, &[title]).crumb(url, atlas.title(), "");
        // A part of a definition stands on no shelf.
        let part = atlas.material.linked.is_part(document.id);
        if let Some(shelf) = shelf(kind).filter(|_| !part) {
            frame = frame.section(shelf.heading).crumb(url, shelf.heading, shelf.path);
        }
        if *url != top {
            frame = frame.crumb(url, title, &top.0);
        }
        frame.tree(atlas.neighbours.tree(document.id)).made_from(atlas, url, document.id, None)
    }
}
