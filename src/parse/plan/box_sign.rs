//! The box at the start of a list item: `[x]`, `[ ]`, `[~]`, `☐`.

use crate::markdown::{BlockKind, ListItem};
use crate::model::Status;
use crate::parse::reading::{Draft, box_mark, leading, symbol_status};

/// A box at the start of a list item.
pub(super) struct BoxSign {
    pub(super) status: Status,
    /// The box as written.
    pub(super) text: String,
    /// Where the item's text begins, in its first paragraph.
    pub(super) rest: usize,
}

/// The box of a list item.
pub(super) fn sign(draft: &Draft<'_>, item: &ListItem) -> Option<BoxSign> {
    let children = item.blocks.iter().any(|block| matches!(block.kind, BlockKind::List { .. }));
    if let Some((done, span)) = item.task {
        let status = if done { Status::Done } else { Status::Todo };
        return Some(BoxSign { status, text: span.of(&draft.document.text).to_owned(), rest: 0 });
    }
    let inline = match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inline) | BlockKind::Heading { text: inline, .. }) => inline,
        _ => return None,
    };
    let text = inline.text.as_str();
    // A box in code is one that is spoken of.
    if inline.in_code(0) {
        return None;
    }
    let mut chars = text.chars();
    let first = chars.next()?;
    if first == '[' {
        let sign = chars.next()?;
        let (close, width) = if sign == ']' { (']', 2) } else { (chars.next()?, 2 + sign.len_utf8()) };
        let after = text.get(width..)?;
        // `[x](link)` and `[P] tag` are no boxes: a blank or the end follows a box.
        if close != ']' || !(after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '*')) {
            return None;
        }
        let sign = if sign == ']' { ' ' } else { sign };
        let told = text.get(..width).and_then(|sign| draft.signs.state(sign));
        let status = told.or_else(|| box_mark(sign, draft.habits.numbered_boxes || children))?;
        return Some(BoxSign { status, text: text.get(..width)?.to_owned(), rest: width });
    }
    let status = match first {
        '⬜' | '☐' | '⬚' | '🔲' | '□' | '◻' => Status::Todo,
        '☑' | '🗹' | '☒' | '■' => Status::Done,
        _ => return None,
    };
    Some(BoxSign { status, text: first.to_string(), rest: first.len_utf8() })
}

/// A status sign that stands in the place of a box, as in a list of `- ✅ …` and `- ⬜ …`.
pub(super) fn picture(draft: &Draft<'_>, item: &ListItem) -> Option<BoxSign> {
    let BlockKind::Paragraph(inline) = &item.blocks.first()?.kind else { return None };
    let first = inline.text.chars().next().filter(|_| !inline.in_code(0))?;
    symbol_status(first, true)?;
    let (marked, rest) = leading(&inline.text, draft.words, true)?;
    Some(BoxSign { status: marked.status, text: marked.text, rest })
}
