//! States that no heading gives to a list: the words right above it (`Remaining:`), or the bullets it stands below (`- Done`).

use crate::markdown::{Block, BlockKind, ListItem};
use crate::model::{Carrier, Status, StatusSource};
use crate::parse::plan::bullets::Bullet;
use crate::parse::plan::carried::carries_work;
use crate::parse::plan::containers;
use crate::parse::reading::{
    Candidate, Draft, Marked, Scope, first_line, is_placeholder, one_line, plain, trailing_fields,
};
use crate::vocabulary::{Role, normalise};

/// Reads the lists below bullets that are nothing but states, as a board without headings has them. Says whether it was one.
pub(super) fn of_bullets<'d>(draft: &mut Draft<'d>, scope: &Scope, items: &'d [ListItem]) -> bool {
    let states: Vec<Option<Marked>> = items.iter().map(|item| column(draft, item)).collect();
    let open = |marked: &Marked| matches!(marked.status, Status::Todo | Status::InProgress);
    if !is_free(draft, scope) || states.iter().any(Option::is_none) || !states.iter().flatten().any(open) {
        return false;
    }
    for (item, status) in items.iter().zip(states) {
        let inner = Scope { status, ..scope.clone() };
        (draft.inner)(draft, &inner, item.blocks.get(1..).unwrap_or(&[]));
    }
    true
}

/// The state of a bullet that is nothing else and has a list below it.
fn column(draft: &Draft<'_>, item: &ListItem) -> Option<Marked> {
    let [first, BlockKind::List { .. }] = [&item.blocks.first()?.kind, &item.blocks.get(1)?.kind] else {
        return None;
    };
    let BlockKind::Paragraph(inline) = first else { return None };
    let text = inline.text.trim();
    let status = state(draft, text)?;
    Some(Marked { status, text: text.trim_end_matches([':', '：']).to_owned() })
}

/// What the words right above a list say of it: `Remaining:`, `TODO` alone in its line.
pub(super) fn led(draft: &Draft<'_>, scope: &Scope, items: &[ListItem]) -> Option<Scope> {
    // `DONE:` below `# TODO` says otherwise than the heading.
    let outer = scope.status.as_ref().filter(|_| scope.depth == 0 && scope.item.is_none());
    let free = outer.is_some() || is_free(draft, scope);
    if scope.lead.is_empty() || !free || items.iter().any(|item| item.task.is_some()) {
        return None;
    }
    // Where boxes, tables or headings hold the work, such lists only sum it up.
    let bullet = |found: &Candidate| found.item.carrier == Carrier::Bullet;
    if outer.is_none() && (draft.habits.boxed || !draft.items.iter().all(bullet)) {
        return None;
    }
    let status = state(draft, &scope.lead)?;
    // Logs of what was done have such words, too.
    if status == Status::Done && !draft.habits.open_column || status == Status::Unknown {
        return None;
    }
    let text = scope.lead.trim_end_matches([':', '：']).to_owned();
    let role = scope.role.filter(|role| *role == Role::Work);
    Some(Scope { status: Some(Marked { status, text }), role, ..scope.clone() })
}

/// Reads a bullet without a box among boxes below a heading that is a state: its writer left the box out. Says whether it was one.
pub(super) fn bare(draft: &mut Draft<'_>, scope: &Scope, item: &ListItem) -> bool {
    let [Block { kind: BlockKind::Paragraph(inline), .. }] = item.blocks.as_slice() else { return false };
    let Some(marked) = scope.status.as_ref().filter(|_| scope.depth == 0 && scope.item.is_none()) else {
        return false;
    };
    let mut title = one_line(&inline.text);
    if draft.begins_with_field(inline) || is_placeholder(&title, draft.words) {
        return false;
    }
    let mut found = draft.item(String::new(), first_line(draft, item.span), Carrier::Bullet, scope);
    found.extent = item.span;
    // `### Now` only says when, as for the boxes beside it.
    found.status = if normalise(&marked.text) == "now" { Status::Todo } else { marked.status };
    found.status_text = Some(marked.text.clone());
    found.status_source = StatusSource::Inherited;
    trailing_fields(draft, &mut found, &mut title);
    found.title = plain(&title);
    draft.add(found, None, scope);
    true
}

/// The state that a paragraph gives to the list below it, if it is nothing else: `**To do**`.
pub(super) fn lead(draft: &Draft<'_>, block: &Block) -> Option<Status> {
    let BlockKind::Paragraph(inline) = &block.kind else { return None };
    is_short(&inline.text).then(|| state(draft, &inline.text)).flatten()
}

/// Whether a text is so short that it may be a state and nothing else.
pub(super) fn is_short(text: &str) -> bool {
    text.len() < 60 && text.split_whitespace().count() <= 5 && !text.contains('\n')
}

/// The state that words are which say nothing else.
fn state(draft: &Draft<'_>, text: &str) -> Option<Status> {
    let text = text.trim().trim_end_matches([':', '：']);
    draft.words.board(text.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a list may be work by a state above it: nothing else in its section carries work.
fn is_free(draft: &Draft<'_>, scope: &Scope) -> bool {
    scope.item.is_none()
        && scope.depth == 0
        && scope.status.is_none()
        && !matches!(scope.role, Some(Role::Legend | Role::Criteria | Role::Practices | Role::Team))
        && !carries_work(draft, scope)
}

/// Whether a list without boxes only accompanies the boxes that hold the work: it stands below words of its own among them
/// (`**Progress (May):**`), or below another heading of a document whose title is the state.
pub(super) fn is_aside(draft: &Draft<'_>, scope: &Scope) -> bool {
    let sections = &draft.outline.sections;
    let Some(section) = sections.get(scope.section) else { return false };
    let led = !scope.lead.is_empty() && state(draft, &scope.lead).is_none();
    if led && carries_work(draft, scope) {
        return true;
    }
    let titled = || {
        let mut at = section.parent;
        while let Some(outer) = at.and_then(|index| sections.get(index)) {
            if containers::column(draft, outer).is_some() {
                return outer.level <= 1;
            }
            at = outer.parent;
        }
        false
    };
    draft.habits.boxed && section.level > 1 && containers::column(draft, section).is_none() && titled()
}

/// Whether what is struck through below a heading was done: the heading says what is to do, and not only some day.
pub(super) fn is_struck_off(draft: &Draft<'_>, scope: &Scope) -> bool {
    scope.status.as_ref().is_some_and(|above| {
        matches!(above.status, Status::Todo | Status::InProgress) && !draft.words.is_some_day(&above.text)
    })
}

/// Whether a bullet is but the title of the list below it: `- Sails:`.
pub(super) fn is_title(bullet: &Bullet<'_>) -> bool {
    bullet.inline.text.trim_end().ends_with([':', '：'])
        && matches!(bullet.item.blocks.get(1).map(|block| &block.kind), Some(BlockKind::List { .. }))
}
