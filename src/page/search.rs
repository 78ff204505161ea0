//! The index from A to Z: every document, every part of a plan, every item, every operation and schema, complete
//! without script. A small site has it on one page, a big one has pages for each letter.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::derive::Derived;
use crate::markdown::html::escape;
use crate::model::{GroupId, ItemId, Kind, Plan};
use crate::page::part::api::Book;
use crate::page::part::{Atlas, Frame, Pager, PlanMap, decision_url, page_url, shelf};
use crate::page::{Page, View};
use crate::site::Url;
use crate::slug::slug;

/// The most entries one page lists. A site with no more has its index on one page.
const LISTED: usize = 500;

/// What a page of the index shows.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// How many entries there are in all.
    pub total: usize,
    /// The letters there are.
    pub letters: Vec<LetterLink>,
    /// The sections of this page; their entries are list items.
    pub sections: Vec<Section>,
    /// The other pages of this letter.
    pub pager: Option<Pager>,
}

/// A letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLink {
    /// The letter, or what stands for a group of them.
    pub label: String,
    /// How many entries it has.
    pub count: usize,
    /// Its place or page.
    pub href: String,
    /// Whether this is its page.
    pub here: bool,
}

/// Entries of one letter.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The letter.
    pub label: String,
    /// The id of its heading.
    pub id: String,
    /// Its entries, as list items.
    pub entries: String,
}

/// An entry before it is written.
struct Entry<'a> {
    letter: Letter,
    /// What it is sorted by.
    key: String,
    label: &'a str,
    /// What stands behind it: its id, its kind, what it belongs to.
    notes: [&'a str; 2],
    /// Where it leads, below the site's root.
    path: String,
}

/// Letters in their order: those of the Latin alphabet, others, digits, signs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    Latin(char),
    Other(String),
    Digits,
    Signs,
}

impl Letter {
    fn of(first: Option<char>) -> Self {
        match first {
            Some(c @ 'a'..='z') => Letter::Latin(c.to_ascii_uppercase()),
            Some(c) if c.is_numeric() => Letter::Digits,
            Some('\u{3040}'..='\u{30FF}') => Letter::Other("Kana".to_owned()),
            Some('\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}') => Letter::Other("Han".to_owned()),
            Some('\u{AC00}'..='\u{D7AF}') => Letter::Other("Hangul".to_owned()),
            Some(c) if c.is_alphabetic() => Letter::Other(c.to_uppercase().collect()),
            _ => Letter::Signs,
        }
    }

    fn label(&self) -> String {
        match self {
            Letter::Latin(c) => c.to_string(),
            Letter::Other(name) => name.clone(),
            Letter::Digits => "0–9".to_owned(),
            Letter::Signs => "Signs".to_owned(),
        }
    }

    fn id(&self) -> String {
        match self {
            Letter::Digits => "digits".to_owned(),
            Letter::Signs => "signs".to_owned(),
            _ => slug(&self.label()),
        }
    }
}

/// The pages of the index.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let mut entries = entries(atlas);
    entries.par_sort_by(|a, b| (&a.letter, &a.key, &a.path).cmp(&(&b.letter, &b.key, &b.path)));
    let mut letters: BTreeMap<&Letter, &[Entry<'_>]> = BTreeMap::new();
    for run in entries.chunk_by(|a, b| a.letter == b.letter) {
        if let Some(first) = run.first() {
            letters.insert(&first.letter, run);
        }
    }
    let index = Index { atlas, letters, total: entries.len() };
    if entries.len() <= LISTED { vec![index.whole()] } else { index.apart() }
}

fn entries<'a>(atlas: &'a Atlas<'_>) -> Vec<Entry<'a>> {
    let linked = atlas.material.linked;
    let mut all: Vec<Entry<'a>> = linked
        .spoken_of()
        .into_par_iter()
        .map(|document| {
            let kind = linked.entry(document.id).map_or(Kind::Page, |entry| entry.kind);
            let word = shelf(kind).map_or("plan", |shelf| shelf.one);
            let path = atlas.addresses.document(document.id).0;
            entry(atlas.title_of(document.id), [word, document.path.as_str()], path)
        })
        .collect();
    let derived = atlas.material.derived;
    let plans: Vec<Vec<Entry<'a>>> =
        atlas.mapped().into_par_iter().map(|(plan, map)| of_plan(derived, plan, map)).collect();
    all.extend(plans.into_iter().flatten());
    all.extend(atlas.books.books.iter().flat_map(of_api));
    all.extend(linked.corpus.in_code.iter().map(|decision| {
        let path = linked.document(decision.doc).map_or("", |document| document.path.as_str());
        entry(&decision.title, ["decision in code", path], decision_url(atlas, decision).0)
    }));
    all
}

/// The operations and schemas of a definition.
fn of_api<'a>(book: &'a Book<'_>) -> impl Iterator<Item = Entry<'a>> {
    let api = book.api;
    let operations = api.operations.iter().enumerate().map(move |(index, operation)| {
        let label = operation.summary.as_deref().or(operation.id.as_deref()).unwrap_or(&operation.path);
        entry(label, [operation.method.as_str(), operation.path.as_str()], book.operation(index).to_owned())
    });
    let schemas = api.schemas.iter().enumerate().map(move |(index, schema)| {
        entry(&schema.name, ["schema", &api.title], book.schema(index).to_owned())
    });
    operations.chain(schemas)
}

fn of_plan<'a>(derived: &Derived, plan: &'a Plan, map: &PlanMap) -> Vec<Entry<'a>> {
    let groups = plan.groups.iter().enumerate().map(|(index, group)| {
        let path = map.group(GroupId(index as u32)).to_owned();
        entry(&group.title, [group.kind.name(), &plan.title], path)
    });
    let items = plan.items.iter().enumerate().map(|(index, item)| {
        let path = map.item(ItemId(index as u32)).to_owned();
        entry(&item.title, [item.id.as_deref().unwrap_or("item"), &plan.title], path)
    });
    groups.chain(items).chain(views(derived, plan, map)).collect()
}

/// The pages of a plan that show its items in time and by what waits for what.
fn views<'a>(derived: &Derived, plan: &'a Plan, map: &PlanMap) -> Vec<Entry<'a>> {
    let pages = [
        ("Dependencies", "dependencies/", derived.schedules.contains_key(&plan.doc)),
        ("Timeline", "timeline/", derived.timelines.contains_key(&plan.doc)),
    ];
    let there = pages.into_iter().filter(|(.., there)| *there);
    there.map(|(label, name, _)| entry(label, ["plan", &plan.title], map.below(name).0)).collect()
}

fn entry<'a>(label: &'a str, notes: [&'a str; 2], path: String) -> Entry<'a> {
    let key: String = label
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .take(80)
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect();
    Entry { letter: Letter::of(key.chars().next()), key, label, notes, path }
}

/// A Latin letter without its accent; any other character as it is.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ß' => 's',
        'ť' | 'ţ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        c => c,
    }
}

struct Index<'a> {
    atlas: &'a Atlas<'a>,
    letters: BTreeMap<&'a Letter, &'a [Entry<'a>]>,
    total: usize,
}

impl Index<'_> {
    /// All letters on one page.
    fn whole(&self) -> Page {
        let url = Url::new("search/");
        let sections = self.letters.iter().map(|(letter, entries)| section(&url, letter, entries)).collect();
        let links = self.links(|letter| format!("#{}", letter.id()), None);
        self.page(url, "Index A–Z".to_owned(), self.view(links, sections, None))
    }

    /// A page of letters, and pages for each.
    fn apart(&self) -> Vec<Page> {
        let top = Url::new("search/");
        let to_letters = |url: &Url, here| self.links(|letter| url.to(&base(letter).0), here);
        let view = self.view(to_letters(&top, None), Vec::new(), None);
        let mut pages = vec![self.page(top.clone(), "Index A–Z".to_owned(), view)];
        let letters: Vec<_> = self.letters.iter().collect();
        pages.par_extend(letters.par_iter().flat_map_iter(|(letter, entries)| {
            let base = base(letter);
            let of = entries.len().div_ceil(LISTED);
            entries.chunks(LISTED).enumerate().map(move |(index, here)| {
                let number = index + 1;
                let url = page_url(&base, number);
                let label = letter.label();
                let heading = match of {
                    1 => format!("Index: {label}"),
                    _ => format!("Index: {label}, page {number} of {of}"),
                };
                let links = to_letters(&url, Some(*letter));
                let pager = Pager::new(&base, format!("Pages of {label}"), number, of);
                let sections = vec![section(&url, letter, here)];
                self.page(url, heading, self.view(links, sections, pager))
            })
        }));
        pages
    }

    fn links(&self, href: impl Fn(&Letter) -> String, here: Option<&Letter>) -> Vec<LetterLink> {
        self.letters
            .iter()
            .map(|(letter, entries)| LetterLink {
                label: letter.label(),
                count: entries.len(),
                href: href(letter),
                here: here == Some(*letter),
            })
            .collect()
    }

    fn view(&self, letters: Vec<LetterLink>, sections: Vec<Section>, pager: Option<Pager>) -> SearchView {
        SearchView { total: self.total, letters, sections, pager }
    }

    fn page(&self, url: Url, heading: String, view: SearchView) -> Page {
        let mut frame = Frame::new(self.atlas, &url, heading, &[]).crumb(&url, self.atlas.title(), "");
        if url.0 != "search/" {
            frame = frame.crumb(&url, "Index A–Z", "search/");
        }
        Page { url, template: "page/search.html", frame, view: View::Search(view) }
    }
}

fn base(letter: &Letter) -> Url {
    Url::new(format!("search/{}/", letter.id()))
}

/// Entries as list items: written here and not by a template, since there may be hundreds of thousands.
fn section(url: &Url, letter: &Letter, entries: &[Entry<'_>]) -> Section {
    let mut out = String::with_capacity(entries.len() * 160);
    for entry in entries {
        out.push_str("<li><a href=\"");
        escape(&mut out, &url.to(&entry.path));
        out.push_str("\">");
        escape(&mut out, if entry.label.trim().is_empty() { "(no title)" } else { entry.label });
        out.push_str("</a> <span class=\"soft\">");
        let [what, of] = entry.notes;
        escape(&mut out, what);
        if of != entry.label && !of.is_empty() {
            out.push_str(" · ");
            escape(&mut out, of);
        }
        out.push_str("</span></li>\n");
    }
    Section { label: letter.label(), id: letter.id(), entries: out }
}
