//! Pages to HTML: the view of each page through its template.

mod tera;
mod theme;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::asset::Manifest;
use crate::diag::Fault;
use crate::page::Pages;
use crate::site::Artifact;
use crate::source::Sources;
use theme::Theme;

/// Makes the HTML of every page. A fault is said once, however many pages it touches.
pub(super) fn pages(mut pages: Pages, manifest: &Manifest, sources: &Sources) -> (Vec<Artifact>, Vec<Fault>) {
    let mut said = Vec::new();
    let list = std::mem::take(&mut pages.pages);
    let theme = Theme::new(&pages, manifest, sources, &mut said);
    let made: Vec<(Artifact, Vec<Fault>)> = list
        .into_par_iter()
        .map(|page| {
            let mut faults = Vec::new();
            let mut html = theme.render(&page, &mut faults);
            html.shrink_to_fit();
            (Artifact { path: page.url.file(), bytes: html.into_bytes() }, faults)
        })
        .collect();
    let mut artifacts = Vec::with_capacity(made.len());
    for (artifact, faults) in made {
        artifacts.push(artifact);
        said.extend(faults);
    }
    let mut once: BTreeMap<(String, String), Fault> = BTreeMap::new();
    for fault in said {
        once.entry((fault.path.clone(), fault.message.clone())).or_insert(fault);
    }
    (artifacts, once.into_values().collect())
}
