//! `.nojekyll`: tells GitHub Pages to publish the files as they are.

use crate::page::Pages;
use crate::site::Artifact;

/// The file.
pub(super) fn files(_: &mut Pages) -> Vec<Artifact> {
    vec![Artifact { path: ".nojekyll".to_owned(), bytes: Vec::new() }]
}
