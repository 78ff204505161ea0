//! Operations in lists, and sections of pages about definitions.

use serde::Serialize;

use crate::page::part::api::book::{Book, MethodView, method};
use crate::page::part::frame::Link;
use crate::site::Url;

/// A part of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The id of its heading.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// What it says, as HTML.
    pub html: String,
}

/// An operation in a list.
#[derive(Clone, Debug, Serialize)]
pub struct OperationRow {
    /// The method.
    pub method: MethodView,
    /// The path as written.
    pub path: String,
    /// Its page.
    pub link: Link,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

impl OperationRow {
    /// An operation as seen from the page at `url`.
    pub fn new(book: &Book<'_>, url: &Url, index: usize) -> Option<Self> {
        let operation = book.api.operations.get(index)?;
        Some(Self {
            method: method(&operation.method),
            path: operation.path.clone(),
            link: Link { label: operation.title(), href: url.to(book.operation(index)) },
            deprecated: operation.deprecated,
        })
    }
}
