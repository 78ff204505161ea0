//! Bullets without boxes: work under a heading that is a status, bullets whose first mark is a status, bullets that
//! begin with ids; else what a plan offers as evidence.

use crate::markdown::{Block, BlockKind, Inline, ListItem, Table};
use crate::model::{Carrier, EvidenceNote, GroupKind, ItemId, Status, StatusSource};
use crate::parse::plan::headings::{self, group_key};
use crate::parse::reading::{
    Draft, IdShape, LeadId, Marked, Scope, Separator, TailId, first_line, group_head, is_placeholder,
    lead_id, leading, one_line, plain, symbol_status, trailing, trailing_fields,
};
use crate::place::Span;
use crate::vocabulary::{Header, Role};

/// What a bullet begins with.
struct Bullet<'d> {
    item: &'d ListItem,
    inline: &'d Inline,
    mark: Option<(Marked, usize)>,
    id: Option<(LeadId, usize)>,
    /// An id behind its title.
    tail: Option<TailId>,
}

/// Reads a list (or lines of a paragraph) of bullets that carry work or evidence.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    match &block.kind {
        BlockKind::List { items, .. } => list(draft, scope, items),
        BlockKind::Paragraph(inline) => marked_lines(draft, scope, inline),
        _ => false,
    }
}

fn list<'d>(draft: &mut Draft<'d>, scope: &Scope, items: &'d [ListItem]) -> bool {
    let bullets: Vec<Bullet<'d>> = items.iter().filter_map(|item| bullet(draft, item)).collect();
    let marked = bullets.iter().filter(|bullet| bullet.mark.is_some()).count();
    let named = bullets.iter().filter(|bullet| bullet.id.is_some()).count();
    // `✅ Trim the wick` under rules is a rule, and a line of a legend is no result.
    if marked > 0
        && matches!(scope.role, Some(Role::Legend | Role::Practices))
        && bullets.iter().all(|bullet| bullet.item.blocks.len() < 2)
    {
        return true;
    }
    if tracked_by_id(draft, scope, &bullets) {
        work(draft, scope, &bullets, false);
    } else if scope.status.is_some() && scope.depth == 0 && scope.role != Some(Role::Legend) {
        work(draft, scope, &bullets, true);
    } else if marked > 0 && is_work(draft, scope, &bullets) {
        work(draft, scope, &bullets, false);
    } else if marked > 0 {
        evidence(draft, scope, &bullets);
    } else if named >= 2 && named * 2 >= bullets.len() && opens_work(draft, scope, &bullets) {
        work(draft, scope, &bullets, false);
    } else {
        let spoken = mentions(draft, scope, &bullets);
        let ended = ended(draft, scope, &bullets);
        // Inner lists and labels are read by the carriers behind.
        return (spoken || ended) && !bullets.iter().any(|bullet| bullet.item.blocks.len() > 1);
    }
    true
}

fn bullet<'d>(draft: &Draft<'_>, item: &'d ListItem) -> Option<Bullet<'d>> {
    let BlockKind::Paragraph(inline) = item.blocks.first().map(|block| &block.kind)? else { return None };
    let text = inline.text.as_str();
    let first = text.trim_start().chars().next()?;
    // Only a sign or a bracketed word in front speaks: `- ✅ …`, `- [DONE] …`; `- Note: …` does not.
    let mark = leading(text, draft.words, true).filter(|_| !inline.in_code(0)).filter(|(marked, _)| {
        symbol_status(first, true).is_some() || first == '[' || marked.text.chars().all(|c| !c.is_lowercase())
    });
    let from = mark.as_ref().map_or(0, |(_, used)| *used);
    let own = |id: &LeadId| speaks(id) && !draft.words.is_foreign_id(&id.id);
    let id = lead_id(text.get(from..)?, draft.words).filter(own).map(|id| {
        let rest = from + id.rest;
        (id, rest)
    });
    let tail = draft.tail_ids.find(inline, from, draft.words).filter(|_| id.is_none());
    Some(Bullet { item, inline, mark, id, tail })
}

/// Whether an id in front of a bullet is one.
fn speaks(id: &LeadId) -> bool {
    let strong = matches!(id.separator, Separator::Strong | Separator::End);
    match id.shape {
        IdShape::Coded => strong && id.id.chars().any(|c| c.is_ascii_digit()) && id.id.len() >= 3,
        IdShape::Worded => strong,
        IdShape::Parts | IdShape::Number => false,
    }
}

/// Whether bullets with marks are work: they stand in a phase or among features, nothing else there carries work,
/// and they are no list of results.
fn is_work(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    if scope.item.is_some() || !matches!(scope.role, None | Some(Role::Work)) {
        return false;
    }
    if !scope.lead.is_empty() && draft.words.board(&scope.lead).is_some() {
        return false;
    }
    let marks = bullets.iter().filter_map(|bullet| bullet.mark.as_ref());
    let moving = marks.clone().any(|(marked, _)| {
        matches!(marked.status, Status::InProgress | Status::Blocked)
            || marked.status == Status::Todo && !marked.text.contains(['❌', '✗', '✘'])
    });
    let results = marks.clone().any(|(marked, _)| marked.text.contains(['❌', '✗', '✘']));
    let phase = scope
        .group
        .and_then(|id| draft.groups.get(id.0 as usize))
        .is_some_and(|group| group.kind != GroupKind::Section);
    let work = scope.role == Some(Role::Work);
    let tracked = phase && !results || work || moving;
    tracked && !carries_work(draft, scope)
}

/// Whether boxes, tables of work or blocks with ids stand in the part of the plan around a list.
fn carries_work(draft: &Draft<'_>, scope: &Scope) -> bool {
    let extent = match scope.group.and_then(|id| draft.groups.get(id.0 as usize)) {
        Some(group) => group.extent,
        None => draft.outline.sections.get(scope.section).map_or(Span::default(), |section| section.extent),
    };
    let text = &draft.document.text;
    // Blocks stand in the order of the text, and the text is read no further than here: the last one tells.
    if draft.last_block.is_some_and(|block| extent.contains(block)) {
        return true;
    }
    if let Some((_, known)) = draft.carried.get().filter(|(known, _)| *known == extent) {
        return known;
    }
    let carries = draft.outline.inside(extent).any(|section| {
        section.blocks.iter().any(|block| match &block.kind {
            BlockKind::List { items, .. } => {
                items.iter().any(|item| item.task.is_some() || item.span.of(text).starts_with("- ["))
            }
            BlockKind::Table(table) => is_task_table(draft, table),
            _ => false,
        })
    });
    draft.carried.set(Some((extent, carries)));
    carries
}

/// Whether bullets have ids behind their titles (``- **Trim the wick** (`wick-001`) - ✅ DONE``) and say what becomes of
/// each: by a state, or by fields below.
fn tracked_by_id(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let named = bullets.iter().filter(|bullet| bullet.tail.is_some()).count();
    let told = |bullet: &Bullet<'_>| {
        bullet.mark.is_some()
            || bullet.tail.as_ref().is_some_and(|tail| trailing(&tail.text, draft.words).is_some())
            || bullet.item.blocks.len() > 1
    };
    named > 0
        && named * 2 >= bullets.len()
        && matches!(scope.role, None | Some(Role::Work | Role::Next | Role::Summary | Role::Timeline))
        && bullets.iter().filter(|bullet| told(bullet)).count() * 2 >= bullets.len()
}

fn is_task_table(draft: &Draft<'_>, table: &Table) -> bool {
    let first = |cell: &Inline| draft.words.headers(&cell.text).first().copied();
    table.head.iter().any(|cell| matches!(first(cell), Some(Header::Id | Header::Status)))
        && !table.head.first().is_some_and(|cell| draft.words.is_foreign_column(&cell.text))
}

/// Whether bullets with ids open work, and don't only speak of it.
fn opens_work(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let coded =
        bullets.iter().filter_map(|bullet| bullet.id.as_ref()).all(|(id, _)| id.shape == IdShape::Coded);
    let in_work = scope.role == Some(Role::Work) || scope.group.is_some() && scope.role.is_none();
    coded && in_work && scope.item.is_none() && !carries_work(draft, scope)
}

fn work(draft: &mut Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>], column: bool) {
    let mut scope = scope.clone();
    if scope.item.is_none() && !column {
        headings::section_group(draft, &mut scope);
    }
    for bullet in bullets {
        let from = bullet.mark.as_ref().map_or(0, |(_, used)| *used);
        let text = bullet.inline.text.get(from..).unwrap_or("");
        let named = bullet.id.is_some() || bullet.tail.is_some();
        if is_placeholder(text, draft.words) || bullet.mark.is_none() && !column && !named {
            continue;
        }
        let span = first_line(draft, bullet.item.span);
        let mut item = draft.item(String::new(), span, Carrier::Bullet, &scope);
        item.extent = bullet.item.span;
        item.links.extend(bullet.inline.links().map(str::to_owned));
        let mut shape = None;
        let mut title = one_line(text);
        if let Some((id, rest)) = &bullet.id {
            shape = Some(id.shape);
            item.id = Some(id.id.clone());
            item.expands_to = id.expands_to.clone();
            title = one_line(bullet.inline.text.get(*rest..).unwrap_or(""));
        }
        if let Some(tail) = &bullet.tail {
            shape = Some(IdShape::Coded);
            item.id = Some(tail.id.clone());
            title = one_line(&tail.text);
        }
        trailing_fields(draft, &mut item, &mut title);
        let own = trailing(&title, draft.words);
        if let Some((_, at)) = &own {
            title.truncate(*at);
        }
        let mark =
            own.map(|(marked, _)| marked).or_else(|| bullet.mark.as_ref().map(|(marked, _)| marked.clone()));
        if let Some(marked) = mark {
            item.status = marked.status;
            item.status_text = Some(marked.text);
            item.status_source = StatusSource::Own;
        } else if let Some((status, text)) = headings::inherited(&scope) {
            item.status = status;
            item.status_text = Some(text);
            item.status_source = StatusSource::Inherited;
        }
        item.title = plain(&title);
        let index = draft.add(item, shape, &scope);
        let mut inner = scope.clone();
        inner.item = Some(index);
        inner.status = None;
        inner.depth += 1;
        inner_blocks(draft, &inner, bullet.item);
    }
}

fn inner_blocks(draft: &mut Draft<'_>, scope: &Scope, item: &ListItem) {
    // Inner bullets of a piece of work are its text; only labels in them are read.
    for block in item.blocks.get(1..).unwrap_or(&[]) {
        if let BlockKind::List { items, .. } = &block.kind {
            for item in items {
                let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) else {
                    continue;
                };
                let line = inline.text.lines().next().unwrap_or("");
                let Some(found) = crate::parse::reading::label(line).filter(|found| draft.is_field(found))
                else {
                    continue;
                };
                let span = inline.place(found.at, found.at + found.value.len());
                let Some(index) = scope.item else { continue };
                let Some(mut owner) = draft.items.get(index).map(|candidate| candidate.item.clone()) else {
                    continue;
                };
                draft.set_field(&mut owner, found.name, found.value, span);
                if let Some(candidate) = draft.items.get_mut(index) {
                    candidate.item = owner;
                }
            }
        }
    }
}

/// Keeps marked bullets as what the plan offers as proof.
fn evidence<'d>(draft: &mut Draft<'d>, scope: &Scope, bullets: &[Bullet<'d>]) {
    for bullet in bullets {
        let from = bullet.mark.as_ref().map_or(0, |(_, used)| *used);
        let text = bullet.inline.text.get(from..).unwrap_or("");
        // `🔒 Audit - ✅ PASSED`: the first sign only decorates.
        let behind = mark_inside(draft, text);
        let mark = behind.or_else(|| bullet.mark.as_ref().map(|(marked, _)| marked.clone()));
        note(draft, scope, text, mark.as_ref(), first_line(draft, bullet.item.span));
        let mut inner = scope.clone();
        inner.depth += 1;
        (draft.inner)(draft, &inner, bullet.item.blocks.get(1..).unwrap_or(&[]));
    }
}

fn note(draft: &mut Draft<'_>, scope: &Scope, text: &str, mark: Option<&Marked>, span: Span) {
    let text = one_line(text);
    let id = lead_id(&text, draft.words).filter(|id| id.shape != IdShape::Number);
    if let (Some(id), Some(marked)) = (&id, mark) {
        mention(draft, scope, Spoken { id, text: &text, marked: Some(marked.clone()), span });
    }
    draft.evidence.push(EvidenceNote {
        text: text.clone(),
        holds: mark.map(|marked| marked.status == Status::Done),
        id: id.map(|id| id.id),
        place: draft.place(span),
        group: scope.group,
        item: scope.item.map(|index| ItemId(index as u32)),
    });
}

/// `1. **Metrics Exporter** - ✅ **OPERATIONAL**: …`: a mark behind a bold name.
fn ended(draft: &mut Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let mut any = false;
    for bullet in bullets {
        let text = bullet.inline.text.as_str();
        if let Some(marked) = mark_inside(draft, text) {
            let span = first_line(draft, bullet.item.span);
            note(draft, scope, text, Some(&marked), span);
            any = true;
        }
    }
    any
}

/// The mark behind the name of a result: `Metrics Exporter - ✅ **OPERATIONAL**: …`.
fn mark_inside(draft: &Draft<'_>, text: &str) -> Option<Marked> {
    let (at, sign) =
        text.char_indices().find(|(_, c)| symbol_status(*c, false).is_some()).filter(|(at, _)| {
            text.get(..*at).is_some_and(|head| head.chars().any(char::is_alphanumeric)) && *at < 120
        })?;
    let behind = text.get(at..)?;
    let status = leading(behind, draft.words, false)
        .map_or(symbol_status(sign, false), |(marked, _)| Some(marked.status))?;
    Some(Marked { status, text: behind.chars().take(60).collect() })
}

/// Bullets that speak of work defined elsewhere: `7. **Step 8: Performance Optimization** - …`.
fn mentions(draft: &mut Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let mut any = false;
    for bullet in bullets {
        let text = one_line(&bullet.inline.text);
        let Some(id) =
            lead_id(&text, draft.words).filter(|id| matches!(id.shape, IdShape::Worded | IdShape::Coded))
        else {
            if let Some(head) = group_head(&text, draft.words).filter(|head| head.defines)
                && let Some((marked, _)) = trailing(&text, draft.words)
            {
                let span = first_line(draft, bullet.item.span);
                let stated = draft.stated(&marked, span);
                draft.group_mentions.push((group_key(head.kind, &head.number), stated));
            }
            continue;
        };
        let behind = text.get(id.rest..).unwrap_or("");
        let marked = behind
            .char_indices()
            .find(|(_, c)| symbol_status(*c, false).is_some())
            .and_then(|(at, _)| leading(behind.get(at..)?, draft.words, false))
            .map(|(marked, _)| marked)
            .or_else(|| trailing(behind, draft.words).map(|(marked, _)| marked));
        let span = first_line(draft, bullet.item.span);
        mention(draft, scope, Spoken { id: &id, text: &text, marked, span });
        any = true;
    }
    any
}

/// A place that names an item.
struct Spoken<'a> {
    id: &'a LeadId,
    text: &'a str,
    marked: Option<Marked>,
    span: Span,
}

/// Adds a place that names an item defined elsewhere; it comes to nothing where no other place defines it.
fn mention(draft: &mut Draft<'_>, scope: &Scope, spoken: Spoken<'_>) {
    let Spoken { id, text, marked, span } = spoken;
    let mut item = draft.item(
        plain(text.get(id.rest..).unwrap_or("").split([':', '：']).next().unwrap_or("")),
        span,
        Carrier::Bullet,
        scope,
    );
    item.id = Some(id.id.clone());
    item.parent = None;
    if let Some(marked) = marked {
        item.status = marked.status;
        item.status_text = Some(marked.text);
        item.status_source = StatusSource::Own;
    }
    draft.spoken.push((item, id.shape));
}

/// Lines of a paragraph that begin with a mark: `✅ 6/7 Phases Completed` and the like.
fn marked_lines(draft: &mut Draft<'_>, scope: &Scope, inline: &Inline) -> bool {
    let lines: Vec<&str> = inline.text.split('\n').collect();
    let marked = lines
        .iter()
        .filter(|line| line.trim_start().chars().next().is_some_and(|c| symbol_status(c, false).is_some()))
        .count();
    if marked == 0 || marked * 2 < lines.len() {
        return false;
    }
    let mut at = 0;
    for line in &lines {
        if let Some((found, used)) = leading(line, draft.words, false) {
            let span = inline.place(at, at + line.len());
            note(draft, scope, line.get(used..).unwrap_or(""), Some(&found), span);
        }
        at += line.len() + 1;
    }
    true
}
