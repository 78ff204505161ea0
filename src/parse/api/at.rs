//! A node of a document's tree as the readers of definitions see it: aliases and merge keys are followed, whatever
//! stands in the wrong place is nothing.

use std::collections::HashSet;

use crate::decode::tree::{Node, Value};
use crate::place::{DocId, Place, Span};

/// The most members a mapping with a reference has.
const WIDE: usize = 64;

/// A node with the tree it stands in.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The document.
    pub doc: DocId,
    /// The node; never an alias that leads anywhere.
    pub node: &'a Node,
    root: &'a Node,
}

/// A member of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// Its key as text.
    pub key: &'a str,
    /// Where the key stands.
    pub key_place: Place,
    /// Its value.
    pub at: At<'a>,
}

impl<'a> At<'a> {
    /// The root of a tree.
    pub fn root(doc: DocId, root: &'a Node) -> Self {
        Self { doc, node: root, root }
    }

    /// Another node of the same tree.
    pub(super) fn to(self, node: &'a Node) -> Self {
        Self { node: self.root.resolve(node), ..self }
    }

    /// The node that stands at exactly `span` in the same tree.
    pub(super) fn find(self, span: Span) -> Option<Self> {
        Some(self.to(self.root.find(span)?))
    }

    /// Where it stands.
    pub fn place(self) -> Place {
        Place::new(self.doc, self.node.span)
    }

    /// The value under `key`.
    pub fn get(self, key: &str) -> Option<Self> {
        let mut merges = false;
        for entry in self.node.entries() {
            if entry.key == key {
                return Some(self.to(&entry.value));
            }
            merges |= entry.key == "<<";
        }
        if !merges {
            return None;
        }
        self.root
            .merged(self.node)
            .into_iter()
            .find(|entry| entry.key == key)
            .map(|entry| self.to(&entry.value))
    }

    /// The members of a mapping; none of anything else.
    pub fn members(self) -> Vec<Member<'a>> {
        let member = |entry: &'a crate::decode::tree::Entry| Member {
            key: entry.key.as_str(),
            key_place: Place::new(self.doc, entry.key_span),
            at: self.to(&entry.value),
        };
        let entries = self.node.entries();
        if entries.iter().any(|entry| entry.key == "<<") {
            return self.root.merged(self.node).into_iter().map(member).collect();
        }
        entries.iter().map(member).collect()
    }

    /// The members of a mapping without vendor extensions.
    pub fn own_members(self) -> Vec<Member<'a>> {
        let mut members = self.members();
        members.retain(|member| !member.key.starts_with("x-"));
        members
    }

    /// The vendor extensions of a mapping.
    pub fn extensions(self) -> Vec<Member<'a>> {
        let mut members = self.members();
        members.retain(|member| member.key.starts_with("x-"));
        members
    }

    /// The members of a list; none of anything else.
    pub fn items(self) -> impl Iterator<Item = At<'a>> {
        self.node.members().iter().map(move |node| self.to(node))
    }

    /// The text of a string.
    pub fn text(self) -> Option<&'a str> {
        self.node.as_str()
    }

    /// The text of a string, number or boolean as written.
    pub fn scalar(self) -> Option<&'a str> {
        match &self.node.value {
            Value::String(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The text of the string under `key`, where it isn't blank.
    pub fn word(self, key: &str) -> Option<&'a str> {
        self.get(key)?.text().filter(|text| !text.trim().is_empty())
    }

    /// The string, number or boolean under `key` as written.
    pub fn scalar_of(self, key: &str) -> Option<&'a str> {
        self.get(key)?.scalar()
    }

    /// The boolean itself.
    pub fn bool(self) -> Option<bool> {
        match self.node.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the member under `key` is `true`.
    pub fn is_true(self, key: &str) -> bool {
        self.get(key).and_then(At::bool) == Some(true)
    }

    /// Whether this is a mapping.
    pub fn is_map(self) -> bool {
        matches!(self.node.value, Value::Map(_))
    }

    /// Whether this is a list.
    pub fn is_list(self) -> bool {
        matches!(self.node.value, Value::List(_))
    }

    /// Whether this is `null` or nothing.
    pub fn is_null(self) -> bool {
        matches!(self.node.value, Value::Null)
    }

    /// What its `$ref` says, where it is a mapping with one. A `$dynamicRef` means what its anchor means in the document
    /// it stands in: which schema extends it at the time nobody knows.
    pub fn reference(self) -> Option<&'a str> {
        self.reference_words().and_then(At::text)
    }

    /// The words of a reference, with their place.
    pub(super) fn reference_words(self) -> Option<Self> {
        // Nobody writes so much beside a reference; a list of all schemas is asked for each that is looked up in it.
        if self.node.entries().len() > WIDE {
            return None;
        }
        let mut may = false;
        for entry in self.node.entries() {
            may |= entry.key.starts_with('$') || entry.key == "<<";
        }
        let keys = ["$ref", "$dynamicRef", "$recursiveRef"];
        keys.iter().filter(|_| may).find_map(|key| self.get(key).filter(|at| at.text().is_some()))
    }

    /// Whether a mapping has a member with one of the names that `is` knows. It costs less than asking for each.
    pub fn has_one(self, is: impl Fn(&str) -> bool) -> bool {
        self.node.entries().iter().any(|entry| is(&entry.key) || entry.key == "<<")
    }

    /// Whether there may be more below: a mapping or a list. `taken` keeps those that were reached through an alias, which
    /// may lead round in a circle.
    pub fn leads_to(self, below: Self, taken: &mut HashSet<Place>) -> bool {
        (below.is_map() || below.is_list())
            && (self.node.span.contains(below.node.span) || taken.insert(below.place()))
    }
}
