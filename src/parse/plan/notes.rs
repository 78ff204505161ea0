//! What bullets tell of work that other places define: results with a mark, and lines that name an item or a part.

use crate::markdown::Inline;
use crate::model::{Carrier, EvidenceNote, ItemId, Status, StatusSource};
use crate::parse::plan::bullets::Bullet;
use crate::parse::plan::headings::group_key;
use crate::parse::reading::{
    Draft, IdShape, LeadId, Marked, Scope, first_line, group_head, lead_id, leading, one_line, plain,
    symbol_status, trailing,
};
use crate::place::Span;

/// Keeps marked bullets as what the plan offers as proof.
pub(super) fn evidence<'d>(draft: &mut Draft<'d>, scope: &Scope, bullets: &[Bullet<'d>]) {
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
pub(super) fn ended(draft: &mut Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
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
pub(super) fn mentions(draft: &mut Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
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
pub(super) fn marked_lines(draft: &mut Draft<'_>, scope: &Scope, inline: &Inline) -> bool {
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
