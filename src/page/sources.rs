//! Which files were read, what each was taken for and why, how much of it was understood, what was mended.

use rayon::prelude::*;
use serde::Serialize;

use crate::decode::Document;
use crate::page::part::{Atlas, Frame, Link, Pager, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most files one page lists.
const LISTED: usize = 200;

/// What the page of files shows.
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// How many files there are.
    pub total: usize,
    /// How many files there are of each kind, in words: `5 plans`.
    pub kinds: Vec<String>,
    /// Lines of plans and reports, and how many of them were not understood.
    pub lines: (u64, u64),
    /// The list of links to other sites, where there are any.
    pub links: Option<Link>,
    /// The files of this page.
    pub files: Vec<FileRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A file.
#[derive(Clone, Debug, Serialize)]
pub struct FileRow {
    /// Its path, which leads to its page.
    pub link: Link,
    /// What it was taken for.
    pub kind: &'static str,
    /// Why.
    pub why: String,
    /// Its lines, which lead to its source.
    pub lines: Link,
    /// How many lines were not understood; empty where every line was, or none was read as work.
    pub unread: String,
    /// What was mended.
    pub encoding: String,
}

/// The list of files.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let documents = atlas.material.linked.spoken_of();
    let of = documents.len().div_ceil(LISTED).max(1);
    let base = Url::new("about/sources/");
    let kinds = kinds(atlas);
    let lines = coverage(atlas);
    (1..=of)
        .into_par_iter()
        .map(|number| {
            let url = page_url(&base, number);
            let heading = match of {
                1 => "Files read".to_owned(),
                _ => format!("Files read, page {number} of {of}"),
            };
            let here = documents.iter().skip((number - 1) * LISTED).take(LISTED);
            let view = SourcesView {
                total: documents.len(),
                kinds: kinds.clone(),
                lines,
                links: away(atlas, &url),
                files: here.map(|document| row(atlas, &url, document)).collect(),
                pager: Pager::new(&base, "Pages of files", number, of),
            };
            let frame = Frame::new(atlas, &url, heading, &[]).crumb(&url, atlas.title(), "");
            Page { url, template: "page/sources.html", frame, view: View::Sources(view) }
        })
        .collect()
}

/// The list of links to other sites.
fn away(atlas: &Atlas<'_>, url: &Url) -> Option<Link> {
    let count: usize = atlas.material.linked.away.values().map(|addresses| addresses.len()).sum();
    let label = match count {
        0 => return None,
        1 => "1 address on another site".to_owned(),
        _ => format!("{count} addresses on other sites"),
    };
    Some(Link { label, href: url.to("about/links/") })
}

fn kinds(atlas: &Atlas<'_>) -> Vec<String> {
    use crate::model::Kind;
    let words = |kind: Kind, count: usize| match (kind, count == 1) {
        (Kind::Plan, one) => {
            if one {
                "plan"
            } else {
                "plans"
            }
        }
        (Kind::Report, one) => {
            if one {
                "report"
            } else {
                "reports"
            }
        }
        (Kind::Decision, one) => {
            if one {
                "decision"
            } else {
                "decisions"
            }
        }
        (Kind::Architecture, one) => {
            if one {
                "architecture page"
            } else {
                "architecture pages"
            }
        }
        (Kind::Api, one) => {
            if one {
                "API definition"
            } else {
                "API definitions"
            }
        }
        (Kind::Evidence, one) => {
            if one {
                "file of evidence"
            } else {
                "files of evidence"
            }
        }
        (Kind::Page, one) => {
            if one {
                "other page"
            } else {
                "other pages"
            }
        }
    };
    let counts = Kind::ALL.iter().map(|kind| (*kind, atlas.neighbours.of(*kind).len()));
    counts
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {}", words(kind, count)))
        .chain(idle(atlas))
        .collect()
}

/// Data that was read and that nothing is said of.
fn idle(atlas: &Atlas<'_>) -> Option<String> {
    let linked = atlas.material.linked;
    match linked.documents.iter().filter(|document| linked.is_idle(document.id)).count() {
        0 => None,
        1 => Some("1 data file with nothing for a tracker, not published".to_owned()),
        count => Some(format!("{count} data files with nothing for a tracker, not published")),
    }
}

/// Lines of documents with work in them, and how many of those were not understood.
fn coverage(atlas: &Atlas<'_>) -> (u64, u64) {
    let plans = &atlas.material.linked.corpus.plans;
    plans.iter().fold((0, 0), |(lines, unread), plan| {
        let count = atlas.document(plan.doc).map_or(0, |document| document.lines.count());
        (lines + u64::from(count), unread + u64::from(unread_of(&plan.unread)))
    })
}

fn unread_of(stretches: &[(u32, u32)]) -> u32 {
    stretches.iter().map(|(first, last)| last + 1 - first).sum()
}

fn row(atlas: &Atlas<'_>, url: &Url, document: &Document) -> FileRow {
    let entry = atlas.material.linked.entry(document.id);
    let unread = atlas.read(document.id).map_or(0, |plan| unread_of(&plan.unread));
    let encoding = &document.encoding;
    let mended = match (encoding.repaired, encoding.left) {
        (0, 0) => String::new(),
        (mended, 0) => format!("{mended} mended"),
        (0, left) => format!("{left} left damaged"),
        (mended, left) => format!("{mended} mended, {left} left damaged"),
    };
    FileRow {
        link: Link { label: document.path.clone(), href: url.to(&atlas.addresses.document(document.id).0) },
        kind: entry.map_or("", |entry| entry.kind.name()),
        why: entry.map_or(String::new(), |entry| entry.why.clone()),
        lines: Link {
            label: document.lines.count().to_string(),
            href: url.to(&atlas.addresses.source(document.id, 1).0),
        },
        unread: if unread > 0 { unread.to_string() } else { String::new() },
        encoding: mended,
    }
}
