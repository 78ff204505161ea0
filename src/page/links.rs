//! Which addresses on other hosts the documents name, host by host, and where. Nothing of them was fetched.

use serde::Serialize;

use crate::page::part::{Atlas, Frame, Link, Pager, page_url};
use crate::page::{Page, View};
use crate::place::Place;
use crate::site::Url;

/// The most addresses one page lists.
const LISTED: usize = 300;

/// The most places of one address that are listed.
const PLACES: usize = 6;

/// What the list of addresses shows.
#[derive(Clone, Debug, Serialize)]
pub struct LinksView {
    /// How many addresses there are.
    pub total: usize,
    /// On how many hosts.
    pub hosts: usize,
    /// The addresses of this page, host by host.
    pub rows: Vec<AddressRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// An address.
#[derive(Clone, Debug, Serialize)]
pub struct AddressRow {
    /// The address, and what it leads to: what names no scheme is asked for by `https`.
    pub link: Link,
    /// The documents that name it, with the line.
    pub places: Vec<Link>,
    /// How many more places there are.
    pub more: usize,
}

/// The list, where there is anything to list.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let away = &atlas.material.linked.away;
    let all: Vec<(&String, &Vec<Place>)> = away.values().flatten().collect();
    let of = all.len().div_ceil(LISTED);
    let base = Url::new("about/links/");
    let chunks = all.chunks(LISTED).enumerate();
    let pages = chunks.map(|(index, part)| {
        let number = index + 1;
        let url = page_url(&base, number);
        let heading = match of {
            1 => "Links to other sites".to_owned(),
            _ => format!("Links to other sites, page {number} of {of}"),
        };
        let rows = part.iter().map(|(address, places)| row(atlas, &url, address, places)).collect();
        let pager = Pager::new(&base, "Pages of links", number, of);
        let view = LinksView { total: all.len(), hosts: away.len(), rows, pager };
        let frame = Frame::new(atlas, &url, heading, &[]).crumb(&url, atlas.title(), "");
        Page { url, template: "page/links.html", frame, view: View::Links(view) }
    });
    pages.collect()
}

fn row(atlas: &Atlas<'_>, url: &Url, address: &str, places: &[Place]) -> AddressRow {
    let href = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let place = |place: &Place| {
        let document = atlas.document(place.doc)?;
        let line = document.line(place.span.start);
        let href = url.to(&atlas.addresses.line(place.doc, line));
        Some(Link { label: format!("{}:{line}", document.path), href })
    };
    // What every address begins with is heard before every address.
    let label = address.strip_prefix("https://").unwrap_or(address).to_owned();
    AddressRow {
        link: Link { label, href },
        places: places.iter().take(PLACES).filter_map(place).collect(),
        more: places.len().saturating_sub(PLACES),
    }
}
