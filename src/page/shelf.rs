//! The list of all documents of a kind: by folder, in pages of a bounded number.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::Kind;
use crate::page::part::{Atlas, Frame, Link, Pager, SHELVES, Shelf, folder, page_url};
use crate::page::{Page, View};
use crate::place::DocId;
use crate::site::Url;

/// The most documents one page lists.
const LISTED: usize = 200;

/// What the list of a kind shows.
#[derive(Clone, Debug, Serialize)]
pub struct ShelfView {
    /// How many there are, in words: `12 decisions`.
    pub count: String,
    /// The documents of this page by folder.
    pub folders: Vec<FolderView>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Documents of one folder.
#[derive(Clone, Debug, Serialize)]
pub struct FolderView {
    /// Its path; empty for the root.
    pub path: String,
    /// The documents.
    pub documents: Vec<Listed>,
}

/// A document in the list.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// Its page.
    pub link: Link,
    /// The name of its file.
    pub file: String,
}

/// The lists of every kind there is.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    SHELVES
        .par_iter()
        // Decisions, evidence and reports have lists of their own, that say more than names.
        .filter(|shelf| !matches!(shelf.kind, Kind::Decision | Kind::Evidence | Kind::Report))
        .flat_map_iter(|shelf| {
            let documents = atlas.neighbours.of(shelf.kind);
            let of = documents.len().div_ceil(LISTED);
            documents
                .chunks(LISTED)
                .enumerate()
                .map(move |(index, here)| page(atlas, shelf, here, (index + 1, of)))
        })
        .collect()
}

fn page(atlas: &Atlas<'_>, shelf: &Shelf, here: &[DocId], (number, of): (usize, usize)) -> Page {
    let base = Url::new(shelf.path);
    let url = page_url(&base, number);
    let heading = match of {
        1 => shelf.heading.to_owned(),
        _ => format!("{}, page {number} of {of}", shelf.heading),
    };
    let frame = Frame::new(atlas, &url, heading, &[]).section(shelf.heading).crumb(&url, atlas.title(), "");
    let count = atlas.neighbours.of(shelf.kind).len();
    let mut folders: Vec<FolderView> = Vec::new();
    for document in here.iter().filter_map(|doc| atlas.document(*doc)) {
        let path = folder(&document.path);
        if folders.last().is_none_or(|folder| folder.path != path) {
            folders.push(FolderView { path: path.to_owned(), documents: Vec::new() });
        }
        if let Some(folder) = folders.last_mut() {
            let file = document.path.rsplit('/').next().unwrap_or("").to_owned();
            folder.documents.push(Listed { link: atlas.link_to(&url, document.id), file });
        }
    }
    let view = ShelfView {
        count: format!("{count} {}", if count == 1 { shelf.one } else { shelf.many }),
        folders,
        pager: Pager::new(&base, format!("Pages of {}", shelf.many), number, of),
    };
    Page { url, template: "page/shelf.html", frame, view: View::Shelf(view) }
}
