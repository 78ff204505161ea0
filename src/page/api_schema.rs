//! The page of a schema: everything it says, an example, and who uses it.

use rayon::prelude::*;
use serde::Serialize;

use crate::page::part::api::{Book, OperationRow, Purpose, Writer, example, json};
use crate::page::part::{Atlas, FindingView, Frame, Link, Twin};
use crate::page::{Page, View};
use crate::site::Url;

/// The most operations and schemas that are named as users.
const USERS: usize = 60;

/// What the page of a schema shows.
#[derive(Clone, Debug, Serialize)]
pub struct SchemaPage {
    /// Its title, where it has one that isn't its name.
    pub title: Option<String>,
    /// Its type, as HTML.
    pub kind: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What is said of it, as HTML.
    pub description: String,
    /// Its properties and everything else it says, as HTML.
    pub body: String,
    /// An example, as HTML.
    pub example: String,
    /// Vendor extensions, as HTML.
    pub extensions: String,
    /// Operations that use it.
    pub operations: Vec<OperationRow>,
    /// How many more there are.
    pub more_operations: usize,
    /// Schemas that use it.
    pub schemas: Vec<Link>,
    /// How many more there are.
    pub more_schemas: usize,
    /// What was found in it.
    pub findings: Vec<FindingView>,
}

/// The pages of all schemas.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let all =
        atlas.books.books.iter().flat_map(|book| (0..book.api.schemas.len()).map(move |index| (book, index)));
    let all: Vec<(&Book<'_>, usize)> = all.collect();
    all.into_par_iter().filter_map(|(book, index)| page(atlas, book, index)).collect()
}

fn page(atlas: &Atlas<'_>, book: &Book<'_>, index: usize) -> Option<Page> {
    let named = book.api.schemas.get(index)?;
    let url = Url::new(book.schema(index));
    let mut writer = Writer::new(atlas, book, &url)?;
    let at = atlas.books.resolver.at(named.place)?;
    let end = atlas.books.resolver.end(at);
    writer.type_words(at);
    let kind = writer.take();
    writer.stand_under(1);
    writer.described(at);
    let description = writer.take();
    writer.stand_under(2);
    // A name that is only another name for something shows what that says.
    writer.schema(end, 0, 0);
    let body = writer.take();
    writer.extensions(at);
    let extensions = writer.take();
    let used = |list: Option<&Vec<usize>>| list.cloned().unwrap_or_default();
    let operations = used(book.used.operations.get(&index));
    let schemas = used(book.used.schemas.get(&index));
    let line = atlas.document(named.key.doc)?.line(named.key.span.start);
    let document = atlas.document(book.api.doc)?;
    let frame = Frame::of_document(atlas, &url, document, named.name.as_str())
        .tree(book.schema_tree(index))
        .twin(Twin::Made)
        .crumb(&url, "Schemas", &book.below("schemas/").0)
        .made_from(atlas, &url, named.key.doc, Some(line));
    let view = SchemaPage {
        title: at.word("title").filter(|title| *title != named.name).map(str::to_owned),
        kind,
        deprecated: at.is_true("deprecated"),
        description,
        body,
        example: json(&example(writer.reader(), at, Purpose::Both), "Example"),
        extensions,
        operations: operations
            .iter()
            .take(USERS)
            .filter_map(|at| OperationRow::new(book, &url, *at))
            .collect(),
        more_operations: operations.len().saturating_sub(USERS),
        schemas: schemas
            .iter()
            .take(USERS)
            .filter_map(|at| {
                let name = book.api.schemas.get(*at)?.name.clone();
                Some(Link { label: name, href: url.to(book.schema(*at)) })
            })
            .collect(),
        more_schemas: schemas.len().saturating_sub(USERS),
        findings: findings(atlas, &url, named.key.doc, named.key.span.to(named.place.span)),
    };
    Some(Page { url, template: "page/api_schema.html", frame, view: View::ApiSchema(Box::new(view)) })
}

/// The findings whose main place is in a stretch of a document.
fn findings(
    atlas: &Atlas<'_>,
    url: &Url,
    doc: crate::place::DocId,
    span: crate::place::Span,
) -> Vec<FindingView> {
    let all = atlas.findings(doc);
    let from = all.partition_point(|finding| finding.span().start < span.start);
    let inside = all.iter().skip(from).take_while(|finding| finding.span().start < span.end);
    inside.take(50).enumerate().map(|(at, finding)| FindingView::new(atlas, url, finding, at + 1)).collect()
}
