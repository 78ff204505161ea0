//! Addresses that documents had before: `aliases` in their front matter. A page there leads on at once, with a link for who is
//! not led; it asks for no script.

use std::collections::HashSet;

use serde::Serialize;

use crate::decode::tree::{Node, Value};
use crate::decode::{Document, Syntax};
use crate::page::part::{Atlas, Frame, Link};
use crate::page::{Page, View};
use crate::path::joined;
use crate::site::Url;

/// The template, by which such pages are told from others.
const TEMPLATE: &str = "page/moved.html";

/// The most addresses a document may have had.
const MOST: usize = 50;

/// What the page at an old address shows.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// Where the document is now.
    pub to: Link,
}

/// A page for every old address.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let documents = atlas.material.linked.spoken_of().into_iter();
    documents.flat_map(|document| old(document).map(|url| page(atlas, document, url))).collect()
}

fn page(atlas: &Atlas<'_>, document: &Document, url: Url) -> Page {
    let now = atlas.addresses.document(document.id);
    let title = atlas.title_of(document.id);
    let mut frame = Frame::new(atlas, &url, "This page has moved", &[title, &url.0]);
    frame.canonical.clone_from(&now.0);
    let to = Link { label: title.to_owned(), href: url.to(&now.0) };
    Page { url, template: TEMPLATE, frame, view: View::Moved(Moved { to }) }
}

/// The addresses a document had: paths of the site as other programs write them (`/guide/`, `old/guide`, `guide.html`), and
/// files of documents, which mean the pages that were made from them.
fn old(document: &Document) -> impl Iterator<Item = Url> {
    let front = match &document.syntax {
        Syntax::Markdown { front: Some(front), .. } => front.get("aliases"),
        _ => None,
    };
    let written: Vec<String> = match front.map(|node| &node.value) {
        Some(Value::List(members)) => members.iter().filter_map(Node::scalar).collect(),
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    let urls: Vec<Url> = written.iter().take(MOST).filter_map(|one| address(one)).collect();
    urls.into_iter()
}

/// The page of an old address; none where it leads out of the site, or is that of no page.
fn address(written: &str) -> Option<Url> {
    let path = joined("", written.trim())?;
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~' | '+' | ' ');
    if path.is_empty() || path.len() > 200 || !path.chars().all(safe) {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(&path);
    match name.rsplit_once('.') {
        Some((_, "html" | "htm")) => Some(Url::new(path.trim_end_matches("index.html").to_owned())),
        // A document of this name, which links of others may still mean: those are led on where they are written.
        Some((_, "md" | "markdown")) => None,
        _ => Some(Url::new(format!("{path}/"))),
    }
    .filter(|url| !url.0.is_empty())
}

/// Leaves out old addresses that other pages have now, and all but the first of several that claim one.
pub(super) fn settle(pages: &mut Vec<Page>) {
    let moved = |page: &Page| page.template == TEMPLATE;
    let mut taken: HashSet<String> =
        pages.iter().filter(|page| !moved(page)).map(|page| page.url.file()).collect();
    pages.retain(|page| !moved(page) || taken.insert(page.url.file()));
}
