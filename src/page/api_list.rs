//! The lists of a definition: all operations, those of a tag, webhooks, schemas. In pages of a bounded number.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::OperationKind;
use crate::page::part::api::{Book, OperationRow, Writer};
use crate::page::part::{Atlas, Frame, Link, Pager, counted, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most operations or schemas one page lists.
const LISTED: usize = 100;

/// What a list shows.
#[derive(Clone, Debug, Serialize)]
pub struct ApiList {
    /// How many there are, in words.
    pub count: String,
    /// What is said of them all, as HTML.
    pub about: String,
    /// Operations.
    pub operations: Vec<OperationRow>,
    /// Schemas.
    pub schemas: Vec<SchemaRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A schema in the list.
#[derive(Clone, Debug, Serialize)]
pub struct SchemaRow {
    /// Its page.
    pub link: Link,
    /// Its type, as HTML.
    pub kind: String,
    /// What it is, in a sentence.
    pub about: String,
}

/// A list before it is cut into pages.
struct Whole<'a> {
    base: Url,
    heading: String,
    noun: &'static str,
    about: String,
    operations: &'a [usize],
    schemas: bool,
    all: usize,
}

/// The lists of every definition.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas.books.books.par_iter().flat_map_iter(|book| of(atlas, book)).collect()
}

fn of(atlas: &Atlas<'_>, book: &Book<'_>) -> Vec<Page> {
    let numbers = |kind| book.api.of(kind).map(|(index, _)| index).collect::<Vec<_>>();
    let (operations, webhooks) = (numbers(OperationKind::Path), numbers(OperationKind::Webhook));
    let whole = |name: &str, heading: &str, noun, operations| Whole {
        base: book.below(name),
        heading: heading.to_owned(),
        noun,
        about: String::new(),
        operations,
        schemas: false,
        all: <[usize]>::len(operations),
    };
    let mut lists = vec![
        whole("operations/", "All operations", "operation", operations.as_slice()),
        whole("webhooks/", "Webhooks", "webhook", webhooks.as_slice()),
    ];
    let schemas =
        Whole { schemas: true, all: book.api.schemas.len(), ..whole("schemas/", "Schemas", "schema", &[]) };
    lists.push(schemas);
    lists.retain(|list| list.all > 0);
    for chapter in &book.chapters {
        let tag = chapter.tag.and_then(|at| book.api.tags.get(at)?.place);
        let at = tag.and_then(|place| atlas.books.resolver.at(place));
        let name = at.and_then(|at| at.word("x-displayName").or_else(|| at.word("summary")));
        let about = at.and_then(|at| {
            let mut writer = Writer::new(atlas, book, &chapter.url)?;
            writer.stand_under(1);
            writer.described(at);
            if let Some(docs) = at.get("externalDocs") {
                writer.raw("<p>See also ");
                writer.external_docs(docs);
                writer.raw("</p>");
            }
            Some(writer.take())
        });
        lists.push(Whole {
            base: chapter.url.clone(),
            heading: name.map_or_else(|| chapter.label.clone(), str::to_owned),
            noun: "operation",
            about: about.unwrap_or_default(),
            operations: &chapter.operations,
            schemas: false,
            all: chapter.operations.len(),
        });
    }
    lists.iter().flat_map(|list| sheets(atlas, book, list)).collect()
}

fn sheets(atlas: &Atlas<'_>, book: &Book<'_>, list: &Whole<'_>) -> Vec<Page> {
    let of = list.all.div_ceil(LISTED).max(1);
    (1..=of).into_par_iter().filter_map(|number| sheet(atlas, book, list, number, of)).collect()
}

fn sheet(atlas: &Atlas<'_>, book: &Book<'_>, list: &Whole<'_>, number: usize, of: usize) -> Option<Page> {
    let url = page_url(&list.base, number);
    let document = atlas.document(book.api.doc)?;
    let heading = match of {
        1 => list.heading.clone(),
        _ => format!("{}, page {number} of {of}", list.heading),
    };
    let from = (number - 1) * LISTED;
    let operations = list.operations.iter().skip(from).take(LISTED);
    let schemas = if list.schemas { from..list.all.min(from + LISTED) } else { 0..0 };
    let view = ApiList {
        count: counted(list.all, list.noun),
        about: if number == 1 { list.about.clone() } else { String::new() },
        operations: operations.filter_map(|index| OperationRow::new(book, &url, *index)).collect(),
        schemas: schemas.filter_map(|index| schema(atlas, book, &url, index)).collect(),
        pager: Pager::new(&list.base, format!("Pages of {}", list.heading), number, of),
    };
    let tree = match list.schemas {
        true => book.schema_tree(from),
        false => list
            .operations
            .get(from)
            .filter(|_| list.base.0.contains("/tags/"))
            .and_then(|at| atlas.api_tree(book, *at)),
    };
    let frame = Frame::of_document(atlas, &url, document, heading).tree(tree.or(book.top_tree()));
    Some(Page { url, template: "page/api_list.html", frame, view: View::ApiList(view) })
}

fn schema(atlas: &Atlas<'_>, book: &Book<'_>, url: &Url, index: usize) -> Option<SchemaRow> {
    let named = book.api.schemas.get(index)?;
    let at = atlas.books.resolver.at(named.place)?;
    let mut writer = Writer::new(atlas, book, url)?;
    writer.type_words(at);
    let text = at.word("title").or_else(|| at.word("description")).unwrap_or("");
    let line: String = text.trim().lines().next().unwrap_or("").chars().take(160).collect();
    Some(SchemaRow {
        link: Link { label: named.name.clone(), href: url.to(book.schema(index)) },
        kind: writer.take(),
        about: line,
    })
}
