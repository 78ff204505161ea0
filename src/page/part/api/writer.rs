//! Writes what definitions say as HTML: the one place where their text meets markup. Everything goes through
//! [`Writer::text`] (escaped) or [`Writer::prose`] (Markdown made safe); addresses through [`Writer::address`].

use crate::markdown::html::{Definitions, Glossed, Highlights, Ids, Style, Target, Use, escape, render};
use crate::page::part::Atlas;
use crate::page::part::api::book::Book;
use crate::page::part::api::data::Shown;
use crate::page::part::api::example::Purpose;
use crate::parse::api::{At, Reader};
use crate::place::{DocId, Place};
use crate::site::Url;

/// How many bytes of HTML one page spends on schemas it could also only link to.
const ROOM: usize = 160_000;

/// Vendor extensions that have a place of their own on pages.
const SHOWN: [&str; 9] = [
    "x-codeSamples",
    "x-code-samples",
    "x-displayName",
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-varnames",
    "x-nullable",
    "x-tagGroups",
    "x-webhooks",
];

/// How long the value of an extension may be.
const LINE: usize = 400;

/// How many bytes of HTML one page has at most for what stands nowhere else.
const LIMIT: usize = 420_000;

/// What a page about a part of a definition is written with.
pub struct Writer<'w> {
    /// The definition.
    pub(super) book: &'w Book<'w>,
    /// What reads it.
    pub(super) reader: Reader<'w>,
    atlas: &'w Atlas<'w>,
    /// The page.
    pub(super) url: &'w Url,
    ids: Ids,
    highlights: Highlights,
    definitions: Definitions,
    pub(super) out: String,
    spent: usize,
    /// The level of the heading that what is written stands under.
    pub(super) under: u8,
    /// The schemas that are being written, one inside the other.
    pub(super) opened: Vec<Place>,
    /// What the schemas are shown for: read-only properties are not sent, write-only ones don't come back.
    pub(super) purpose: Purpose,
}

impl<'w> Writer<'w> {
    /// A writer for the page at `url`.
    pub fn new(atlas: &'w Atlas<'w>, book: &'w Book<'w>, url: &'w Url) -> Option<Self> {
        let books = &atlas.books;
        Some(Self {
            book,
            reader: books.reader(book)?,
            atlas,
            url,
            ids: Ids::default(),
            highlights: Highlights::default(),
            definitions: Definitions::default(),
            out: String::new(),
            spent: 0,
            under: 2,
            opened: Vec::new(),
            purpose: Purpose::Both,
        })
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> String {
        self.spent += self.out.len();
        // Pages are held until all are made: what they hold has no room to spare, and the room here is used again.
        let taken = self.out.as_str().to_owned();
        self.out.clear();
        taken
    }

    /// What reads the definition.
    pub fn reader(&self) -> Reader<'w> {
        self.reader
    }

    /// Whether there is room for what could also be a link.
    pub(super) fn has_room(&self) -> bool {
        self.spent + self.out.len() < ROOM
    }

    /// Whether there is room for anything more.
    pub(super) fn is_full(&self) -> bool {
        self.spent + self.out.len() > LIMIT
    }

    /// An id that is not taken on this page.
    pub fn id(&mut self, words: &str) -> String {
        self.ids.unique(words)
    }

    /// Sets the level of the heading that what follows stands under.
    pub fn stand_under(&mut self, level: u8) {
        self.under = level;
    }

    /// Sets what the schemas that follow are shown for.
    pub fn show_for(&mut self, purpose: Purpose) {
        self.purpose = purpose;
    }

    /// Writes markup of our own.
    pub fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Writes text of the definition.
    pub fn text(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    /// Writes text of the definition as code.
    pub fn code(&mut self, text: &str) {
        self.raw("<code>");
        self.text(text);
        self.raw("</code>");
    }

    /// Writes a link to a page of this site, given below its root.
    pub fn link(&mut self, path: &str, words: &str) {
        self.raw("<a href=\"");
        let href = self.url.to(path);
        self.text(&href);
        self.raw("\">");
        self.text(words);
        self.raw("</a>");
    }

    /// Writes an address as a link where a page may lead there, and as words anywhere else.
    pub fn address(&mut self, address: &str, words: &str) {
        let bare = address.trim();
        let scheme = bare.split_once(':').map_or("", |(scheme, _)| scheme);
        let known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        if !known || bare.chars().any(|ch| ch.is_control() || ch.is_whitespace()) {
            self.text(words);
            if words != address {
                self.raw(" (");
                self.text(address);
                self.raw(")");
            }
            return;
        }
        self.raw("<a class=\"external\" rel=\"external\" href=\"");
        self.text(bare);
        self.raw("\">");
        // A long address says less than the name of its host.
        let host = bare.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
        self.text(host.filter(|_| words == address && words.len() > 40).unwrap_or(words));
        self.raw("</a>");
    }

    /// Writes a description: Markdown, made safe.
    pub fn prose(&mut self, doc: DocId, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let (book, atlas, url) = (self.book, self.atlas, self.url);
        let entry = |term: usize| atlas.entry(url, term);
        let terms = atlas.terms().map(|terms| Glossed { terms, entry: &entry });
        self.raw("<div class=\"prose\">");
        // Most are a plain sentence.
        if text.len() < 400 && !text.bytes().any(is_mark) {
            self.raw("<p>");
            match terms {
                Some(terms) => terms.write(text.trim(), &mut self.ids, &mut self.out),
                None => self.text(text.trim()),
            }
            self.raw("</p>");
        } else {
            let resolve =
                |target: &str, what: Use| match target.strip_prefix('#').filter(|_| what == Use::Link) {
                    Some(fragment) => Target::Here(url.to(&spot(book, fragment))),
                    None => atlas.target(doc, url, target, what),
                };
            let style = Style {
                under: self.under,
                title: None,
                resolve: &resolve,
                names: |_| None,
                definitions: &self.definitions,
                highlights: &self.highlights,
                drawings: &atlas.material.linked.corpus.drawings,
                terms,
            };
            let html = render(text, style, &mut self.ids).html;
            self.raw(&html);
        }
        self.raw("</div>");
    }

    /// Writes the description of a node, where it has one.
    pub fn described(&mut self, at: At<'w>) {
        let Some(said) = at.get("description") else { return };
        if let Some(text) = said.text() {
            self.prose(at.doc, text);
        } else if let Some((doc, text)) = self.reader.resolver.text_behind(said) {
            self.prose(doc, text);
        }
    }

    /// A link to the source of a node.
    pub fn source(&mut self, at: At<'_>, words: &str) {
        let Some(document) = self.atlas.document(at.doc) else { return };
        let path = self.atlas.addresses.line(at.doc, document.line(at.node.span.start));
        self.link(&path, words);
    }
}

/// What makes a text more than a plain sentence: signs of Markdown, of HTML, of addresses.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'*' | b'_'
            | b'`'
            | b'['
            | b']'
            | b'<'
            | b'>'
            | b'#'
            | b'|'
            | b'~'
            | b'\\'
            | b'&'
            | b'\n'
            | b'!'
            | b':'
            | b'+'
            | b'-'
            | b'$'
            | b'\t'
    )
}

/// What a fragment in a description means: a part of the definition by the names other tools give it, or a heading of
/// its description. Below the site's root.
pub(in crate::page::part) fn spot(book: &Book<'_>, fragment: &str) -> String {
    if let Some(index) = book.operation_at(fragment) {
        return book.operation(index).to_owned();
    }
    let name = fragment.rsplit('/').next().unwrap_or(fragment).replace("%20", " ");
    let operation = || book.operation_named(&name).map(|index| book.operation(index).to_owned());
    let schema = || book.schema_named(&name).map(|index| book.schema(index).to_owned());
    let tag = || {
        let same = |label: &str| {
            label.eq_ignore_ascii_case(&name) || label.replace(' ', "-").eq_ignore_ascii_case(&name)
        };
        book.chapters.iter().find(|chapter| same(&chapter.label)).map(|chapter| chapter.url.0.clone())
    };
    let heading = |fragment: &str| book.anchors.find(fragment).map(|(id, _)| format!("{}#{id}", book.url.0));
    let found = match fragment.trim_start_matches('/').split('/').next().unwrap_or("") {
        "operation" | "operations" | "paths" => operation(),
        "components" | "definitions" | "schema" | "schemas" | "model" => schema(),
        "tag" | "tags" => operation().or_else(tag),
        _ => None,
    };
    let found =
        found.or_else(|| heading(fragment)).or_else(|| heading(&name)).or_else(|| operation().or_else(tag));
    found.unwrap_or_else(|| book.url.0.clone())
}

impl<'w> Writer<'w> {
    /// Writes a link to an operation.
    pub(super) fn operation_link(&mut self, index: usize) {
        if let Some(operation) = self.book.api.operations.get(index) {
            let path = self.book.operation(index).to_owned();
            self.link(&path, &operation.title());
        }
    }

    /// Whether nothing was written since the last call of [`Writer::take`].
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Writes the vendor extensions that nothing else shows.
    pub fn extensions(&mut self, at: At<'w>) {
        let mut members = at.extensions();
        members.retain(|member| !SHOWN.contains(&member.key));
        if members.is_empty() {
            return;
        }
        self.raw("<dl class=\"limits extensions\">");
        for member in members.iter().take(40) {
            self.raw("<div><dt>");
            self.code(member.key);
            self.raw("</dt><dd>");
            let value = Shown::of(member.at);
            let line =
                member.at.text().map_or_else(|| value.brief(LINE), |text| text.chars().take(LINE).collect());
            self.code(&line);
            self.raw("</dd></div>");
        }
        self.raw("</dl>");
    }
}
