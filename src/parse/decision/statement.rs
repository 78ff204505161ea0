//! Y-statements: one sentence that holds context, concern, option, quality and cost of a decision.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::markdown::{Block, BlockKind};
use crate::parse::decision::outline::Outline;

static FACING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| words("facing"));
static CONTEXT: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| words("in the context of"));

fn words(text: &str) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).build([text]).ok()
}

static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?is)\bin the context of\s+(?P<context>.+?),?\s+facing\s+(?P<facing>.+?),?\s+(?:we|i)\s+(?:have\s+)?(?:decided|chose|selected|opted)\s+(?:for|to|on)?\s*(?P<chosen>.+?)(?:,?\s*\(?\s*(?:and\s+(?:against|neglected|rejected|not)|rather than|over|neglecting)\s+(?P<neglected>.+?)\)?)?,?\s+to\s+(?:achieve|gain|satisfy|get)\s+(?P<gain>.+?)(?:,?\s+accepting\s+(?:that\s+)?(?P<cost>.+?))?(?:,?\s+because\s+(?P<reason>.+?))?\s*\.?\s*$",
    )
    .ok()
});

/// The names of parts that others tell too.
pub(super) const CONTEXT_OF: &str = "In the context of";
pub(super) const CHOSEN: &str = "We decided for";
pub(super) const NEGLECTED: &str = "And against";

const PARTS: [(&str, &str); 7] = [
    ("context", CONTEXT_OF),
    ("facing", "Facing"),
    ("chosen", CHOSEN),
    ("neglected", NEGLECTED),
    ("gain", "To achieve"),
    ("cost", "Accepting"),
    ("reason", "Because"),
];

/// The parts of the statement of a record, where it makes one.
pub(super) fn of(outline: &Outline<'_>) -> Vec<(&'static str, String)> {
    let mut blocks = outline.sections.iter().flat_map(|section| section.blocks.iter().copied());
    blocks.find_map(read).unwrap_or_default()
}

/// Whether a block is such a statement.
pub(super) fn is_one(block: &Block) -> bool {
    read(block).is_some()
}

fn read(block: &Block) -> Option<Vec<(&'static str, String)>> {
    match &block.kind {
        BlockKind::Paragraph(inline) => sentence(&inline.text),
        BlockKind::Quote(blocks) => blocks.iter().find_map(read),
        _ => None,
    }
}

/// The parts of a statement in a text.
pub(super) fn sentence(text: &str) -> Option<Vec<(&'static str, String)>> {
    // Most texts have no such words: the pattern is slow, a search is not. The rarer word is looked for first.
    let near = |pattern: &LazyLock<Option<AhoCorasick>>| {
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    };
    if text.len() > 4000 || !near(&FACING) || !near(&CONTEXT) {
        return None;
    }
    let found = FORM.as_ref()?.captures(text)?;
    let parts = PARTS.iter().filter_map(|(name, label)| {
        let words = found.name(name)?.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some((*label, words))
    });
    Some(parts.collect())
}
