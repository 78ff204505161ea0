//! planbook's own metrics: `{"name": …, "value": …, "unit": …, "at": …}`, one a line, in a list, or under `metrics`; and
//! a plain object of numbers under `metrics`.

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::model::{Proof, ProofFormat};
use crate::parse::evidence::format::{Format, Notes, number, text};
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format = Format { knows: |document| !entries(document).is_empty(), read };

fn is_entry(node: &Node) -> bool {
    node.get("name").and_then(Node::as_str).is_some() && number(node.get("value")).is_some()
}

/// The entries of a document; none where it is something else.
fn entries(document: &Document) -> Vec<&Node> {
    let Syntax::Tree(nodes) = &document.syntax else { return Vec::new() };
    let [only] = nodes.as_slice() else {
        return if nodes.iter().all(is_entry) { nodes.iter().collect() } else { Vec::new() };
    };
    if is_entry(only) {
        return vec![only];
    }
    let list = only.get("metrics").unwrap_or(only).members();
    if !list.is_empty() && list.iter().all(is_entry) { list.iter().collect() } else { Vec::new() }
}

fn read(document: &Document, _: &Vocabulary) -> Proof {
    let mut notes = Notes::new(document, ProofFormat::Metrics);
    if let Syntax::Tree(nodes) = &document.syntax
        && let [root] = nodes.as_slice()
    {
        notes.taken(text(root, &["at", "date", "timestamp", "generated_at"]).filter(|_| !is_entry(root)));
    }
    for entry in entries(document) {
        let (Some(name), Some(value)) = (text(entry, &["name"]), number(entry.get("value"))) else {
            continue;
        };
        let written = text(entry, &["value"]).filter(|value| value.ends_with('%')).map(|_| "%".to_owned());
        let unit = text(entry, &["unit"]).or(written);
        notes.measure(name, value, unit.as_deref(), entry.span);
        if let Some(fact) = notes.last() {
            fact.at = text(entry, &["at", "date", "timestamp"]);
            fact.about = text(entry, &["about", "item", "gate", "id"]);
        }
    }
    notes.finish()
}
