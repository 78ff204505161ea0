//! An API definition (OpenAPI 2.0 to 3.2): what it holds and where each of it stands. Everything else is read from
//! the tree of the document where it is needed, through the views of [`crate::parse::api`].

use crate::place::{DocId, Place};

/// The version of the OpenAPI Specification, as far as reading differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oas {
    /// 2.0, once called Swagger.
    V2,
    /// 3.0.
    V30,
    /// 3.1: schemas are JSON Schema 2020-12.
    V31,
    /// 3.2.
    V32,
}

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// Below a path: whoever uses the API calls it.
    Path,
    /// Below a webhook: the API calls whoever uses it.
    Webhook,
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub kind: OperationKind,
    /// The path as written, or the name of the webhook.
    pub path: String,
    /// The method in capitals; an additional one (3.2) as written.
    pub method: String,
    /// The key of the method.
    pub key: Place,
    /// The operation.
    pub place: Place,
    /// The path item around it.
    pub item: Place,
    /// Its `operationId`.
    pub id: Option<String>,
    /// Its summary.
    pub summary: Option<String>,
    /// Its tags as written.
    pub tags: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// A schema with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSchema {
    /// The name.
    pub name: String,
    /// The key.
    pub key: Place,
    /// The schema.
    pub place: Place,
}

/// A tag: declared, or only used.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiTag {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub place: Option<Place>,
    /// The name of the tag it stands below (3.2).
    pub parent: Option<String>,
    /// The operations that have it, as numbers in [`Api::operations`].
    pub operations: Vec<usize>,
}

/// A definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The document.
    pub doc: DocId,
    /// The version of the specification as written.
    pub written: String,
    /// What it is read as.
    pub oas: Oas,
    /// The definition itself: the document's root.
    pub place: Place,
    /// Its title.
    pub title: String,
    /// The version of the API as written.
    pub version: Option<String>,
    /// How many paths there are.
    pub paths: u32,
    /// Operations of paths and of webhooks, in document order.
    pub operations: Vec<Operation>,
    /// Schemas with a name, in document order.
    pub schemas: Vec<NamedSchema>,
    /// Tags in document order: the declared ones, then those that are only used.
    pub tags: Vec<ApiTag>,
    /// How many webhooks there are.
    pub webhooks: u32,
    /// How many callbacks operations have.
    pub callbacks: u32,
    /// How many links responses have.
    pub links: u32,
}

impl Operation {
    /// What readers know it by: its summary, its id, or its method and path. A summary is plain text; the backticks that
    /// many write all the same are left out.
    pub fn title(&self) -> String {
        match (&self.summary, &self.id) {
            (Some(summary), _) => summary.trim().replace('`', ""),
            (None, Some(id)) => id.clone(),
            (None, None) if self.kind == OperationKind::Webhook => self.path.clone(),
            (None, None) => format!("{} {}", self.method, self.path),
        }
    }
}

impl Api {
    /// The operations of a kind, with their numbers.
    pub fn of(&self, kind: OperationKind) -> impl Iterator<Item = (usize, &Operation)> {
        self.operations.iter().enumerate().filter(move |(_, operation)| operation.kind == kind)
    }
}
