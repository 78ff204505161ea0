//! The accessibility statement: what the theme promises, what this build counted in the content, what nobody tested.

use rayon::prelude::*;
use serde::Serialize;

use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind, Inline, InlineKind};
use crate::page::part::{Atlas, Frame};
use crate::page::{Page, View};
use crate::site::Url;

/// What the accessibility statement shows.
#[derive(Clone, Debug, Serialize)]
pub struct Accessibility {
    /// The day the site speaks of.
    pub as_of: Option<String>,
    /// The site's language.
    pub language: String,
    /// What was counted in the documents.
    pub found: Content,
    /// Findings about the accessibility of the content.
    pub findings: usize,
    /// Where problems can be reported.
    pub repository: Option<String>,
}

/// Numbers about the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Documents.
    pub documents: u32,
    /// Images.
    pub images: u32,
    /// Images without a text alternative.
    pub images_without: u32,
    /// Tables.
    pub tables: u32,
    /// Tables without any column heading.
    pub tables_without: u32,
    /// Diagrams written as text.
    pub diagrams: u32,
    /// Diagrams without a description of their own.
    pub diagrams_without: u32,
    /// Headings that skip a level; pages show them one level below the heading before.
    pub jumps: u32,
}

impl Content {
    fn plus(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            images: self.images + other.images,
            images_without: self.images_without + other.images_without,
            tables: self.tables + other.tables,
            tables_without: self.tables_without + other.tables_without,
            diagrams: self.diagrams + other.diagrams,
            diagrams_without: self.diagrams_without + other.diagrams_without,
            jumps: self.jumps + other.jumps,
        }
    }
}

/// The statement.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let url = Url::new("about/accessibility/");
    let frame = Frame::new(atlas, &url, "Accessibility statement", &[]).crumb(&url, atlas.title(), "");
    let found = atlas
        .material
        .linked
        .spoken_of()
        .into_par_iter()
        .map(content)
        .reduce(Content::default, Content::plus);
    let view = Accessibility {
        as_of: atlas.material.derived.as_of.map(|date| date.to_string()),
        language: atlas.material.config.language.clone(),
        found,
        findings: atlas.material.findings.iter().filter(|finding| finding.code.0.starts_with("PB5")).count(),
        repository: atlas.material.config.repository.url.clone(),
    };
    vec![Page { url, template: "page/accessibility.html", frame, view: View::Accessibility(view) }]
}

fn content(document: &Document) -> Content {
    let mut found = Content { documents: 1, ..Content::default() };
    if let Syntax::Markdown { doc, .. } = &document.syntax {
        blocks(&doc.blocks, &mut found, &mut 0);
    }
    found
}

fn blocks(blocks_: &[Block], found: &mut Content, level: &mut u8) {
    for block in blocks_ {
        match &block.kind {
            BlockKind::Heading { level: next, text } => {
                found.jumps += u32::from(*level > 0 && *next > *level + 1);
                *level = *next;
                images(text, found);
            }
            BlockKind::Paragraph(text) => images(text, found),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| blocks(&item.blocks, found, level));
            }
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => blocks(inner, found, level),
            BlockKind::Table(table) => {
                found.tables += 1;
                found.tables_without += u32::from(table.head.iter().all(|cell| cell.text.trim().is_empty()));
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                table.head.iter().chain(cells).for_each(|cell| images(cell, found));
            }
            BlockKind::Code { info, text, .. } if info.trim() == "mermaid" => {
                found.diagrams += 1;
                found.diagrams_without += u32::from(!text.contains("accDescr"));
            }
            _ => {}
        }
    }
}

fn images(text: &Inline, found: &mut Content) {
    for mark in text.marks.iter().filter(|mark| matches!(mark.kind, InlineKind::Image(_))) {
        found.images += 1;
        let alt = text.text.get(mark.start..mark.end).unwrap_or("");
        found.images_without += u32::from(alt.trim().is_empty());
    }
}
