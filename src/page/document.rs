//! The page of a document that is no plan: its text as written, its contents, its neighbours.
//!
//! Architecture pages and reports are shown the same way: the words are theirs, nothing is added.

use rayon::prelude::*;
use serde::Serialize;

use crate::date;
use crate::decode::tree::{Node, Value};
use crate::decode::{Document, Syntax};
use crate::markdown::html::{Heading, Ids, escape, escaped, write_figure};
use crate::model::{ItemId, Kind};
use crate::page::part::{Atlas, Frame, Link, State, Text, decision_link};
use crate::page::{Material, Page, View};
use crate::place::{DocId, Span};
use crate::site::Url;

/// The most lines of a file that is no Markdown, and the most rows of a table file, that its page shows.
const SHOWN: u32 = 400;

/// The most values of the front matter that are shown.
const FIELDS: usize = 16;

/// The fewest headings that are worth a list of contents.
const CONTENTS: usize = 3;

/// What the page of a document shows.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// The id that links to the document's first heading mean; it belongs on the `h1`.
    pub title_id: Option<String>,
    /// What the front matter says: names and values as written.
    pub fields: Vec<(String, String)>,
    /// The headings: two levels of links.
    pub contents: Vec<Entry>,
    /// The text, as safe HTML.
    pub body: String,
    /// What is to be said of a file that is not shown in full.
    pub cut: Option<String>,
    /// The day the file was changed last, from git; only of architecture pages.
    pub changed: Option<String>,
    /// Decision records that an architecture page has to do with.
    pub decisions: Vec<(Link, State)>,
    /// Items of plans that it has to do with.
    pub items: Vec<(Link, State)>,
    /// The releases of a changelog, the newest first.
    pub releases: Vec<Release>,
    /// The feed of those, where the site's address is known.
    pub feed: Option<&'static str>,
    /// The document before.
    pub previous: Option<Link>,
    /// The document after.
    pub next: Option<Link>,
}

/// The feed of a changelog, beside its page.
pub const RELEASES: &str = "releases.atom";

/// A release in a changelog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Release {
    /// Its version, as written.
    pub name: String,
    /// Its day.
    pub date: String,
    /// The id of its heading.
    pub id: String,
    /// What changed, in the headings below it: `Added, Fixed`.
    pub sections: Vec<String>,
}

/// A heading of the text with those below it.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The heading.
    pub link: Link,
    /// The headings below it.
    pub below: Vec<Link>,
}

/// The pages of all documents that are no plans.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let linked = atlas.material.linked;
    linked
        .spoken_of()
        .into_par_iter()
        .filter_map(|document| {
            let kind = linked.entry(document.id)?.kind;
            let own = matches!(kind, Kind::Plan | Kind::Decision) || atlas.books.of(document.id).is_some();
            let own = own || kind == Kind::Report && matches!(document.syntax, Syntax::Markdown { .. });
            (!own).then(|| page(atlas, document, kind))
        })
        .collect()
}

fn page(atlas: &Atlas<'_>, document: &Document, kind: Kind) -> Page {
    let url = atlas.addresses.document(document.id);
    let title = atlas.title_of(document.id);
    let frame = Frame::of_document(atlas, &url, document, title);
    let (before, after) = atlas.neighbours.around(kind, document.id);
    let mut view = DocumentView {
        title_id: None,
        fields: Vec::new(),
        contents: Vec::new(),
        body: String::new(),
        cut: None,
        changed: None,
        decisions: Vec::new(),
        items: Vec::new(),
        releases: Vec::new(),
        feed: None,
        previous: before.map(|doc| atlas.link_to(&url, doc)),
        next: after.map(|doc| atlas.link_to(&url, doc)),
    };
    let mut about = None;
    match &document.syntax {
        Syntax::Markdown { doc, front } => {
            let start = doc.blocks.first().map_or(0, |block| block.span.start);
            // From the start of its line: blanks before a block can matter to it.
            let start = document.lines.span(document.line(start)).start;
            let span = Span::new(start as usize, document.text.len());
            let text = Text { doc: document.id, span, url: &url, under: 1, title: Some(title) };
            let html = atlas.prose(text, &mut Ids::default());
            view.title_id = html.title_id;
            view.contents = contents(&html.headings);
            if is_changelog(&document.path) {
                view.releases = releases(&html.headings);
                let known = atlas.material.config.site_url.is_some() && !view.releases.is_empty();
                view.feed = known.then_some(RELEASES);
            }
            view.body = html.html;
            entries(&mut view.body, atlas, document.id);
            if let Some(front) = front {
                view.fields = fields(front);
                about = front.get("description").and_then(Node::scalar);
            }
        }
        Syntax::Rows(rows) => rows_of(&mut view, rows, title),
        Syntax::Binary => view.cut = Some("This file is no text: there is nothing to show.".to_owned()),
        _ => {
            workspace_of(atlas, &mut view, document);
            lines_of(&mut view, document);
        }
    }
    if kind == Kind::Architecture {
        surroundings(atlas, &mut view, document.id, &url);
    }
    let frame = frame.about(about.unwrap_or_default());
    Page { url, template: "page/document.html", frame, view: View::Document(Box::new(view)) }
}

/// Gives the entries of a glossary the ids that links to them use. What can't be found is the page as a whole.
fn entries(body: &mut String, atlas: &Atlas<'_>, doc: DocId) {
    let terms = &atlas.material.linked.corpus.terms;
    let first = terms.partition_point(|term| term.doc < doc);
    let own = terms.get(first..).unwrap_or(&[]).iter().take_while(|term| term.doc == doc);
    let (mut out, mut lost, mut from) = (String::with_capacity(body.len() + 1024), String::new(), 0);
    for term in own {
        let name = escaped(&term.name);
        let rest = body.get(from..).unwrap_or("");
        let starts = memchr::memmem::find_iter(rest.as_bytes(), name.as_bytes());
        // The name follows the tag of what holds it: a term, a cell, an item, a heading.
        match starts.filter_map(|at| opening(rest, at)).next() {
            Some((at, mark)) => {
                out.push_str(rest.get(..at).unwrap_or(""));
                out.push_str(&mark.replace("ID", &term.id));
                from += at;
            }
            None => lost.push_str(&format!("<span id=\"{}\"></span>", term.id)),
        }
    }
    if from == 0 && lost.is_empty() {
        return;
    }
    out.push_str(body.get(from..).unwrap_or(""));
    *body = lost + &out;
}

/// Where the id of an entry goes whose name stands at a place, and how it is written there: into the tag that holds the
/// name and nothing else before it.
fn opening(html: &str, at: usize) -> Option<(usize, &'static str)> {
    let mut before = html.get(..at)?;
    loop {
        let tag = before.rfind('<')?;
        let inner = before.get(tag + 1..)?.strip_suffix('>')?;
        let name = inner.split([' ', '\n']).next().unwrap_or("");
        match name {
            "dt" | "td" | "th" | "li" | "p" if !inner.contains("id=") => {
                return Some((tag + 1 + name.len(), " id=\"ID\""));
            }
            // A heading has an id already.
            "h2" | "h3" | "h4" | "h5" | "h6" => return Some((before.len(), "<span id=\"ID\"></span>")),
            "strong" | "em" | "code" => before = before.get(..tag)?,
            _ => return None,
        }
    }
}

/// The most items that an architecture page lists.
const ITEMS: usize = 60;

/// What an architecture page has to do with decisions and work, and when it was changed.
fn surroundings(atlas: &Atlas<'_>, view: &mut DocumentView, doc: DocId, url: &Url) {
    let Material { linked, derived, .. } = atlas.material;
    view.changed = derived.traced.get(&doc).map(|git| git.changed.to_string());
    let Some(touch) = linked.touches.get(&doc) else { return };
    let records = touch.decisions.iter().filter_map(|doc| linked.decision(*doc));
    view.decisions =
        records.map(|one| (decision_link(atlas, url, one, true), State::ruling(one.ruling))).collect();
    let item = |(plan, id): &(DocId, ItemId)| {
        let item = atlas.read(*plan)?.item(*id)?;
        let href = url.to(atlas.addresses.plan(*plan)?.item(*id));
        let label = match &item.id {
            Some(id) => format!("{id} {}", item.title),
            None => item.title.clone(),
        };
        Some((Link { label, href }, State::item(item)))
    };
    view.items = touch.items.iter().filter_map(item).take(ITEMS).collect();
}

fn is_changelog(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    matches!(
        stem,
        "changelog" | "changes" | "history" | "releases" | "release-notes" | "release_notes" | "news"
    )
}

/// The releases of a changelog in the form of keepachangelog.com and those near to it: headings with a version and a day.
fn releases(headings: &[Heading]) -> Vec<Release> {
    let mut found: Vec<Release> = Vec::new();
    let mut level = None;
    for heading in headings {
        if let Some((name, date)) =
            release(&heading.text).filter(|_| level.is_none_or(|level| heading.level == level))
        {
            level = Some(heading.level);
            found.push(Release { name, date, id: heading.id.clone(), sections: Vec::new() });
        } else if let (Some(last), Some(_)) =
            (found.last_mut(), level.filter(|level| heading.level == level + 1))
        {
            last.sections.push(heading.text.clone());
        }
    }
    found
}

/// `[1.2.0] - 2026-05-04`, `v1.2.0 (2026-05-04)`.
fn release(heading: &str) -> Option<(String, String)> {
    let words = heading.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ','));
    let mut words = words.filter(|word| !word.is_empty());
    let name =
        words.find(|word| !word.eq_ignore_ascii_case("version") && !word.eq_ignore_ascii_case("release"))?;
    let digits = name.trim_start_matches(['v', 'V']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.contains('.') {
        return None;
    }
    let date = words.find_map(date::parse)?;
    Some((name.to_owned(), date.to_string()))
}

/// Headings as two levels: those of the highest level there is, and the next one below.
fn contents(headings: &[Heading]) -> Vec<Entry> {
    if headings.len() < CONTENTS {
        return Vec::new();
    }
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let mut entries: Vec<Entry> = Vec::new();
    for heading in headings.iter().filter(|heading| heading.level <= top + 1) {
        let link = Link { label: heading.text.clone(), href: format!("#{}", heading.id) };
        match entries.last_mut().filter(|_| heading.level > top) {
            Some(entry) => entry.below.push(link),
            None => entries.push(Entry { link, below: Vec::new() }),
        }
    }
    entries
}

/// The plain values of the front matter, the title left out: the page's heading says it.
fn fields(front: &Node) -> Vec<(String, String)> {
    // What says how the page is made is said by the page.
    let made = ["title", "description", "aliases", "weight", "draft"];
    let shown = front.entries().iter().filter(|entry| !made.contains(&entry.key.as_str()));
    let values = shown.filter_map(|entry| {
        let value = match &entry.value.value {
            Value::List(members) => {
                members.iter().map(Node::scalar).collect::<Option<Vec<String>>>()?.join(", ")
            }
            _ => entry.value.scalar()?,
        };
        (!value.is_empty()).then(|| (entry.key.clone(), value))
    });
    values.take(FIELDS).collect()
}

fn rows_of(view: &mut DocumentView, rows: &[Vec<(Span, String)>], title: &str) {
    let out = &mut view.body;
    out.push_str("<div class=\"region\" role=\"region\" tabindex=\"0\" aria-labelledby=\"rows\"><table><caption id=\"rows\" class=\"sr\">Rows of ");
    escape(out, title);
    out.push_str("</caption>");
    for (index, row) in rows.iter().take(SHOWN as usize + 1).enumerate() {
        out.push_str(match index {
            0 => "<thead><tr>",
            1 => "</thead><tbody><tr>",
            _ => "<tr>",
        });
        for (_, cell) in row {
            let head = index == 0 && !cell.trim().is_empty();
            out.push_str(if head { "<th scope=\"col\">" } else { "<td>" });
            escape(out, cell);
            out.push_str(if head { "</th>" } else { "</td>" });
        }
        out.push_str("</tr>");
    }
    out.push_str(if rows.len() > 1 { "</tbody></table></div>" } else { "</thead></table></div>" });
    let all = rows.len().saturating_sub(1);
    if all > SHOWN as usize {
        view.cut = Some(format!("The first {SHOWN} of {all} rows; the source has them all."));
    }
}

/// The views of a Structurizr workspace, before its text.
fn workspace_of(atlas: &Atlas<'_>, view: &mut DocumentView, document: &Document) {
    let all = &atlas.material.linked.corpus.workspaces;
    let Some(views) = all.iter().find(|views| views.doc == document.id) else { return };
    let mut ids = Ids::default();
    let mut headings = Vec::new();
    for drawing in &views.drawings {
        let name = drawing.facts.name().to_owned();
        let id = ids.unique(&name);
        view.body.push_str(&format!("<h2 id=\"{id}\">"));
        escape(&mut view.body, &name);
        view.body.push_str("</h2>\n");
        write_figure(&mut view.body, &mut ids, drawing, "");
        headings.push(Heading { level: 2, id, text: name });
    }
    let id = ids.unique("Workspace");
    view.body.push_str(&format!("<h2 id=\"{id}\">Workspace</h2>\n"));
    headings.push(Heading { level: 2, id, text: "Workspace".to_owned() });
    view.contents = contents(&headings);
}

fn lines_of(view: &mut DocumentView, document: &Document) {
    let all = document.lines.count();
    let end = document.lines.span(all.min(SHOWN)).end;
    view.body
        .push_str("<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"Text of the file\"><code>");
    escape(&mut view.body, document.slice(Span { start: 0, end }));
    view.body.push_str("</code></pre>");
    if all > SHOWN {
        view.cut = Some(format!("The first {SHOWN} of {all} lines; the source has them all."));
    }
}
