//! What is published of definitions beside pages: the definitions themselves, twins in Markdown, what their commits changed.

use std::sync::Arc;

use rayon::prelude::*;

use crate::page::part::api::book::Book;
use crate::page::part::api::change;
use crate::page::part::api::twin::twin;
use crate::page::part::atlas::Atlas;

/// The definitions as files of the site: as they are, as one file where they are several, and their first pages as
/// Markdown.
pub fn files(atlas: &Atlas<'_>) -> Vec<(String, Arc<[u8]>)> {
    let files = |book: &Book<'_>| {
        let mut found: Vec<(String, Arc<[u8]>)> = Vec::new();
        let text = |text: String| -> Arc<[u8]> { text.into_bytes().into() };
        if let Some(document) = atlas.document(book.api.doc) {
            found.push((book.file(&document.path), document.bytes.clone()));
        }
        found.extend(book.bundle.iter().map(|bundle| (book.bundle_file(), bundle.clone())));
        found.extend(change::files(atlas, book));
        found.extend(twin(atlas, book).map(|twin| (format!("{}index.md", book.url.0), text(twin))));
        found
    };
    atlas.books.books.par_iter().flat_map_iter(files).collect()
}
