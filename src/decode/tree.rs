//! The one tree for YAML, JSON and TOML: ordered, spanned, numbers as written.
//!
//! Aliases stay references, so a tree is never larger than its text: see [`Node::resolve`] and [`Node::merged`].

use crate::place::Span;

/// How many aliases are followed one after the other.
const HOPS: usize = 16;

/// How many entries a mapping may have after its merge keys were followed.
const MERGED: usize = 10_000;

/// A value with the place it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands in the decoded text, quotes and brackets included, tags and anchors left out. A value that
    /// is missing has an empty span where it could be written.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number as written: `1.0`, `18446744073709551616`.
    Number(String),
    /// A string. Dates are strings too.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in file order. Repeated keys are kept (and reported when they are read).
    Map(Vec<Entry>),
    /// A YAML alias: the span of the anchored node it stands for. Never expanded.
    Alias(Span),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as text; of a key that is no scalar, its source.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value under `key`, where this is a mapping that has it (the first one).
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The members of a list; none of anything else.
    pub fn members(&self) -> &[Node] {
        match &self.value {
            Value::List(members) => members,
            _ => &[],
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a string, number or boolean as written; `None` of anything else.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::String(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The node that stands at exactly `span` below this one (or is it).
    pub fn find(&self, span: Span) -> Option<&Node> {
        let mut at = self;
        while at.span != span {
            at = match &at.value {
                Value::List(members) => last_before(members, span, |node| node.span.start)?,
                Value::Map(entries) => {
                    &last_before(entries, span, |entry| entry.value.span.start.min(entry.key_span.start))?
                        .value
                }
                _ => return None,
            };
            if !at.span.contains(span) {
                return None;
            }
        }
        Some(at)
    }

    /// What `node` stands for, where it is an alias of a node below this one; `node` itself otherwise. An alias
    /// that leads nowhere stays an alias.
    pub fn resolve<'n>(&'n self, node: &'n Node) -> &'n Node {
        let mut at = node;
        for _ in 0..HOPS {
            let Value::Alias(span) = at.value else { break };
            let Some(target) = self.find(span) else { break };
            at = target;
        }
        at
    }

    /// The entries of the mapping `node` below this one, with what its merge keys (`<<`) bring in behind its own.
    /// A key of its own hides a merged one, and an earlier merged one a later. Work is bounded: no mapping is taken
    /// twice, and what comes past ten thousand entries is left out.
    pub fn merged<'n>(&'n self, node: &'n Node) -> Vec<&'n Entry> {
        let mut merged = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut taken = std::collections::HashSet::new();
        let mut open = vec![self.resolve(node)];
        while let Some(map) = open.pop().filter(|_| merged.len() < MERGED) {
            if !taken.insert(map.span) {
                continue;
            }
            let mut bases = Vec::new();
            for entry in map.entries() {
                if entry.key == "<<" {
                    let base = self.resolve(&entry.value);
                    bases.extend(
                        std::iter::once(base).chain(base.members().iter().map(|node| self.resolve(node))),
                    );
                } else if merged.len() < MERGED && seen.insert(entry.key.as_str()) {
                    merged.push(entry);
                }
            }
            open.extend(bases.into_iter().rev());
        }
        merged
    }
}

/// Of things in rising order of their start, the last that begins at or before `span` does.
fn last_before<T>(things: &[T], span: Span, start: impl Fn(&T) -> u32) -> Option<&T> {
    let after = things.partition_point(|thing| start(thing) <= span.start);
    things.get(after.checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use crate::decode::yaml;
    use crate::place::{DocId, Span};

    fn keys(text: &str, path: &str) -> Vec<String> {
        let read = yaml::read(text, Span::new(0, text.len()), DocId(0));
        let root = &read.value[0];
        let node = root.get(path).expect("there");
        root.merged(node).iter().map(|entry| format!("{}={:?}", entry.key, entry.value.scalar())).collect()
    }

    #[test]
    fn merge_keys_bring_in_what_is_not_there() {
        let text = "a: &a {x: 1, y: 2}\nb: &b\n  <<: *a\n  y: 3\nc:\n  z: 4\n  <<: [*b, *a]\n";
        assert_eq!(keys(text, "b"), ["y=Some(\"3\")", "x=Some(\"1\")"]);
        assert_eq!(keys(text, "c"), ["z=Some(\"4\")", "y=Some(\"3\")", "x=Some(\"1\")"]);
    }

    #[test]
    fn merges_of_merges_stay_small() {
        let mut text = "m0: &m0 {a: 1}\n".to_owned();
        for level in 1..60 {
            let below = vec![format!("*m{}", level - 1); 9].join(", ");
            text += &format!("m{level}: &m{level}\n  k{level}: 1\n  <<: [{below}]\n");
        }
        assert!(keys(&text, "m59").len() <= 60);
    }
}
