//! All decision records: the table, one page for each state and label, the timeline, and how they replace each other.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{Decision, Relation, Ruling};
use crate::page::part::{
    Atlas, DecisionRow, Frame, Link, Pager, State, decision_day, decision_link, families, page_url,
    relation_words, tag_page,
};
use crate::page::{Page, View};
use crate::place::DocId;
use crate::site::Url;

/// The most records one page lists.
const LISTED: usize = 100;

/// The most families of records one page draws.
const FAMILIES: usize = 40;

/// The most records of one family that are drawn.
const DRAWN: usize = 60;

/// The most labels that the index names.
const TAGS: usize = 60;

/// What a list of records shows.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsView {
    /// What is listed, in words.
    pub lead: String,
    /// Records by state: words, how many, their page; the page itself has no address.
    pub states: Vec<Choice>,
    /// Records by label.
    pub tags: Vec<Choice>,
    /// Other views: timeline, relations.
    pub views: Vec<Link>,
    /// What the table is.
    pub caption: String,
    /// The records.
    pub rows: Vec<DecisionRow>,
    /// The records by year, newest first: the timeline.
    pub years: Vec<Year>,
    /// Records that replace or amend each other.
    pub families: Vec<Family>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A choice of records.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Its words.
    pub label: String,
    /// How many.
    pub count: usize,
    /// Its page; `None` for the one that is shown.
    pub href: Option<String>,
}

/// The records of a year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// The year, or `No date`.
    pub name: String,
    /// The records.
    pub rows: Vec<DecisionRow>,
}

/// Records that replace or amend each other.
#[derive(Clone, Debug, Serialize)]
pub struct Family {
    /// The id of its heading.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// What the drawing says, in a sentence.
    pub takeaway: String,
    /// The records with where their row is drawn.
    pub nodes: Vec<Node>,
    /// What is drawn between them.
    pub arcs: Vec<Arc>,
    /// The height of the drawing; 0 where there is none.
    pub height: usize,
    /// Every relation in words: one record, the words, the other.
    pub relations: Vec<(Link, &'static str, Link)>,
}

/// A record of a drawing.
#[derive(Clone, Debug, Serialize)]
pub struct Node {
    /// Its label, cut where it is too long to be drawn.
    pub label: String,
    /// Its state.
    pub state: State,
    /// The middle of its row.
    pub y: usize,
}

/// A line of a drawing, from the newer record to the older.
#[derive(Clone, Debug, Serialize)]
pub struct Arc {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// How far it bends: the place from the left that pulls it.
    pub bend: usize,
    /// Whether it is an amendment: drawn with dashes.
    pub amends: bool,
}

/// Height of a row of a drawing.
const ROW: usize = 40;

/// The most characters of a label.
const LABEL: usize = 32;

/// All pages of lists.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let all: Vec<&Decision> = atlas.material.linked.decisions_of_all().collect();
    if all.is_empty() {
        return Vec::new();
    }
    let count = |ruling: &Ruling| (*ruling, all.iter().filter(|one| one.ruling == *ruling).count());
    let states = Ruling::ALL.iter().map(count).filter(|(_, count)| *count > 0).collect();
    let families = families(atlas);
    let listing = Listing { atlas, tags: tags(&all), all: &all, states, families: &families };
    let mut lists: Vec<(String, String, Vec<&Decision>)> =
        vec![("decisions/".to_owned(), "Decisions".to_owned(), all.clone())];
    for ruling in Ruling::ALL {
        let here: Vec<&Decision> = all.iter().copied().filter(|one| one.ruling == ruling).collect();
        if !here.is_empty() {
            let words = State::ruling(ruling).words;
            lists.push((status_page(ruling), format!("Decisions: {words}"), here));
        }
    }
    for (page, (tag, here)) in &listing.tags {
        lists.push((page.clone(), format!("Decisions about {tag}"), here.clone()));
    }
    let mut pages: Vec<Page> =
        lists.par_iter().flat_map_iter(|(base, heading, here)| listing.list(base, heading, here)).collect();
    pages.extend(listing.timeline());
    pages.extend(listing.relations());
    pages
}

fn status_page(ruling: Ruling) -> String {
    format!("decisions/status/{}/", ruling.name())
}

type Tags<'a> = BTreeMap<String, (&'a str, Vec<&'a Decision>)>;

/// Labels by their page: those that differ in case only are one.
fn tags<'a>(all: &[&'a Decision]) -> Tags<'a> {
    let mut tags: Tags<'a> = BTreeMap::new();
    for decision in all {
        for tag in &decision.tags {
            let here = &mut tags.entry(tag_page(tag)).or_insert((tag, Vec::new())).1;
            if here.last().is_none_or(|last| last.doc != decision.doc) {
                here.push(decision);
            }
        }
    }
    tags
}

struct Listing<'a> {
    atlas: &'a Atlas<'a>,
    all: &'a [&'a Decision],
    tags: Tags<'a>,
    /// How many there are in each state.
    states: Vec<(Ruling, usize)>,
    families: &'a [Vec<DocId>],
}

impl Listing<'_> {
    fn view(&self, url: &Url, base: &str) -> DecisionsView {
        let choice = |label: String, count: usize, page: &str| Choice {
            label,
            count,
            href: (page != base).then(|| url.to(page)),
        };
        let mut states = vec![choice("all".to_owned(), self.all.len(), "decisions/")];
        for (ruling, count) in &self.states {
            states.push(choice(State::ruling(*ruling).words, *count, &status_page(*ruling)));
        }
        let tags = self.tags.iter().take(TAGS);
        let mut views = vec![("Timeline", "decisions/timeline/")];
        if !self.families.is_empty() {
            views.push(("What replaces what", "decisions/relations/"));
        }
        let views = views.into_iter().filter(|(_, page)| *page != base);
        DecisionsView {
            lead: String::new(),
            states,
            tags: tags.map(|(page, (tag, here))| choice((*tag).to_owned(), here.len(), page)).collect(),
            views: views.map(|(label, page)| Link { label: label.to_owned(), href: url.to(page) }).collect(),
            caption: String::new(),
            rows: Vec::new(),
            years: Vec::new(),
            families: Vec::new(),
            pager: None,
        }
    }

    fn frame(&self, url: &Url, heading: &str, (number, of): (usize, usize)) -> Frame {
        let heading = if of > 1 { format!("{heading}, page {number} of {of}") } else { heading.to_owned() };
        let frame =
            Frame::new(self.atlas, url, heading, &[]).section("Decisions").crumb(url, self.atlas.title(), "");
        if url.0 == "decisions/" { frame } else { frame.crumb(url, "Decisions", "decisions/") }
    }

    fn list(&self, base: &str, heading: &str, here: &[&Decision]) -> Vec<Page> {
        let of = here.len().div_ceil(LISTED);
        let base_url = Url::new(base);
        let pages = here.chunks(LISTED).enumerate().map(|(index, part)| {
            let number = index + 1;
            let url = page_url(&base_url, number);
            let count =
                if here.len() == 1 { "1 decision".to_owned() } else { format!("{} decisions", here.len()) };
            let view = DecisionsView {
                lead: count.clone(),
                caption: if of > 1 { format!("{count}, in the order of their files") } else { count },
                rows: part.iter().map(|one| DecisionRow::new(self.atlas, &url, one)).collect(),
                pager: Pager::new(&base_url, format!("Pages of {heading}"), number, of),
                ..self.view(&url, base)
            };
            let frame = self.frame(&url, heading, (number, of));
            Page { url, template: "page/decisions.html", frame, view: View::Decisions(Box::new(view)) }
        });
        pages.collect()
    }

    fn timeline(&self) -> Vec<Page> {
        // A day that is no day of the calendar has no place in it.
        let day = |one: &Decision| match one.date_text.is_some() && one.date.is_none() {
            true => None,
            false => decision_day(self.atlas, one).map(|(day, _)| day),
        };
        let mut dated: Vec<_> = self.all.iter().map(|one| (day(one), *one)).collect();
        dated.sort_by(|(at, a), (bt, b)| bt.cmp(at).then(b.number.cmp(&a.number)).then(a.doc.cmp(&b.doc)));
        let base = "decisions/timeline/";
        let base_url = Url::new(base);
        let of = dated.len().div_ceil(LISTED);
        let pages = dated.chunks(LISTED).enumerate().map(|(index, part)| {
            let url = page_url(&base_url, index + 1);
            let mut years: Vec<Year> = Vec::new();
            for (day, one) in part {
                let name = day.as_deref().and_then(|day| day.get(..4)).unwrap_or("No date");
                if years.last().is_none_or(|year| year.name != name) {
                    years.push(Year { name: name.to_owned(), rows: Vec::new() });
                }
                if let Some(year) = years.last_mut() {
                    year.rows.push(DecisionRow::new(self.atlas, &url, one));
                }
            }
            let view = DecisionsView {
                lead: "Decisions by the day they were taken, the newest first".to_owned(),
                years,
                pager: Pager::new(&base_url, "Pages of the timeline", index + 1, of),
                ..self.view(&url, base)
            };
            let frame = self.frame(&url, "Timeline of decisions", (index + 1, of));
            Page { url, template: "page/decisions.html", frame, view: View::Decisions(Box::new(view)) }
        });
        pages.collect()
    }

    fn relations(&self) -> Vec<Page> {
        let base = "decisions/relations/";
        let base_url = Url::new(base);
        let of = self.families.len().div_ceil(FAMILIES);
        let pages = self.families.chunks(FAMILIES).enumerate().map(|(index, part)| {
            let url = page_url(&base_url, index + 1);
            let drawn = part.iter().enumerate().map(|(at, family)| self.family(&url, at + 1, family));
            let view = DecisionsView {
                lead: "Decisions that supersede or amend each other, the older above the newer".to_owned(),
                families: drawn.collect(),
                pager: Pager::new(&base_url, "Pages of relations", index + 1, of),
                ..self.view(&url, base)
            };
            let frame = self.frame(&url, "What replaces what", (index + 1, of));
            Page { url, template: "page/decisions.html", frame, view: View::Decisions(Box::new(view)) }
        });
        pages.collect()
    }

    fn family(&self, url: &Url, number: usize, docs: &[DocId]) -> Family {
        let linked = self.atlas.material.linked;
        let records: Vec<&Decision> = docs.iter().filter_map(|doc| linked.decision(*doc)).collect();
        let row = |doc: DocId| docs.iter().position(|other| *other == doc).map(|at| at * ROW + ROW / 2);
        let (mut arcs, mut relations) = (Vec::new(), Vec::new());
        for one in &records {
            for tie in linked.decisions.of(one.doc).map_or(&[][..], |ties| &ties.ties) {
                let (Some(other), Relation::Supersedes | Relation::Amends) =
                    (linked.decision(tie.other), tie.relation)
                else {
                    continue;
                };
                relations.push((
                    decision_link(self.atlas, url, one, true),
                    relation_words(tie.relation, tie.partial),
                    decision_link(self.atlas, url, other, true),
                ));
                if let (Some(from), Some(to)) = (row(one.doc), row(other.doc)) {
                    let bend = 60 - 8 * (from.abs_diff(to) / ROW).min(7);
                    arcs.push(Arc { from, to, bend, amends: tie.relation == Relation::Amends });
                }
            }
        }
        let live: Vec<&&Decision> = records.iter().filter(|one| one.ruling.is_live()).collect();
        let heading = live.last().copied().or(records.last()).map_or(String::new(), |one| one.title.clone());
        let takeaway = match live.len() {
            0 => format!("None of these {} decisions holds.", records.len()),
            1 => format!("Of these {} decisions, 1 holds.", records.len()),
            n => format!("Of these {} decisions, {n} hold.", records.len()),
        };
        let fits = records.len() <= DRAWN;
        let nodes = records.iter().enumerate().filter(|_| fits).map(|(at, one)| Node {
            label: label(one),
            state: State::ruling(one.ruling),
            y: at * ROW + ROW / 2,
        });
        Family {
            id: format!("family-{number}"),
            heading,
            takeaway,
            nodes: nodes.collect(),
            arcs: if fits { arcs } else { Vec::new() },
            height: if fits { records.len() * ROW } else { 0 },
            relations,
        }
    }
}

/// The label of a record in a drawing.
fn label(decision: &Decision) -> String {
    let full = match decision.number {
        Some(number) => format!("{number}. {}", decision.title),
        None => decision.title.clone(),
    };
    match full.char_indices().nth(LABEL) {
        Some((at, _)) => format!("{}…", full.get(..at).unwrap_or("").trim_end()),
        None => full,
    }
}
