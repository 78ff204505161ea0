//! One API definition as the rules look at it.

use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::Api;
use crate::parse::api::{Reader, Reference, Resolver, references};
use crate::place::Place;

/// How many places of one cause are quoted.
const QUOTED: usize = 10;

/// A definition with what reads it.
pub(super) struct ApiCase<'a> {
    /// What it holds.
    pub(super) api: &'a Api,
    /// What reads it.
    pub(super) reader: Reader<'a>,
    /// Its references, those of the files it is made of too, in order of place.
    pub(super) references: Vec<Reference<'a>>,
}

impl<'a> ApiCase<'a> {
    /// The case of a definition.
    pub(super) fn new(resolver: &'a Resolver<'a>, api: &'a Api) -> Option<Self> {
        let root = resolver.root(api.doc)?;
        let mut references = references(resolver, api.doc);
        references.sort_by_key(|reference| reference.place);
        Some(Self { api, reader: Reader { resolver, root, oas: api.oas }, references })
    }
}

/// One finding for all places of one cause.
pub(super) fn finding(
    code: Code,
    severity: Severity,
    message: String,
    places: &[Place],
    help: &str,
) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let mut finding = Diagnostic::new(code, severity, message, *first).help(help);
    for other in others.iter().take(QUOTED) {
        finding = finding.and(*other, Role::Other, "");
    }
    Some(finding)
}
