//! `findings.sarif`: every finding of the site as SARIF 2.1.0, the form that code hosts and editors read.

use crate::contract;
use crate::page::Pages;
use crate::site::Artifact;

/// The file.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let log = contract::sarif(&pages.data.findings, &pages.data.rules);
    vec![Artifact { path: "findings.sarif".to_owned(), bytes: log.into_bytes() }]
}
