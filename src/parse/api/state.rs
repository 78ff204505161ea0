//! A definition as it was once, with the files it was made of then.

use std::sync::Arc;

use crate::decode::{self, Document};
use crate::model::Api;
use crate::parse::api::definition;
use crate::parse::api::operation::Reader;
use crate::parse::api::resolve::Resolver;
use crate::place::DocId;
use crate::source::Source;

/// A definition that is no document of the project. Its places are numbered by its own documents.
#[derive(Debug)]
pub struct State {
    documents: Vec<Document>,
    api: Api,
}

impl State {
    /// Reads a definition, the first of `files`, with the others beside it, each with its path. `None` where the first is
    /// none, or can't be read.
    pub fn read<'f>(files: impl Iterator<Item = (&'f str, &'f Arc<[u8]>)>) -> Option<Self> {
        let one = |(number, (path, bytes)): (usize, (&str, &Arc<[u8]>))| {
            let source = Source { path: path.to_owned(), bytes: bytes.clone(), kind: None };
            let document = match number {
                0 => decode::decode_sound(&source)?,
                _ => decode::decode_alone(&source),
            };
            Some(Document { id: DocId(number as u32), ..document })
        };
        let documents: Vec<Document> = files.enumerate().map(one).collect::<Option<_>>()?;
        let api = definition::read(&resolver(&documents), DocId(0))?;
        (!api.written.is_empty()).then_some(Self { documents, api })
    }

    /// What it holds.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The way through its references.
    pub fn resolver(&self) -> Resolver<'_> {
        resolver(&self.documents)
    }

    /// What reads it.
    pub fn reader<'a>(&'a self, resolver: &'a Resolver<'a>) -> Option<Reader<'a>> {
        Some(Reader { resolver, root: resolver.root(DocId(0))?, oas: self.api.oas })
    }
}

fn resolver(documents: &[Document]) -> Resolver<'_> {
    Resolver::new(documents, std::iter::once(DocId(0)))
}
