//! What a tree looks like: work, or the settings of some tool.

use crate::decode::tree::{Entry, Node, Value};
use crate::decode::{Document, Syntax};
use crate::parse::reading::{Draft, cell, is_file};
use crate::vocabulary::{Header, Vocabulary, normalise};

use super::keys::{CHILDREN, FLAGS, GROUPS, IDS, RESULTS, TITLES};
use super::tree::holds_lists;

/// Whether a tree looks like work at all, and not like the settings of some tool.
pub(super) fn is_work(draft: &Draft<'_>, nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match &node.value {
        Value::Map(entries) => holds_work(draft, entries) || entries.iter().any(|entry| tagged(draft, entry)),
        Value::List(members) => {
            members.iter().filter(|member| is_entry(draft, member)).count() * 2 > members.len()
        }
        _ => false,
    })
}

/// Whether a mapping has a member that holds work.
pub(super) fn holds_work(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    entries.iter().any(|entry| {
        let key = normalise(&entry.key);
        let known = CHILDREN.contains(&key.as_str())
            || GROUPS.contains(&key.as_str())
            || draft.words.board(&key).is_some();
        if !known && !RESULTS.contains(&key.as_str()) && tracked(draft, entry.value.members()) {
            return true;
        }
        if states(draft, entry).is_some() || keyed(draft, entry) {
            return true;
        }
        known
            && match &entry.value.value {
                Value::List(members) => !members.is_empty(),
                Value::Map(inner) => {
                    inner.iter().any(|entry| is_entry(draft, &entry.value))
                        || draft.words.board(&key).is_some() && holds_lists(inner)
                }
                _ => false,
            }
    })
}

/// Whether most members of a list have an id, a title and a state, whatever the list is called.
pub(super) fn tracked(draft: &Draft<'_>, members: &[Node]) -> bool {
    let found = members.iter().filter(|member| {
        let stated = member.entries().iter().any(|entry| {
            is_status_key(draft, &entry.key)
                && entry.value.scalar().is_some_and(|text| cell(&text, draft.words).is_some())
                || FLAGS.contains(&normalise(&entry.key).as_str())
                    && matches!(entry.value.value, Value::Bool(_))
        });
        let id = member.entries().iter().any(|entry| IDS.contains(&normalise(&entry.key).as_str()));
        stated && id && is_entry(draft, member)
    });
    found.count() * 2 > members.len()
}

/// Whether a document is nothing but named lists of words, of which one name is a state.
pub(super) fn are_lists(document: &Document, words: &Vocabulary) -> bool {
    let Syntax::Tree(nodes) = &document.syntax else { return false };
    let [Node { value: Value::Map(entries), .. }] = nodes.as_slice() else { return false };
    let named = |entry: &Entry| words.board(&entry.key).is_some() && !entry.value.members().is_empty();
    let plain = |entry: &Entry| {
        matches!(&entry.value.value, Value::List(members)
            if members.iter().all(|member| matches!(member.value, Value::String(_))))
    };
    entries.iter().any(named) && entries.iter().all(plain)
}

/// Whether most members of a list are files.
pub(super) fn are_files(members: &[Node]) -> bool {
    let file = |member: &&Node| member.scalar().is_some_and(|text| is_file(&text));
    members.iter().filter(file).count() * 2 > members.len()
}

/// Whether the members of a mapping are pieces of work by name: nearly all have a state and words about what is to be done
/// (`moor-the-boat: {status: done, description: …}`).
pub(super) fn keyed(draft: &Draft<'_>, entry: &Entry) -> bool {
    let Value::Map(members) = &entry.value.value else { return false };
    let told = members.iter().filter(|member| {
        let stated = member.value.entries().iter().any(|field| {
            is_status_key(draft, &field.key)
                && field.value.scalar().is_some_and(|text| draft.words.status(&text).is_some())
        });
        stated && is_entry(draft, &member.value)
    });
    members.len() > 1
        && !RESULTS.contains(&normalise(&entry.key).as_str())
        && told.count() * 5 >= members.len() * 4
}

/// The members of a mapping of names to states (`development_status: {1-1-login: done}`).
pub(super) fn states<'n>(draft: &Draft<'_>, entry: &'n Entry) -> Option<&'n [Entry]> {
    let Value::Map(members) = &entry.value.value else { return None };
    let key = normalise(&entry.key);
    if members.len() < 3 || !key.ends_with("status") && !key.ends_with("statuses") {
        return None;
    }
    let known = members
        .iter()
        .filter(|member| member.value.scalar().is_some_and(|text| draft.words.status(&text).is_some()));
    (known.count() * 5 >= members.len() * 3).then_some(members)
}

/// A tag of a task file (`"master": {"tasks": […]}`), or a part whose tasks are words (`soon: {tasks: [Mend the sail]}`).
pub(super) fn tagged(draft: &Draft<'_>, entry: &Entry) -> bool {
    let Value::Map(inner) = &entry.value.value else { return false };
    inner.iter().any(|member| {
        let key = normalise(&member.key);
        let words = |node: &Node| node.scalar().is_some_and(|text| text.split_whitespace().count() > 2);
        let members = member.value.members();
        CHILDREN.contains(&key.as_str())
            && (members.iter().any(|node| is_entry(draft, node))
                || key == "tasks" && !members.is_empty() && members.iter().all(words))
    })
}

/// Whether a mapping is a piece of work: a title with an id or a status.
pub(super) fn is_entry(draft: &Draft<'_>, node: &Node) -> bool {
    let has = |names: &[&str]| {
        node.entries()
            .iter()
            .any(|entry| names.contains(&normalise(&entry.key).as_str()) && entry.value.scalar().is_some())
    };
    let status = node
        .entries()
        .iter()
        .any(|entry| is_status_key(draft, &entry.key) || FLAGS.contains(&normalise(&entry.key).as_str()));
    (has(TITLES) || has(&["description", "desc"])) && (has(IDS) || status)
}

pub(super) fn is_status_key(draft: &Draft<'_>, key: &str) -> bool {
    draft.words.headers(key).first() == Some(&Header::Status)
}
