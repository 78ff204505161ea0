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
    /// Where `<s>` stood.
    struck: Option<usize>,
}

impl Writing {
    pub(super) fn new(span: Span, target: Target) -> Self {
        let mut inline = Inline::at(span);
        inline.expect(span.len());
        Self { inline, open: Vec::new(), target, struck: None }
    }

    /// Takes an inline event; says whether it was one.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span, source: &str) -> bool {
        match event {
            Event::Text(text) => self.inline.push(text, span.start),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                let start = self.inline.text.len();
                let skip = behind_ticks(span.of(source), code) as u32;
                self.inline.push(code, span.start + skip);
                self.mark(start, InlineKind::Code);
            }
            Event::SoftBreak | Event::HardBreak => self.inline.push("\n", span.start),
            Event::InlineHtml(html) => {
                let at = self.inline.text.len();
                if html.starts_with("<br") {
                    self.inline.push("\n", span.start);
                }
                let kind = InlineKind::Html(html.to_string());
                self.inline.marks.push(Mark { start: at, end: at, kind });
                match html.to_ascii_lowercase().as_str() {
                    "<s>" | "<del>" | "<strike>" => self.struck = Some(at),
                    "</s>" | "</del>" | "</strike>" => {
                        if let Some(start) = self.struck.take() {
                            self.mark(start, InlineKind::Strike);
                        }
                    }
                    _ => {}
                }
            }
            Event::FootnoteReference(_) => {}
            Event::Start(tag) => match kind_of(tag) {
                Some(kind) => self.begin(kind),
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
                    self.mark(start, kind);
                }
            }
            _ => return false,
        }
        true
    }

    /// Begins a stretch of marked text.
    pub(super) fn begin(&mut self, kind: InlineKind) {
        if self.open.is_empty() {
            self.open.reserve_exact(1);
        }
        self.open.push((self.inline.text.len(), kind));
    }

    /// Marks all text from byte `start` on. Most texts have one mark: a list of marks begins with room for one.
    fn mark(&mut self, start: usize, kind: InlineKind) {
        if self.inline.marks.is_empty() {
            self.inline.marks.reserve_exact(1);
        }
        self.inline.marks.push(Mark { start, end: self.inline.text.len(), kind });
    }

    pub(super) fn close(mut self, span: Span) -> Inline {
        if self.inline.span.is_empty() {
            self.inline.span = span;
        }
        self.inline
    }
}

/// Where `code` stands in its source: behind as many ticks as there are, unless it has some itself.
fn behind_ticks(source: &str, code: &str) -> usize {
    let ticks = source.len() - source.trim_start_matches('`').len();
    let plain = !code.starts_with('`') && source.get(ticks..).is_some_and(|rest| rest.starts_with(code));
    if plain { ticks } else { source.find(code).unwrap_or(0) }
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
