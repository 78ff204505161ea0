//! Formulas in text, and dollars that are none: prices.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::markdown::html::escape;
use crate::markdown::html::math::mathml;
use crate::markdown::html::walk::{Events, Walk};

/// The most stretches of one text that are read again. Each costs the rest of its paragraph.
const PRICES: u32 = 64;

impl<'a> Walk<'a> {
    /// Writes a formula. What can't be drawn stays source.
    pub(super) fn math(&mut self, text: &str, math: &str, range: Range<usize>) {
        let source = text.get(range.clone()).unwrap_or("");
        if touches(text, &range) {
            self.words(source);
        } else if self.hear(math) {
            let block = source.starts_with("$$");
            if let Some(drawn) = mathml(math, block) {
                let class = if block { "formula display" } else { "formula" };
                return self.out.push_str(&format!("<span class=\"{class}\">{drawn}</span>"));
            }
            self.out.push_str(match block {
                true => "<code class=\"math display\">",
                false => "<code class=\"math\">",
            });
            escape(&mut self.out, math.trim());
            self.out.push_str("</code>");
        }
    }

    /// Whether what stands between two dollars is no formula: code begins in it, or a dollar touches a word.
    pub(super) fn is_price(&self, text: &str, math: &str, range: &Range<usize>) -> bool {
        self.prices < PRICES && (math.contains('`') || touches(text, range))
    }

    /// Writes a dollar that is no formula's, and reads what follows it in the same element again: the marks in it mean
    /// what they mean without it.
    pub(super) fn price(&mut self, text: &'a str, range: Range<usize>, events: &mut Events<'a>) {
        self.prices += 1;
        let (mut end, mut depth) = (range.end, 0_u32);
        while let Some((event, next)) = events.peek() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            end = end.max(next.end);
            events.next();
        }
        self.words("$");
        self.inline(text.get(range.start + 1..end).unwrap_or(""));
    }
}

/// Whether a dollar at either end touches a letter or digit on its outer side.
fn touches(text: &str, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    word(range.start.checked_sub(1)) || word(Some(range.end))
}
