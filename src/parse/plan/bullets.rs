//! Bullets without boxes: work under a heading that is a status, bullets whose first mark is a status, bullets that
//! begin with ids; else what a plan offers as evidence.

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::{Carrier, GroupKind, Status, StatusSource};
use crate::parse::plan::box_sign::sign;
use crate::parse::plan::bullet_states::{are_counts, is_pictured, marked_behind, struck, worded};
use crate::parse::plan::carried::{carries_work, continue_series, explains, retells};
use crate::parse::plan::notes::{ended, evidence, marked_lines, mentions};
use crate::parse::plan::{columns, containers, headings};
use crate::parse::reading::{
    Draft, IdShape, LeadId, Marked, Scope, Separator, TailId, first_line, group_head, is_placeholder, label,
    lead_id, leading, one_line, plain, symbol_status, trailing, trailing_fields,
};
use crate::vocabulary::{Role, is_unspaced};

/// What a bullet begins with.
pub(super) struct Bullet<'d> {
    pub(super) item: &'d ListItem,
    pub(super) inline: &'d Inline,
    pub(super) mark: Option<(Marked, usize)>,
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
    if columns::of_bullets(draft, scope, items) {
        return true;
    }
    let led = columns::led(draft, scope, items);
    let scope = led.as_ref().unwrap_or(scope);
    let mut bullets: Vec<Bullet<'d>> = items.iter().filter_map(|item| bullet(draft, item)).collect();
    if worded(draft, scope, &mut bullets) || struck(draft, scope, &mut bullets) {
        work(draft, scope, &bullets, true);
        return true;
    }
    let pictured = bullets.iter().filter(|bullet| is_pictured(bullet)).count();
    let marked = bullets.iter().filter(|bullet| bullet.mark.is_some()).count();
    // `- 🔒 Security`, beside `- 🎨 Colours`: where most bullets begin with pictures, none of those speaks.
    let marked = if pictured > 0 && pictured >= marked { 0 } else { marked };
    let named = bullets.iter().filter(|bullet| bullet.id.is_some()).count();
    // `✅ Trim the wick` under rules is a rule, and a line of a legend is no result.
    if marked > 0
        && matches!(scope.role, Some(Role::Legend | Role::Practices))
        && bullets.iter().all(|bullet| bullet.item.blocks.len() < 2)
    {
        return true;
    }
    // `- **PARTIAL:** 8 (12%)`: how many there are, and no work.
    if marked > 0 && are_counts(&bullets) {
        return true;
    }
    if tracked_by_id(draft, scope, &bullets) || tracked_by_step(draft, scope, &bullets) {
        work(draft, scope, &bullets, false);
    } else if scope.status.is_some() && scope.depth == 0 && in_column(draft, scope, &bullets)
        || pictured + marked > 0 && hold_boxes(draft, scope, &bullets)
    {
        work(draft, scope, &bullets, true);
    } else if marked > 0 && is_work(draft, scope, &bullets) {
        work(draft, scope, &bullets, false);
    } else if marked > 0 {
        evidence(draft, scope, &bullets);
    } else if marked_behind(draft, scope, &bullets) {
        work(draft, scope, &bullets, true);
    } else if named >= 2 && named * 2 >= bullets.len() && opens_work(draft, scope, &bullets) {
        work(draft, scope, &bullets, false);
    } else if (scope.item.is_some() || scope.group.is_some())
        && bullets.iter().any(|bullet| draft.begins_with_field(bullet.inline))
    {
        // `- **Status**: 🚧 charts are missing` below a piece of work or a phase is its field.
        return false;
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
        let shouted = || marked.text.chars().all(|c| !c.is_lowercase() && !is_unspaced(c));
        symbol_status(first, true).is_some() || first == '[' || shouted()
    });
    let from = mark.as_ref().map_or(0, |(_, used)| *used);
    let own = |id: &LeadId| speaks(id) && !draft.words.is_foreign_id(&id.id);
    let lead = lead_id(text.get(from..)?, draft.words);
    if let Some(id) = lead.as_ref().filter(|id| own(id)) {
        let rest = from + id.rest;
        return Some(Bullet { item, inline, mark, id: lead.map(|id| (id, rest)), tail: None });
    }
    if let Some(id) = lead.filter(|_| mark.is_none())
        && let Some((marked, rest)) = stated_id(draft, text, &id)
    {
        return Some(Bullet { item, inline, mark: Some((marked, 0)), id: Some((id, rest)), tail: None });
    }
    let tail = draft.tail_ids.find(inline, from, draft.words);
    Some(Bullet { item, inline, mark, id: None, tail })
}

/// An id with its state in brackets before a title: `Task #142 (in_progress): …`.
fn stated_id(draft: &Draft<'_>, text: &str, id: &LeadId) -> Option<(Marked, usize)> {
    if !matches!(id.shape, IdShape::Worded | IdShape::Coded) || draft.words.is_foreign_id(&id.id) {
        return None;
    }
    let (inner, title) = text.get(id.rest..)?.strip_prefix('(')?.split_once(')')?;
    let status = draft.words.status(inner)?;
    let rest = title.trim_start().strip_prefix([':', '：', '-', '–', '—'])?.trim_start();
    let at = text.len() - rest.len();
    (!rest.is_empty()).then(|| (Marked { status, text: inner.to_owned() }, at))
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
    let told = draft.habits.tracking && scope.role == Some(Role::Summary);
    if scope.item.is_some() || !told && !matches!(scope.role, None | Some(Role::Work)) {
        return false;
    }
    if !scope.lead.is_empty() && draft.words.board(&scope.lead).is_some() {
        return false;
    }
    let marks = bullets.iter().filter_map(|bullet| bullet.mark.as_ref());
    let moving = marks.clone().any(|(marked, _)| {
        matches!(marked.status, Status::InProgress | Status::Blocked) && !marked.text.starts_with('⚠')
            || marked.status == Status::Todo && !marked.text.contains(['❌', '✗', '✘'])
    });
    let results = marks.clone().any(|(marked, _)| marked.text.contains(['❌', '✗', '✘']));
    let phase = scope
        .group
        .and_then(|id| draft.groups.get(id.0 as usize))
        .is_some_and(|group| group.kind != GroupKind::Section);
    let work = scope.role == Some(Role::Work);
    // `## Features` with nothing but ticks praises what is there, where boxes or tables elsewhere say what is to do.
    let praise = work
        && !phase
        && draft.habits.boxed
        && !marks.clone().any(|(marked, _)| marked.status != Status::Done);
    let tracked = phase && !results || work && !praise || moving || draft.habits.tracking;
    tracked && !carries_work(draft, scope)
}

/// Whether nearly all bullets have a sign of a state and boxes below: they are the work that the boxes are parts of.
fn hold_boxes(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let whole = |bullet: &&Bullet<'_>| {
        (bullet.mark.is_some() || is_pictured(bullet)) && boxes_below(draft, bullet.item).next().is_some()
    };
    scope.item.is_none()
        && scope.depth == 0
        && matches!(scope.role, None | Some(Role::Work | Role::Next))
        && bullets.iter().filter(whole).count() * 3 >= bullets.len() * 2
}

/// The lists with boxes in a bullet.
fn boxes_below<'d>(draft: &Draft<'_>, item: &'d ListItem) -> impl Iterator<Item = &'d Block> {
    item.blocks.iter().skip(1).filter(move |block| match &block.kind {
        BlockKind::List { items, .. } => items.iter().any(|item| sign(draft, item).is_some()),
        _ => false,
    })
}

/// Whether bullets have ids behind their titles (``- **Trim the wick** (`wick-001`) - ✅ DONE``) and say what becomes of
/// each: by a state, or by fields below.
fn tracked_by_id(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let named = bullets.iter().filter(|bullet| bullet.tail.is_some()).count();
    let told = |bullet: &Bullet<'_>| {
        bullet.mark.is_some()
            || bullet.item.blocks.len() > 1
            || bullet.tail.as_ref().is_some_and(|tail| trailing(&tail.text, draft.words).is_some())
    };
    named > 0
        && named * 2 >= bullets.len()
        && matches!(scope.role, None | Some(Role::Work | Role::Next | Role::Summary | Role::Timeline))
        && bullets.iter().filter(|bullet| told(bullet)).count() * 2 >= bullets.len()
}

/// Whether nearly all bullets have ids and states: `- **[Step 1] Cut the wick (✅ done)**`, `1. **VERIFIED** — M10.1 — Wax`.
fn tracked_by_step(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let told = |bullet: &&Bullet<'_>| {
        let Some((id, rest)) = &bullet.id else { return false };
        let line = bullet.inline.text.get(*rest..).and_then(|text| text.lines().next()).unwrap_or("");
        match id.shape {
            IdShape::Worded => trailing(line.trim_end_matches('*'), draft.words).is_some(),
            _ => id.separator == Separator::Strong && bullet.mark.is_some() && !line.is_empty(),
        }
    };
    bullets.len() > 1
        && scope.item.is_none()
        && matches!(scope.role, None | Some(Role::Work | Role::Practices | Role::Timeline))
        && bullets.iter().filter(told).count() * 4 >= bullets.len() * 3
}

/// Whether bullets under the heading of a column (`## Pending`) are work, and no facts about it: `- **Total:** 12`.
fn in_column(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let short = scope.lead.split_whitespace().count() <= 9;
    let about =
        short && matches!(draft.words.role(&scope.lead), Some(Role::Summary | Role::Metrics | Role::Legend));
    let fact = |bullet: &Bullet<'_>| {
        label(bullet.inline.text.lines().next().unwrap_or("")).is_some_and(|found| {
            let bold = bullet.inline.leading_strong().is_some_and(|strong| strong.start == 0);
            let number = found.value.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '%' | ' '));
            bold && (is_placeholder(found.value, draft.words) || number && !found.value.is_empty())
        })
    };
    // Remarks on work that has its own lines.
    let known = |bullet: &Bullet<'_>| {
        let first = bullet.inline.text.split_whitespace().next().unwrap_or("");
        draft.names(first.trim_matches([':', '：', ',', '*']))
    };
    scope.role != Some(Role::Legend)
        && !columns::is_aside(draft, scope)
        && !bullets.iter().all(known)
        && !retells(draft, scope)
        && !explains(draft, scope)
        && (!about || scope.lead.is_empty())
        && (bullets.is_empty() || bullets.iter().any(|bullet| !fact(bullet)))
}

/// Whether bullets with ids open work, and don't only speak of it.
fn opens_work(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let coded =
        bullets.iter().filter_map(|bullet| bullet.id.as_ref()).all(|(id, _)| id.shape == IdShape::Coded);
    if !coded || scope.item.is_some() || !matches!(scope.role, None | Some(Role::Work)) {
        return false;
    }
    let in_work = scope.role == Some(Role::Work) || scope.group.is_some();
    let ids = bullets.iter().map(|bullet| bullet.id.as_ref().map(|(id, _)| id.id.as_str()));
    in_work && !carries_work(draft, scope) || continue_series(draft, ids)
}

fn work<'d>(draft: &mut Draft<'d>, scope: &Scope, bullets: &[Bullet<'d>], column: bool) {
    let mut scope = scope.clone();
    let named = scope.status.as_ref().is_some_and(|marked| marked.status == Status::Unknown);
    // `### Features` below `## Backlog`
    let below = draft
        .outline
        .sections
        .get(scope.section)
        .is_some_and(|section| containers::column(draft, section).is_none());
    if scope.item.is_none() && (!column || named || below) {
        headings::section_group(draft, &mut scope);
    }
    let struck_off = columns::is_struck_off(draft, &scope);
    for bullet in bullets {
        let from = bullet.mark.as_ref().map_or(0, |(_, used)| *used);
        let text = bullet.inline.text.get(from..).unwrap_or("");
        let named = bullet.id.is_some() || bullet.tail.is_some();
        // `- 🔄 Phase 2: …` below `## In progress`, where a heading defines that phase, speaks of it.
        if let Some(key) = defined_part(draft, text) {
            let stated = bullet.mark.as_ref().map(|(marked, _)| marked).or(scope.status.as_ref());
            if let Some(marked) = stated {
                let stated = draft.stated(marked, first_line(draft, bullet.item.span));
                draft.group_mentions.push((key, stated));
            }
            continue;
        }
        if is_placeholder(text, draft.words) || bullet.mark.is_none() && !column && !named {
            continue;
        }
        // `- Rigging` with boxes below is what they belong to, as a heading is.
        let heads = bullet.mark.is_none() && !named && scope.status.is_some() && !is_pictured(bullet);
        if heads && (boxes_below(draft, bullet.item).next().is_some() || columns::is_title(bullet)) {
            (draft.inner)(draft, &scope, bullet.item.blocks.get(1..).unwrap_or(&[]));
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
        if bullet.inline.is_struck(from) && item.status_source != StatusSource::Own {
            item.status = if struck_off { Status::Done } else { Status::Cancelled };
            item.status_text = Some("struck through".to_owned());
            item.status_source = StatusSource::Own;
        }
        item.title = plain(&title);
        if item.title.is_empty() {
            item.title = item.id.clone().unwrap_or_default();
        }
        let index = draft.add(item, shape, &scope);
        parts(draft, &scope, index, bullet);
    }
}

/// Reads what stands below a bullet that is a piece of work.
fn parts<'d>(draft: &mut Draft<'d>, scope: &Scope, index: usize, bullet: &Bullet<'d>) {
    let mut inner = scope.clone();
    inner.item = Some(index);
    inner.status = None;
    inner.depth += 1;
    inner_blocks(draft, &inner, bullet.item);
    let boxes: Vec<&'d Block> = boxes_below(draft, bullet.item).collect();
    for block in boxes {
        (draft.inner)(draft, &inner, std::slice::from_ref(block));
    }
}

/// The key of the part that a bullet begins with, if a heading defines that part.
fn defined_part(draft: &Draft<'_>, text: &str) -> Option<String> {
    let head =
        group_head(text, draft.words).filter(|head| head.defines && head.kind != GroupKind::Version)?;
    Some(headings::group_key(head.kind, &head.number)).filter(|key| draft.headed_parts.contains(key))
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
                draft.set_field_of(index, found.name, found.value, span);
            }
        }
    }
}
