//! Gates: what they ask for (`>=95%`, `203/203 passing`, `<10min parallel`), and lists of them.

use crate::markdown::{Block, BlockKind};
use crate::parse::reading::{Draft, Scope, first_line, is_placeholder, one_line, push_gate, symbol_status};
use crate::vocabulary::Role;

/// Reads bullets without boxes under a heading of gates.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::List { items, .. } = &block.kind else { return false };
    let own = draft.outline.sections.get(scope.section).is_some_and(|section| section.own_role);
    if scope.role != Some(Role::Gates)
        || !own && draft.words.role(&scope.lead) != Some(Role::Gates)
        || items.iter().any(|item| item.task.is_some())
    {
        return false;
    }
    for item in items {
        let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) else {
            continue;
        };
        let line: String = one_line(&inline.text);
        let text = line.trim_start_matches(|c: char| {
            symbol_status(c, true).is_some() || c == '\u{fe0f}' || c.is_whitespace()
        });
        if is_placeholder(text, draft.words) {
            continue;
        }
        let (metric, condition) = match text.split_once([':', '：']) {
            Some((metric, condition)) if !condition.trim().is_empty() => (metric.trim(), condition.trim()),
            _ => condition_in(text),
        };
        let span = first_line(draft, item.span);
        push_gate(draft, scope, metric.trim_matches('*'), condition, span);
    }
    true
}

/// Splits `Backend test coverage >80%` at the comparison.
fn condition_in(text: &str) -> (&str, &str) {
    match text.find(['<', '>', '≥', '≤']) {
        Some(at) if at > 0 => (text.get(..at).unwrap_or(text).trim(), text.get(at..).unwrap_or("")),
        _ => (text, text),
    }
}
