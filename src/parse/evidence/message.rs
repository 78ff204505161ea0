//! Status messages of agents: `agent_id`, `phase`, `status`, `dependencies`, `outputs`, `messages`; one, a list of them,
//! or one a line.

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::model::{FactKind, Proof, ProofFormat, Status};
use crate::parse::evidence::format::{Format, Notes, text, texts};
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format = Format { knows: |document| !messages(document).is_empty(), read };

/// The keys that name whom a message is about.
const WHO: [&str; 4] = ["agent_id", "task_id", "item_id", "agent"];

fn is_message(node: &Node) -> bool {
    WHO.iter().any(|key| node.get(key).is_some()) && node.get("status").and_then(Node::as_str).is_some()
}

fn messages(document: &Document) -> Vec<&Node> {
    let Syntax::Tree(nodes) = &document.syntax else { return Vec::new() };
    let [only] = nodes.as_slice() else {
        return if nodes.iter().all(is_message) { nodes.iter().collect() } else { Vec::new() };
    };
    if is_message(only) {
        return vec![only];
    }
    let list = ["agents", "messages", "tasks", "statuses"]
        .iter()
        .find_map(|key| only.get(key))
        .unwrap_or(only)
        .members();
    // A plan has titles; a message only says how far somebody is.
    let plan = list.iter().any(|node| node.get("title").is_some());
    if !list.is_empty() && !plan && list.iter().all(is_message) { list.iter().collect() } else { Vec::new() }
}

fn read(document: &Document, vocabulary: &Vocabulary) -> Proof {
    let mut notes = Notes::new(document, ProofFormat::Messages);
    for node in messages(document) {
        let Some(who) = text(node, &WHO) else { continue };
        let status_text = text(node, &["status"]).unwrap_or_default();
        let kind = FactKind::Message {
            status: vocabulary.status(&status_text).unwrap_or(Status::Unknown),
            status_text,
            outputs: texts(node.get("outputs")),
            messages: texts(node.get("messages")),
        };
        notes.fact(who.clone(), kind, node.span);
        if let Some(fact) = notes.last() {
            fact.at = text(node, &["at", "timestamp", "updated", "updated_at", "time", "date"]);
            fact.about = Some(who);
        }
    }
    notes.finish()
}
