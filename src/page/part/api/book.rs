//! The definitions of a site, with the address of everything in them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::markdown::html::Anchors;
use crate::markdown::{self};
use crate::model::{Api, Operation, OperationKind};
use crate::page::Material;
use crate::page::part::address::Addresses;
use crate::page::part::api::bundle::bundle;
use crate::page::part::api::tree::Trees;
use crate::parse::api::{At, Reader, Resolver, Used, by_place, used};
use crate::place::{DocId, Place};
use crate::site::Url;
use crate::slug::{Slugs, slug};

/// Every definition.
pub struct Books<'a> {
    /// The way through references.
    pub resolver: Resolver<'a>,
    /// One for each definition, in document order.
    pub books: Vec<Book<'a>>,
}

/// A definition with its addresses.
pub struct Book<'a> {
    /// What it holds.
    pub api: &'a Api,
    /// Its first page.
    pub url: Url,
    /// Its operations in groups: by tag; by the first part of their path where there are no tags.
    pub chapters: Vec<Chapter>,
    /// Who uses the schemas.
    pub used: Used,
    /// The headings of its description.
    pub anchors: Anchors,
    /// Whether it has security schemes.
    pub secured: bool,
    /// The definition as one file, where it is several.
    pub bundle: Option<Arc<[u8]>>,
    /// Whether what its commits changed is known.
    pub has_past: bool,
    /// Where other documents name its operations.
    pub mentions: BTreeMap<usize, Vec<Place>>,
    pub(super) trees: Trees,
    operations: Vec<String>,
    /// The chapter of each operation.
    chapter: Vec<usize>,
    /// All chapters of each operation.
    all_chapters: Vec<Vec<usize>>,
    schemas: Vec<String>,
    by_place: HashMap<Place, usize>,
    by_name: HashMap<&'a str, usize>,
    by_id: HashMap<&'a str, usize>,
    by_path: HashMap<(String, String), usize>,
}

/// Operations that belong together.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its name.
    pub label: String,
    /// Its tag: a number in [`Api::tags`].
    pub tag: Option<usize>,
    /// Its first page.
    pub url: Url,
    /// Its operations: numbers in [`Api::operations`].
    pub operations: Vec<usize>,
}

/// A method as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct MethodView {
    /// In capitals.
    pub name: String,
    /// The class of its colour.
    pub class: &'static str,
}

/// A method as it is shown: what only reads, what adds, what changes, what takes away.
pub fn method(name: &str) -> MethodView {
    let class = match name {
        "GET" | "HEAD" | "OPTIONS" | "QUERY" | "TRACE" => "m-read",
        "POST" => "m-add",
        "DELETE" => "m-drop",
        _ => "m-change",
    };
    MethodView { name: name.to_owned(), class }
}

impl<'a> Books<'a> {
    /// Gives everything its address.
    pub(in crate::page::part) fn new(material: &Material<'a>, addresses: &Addresses) -> Self {
        let linked = material.linked;
        let apis = &linked.corpus.apis;
        let resolver = Resolver::new(&linked.documents, apis.iter().map(|api| api.doc));
        let books = apis
            .par_iter()
            .filter(|api| !linked.is_idle(api.doc))
            .map(|api| {
                let has_past = material.derived.apis.contains_key(&api.doc);
                Book { has_past, ..Book::new(&resolver, api, addresses) }
            })
            .collect();
        Self { resolver, books }
    }

    /// The definition of a document.
    pub fn of(&self, doc: DocId) -> Option<&Book<'a>> {
        self.books.iter().find(|book| book.api.doc == doc)
    }

    /// The page of the operation that words of code name: `GET /users/{id}`, or an id with an upper-case letter, an
    /// underscore or a slash in it, as no plain word has. What two definitions have means neither.
    pub fn operation(&self, words: &str) -> Option<&str> {
        let mut found =
            self.books.iter().filter_map(|book| Some(book.operation(book.operation_called(words)?)));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// What reads the operations of a definition.
    pub fn reader<'r>(&'r self, book: &Book<'a>) -> Option<Reader<'r>> {
        Some(Reader { resolver: &self.resolver, root: self.resolver.root(book.api.doc)?, oas: book.api.oas })
    }
}

impl<'a> Book<'a> {
    fn new(resolver: &Resolver<'a>, api: &'a Api, addresses: &Addresses) -> Self {
        let url = addresses.document(api.doc);
        let mut taken: HashSet<String> = addresses.below(&url);
        let mut slugs: HashMap<&str, Slugs> = HashMap::new();
        let mut place = |folder: &'static str, name: &str| {
            let slugs = slugs.entry(folder).or_default();
            loop {
                let slug = slugs.unique(name);
                let path = format!("{}{folder}/{slug}/", url.0);
                // `page-2` is the second page of the list of all.
                if !slug.starts_with("page-") && taken.insert(path.clone()) {
                    return path;
                }
                if slug.starts_with("page-") {
                    let path = format!("{}{folder}/the-{slug}/", url.0);
                    if taken.insert(path.clone()) {
                        return path;
                    }
                }
            }
        };
        let mut operations = vec![String::new(); api.operations.len()];
        // Those with an id first: theirs stay the same whatever is added beside them.
        for with_id in [true, false] {
            for (index, operation) in api.operations.iter().enumerate() {
                if operation.id.is_some() == with_id
                    && let Some(slot) = operations.get_mut(index)
                {
                    *slot = place(folder(operation), &name(operation));
                }
            }
        }
        let schemas = api.schemas.iter().map(|schema| place("schemas", &schema.name)).collect();
        let (chapters, chapter) = chapters(api, &mut |label| place("tags", label));
        let about =
            resolver.root(api.doc).and_then(|root| root.get("info")?.word("description")).unwrap_or("");
        let by_id = api.operations.iter().enumerate().rev();
        Self {
            api,
            all_chapters: all_chapters(api, &chapters),
            chapters,
            chapter,
            used: used(resolver, api),
            anchors: Anchors::new(&markdown::parse(about, 0), about),
            secured: secured(resolver, api),
            bundle: whole(resolver, api),
            has_past: false,
            mentions: BTreeMap::new(),
            trees: Trees::default(),
            operations,
            schemas,
            by_place: by_place(api),
            by_name: api.schemas.iter().enumerate().map(|(at, schema)| (schema.name.as_str(), at)).collect(),
            by_path: api
                .of(OperationKind::Path)
                .map(|(index, operation)| ((operation.method.clone(), operation.path.clone()), index))
                .collect(),
            by_id: by_id.filter_map(|(index, operation)| Some((operation.id.as_deref()?, index))).collect(),
            url,
        }
    }

    /// The page of an operation, below the site's root.
    pub fn operation(&self, index: usize) -> &str {
        self.operations.get(index).map_or(&self.url.0, String::as_str)
    }

    /// The page of a schema, below the site's root.
    pub fn schema(&self, index: usize) -> &str {
        self.schemas.get(index).map_or(&self.url.0, String::as_str)
    }

    /// The number of the named schema that is `at`.
    pub fn schema_at(&self, at: At<'_>) -> Option<usize> {
        self.by_place.get(&at.place()).copied()
    }

    /// The number of a schema by its name.
    pub fn schema_named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The number of the operation with an id.
    pub fn operation_named(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The number of the operation with a method and path, as written.
    pub fn operation_of(&self, method: &str, path: &str) -> Option<usize> {
        self.by_path.get(&(method.to_owned(), path.to_owned())).copied()
    }

    /// The number of the operation that words of code name.
    pub(super) fn operation_called(&self, words: &str) -> Option<usize> {
        let words = words.trim();
        if words.len() > 400 {
            return None;
        }
        if let Some((method, path)) = words.split_once(' ') {
            let path = path.trim();
            let spelt = (method.len() < 20).then(|| method.to_ascii_uppercase())?;
            return self.by_path.get(&(spelt, path.to_owned())).copied();
        }
        let telling = words.contains(|ch: char| ch.is_uppercase() || matches!(ch, '_' | '/'));
        self.operation_named(words).filter(|_| telling)
    }

    /// The number of the operation that the fragment of an address means: `/paths/~1books/get`, `operation/listBooks`.
    pub(super) fn operation_at(&self, fragment: &str) -> Option<usize> {
        let fragment = fragment.trim_start_matches('/');
        if let Some(rest) = fragment.strip_prefix("paths/") {
            let (path, method) = rest.rsplit_once('/')?;
            // Other tools write `paths//books/get` and `paths/~1books/get`.
            let path = path.replace("~1", "/").replace("~0", "~");
            return self.by_path.get(&(method.to_ascii_uppercase(), path)).copied();
        }
        let (word, id) = fragment.rsplit_once('/')?;
        let known = word == "operation"
            || word == "operations"
            || word.starts_with("tag/")
            || word.starts_with("operations/");
        self.operation_named(id).filter(|_| known)
    }

    /// The chapter an operation stands in.
    pub fn chapter_of(&self, operation: usize) -> Option<&Chapter> {
        self.chapters.get(*self.chapter.get(operation)?)
    }

    /// All chapters an operation stands in, in their order.
    pub fn chapters_of(&self, operation: usize) -> impl Iterator<Item = &Chapter> {
        let all = self.all_chapters.get(operation).into_iter().flatten();
        all.filter_map(|at| self.chapters.get(*at))
    }

    /// The file of this site that holds the definition as it is.
    pub fn file(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("yaml", |(_, extension)| extension);
        format!("{}openapi.{}", self.url.0, slug(extension))
    }

    /// The file of this site that holds the definition with everything it refers to.
    pub fn bundle_file(&self) -> String {
        format!("{}openapi.bundled.json", self.url.0)
    }

    /// A page below the first one.
    pub fn below(&self, name: &str) -> Url {
        Url::new(format!("{}{name}", self.url.0))
    }
}

fn whole(resolver: &Resolver<'_>, api: &Api) -> Option<Arc<[u8]>> {
    let root = resolver.root(api.doc)?;
    Some(bundle(Reader { resolver, root, oas: api.oas })?.into_bytes().into())
}

fn secured(resolver: &Resolver<'_>, api: &Api) -> bool {
    let root = resolver.root(api.doc);
    root.is_some_and(|root| !Reader { resolver, root, oas: api.oas }.schemes().is_empty())
}

fn folder(operation: &Operation) -> &'static str {
    match operation.kind {
        OperationKind::Path => "operations",
        OperationKind::Webhook => "webhooks",
    }
}

/// What the address of an operation says.
fn name(operation: &Operation) -> String {
    match (&operation.id, operation.kind) {
        (Some(id), _) => id.clone(),
        (None, OperationKind::Path) => format!("{} {}", operation.method, operation.path),
        (None, OperationKind::Webhook) => operation.path.clone(),
    }
}

/// Operations by their tags, and the chapter of each: that of its first tag. Webhooks stand apart.
fn chapters(api: &Api, place: &mut impl FnMut(&str) -> String) -> (Vec<Chapter>, Vec<usize>) {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut chapter = vec![usize::MAX; api.operations.len()];
    for (index, tag) in api.tags.iter().enumerate() {
        let mut operations = tag.operations.clone();
        operations.retain(|at| api.operations.get(*at).is_some_and(|one| one.kind == OperationKind::Path));
        if operations.is_empty() && tag.place.is_none() {
            continue;
        }
        for at in &operations {
            if let Some(slot) = chapter.get_mut(*at).filter(|slot| **slot == usize::MAX) {
                *slot = chapters.len();
            }
        }
        chapters.push(Chapter {
            label: tag.name.clone(),
            tag: Some(index),
            url: Url::new(place(&tag.name)),
            operations,
        });
    }
    // Those whose first tag stands later in the list belong to that one.
    let by_tag: HashMap<Option<usize>, usize> =
        chapters.iter().enumerate().map(|(index, chapter)| (chapter.tag, index)).collect();
    let by_name: HashMap<&str, usize> =
        api.tags.iter().enumerate().map(|(at, tag)| (tag.name.as_str(), at)).collect();
    for (index, operation) in api.of(OperationKind::Path) {
        let first = operation.tags.first().and_then(|name| by_name.get(name.as_str()));
        let first = first.and_then(|tag| by_tag.get(&Some(*tag)));
        if let (Some(slot), Some(first)) = (chapter.get_mut(index), first) {
            *slot = *first;
        }
    }
    let tagged = !chapters.is_empty();
    let mut rest: BTreeMap<usize, (String, Vec<usize>)> = BTreeMap::new();
    let mut order: HashMap<String, usize> = HashMap::new();
    for (index, operation) in api.of(OperationKind::Path) {
        if chapter.get(index).is_none_or(|slot| *slot != usize::MAX) {
            continue;
        }
        let label = if tagged { "Other operations".to_owned() } else { first_part(&operation.path) };
        let next = order.len();
        let at = *order.entry(label.clone()).or_insert(next);
        rest.entry(at).or_insert_with(|| (label, Vec::new())).1.push(index);
    }
    for (label, operations) in rest.into_values() {
        for at in &operations {
            if let Some(slot) = chapter.get_mut(*at) {
                *slot = chapters.len();
            }
        }
        chapters.push(Chapter { url: Url::new(place(&label)), label, tag: None, operations });
    }
    (chapters, chapter)
}

/// The chapters of each operation.
fn all_chapters(api: &Api, chapters: &[Chapter]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); api.operations.len()];
    for (number, chapter) in chapters.iter().enumerate() {
        for at in &chapter.operations {
            if let Some(slot) = all.get_mut(*at) {
                slot.push(number);
            }
        }
    }
    all
}

/// The first part of a path that is no parameter.
fn first_part(path: &str) -> String {
    let part = path.split('/').find(|part| !part.is_empty() && !part.starts_with('{'));
    part.map_or_else(|| "/".to_owned(), |part| format!("/{part}"))
}
