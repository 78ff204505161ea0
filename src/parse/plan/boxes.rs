//! List items with a box: `- [ ]`, `1. [x]`, `- [~]`, `- ☐`, at any depth.

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::{Carrier, Status, StatusSource};
use crate::parse::plan::box_id::{bold_id, spoken_id};
use crate::parse::plan::box_sign::{self, BoxSign, sign};
use crate::parse::plan::box_words::{sized, words_of};
use crate::parse::plan::{boxed_criteria, columns, containers, headings};
use crate::parse::reading::{
    Draft, IdShape, Scope, Section, box_mark, first_line, is_placeholder, label, lead_id, numbered,
};
use crate::place::Span;
use crate::vocabulary::{Role, normalise};

/// Success, as headings of what is to be reached say it.
const SUCCESS: [&str; 8] = ["success", "exito", "sucesso", "succes", "erfolg", "успех", "成功", "성공"];

/// Reads a list in which at least one item has a box.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::List { items, .. } = &block.kind else { return false };
    let boxed = || items.iter().filter_map(|item| sign(draft, item));
    let drawn = || {
        let part = draft.in_part(scope.group) && matches!(scope.role, None | Some(Role::Work));
        part && draft.signs.draw_boxes() && items.iter().all(|item| box_sign::picture(draft, item).is_some())
    };
    if boxed().next().is_none() && !drawn() {
        return false;
    }
    // `- ✅ …` beside `- ⬜ …` is a box too, and so it is where the legend says so.
    let pictures = boxed().all(|sign| !sign.text.starts_with('['));
    let sign = |draft: &Draft<'_>, item: &ListItem| {
        box_sign::sign(draft, item).or_else(|| pictures.then(|| box_sign::picture(draft, item)).flatten())
    };
    let some_ticked = boxed().any(|sign| sign.status == Status::Done);
    let mut scope = scope.clone();
    if scope.role == Some(Role::Legend) && is_part_of_work(draft, &scope) {
        scope.role = Some(Role::Work);
    }
    if matches!(scope.role, Some(Role::Legend)) || is_legend(draft, items) {
        return true;
    }
    if is_criteria(&scope) && (names_work(draft, &scope, items) || tells_no_number(draft, &scope, items)) {
        scope.role = Some(Role::Work);
    }
    if scope.role.is_none() && ask(draft, items) {
        scope.role = Some(Role::Criteria);
    }
    if is_criteria(&scope) {
        boxed_criteria::criteria(draft, &scope, items);
        return true;
    }
    if scope.item.is_none() {
        headings::section_group(draft, &mut scope);
    }
    // Where some are ticked below `## In progress`, the open ones are open.
    if some_ticked {
        scope.status = scope.status.filter(|marked| marked.status != Status::InProgress);
    }
    // Numbers alone may carry the hierarchy: `1.` and `1.1` at one indent.
    let mut numbered: Vec<(String, usize)> = Vec::new();
    for item in items {
        match sign(draft, item) {
            Some(sign) => {
                let mut here = scope.clone();
                let number = first_inline(item).and_then(|inline| own_number(draft, inline, sign.rest));
                if let Some(outer) = number.as_ref().and_then(|number| outer_number(&numbered, number)) {
                    here.item = Some(outer);
                }
                if let Some(index) = one(draft, &here, item, &sign)
                    && let Some(number) = number
                {
                    numbered.push((number, index));
                }
            }
            None => unboxed(draft, &scope, item),
        }
    }
    true
}

/// `- [ ] Not started`, `- [x] Done (tests pass)`: a list that says what each box means.
fn is_legend(draft: &Draft<'_>, items: &[ListItem]) -> bool {
    items.len() > 1
        && items.iter().all(|item| {
            let Some(sign) = sign(draft, item) else { return false };
            let text = first_inline(item).and_then(|inline| inline.text.get(sign.rest..)).unwrap_or("");
            let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            item.blocks.len() <= 1
                && draft.words.status(text.split(['(', '（', ',']).next().unwrap_or(text)).is_some()
        })
}

/// `### Examples` between `### Tests` and `### Documentation` with boxes: the examples are what is worked on.
fn is_part_of_work(draft: &Draft<'_>, scope: &Scope) -> bool {
    const WORDS: [&str; 6] = ["examples", "ejemplos", "exemples", "beispiele", "примеры", "示例"];
    let Some(section) = draft.outline.sections.get(scope.section) else { return false };
    let around = section.parent.and_then(|parent| draft.outline.sections.get(parent));
    let boxed = |other: &Section<'_>| {
        other.parent == section.parent
            && other.span != section.span
            && !other.own_role
            && has_boxes(draft, other)
    };
    section.own_role
        && section.level > 2
        && WORDS.contains(&normalise(&section.title.text).as_str())
        && around.is_some_and(|around| draft.outline.inside(around.extent).any(boxed))
}

fn has_boxes(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    section.blocks.iter().any(|block| match &block.kind {
        BlockKind::List { items, .. } => items.iter().any(|item| sign(draft, item).is_some()),
        _ => false,
    })
}

/// An item without a box among items with boxes: it may hold boxes, as `- Automation` does.
fn unboxed<'d>(draft: &mut Draft<'d>, scope: &Scope, item: &'d ListItem) {
    if columns::bare(draft, scope, item) {
        return;
    }
    let mut inner = scope.clone();
    inner.depth += 1;
    (draft.inner)(draft, &inner, &item.blocks);
}

/// Whether boxes ask what is to be checked (`- [ ] Does it build?`) and name no work.
fn ask(draft: &Draft<'_>, items: &[ListItem]) -> bool {
    let asked = |text: &str| text.trim_end_matches(['*', '_', ')', '）', '"', ' ']).ends_with(['?', '？']);
    let asks = |item: &&ListItem| first_inline(item).is_some_and(|inline| inline.text.lines().any(asked));
    items.len() > 2
        && items.iter().all(|item| sign(draft, item).is_some())
        && items.iter().filter(asks).count() * 3 >= items.len() * 2
}

/// Boxes in a list of criteria are criteria; so are boxes under an item that the lead calls so.
fn is_criteria(scope: &Scope) -> bool {
    matches!(scope.role, Some(Role::Criteria | Role::Gates | Role::Metrics))
}

/// Whether boxes below `## 3. Validation` are numbered on with the work above (`3.1`, `T031`): then they are work too.
fn names_work(draft: &Draft<'_>, scope: &Scope, items: &[ListItem]) -> bool {
    let section = draft.outline.sections.get(scope.section);
    let number = section.and_then(|section| section.title.number.as_deref());
    let before = draft.items.last().and_then(|candidate| candidate.item.id.as_deref()).map(series);
    let named = |item: &ListItem| {
        let Some(sign) = sign(draft, item) else { return false };
        let text = first_inline(item).and_then(|inline| inline.text.get(sign.rest..)).unwrap_or("");
        let Some(id) = lead_id(text, draft.words) else { return false };
        match id.shape {
            IdShape::Parts => number.is_some() && id.id.split_once('.').map(|(part, _)| part) == number,
            IdShape::Coded => id.id.len() > 2 && before == Some(series(&id.id)),
            _ => false,
        }
    };
    scope.lead.is_empty() && items.iter().all(named)
}

/// Whether boxes below `## Metrics` name what is to be built and not what is to be reached: hardly one has a number.
/// `## Success metrics` says that they are reached.
fn tells_no_number(draft: &Draft<'_>, scope: &Scope, items: &[ListItem]) -> bool {
    let mut at = Some(scope.section);
    while let Some(section) = at.and_then(|index| draft.outline.sections.get(index)) {
        if section.own_role {
            let title = normalise(&section.title.text);
            if SUCCESS.iter().any(|word| title.contains(word)) {
                return false;
            }
            break;
        }
        at = section.parent;
    }
    let number = |item: &ListItem| {
        first_inline(item).is_some_and(|inline| inline.text.contains(|c: char| c.is_ascii_digit()))
    };
    scope.role == Some(Role::Metrics)
        && scope.lead.is_empty()
        && items.iter().filter(|item| number(item)).count() * 3 < items.len()
}

/// The letters that ids of one series share.
fn series(id: &str) -> &str {
    id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

fn first_inline(item: &ListItem) -> Option<&Inline> {
    item.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(inline) => Some(inline),
        _ => None,
    })
}

/// The number a boxed text begins with, where the document numbers its boxes.
fn own_number(draft: &Draft<'_>, inline: &Inline, rest: usize) -> Option<String> {
    if !draft.habits.numbered_boxes {
        return None;
    }
    let text = inline.text.get(rest..)?.trim_start_matches(|c: char| c == '*' || c.is_whitespace());
    if let Some((number, _)) = numbered(text) {
        return Some(number);
    }
    lead_id(text, draft.words).filter(|id| id.shape == IdShape::Parts).map(|id| id.id)
}

/// The item that a number is a part of: `1.2` stands under `1`.
fn outer_number(seen: &[(String, usize)], number: &str) -> Option<usize> {
    let (outer, _) = number.rsplit_once('.')?;
    seen.iter().rev().find(|(other, _)| other == outer).map(|(_, index)| *index)
}

/// Reads one boxed item with everything in it.
fn one<'d>(draft: &mut Draft<'d>, scope: &Scope, list_item: &'d ListItem, sign: &BoxSign) -> Option<usize> {
    let inline = first_inline(list_item);
    let text = inline.map_or("", |inline| inline.text.get(sign.rest..).unwrap_or("")).trim_start();
    let behind = inline.and_then(|inline| draft.tail_ids.find(inline, sign.rest, draft.words));
    if is_field_box(draft, scope, text) {
        field(draft, scope, text, list_item.span);
        return None;
    }
    if is_placeholder(text, draft.words) && list_item.blocks.len() <= 1 {
        return None;
    }
    let line = first_line(draft, list_item.span);
    let mut item = draft.item(String::new(), line, Carrier::Box, scope);
    item.extent = list_item.span;
    item.status = sign.status;
    item.status_text = Some(sign.text.clone());
    item.status_source = StatusSource::Own;
    if let Some(inline) = inline {
        item.links.extend(inline.links().map(str::to_owned));
    }
    let text = behind.as_ref().map_or(text, |behind| behind.text.trim_start());
    let bold = inline.filter(|_| behind.is_none()).and_then(|inline| bold_id(draft, inline, sign.rest));
    let text = bold.as_ref().map_or(text, |(_, rest, _)| rest);
    let text = inline.and_then(|inline| sized(inline, text, &mut item)).unwrap_or(text);
    let mut shape = words_of(draft, &mut item, text, sign.status);
    if let Some((id, _, sort)) = bold.filter(|_| item.id.is_none()) {
        item.id = Some(id.to_owned());
        shape = Some(sort);
    }
    if let Some(behind) = behind.filter(|_| item.id.is_none()) {
        item.id = Some(behind.id);
        shape = Some(IdShape::Coded);
    }
    // What is struck through as a whole is not done any more, unless its box is ticked.
    if sign.status == Status::Todo && inline.is_some_and(|inline| inline.is_struck(sign.rest)) {
        item.status = Status::Cancelled;
        item.status_text = Some("struck through".to_owned());
    }
    let struck = inline.is_some_and(|inline| inline.begins_struck(sign.rest));
    containers::board_state(draft, scope, &mut item, sign.status, struck);
    let spoken = spoken_id(draft, &item.title).filter(|_| item.id.is_none());
    if let Some((id, kind)) = spoken.clone() {
        (item.id, shape) = (Some(id), Some(kind));
    }
    let index = draft.add(item, shape, scope);
    if let Some(candidate) = draft.items.get_mut(index).filter(|_| spoken.is_some()) {
        candidate.weight = 0;
    }
    let mut inner = scope.clone();
    inner.item = Some(index);
    inner.depth += 1;
    inner.status = None;
    if !matches!(scope.role, Some(Role::Next | Role::Summary | Role::Timeline)) {
        inner.role = scope.role.filter(|role| *role == Role::Work);
    }
    if let Some(inline) = inline {
        lines_below(draft, index, inline, sign.rest);
    }
    let skip = list_item
        .blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Paragraph(_)))
        .map_or(0, |at| at + 1);
    (draft.inner)(draft, &inner, list_item.blocks.get(skip..).unwrap_or(&[]));
    Some(index)
}

/// Further lines of the item's own paragraph may hold labels.
fn lines_below(draft: &mut Draft<'_>, index: usize, inline: &Inline, rest: usize) {
    let text = inline.text.get(rest..).unwrap_or("");
    let mut at = rest;
    for (number, line) in text.split('\n').enumerate() {
        if let Some(status) = boxed_line(line).filter(|_| number > 0) {
            swallowed(draft, index, status, inline.place(at, at + line.len()), line);
        } else if number > 0
            && let Some(found) = label(line.trim())
            && draft.is_field(&found)
        {
            let span = inline.place(at, at + line.len());
            draft.set_field_of(index, found.name, found.value, span);
        }
        at += line.len() + 1;
    }
}

/// The box of a line such as `- [ ] Editor` that stands so deep that Markdown reads it as a part of the line above.
pub(super) fn boxed_line(line: &str) -> Option<Status> {
    let inner = line.trim_start().strip_prefix(['-', '*', '+'])?.trim_start().strip_prefix('[')?;
    let sign = inner.chars().next()?;
    let after = inner.get(sign.len_utf8()..)?.strip_prefix("] ")?;
    box_mark(sign, false).filter(|_| !after.trim().is_empty())
}

/// Adds the work that such a line names, as a part of the work above it.
fn swallowed(draft: &mut Draft<'_>, above: usize, status: Status, span: Span, line: &str) {
    let Some(outer) = draft.items.get(above).map(|candidate| candidate.item.group) else { return };
    let scope = Scope { item: Some(above), group: outer, ..Scope::default() };
    let (sign, text) = line.split_once(']').unwrap_or(("", line));
    let mut item = draft.item(String::new(), span, Carrier::Box, &scope);
    item.status = status;
    item.status_text = sign.find('[').and_then(|at| Some(format!("{}]", sign.get(at..)?)));
    item.status_source = StatusSource::Own;
    let shape = words_of(draft, &mut item, text.trim(), status);
    draft.add(item, shape, &scope);
}

/// `- [ ] Estimated effort: 4-5 days` states a field of what it stands under.
fn is_field_box(draft: &Draft<'_>, scope: &Scope, text: &str) -> bool {
    use crate::vocabulary::Header;
    let Some(found) = label(text.lines().next().unwrap_or("")) else { return false };
    let headers = draft.words.headers(found.name);
    (scope.item.is_some() || scope.group.is_some())
        && headers.contains(&Header::Estimate)
        && crate::parse::reading::days(found.value).is_some()
}

fn field(draft: &mut Draft<'_>, scope: &Scope, text: &str, span: Span) {
    if let (Some(found), Some(index)) = (label(text.lines().next().unwrap_or("")), scope.item) {
        draft.set_field_of(index, found.name, found.value, span);
    }
}
