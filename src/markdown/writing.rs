//! The inline text that is being read, event by event.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::markdown::inline::{Inline, InlineKind, Mark};
use crate::place::Span;

/// What planbook reads beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The inline text of a part of the source, such as one cell.
pub(super) fn fragment(text: &str, span: Span) -> Inline {
    let source = span.of(text);
    let mut inline = Writing::new(span, Target::Paragraph);
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        inline.event(
            &event,
            Span::new(range.start + span.start as usize, range.end + span.start as usize),
            text,
        );
    }
    if inline.inline.text.trim().is_empty() && !source.trim().is_empty() && inline.inline.marks.is_empty() {
        inline.inline.push(source, span.start);
    }
    inline.close(span)
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Target {
    Heading(u8),
    Paragraph,
    /// Text directly in a tight list item.
    Bare,
    Cell,
}

/// The inline text being read.
pub(super) struct Writing {
    pub(super) inline: Inline,
    pub(super) open: Vec<(usize, InlineKind)>,
    pub(super) target: Target,
}

impl Writing {
    pub(super) fn new(span: Span, target: Target) -> Self {
        Self { inline: Inline::at(span), open: Vec::new(), target }
    }

    /// Takes an inline event; says whether it was one.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span, source: &str) -> bool {
        match event {
            Event::Text(text) => self.inline.push(text, span.start),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                let start = self.inline.text.len();
                let skip = span.of(source).find(code.as_ref()).unwrap_or(0) as u32;
                self.inline.push(code, span.start + skip);
                self.inline.marks.push(Mark { start, end: self.inline.text.len(), kind: InlineKind::Code });
            }
            Event::SoftBreak | Event::HardBreak => self.inline.push("\n", span.start),
            Event::InlineHtml(html) => {
                let at = self.inline.text.len();
                if html.starts_with("<br") {
                    self.inline.push("\n", span.start);
                }
                self.inline.marks.push(Mark { start: at, end: at, kind: InlineKind::Html(html.to_string()) });
            }
            Event::FootnoteReference(_) => {}
            Event::Start(tag) => match kind_of(tag) {
                Some(kind) => self.open.push((self.inline.text.len(), kind)),
                None => return false,
            },
            Event::End(
                TagEnd::Strong
                | TagEnd::Emphasis
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => {
                if let Some((start, kind)) = self.open.pop() {
                    self.inline.marks.push(Mark { start, end: self.inline.text.len(), kind });
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn close(mut self, span: Span) -> Inline {
        if self.inline.span.is_empty() {
            self.inline.span = span;
        }
        self.inline
    }
}

pub(super) fn kind_of(tag: &Tag<'_>) -> Option<InlineKind> {
    Some(match tag {
        Tag::Strong => InlineKind::Strong,
        Tag::Emphasis | Tag::Superscript | Tag::Subscript => InlineKind::Emphasis,
        Tag::Strikethrough => InlineKind::Strike,
        Tag::Link { dest_url, .. } => InlineKind::Link(dest_url.to_string()),
        Tag::Image { dest_url, .. } => InlineKind::Image(dest_url.to_string()),
        _ => return None,
    })
}
