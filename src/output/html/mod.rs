//! Pages to HTML: the view of each page through its template.

mod tera;
mod theme;

use std::collections::BTreeMap;

use memchr::memmem;
use rayon::prelude::*;

use crate::asset::Manifest;
use crate::diag::Fault;
use crate::markdown::html::back;
use crate::page::{Page, Pages, Twin};
use crate::site::Artifact;
use crate::source::Sources;
use theme::Theme;

/// Makes the HTML of every page. A fault is said once, however many pages it touches.
pub(super) fn pages(mut pages: Pages, manifest: &Manifest, sources: &Sources) -> (Vec<Artifact>, Vec<Fault>) {
    let mut said = Vec::new();
    let list = std::mem::take(&mut pages.pages);
    let theme = Theme::new(&pages, manifest, sources, &mut said);
    let made: Vec<(Vec<Artifact>, Vec<Fault>)> =
        list.into_par_iter().map(|page| one(&theme, &page)).collect();
    let mut artifacts = Vec::with_capacity(made.len());
    for (files, faults) in made {
        artifacts.extend(files);
        said.extend(faults);
    }
    let mut once: BTreeMap<(String, String), Fault> = BTreeMap::new();
    for fault in said {
        once.entry((fault.path.clone(), fault.message.clone())).or_insert(fault);
    }
    (artifacts, once.into_values().collect())
}

/// The files of a page: its HTML, and its Markdown where it has that.
fn one(theme: &Theme, page: &Page) -> (Vec<Artifact>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut html = theme.render(page, &mut faults);
    html.shrink_to_fit();
    let twin = if page.frame.twin == Twin::Made { main(&html).map(back) } else { None };
    let mut files = vec![Artifact { path: page.url.file(), bytes: html.into_bytes() }];
    files.extend(twin.map(|mut twin| {
        twin.shrink_to_fit();
        Artifact { path: format!("{}index.md", page.url.0), bytes: twin.into_bytes() }
    }));
    (files, faults)
}

/// What stands in the main part of a page.
fn main(html: &str) -> Option<&str> {
    html.get(memmem::find(html.as_bytes(), b"<main")?..html.rfind("</main>")?)
}
