//! Pages to files: one file per format.

mod badge;
mod calendar;
mod card;
mod data;
mod definition;
mod feed;
mod html;
mod nojekyll;
mod sarif;
mod sitemap;
mod strike;

use crate::asset::Manifest;
use crate::diag::Fault;
use crate::page::Pages;
use crate::site::Artifact;
use crate::source::Sources;

/// Makes the files of one format.
type Format = fn(&mut Pages) -> Vec<Artifact>;

/// The formats beside HTML.
pub const ALL: &[(&str, Format)] = &[
    ("badge", badge::files),
    ("calendar", calendar::files),
    ("card", card::files),
    ("data", data::files),
    ("definition", definition::files),
    ("feed", feed::files),
    ("nojekyll", nojekyll::files),
    ("sarif", sarif::files),
    ("sitemap", sitemap::files),
];

/// Writes every page and machine-readable file, in parallel. Faults are about a user's own templates.
///
/// Takes the pages, because each is let go as soon as its file is made: a big site never stands in memory twice.
pub fn output(mut pages: Pages, manifest: &Manifest, sources: &Sources) -> (Vec<Artifact>, Vec<Fault>) {
    let mut artifacts: Vec<Artifact> = ALL.iter().flat_map(|(_, files)| files(&mut pages)).collect();
    let struck = pages.struck.clone();
    let (html, faults) = html::pages(pages, manifest, sources);
    artifacts.extend(html);
    strike::strike(&mut artifacts, &struck);
    (artifacts, faults)
}
