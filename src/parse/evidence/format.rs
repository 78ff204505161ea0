//! What a format of evidence is, and how facts are noted.

use crate::decode::Document;
use crate::decode::tree::{Node, Value};
use crate::model::{Fact, FactKind, Proof, ProofFormat};
use crate::place::{Place, Span};
use crate::vocabulary::Vocabulary;

/// A format.
pub(super) struct Format {
    /// Whether a document is of this format.
    pub(super) knows: fn(&Document) -> bool,
    /// Reads it.
    pub(super) read: fn(&Document, &Vocabulary) -> Proof,
}

/// A proof being read.
pub(super) struct Notes {
    proof: Proof,
}

impl Notes {
    /// Nothing noted yet.
    pub(super) fn new(document: &Document, format: ProofFormat) -> Self {
        Self { proof: Proof { doc: document.id, format, at: None, facts: Vec::new() } }
    }

    /// Says when all of it was taken, if that is not known yet.
    pub(super) fn taken(&mut self, at: Option<String>) {
        if self.proof.at.is_none() {
            self.proof.at = at.filter(|at| !at.trim().is_empty());
        }
    }

    /// Notes a number; `%` is the unit of shares.
    pub(super) fn measure(&mut self, subject: impl Into<String>, value: f64, unit: Option<&str>, span: Span) {
        let kind = FactKind::Measure { value, unit: unit.map(str::to_owned) };
        self.fact(subject, kind, span);
    }

    /// Notes a fact.
    pub(super) fn fact(&mut self, subject: impl Into<String>, kind: FactKind, span: Span) {
        let place = Place::new(self.proof.doc, span);
        self.proof.facts.push(Fact { subject: subject.into(), kind, at: None, about: None, place });
    }

    /// The last fact, to be completed.
    pub(super) fn last(&mut self) -> Option<&mut Fact> {
        self.proof.facts.last_mut()
    }

    /// What was read.
    pub(super) fn finish(self) -> Proof {
        self.proof
    }
}

/// `part` of `whole` in per cent; nothing of nothing is no share.
pub(super) fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole * 100.0)
}

/// A number of the tree, also one that is written as a string.
pub(super) fn number(node: Option<&Node>) -> Option<f64> {
    match &node?.value {
        Value::Number(text) | Value::String(text) => text.trim().trim_end_matches('%').parse().ok(),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        _ => None,
    }
}

/// The first of several keys that a mapping has, as text.
pub(super) fn text(node: &Node, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| node.get(key)).and_then(Node::scalar)
}

/// The texts of a list, or of one value.
pub(super) fn texts(node: Option<&Node>) -> Vec<String> {
    match node {
        Some(node) if !node.members().is_empty() => node.members().iter().filter_map(Node::scalar).collect(),
        Some(node) => node.scalar().filter(|text| !text.is_empty()).into_iter().collect(),
        None => Vec::new(),
    }
}
