//! Front matter of Markdown files: values of the whole, or of the one task that the file is.

use crate::decode::tree::{Node, Value};
use crate::model::{Carrier, Field, Item, ItemId, Status, StatusSource};
use crate::parse::plan::files;
use crate::parse::reading::{Draft, IdShape, Scope, cell, names};
use crate::place::Span;
use crate::vocabulary::{Header, normalise};

/// Keys that front matter of tasks has and that of pages has not.
const TASK_KEYS: &[&str] = &[
    "assignee",
    "assignees",
    "priority",
    "labels",
    "dependencies",
    "depends on",
    "blocks",
    "estimate",
    "estimated hours",
    "issue type",
    "milestone",
    "story points",
    "parent",
    "parent task id",
    "due date",
    "due",
    "type",
    "ordinal",
    "sprint",
    "epic",
    "effort",
    "created date",
    "severity",
    "component",
    "reporter",
    "owner",
];

/// Keeps the values of the front matter as fields of the whole.
pub(super) fn fields(draft: &mut Draft<'_>, front: &Node) {
    for entry in front.entries() {
        let value = text_of(&entry.value);
        if value.is_empty() {
            continue;
        }
        if draft.words.headers(&entry.key).first() == Some(&Header::Status)
            && let Some(marked) = cell(&value, draft.words)
        {
            draft.claimed = Some(draft.stated(&marked, entry.value.span));
        }
        let place = draft.place(entry.value.span);
        draft.fields.push(Field { name: entry.key.clone(), value, place });
    }
}

fn text_of(node: &Node) -> String {
    match &node.value {
        Value::List(members) => members.iter().filter_map(Node::scalar).collect::<Vec<_>>().join(", "),
        _ => node.scalar().unwrap_or_default(),
    }
}

/// Reads lists of work in front matter, as editors that plan write them (`todos:` with `id`, `content` and `status`).
pub(super) fn work(draft: &mut Draft<'_>, front: &Node) {
    for entry in front.entries() {
        files::front_matter(draft, entry);
    }
}

/// Whether a file with this front matter is one task.
pub(super) fn is_task(draft: &Draft<'_>, front: &Node) -> bool {
    let keys: Vec<String> = front.entries().iter().map(|entry| normalise(&entry.key)).collect();
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    let status =
        front.entries().iter().find(|entry| draft.words.headers(&entry.key).first() == Some(&Header::Status));
    let known =
        status.and_then(|entry| entry.value.scalar()).is_some_and(|text| cell(&text, draft.words).is_some());
    let decision =
        has(&["deciders", "decision makers", "consulted", "informed", "supersedes", "superseded by"]);
    let parts =
        draft.outline.sections.iter().any(|section| section.group.as_ref().is_some_and(|head| head.defines));
    let listed = draft.items.iter().any(|candidate| candidate.item.carrier == Carrier::Entry);
    let blocks = draft.items.iter().filter(|candidate| candidate.item.carrier != Carrier::Box).count();
    known
        && !decision
        && !tracks(front)
        && !listed
        && has(&["id", "title", "name", "headline"])
        && has(TASK_KEYS)
        && !(parts && blocks > 0)
        && blocks <= 2
}

/// Whether a file is an issue that tracks others: what its boxes name is the work.
fn tracks(front: &Node) -> bool {
    let title = front.entries().iter().find(|entry| normalise(&entry.key) == "title");
    let title =
        title.and_then(|entry| entry.value.scalar()).map(|title| normalise(&title)).unwrap_or_default();
    let title = title.trim_start_matches(['[', '(', ' ']);
    ["tracking", "tracker", "umbrella", "meta issue", "meta:", "epic:", "roadmap"]
        .iter()
        .any(|word| title.starts_with(word))
}

/// Makes the file one item; what was read of its body as work are its criteria.
pub(super) fn task(draft: &mut Draft<'_>, front: &Node) {
    let find = |names: &[&str]| {
        front
            .entries()
            .iter()
            .find(|entry| names.contains(&normalise(&entry.key).as_str()))
            .and_then(|entry| entry.value.scalar())
    };
    let heading = draft
        .outline
        .sections
        .iter()
        .find(|section| section.level == 1)
        .map(|section| section.title.text.clone());
    let Some(title) = find(&["title", "name"]).or(heading).or_else(|| find(&["headline"])) else { return };
    let boxes: Vec<Item> =
        std::mem::take(&mut draft.items).into_iter().map(|candidate| candidate.item).collect();
    draft.groups.clear();
    draft.listed_groups.clear();
    let first = draft.document.lines.span(draft.document.line(front.span.start));
    let mut item = draft.item(
        title,
        Span { start: front.span.start, end: first.end.max(front.span.start) },
        Carrier::File,
        &Scope::default(),
    );
    item.extent = Span::new(0, draft.document.text.len());
    item.id = find(&["id", "key", "number"]);
    for entry in front.entries() {
        let key = normalise(&entry.key);
        let value = text_of(&entry.value);
        if matches!(key.as_str(), "id" | "title" | "name" | "key") || value.is_empty() {
            continue;
        }
        if matches!(key.as_str(), "dependencies" | "depends on") {
            item.depends_on.extend(names(&value, draft.words));
            continue;
        }
        if matches!(key.as_str(), "estimated hours") {
            let text = format!("{value} h");
            item.estimate = Some(crate::model::Estimate { days: crate::parse::reading::days(&text), text });
            continue;
        }
        draft.set_field(&mut item, &entry.key, &value, entry.value.span);
    }
    draft.claimed = None;
    draft.fields.clear();
    let shape = item.id.as_ref().map(|_| IdShape::Coded);
    draft.add(item, shape, &Scope::default());
    for child in boxes.into_iter().filter(|child| child.carrier == Carrier::Box) {
        draft.criteria.push(crate::model::Criterion {
            text: child.title,
            place: child.place,
            group: None,
            item: None,
            met: (child.status_source == StatusSource::Own).then_some(child.status == Status::Done),
            stated: child.status_text,
        });
    }
    for criterion in &mut draft.criteria {
        criterion.group = None;
        criterion.item = Some(ItemId(0));
    }
    draft.criteria.sort_by_key(|criterion| criterion.place);
    draft.spoken.clear();
}
