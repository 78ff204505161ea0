//! Labelled values in paragraphs and bullets (`**Owner**: Ana`, `Status: X | Effort: 2-3 h`), and fields that
//! trail a title (`[P]`, `(@ana)`, `(depends on T004)`).

use crate::markdown::{Block, BlockKind, Inline, InlineKind, ListItem};
use crate::model::{Field, GroupKind, Item, StatusSource};
use crate::parse::plan::{headings, values};
use crate::parse::reading::{Draft, Marked, Scope, cell, labels, plain};
use crate::place::Span;
use crate::vocabulary::{Header, Role};

/// Reads a paragraph or a list of labelled values.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inline) if values::line(draft, scope, inline) => {
            let behind = inline.text.find('\n').map_or(inline.text.len(), |at| at + 1);
            lines(draft, scope, inline, behind);
            true
        }
        BlockKind::Paragraph(inline) => lines(draft, scope, inline, 0) || lone_state(draft, scope, inline),
        BlockKind::List { items, .. } => {
            let mut read = false;
            for item in items {
                read |= bullet(draft, scope, item);
            }
            read
        }
        _ => false,
    }
}

/// Reads the lines below a bold line that stand in its own paragraph.
pub(super) fn tail(draft: &mut Draft<'_>, scope: &Scope) {
    let Some((heading, at)) =
        draft.outline.sections.get(scope.section).and_then(|section| Some((section.heading?, section.tail?)))
    else {
        return;
    };
    lines(draft, scope, heading, at);
}

/// A bullet with a label: a field of the item or group it stands in.
fn bullet<'d>(draft: &mut Draft<'d>, scope: &Scope, item: &'d ListItem) -> bool {
    let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) else {
        return false;
    };
    let read = lines(draft, scope, inline, 0);
    let mut inner = scope.clone();
    inner.depth += 1;
    // `- **Success Criteria**:` with a list below.
    let first = inline.text.lines().next().unwrap_or("").trim();
    if let Some(role) = first.ends_with([':', '：']).then(|| draft.words.role(first)).flatten() {
        inner.role = Some(role);
    }
    let rest = item.blocks.get(1..).unwrap_or(&[]);
    for block in rest {
        if let BlockKind::List { .. } | BlockKind::Table(_) | BlockKind::Code { .. } = block.kind {
            let list = std::slice::from_ref(block);
            inner.lead = first.to_owned();
            read_inner(draft, &inner, list);
        }
    }
    read
}

/// Inner blocks keep the role that their bullet gives them.
fn read_inner<'d>(draft: &mut Draft<'d>, scope: &Scope, blocks: &'d [Block]) {
    (draft.inner)(draft, scope, blocks);
}

/// Reads each line of a paragraph that is a label or several.
fn lines(draft: &mut Draft<'_>, scope: &Scope, inline: &Inline, from: usize) -> bool {
    let mut read = false;
    let mut at = from;
    for line in inline.text.get(from..).unwrap_or("").split('\n') {
        let bold = inline.marks.iter().any(|mark| {
            mark.start >= at
                && mark.start < at + line.len().max(1)
                && (mark.kind == InlineKind::Strong
                    // kiro: `_Requirements: 1.2_`
                    || mark.kind == InlineKind::Emphasis && mark.start == at && mark.end + 1 >= at + line.trim_end().len())
        });
        for found in labels(line) {
            let start = at + found.at;
            let span = inline.place(start, start + found.value.len());
            read |= value(draft, scope, Value { name: found.name, value: found.value, span, bold });
        }
        at += line.len() + 1;
    }
    read
}

/// A labelled value, and whether its label is bold.
struct Value<'t> {
    name: &'t str,
    value: &'t str,
    span: Span,
    bold: bool,
}

/// Gives one labelled value to what it belongs to.
fn value(draft: &mut Draft<'_>, scope: &Scope, found: Value<'_>) -> bool {
    let Value { name, value, span, bold } = found;
    let headers = draft.words.headers(name);
    let known = headers
        .iter()
        .any(|header| !matches!(header, Header::Name | Header::Title | Header::Id | Header::Phase));
    if let Some(index) = scope.item {
        let block = draft
            .items
            .get(index)
            .is_some_and(|candidate| candidate.item.carrier == crate::model::Carrier::Block);
        if !known && !bold && !block {
            return false;
        }
        if value.is_empty() {
            return false;
        }
        // Taken out for the moment, so that the item can be changed while the draft is asked.
        let mut items = std::mem::take(&mut draft.items);
        let candidate = items.get_mut(index);
        let found = candidate.is_some();
        if let Some(candidate) = candidate {
            let item = &mut candidate.item;
            // `### Task 1` with `Description: …` below: the words below name it.
            if item.id.as_ref() == Some(&item.title)
                && headers.iter().any(|header| matches!(header, Header::Title | Header::Name | Header::Notes))
                && value.chars().count() <= 160
            {
                item.title = plain(value);
            }
            if !(headers.contains(&Header::Status) && block_status(draft, item, value)) {
                draft.set_field(item, name, value, span);
            }
        }
        draft.items = items;
        if !found {
            return false;
        }
        return true;
    }
    let how_far =
        if bold { draft.words.says_how_far(name) } else { headers.first() == Some(&Header::Status) };
    if how_far && !matches!(scope.role, Some(Role::Legend | Role::Criteria)) {
        // `**Overall progress:** 50%` below the last phase is none of its.
        return says_whole(draft, scope, name, span) || state(draft, scope, value, span);
    }
    if known || bold {
        if scope.group.is_none() && scope.depth == 0 && about_the_whole(draft, scope) && !value.is_empty() {
            draft.fields.push(Field {
                name: name.to_owned(),
                value: value.to_owned(),
                place: draft.place(span),
            });
        } else if headers.contains(&Header::When)
            && let Some(group) = scope.group.and_then(|id| draft.groups.get_mut(id.0 as usize))
        {
            group.when.get_or_insert_with(|| value.to_owned());
        }
        return true;
    }
    false
}

/// Whether a label at the end of a document speaks of all of the plan: `Overall progress` behind what the last phase holds.
fn says_whole(draft: &Draft<'_>, scope: &Scope, name: &str, span: Span) -> bool {
    let whole = |text: &str| draft.words.is_column(text, "whole");
    let last = scope.section + 1 == draft.outline.sections.len() && scope.group.is_some();
    let section = draft.outline.sections.get(scope.section).filter(|section| last && section.level > 1);
    let first = section.and_then(|section| section.blocks.first());
    first.is_some_and(|first| first.span.end <= span.start)
        && (whole(name) || name.split_whitespace().any(whole))
}

/// Whether a place speaks of the document itself: below its title, or behind the last rule.
fn about_the_whole(draft: &Draft<'_>, scope: &Scope) -> bool {
    let last = scope.section + 1 == draft.outline.sections.len();
    let role = scope.role.is_none();
    draft.outline.sections.get(scope.section).is_some_and(|section| section.level <= 1 || last && role)
}

/// A `Status:` line of a block of work counts only if its heading says nothing.
fn block_status(draft: &Draft<'_>, item: &mut Item, value: &str) -> bool {
    let Some(marked) = cell(value, draft.words) else { return false };
    // A word beats a sign: `### Export ❌` with `Status: Blocked` below.
    let wordless = |text: &str| !text.contains(char::is_alphabetic);
    let sign = item.status_text.as_deref().is_some_and(wordless) && !wordless(&marked.text);
    if item.status_source != StatusSource::Own || sign {
        item.status = marked.status;
        item.status_text = Some(marked.text);
        item.status_source = StatusSource::Own;
        return true;
    }
    false
}

/// A paragraph below the heading of a part that is nothing but a state: `Pending.`
fn lone_state(draft: &mut Draft<'_>, scope: &Scope, inline: &Inline) -> bool {
    let text = inline.text.trim().trim_end_matches(['.', '。']);
    if scope.item.is_some() || scope.depth > 0 || text.len() > 40 {
        return false;
    }
    let Some(status) = draft.words.status(text) else { return false };
    let stated = draft.stated(&Marked { status, text: text.to_owned() }, inline.place(0, inline.text.len()));
    let span = draft.outline.sections.get(scope.section).map(|section| section.span);
    let group = scope.group.and_then(|id| draft.groups.get_mut(id.0 as usize));
    let Some(group) = group.filter(|group| Some(group.place.span) == span && group.claimed.is_none()) else {
        return false;
    };
    group.claimed = Some(stated);
    true
}

/// A `Status:` line of a group or of the whole is a claim.
fn state(draft: &mut Draft<'_>, scope: &Scope, value: &str, span: Span) -> bool {
    let Some(marked) = cell(value, draft.words) else { return true };
    let stated = draft.stated(&marked, span);
    // A heading of its own inside a phase (`#### Buffer`) states nothing of the phase.
    let inner = draft.outline.sections.get(scope.section).filter(|section| {
        headings::names_a_part(draft, section)
            && scope
                .group
                .and_then(|id| draft.groups.get(id.0 as usize))
                .is_some_and(|group| group.place.span != section.span && group.kind != GroupKind::Section)
    });
    if let Some(section) = inner {
        draft.section_states.push((section.span, stated));
        return true;
    }
    match scope.group.and_then(|id| draft.groups.get_mut(id.0 as usize)) {
        Some(group) if group.claimed.is_none() => group.claimed = Some(stated),
        Some(group) => group.mentions.push(stated),
        None => {
            let deep = draft.outline.sections.get(scope.section).is_some_and(|section| section.level > 2)
                && !about_the_whole(draft, scope);
            // Work that follows below the same heading makes a part of it, whose state this is.
            let own = draft.outline.sections.get(scope.section).filter(|section| section.level > 1);
            if let Some(section) = own.filter(|section| headings::names_a_part(draft, section)) {
                draft.section_states.push((section.span, stated.clone()));
            }
            if draft.claimed.is_none() && !deep {
                draft.claimed = Some(stated);
            }
        }
    }
    true
}
