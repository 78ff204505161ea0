//! Entries of YAML and JSON files: lists of tasks, tasks by id, phases that hold tickets, tags of tasks with
//! sub-tasks, files that are one entry.

use crate::decode::Syntax;
use crate::decode::tree::{Entry, Node, Value};
use crate::model::{Carrier, Field, GroupKind, Item, StatusSource};
use crate::parse::plan::files::entries::{conditions, fields};
use crate::parse::reading::{Draft, IdShape, Marked, Scope, Separator, cell, lead_id, plain};
use crate::place::Span;
use crate::vocabulary::{Role, normalise};

use super::keys::{At, CHILDREN, CRITERIA, GATES, GROUPS, IDS, TITLES, first_line};
use super::part::{open_group, phase};
use super::shape::{holds_work, is_entry, is_status_key, is_work, tagged};
use super::{shape, states};

/// Reads the nodes of a YAML or JSON file.
pub(super) fn read(draft: &mut Draft<'_>) -> bool {
    let document = draft.document;
    let Syntax::Tree(nodes) = &document.syntax else { return false };
    let work = is_work(draft, nodes) || draft.file_state.is_some();
    for node in nodes {
        let at = At::default();
        match &node.value {
            Value::Map(entries) if is_entry(draft, node) && !holds_work(draft, entries) => {
                one(draft, &at, node, None);
            }
            Value::Map(entries) if work => whole(draft, &at, entries),
            Value::List(members) if work => list(draft, &at, members),
            _ => {}
        }
    }
    // What is no work as data may be work as text.
    !draft.items.is_empty() || !document.text.contains("- [")
}

/// Reads an entry of front matter, if most members of its list are pieces of work.
pub(super) fn front_matter(draft: &mut Draft<'_>, entry: &Entry) {
    let Value::List(members) = &entry.value.value else { return };
    let work = members.iter().filter(|member| is_entry(draft, member)).count();
    let key = normalise(&entry.key);
    let known = CHILDREN.contains(&key.as_str()) || GROUPS.contains(&key.as_str());
    if known && work * 2 > members.len() {
        let mut at = At::default();
        at.scope.role = Some(Role::Work);
        member_list(draft, &at, entry, &key, members);
    }
}

/// The members of a file's top mapping, or of a tag.
fn whole(draft: &mut Draft<'_>, at: &At, entries: &[Entry]) {
    for entry in entries {
        let key = normalise(&entry.key);
        match &entry.value.value {
            Value::List(members) => member_list(draft, at, entry, &key, members),
            Value::Map(_) if shape::states(draft, entry).is_some() => {
                states::read(draft, at, shape::states(draft, entry).unwrap_or(&[]));
            }
            // `completed: {backend: [{task: …}]}`
            Value::Map(inner) if draft.words.board(&key).is_some() && holds_lists(inner) => {
                let status = draft.words.board(&key);
                let mut at = at.clone();
                at.scope.status = status.map(|status| Marked { status, text: entry.key.clone() });
                for entry in inner {
                    if let Value::List(members) = &entry.value.value {
                        list(draft, &at, members);
                    }
                }
            }
            Value::Map(inner) if tagged(draft, entry) => {
                let at =
                    open_group(draft, at, &entry.key, GroupKind::Section, (entry.key_span, entry.value.span));
                whole(draft, &at, inner);
            }
            Value::Map(inner) if CHILDREN.contains(&key.as_str()) || GROUPS.contains(&key.as_str()) => {
                by_id(draft, at, &key, inner)
            }
            Value::Map(inner) if shape::keyed(draft, entry) => by_id(draft, at, &key, inner),
            Value::Map(inner) if GATES.contains(&key.as_str()) || CRITERIA.contains(&key.as_str()) => {
                conditions::conditions(draft, at, &key, &entry.value, inner)
            }
            Value::Map(inner)
                if matches!(
                    key.as_str(),
                    "project" | "plan" | "meta" | "metadata" | "roadmap" | "milestone"
                ) =>
            {
                conditions::milestones_of(draft, &key, inner);
                whole(draft, at, inner);
            }
            Value::Map(_) if is_entry(draft, &entry.value) => named(draft, at, entry),
            _ => top_field(draft, entry),
        }
    }
}

/// Whether all members of a mapping are lists.
pub(super) fn holds_lists(entries: &[Entry]) -> bool {
    !entries.is_empty() && entries.iter().all(|entry| matches!(entry.value.value, Value::List(_)))
}

/// A value of the whole.
fn top_field(draft: &mut Draft<'_>, entry: &Entry) {
    let Some(value) = entry.value.scalar() else { return };
    if is_status_key(draft, &entry.key)
        && draft.claimed.is_none()
        && let Some(marked) = cell(&value, draft.words)
    {
        draft.claimed = Some(draft.stated(&marked, entry.value.span));
    }
    let place = draft.place(entry.value.span);
    draft.fields.push(Field { name: entry.key.clone(), value, place });
}

pub(super) fn member_list(draft: &mut Draft<'_>, at: &At, entry: &Entry, key: &str, members: &[Node]) {
    if CRITERIA.contains(&key) {
        conditions::criteria(draft, at, members);
    } else if GATES.contains(&key) {
        for member in members {
            match &member.value {
                Value::Map(inner) => conditions::conditions(draft, at, key, member, inner),
                _ => conditions::gate(
                    draft,
                    at,
                    member.scalar().unwrap_or_default(),
                    member.scalar().unwrap_or_default(),
                    member.span,
                ),
            }
        }
    } else if key == "risks" {
        conditions::risks(draft, members);
    } else if key == "milestones" && at.scope.group.is_some() && shape::tracked(draft, members) {
        list(draft, at, members);
    } else if key == "milestones" && !members.iter().any(|member| holds_work(draft, member.entries())) {
        conditions::milestones(draft, members);
    } else if GROUPS.contains(&key)
        || key == "epics" && members.iter().any(|member| holds_work(draft, member.entries()))
    {
        for member in members {
            phase(draft, at, key, member, None);
        }
    } else if let Some(status) = draft.words.board(key) {
        let mut at = at.clone();
        at.scope.status = Some(Marked { status, text: entry.key.clone() });
        list(draft, &at, members);
    } else if CHILDREN.contains(&key)
        || members.iter().filter(|member| is_entry(draft, member)).count() * 2 > members.len()
    {
        list(draft, at, members);
    } else if draft.file_state.is_some() && !shape::are_files(members) {
        let span = (entry.key_span, entry.value.span);
        let mut at = open_group(draft, at, &entry.key, GroupKind::Section, span);
        at.scope.status = draft.file_state.clone();
        list(draft, &at, members);
    } else {
        let text: Vec<String> = members.iter().filter_map(Node::scalar).collect();
        if !text.is_empty() {
            let place = draft.place(entry.value.span);
            draft.fields.push(Field { name: entry.key.clone(), value: text.join(", "), place });
        }
    }
}

/// Members of a list: entries, mappings of a few, or bare strings.
pub(super) fn list(draft: &mut Draft<'_>, at: &At, members: &[Node]) {
    for member in members {
        match &member.value {
            Value::Map(entries)
                if is_entry(draft, member)
                    || entries.iter().any(|entry| TITLES.contains(&normalise(&entry.key).as_str())) =>
            {
                one(draft, at, member, None);
            }
            // `- T1: {title: …}`
            Value::Map(entries) => {
                for entry in entries {
                    match &entry.value.value {
                        Value::Map(_) => named(draft, at, entry),
                        // `- lexer: [spacing, precedence]` sorts what it holds.
                        Value::List(members) if entries.len() == 1 => list(draft, at, members),
                        Value::String(_) if entries.len() == 1 => bare(
                            draft,
                            at,
                            &format!("{}: {}", entry.key, entry.value.scalar().unwrap_or_default()),
                            member.span,
                        ),
                        _ => {}
                    }
                }
            }
            Value::String(text) | Value::Number(text) => bare(draft, at, text, member.span),
            _ => {}
        }
    }
}

/// Members of a mapping of entries by id.
pub(super) fn by_id(draft: &mut Draft<'_>, at: &At, key: &str, entries: &[Entry]) {
    for entry in entries {
        if GROUPS.contains(&key) {
            phase(draft, at, key, &entry.value, Some(&entry.key));
        } else if matches!(entry.value.value, Value::Map(_)) {
            named(draft, at, entry);
        } else if let Some(text) = entry.value.scalar() {
            let mut item = draft.item(entry.key.clone(), entry.key_span, Carrier::Entry, &at.scope);
            if let Some(marked) = cell(&text, draft.words) {
                item.status = marked.status;
                item.status_text = Some(marked.text);
                item.status_source = StatusSource::Own;
            }
            draft.add(item, None, &at.scope);
        }
    }
}

/// A string in a list of work: an id, or a title with or without a box.
fn bare(draft: &mut Draft<'_>, at: &At, text: &str, span: Span) {
    let mut text = text.trim();
    let mut item = draft.item(String::new(), first_line(draft, span), Carrier::Entry, &at.scope);
    if let Some((sign, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && let Some(status) =
            sign.chars().next().or(Some(' ')).and_then(|sign| crate::parse::reading::box_mark(sign, false))
    {
        item.status = status;
        item.status_text = Some(format!("[{sign}]"));
        item.status_source = StatusSource::Own;
        text = rest.trim();
    }
    inherit(&at.scope, &mut item);
    let mut shape = None;
    if let Some(id) =
        lead_id(text, draft.words).filter(|id| matches!(id.shape, IdShape::Coded | IdShape::Worded))
    {
        let alone = id.rest >= text.len();
        if alone || matches!(id.separator, Separator::Strong) {
            shape = Some(id.shape);
            item.title = if alone { text.to_owned() } else { plain(text.get(id.rest..).unwrap_or("")) };
            item.expands_to = id.expands_to;
            item.id = Some(id.id);
        }
    }
    if item.title.is_empty() {
        item.title = plain(text);
    }
    // A milestone that lists titles of work says what it waits for.
    let part = at.scope.group.and_then(|id| draft.groups.get(id.0 as usize));
    let known = || draft.items.iter().any(|candidate| candidate.item.title == item.title);
    if part.is_some_and(|part| part.kind == GroupKind::Milestone) && item.id.is_none() && known() {
        return;
    }
    if !item.title.is_empty() {
        draft.add(item, shape, &at.scope);
    }
}

fn inherit(scope: &Scope, item: &mut Item) {
    if item.status_source == StatusSource::None
        && let Some(marked) = &scope.status
    {
        item.status = marked.status;
        item.status_text = Some(marked.text.clone());
        item.status_source = StatusSource::Inherited;
    }
}

/// Steps that are nothing but words say how something is done; they are no work of their own.
fn is_procedure(key: &str, value: &Node) -> bool {
    matches!(key, "steps" | "actions")
        && matches!(&value.value, Value::List(members)
            if members.iter().all(|node| node.scalar().is_some_and(|text| !text.starts_with('['))))
}

/// `issues: [101, "#102"]`: where else a piece of work is spoken of, and no work of its own.
fn refers(key: &str, value: &Node) -> bool {
    let number = |text: String| {
        let text = text.trim();
        text.starts_with("http")
            || text.trim_start_matches(['#', '!']).chars().all(|c| c.is_ascii_digit()) && !text.is_empty()
    };
    matches!(key, "issues" | "tickets" | "stories" | "tasks" | "epics" | "bugs")
        && matches!(&value.value, Value::List(members)
            if !members.is_empty() && members.iter().all(|node| node.scalar().is_some_and(number)))
}

/// An entry that its key names: it begins there.
fn named(draft: &mut Draft<'_>, at: &At, entry: &Entry) {
    let Some(index) = one(draft, at, &entry.value, Some(&entry.key)) else { return };
    let place = draft.place(first_line(draft, entry.key_span));
    if let Some(candidate) = draft.items.get_mut(index) {
        candidate.item.place = place;
        candidate.item.extent = entry.key_span.to(entry.value.span);
    }
}

/// One entry with its fields and sub-tasks. Gives its index.
fn one(draft: &mut Draft<'_>, at: &At, node: &Node, own_key: Option<&str>) -> Option<usize> {
    let find = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| node.entries().iter().find(|entry| normalise(&entry.key) == *name))
            .and_then(|entry| entry.value.scalar())
    };
    // A name is a better title than several lines.
    let described = find(&["description"]).filter(|text| own_key.is_none() || !text.trim().contains('\n'));
    let title = find(TITLES).or(described).or_else(|| own_key.map(str::to_owned))?;
    let id =
        find(IDS).or_else(|| own_key.filter(|key| Some(*key) != Some(title.as_str())).map(str::to_owned));
    let id = match (id, &at.outer) {
        (Some(id), Some(outer)) if id.chars().all(|c| c.is_ascii_digit()) => Some(format!("{outer}.{id}")),
        (id, _) => id,
    };
    // `title: "US-001: Add the table"`
    let led = lead_id(&title, draft.words).filter(|led| {
        id.is_none()
            && led.shape == IdShape::Coded
            && led.separator == Separator::Strong
            && led.rest < title.len()
    });
    let named = title.get(led.as_ref().map_or(0, |led| led.rest)..).unwrap_or(&title);
    let id = id.or(led.map(|led| led.id));
    let span = first_line(draft, node.span);
    let mut item = draft.item(plain(named), span, Carrier::Entry, &at.scope);
    item.extent = node.span;
    item.id.clone_from(&id);
    let mut inner: Vec<&Entry> = Vec::new();
    let mut title_taken = false;
    for entry in node.entries() {
        let key = normalise(&entry.key);
        let is_title = !title_taken
            && entry.value.scalar().as_deref() == Some(title.as_str())
            && (TITLES.contains(&key.as_str()) || key == "description");
        if is_title || IDS.contains(&key.as_str()) {
            title_taken |= is_title;
        } else if matches!(entry.value.value, Value::List(_) | Value::Map(_))
            && (CHILDREN.contains(&key.as_str())
                && !is_procedure(&key, &entry.value)
                && !refers(&key, &entry.value)
                || CRITERIA.contains(&key.as_str())
                || GATES.contains(&key.as_str()))
        {
            inner.push(entry);
        } else {
            fields::field(draft, &mut item, entry, at);
        }
    }
    inherit(&at.scope, &mut item);
    let shape = item.id.as_ref().map(|id| {
        if id.chars().all(|c| c.is_ascii_digit() || c == '.') { IdShape::Number } else { IdShape::Coded }
    });
    let index = draft.add(item, shape, &at.scope);
    let mut below = at.clone();
    below.scope.item = Some(index);
    below.scope.status = None;
    below.outer = id;
    for entry in inner {
        let key = normalise(&entry.key);
        match &entry.value.value {
            Value::List(members) => member_list(draft, &below, entry, &key, members),
            Value::Map(members) => by_id(draft, &below, &key, members),
            _ => {}
        }
    }
    Some(index)
}
