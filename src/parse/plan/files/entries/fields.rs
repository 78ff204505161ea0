//! Members of an entry as fields of its item.

use crate::decode::tree::{Entry, Node, Value};
use crate::model::{Estimate, Item, Status, StatusSource};
use crate::parse::reading::{Draft, days, names};
use crate::vocabulary::{Header, normalise};

use super::keys::{At, FLAGS, STATES};

/// Gives one member of an entry to its item.
pub(super) fn field(draft: &Draft<'_>, item: &mut Item, entry: &Entry, at: &At) {
    let key = normalise(&entry.key);
    let value = match &entry.value.value {
        Value::List(members) => members
            .iter()
            .filter_map(|member| {
                member
                    .scalar()
                    .or_else(|| member.get("id").and_then(Node::scalar))
                    .or_else(|| member.get("name").and_then(Node::scalar))
            })
            .collect::<Vec<_>>()
            .join(", "),
        Value::Map(_) | Value::Null | Value::Alias(_) => return,
        _ => entry.value.scalar().unwrap_or_default(),
    };
    if let Value::Bool(done) = entry.value.value
        && FLAGS.contains(&key.as_str())
    {
        // `"status": "doing", "done": false`: the word says more.
        if done || item.status_source != StatusSource::Own {
            item.status = if done { Status::Done } else { Status::Todo };
            item.status_text = Some(format!("{}: {done}", entry.key));
            item.status_source = StatusSource::Own;
        }
        return;
    }
    if let Value::Bool(said) = entry.value.value
        && let Some((_, status)) = STATES.iter().find(|(name, _)| *name == key)
    {
        // `"done": false, "blocked": true`; what has a status of its own keeps it.
        let flagged = item.status_text.as_deref().is_none_or(|text| text.ends_with(": false"));
        if said && flagged && item.status != Status::Done {
            item.status = *status;
            item.status_text = Some(format!("{}: true", entry.key));
            item.status_source = StatusSource::Own;
        }
        return;
    }
    if matches!(
        key.as_str(),
        "dependencies" | "depends on" | "dependson" | "blocked by" | "deps" | "requires" | "blockedby"
    ) {
        item.depends_on.extend(names(&value, draft.words).into_iter().map(|name| match &at.outer {
            // Sub-tasks name their siblings by the last number alone.
            Some(outer) if !name.contains('.') && name.chars().all(|c| c.is_ascii_digit()) => {
                format!("{outer}.{name}")
            }
            _ => name,
        }));
        return;
    }
    if matches!(
        key.as_str(),
        "estimated hours" | "estimate hours" | "hours" | "estimatedhours" | "effort hours"
    ) && value.parse::<f64>().is_ok()
    {
        item.estimate = Some(Estimate { text: format!("{value} h"), days: days(&format!("{value} h")) });
        return;
    }
    let number = matches!(entry.value.value, Value::Number(_));
    if number && draft.words.headers(&entry.key).first() == Some(&Header::Estimate) && key.contains("day") {
        item.estimate = Some(Estimate { text: format!("{value} d"), days: value.parse().ok() });
        return;
    }
    draft.set_field(item, &entry.key, &value, entry.value.span);
}
