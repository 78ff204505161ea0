//! Where something stands in its file, as a link: every number and word of the site leads back to a line.

use serde::Serialize;

use crate::page::part::atlas::Atlas;
use crate::page::part::frame::remote;
use crate::place::Place;
use crate::site::Url;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cite {
    /// The file's path.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based column, in characters.
    pub column: u32,
    /// The line on the source page, relative to the page that shows it; `None` for a file that has none.
    pub href: Option<String>,
    /// The line in the repository, where its address is known.
    pub remote: Option<String>,
}

impl Cite {
    /// The place as seen from the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, place: Place) -> Option<Self> {
        let document = atlas.document(place.doc)?;
        let (line, column) = document.line_column(place.span.start);
        Some(Self {
            path: document.path.clone(),
            line,
            column,
            href: (!atlas.material.linked.is_pageless(place.doc))
                .then(|| url.to(&atlas.addresses.line(place.doc, line))),
            remote: remote(&atlas.material, &document.path, Some(line)),
        })
    }
}

/// A line of the page's own document: number and link, nothing more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineLink {
    /// 1-based line.
    pub line: u32,
    /// The line on the source page.
    pub href: String,
}

impl LineLink {
    /// The line a place begins on, as seen from the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, place: Place) -> Self {
        let line = atlas.document(place.doc).map_or(1, |document| document.line(place.span.start));
        Self { line, href: url.to(&atlas.addresses.line(place.doc, line)) }
    }
}
