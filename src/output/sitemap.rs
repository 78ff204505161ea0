//! `sitemap.xml` and `robots.txt` (sitemaps.org): only where the site's address is known.

use crate::page::Pages;
use crate::site::Artifact;

/// The most addresses a sitemap may hold; a bigger site has several, and an index of them.
const MOST: usize = 50_000;

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let Some(root) = pages.site.url.as_deref() else { return Vec::new() };
    let mut addresses: Vec<&str> = pages
        .pages
        .iter()
        .map(|page| page.frame.canonical.as_str())
        .filter(|address| *address != "404.html")
        .collect();
    addresses.sort_unstable();
    // An old address has that of the page it leads to.
    addresses.dedup();
    let mut files: Vec<Artifact> = Vec::new();
    let parts: Vec<&[&str]> = addresses.chunks(MOST).collect();
    if let [only] = parts.as_slice() {
        files.push(list("sitemap.xml", "urlset", "url", root, only.iter().copied()));
    } else {
        let names: Vec<String> = (1..=parts.len()).map(|number| format!("sitemap-{number}.xml")).collect();
        for (name, part) in names.iter().zip(&parts) {
            files.push(list(name, "urlset", "url", root, part.iter().copied()));
        }
        files.push(list("sitemap.xml", "sitemapindex", "sitemap", root, names.iter().map(String::as_str)));
    }
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n");
    files.push(Artifact { path: "robots.txt".to_owned(), bytes: robots.into_bytes() });
    files
}

fn list<'a>(
    path: &str,
    outer: &str,
    inner: &str,
    root: &str,
    addresses: impl Iterator<Item = &'a str>,
) -> Artifact {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<{outer} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    for address in addresses {
        out.push_str(&format!("<{inner}><loc>"));
        push_address(&mut out, root);
        push_address(&mut out, address);
        out.push_str(&format!("</loc></{inner}>\n"));
    }
    out.push_str(&format!("</{outer}>\n"));
    Artifact { path: path.to_owned(), bytes: out.into_bytes() }
}

/// An address with everything but plain characters written as `%XX`, and escaped for XML.
fn push_address(out: &mut String, address: &str) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&apos;"),
            b'<' | b'>' | b'"' | 0..=b' ' | 0x7F.. => out.push_str(&format!("%{byte:02X}")),
            _ => out.push(char::from(byte)),
        }
    }
}
