//! PB113: the numbers of a list start again in the middle, or repeat.

use crate::check::rule::{Rule, Run};
use crate::decode::{Document, Syntax};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::markdown::{Block, BlockKind, ListItem};
use crate::place::{Place, Span};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB113"),
    name: "numbering",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb113.md"),
    run: Run::Document(run),
};

fn run(document: &Document) -> Vec<Diagnostic> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    let mut found = Vec::new();
    walk(document, &doc.blocks, &mut found);
    found
}

fn walk(document: &Document, blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for block in blocks {
        match &block.kind {
            BlockKind::List { start, items } => {
                if start.is_some() {
                    found.extend(list(document, items));
                }
                for item in items {
                    walk(document, &item.blocks, found);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => walk(document, inner, found),
            _ => {}
        }
    }
}

/// The number an item is written with, and where.
fn number(document: &Document, item: &ListItem) -> Option<(u64, Span)> {
    let text = document.slice(item.span);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let start = item.span.start as usize;
    Some((text.get(..digits)?.parse().ok()?, Span::new(start, start + digits)))
}

fn list(document: &Document, items: &[ListItem]) -> Option<Diagnostic> {
    let numbers: Vec<(u64, Span)> = items.iter().map(|item| number(document, item)).collect::<Option<_>>()?;
    let (first, _) = *numbers.first()?;
    // `1. 1. 1.` is a habit: the numbers are left to the renderer.
    if numbers.len() < 3 || numbers.iter().all(|(n, _)| *n == first) {
        return None;
    }
    let broken = numbers.windows(2).find_map(|pair| match pair {
        [(before, at), (after, here)] if after <= before => Some((*before, *at, *after, *here)),
        _ => None,
    })?;
    let (before, at, after, here) = broken;
    let place = |span| Place::new(document.id, span);
    let verb = if after == before { "repeats" } else { "goes back to" };
    let message =
        format!("the numbering {verb} {after} after {before}: readers see other numbers than the text has");
    let edits: Vec<(Place, String)> = numbers
        .iter()
        .enumerate()
        .filter(|(index, (n, _))| *n != first + *index as u64)
        .map(|(index, (_, span))| (place(*span), (first + index as u64).to_string()))
        .collect();
    let finding = Diagnostic::new(RULE.code, RULE.severity, message, place(here))
        .main(Role::Other, format!("{after} again"))
        .and(place(at), Role::Other, format!("{before} stands here"))
        .confidence(Confidence::High)
        .help("Number the list through: a reference to a number is else ambiguous.");
    Some(finding.fix("Number the list through.", edits))
}
