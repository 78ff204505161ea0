//! Where other documents name operations: in words of code, and by links into the definition.

use rayon::prelude::*;

use crate::decode::{Document, Syntax};
use crate::link::Linked;
use crate::page::part::api::book::Books;
use crate::path::{decoded, joined};
use crate::place::{Place, Span};

impl Books<'_> {
    /// Finds the places of other documents that name operations.
    pub(in crate::page::part) fn mention(&mut self, linked: &Linked) {
        if self.books.is_empty() {
            return;
        }
        let found: Vec<Vec<(usize, usize, Place)>> =
            linked.documents.par_iter().map(|document| self.named_in(linked, document)).collect();
        for (book, operation, place) in found.into_iter().flatten() {
            if let Some(book) = self.books.get_mut(book) {
                book.mentions.entry(operation).or_default().push(place);
            }
        }
    }

    /// The operations that words of code in a text name: the number of the definition, of the operation, the place.
    fn named_in(&self, linked: &Linked, document: &Document) -> Vec<(usize, usize, Place)> {
        let text = matches!(document.syntax, Syntax::Markdown { .. }) && !linked.is_idle(document.id);
        let mut found = Vec::new();
        let mut at = 0;
        for part in document.text.split('`').take(if text { usize::MAX } else { 0 }) {
            let span = Span::new(at, at + part.len());
            at += part.len() + 1;
            if part.is_empty() || part.len() > 400 || part.contains('\n') {
                continue;
            }
            let named = self.books.iter().enumerate();
            let mut named = named.filter_map(|(book, one)| Some((book, one.operation_called(part)?)));
            if let (Some((book, operation)), None) = (named.next(), named.next()) {
                found.push((book, operation, Place::new(document.id, span)));
            }
        }
        if text {
            self.linked_in(document, &mut found);
        }
        found
    }

    /// The operations that links of a text lead to: `[read](../api.yaml#/paths/~1books/get)`.
    fn linked_in(&self, document: &Document, found: &mut Vec<(usize, usize, Place)>) {
        for (start, _) in document.text.match_indices("](") {
            let from = start + 2;
            let target =
                document.text.get(from..).and_then(|rest| rest.split([')', ' ', '\n']).next()).unwrap_or("");
            let Some((path, fragment)) = target.split_once('#').filter(|(path, _)| !path.is_empty()) else {
                continue;
            };
            let Some(path) = joined(&document.path, &decoded(path)) else { continue };
            let named =
                self.books.iter().enumerate().find(|(_, book)| {
                    self.resolver.document(book.api.doc).is_some_and(|one| one.path == path)
                });
            let Some((at, book)) = named else { continue };
            if let Some(operation) = book.operation_at(&decoded(fragment)) {
                found.push((at, operation, Place::new(document.id, Span::new(from, from + target.len()))));
            }
        }
    }
}
