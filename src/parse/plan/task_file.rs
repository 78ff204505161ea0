//! A file that is one task and says so at its head: an id, a state and other values, in lines or a table.

use crate::model::{Carrier, ItemId};
use crate::parse::reading::{Draft, IdShape, Scope, lead_id};
use crate::place::Span;
use crate::vocabulary::{Header, normalise};

/// Makes a file without other work one item, if its head gives it an id and a state, and its name or title says `task`.
pub(super) fn whole(draft: &mut Draft<'_>) {
    let stated = draft.claimed.is_some() && draft.items.is_empty() && draft.groups.is_empty();
    let mut titles = draft.outline.sections.iter().filter(|section| section.level == 1);
    let (Some(title), None) = (titles.next(), titles.next()) else { return };
    if !stated || !says_task(draft, &title.title.text) {
        return;
    }
    let header = |name: &str| draft.words.headers(name).first().copied();
    let id = draft.fields.iter().filter(|field| header(&field.name) == Some(Header::Id)).find_map(|field| {
        let id = lead_id(&field.value, draft.words)?;
        let whole = id.rest >= field.value.len() && id.shape == IdShape::Coded;
        (whole && !draft.words.is_foreign_id(&id.id)).then_some(id)
    });
    let Some(id) = id else { return };
    let (span, name) = (title.span, title.title.text.clone());
    let mut item = draft.item(name, span, Carrier::File, &Scope::default());
    item.extent = Span::new(0, draft.document.text.len());
    item.id = Some(id.id);
    for field in std::mem::take(&mut draft.fields) {
        if draft.words.headers(&field.name).first() != Some(&Header::Id) {
            draft.set_field(&mut item, &field.name, &field.value, field.place.span);
        }
    }
    if let Some(stated) = draft.claimed.take() {
        item.status = stated.status;
        item.status_text = Some(stated.text);
        item.status_source = crate::model::StatusSource::Own;
    }
    draft.add(item, Some(id.shape), &Scope::default());
    for criterion in &mut draft.criteria {
        (criterion.group, criterion.item) = (None, Some(ItemId(0)));
    }
}

/// Whether the title or the name of the file speaks of one piece of work: `# CURRENT_TASK`, `tasks/012-tents.md`.
fn says_task(draft: &Draft<'_>, title: &str) -> bool {
    let path = normalise(&draft.document.path);
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| draft.words.is_item_word(word.strip_suffix('s').unwrap_or(word)))
    };
    words(&normalise(title)) || path.rsplit('/').take(2).any(words)
}
