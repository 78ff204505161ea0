//! The source of a document: its lines with anchors, in pages of a bounded number of lines, with what was mended,
//! what was not understood and what was found marked where it stands.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::decode::{Document, Syntax};
use crate::model::{Kind, Plan};
use crate::page::part::{Atlas, Beside, Frame, Link, Marks, Pager, SOURCE_LINES, listing, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most stretches of unread lines that are listed above the source.
const LISTED: usize = 40;

/// What a page of source shows.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// The file.
    pub path: String,
    /// What is known of the file, in sentences.
    pub facts: Vec<String>,
    /// Stretches of lines that were not understood.
    pub unread: Vec<Link>,
    /// How many more stretches there are.
    pub more: usize,
    /// The number of the first line.
    pub from: u32,
    /// The number of the last line.
    pub to: u32,
    /// The lines, as list items.
    pub lines: String,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The source pages of every document.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let linked = atlas.material.linked;
    linked
        .spoken_of()
        .into_par_iter()
        .flat_map_iter(|document| {
            let about = About::new(atlas, document);
            let count = atlas.addresses.source_pages(document.id);
            (1..=count).map(|number| about.page(number, count)).collect::<Vec<_>>()
        })
        .collect()
}

/// What all source pages of a document say.
struct About<'a> {
    atlas: &'a Atlas<'a>,
    document: &'a Document,
    plan: Option<&'a Plan>,
    findings: BTreeMap<u32, Vec<Beside<'a>>>,
    /// The page that quotes the findings.
    quoted: Option<Url>,
}

impl<'a> About<'a> {
    fn new(atlas: &'a Atlas<'a>, document: &'a Document) -> Self {
        let mut findings: BTreeMap<u32, Vec<Beside<'_>>> = BTreeMap::new();
        for finding in atlas.findings(document.id) {
            let (main, mut last) = (document.line(finding.span().start), 0);
            for label in finding.places.iter().filter(|label| label.place.doc == document.id) {
                let line = document.line(label.place.span.start);
                if line != last {
                    findings.entry(line).or_default().push(Beside { finding, main });
                }
                last = line;
            }
        }
        let quoted = (!findings.is_empty()).then(|| match atlas.addresses.plan(document.id) {
            Some(map) => map.below("findings/"),
            None => Url::new("findings/"),
        });
        Self { atlas, document, plan: atlas.read(document.id), findings, quoted }
    }

    fn unread(&self) -> &[(u32, u32)] {
        self.plan.map_or(&[], |plan| plan.unread.as_slice())
    }

    fn page(&self, number: usize, of: usize) -> Page {
        let (atlas, document) = (self.atlas, self.document);
        let base = atlas.addresses.source(document.id, 1);
        let url = page_url(&base, number);
        let from = (number as u32 - 1) * SOURCE_LINES + 1;
        let to = (number as u32 * SOURCE_LINES).min(document.lines.count());
        let heading = match of {
            1 => format!("Source of {}", document.path),
            _ => format!("Source of {}, lines {from} to {to}", document.path),
        };
        let frame = match atlas.addresses.plan(document.id).and(self.plan) {
            Some(plan) => Frame::of_plan(atlas, &url, plan, heading),
            None => Frame::of_document(atlas, &url, document, heading),
        };
        let href = self.quoted.as_ref().map(|quoted| url.to(&quoted.0));
        let line = |line: u32| url.to(&atlas.addresses.line(document.id, line));
        let marks =
            Marks { unread: self.unread(), findings: &self.findings, line: &line, href: href.as_deref() };
        let lines = match document.syntax {
            Syntax::Binary => String::new(),
            _ => listing(document, from, to, &marks),
        };
        let first = number == 1;
        let unread = if first { self.unread() } else { &[] };
        let view = SourceView {
            path: document.path.clone(),
            facts: if first { self.facts(of) } else { Vec::new() },
            unread: unread.iter().take(LISTED).map(|stretch| self.stretch(&url, *stretch)).collect(),
            more: unread.len().saturating_sub(LISTED),
            from,
            to,
            lines,
            pager: Pager::new(&base, "Pages of the source", number, of),
        };
        Page { url, template: "page/source.html", frame, view: View::Source(view) }
    }

    fn stretch(&self, url: &Url, (first, last): (u32, u32)) -> Link {
        let label = if first == last { format!("line {first}") } else { format!("lines {first} to {last}") };
        Link { label, href: url.to(&self.atlas.addresses.line(self.document.id, first)) }
    }

    fn facts(&self, pages: usize) -> Vec<String> {
        let document = self.document;
        let mut facts = Vec::new();
        if let Some(entry) = self.atlas.material.linked.entry(document.id) {
            let kind = kind_words(entry.kind);
            facts.push(match entry.why.is_empty() {
                true => format!("Read as {kind}."),
                false => format!("Read as {kind}: {}.", entry.why),
            });
        }
        if matches!(document.syntax, Syntax::Binary) {
            facts.push("This file is no text: nothing was read from it.".to_owned());
            return facts;
        }
        let lines = document.lines.count();
        let shown = (pages as u32).saturating_mul(SOURCE_LINES);
        if shown < lines {
            facts.push(format!("{lines} lines; the first {shown} are shown here."));
        }
        let unread: u32 = self.unread().iter().map(|(first, last)| last - first + 1).sum();
        match self.plan {
            Some(_) if unread == 0 => facts.push("Every line was understood.".to_owned()),
            Some(_) => facts.push(format!(
                "{unread} of {lines} {} not understood.",
                if unread == 1 { "lines was" } else { "lines were" }
            )),
            None => {}
        }
        let encoding = &document.encoding;
        let page =
            encoding.code_page.map_or(String::new(), |page| format!(" (UTF-8 that was read as {page})"));
        if encoding.repaired > 0 {
            facts
                .push(format!("{} damaged characters were mended{page}; each is marked.", encoding.repaired));
        }
        if encoding.left > 0 {
            facts.push(format!("{} look damaged and were left as they are.", encoding.left));
        }
        facts
    }
}

/// A kind in words, with its article.
fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => "a plan",
        Kind::Report => "a report",
        Kind::Decision => "a decision",
        Kind::Architecture => "an architecture page",
        Kind::Api => "an API definition",
        Kind::Evidence => "evidence",
        Kind::Page => "a page",
    }
}
