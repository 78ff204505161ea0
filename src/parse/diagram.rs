//! Diagrams in documents: every Mermaid fence, drawn once for each distinct source, with findings for those that are not.

use crate::decode::{Document, Syntax};
use crate::diag::{Code, Diagnostic, Severity, Staged};
use crate::diagram::{Drawings, Flaw, FlawSort};
use crate::markdown::html::is_diagram;
use crate::markdown::{Block, BlockKind};
use crate::place::{Place, Span};

/// A fence with a diagram.
struct Fence<'d> {
    document: &'d Document,
    block: Span,
    body: Span,
    text: &'d str,
}

/// Draws the diagrams of all documents that are not `known`.
pub(super) fn read(documents: &[Document], known: &Drawings) -> Staged<Drawings> {
    let mut fences = Vec::new();
    for document in documents {
        if let Syntax::Markdown { doc, .. } = &document.syntax {
            collect(document, &doc.blocks, &mut fences);
        }
    }
    let drawings = Drawings::of(fences.iter().map(|fence| fence.text), known);
    let diagnostics = fences
        .iter()
        .filter_map(|fence| match drawings.get(fence.text) {
            Some(Err(flaw)) => Some(finding(fence, flaw)),
            _ => None,
        })
        .collect();
    Staged { value: drawings, diagnostics }
}

fn collect<'d>(document: &'d Document, blocks: &'d [Block], fences: &mut Vec<Fence<'d>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code { info, body, text } if is_diagram(info) => {
                fences.push(Fence { document, block: block.span, body: *body, text });
            }
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => collect(document, inner, fences),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| collect(document, &item.blocks, fences));
            }
            _ => {}
        }
    }
}

fn finding(fence: &Fence<'_>, flaw: &Flaw) -> Diagnostic {
    let place = Place::new(fence.document.id, place(fence, flaw));
    let said = &flaw.message;
    let (message, help) = match flaw.sort {
        FlawSort::Invalid => (
            format!("This Mermaid diagram can't be read: {said}"),
            "Mend its source; until then the page shows the source in place of the picture.",
        ),
        FlawSort::Unknown => (
            format!("This Mermaid diagram can't be read: {said}"),
            "Begin it with its kind, such as `flowchart LR` or `sequenceDiagram`; or name another language after the fence.",
        ),
        FlawSort::Large => (
            format!("This Mermaid diagram is too large to be drawn: {said}"),
            "Draw the parts as diagrams of their own; until then the page shows the source.",
        ),
        FlawSort::Undrawn => (
            format!("This Mermaid diagram can't be drawn: {said}"),
            "Simplify it or take another kind; until then the page shows the source in place of the picture.",
        ),
    };
    Diagnostic::new(Code("PB501"), Severity::Warning, message, place).help(help)
}

/// Where the flaw is: its line from there on; the first line of the source where that is not known.
fn place(fence: &Fence<'_>, flaw: &Flaw) -> Span {
    let at = flaw.at.as_ref().map_or(0, |at| at.start.min(fence.text.len()));
    let before = fence.text.get(..at).unwrap_or("");
    let skipped = before.matches('\n').count() as u32;
    let column = before.rsplit('\n').next().map_or(0, str::len);
    let written = fence.text.lines().nth(skipped as usize).unwrap_or("");
    if fence.body.is_empty() {
        return fence.block;
    }
    // Lines of a quotation or a list have signs before what was read of them.
    let line = fence.document.lines.span(fence.document.line(fence.body.start) + skipped);
    let source = fence.document.slice(line);
    let skip = source.find(written).unwrap_or(0);
    let (start, end) = (skip + column, skip + written.len());
    let start = if start < end && source.is_char_boundary(start) { start } else { skip };
    Span::new(line.start as usize + start, line.start as usize + end.max(start))
}
