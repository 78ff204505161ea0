//! Ids that stand behind a title: ``**Trim the wick** (`wick-001`) - done``, ``Trim the wick `wick-001` (Ana, 2d)``.
//!
//! A word in code or brackets is an id only where the document has a series of them: several with the same letters,
//! each on one bullet alone, but for a slip among many.

use std::collections::{HashMap, HashSet};

use crate::markdown::{Block, BlockKind, Inline, InlineKind};
use crate::parse::reading::outline::letters;
use crate::parse::reading::{IdShape, lead_id};
use crate::vocabulary::Vocabulary;

/// An id behind a title.
#[derive(Clone, Debug, PartialEq)]
pub struct TailId {
    /// The id as written.
    pub id: String,
    /// The text around it on one line: `Trim the wick - done`.
    pub text: String,
}

/// The letters of ids that a document sets behind titles.
#[derive(Clone, Debug, Default)]
pub struct TailIds {
    series: HashSet<String>,
    /// Whether one of them stands twice.
    pub repeated: bool,
}

impl TailIds {
    /// Looks over the bullets of a document.
    pub fn survey(blocks: &[Block], words: &Vocabulary) -> Self {
        let mut seen: HashMap<String, (usize, HashSet<String>)> = HashMap::new();
        collect(blocks, words, &mut seen);
        let repeated = seen.values().any(|(total, distinct)| *total != distinct.len());
        let series = seen
            .into_iter()
            // One that stands twice among eight is a slip, and no reason to lose all others.
            .filter(|(_, (total, distinct))| *total >= 2 && (*total - distinct.len()) * 8 <= *total)
            .map(|(letters, _)| letters)
            .collect();
        Self { series, repeated }
    }

    /// The id behind the title that begins at byte `from`, and the text without it.
    pub fn find(&self, inline: &Inline, from: usize, words: &Vocabulary) -> Option<TailId> {
        if self.series.is_empty() {
            return None;
        }
        let (start, end, id) = candidate(inline, from, words)?;
        self.series.contains(&letters(&id)).then_some(())?;
        let head = inline.text.get(from..start)?.trim_end();
        let tail = inline.text.get(end..)?.trim_start_matches([' ', '*']);
        Some(TailId { id, text: format!("{head} {tail}").trim_end().to_owned() })
    }
}

fn collect(blocks: &[Block], words: &Vocabulary, seen: &mut HashMap<String, (usize, HashSet<String>)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    if let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind)
                        && let Some((_, _, id)) = candidate(inline, 0, words)
                    {
                        let (total, distinct) = seen.entry(letters(&id)).or_default();
                        *total += 1;
                        distinct.insert(id);
                    }
                    collect(&item.blocks, words, seen);
                }
            }
            BlockKind::Quote(inner) => collect(inner, words, seen),
            _ => {}
        }
    }
}

/// The first word in code or brackets behind a title that is built like an id, with the brackets around it.
fn candidate(inline: &Inline, from: usize, words: &Vocabulary) -> Option<(usize, usize, String)> {
    let line = inline.text.get(from..)?.find('\n').map_or(inline.text.len(), |at| from + at);
    let in_code = inline
        .marks
        .iter()
        .filter(|mark| mark.kind == InlineKind::Code && mark.start > from && mark.end <= line)
        .find_map(|mark| {
            let id = whole(inline.text.get(mark.start..mark.end)?, words)?;
            let (start, end) = bracketed(&inline.text, mark.start, mark.end);
            Some((start, end, id))
        });
    let (start, end, id) = in_code.or_else(|| in_brackets(inline.text.get(..line)?, from, words))?;
    let head = inline.text.get(from..start)?;
    let tail = inline.text.get(end..line)?.trim_start_matches([' ', '*']);
    let behind = tail.is_empty() || tail.starts_with(|c: char| !c.is_alphanumeric());
    // `… after T004` names another.
    let own = head.contains(char::is_alphanumeric) && !head.trim_end().ends_with([':', ',', '：']);
    (behind && own).then_some((start, end, id))
}

/// The brackets right around a stretch of text.
fn bracketed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let open = text.get(..start).and_then(|head| head.chars().next_back());
    let close = text.get(end..).and_then(|tail| tail.chars().next());
    match (open, close) {
        (Some(open @ ('(' | '[' | '（')), Some(close @ (')' | ']' | '）'))) => {
            (start - open.len_utf8(), end + close.len_utf8())
        }
        _ => (start, end),
    }
}

/// `(PROJ-12)`, `[PROJ-12]` behind a title.
fn in_brackets(text: &str, from: usize, words: &Vocabulary) -> Option<(usize, usize, String)> {
    let mut at = from + 1;
    // The first byte of `（` begins other signs, too.
    if !text.bytes().skip(at).any(|byte| matches!(byte, b'(' | b'[' | 0xef)) {
        return None;
    }
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['(', '[', '（'])) {
        let open = at + found;
        let width = text.get(open..)?.chars().next()?.len_utf8();
        let inner = text.get(open + width..)?;
        let close = inner.find([')', ']', '）'])?;
        let id = inner.get(..close).and_then(|inner| whole(inner, words));
        if let Some(id) = id.filter(|id| id.contains('-') && !id.contains(|c: char| c.is_lowercase())) {
            let behind = inner.get(close..)?.chars().next().map_or(1, char::len_utf8);
            return Some((open, open + width + close + behind, id));
        }
        at = open + width;
    }
    None
}

/// A text that is nothing but an id of two or more digits.
fn whole(text: &str, words: &Vocabulary) -> Option<String> {
    let text = text.trim();
    let id = lead_id(text, words).filter(|id| id.shape == IdShape::Coded && id.rest >= text.len())?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let built = text.contains('-') && digits >= 2 || digits >= 3;
    (built && id.expands_to.is_empty() && !text.contains('.') && !words.is_foreign_id(&id.id))
        .then_some(id.id)
}
