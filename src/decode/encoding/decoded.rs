//! The text of a file, with everything that was done to make it.

use crate::decode::encoding::{bytes, mojibake};
use crate::model::Encoding;
use crate::place::{Origin, Span};

/// How often text is looked through for damage: each round undoes one wrong saving.
const ROUNDS: usize = 3;

/// How a file writes its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// UTF-8, or something that is not UTF-8 throughout.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// Text made from bytes. All spans are of `text`, in rising order.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// UTF-8, no BOM, `\n` line endings, damage mended.
    pub text: String,
    /// The way back to the bytes.
    pub origin: Origin,
    /// What was mended.
    pub encoding: Encoding,
    /// Where damage was mended.
    pub repairs: Vec<Span>,
    /// What looks damaged and was left.
    pub damaged: Vec<Span>,
    /// Where bytes were not valid (each stretch became U+FFFD).
    pub invalid: Vec<Span>,
    /// Where the file has NUL (each became U+FFFD).
    pub nul: Vec<Span>,
    /// Line endings that are a carriage return alone.
    pub lone_cr: Vec<Span>,
    /// How the file writes its characters.
    pub form: Form,
    /// Whether the file began with a byte order mark (UTF-8 or UTF-16).
    pub bom: bool,
    /// Whether the file is not text at all.
    pub binary: bool,
}

/// Decodes a file.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut decoded = bytes::read(bytes);
    for round in 0..ROUNDS {
        let verdict = mojibake::judge(&decoded.text);
        if let Some(page) = verdict.page
            && decoded.encoding.code_page.is_none()
        {
            decoded.encoding.code_page = Some(page.name());
        }
        if verdict.mended.is_empty() {
            if round == 0 {
                decoded.damaged = verdict.left;
            }
            break;
        }
        mend(&mut decoded, &verdict);
    }
    decoded.encoding.repaired = decoded.repairs.len() as u32;
    decoded.encoding.left = decoded.damaged.len() as u32;
    decoded
}

/// Carries out one round.
fn mend(decoded: &mut Decoded, verdict: &mojibake::Verdict) {
    let edits: Vec<(Span, usize)> =
        verdict.mended.iter().map(|(span, c)| (*span, mojibake::len(*span, *c))).collect();
    decoded.text = mojibake::apply(&decoded.text, &verdict.mended);
    decoded.origin = bytes::rebase(&decoded.origin, &edits);
    let repairs = new_places(&edits);
    for spans in [
        &mut decoded.repairs,
        &mut decoded.damaged,
        &mut decoded.invalid,
        &mut decoded.nul,
        &mut decoded.lone_cr,
    ] {
        move_along(spans, &edits);
    }
    let mut left = verdict.left.clone();
    move_along(&mut left, &edits);
    merge(&mut decoded.damaged, left);
    merge(&mut decoded.repairs, repairs);
}

/// Where each edit's new text stands.
fn new_places(edits: &[(Span, usize)]) -> Vec<Span> {
    let mut gone = 0;
    let place = |(span, length): &(Span, usize)| {
        let start = span.start as usize - gone;
        gone += span.len() - length;
        Span::new(start, start + length)
    };
    edits.iter().map(place).collect()
}

/// Moves spans to where they stand after the edits; those that were edited are gone.
fn move_along(spans: &mut Vec<Span>, edits: &[(Span, usize)]) {
    let mut edits = edits.iter().peekable();
    let mut gone = 0;
    spans.retain_mut(|span| {
        while let Some((edit, length)) = edits.next_if(|(edit, _)| edit.end <= span.start) {
            gone += (edit.len() - length) as u32;
        }
        if edits.peek().is_some_and(|(edit, _)| edit.start < span.end) {
            return false;
        }
        *span = Span { start: span.start - gone, end: span.end - gone };
        true
    });
}

fn merge(spans: &mut Vec<Span>, more: Vec<Span>) {
    spans.extend(more);
    spans.sort_unstable();
    spans.dedup();
}
