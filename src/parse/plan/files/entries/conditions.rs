//! What stands beside work in YAML and JSON: criteria, gates, milestones, risks.

use crate::decode::tree::{Entry, Node, Value};
use crate::model::{Criterion, ItemId, Milestone, Risk};
use crate::parse::reading::{Draft, cell, push_gate};
use crate::place::Span;
use crate::vocabulary::{Header, normalise};

use super::keys::{At, CRITERIA, first_line};

/// `alpha: "v1.32"` under `milestone`.
pub(super) fn milestones_of(draft: &mut Draft<'_>, key: &str, entries: &[Entry]) {
    if key != "milestone" {
        return;
    }
    for entry in entries {
        let place = draft.place(entry.key_span);
        draft.milestones.push(Milestone {
            title: entry.key.clone(),
            when: entry.value.scalar(),
            stated: None,
            place,
        });
    }
}

/// Reads a list of milestones.
pub(super) fn milestones(draft: &mut Draft<'_>, members: &[Node]) {
    for member in members {
        let text = |wanted: Header| {
            member
                .entries()
                .iter()
                .find(|entry| draft.words.headers(&entry.key).contains(&wanted))
                .and_then(|entry| entry.value.scalar())
        };
        let Some(title) = member.scalar().or_else(|| text(Header::Name)).or_else(|| text(Header::Title))
        else {
            continue;
        };
        let span = first_line(draft, member.span);
        let stated = text(Header::Status)
            .and_then(|text| cell(&text, draft.words))
            .map(|marked| draft.stated(&marked, span));
        draft.milestones.push(Milestone {
            title,
            when: text(Header::When),
            stated,
            place: draft.place(span),
        });
    }
}

/// Reads a list of risks.
pub(super) fn risks(draft: &mut Draft<'_>, members: &[Node]) {
    for member in members {
        let text = |names: &[&str]| {
            member
                .entries()
                .iter()
                .find(|entry| names.contains(&normalise(&entry.key).as_str()))
                .and_then(|entry| entry.value.scalar())
        };
        let title = member.scalar().or_else(|| text(&["risk", "title", "name", "description"]));
        if let Some(title) = title {
            let (level, mitigation) = (
                text(&["impact", "severity", "level", "probability", "likelihood"]),
                text(&["mitigation", "response", "plan"]),
            );
            draft.risks.push(Risk {
                title,
                level,
                mitigation,
                place: draft.place(first_line(draft, member.span)),
            });
        }
    }
}

/// Reads a list of criteria.
pub(super) fn criteria(draft: &mut Draft<'_>, at: &At, members: &[Node]) {
    for member in members {
        let text = member.scalar().or_else(|| {
            ["text", "title", "name", "description", "criterion"]
                .iter()
                .find_map(|key| member.get(key))
                .and_then(Node::scalar)
        });
        let Some(text) = text else { continue };
        let met = ["met", "done", "checked", "passes", "completed"]
            .iter()
            .find_map(|key| member.get(key))
            .and_then(|node| match node.value {
                Value::Bool(met) => Some(met),
                _ => None,
            });
        let item = at.scope.item.map(|index| ItemId(index as u32));
        let place = draft.place(first_line(draft, member.span));
        draft.criteria.push(Criterion { text, place, group: at.scope.group, item, met, stated: None });
    }
}

/// Gates or criteria as a mapping of names to conditions.
pub(super) fn conditions(draft: &mut Draft<'_>, at: &At, key: &str, node: &Node, entries: &[Entry]) {
    if CRITERIA.contains(&key) && entries.iter().any(|entry| matches!(entry.value.value, Value::List(_))) {
        for entry in entries {
            criteria(draft, at, entry.value.members());
        }
        return;
    }
    if CRITERIA.contains(&key) && !entries.is_empty() && node.get("text").is_some() {
        criteria(draft, at, std::slice::from_ref(node));
        return;
    }
    for entry in entries {
        gate(draft, at, entry.key.clone(), entry.value.scalar().unwrap_or_default(), entry.key_span);
    }
}

/// Adds a gate.
pub(super) fn gate(draft: &mut Draft<'_>, at: &At, metric: String, condition: String, span: Span) {
    let span = first_line(draft, span);
    push_gate(draft, &at.scope, &metric, &condition, span);
}
