//! Links that leave the project: which addresses on other hosts its documents name, and where. Nothing is fetched.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::decode::{Document, Syntax};
use crate::link::outgoing::{Outgoing, outgoing};
use crate::place::Place;

/// The longest address that is listed.
const LONGEST: usize = 2000;

/// Addresses by their host; each with the places that name it.
pub type Away = BTreeMap<String, BTreeMap<String, Vec<Place>>>;

/// The addresses that documents name.
pub(super) fn away(documents: &[&Document]) -> Away {
    let found: Vec<Vec<(String, String, Place)>> = documents.par_iter().map(|one| of(one)).collect();
    let mut away = Away::new();
    for (host, address, place) in found.into_iter().flatten() {
        away.entry(host).or_default().entry(address).or_default().push(place);
    }
    away
}

fn of(document: &Document) -> Vec<(String, String, Place)> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    if memchr::memmem::find(document.text.as_bytes(), b"//").is_none() {
        return Vec::new();
    }
    let links = outgoing(doc).into_iter().filter_map(|(link, span)| {
        let (Outgoing::To(address) | Outgoing::Image(address) | Outgoing::Bare(address)) = link else {
            return None;
        };
        let host = host(address).filter(|_| address.len() <= LONGEST)?;
        Some((host, address.trim().to_owned(), Place::new(document.id, span)))
    });
    links.collect()
}

/// The host of a web address, in lower case and without a port or a name before `@`.
fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once("//")?;
    let web = ["", "http:", "https:"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let host = rest.split(['/', '?', '#', '\\']).next()?.rsplit('@').next()?;
    let host = if host.starts_with('[') { host } else { host.split(':').next()? };
    let host = host.trim_end_matches('.').to_lowercase();
    (web && host.contains(['.', ':']) && !host.contains(char::is_whitespace)).then_some(host)
}
