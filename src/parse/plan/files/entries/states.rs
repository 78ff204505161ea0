//! Names with their states in one mapping: `1-1-login: done`, `epic-1: in-progress`.

use crate::decode::tree::Entry;
use crate::model::{Carrier, GroupKind, StatusSource};
use crate::parse::plan::files::entries::part::open_group;
use crate::parse::reading::{Draft, IdShape, cell};
use crate::vocabulary::Role;

use super::keys::At;

/// Reads the members. An epic is the part of the plan for those behind it.
pub(super) fn read(draft: &mut Draft<'_>, at: &At, members: &[Entry]) {
    let mut here = at.clone();
    here.scope.role = Some(Role::Work);
    for member in members {
        let text = member.value.scalar().unwrap_or_default();
        let marked = cell(&text, draft.words);
        let span = member.key_span.to(member.value.span);
        let number = member.key.strip_prefix("epic-").filter(|rest| rest.chars().all(|c| c.is_ascii_digit()));
        if let Some(number) = number {
            here = open_group(draft, at, &member.key, GroupKind::Section, (span, span));
            let stated = marked.map(|marked| draft.stated(&marked, span));
            if let Some(group) = here.scope.group.and_then(|id| draft.groups.get_mut(id.0 as usize)) {
                group.number = Some(number.to_owned());
                group.claimed = stated;
            }
            continue;
        }
        let (id, title) = numbered(&member.key);
        let mut item = draft.item(title, span, Carrier::Entry, &here.scope);
        let shape = id.is_some().then_some(IdShape::Coded);
        item.id = id;
        if let Some(marked) = marked {
            item.status = marked.status;
            item.status_source = StatusSource::Own;
        }
        item.status_text = Some(text);
        draft.add(item, shape, &here.scope);
    }
}

/// The number a name begins with and the words behind it: `1-2-app-shell` is `1-2`, `app shell`.
fn numbered(key: &str) -> (Option<String>, String) {
    let parts: Vec<&str> = key.split(['-', '_']).collect();
    let digits = parts.iter().take_while(|part| part.starts_with(|c: char| c.is_ascii_digit())).count();
    let title = parts.get(digits..).unwrap_or(&[]).join(" ");
    match parts.get(..digits) {
        Some(number) if digits > 0 && !title.is_empty() => (Some(number.join("-")), title),
        _ => (None, parts.join(" ")),
    }
}
