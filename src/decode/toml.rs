//! TOML to the one tree, through the `toml` crate.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::decode::flaw::Flaws;
use crate::decode::tree::{Entry, Node, Value};
use crate::diag::Staged;
use crate::place::{DocId, Span};

/// Reads the TOML in a `part` of a document's `text`, spans counted from the start of `text`. Dates are strings,
/// numbers as written. Every problem is a PB005; what is whole is read in spite of it.
pub fn read(text: &str, part: Span, doc: DocId) -> Staged<Node> {
    let source = part.of(text);
    let (table, errors) = DeTable::parse_recoverable(source);
    let mut flaws = Flaws::new(doc);
    for error in errors {
        let at = error.span().unwrap_or(0..source.len());
        let span = Span::new(part.start as usize + at.start, part.start as usize + at.end);
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        flaws.error(span, message, "write each line as `key = value`, with text in double quotes");
    }
    let tree = Tree { text, base: part.start as usize };
    let entries = tree.entries(table.into_inner());
    Staged { value: Node { span: part, value: Value::Map(entries) }, diagnostics: flaws.finish() }
}

struct Tree<'t> {
    text: &'t str,
    base: usize,
}

impl Tree<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    fn entries(&self, table: DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: self.span(key.span()),
                key: key.into_inner().into_owned(),
                value: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.value.span.start.min(entry.key_span.start));
        entries
    }

    fn node(&self, value: Spanned<DeValue<'_>>) -> Node {
        let mut span = self.span(value.span());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::String(text.into_owned()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(span.of(self.text).to_owned()),
            DeValue::Boolean(value) => Value::Bool(value),
            DeValue::Datetime(_) => Value::String(span.of(self.text).to_owned()),
            DeValue::Array(members) => Value::List(members.into_iter().map(|node| self.node(node)).collect()),
            DeValue::Table(table) => Value::Map(self.entries(table)),
        };
        match &value {
            Value::List(members) => span = members.iter().fold(span, |span, node| span.to(node.span)),
            Value::Map(entries) => {
                span = entries.iter().fold(span, |span, entry| span.to(entry.key_span).to(entry.value.span));
            }
            _ => {}
        }
        Node { span, value }
    }
}
