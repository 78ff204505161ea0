//! Which documents are definitions, and all of them read.

use rayon::prelude::*;

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::model::{Api, Kind};
use crate::parse::Entry;
use crate::parse::api::definition;
use crate::parse::api::resolve::Resolver;
use crate::place::DocId;

/// What a document is, if it is a definition: then nothing else is looked for in it.
pub(in crate::parse) fn entry(document: &Document) -> Option<Entry> {
    let Syntax::Tree(nodes) = &document.syntax else { return None };
    let says = |node: &Node, key: &str| node.get(key).is_some_and(|value| value.scalar().is_some());
    let named = nodes.iter().any(|node| ["openapi", "swagger"].iter().any(|key| says(node, key)));
    let why = match document.kind {
        Some(Kind::Api) => "book.toml says so",
        None if named => "it has the key openapi or swagger",
        _ => return None,
    };
    Some(Entry { doc: document.id, kind: Kind::Api, why: why.to_owned(), title: String::new() })
}

/// Reads every definition, and gives their entries the titles they state. With them come the documents they are
/// made of beside their own.
pub(in crate::parse) fn read(documents: &[Document], entries: &mut [Entry]) -> (Vec<Api>, Vec<DocId>) {
    let docs: Vec<_> =
        entries.iter().filter(|entry| entry.kind == Kind::Api).map(|entry| entry.doc).collect();
    if docs.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let resolver = Resolver::new(documents, docs.iter().copied());
    let apis: Vec<Api> = docs.par_iter().filter_map(|doc| definition::read(&resolver, *doc)).collect();
    for api in &apis {
        if let Some(entry) = entries.get_mut(api.doc.index()) {
            entry.title.clone_from(&api.title);
        }
    }
    for part in resolver.parts() {
        if let Some(entry) = entries.get_mut(part.index()).filter(|entry| entry.kind == Kind::Page) {
            "part of an API definition".clone_into(&mut entry.why);
        }
    }
    (apis, resolver.parts().iter().copied().collect())
}
