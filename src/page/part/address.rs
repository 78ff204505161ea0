//! Where everything stands: the address of each document, source line and plan.
//!
//! Computed once, from what was read alone, so that every page links to the same places.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use crate::decode::{Document, Syntax};
use crate::link::Linked;
use crate::model::Kind;
use crate::page::part::pager::page_url;
use crate::page::part::plan_map::{PlanMap, RESERVED, map};
use crate::page::part::text::Texts;
use crate::place::DocId;
use crate::site::Url;
use crate::slug::slug;

/// The most source lines one source page shows.
pub const SOURCE_LINES: u32 = 1000;

/// The most source pages of a definition or of evidence: those are written by programs, and can be very long.
const DATA_PAGES: u32 = 60;

/// The address of every document and of everything in plans.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    documents: Vec<Url>,
    plans: Vec<Option<PlanMap>>,
    /// How many source pages each document has.
    sources: Vec<u32>,
}

impl Addresses {
    /// Gives everything its address. `src` is the folder of all documents, where there is one.
    pub fn new(linked: &Linked, src: Option<&str>) -> Self {
        let documents = documents(linked, src);
        let taken: HashSet<String> = documents.iter().map(|url| url.0.clone()).collect();
        let maps: Vec<(usize, PlanMap)> = linked
            .corpus
            .plans
            .par_iter()
            .filter(|plan| linked.entry(plan.doc).is_some_and(|entry| entry.kind == Kind::Plan))
            .map(|plan| {
                let url = documents.get(plan.doc.index()).cloned().unwrap_or_default();
                let texts =
                    linked.document(plan.doc).map(|document| Texts::new(plan, document)).unwrap_or_default();
                (plan.doc.index(), map(plan, url, texts, &taken))
            })
            .collect();
        let mut plans = vec![None; linked.documents.len()];
        for (index, map) in maps {
            if let Some(slot) = plans.get_mut(index) {
                *slot = Some(map);
            }
        }
        let sources = linked.documents.iter().map(|document| source_pages(linked, document)).collect();
        Self { documents, plans, sources }
    }

    /// The page that shows a document.
    pub fn document(&self, doc: DocId) -> Url {
        self.documents.get(doc.index()).cloned().unwrap_or_default()
    }

    /// The addresses of documents below an address.
    pub fn below(&self, url: &Url) -> HashSet<String> {
        let below = self.documents.iter().filter(|other| other.0.starts_with(&url.0));
        below.map(|other| other.0.clone()).collect()
    }

    /// Where the parts of a plan stand; `None` for documents that are no plan.
    pub fn plan(&self, doc: DocId) -> Option<&PlanMap> {
        self.plans.get(doc.index())?.as_ref()
    }

    /// The source page that shows the given 1-based line.
    pub fn source(&self, doc: DocId, line: u32) -> Url {
        let sheet = line.saturating_sub(1) / SOURCE_LINES + 1;
        let base = Url::new(format!("{}source/", self.document(doc).0));
        page_url(&base, (sheet as usize).min(self.source_pages(doc)))
    }

    /// How many source pages a document has.
    pub fn source_pages(&self, doc: DocId) -> usize {
        self.sources.get(doc.index()).map_or(1, |pages| *pages as usize)
    }

    /// A line on its source page, as path with fragment.
    pub fn line(&self, doc: DocId, line: u32) -> String {
        let sheet = self.source(doc, line).0;
        // Of very long files the last lines have no page: the link leads as near as it can.
        match line <= self.source_pages(doc) as u32 * SOURCE_LINES {
            true => format!("{sheet}#L{line}"),
            false => sheet,
        }
    }
}

/// Folders of the path are kept; a name that is taken gets a number.
fn documents(linked: &Linked, src: Option<&str>) -> Vec<Url> {
    let mut taken: HashSet<String> = LISTS.iter().map(|list| (*list).to_owned()).collect();
    let records = common_folder(linked);
    let numbers = report_numbers(linked);
    linked
        .documents
        .iter()
        .map(|document| {
            let kind = linked.entry(document.id).map_or(Kind::Page, |entry| entry.kind);
            // Where all records lie says nothing about one of them.
            let own = match kind {
                Kind::Decision => document.path.get(records..).unwrap_or(&document.path),
                _ => &document.path,
            };
            let path: Vec<String> = short(own, src, folder(kind)).split('/').map(slug).collect();
            let base = match numbers.get(&document.id) {
                Some(number) => format!("{}/{number}", folder(kind)),
                None => format!("{}/{}", folder(kind), path.join("/")),
            };
            let mut name = format!("{base}/");
            let mut count = 1;
            // Neither may a document's page stand where a page about another belongs, nor the other way round.
            let below = |name: &str| RESERVED.map(|page| format!("{name}{page}/"));
            while taken.contains(&name)
                || is_list_page(&name)
                || below(&name).iter().any(|page| taken.contains(page))
            {
                count += 1;
                name = format!("{base}-{count}/");
            }
            taken.extend(below(&name));
            taken.insert(name.clone());
            Url::new(name)
        })
        .collect()
}

/// The numbers of reports that no other report has, as parts of addresses.
fn report_numbers(linked: &Linked) -> BTreeMap<DocId, String> {
    let numbered: Vec<(DocId, String)> = linked
        .corpus
        .iterations
        .iter()
        .filter(|report| linked.entry(report.doc).is_some_and(|entry| entry.kind == Kind::Report))
        .filter_map(|report| Some((report.doc, slug(report.number.as_deref()?))))
        .filter(|(_, number)| number.chars().any(|c| c.is_ascii_digit()))
        .collect();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, number) in &numbered {
        *counts.entry(number).or_default() += 1;
    }
    let alone = numbered.iter().filter(|(_, number)| counts.get(number.as_str()) == Some(&1));
    alone.cloned().collect()
}

/// Pages below a kind's folder that are no documents.
const LISTS: &[&str] =
    &["decisions/status/", "decisions/tag/", "decisions/timeline/", "decisions/relations/"];

/// The length of the folders that the paths of all decision records begin with.
fn common_folder(linked: &Linked) -> usize {
    let records = linked.corpus.entries.iter().filter(|entry| entry.kind == Kind::Decision);
    let mut paths = records.filter_map(|entry| linked.document(entry.doc)).map(|one| one.path.as_str());
    let Some(first) = paths.next() else { return 0 };
    let mut length = first.rfind('/').map_or(0, |at| at + 1);
    for path in paths {
        while !path.starts_with(first.get(..length).unwrap_or("")) {
            length =
                first.get(..length.saturating_sub(1)).and_then(|head| head.rfind('/')).map_or(0, |at| at + 1);
        }
    }
    length
}

/// Whether an address is that of a further page of a list: `docs/page-2/`.
fn is_list_page(name: &str) -> bool {
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    last.strip_prefix("page-").is_some_and(|rest| rest.chars().all(|ch| ch.is_ascii_digit()))
}

/// A path without what every address would repeat: the folder of all documents, the folder of the kind, the
/// extension, the name of a folder's own page.
fn short<'p>(path: &'p str, src: Option<&str>, folder: &str) -> &'p str {
    let below = |path: &'p str, folder: &str| path.strip_prefix(folder)?.strip_prefix('/');
    let path = src.and_then(|src| below(path, src)).unwrap_or(path);
    let path = below(path, folder).unwrap_or(path);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    match stem.rsplit_once('/') {
        Some((folder, name)) if ["readme", "index"].iter().any(|own| name.eq_ignore_ascii_case(own)) => {
            folder
        }
        _ => stem,
    }
}

fn source_pages(linked: &Linked, document: &Document) -> u32 {
    let pages = document.lines.count().div_ceil(SOURCE_LINES).max(1);
    match linked.entry(document.id).map(|entry| entry.kind) {
        _ if matches!(document.syntax, Syntax::Binary) => 1,
        Some(Kind::Api | Kind::Evidence) => pages.min(DATA_PAGES),
        _ => pages,
    }
}

fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => "plans",
        Kind::Report => "iterations",
        Kind::Decision => "decisions",
        Kind::Architecture => "architecture",
        Kind::Api => "api",
        Kind::Evidence => "evidence",
        Kind::Page => "docs",
    }
}
