//! Boxes in raw HTML: `<li><input type="checkbox" checked> …`.

use crate::markdown::{Block, BlockKind};
use crate::model::{Carrier, Criterion, ItemId, Status, StatusSource};
use crate::parse::plan::headings;
use crate::parse::reading::{Draft, Scope, plain};
use crate::place::Span;
use crate::vocabulary::Role;

/// Reads the check boxes of an HTML block.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    if !matches!(block.kind, BlockKind::Html) {
        return false;
    }
    let html = block.span.of(&draft.document.text).to_owned();
    let lower = html.to_ascii_lowercase();
    let mut at = 0;
    let mut scope = scope.clone();
    let mut any = false;
    while let Some(found) = lower.get(at..).and_then(|rest| rest.find("<input")) {
        let start = at + found;
        let Some(length) = lower.get(start..).and_then(|rest| rest.find('>')) else { break };
        let tag = lower.get(start..start + length).unwrap_or("");
        let from = start + length + 1;
        let end = lower
            .get(from..)
            .and_then(|rest| rest.find(['\n']).or(Some(rest.len())))
            .map_or(lower.len(), |n| from + n);
        let stop = lower.get(from..end).and_then(|rest| rest.find("</li")).map_or(end, |n| from + n);
        at = from;
        if !tag.contains("checkbox") {
            continue;
        }
        if !any && scope.item.is_none() {
            headings::section_group(draft, &mut scope);
        }
        any = true;
        let base = block.span.start as usize;
        let span = Span::new(base + start, base + stop);
        let text = strip(html.get(from..stop).unwrap_or(""));
        let done = tag.contains("checked");
        push(draft, &scope, &text, done, span);
    }
    any
}

fn push(draft: &mut Draft<'_>, scope: &Scope, text: &str, done: bool, span: Span) {
    let title = plain(text);
    if title.is_empty() {
        return;
    }
    if scope.role == Some(Role::Criteria) {
        let item = scope.item.map(|index| ItemId(index as u32));
        draft.criteria.push(Criterion {
            text: title,
            place: draft.place(span),
            group: scope.group,
            item,
            met: Some(done),
            stated: None,
        });
        return;
    }
    let mut item = draft.item(title, span, Carrier::Box, scope);
    item.status = if done { Status::Done } else { Status::Todo };
    item.status_source = StatusSource::Own;
    item.status_text = Some(if done { "checked" } else { "unchecked" }.to_owned());
    draft.add(item, None, scope);
}

/// Text without tags.
fn strip(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.trim().to_owned()
}
