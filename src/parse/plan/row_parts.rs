//! Parts of the plan that tables name: in a column of phases, or in a row that heads those below it.

use crate::markdown::{Inline, Row, Table};
use crate::model::{Group, GroupId, GroupKind};
use crate::parse::plan::row_columns::Columns;
use crate::parse::reading::{Draft, Scope, group_head, one_line, plain};
use crate::vocabulary::{Role, normalise};

/// The title of a row that heads those below it: an id and a title in bold and nothing in the other cells, or one cell alone that is
/// bold where titles are not, or that names a phase.
pub(super) fn heads_rows(draft: &Draft<'_>, table: &Table, row: &Row, columns: &Columns) -> Option<String> {
    columns.status?;
    let bold = |cell: &Inline| {
        let end = cell.text.trim_end().len();
        end > 0 && cell.strong().any(|mark| mark.start == 0 && mark.end >= end)
    };
    let cells = || row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty());
    let words = |at: usize| row.cells.get(at).map(|cell| one_line(&cell.text));
    if cells().count() == 1 {
        let (at, cell) = cells().next().filter(|_| row.cells.len() > 1)?;
        let plain = |row: &Row| {
            let filled = row.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count();
            filled > 1 && row.cells.get(columns.title).is_some_and(|title| !bold(title))
        };
        let head = group_head(cell.text.trim(), draft.words).is_some_and(|head| head.defines);
        let called = at == 0 || at == columns.title || Some(at) == columns.id;
        let apart = head || bold(cell) && table.rows.iter().any(plain);
        return words(at).filter(|_| called && apart);
    }
    let id = columns.id.filter(|at| *at != columns.title)?;
    let own = |(at, cell): (usize, &Inline)| (at == id || at == columns.title) && bold(cell);
    cells().all(own).then(|| words(columns.title)).flatten().filter(|_| cells().count() == 2)
}

/// Makes a part of the plan of such a row, where no heading or other row names it.
pub(super) fn part_of_rows(
    draft: &mut Draft<'_>,
    around: Option<GroupId>,
    row: &Row,
    title: String,
) -> GroupId {
    let head = group_head(&title, draft.words).filter(|head| head.defines);
    if let Some(head) = &head
        && let Some(known) = draft.groups.iter().position(|group| {
            group.kind == head.kind && group.number.as_deref() == Some(head.number.as_str())
        })
    {
        return GroupId(known as u32);
    }
    let level = around.and_then(|id| draft.groups.get(id.0 as usize)).map_or(1, |group| group.level + 1);
    draft.groups.push(Group {
        key: String::new(),
        title: plain(&title),
        kind: head.as_ref().map_or(GroupKind::Section, |head| head.kind),
        number: head.map(|head| head.number),
        level,
        place: draft.place(row.span),
        extent: row.span,
        parent: around,
        claimed: None,
        mentions: Vec::new(),
        when: None,
    });
    GroupId(draft.groups.len() as u32 - 1)
}

/// The group that a phase column names; made if it is not there. `3` under `Sprint` is sprint 3.
pub(super) fn phase_of(
    draft: &mut Draft<'_>,
    scope: &Scope,
    cell: (&str, &str),
    row: &Row,
) -> Option<GroupId> {
    let (header, text) = cell;
    let bare = text.trim_matches(['*', '`', '_', ' ']);
    let short = bare.chars().count() <= 5 && bare.chars().any(|c| c.is_ascii_digit());
    let named = if short && group_head(bare, draft.words).is_none() && draft.words.group(header).is_some() {
        format!("{header} {}", bare.trim_start_matches(['s', 'S', 'p', 'P', '#', '-', '‑']))
    } else {
        bare.to_owned()
    };
    let text = named.as_str();
    // The same words in another row, of the same table or one like it, name the same part.
    let key = format!("{:?} {text}", scope.role);
    if let Some(known) = draft.named_parts.get(&key) {
        return *known;
    }
    let found = part_named(draft, scope, (header, text), row);
    draft.named_parts.insert(key, found);
    found
}

/// Finds or makes the part that words in a column name.
fn part_named(draft: &mut Draft<'_>, scope: &Scope, cell: (&str, &str), row: &Row) -> Option<GroupId> {
    let (header, text) = cell;
    let head = group_head(text, draft.words);
    let found = draft.groups.iter().position(|group| match &head {
        Some(head) => group.kind == head.kind && group.number.as_deref() == Some(head.number.as_str()),
        None => normalise(&group.title) == normalise(text) || group.number.as_deref() == Some(text),
    });
    if let Some(index) = found {
        return Some(GroupId(index as u32));
    }
    // Summaries and calendars speak of parts, they don't define them.
    if matches!(
        scope.role,
        Some(Role::Summary | Role::Timeline | Role::Next | Role::Milestones | Role::Gates)
    ) {
        return None;
    }
    let kind = draft.words.group(header).unwrap_or(GroupKind::Phase);
    draft.groups.push(Group {
        key: String::new(),
        title: plain(text),
        kind: head.as_ref().map_or(kind, |head| head.kind),
        number: head.map(|head| head.number),
        level: 1,
        place: draft.place(row.span),
        extent: row.span,
        parent: scope.group.filter(|_| false),
        claimed: None,
        mentions: Vec::new(),
        when: None,
    });
    Some(GroupId(draft.groups.len() as u32 - 1))
}
