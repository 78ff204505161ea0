//! Reads lists of contents: mdBook's `SUMMARY.md` (parts as headings, chapters as nested links) and the `nav` of MkDocs'
//! `mkdocs.yml`.

use std::collections::BTreeMap;

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind, Inline, InlineKind, ListItem};
use crate::model::{Chapter, Contents};
use crate::parse::Entry;
use crate::path::{decoded, joined};
use crate::place::DocId;

/// How deep chapters may nest.
const DEPTH: u8 = 12;

/// Reads every list of contents, in document order.
pub(super) fn read(documents: &[Document], entries: &[Entry]) -> Vec<Contents> {
    let paths: BTreeMap<&str, DocId> =
        documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    documents
        .iter()
        .filter_map(|document| {
            let name = document.path.rsplit('/').next().unwrap_or("");
            let mut reader =
                Reader { from: document.path.clone(), paths: &paths, entries, chapters: Vec::new() };
            match (&document.syntax, name) {
                (Syntax::Markdown { doc, .. }, "SUMMARY.md") => reader.summary(&doc.blocks),
                (Syntax::Tree(trees), "mkdocs.yml" | "mkdocs.yaml") => reader.mkdocs(trees.first()?),
                _ => return None,
            }
            let led = reader.chapters.iter().filter(|chapter| chapter.target.is_some()).count();
            (led > 0).then_some(Contents { doc: document.id, chapters: reader.chapters })
        })
        .collect()
}

struct Reader<'d> {
    /// The file that targets are relative to.
    from: String,
    paths: &'d BTreeMap<&'d str, DocId>,
    entries: &'d [Entry],
    chapters: Vec<Chapter>,
}

impl Reader<'_> {
    fn target(&self, written: &str) -> Option<DocId> {
        let path = decoded(written.split(['#', '?']).next().unwrap_or(""));
        let path = joined(&self.from, &path).filter(|path| !path.is_empty())?;
        self.paths.get(path.as_str()).copied()
    }

    fn push(&mut self, title: &str, target: Option<DocId>, level: u8) {
        let title = title.split_whitespace().collect::<Vec<&str>>().join(" ");
        if !title.is_empty() {
            self.chapters.push(Chapter { title, target, level, is_part: false });
        }
    }

    /// The first heading names the list itself; those after it are parts.
    fn summary(&mut self, blocks: &[Block]) {
        for (number, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Heading { text, .. } if number > 0 => {
                    let title = text.text.trim().to_owned();
                    self.chapters.push(Chapter { title, target: None, level: 0, is_part: true });
                }
                BlockKind::Paragraph(inline) => self.links(inline, 0),
                BlockKind::List { items, .. } => self.items(items, 0),
                _ => {}
            }
        }
    }

    fn items(&mut self, items: &[ListItem], level: u8) {
        for item in items.iter().filter(|_| level < DEPTH) {
            for block in &item.blocks {
                match &block.kind {
                    BlockKind::Paragraph(inline) => self.links(inline, level),
                    BlockKind::List { items, .. } => self.items(items, level + 1),
                    _ => {}
                }
            }
        }
    }

    fn links(&mut self, inline: &Inline, level: u8) {
        let mut any = false;
        for mark in &inline.marks {
            if let InlineKind::Link(written) = &mark.kind {
                any = true;
                let title = inline.text.get(mark.start..mark.end).unwrap_or("").to_owned();
                let target = self.target(written);
                self.push(&title, target, level);
            }
        }
        if !any {
            self.push(&inline.text.clone(), None, level);
        }
    }

    fn mkdocs(&mut self, root: &Node) {
        let folder = root.get("docs_dir").and_then(Node::scalar).unwrap_or_else(|| "docs".to_owned());
        let base = self.from.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        self.from = format!("{base}{}/nav", folder.trim_matches('/'));
        if let Some(nav) = root.get("nav") {
            self.nav(nav, 0);
        }
    }

    /// `- page.md`, `- Title: page.md`, `- Title: [...]`.
    fn nav(&mut self, list: &Node, level: u8) {
        for member in list.members().iter().filter(|_| level < DEPTH) {
            if let Some(path) = member.as_str() {
                let name = path.rsplit('/').next().unwrap_or(path);
                let title = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
                let target = self.target(path);
                // A page that is only named is called what it calls itself.
                let own =
                    target.and_then(|doc| self.entries.get(doc.index())).map(|entry| entry.title.as_str());
                let title = own.filter(|own| !own.is_empty()).unwrap_or(&title).to_owned();
                self.push(&title, target, level);
            }
            for entry in member.entries() {
                match entry.value.as_str() {
                    Some(path) => {
                        let target = self.target(path);
                        self.push(&entry.key, target, level);
                    }
                    None => {
                        self.push(&entry.key, None, level);
                        self.nav(&entry.value, level + 1);
                    }
                }
            }
        }
    }
}
