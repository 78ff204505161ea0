//! What a page need not repeat: stretches of a record that hold nothing but its facts.

use crate::decode::Document;
use crate::markdown::{Block, BlockKind, Inline};
use crate::parse::decision::field::{Field, Key};
use crate::parse::decision::outline::{Outline, Part};
use crate::place::Span;

/// The stretches of a record that say nothing but what was read as facts: blocks of the head, and a `Status` section
/// of a word.
pub(super) fn told(document: &Document, outline: &Outline<'_>, fields: &[Field]) -> Vec<Span> {
    let mut spans = Vec::new();
    let held =
        |span: Span| fields.iter().filter(|field| span.contains(field.place.span)).collect::<Vec<&Field>>();
    for section in &outline.sections {
        match (section.part, section.heading) {
            (Part::Head, _) => {
                for block in section.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Quote(_)))
                {
                    let here = held(block.span);
                    let shown = here.iter().all(|field| field.key != Key::Other);
                    let lines = count_lines(block);
                    if !here.is_empty() && shown && here.len() >= lines && !leads_away(block) {
                        spans.push(block.span);
                    }
                }
            }
            (Part::Fact(Key::Status | Key::Date | Key::Deciders | Key::Tags), Some((_, _, heading))) => {
                let [block] = section.blocks.as_slice() else { continue };
                let short = document.slice(block.span).chars().count() <= 40;
                if short && !leads_away(block) && !held(block.span).is_empty() {
                    spans.push(heading.to(block.span));
                }
            }
            _ => {}
        }
    }
    spans
}

/// How many facts a block could hold.
fn count_lines(block: &Block) -> usize {
    match &block.kind {
        BlockKind::Paragraph(inline) => inline.text.lines().count(),
        BlockKind::List { items, .. } => items.len(),
        BlockKind::Table(table) => match table.rows.len() {
            1 => table.head.len(),
            rows => rows + 1,
        },
        _ => usize::MAX,
    }
}

/// Whether a block has links to other sites: they would be lost with it.
fn leads_away(block: &Block) -> bool {
    let away =
        |inline: &Inline| inline.links().any(|link| link.contains("://") || link.starts_with("mailto:"));
    match &block.kind {
        BlockKind::Paragraph(inline) => away(inline),
        BlockKind::List { items, .. } => items.iter().any(|item| item.blocks.iter().any(leads_away)),
        BlockKind::Table(table) => {
            table.head.iter().any(&away) || table.rows.iter().any(|row| row.cells.iter().any(&away))
        }
        _ => false,
    }
}
