//! Text of documents as it stands on pages: rendered, with its links led to pages of this site.

use std::borrow::Cow;
use std::collections::HashMap;

use rayon::prelude::*;

use crate::decode::{Document, Syntax};
use crate::link::{Linked, Named, name_word};
use crate::markdown::html::{
    Anchors, Definitions, Glossed, Highlights, Html, Ids, Name, Style, Target, Terms, Use, render,
};
use crate::markdown::{Block, BlockKind};
use crate::model::Kind;
use crate::page::part::api::spot;
use crate::page::part::atlas::Atlas;
use crate::page::part::frame::remote;
use crate::path::{decoded, joined};
use crate::place::{DocId, Span};
use crate::site::Url;

/// What rendering needs to know of all documents.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    highlights: Highlights,
    /// One for each document.
    documents: Vec<Known>,
    by_path: HashMap<String, DocId>,
    /// The terms of glossaries.
    terms: Option<Terms>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    anchors: Anchors,
    definitions: Definitions,
}

/// A part of a document that is to stand on a page.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The document.
    pub doc: DocId,
    /// Which part of it; whole blocks.
    pub span: Span,
    /// The page it is to stand on.
    pub url: &'a Url,
    /// The level of the heading it is to stand under: 1 right under the page's `h1`.
    pub under: u8,
    /// What the page's `h1` says: a first heading that repeats it is left out.
    pub title: Option<&'a str>,
}

impl<'a> Text<'a> {
    /// A text of a document on the page at `url`, under a heading of level `under`; its span is still to be set.
    pub fn on(doc: DocId, url: &'a Url, under: u8) -> Self {
        Self { doc, span: Span::default(), url, under, title: None }
    }
}

impl Prose {
    /// Reads the headings, link definitions and code blocks of every Markdown document.
    pub fn new(linked: &Linked) -> Self {
        let documents = linked
            .documents
            .par_iter()
            .map(|document| match &document.syntax {
                Syntax::Markdown { doc, .. } => Known {
                    anchors: Anchors::new(doc, &document.text),
                    definitions: Definitions::new(&document.text),
                },
                _ => Known::default(),
            })
            .collect();
        let mut code = Vec::new();
        for document in &linked.documents {
            if let Syntax::Markdown { doc, .. } = &document.syntax {
                collect_code(&doc.blocks, &mut code);
            }
        }
        let taken: Vec<(String, String)> = linked.documents.iter().flat_map(taken_in).collect();
        code.extend(taken.iter().map(|(info, text)| (info.as_str(), text.as_str())));
        let by_path =
            linked.spoken_of().iter().map(|document| (document.path.clone(), document.id)).collect();
        let shown = linked.corpus.terms.iter();
        let terms = Terms::new(shown.map(|term| (term.forms.as_slice(), term.meaning.as_str())));
        Self { highlights: Highlights::new(code.into_iter()), documents, by_path, terms }
    }

    fn known(&self, doc: DocId) -> Option<&Known> {
        self.documents.get(doc.index())
    }

    /// The document that a path as written in `from` means: with or without its extension, a folder for its
    /// `README.md` or `index.md`, `.html` for the page made from Markdown.
    fn find(&self, from: &str, path: &str) -> Result<DocId, Option<String>> {
        let Some(path) = joined(from, path) else { return Err(None) };
        let stem = path.trim_end_matches('/');
        let stem = stem.strip_suffix(".html").or(stem.strip_suffix(".htm")).unwrap_or(stem);
        let tries = ["", ".md", ".markdown", "/README.md", "/index.md", "/readme.md"];
        let exact = self.by_path.get(&path);
        let found = exact.or_else(|| tries.iter().find_map(|end| self.by_path.get(&format!("{stem}{end}"))));
        let found = found.or_else(|| {
            ["README.md", "index.md"]
                .iter()
                .find_map(|name| self.by_path.get(*name))
                .filter(|_| stem.is_empty())
        });
        found.copied().ok_or(Some(path))
    }
}

/// The code blocks of a document that hold parts of other files, with those.
fn taken_in(document: &Document) -> Vec<(String, String)> {
    let mut code = Vec::new();
    if let (Syntax::Markdown { doc, .. }, false) = (&document.syntax, document.includes.is_empty()) {
        collect_code(&doc.blocks, &mut code);
    }
    let whole = |(info, text): (&str, &str)| Some((info.to_owned(), document.with_includes(text)?));
    code.into_iter().filter_map(whole).collect()
}

fn collect_code<'a>(blocks: &'a [Block], code: &mut Vec<(&'a str, &'a str)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code { info, text, .. } => code.push((info, text)),
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => collect_code(inner, code),
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect_code(&item.blocks, code)),
            _ => {}
        }
    }
}

impl Atlas<'_> {
    /// Renders a part of a document. `ids` belongs to the page: all its texts share it.
    pub fn prose(&self, text: Text<'_>, ids: &mut Ids) -> Html {
        let (Some(document), Some(known)) = (self.document(text.doc), self.prose.known(text.doc)) else {
            return Html::default();
        };
        let resolve = |target: &str, what: Use| self.resolve(document, text.url, target, what);
        let entry = |term: usize| self.entry(text.url, term);
        let style = Style {
            terms: self.terms().map(|terms| Glossed { terms, entry: &entry }),
            under: text.under,
            title: text.title,
            resolve: &resolve,
            names: name,
            definitions: &known.definitions,
            highlights: &self.prose.highlights,
            drawings: &self.material.linked.corpus.drawings,
        };
        let own = outdented(document, text.span);
        let whole = document.with_includes(&own);
        render(whole.as_deref().unwrap_or(&own), style, ids)
    }

    /// The terms of glossaries; `None` where there is no glossary.
    pub(super) fn terms(&self) -> Option<&Terms> {
        self.prose.terms.as_ref()
    }

    /// The entry of a term in its glossary; none on the glossary's own page, and of a glossary that has none.
    pub(super) fn entry(&self, url: &Url, term: usize) -> Option<String> {
        let linked = self.material.linked;
        let term = linked.corpus.terms.get(term).filter(|term| !linked.is_idle(term.doc))?;
        let page = self.addresses.document(term.doc);
        (page != *url).then(|| format!("{}#{}", url.to(&page.0), term.id))
    }

    /// Renders stretches of one document one after the other, `like` the first but for their span; empty where there
    /// are none.
    pub fn texts(&self, spans: &[Span], like: Text<'_>, ids: &mut Ids) -> String {
        spans.iter().map(|span| self.prose(Text { span: *span, ..like }, ids).html).collect()
    }

    /// What a target as written in a text of document `doc` leads to, as seen from the page at `url`.
    pub fn target(&self, doc: DocId, url: &Url, target: &str, what: Use) -> Target {
        self.document(doc).map_or(Target::Nowhere, |document| self.resolve(document, url, target, what))
    }

    /// What a target as written in a document leads to, as seen from the page at `url`.
    fn resolve(&self, document: &Document, url: &Url, target: &str, what: Use) -> Target {
        if matches!(what, Use::Code | Use::Name) {
            return self.named(document, url, target, what).map_or(Target::Nowhere, Target::Here);
        }
        let (path, fragment) = match target.split_once('#') {
            Some((path, fragment)) => (path, Some(decoded(fragment))),
            None => (target, None),
        };
        let path = decoded(path.split('?').next().unwrap_or(""));
        if what == Use::Image {
            let picture = self.pictures.find(&document.path, &path);
            return picture
                .map_or(Target::Nowhere, |picture| Target::Picture(url.to(&picture.path), picture.size));
        }
        if let Some(picture) = self.pictures.find(&document.path, &path) {
            return Target::Here(url.to(&picture.path));
        }
        if path.is_empty() {
            return match fragment.as_deref() {
                None | Some("") => Target::Here(url.to(&self.addresses.document(document.id).0)),
                Some(fragment) => Target::Here(url.to(&self.spot(document.id, fragment))),
            };
        }
        let found = self.prose.find(&document.path, &path).or_else(|path| match path {
            Some(path) => self.material.linked.moved(&path).ok_or(Some(path)),
            None => Err(None),
        });
        match found {
            Ok(doc) => Target::Here(match fragment {
                Some(fragment) => url.to(&self.spot(doc, &fragment)),
                None => url.to(&self.addresses.document(doc).0),
            }),
            Err(path) => path
                .filter(|path| !path.is_empty())
                .and_then(|path: String| remote(&self.material, &path, line_of(fragment.as_deref())))
                .map_or(Target::Nowhere, Target::Away),
        }
    }

    /// The address of what a word names: an operation of an API, a record, an item, between `[[` and `]]` also a document
    /// with or without a heading; none where that is the page itself.
    fn named(&self, document: &Document, url: &Url, word: &str, what: Use) -> Option<String> {
        let linked = self.material.linked;
        let inner = || word.strip_prefix("[[")?.strip_suffix("]]");
        let bracketed = inner().filter(|_| what == Use::Name);
        let called = bracketed.map(|inner| inner.split('|').next().unwrap_or(inner).trim()).unwrap_or(word);
        if let Some(page) = self.books.operation(called) {
            return Some(url.to(page));
        }
        let (name, fragment) = match called.split_once('#') {
            Some((name, fragment)) if bracketed.is_some() => (name.trim(), Some(fragment)),
            _ => (called, None),
        };
        let found = match bracketed {
            Some(_) => linked.by_name(document, name),
            None => {
                name_word(name).filter(|word| word.name == name).and_then(|_| linked.by_id(document, name))
            }
        };
        let path = match (found?, fragment) {
            (Named::Document(doc), Some(fragment)) => self.spot(doc, &decoded(fragment)),
            (Named::Document(doc), None) => self.addresses.document(doc).0,
            (Named::Item(doc, item), _) => self.addresses.plan(doc)?.item(item).to_owned(),
        };
        (path != url.0).then(|| url.to(&path))
    }

    /// The place a fragment means in a document: a heading on the page that shows the whole text, or the part of a
    /// plan the heading opens, or its line on the source page. A fragment nobody knows leads to the page.
    fn spot(&self, doc: DocId, fragment: &str) -> String {
        let page = self.addresses.document(doc).0;
        let Some(document) = self.document(doc) else { return page };
        if let Some(line) = line_of(Some(fragment)).filter(|line| *line <= document.lines.count()) {
            return self.addresses.line(doc, line);
        }
        if let Some(book) = self.books.of(doc) {
            return spot(book, fragment);
        }
        let Some((id, span)) = self.prose.known(doc).and_then(|known| known.anchors.find(fragment)) else {
            return page;
        };
        let whole = self.material.linked.entry(doc).is_some_and(|entry| entry.kind != Kind::Plan);
        match self.plan_part(doc, span) {
            Some(part) => part,
            None if whole => format!("{page}#{id}"),
            None => self.addresses.line(doc, document.line(span.start)),
        }
    }

    fn plan_part(&self, doc: DocId, heading: Span) -> Option<String> {
        let map = self.addresses.plan(doc)?;
        let plan = self.read(doc)?;
        let index = plan.groups.iter().position(|group| heading.contains(group.place.span))?;
        Some(map.group(crate::model::GroupId(index as u32)).to_owned())
    }
}

/// The text of a span that may begin behind an indentation, as blocks inside a list item do: the same indentation
/// is taken off the lines that follow, so that the text means alone what it meant in its place.
fn outdented(document: &Document, span: Span) -> Cow<'_, str> {
    let text = document.slice(span);
    let line = document.lines.span(document.line(span.start));
    let indent = document.slice(Span { start: line.start, end: span.start.max(line.start) }).chars().count();
    if indent == 0 || !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let most = if index == 0 { 0 } else { indent };
        let blank = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        out.push_str(line.get(blank.min(most)..).unwrap_or(line));
    }
    Cow::Owned(out)
}

/// The next word that may name something.
fn name(text: &str) -> Option<Name<'_>> {
    let word = name_word(text)?;
    let target = text.get(word.start..word.end)?;
    Some(Name { start: word.start, end: word.end, target, words: word.words, meant: word.bracketed })
}

/// The line that a fragment of a forge means: `L12`, `L12-L20`.
fn line_of(fragment: Option<&str>) -> Option<u32> {
    fragment?.strip_prefix('L')?.split('-').next()?.parse().ok()
}
