//! Pages to files: one file per format.

mod data;
mod html;
mod nojekyll;
mod sitemap;
mod strike;

use crate::asset::Manifest;
use crate::diag::Fault;
use crate::page::Pages;
use crate::site::Artifact;
use crate::source::Sources;

/// Makes the files of one format.
type Format = fn(&Pages) -> Vec<Artifact>;

/// The formats beside HTML.
pub const ALL: &[(&str, Format)] =
    &[("data", data::files), ("nojekyll", nojekyll::files), ("sitemap", sitemap::files)];

/// Writes every page and machine-readable file, in parallel. Faults are about a user's own templates.
pub fn output(pages: &Pages, manifest: &Manifest, sources: &Sources) -> (Vec<Artifact>, Vec<Fault>) {
    let (mut artifacts, faults) = html::pages(pages, manifest, sources);
    artifacts.extend(ALL.iter().flat_map(|(_, files)| files(pages)));
    strike::strike(&mut artifacts, pages);
    (artifacts, faults)
}
