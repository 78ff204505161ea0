//! The ids that headings of a document get when it is rendered on a page of its own, without rendering it: what a
//! link to `other.md#heading` is checked against.

use crate::markdown::html::Ids;
use crate::markdown::html::heading::is_id;
use crate::markdown::{Block, BlockKind, Doc};
use crate::place::Span;
use crate::slug::slug;

/// The headings of a document by id.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    headings: Vec<(String, Span)>,
}

impl Anchors {
    /// The headings of `doc`, which was parsed from `text`.
    pub fn new(doc: &Doc, text: &str) -> Self {
        let mut anchors = Self::default();
        let mut ids = Ids::default();
        anchors.blocks(&doc.blocks, text, &mut ids);
        anchors
    }

    fn blocks(&mut self, blocks: &[Block], text: &str, ids: &mut Ids) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { text: words, .. } if !words.text.trim().is_empty() => {
                    let given = given_id(block.span.of(text)).filter(|id| is_id(id) && ids.claim(id));
                    let id = given.map_or_else(|| ids.unique(&words.text), str::to_owned);
                    self.headings.push((id, block.span));
                }
                BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => self.blocks(inner, text, ids),
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks, text, ids);
                    }
                }
                _ => {}
            }
        }
    }

    /// The ids of all headings.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|(id, _)| id.as_str())
    }

    /// The heading that a fragment as written means, with its place. Fragments are forgiving: written for another
    /// tool's rules (`a--b`, `_x`, `Title`, `title-1` for the second one) they still find their heading.
    pub fn find(&self, fragment: &str) -> Option<(&str, Span)> {
        let exact = |name: &str| {
            self.headings.iter().find(|(id, _)| id == name).map(|(id, span)| (id.as_str(), *span))
        };
        if let Some(found) = exact(fragment) {
            return Some(found);
        }
        let loose = slug(fragment);
        if let Some(found) = exact(&loose) {
            return Some(found);
        }
        let (base, count) = loose.rsplit_once('-')?;
        let count: u32 = count.parse().ok()?;
        exact(&format!("{base}-{}", count + 1))
    }
}

/// The id in `# Heading {#id}`.
fn given_id(source: &str) -> Option<&str> {
    let line = source.lines().next()?.trim_end().trim_end_matches('#').trim_end();
    let (_, attributes) = line.strip_suffix('}')?.rsplit_once('{')?;
    attributes.split_whitespace().filter_map(|word| word.strip_prefix('#')).next_back()
}
