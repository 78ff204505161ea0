//! Whether a heading names a piece of work: by an id, or by a number with a state.

use crate::markdown::BlockKind;
use crate::parse::plan::box_sign::sign;
use crate::parse::plan::{containers, headings, labelled};
use crate::parse::reading::{Draft, IdShape, LeadId, Section, Separator, is_ticket};
use crate::vocabulary::{Header, Role};

/// The id of a block of work, if the heading opens one.
pub(super) fn work_id(draft: &Draft<'_>, section: &Section<'_>) -> Option<(LeadId, IdShape)> {
    let title = &section.title;
    if matches!(
        section.role,
        Some(Role::Legend | Role::Criteria | Role::Risks | Role::Team | Role::Practices | Role::Dependencies)
    ) && !draft_role_is_loose(section)
    {
        return None;
    }
    let marked = headings::speaking(draft, section).is_some();
    let in_work = matches!(parent_role(draft, section), Some(Role::Work)) || in_group(draft, section);
    if let Some(id) = section.id.as_ref().filter(|id| !draft.words.is_foreign_id(&id.id)) {
        let series = draft.outline.series_of(id);
        let digits = id.id.chars().filter(char::is_ascii_digit).count();
        let strong = matches!(id.separator, Separator::Strong | Separator::Dot);
        let ok = match id.shape {
            IdShape::Worded => strong || id.separator == Separator::End || series >= 2 || marked,
            IdShape::Coded if containers::is_label(&id.id) => false,
            IdShape::Coded if strong => {
                let coded = draft.outline.coded.get(&section.level).copied().unwrap_or(0);
                series >= 2
                    || marked
                    || in_work
                    || section.level == 1
                    || coded >= 3
                    || is_ticket(&id.id)
                    || labelled::state(draft, section).is_some()
            }
            IdShape::Coded => series >= 2 && (digits >= 2 || id.id.contains('-')) || draft.names(&id.id),
            IdShape::Parts => {
                series >= 2
                    && (id.id.chars().any(char::is_alphabetic)
                        || id.separator == Separator::Strong && (in_work || marked))
            }
            IdShape::Number => strong && (marked || in_work),
        };
        if ok {
            return Some((id.clone(), id.shape));
        }
    }
    let number = title.number.as_ref().filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))?;
    let nested = has_work_below(draft, section);
    let plain_parent = matches!(parent_own_role(draft, section), Some(Role::Work))
        && !containers::is_outline_of_plan(draft, section)
        || containers::sorts(draft, section);
    let carries = title.last.is_some() || title.first.is_some();
    // Below `## Tasks` they are work whatever stands below them.
    let tasks = || {
        let around = section.parent.and_then(|index| draft.outline.sections.get(index));
        around.is_some_and(|around| draft.words.is_header(&around.title.text, Header::Name))
    };
    // So are those that say how far they are (`### 4. ✅ …`), and those that stand among such.
    let whole = !number.contains('.');
    let marked = whole && (carries || containers::stands_among_marked(draft, section));
    let work = (carries || plain_parent) && !nested
        || plain_parent && tasks()
        || marked
        || whole && containers::sorts(draft, section);
    work.then(|| numbered_id(number))
}

/// The number of a heading as the id of the work it names.
pub(super) fn numbered_id(number: &str) -> (LeadId, IdShape) {
    let id = LeadId {
        id: number.to_owned(),
        shape: IdShape::Number,
        separator: Separator::Dot,
        rest: 0,
        expands_to: Vec::new(),
    };
    (id, IdShape::Number)
}

/// Principles and notes may hold blocks with ids all the same when the heading itself does not say so.
fn draft_role_is_loose(section: &Section<'_>) -> bool {
    matches!(section.role, Some(Role::Practices)) && !section.own_role && section.id.is_some()
}

fn parent_role(draft: &Draft<'_>, section: &Section<'_>) -> Option<Role> {
    section.parent.and_then(|index| draft.outline.sections.get(index)).and_then(|parent| parent.role)
}

fn parent_own_role(draft: &Draft<'_>, section: &Section<'_>) -> Option<Role> {
    section
        .parent
        .and_then(|index| draft.outline.sections.get(index))
        .filter(|parent| parent.own_role)
        .and_then(|parent| parent.role)
}

fn in_group(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let mut at = section.parent;
    while let Some(outer) = at.and_then(|index| draft.outline.sections.get(index)) {
        if outer.group.as_ref().is_some_and(|head| head.defines) {
            return true;
        }
        at = outer.parent;
    }
    false
}

/// Whether boxes or tables stand below a heading: then it is a part of the plan, not a piece of work.
pub(super) fn has_work_below(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    draft.outline.inside(section.extent).any(|other| {
        other.blocks.iter().any(|block| match &block.kind {
            BlockKind::Table(table) => {
                table.head.iter().any(|cell| !draft.words.headers(&cell.text).is_empty())
            }
            BlockKind::List { items, .. } => {
                items.iter().any(|item| sign(draft, item).is_some_and(|sign| sign.text.starts_with('[')))
            }
            _ => false,
        })
    })
}
