//! What a document's own legend says its signs mean: `| 🔴 | Blocked |`, `- [!] Blocked`.

use std::collections::HashMap;

use crate::markdown::{Block, BlockKind, Inline};
use crate::model::Status;
use crate::parse::reading::mark::is_sign;
use crate::vocabulary::Vocabulary;

/// The signs of a legend, each with its state.
#[derive(Clone, Debug, Default)]
pub struct Signs(HashMap<String, Status>);

impl Signs {
    /// Looks for legends among the blocks of a document: tables and lists whose entries are a sign and a state, all of
    /// them or nearly.
    pub fn survey(blocks: &[Block], words: &Vocabulary) -> Self {
        let mut signs = Self::default();
        for block in blocks {
            let entries: Vec<Option<(String, Status)>> = match &block.kind {
                BlockKind::Table(table) if table.head.len() == 2 => table
                    .rows
                    .iter()
                    .map(|row| entry(row.cells.first()?.text.trim(), row.cells.get(1)?.text.trim(), words))
                    .collect(),
                BlockKind::List { items, .. } => items
                    .iter()
                    .map(|item| match item.blocks.as_slice() {
                        [Block { kind: BlockKind::Paragraph(inline), .. }] => told(inline, words),
                        _ => None,
                    })
                    .collect(),
                BlockKind::Paragraph(inline) => line(inline, words),
                BlockKind::Quote(inner) => inner
                    .iter()
                    .flat_map(|block| match &block.kind {
                        BlockKind::Paragraph(inline) => line(inline, words),
                        _ => Vec::new(),
                    })
                    .collect(),
                _ => continue,
            };
            let known = entries.iter().flatten().count();
            if known > 1 && known * 2 > entries.len() {
                signs.0.extend(entries.into_iter().flatten());
            }
        }
        signs
    }

    /// Whether there is no legend.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether pictures stand for boxes: the legend has one for work that is done and one for work that is to do.
    pub fn draw_boxes(&self) -> bool {
        let picture =
            |wanted: Status| self.0.iter().any(|(sign, status)| *status == wanted && !sign.starts_with('['));
        picture(Status::Done) && picture(Status::Todo)
    }

    /// The state that the legend gives to a text that is nothing but a sign.
    pub fn state(&self, text: &str) -> Option<Status> {
        if self.0.is_empty() { None } else { self.0.get(bare(text)?).copied() }
    }
}

/// The entries of a line that explains signs: `Legend: ✅ done | 🚧 begun | ⬜ open`.
fn line(inline: &Inline, words: &Vocabulary) -> Vec<Option<(String, Status)>> {
    let mut legends = inline.text.lines().filter(|line| line.matches('|').count() > 1);
    let Some(legend) = legends.next() else { return Vec::new() };
    let entry = |part: &str| {
        let from = part.find(is_sign)?;
        let rest = part.get(from..)?;
        let end = rest.find(|c: char| !is_sign(c))?;
        entry(rest.get(..end)?, rest.get(end..)?.trim(), words)
    };
    legend.split('|').map(entry).collect()
}

/// A list item that explains a sign: `🔴 Blocked`, `[!] = blocked`.
fn told(inline: &Inline, words: &Vocabulary) -> Option<(String, Status)> {
    let text = inline.text.trim();
    // Signs are no letters, and most items begin with one.
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | ':' | '：' | '-' | '–' | '—'))?;
    let end = if text.starts_with('[') { text.find(']')? + 1 } else { end };
    let meaning = text.get(end..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
    entry(text.get(..end)?, meaning, words)
}

/// A sign with its meaning, if that is a state.
fn entry(sign: &str, meaning: &str, words: &Vocabulary) -> Option<(String, Status)> {
    let sign = bare(sign)?.to_owned();
    let first = meaning.split(['(', '（', ',', '，', '—', '–', '/', '|']).next()?.trim();
    Some((sign, words.status(first)?))
}

/// A sign without what surrounds it: a picture, or a box with one character in it.
fn bare(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches('`').trim_end_matches('\u{fe0f}');
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let boxed = inner.is_some_and(|inner| (1..=2).contains(&inner.chars().count()));
    let picture = (1..=2).contains(&text.chars().count()) && text.chars().all(is_sign);
    (boxed || picture).then_some(text)
}
