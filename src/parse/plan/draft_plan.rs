//! Makes a plan of a draft: places that name the same item are joined, parts that only lists name are added,
//! everything gets its stable name and its order.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::decode::Syntax;
use crate::diag::Staged;
use crate::model::{
    Carrier, Field, Group, GroupId, GroupKind, Item, ItemId, Mention, Plan, Stated, Status, StatusSource,
};
use crate::parse::plan::parts::{prune, settle_groups};
use crate::parse::plan::same::{Keys, id_keys, join, untag};
use crate::parse::reading::{Candidate, Draft, IdShape, Marked, is_activity, label, plain};
use crate::place::{Place, Span};
use crate::slug::{Slugs, slug};
use crate::vocabulary::normalise;

/// Finishes a draft.
pub(super) fn finish(mut draft: Draft<'_>) -> Staged<Plan> {
    let (title, title_place) = title(&draft);
    title_item(&mut draft);
    untag(&mut draft);
    let groups = settle_groups(&mut draft);
    let spelled = |candidate: &Candidate| Some(id_keys(candidate.item.id.as_ref()?, candidate.shape));
    let keys: Vec<Keys> = draft.items.iter().map(spelled).collect();
    let joined = join(&draft, &keys);
    let (mut items, order) = in_order(settle_items(&mut draft, &joined, &keys), joined.len());
    for item in &mut items {
        item.group = item.group.and_then(|id| groups.moved.get(id.0 as usize).copied().flatten());
    }
    name_items(&mut items, &groups.groups);
    let index = |candidate: ItemId| {
        joined.get(candidate.0 as usize).and_then(|target| order.get(*target).copied().flatten())
    };
    let group = |id: Option<GroupId>| id.and_then(|id| groups.moved.get(id.0 as usize).copied().flatten());
    for criterion in &mut draft.criteria {
        criterion.group = group(criterion.group);
        criterion.item = criterion.item.and_then(index);
    }
    for gate in &mut draft.gates {
        gate.group = group(gate.group);
        gate.item = gate.item.and_then(index);
    }
    for note in &mut draft.evidence {
        note.group = group(note.group);
        note.item = note.item.and_then(index);
    }
    for metric in &mut draft.metrics {
        metric.group = group(metric.group);
    }
    let lines = &draft.document.lines;
    let mut unread: Vec<(u32, u32)> =
        draft.unread.iter().map(|span| (lines.line(span.start), lines.last_line(*span))).collect();
    unread.sort_unstable();
    let groups = prune(groups.groups, &mut items, &mut draft);
    let claimed = draft.claimed.take().or_else(|| titled_state(&draft));
    Staged {
        value: Plan {
            doc: draft.document.id,
            key: String::new(),
            title,
            title_place,
            claimed,
            fields: draft.fields,
            groups,
            items,
            criteria: draft.criteria,
            gates: draft.gates,
            scores: draft.scores,
            metrics: draft.metrics,
            claims: Vec::new(),
            evidence: draft.evidence,
            milestones: draft.milestones,
            risks: draft.risks,
            unread,
        },
        diagnostics: draft.diagnostics,
    }
}

/// The title: the front matter's, else the first heading of level 1, else the first heading, else the file's name.
fn title(draft: &Draft<'_>) -> (String, Place) {
    // `**Name**: Ana` below the heading of a report names its writer.
    let heading =
        draft.outline.sections.iter().find(|section| section.level == 1).map(|section| section.span);
    let named = draft
        .fields
        .iter()
        .filter(|field| heading.is_none_or(|heading| field.place.span.start < heading.start))
        .find(|field| matches!(normalise(&field.name).as_str(), "title" | "name"))
        .or_else(|| {
            let data = matches!(draft.document.syntax, Syntax::Tree(_));
            let project =
                |name: &str| matches!(normalise(name).as_str(), "project" | "projectname" | "project name");
            draft.fields.iter().find(|field| data && project(&field.name))
        });
    let whole = |item: &Item| {
        item.carrier == Carrier::File
            || item.carrier == Carrier::Entry
                && matches!(&draft.document.syntax, Syntax::Tree(nodes) if nodes.iter().any(|node| node.span == item.extent))
    };
    let only = draft.items.len() == 1 && draft.items.iter().all(|candidate| whole(&candidate.item));
    if let Some(candidate) = draft.items.first().filter(|_| only) {
        return (candidate.item.title.clone(), candidate.item.place);
    }
    if let Some(field) = named {
        return (plain(&field.value), field.place);
    }
    let headed = |level: u8| {
        draft
            .outline
            .sections
            .iter()
            .find(|section| section.level > 0 && section.level <= level && !section.title.text.is_empty())
    };
    if let Some(section) = headed(1).or_else(|| headed(6)) {
        return (section.title.text.clone(), draft.place(section.span));
    }
    let name = draft.document.path.rsplit('/').next().unwrap_or("");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    (stem.to_owned(), draft.place(Span::default()))
}

/// What the title of a document says of it, where nothing below does: `# Move of the pier: complete`. Words for what is
/// still to come name sorts of documents (`# Charter (draft)`), and signs alone decorate.
fn titled_state(draft: &Draft<'_>) -> Option<Stated> {
    let mut first = draft.outline.sections.iter().filter(|section| section.level == 1);
    let (Some(head), None) = (first.next(), first.next()) else { return None };
    if head.group.is_some() {
        return None;
    }
    let marked = head.title.last.clone().or_else(|| phase_reached(draft, &head.heading?.text))?;
    let said = !matches!(marked.status, Status::Todo | Status::Unknown) && !is_activity(&marked.text);
    (said && marked.text.contains(char::is_alphabetic)).then(|| draft.stated(&marked, head.span))
}

/// `# Context: design phase completed`
fn phase_reached(draft: &Draft<'_>, heading: &str) -> Option<Marked> {
    let value = label(heading)?.value;
    let short = value.split_whitespace().count() <= 5;
    let part = short && value.split_whitespace().any(|word| draft.words.group(word).is_some());
    let (status, _) = draft.words.trailing_status(value).filter(|_| part)?;
    (status == Status::Done).then(|| Marked { status, text: value.to_owned() })
}

/// A title with an id (`# Story 3.1: …`) names the one task that the file is; where the file lists other work, it
/// names the whole, and what was said of it is said of the whole.
fn title_item(draft: &mut Draft<'_>) {
    let mut first = draft.outline.sections.iter().filter(|section| section.level == 1);
    let (Some(head), None) = (first.next(), first.next()) else { return };
    let span = head.span;
    let Some(at) = draft.items.iter().position(|candidate| candidate.item.place.span == span) else { return };
    let stated = |candidate: &Candidate| candidate.item.status_source == StatusSource::Own;
    // Numbered sections of a task that says how it stands, and of which none says anything, are its text.
    let sections = draft.items.iter().enumerate().all(|(other, candidate)| {
        let item = &candidate.item;
        other == at
            || candidate.shape == Some(IdShape::Number)
                && item.carrier == Carrier::Block
                && item.status_source == StatusSource::None
                && item.owner.is_none()
                && item.estimate.is_none()
    });
    let alone = draft.items.len() == 1
        || at == 0
            && sections
            && draft.items.first().is_some_and(|first| stated(first) && is_task(&first.item));
    // A story that says how it stands, with nothing but boxes below, is what they are parts of.
    let story = at == 0
        && draft.items.len() > 1
        && draft.items.first().is_some_and(stated)
        && draft.items.iter().skip(1).all(|candidate| candidate.item.carrier == Carrier::Box);
    if story {
        return;
    }
    if alone {
        draft.items.truncate(1);
        draft.criteria.iter_mut().for_each(|criterion| criterion.item = criterion.item.map(|_| ItemId(0)));
        draft.gates.iter_mut().for_each(|gate| gate.item = gate.item.map(|_| ItemId(0)));
        draft.evidence.iter_mut().for_each(|note| note.item = note.item.map(|_| ItemId(0)));
    }
    if let Some(candidate) = draft.items.get_mut(at).filter(|_| alone)
        && candidate.item.status_source == StatusSource::Own
    {
        candidate.item.carrier = Carrier::File;
        return;
    }
    let item = draft.items.remove(at).item;
    let moved = |id: &mut Option<ItemId>| {
        *id = id.filter(|id| id.0 as usize != at).map(|id| ItemId(id.0 - u32::from(id.0 as usize > at)));
    };
    draft.items.iter_mut().for_each(|candidate| moved(&mut candidate.item.parent));
    draft.criteria.iter_mut().for_each(|criterion| moved(&mut criterion.item));
    draft.gates.iter_mut().for_each(|gate| moved(&mut gate.item));
    draft.evidence.iter_mut().for_each(|note| moved(&mut note.item));
    if item.status_source == StatusSource::Own && draft.claimed.is_none() {
        let text = item.status_text.clone().unwrap_or_default();
        draft.claimed = Some(Stated { status: item.status, text, place: item.place });
    }
    let facts = [("Owner", item.owner), ("Priority", item.priority), ("When", item.when)];
    let named = facts
        .into_iter()
        .filter_map(|(name, value)| Some(Field { name: name.to_owned(), value: value?, place: item.place }));
    draft.fields.extend(named.chain(item.fields));
}

/// Whether an id says that it names a single piece of work: `TASK-02`, `Issue #4`, `任务2`.
fn is_task(item: &Item) -> bool {
    const WORDS: [&str; 10] =
        ["task", "issue", "ticket", "bug", "tarea", "tarefa", "задача", "任务", "任務", "タスク"];
    let id = item.id.as_deref().unwrap_or("").to_lowercase();
    WORDS.iter().any(|word| id.starts_with(word))
}

/// The items that define themselves, with the others as mentions, each with the index of its candidate.
fn settle_items(draft: &mut Draft<'_>, target: &[usize], keys: &[Keys]) -> Vec<(usize, Item)> {
    let candidates = std::mem::take(&mut draft.items);
    let spoken = std::mem::take(&mut draft.spoken);
    let mut ids: HashMap<&str, usize, RandomState> = HashMap::default();
    for (at, keys) in keys.iter().enumerate().filter(|(at, _)| target.get(*at) == Some(at)) {
        if let Some((plain, short)) = keys {
            ids.entry(plain).or_insert(at);
            if let Some(short) = short {
                ids.entry(short).or_insert(at);
            }
        }
    }
    let mut items: Vec<Option<Item>> = Vec::with_capacity(candidates.len());
    let mut others: Vec<(usize, Item)> = Vec::new();
    for (at, candidate) in candidates.into_iter().enumerate() {
        let to = target.get(at).copied().unwrap_or(at);
        let mut item = candidate.item;
        item.parent = item
            .parent
            .and_then(|id| target.get(id.0 as usize))
            .map(|to| ItemId(*to as u32))
            .filter(|id| id.0 as usize != at);
        if to == at {
            item.parent = item.parent.or_else(|| outer_id(&item, &ids, at).map(|to| ItemId(to as u32)));
            items.push(Some(item));
        } else {
            others.push((to, item));
            items.push(None);
        }
    }
    for (to, mut other) in others {
        // A heading over a summary is no part of the plan for the work it speaks of.
        other.group = other.group.filter(|group| {
            draft.groups.get(group.0 as usize).is_some_and(|group| group.kind != GroupKind::Section)
        });
        if let Some(Some(item)) = items.get_mut(to) {
            add_mention(item, other);
        }
    }
    for (other, shape) in spoken {
        let (plain, short) = id_keys(other.id.as_deref().unwrap_or(""), Some(shape));
        let found = ids.get(plain.as_str()).or_else(|| short.and_then(|short| ids.get(short.as_str())));
        if let Some(Some(item)) = found.and_then(|at| items.get_mut(*at)) {
            add_mention(item, other);
        }
    }
    items.into_iter().enumerate().filter_map(|(at, item)| Some((at, item?))).collect()
}

/// The item whose id this one's continues: `qual-001-a` belongs to `qual-001`, `6b.1.2` to `6b.1`.
fn outer_id(item: &Item, ids: &HashMap<&str, usize, RandomState>, own: usize) -> Option<usize> {
    let id = item.id.as_ref().filter(|id| id.contains(['.', '-']))?.to_lowercase();
    let (outer, _) = id.rsplit_once(['.', '-'])?;
    if !outer.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    ids.get(outer).copied().filter(|at| *at != own && (*at < own || id.contains('.')))
}

fn add_mention(item: &mut Item, other: Item) {
    let stated = (other.status_source == StatusSource::Own).then(|| crate::model::Stated {
        status: other.status,
        text: other.status_text.clone().unwrap_or_default(),
        place: other.place,
    });
    // A table or checklist that lists all work with its status speaks for blocks that state none.
    let lists = matches!(other.carrier, Carrier::Row | Carrier::Box);
    if item.status_source == StatusSource::None && lists && stated.is_some() {
        item.status = other.status;
        item.status_text.clone_from(&other.status_text);
        item.status_source = StatusSource::Own;
    }
    item.owner = item.owner.take().or(other.owner);
    item.priority = item.priority.take().or(other.priority);
    item.estimate = item.estimate.take().or(other.estimate);
    item.when = item.when.take().or(other.when);
    if item.depends_on.is_empty() {
        item.depends_on = other.depends_on;
    }
    if item.group.is_none() {
        item.group = other.group;
    }
    let known = |mention: &Mention| mention.place == other.place && mention.title == other.title;
    if item.mentions.iter().any(known) {
        return;
    }
    item.mentions.push(Mention { place: other.place, title: other.title, stated });
}

/// Sorts items by place, and sets parents to their numbers. Gives the number of the item of each of `candidates`
/// candidates that has one.
fn in_order(mut items: Vec<(usize, Item)>, candidates: usize) -> (Vec<Item>, Vec<Option<ItemId>>) {
    items.sort_by_key(|(_, item)| (item.place.span.start, std::cmp::Reverse(item.extent.end)));
    let mut order = vec![None; candidates];
    for (number, (at, _)) in items.iter().enumerate() {
        if let Some(slot) = order.get_mut(*at) {
            *slot = Some(ItemId(number as u32));
        }
    }
    let mut items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
    for item in &mut items {
        item.parent = item.parent.and_then(|id| order.get(id.0 as usize).copied().flatten());
        item.mentions.sort_by_key(|mention| mention.place.span);
    }
    (items, order)
}

/// Gives each item its stable name: its id, else its title, with the title of its group where that is taken.
fn name_items(items: &mut [Item], groups: &[Group]) {
    let mut slugs = Slugs::default();
    let names: Vec<String> =
        items.iter().map(|item| slug(item.id.as_deref().unwrap_or(&item.title))).collect();
    let mut taken: HashMap<&str, u32, RandomState> = HashMap::default();
    for name in &names {
        *taken.entry(name).or_insert(0) += 1;
    }
    for (item, name) in items.iter_mut().zip(&names) {
        let own = item.id.as_deref().unwrap_or(&item.title);
        let alone = taken.get(name.as_str()).copied().unwrap_or(0) <= 1;
        let group =
            item.group.and_then(|id| groups.get(id.0 as usize)).map_or("", |group| group.title.as_str());
        item.key = if alone || group.is_empty() {
            slugs.unique_slug(name.clone())
        } else {
            slugs.unique(&format!("{own} {group}"))
        };
    }
}
