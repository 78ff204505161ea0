//! The page for addresses that lead nowhere, `404.html`. Servers show it at any depth, so links on it start at the
//! site's own address where that is known, and the words are enough where it is not.

use serde::Serialize;

use crate::page::part::{Atlas, Frame, Link};
use crate::page::{Page, View};
use crate::site::Url;

/// What the page for missing addresses shows.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// Whether links can start at the site's own address.
    pub known: bool,
    /// Where to go on.
    pub links: Vec<Link>,
}

/// The page.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let url = Url::new("404.html");
    let mut frame = Frame::new(atlas, &url, "This page does not exist", &[]);
    let root = atlas.material.config.site_url.as_deref().map(path_of);
    let known = root.is_some();
    frame.root = root.unwrap_or_default();
    let link =
        |label: &str, path: &str| Link { label: label.to_owned(), href: format!("{}{path}", frame.root) };
    let links = vec![link("Front page", "index.html"), link("Index A–Z", "search/index.html")];
    let view = Missing { known, links };
    vec![Page { url, template: "page/missing.html", frame, view: View::Missing(view) }]
}

/// The path of a site's address: `/handbook/` of `https://example.org/handbook/`.
fn path_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}
