//! Headings and bold lines that open something: a part of the plan, a block of work, a column of a board.

use crate::model::{Carrier, Group, GroupId, GroupKind, Status, StatusSource};
use crate::parse::plan::containers;
use crate::parse::plan::heading_id::{numbered_id, work_id};
use crate::parse::reading::{
    Draft, IdShape, LeadId, Marked, Scope, Section, Separator, box_mark, cell, label, plain, trailing,
    trailing_fields,
};
use crate::vocabulary::{Header, Role};

/// Opens what the heading of the scope's section names.
pub(super) fn open(draft: &mut Draft<'_>, scope: &mut Scope) {
    let Some(section) = draft.outline.sections.get(scope.section).cloned() else { return };
    if section.heading.is_none() {
        return;
    }
    scope.role = section.role;
    if states_the_whole(draft, scope, &section) {
        return;
    }
    // A section of the same level ends a block of work; deeper ones belong to it.
    if let Some(head) = section.group.as_ref() {
        let same = scope.group.is_some_and(|id| is_part(draft, id, head.kind, &head.number));
        if head.defines && !same && !foreign(&section) && scope.item.is_none() {
            open_group(draft, scope, &section, head.kind, Some(head.number.clone()));
            return;
        }
        if let Some(marked) = speaking(draft, &section) {
            let stated = draft.stated(&marked, section.span);
            draft.group_mentions.push((group_key(head.kind, &head.number), stated));
        }
        return;
    }
    if let Some(id) = work_id(draft, &section) {
        if let Some((kind, number)) = containers::part_of_work(draft, scope, &section, &id.0) {
            open_group(draft, scope, &section, kind, Some(number));
            return;
        }
        around(draft, scope, &section);
        open_item(draft, scope, &section, Some(id));
        return;
    }
    let labelled = draft.labelled.contains(&scope.section);
    if (section.title.boxed() || labelled) && !matches!(section.role, Some(Role::Legend | Role::Criteria)) {
        around(draft, scope, &section);
        let number = section.title.number.as_ref().filter(|_| labelled).map(|number| numbered_id(number));
        open_item(draft, scope, &section, number);
        return;
    }
    if let Some(status) =
        containers::column(draft, &section).filter(|_| !matches!(section.role, Some(Role::Legend)))
    {
        // `## Bugs` tells no state where the whole does: `# TODO`.
        if status != Status::Unknown || scope.status.is_none() {
            scope.status = Some(Marked { status, text: section.title.text.clone() });
        }
        return;
    }
    if scope.status.is_some() && scope.item.is_none() && containers::card(draft, &section) {
        open_item(draft, scope, &section, None);
        return;
    }
    // `## Features` below `# TODO` is still to do.
    if section.own_role && section.role != Some(Role::Work) && scope.status.is_some() {
        scope.status = None;
    }
}

/// Reads a heading that is a field (`## Status: Not started`): it says how far the part or the document around it is.
fn states_the_whole(draft: &mut Draft<'_>, scope: &Scope, section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| heading.text.as_str());
    // `### Status: 🟡 IN PROGRESS (13 items TODO)`: the words right behind the colon say it.
    let value = label(heading).filter(|found| !found.value.is_empty());
    // `## Completed ✓` is a state and no name of one.
    let is_state = |name: &str| draft.words.says_how_far(name) && draft.words.board(name).is_none();
    // Most headings are none of these, and end without a state.
    if section.title.last.is_none() && !value.as_ref().is_some_and(|found| is_state(found.name)) {
        return false;
    }
    let said = value.and_then(|found| Some((found.name, cell(found.value, draft.words)?)));
    let whole = section.title.last.clone().map(|marked| (section.title.text.as_str(), marked));
    let Some((name, marked)) = said.or(whole).filter(|_| scope.item.is_none()) else { return false };
    if !is_state(name) {
        return false;
    }
    let stated = draft.stated(&marked, section.span);
    if let Some(group) = scope.group.and_then(|id| draft.groups.get_mut(id.0 as usize)) {
        group.claimed.get_or_insert(stated);
        return true;
    }
    // `### Status` below `## Cargo` speaks of the cargo.
    let around = section.parent.and_then(|parent| draft.outline.sections.get(parent));
    match around.filter(|around| around.level > 1 && names_a_part(draft, around)) {
        Some(around) => draft.section_states.push((around.span, stated)),
        None => _ = draft.claimed.get_or_insert(stated),
    }
    true
}

/// Whether the heading of a section names something, so that a state below it is said of that: `## Overview` and
/// `## Project status` speak of what stands around them.
pub(super) fn names_a_part(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    section.heading.is_some()
        && !section.own_role
        && !draft.words.headers(&section.title.text).contains(&Header::Status)
}

/// The heading around a block of work is a part of the plan, unless it is a state.
fn around(draft: &mut Draft<'_>, scope: &mut Scope, section: &Section<'_>) {
    let Some(parent) = section.parent.filter(|_| scope.item.is_none()) else { return };
    if draft.outline.sections.get(parent).is_some_and(|parent| containers::column(draft, parent).is_some()) {
        return;
    }
    let mut around = scope.clone();
    around.section = parent;
    section_group(draft, &mut around);
    scope.group = around.group;
}

fn is_part(draft: &Draft<'_>, id: GroupId, kind: GroupKind, number: &str) -> bool {
    let mut at = Some(id);
    while let Some(group) = at.and_then(|id| draft.groups.get(id.0 as usize)) {
        if group.kind == kind && group.number.as_deref() == Some(number) {
            return true;
        }
        at = group.parent;
    }
    false
}

/// Whether a heading that names a part stands where parts are only spoken of.
fn foreign(section: &Section<'_>) -> bool {
    matches!(
        section.role,
        Some(Role::Criteria | Role::Gates | Role::Metrics | Role::Risks | Role::Legend | Role::Team)
    ) && !section.own_role
}

/// The key under which statements about a part are joined.
pub(super) fn group_key(kind: GroupKind, number: &str) -> String {
    format!("{} {}", kind.name(), number.to_lowercase())
}

/// The status a heading states; leading signs count only where they don't decorate.
pub(super) fn speaking(draft: &Draft<'_>, section: &Section<'_>) -> Option<Marked> {
    let title = &section.title;
    let drawn = |sign: char| "🔄🔃🚧🏗🏃🛠🔨🔒📋📝📅🗓🔲⏩".contains(sign);
    let silent = draft.habits.decorated
        || draft.habits.illustrated && section.group.is_none() && title.sign.is_some_and(drawn);
    let first = || title.first.clone().filter(|mark| !silent || mark.text.chars().any(char::is_alphabetic));
    // A sign that the document explains itself: `## Phase 4: Nets ⚪`.
    let explained = || {
        let sign = section.heading?.text.split_whitespace().next_back()?;
        draft.signs.state(sign).map(|status| Marked { status, text: sign.to_owned() })
    };
    let boxed = || boxed_tail(draft, section).map(|(marked, _)| marked);
    title
        .last
        .clone()
        .or_else(boxed)
        .or_else(explained)
        .or_else(first)
        .or_else(|| section.group.as_ref()?.says.clone())
}

/// The round box behind the title of a part and where it begins: `## Phase 1: Hull (x) 2031-02-18`. One alone may be a
/// part of a title.
fn boxed_tail(draft: &Draft<'_>, section: &Section<'_>) -> Option<(Marked, usize)> {
    section.group.as_ref().filter(|head| head.defines)?;
    let own = round_box(&section.title.text)?;
    let parts = draft.outline.sections.iter().filter(|other| other.group.is_some());
    parts.filter(|other| round_box(&other.title.text).is_some()).nth(1).map(|_| own)
}

/// `(x)`, `(~)` or `( )` at the end of a title or before the day behind it.
fn round_box(title: &str) -> Option<(Marked, usize)> {
    let at = title.rfind(" (")?;
    let (inner, behind) = title.get(at + 2..)?.split_once(')')?;
    let mut signs = inner.chars();
    let sign = signs.next().filter(|sign| matches!(sign, 'x' | 'X' | '~' | ' '));
    let day = behind.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '/'));
    let status = box_mark(sign.filter(|_| day && signs.next().is_none())?, false)?;
    Some((Marked { status, text: format!("({inner})") }, at))
}

fn open_group(
    draft: &mut Draft<'_>,
    scope: &mut Scope,
    section: &Section<'_>,
    kind: GroupKind,
    number: Option<String>,
) {
    let parent = outer_part(draft, scope.group, section, kind, number.as_deref());
    let level = parent.and_then(|id| draft.groups.get(id.0 as usize)).map_or(1, |group| group.level + 1);
    let below = draft.section_states.iter().find(|(span, _)| *span == section.span);
    let below = below.map(|(_, stated)| stated.clone());
    // What turns out to be said of a part was not said of the whole.
    draft.claimed.take_if(|whole| below.as_ref().is_some_and(|stated| stated.place == whole.place));
    let claimed = speaking(draft, section).map(|marked| draft.stated(&marked, section.span)).or(below);
    // What `## Remaining work` says of all below it holds for a phase that says nothing itself.
    if claimed.is_some() {
        scope.status = None;
    }
    draft.groups.push(Group {
        key: String::new(),
        title: match boxed_tail(draft, section) {
            Some((_, at)) => plain(section.title.text.get(..at).unwrap_or("")),
            None => section.title.text.clone(),
        },
        kind,
        number,
        level,
        place: draft.place(section.span),
        extent: section.extent,
        parent,
        claimed,
        mentions: Vec::new(),
        when: when(section.heading.map_or(section.title.text.as_str(), |heading| heading.text.as_str())),
    });
    scope.group = Some(GroupId(draft.groups.len() as u32 - 1));
}

/// The part around a new one. A phase stands in no other phase, however deep its heading is, except by its number:
/// `2.1` stands in `2`, week 1 in weeks 1-3.
fn outer_part(
    draft: &Draft<'_>,
    around: Option<GroupId>,
    section: &Section<'_>,
    kind: GroupKind,
    number: Option<&str>,
) -> Option<GroupId> {
    let mut at = around;
    while let Some(group) = at.and_then(|id| draft.groups.get(id.0 as usize)) {
        let outer = group.number.as_deref().unwrap_or("");
        let numbered = number.is_some_and(|number| {
            number.strip_prefix(outer).is_some_and(|rest| {
                rest.starts_with(['.', '-', '–']) || rest.starts_with(|c: char| c.is_ascii_alphabetic())
            })
        });
        let kin = kind == GroupKind::Section
            || group.kind != kind
            || numbered
            || outer.contains(['-', '–'])
            || outer.is_empty();
        if kin && group.extent.contains(section.extent) {
            return at;
        }
        at = group.parent;
    }
    None
}

/// `(Weeks 1-2)` in a title.
fn when(title: &str) -> Option<String> {
    title.split(['(', '（']).skip(1).find_map(|part| {
        let inner = part.split([')', '）']).next()?.trim();
        let lower = inner.to_lowercase();
        let known = [
            "week",
            "day",
            "month",
            "q1",
            "q2",
            "q3",
            "q4",
            "semana",
            "woche",
            "semaine",
            "недел",
            "周",
            "週",
            "天",
            "日",
            "月",
            "주",
            "20",
        ];
        (inner.contains(|c: char| c.is_ascii_digit()) && known.iter().any(|word| lower.contains(word)))
            .then(|| inner.to_owned())
    })
}

/// A group for a heading with work directly below it that names no part of the plan: `## Bugs`.
pub(super) fn section_group(draft: &mut Draft<'_>, scope: &mut Scope) {
    let Some(section) = draft.outline.sections.get(scope.section).cloned() else { return };
    if section.heading.is_none()
        || section.group.as_ref().is_some_and(|head| head.defines)
        || section.level <= 1 && section.parent == Some(0) && scope.section == 1
    {
        return;
    }
    // `### Status: in progress` is a field of the part around it.
    let field = section.heading.and_then(|heading| label(&heading.text)).is_some_and(|found| {
        !found.value.is_empty() && draft.words.headers(found.name).first() == Some(&Header::Status)
    });
    if scope.item.is_some() || plain_work(&section) || field {
        return;
    }
    // Groups stand in the order of the text: one of this section is among the last.
    let own = draft.groups.iter().rev().take_while(|group| group.place.span.start >= section.span.start);
    let behind =
        own.enumerate().find(|(_, group)| group.place.span == section.span).map(|(behind, _)| behind);
    if let Some(behind) = behind {
        scope.group = Some(GroupId((draft.groups.len() - 1 - behind) as u32));
        return;
    }
    let status = scope.status.take();
    open_group(draft, scope, &section, GroupKind::Section, section.title.number.clone());
    scope.status = status;
}

/// `## Tasks`: a heading that says no more than that work stands below is no part of the plan.
fn plain_work(section: &Section<'_>) -> bool {
    section.own_role && section.role == Some(Role::Work) && section.title.text.split_whitespace().count() <= 2
}

fn open_item(draft: &mut Draft<'_>, scope: &mut Scope, section: &Section<'_>, id: Option<(LeadId, IdShape)>) {
    let title = &section.title;
    // `P1: Keep the drafts` says how urgent it is.
    let label = section.id.as_ref().filter(|label| id.is_none() && containers::is_label(&label.id));
    let label = label.filter(|label| label.separator == Separator::Strong && label.id.starts_with('P'));
    let lead = id.as_ref().map_or(label.map_or(0, |label| label.rest), |(id, _)| id.rest);
    let (mut name, marked) = split_after_id(draft, title.text.get(lead..).unwrap_or(""));
    // Blocks of work that follow one another are siblings; deeper headings are parts.
    let outer = scope.item.filter(|index| {
        draft.items.get(*index).is_some_and(|candidate| {
            candidate.item.carrier == Carrier::Block && candidate.item.extent.contains(section.extent)
        })
    });
    scope.item = outer;
    let mut item = draft.item(String::new(), section.span, Carrier::Block, scope);
    item.priority = label.map(|label| label.id.clone());
    trailing_fields(draft, &mut item, &mut name);
    let ended = trailing(&name, draft.words).filter(|(_, at)| *at > 0);
    if let Some((_, at)) = &ended {
        name.truncate(*at);
    }
    item.title = if name.is_empty() { title.text.clone() } else { plain(&name) };
    item.extent = section.extent;
    let shape = id.as_ref().map(|(_, shape)| *shape);
    if let Some((id, _)) = id {
        item.expands_to = id.expands_to;
        item.id = Some(id.id);
    }
    // `### S-07 🟡 …` below `## Pending`: the colour says how urgent it is.
    let colour = |marked: &Marked| marked.text.chars().all(|c| "🔴🟠🟡🟢🔵⚪".contains(c));
    let marked = marked.filter(|marked| inherited(scope).is_none() || !colour(marked));
    if let Some(marked) = speaking(draft, section).or(marked).or(ended.map(|(marked, _)| marked)) {
        item.status = marked.status;
        item.status_text = Some(marked.text);
        item.status_source = StatusSource::Own;
    } else if let Some((status, text)) = inherited(scope) {
        item.status = status;
        item.status_text = Some(text);
        item.status_source = StatusSource::Inherited;
    }
    if let Some(heading) = section.heading {
        item.links.extend(heading.links().map(str::to_owned));
    }
    let index = draft.add(item, shape, scope);
    scope.item = Some(index);
    scope.status = None;
}

/// What follows an id may begin with a mark of its own: `### F1: ✅ Title`.
fn split_after_id(draft: &Draft<'_>, rest: &str) -> (String, Option<Marked>) {
    let mark = crate::parse::reading::leading(rest, draft.words, true);
    match mark.filter(|(_, used)| *used < rest.len()) {
        Some((marked, used)) => (plain(rest.get(used..).unwrap_or("")), Some(marked)),
        None => (plain(rest), None),
    }
}

/// Whether a status is one that a column of a board gives.
pub(super) fn inherited(scope: &Scope) -> Option<(Status, String)> {
    let known = scope.status.as_ref().filter(|marked| marked.status != Status::Unknown);
    known.map(|marked| (marked.status, marked.text.clone()))
}
