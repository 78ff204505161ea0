//! What was read with where it stands: what every page type is made from.

use std::collections::BTreeMap;

use crate::date::Week;
use crate::decode::Document;
use crate::diag::Diagnostic;
use crate::link::{Story, ThreadId};
use crate::model::{ItemId, Kind, Plan};
use crate::page::Material;
use crate::page::part::address::Addresses;
use crate::page::part::api::Books;
use crate::page::part::digest;
use crate::page::part::masthead::SiteView;
use crate::page::part::picture::Pictures;
use crate::page::part::plan_map::PlanMap;
use crate::page::part::prose::Prose;
use crate::page::part::shelf::Neighbours;
use crate::page::part::tree::{self, Tree};
use crate::place::DocId;

/// The material of the stage, with the address of everything in it. Made once, read by every page.
pub struct Atlas<'a> {
    /// What was read, counted and found.
    pub material: Material<'a>,
    /// Where everything stands.
    pub addresses: Addresses,
    /// What rendering text needs to know of all documents.
    pub prose: Prose,
    /// Where the documents that are shown as text stand.
    pub neighbours: Neighbours,
    /// The images that documents show.
    pub pictures: Pictures,
    /// The API definitions.
    pub books: Books<'a>,
    /// What is the same on every page.
    pub site: SiteView,
    /// The trees of the left side.
    pub trees: Vec<Tree>,
    plan_trees: BTreeMap<DocId, usize>,
    findings: BTreeMap<DocId, Vec<&'a Diagnostic>>,
    plans: Vec<&'a Plan>,
    /// For each story of the chronicle: the items its threads are now.
    items: Vec<Vec<Option<ItemId>>>,
    /// What was written by hand about weeks.
    prefaces: BTreeMap<Week, DocId>,
}

impl<'a> Atlas<'a> {
    /// Gives everything its address.
    pub(in crate::page) fn new(material: Material<'a>) -> Self {
        let addresses = Addresses::new(material.linked, material.config.src.as_deref());
        let mut findings: BTreeMap<DocId, Vec<&Diagnostic>> = BTreeMap::new();
        for finding in material.findings {
            if let Some(label) = finding.places.first() {
                findings.entry(label.place.doc).or_default().push(finding);
            }
        }
        let plans: Vec<&Plan> = material.linked.plans().collect();
        let (mut trees, plan_trees) =
            tree::trees((material.linked, material.derived), &plans, &addresses, &findings);
        let site = SiteView::new(&material, &plans, &addresses);
        let prose = Prose::new(material.linked);
        let neighbours = Neighbours::new(material.linked, &addresses, &mut trees);
        let mut books = Books::new(&material, &addresses);
        books.plant(&mut trees);
        books.mention(material.linked);
        let stories = material.linked.chronicle.iter().flat_map(|chronicle| &chronicle.stories);
        let items = stories.map(digest::items_of).collect();
        let prefaces = prefaces(&material);
        let pictures = Pictures::new(&material.sources.images);
        Self {
            material,
            addresses,
            prose,
            neighbours,
            pictures,
            books,
            site,
            trees,
            plan_trees,
            findings,
            plans,
            items,
            prefaces,
        }
    }

    /// The plans, in the order of their documents.
    pub fn plans(&self) -> &[&'a Plan] {
        &self.plans
    }

    /// Plans with where their parts stand.
    pub fn mapped(&self) -> Vec<(&'a Plan, &PlanMap)> {
        self.plans.iter().filter_map(|plan| Some((*plan, self.addresses.plan(plan.doc)?))).collect()
    }

    /// What was read from a document as work: a plan, or a report that speaks of plan items.
    pub fn read(&self, doc: DocId) -> Option<&'a Plan> {
        let plans = &self.material.linked.corpus.plans;
        plans.binary_search_by_key(&doc, |plan| plan.doc).ok().and_then(|at| plans.get(at))
    }

    /// The findings whose main place is in a document, in order of place.
    pub fn findings(&self, doc: DocId) -> &[&'a Diagnostic] {
        self.findings.get(&doc).map_or(&[], Vec::as_slice)
    }

    /// A document; every [`DocId`] that the reader gave out has one.
    pub fn document(&self, doc: DocId) -> Option<&'a Document> {
        self.material.linked.document(doc)
    }

    /// The documents of a kind, in order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Document> {
        let linked = self.material.linked;
        linked
            .spoken_of()
            .into_iter()
            .filter(move |document| linked.entry(document.id).is_some_and(|entry| entry.kind == kind))
    }

    /// The tree beside the pages of a plan.
    pub fn plan_tree(&self, doc: DocId) -> Option<usize> {
        self.plan_trees.get(&doc).copied()
    }

    /// The item that a thread of a story is now.
    pub fn item_of(&self, story: &Story, thread: ThreadId) -> Option<ItemId> {
        let number = self.material.linked.chronicle.as_ref()?.number(story.doc?)?;
        self.items.get(number)?.get(thread.0 as usize).copied().flatten()
    }

    /// What was written by hand about a week.
    pub fn preface(&self, week: Week) -> Option<&'a Document> {
        self.prefaces.get(&week).and_then(|doc| self.document(*doc))
    }

    /// The site's title.
    pub fn title(&self) -> &str {
        &self.site.title
    }
}

/// Documents whose name is that of a week, in a folder `reports`.
fn prefaces(material: &Material<'_>) -> BTreeMap<Week, DocId> {
    let of = |document: &&Document| {
        let (folder, name) = document.path.rsplit_once('/')?;
        let stem = name.strip_suffix(".md")?;
        (folder.rsplit('/').next() == Some("reports")).then_some((Week::parse(stem)?, document.id))
    };
    material.linked.documents.iter().filter_map(|document| of(&document)).collect()
}
