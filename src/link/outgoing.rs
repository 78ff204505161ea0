//! Every link and name in the words of a Markdown document, with its place. What stands in code is none.

use crate::link::names::name_word;
use crate::markdown::html::bare_address;
use crate::markdown::{Block, BlockKind, Doc, Inline, InlineKind};
use crate::place::Span;

/// A link as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outgoing<'d> {
    /// `[words](target)`.
    To(&'d str),
    /// `![words](target)`.
    Image(&'d str),
    /// An address that stands bare among words.
    Bare(&'d str),
    /// `[[name]]`.
    Named(&'d str),
    /// A word with the form of an id: `PLAN-12`.
    Id(&'d str),
}

/// Every link and name of a document, block by block.
pub fn outgoing(doc: &Doc) -> Vec<(Outgoing<'_>, Span)> {
    let mut links = Vec::new();
    of_blocks(&doc.blocks, &mut links);
    links
}

fn of_blocks<'d>(blocks: &'d [Block], links: &mut Vec<(Outgoing<'d>, Span)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => of_words(text, links),
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| of_words(cell, links));
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| of_blocks(&item.blocks, links)),
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => of_blocks(inner, links),
            _ => {}
        }
    }
}

fn of_words<'d>(inline: &'d Inline, links: &mut Vec<(Outgoing<'d>, Span)>) {
    let mut from = 0;
    while let Some(word) = inline.text.get(from..).and_then(name_word) {
        let (start, end) = (from + word.start, from + word.end);
        from = end;
        if !inline.in_code(start) {
            let link = if word.bracketed { Outgoing::Named(word.name) } else { Outgoing::Id(word.name) };
            links.push((link, inline.place(start, end)));
        }
    }
    for mark in &inline.marks {
        match &mark.kind {
            InlineKind::Link(target) => {
                links.push((Outgoing::To(target), inline.place(mark.start, mark.end)));
            }
            InlineKind::Image(target) => {
                links.push((Outgoing::Image(target), inline.place(mark.start, mark.end)));
            }
            _ => {}
        }
    }
    let mut from = 0;
    while let Some((before, address)) = inline.text.get(from..).and_then(bare_address) {
        let start = from + before.len();
        from = start + address.len();
        let marked = |kind: &InlineKind| matches!(kind, InlineKind::Code | InlineKind::Link(_));
        if !inline.marks.iter().any(|mark| marked(&mark.kind) && (mark.start..mark.end).contains(&start)) {
            links.push((Outgoing::Bare(address), inline.place(start, from)));
        }
    }
}

/// Where blocks of code stand.
pub(super) fn code(doc: &Doc) -> Vec<Span> {
    fn of(blocks: &[Block], spans: &mut Vec<Span>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Code { .. } => spans.push(block.span),
                BlockKind::List { items, .. } => items.iter().for_each(|item| of(&item.blocks, spans)),
                BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => of(inner, spans),
                _ => {}
            }
        }
    }
    let mut spans = Vec::new();
    of(&doc.blocks, &mut spans);
    spans
}
