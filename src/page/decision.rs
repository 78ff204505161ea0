//! The page of a decision record: whether it holds and what took its place first, then its facts, its words, its
//! options side by side, what it is to other records, and who cites it.

use rayon::prelude::*;
use serde::Serialize;

use crate::decode::{Document, Syntax};
use crate::markdown::BlockKind;
use crate::markdown::html::{Heading, Ids};
use crate::model::{Choice, Decision, Kind, Relation, Target};
use crate::page::part::{
    Atlas, Cite, FindingView, Frame, Link, State, Text, decision_day, decision_link, decision_url,
    relation_words, tag_links,
};
use crate::page::{Page, View};
use crate::place::{Place, Span};
use crate::site::Url;

/// The most places that are listed as citing a record.
const CITED: usize = 40;

/// The fewest headings that are worth a list of contents.
const CONTENTS: usize = 3;

/// What the page of a record shows.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// The id that links to the document's first heading mean.
    pub title_id: Option<String>,
    /// Whether it holds.
    pub state: State,
    /// Where it stands, for a decision that is written in code.
    pub code: Option<Cite>,
    /// The words of its status.
    pub written: Option<String>,
    /// What took its place.
    pub successors: Vec<Link>,
    /// Whether its own status line says otherwise.
    pub outdated: bool,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Its labels.
    pub tags: Vec<Link>,
    /// The parts of a Y-statement.
    pub statement: Vec<(&'static str, String)>,
    /// The headings.
    pub contents: Vec<Link>,
    /// The text, as safe HTML.
    pub body: String,
    /// The options.
    pub options: Vec<OptionRow>,
    /// What it is to other records.
    pub relations: Vec<RelationRow>,
    /// Where other documents name it.
    pub cited: Vec<CitedRow>,
    /// How many more places there are.
    pub more: usize,
    /// What was found.
    pub findings: Vec<FindingView>,
    /// The record before.
    pub previous: Option<Link>,
    /// The record after.
    pub next: Option<Link>,
}

/// A fact: a name with its value.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Whether git says it, not the record.
    pub traced: bool,
}

/// An option in the table.
#[derive(Clone, Debug, Serialize)]
pub struct OptionRow {
    /// Its name.
    pub title: String,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Arguments for it.
    pub pros: Vec<String>,
    /// Arguments against it.
    pub cons: Vec<String>,
    /// Arguments that weigh neither way.
    pub neutral: Vec<String>,
}

/// What a record is to others.
#[derive(Clone, Debug, Serialize)]
pub struct RelationRow {
    /// The words: `Supersedes`.
    pub words: &'static str,
    /// The records, each with its state.
    pub others: Vec<(Link, State)>,
}

/// A place that names the record.
#[derive(Clone, Debug, Serialize)]
pub struct CitedRow {
    /// What names it: an item of a plan or a document; `None` for a file that has no page.
    pub link: Option<Link>,
    /// Where.
    pub cite: Cite,
}

/// The pages of all records.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let linked = atlas.material.linked;
    let records = linked.corpus.decisions.par_iter();
    let pages = records.filter_map(|decision| Some(page(atlas, linked.document(decision.doc)?, decision)));
    let mut pages: Vec<Page> = pages.collect();
    pages.par_extend(linked.corpus.in_code.par_iter().map(|decision| in_code(atlas, decision)));
    pages
}

/// The page of a decision that is written in code: its parts and where it stands, and nothing of the file.
fn in_code(atlas: &Atlas<'_>, decision: &Decision) -> Page {
    let url = decision_url(atlas, decision);
    let frame = Frame::new(atlas, &url, decision.title.clone(), &[])
        .section("Decisions")
        .crumb(&url, atlas.title(), "")
        .crumb(&url, "Decisions", "decisions/")
        .about(decision.outcome.clone().unwrap_or_default());
    let view = DecisionView {
        title_id: None,
        state: State::ruling(decision.ruling),
        code: Cite::new(atlas, &url, decision.place),
        written: written(decision),
        successors: Vec::new(),
        outdated: false,
        facts: facts(atlas, decision),
        tags: Vec::new(),
        statement: decision.statement.clone(),
        contents: Vec::new(),
        body: String::new(),
        options: options(decision),
        relations: related(atlas, &url, decision),
        cited: Vec::new(),
        more: 0,
        findings: Vec::new(),
        previous: None,
        next: None,
    };
    Page { url, template: "page/decision.html", frame, view: View::Decision(Box::new(view)) }
}

/// The decisions that one in code names by their numbers: records first, then others in code.
fn related(atlas: &Atlas<'_>, url: &Url, decision: &Decision) -> Vec<RelationRow> {
    let linked = atlas.material.linked;
    let path = linked.document(decision.doc).map_or("", |document| document.path.as_str());
    let named = decision.references.iter().filter_map(|one| {
        let Target::Number(number) = one.target else { return None };
        let record = linked.decisions.numbered(path, number).and_then(|doc| linked.decision(doc));
        record.or_else(|| linked.corpus.in_code.iter().find(|other| other.number == Some(number)))
    });
    let others: Vec<(Link, State)> =
        named.map(|other| (decision_link(atlas, url, other, true), State::ruling(other.ruling))).collect();
    let row = RelationRow { words: relation_words(Relation::Relates, false), others };
    if row.others.is_empty() { Vec::new() } else { vec![row] }
}

/// The words of its status, where they say more than its state.
fn written(decision: &Decision) -> Option<String> {
    decision.status_text.clone().filter(|text| !text.eq_ignore_ascii_case(decision.ruling.name()))
}

/// The options side by side; one alone is none.
fn options(decision: &Decision) -> Vec<OptionRow> {
    let options = decision.choices.iter().filter(|_| decision.choices.len() > 1);
    let row = |one: &Choice| OptionRow {
        title: one.title.clone(),
        chosen: one.chosen,
        pros: one.pros.clone(),
        cons: one.cons.clone(),
        neutral: one.neutral.clone(),
    };
    options.map(row).collect()
}

fn page(atlas: &Atlas<'_>, document: &Document, decision: &Decision) -> Page {
    let url = atlas.addresses.document(document.id);
    let title = atlas.title_of(document.id);
    let frame =
        Frame::of_document(atlas, &url, document, title).about(decision.outcome.clone().unwrap_or_default());
    let (before, after) = atlas.neighbours.around(Kind::Decision, document.id);
    let (body, headings, title_id) = text(atlas, document, decision, &url);
    let cited = atlas.material.linked.decisions.of(decision.doc).map_or(&[][..], |ties| &ties.cited);
    let findings = atlas.findings(document.id);
    let view = DecisionView {
        title_id,
        state: State::ruling(decision.ruling),
        code: None,
        written: written(decision),
        successors: successors(atlas, &url, decision),
        outdated: decision.outdated.is_some(),
        facts: facts(atlas, decision),
        tags: tag_links(&url, decision),
        statement: decision.statement.clone(),
        contents: contents(&headings),
        body,
        options: options(decision),
        relations: relations(atlas, &url, decision),
        cited: cited.iter().take(CITED).filter_map(|place| cited_row(atlas, &url, *place)).collect(),
        more: cited.len().saturating_sub(CITED),
        findings: findings
            .iter()
            .enumerate()
            .map(|(at, one)| FindingView::new(atlas, &url, one, at + 1))
            .collect(),
        previous: before.map(|doc| atlas.link_to(&url, doc)),
        next: after.map(|doc| atlas.link_to(&url, doc)),
    };
    Page { url, template: "page/decision.html", frame, view: View::Decision(Box::new(view)) }
}

/// The record's own words, without the stretches that the page's facts repeat.
fn text(
    atlas: &Atlas<'_>,
    document: &Document,
    decision: &Decision,
    url: &Url,
) -> (String, Vec<Heading>, Option<String>) {
    let Syntax::Markdown { doc, .. } = &document.syntax else {
        return (String::new(), Vec::new(), None);
    };
    let start = doc.blocks.first().map_or(0, |block| block.span.start);
    let mut at = document.lines.span(document.line(start)).start as usize;
    let mut spans = Vec::new();
    for told in &decision.told {
        spans.push(Span::new(at, told.start as usize));
        at = (told.end as usize).max(at);
    }
    spans.push(Span::new(at, document.text.len()));
    // The heading that is the title, number and all: the page has said it.
    let title = doc.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { text, .. } if text.text.contains(&decision.title) => Some(text.text.as_str()),
        _ => None,
    });
    let mut ids = Ids::default();
    let (mut body, mut headings, mut title_id) = (String::new(), Vec::new(), None);
    for span in spans.into_iter().filter(|span| !document.slice(*span).trim().is_empty()) {
        let html = atlas.prose(Text { doc: document.id, span, url, under: 1, title }, &mut ids);
        body.push_str(&html.html);
        headings.extend(html.headings);
        title_id = title_id.or(html.title_id);
    }
    (body, headings, title_id)
}

fn contents(headings: &[Heading]) -> Vec<Link> {
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let links = headings.iter().filter(|heading| heading.level == top);
    let links: Vec<Link> =
        links.map(|heading| Link { label: heading.text.clone(), href: format!("#{}", heading.id) }).collect();
    if links.len() < CONTENTS { Vec::new() } else { links }
}

fn facts(atlas: &Atlas<'_>, decision: &Decision) -> Vec<Fact> {
    let number = decision.number.map(|number| number.to_string()).unwrap_or_default();
    let (date, traced) = decision_day(atlas, decision).unwrap_or_default();
    let review = decision.review.as_ref().map(|(day, _)| day.clone()).unwrap_or_default();
    let git = atlas.material.derived.traced.get(&decision.doc);
    let author = git.and_then(|git| git.author.clone()).filter(|_| decision.deciders.is_empty());
    // Of a record that nobody touched again its own day says all there is.
    let changed = git.map(|git| git.changed.to_string()).filter(|day| *day != date);
    let all = [
        ("Number", number, false),
        ("Date", date, traced),
        ("Decided by", decision.deciders.join(", "), false),
        ("Written by", author.unwrap_or_default(), true),
        ("Consulted", decision.consulted.join(", "), false),
        ("Informed", decision.informed.join(", "), false),
        ("Review by", review, false),
        ("Last changed", changed.unwrap_or_default(), true),
    ];
    let facts = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    facts.map(|(name, value, traced)| Fact { name, value, traced }).collect()
}

fn successors(atlas: &Atlas<'_>, url: &Url, decision: &Decision) -> Vec<Link> {
    let linked = atlas.material.linked;
    let ties = linked.decisions.of(decision.doc).map_or(&[][..], |ties| &ties.ties);
    let over = ties.iter().filter(|tie| tie.relation == Relation::SupersededBy && !tie.partial);
    over.filter_map(|tie| Some(decision_link(atlas, url, linked.decision(tie.other)?, true))).collect()
}

fn relations(atlas: &Atlas<'_>, url: &Url, decision: &Decision) -> Vec<RelationRow> {
    let linked = atlas.material.linked;
    let mut rows: Vec<RelationRow> = Vec::new();
    for tie in linked.decisions.of(decision.doc).map_or(&[][..], |ties| &ties.ties) {
        let Some(other) = linked.decision(tie.other) else { continue };
        let words = relation_words(tie.relation, tie.partial);
        if rows.last().is_none_or(|row| row.words != words) {
            rows.push(RelationRow { words, others: Vec::new() });
        }
        if let Some(row) = rows.last_mut() {
            row.others.push((decision_link(atlas, url, other, true), State::ruling(other.ruling)));
        }
    }
    rows
}

/// A place as a link to what it belongs to: the item of a plan around it, or the document.
fn cited_row(atlas: &Atlas<'_>, url: &Url, place: Place) -> Option<CitedRow> {
    let cite = Cite::new(atlas, url, place)?;
    if atlas.material.linked.is_pageless(place.doc) {
        return Some(CitedRow { link: None, cite });
    }
    let item = atlas.read(place.doc).and_then(|plan| {
        let map = atlas.addresses.plan(place.doc)?;
        let around = plan.items.iter().enumerate().filter(|(_, item)| item.extent.contains(place.span));
        let (index, item) = around.min_by_key(|(_, item)| item.extent.len())?;
        let href = url.to(map.item(crate::model::ItemId(index as u32)));
        Some(Link { label: item.title.clone(), href })
    });
    let link = item.unwrap_or_else(|| atlas.link_to(url, place.doc));
    Some(CitedRow { link: Some(link), cite })
}
