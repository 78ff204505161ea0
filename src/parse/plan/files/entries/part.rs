//! Parts of a plan in data: phases, sprints and the like with what they hold.

use crate::decode::tree::{Node, Value};
use crate::model::{Group, GroupId, GroupKind, Status};
use crate::parse::reading::{Draft, cell, group_head};
use crate::place::Span;
use crate::vocabulary::{Role, normalise};

use super::keys::{At, CHILDREN, CRITERIA, GATES, GROUPS, IDS, TITLES, first_line};
use super::shape::{is_entry, is_status_key};
use super::tree::{by_id, list, member_list};

/// A phase, sprint or the like with what it holds.
pub(super) fn phase(draft: &mut Draft<'_>, at: &At, key: &str, node: &Node, own_key: Option<&str>) {
    let text = |names: &[&str]| {
        node.entries()
            .iter()
            .find(|entry| names.contains(&normalise(&entry.key).as_str()))
            .and_then(|entry| Some((entry.value.scalar()?, entry.value.span)))
    };
    let title = text(TITLES).map(|(text, _)| text).or_else(|| node.scalar());
    let id = text(IDS).map(|(text, _)| text).or_else(|| own_key.map(str::to_owned));
    let shown = match (&id, title) {
        (_, Some(title)) => title,
        (Some(id), None) => id.clone(),
        (None, None) => return,
    };
    let kind = draft.words.group(key.strip_suffix('s').unwrap_or(key)).unwrap_or(GroupKind::Section);
    let span = first_line(draft, node.span);
    let inner = open_group(draft, at, &shown, kind, (span, node.span));
    let status = node
        .entries()
        .iter()
        .find(|entry| is_status_key(draft, &entry.key))
        .and_then(|entry| Some((cell(&entry.value.scalar()?, draft.words)?, entry.value.span)));
    // What a phase holds that is no more than words is done with it, or not begun with it.
    let fate = status.as_ref().map(|(marked, _)| marked.clone());
    let fate = fate.filter(|marked| !matches!(marked.status, Status::InProgress | Status::Unknown));
    let claimed = status.map(|(marked, span)| draft.stated(&marked, span));
    let number = id
        .as_deref()
        .map(|id| group_head(id, draft.words).map_or_else(|| tail_number(id), |head| head.number));
    if let Some(group) = inner.scope.group.and_then(|id| draft.groups.get_mut(id.0 as usize)) {
        group.claimed = claimed;
        group.number = number;
    }
    for entry in node.entries() {
        let key = normalise(&entry.key);
        match &entry.value.value {
            Value::List(members)
                if CRITERIA.contains(&key.as_str())
                    || GATES.contains(&key.as_str())
                    || CHILDREN.contains(&key.as_str())
                    || GROUPS.contains(&key.as_str())
                    || draft.words.board(&key).is_some() =>
            {
                // Ids alone speak of tickets that are told of elsewhere.
                let named = members
                    .iter()
                    .all(|member| matches!(&member.value, Value::String(text) if text.contains(' ')));
                let mut at = inner.clone();
                at.scope.status = fate.clone().filter(|_| named && CHILDREN.contains(&key.as_str()));
                member_list(draft, &at, entry, &key, members);
            }
            Value::List(members) if members.iter().any(|member| is_entry(draft, member)) => {
                list(draft, &inner, members)
            }
            Value::Map(members) if CHILDREN.contains(&key.as_str()) => by_id(draft, &inner, &key, members),
            _ => {}
        }
    }
}

/// The number at the end of an id such as `phase-3`; the id itself where it has none.
fn tail_number(id: &str) -> String {
    let digits: String =
        id.chars().rev().take_while(char::is_ascii_digit).collect::<String>().chars().rev().collect();
    if digits.is_empty() { id.to_owned() } else { digits }
}

/// Opens a group that begins with the first span and covers the second.
pub(super) fn open_group(
    draft: &mut Draft<'_>,
    at: &At,
    title: &str,
    kind: GroupKind,
    spans: (Span, Span),
) -> At {
    let (span, extent) = spans;
    let level =
        at.scope.group.and_then(|id| draft.groups.get(id.0 as usize)).map_or(1, |group| group.level + 1);
    draft.groups.push(Group {
        key: String::new(),
        title: title.to_owned(),
        kind,
        number: None,
        level,
        place: draft.place(span),
        extent,
        parent: at.scope.group,
        claimed: None,
        mentions: Vec::new(),
        when: None,
    });
    let mut inner = at.clone();
    inner.scope.group = Some(GroupId(draft.groups.len() as u32 - 1));
    inner.scope.role = Some(Role::Work);
    inner
}
