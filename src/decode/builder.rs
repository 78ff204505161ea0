//! Puts a tree together from what a reader meets, in order. No recursion: depth is the reader's to limit.

use crate::decode::flaw::Flaws;
use crate::decode::tree::{Entry, Node, Value};
use crate::place::Span;

/// How deep lists and mappings may nest. Whatever walks a tree may recurse this deep.
pub(super) const DEPTH: usize = 128;

/// A tree being put together.
#[derive(Debug, Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    /// The finished documents.
    pub(super) documents: Vec<Node>,
}

/// A list or mapping that is not closed yet.
#[derive(Debug)]
struct Open {
    start: u32,
    what: What,
}

#[derive(Debug)]
enum What {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Span)>),
}

impl Builder {
    /// How many lists and mappings are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the innermost open one is a mapping.
    pub(super) fn in_map(&self) -> bool {
        matches!(self.open.last(), Some(Open { what: What::Map(..), .. }))
    }

    /// Whether any open one is a mapping (or a list).
    pub(super) fn has_open(&self, map: bool) -> bool {
        self.open.iter().any(|open| matches!(open.what, What::Map(..)) == map)
    }

    /// Whether the next thing added is the key of a mapping.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { what: What::Map(_, None), .. }))
    }

    /// Where the innermost open one starts.
    pub(super) fn innermost(&self) -> u32 {
        self.open.last().map_or(0, |open| open.start)
    }

    /// Opens a list.
    pub(super) fn list(&mut self, start: u32) {
        self.open.push(Open { start, what: What::List(Vec::new()) });
    }

    /// Opens a mapping.
    pub(super) fn map(&mut self, start: u32) {
        self.open.push(Open { start, what: What::Map(Vec::new(), None) });
    }

    /// Sets the key of the next value.
    pub(super) fn key(&mut self, key: String, span: Span) {
        if let Some(Open { what: What::Map(_, wanted), .. }) = self.open.last_mut() {
            *wanted = Some((key, span));
        }
    }

    /// Adds a finished value to the innermost list or mapping, or to the documents.
    pub(super) fn value(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.what) {
            None => self.documents.push(node),
            Some(What::List(members)) => members.push(node),
            Some(What::Map(entries, key)) => {
                let (key, key_span) = key
                    .take()
                    .unwrap_or((String::new(), Span { start: node.span.start, end: node.span.start }));
                entries.push(Entry { key, key_span, value: node });
            }
        }
    }

    /// Takes the innermost list or mapping as a node. It ends at `end`, or where its last part ends.
    pub(super) fn close(&mut self, end: Option<u32>, flaws: &mut Flaws) -> Option<Node> {
        let Open { start, what } = self.open.pop()?;
        let value = match what {
            What::List(mut members) => {
                members.shrink_to_fit();
                Value::List(members)
            }
            What::Map(mut entries, key) => {
                if let Some((key, key_span)) = key {
                    let span = Span { start: key_span.end, end: key_span.end };
                    entries.push(Entry { key, key_span, value: Node { span, value: Value::Null } });
                }
                report_duplicates(&entries, flaws);
                entries.shrink_to_fit();
                Value::Map(entries)
            }
        };
        let last = match &value {
            Value::List(members) => members.last().map(|node| node.span.end),
            Value::Map(entries) => entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end)),
            _ => None,
        };
        Some(Node { span: Span { start, end: end.or(last).unwrap_or(start).max(start) }, value })
    }

    /// Closes lists and mappings until only `depth` are open.
    pub(super) fn close_to(&mut self, depth: usize, flaws: &mut Flaws) {
        while self.open.len() > depth {
            if let Some(node) = self.close(None, flaws) {
                self.value(node);
            }
        }
    }
}

/// Reports keys that stand twice; merge keys may.
fn report_duplicates(entries: &[Entry], flaws: &mut Flaws) {
    let mut sorted: Vec<&Entry> = Vec::new();
    if entries.len() <= 8 {
        for (index, entry) in entries.iter().enumerate() {
            let first = entries.iter().take(index).find(|first| first.key == entry.key);
            if let Some(first) = first.filter(|_| entry.key != "<<") {
                flaws.duplicate(&entry.key, first.key_span, entry.key_span);
            }
        }
        return;
    }
    sorted.extend(entries);
    sorted.sort_by_key(|entry| (entry.key.as_str(), entry.key_span));
    for same in sorted.chunk_by(|a, b| a.key == b.key) {
        let [first, others @ ..] = same else { continue };
        for other in others.iter().filter(|other| other.key != "<<") {
            flaws.duplicate(&other.key, first.key_span, other.key_span);
        }
    }
}
