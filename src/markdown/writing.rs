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
            Event::Text(text) => self.text(text, span.start),
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

    /// Takes text, with the names of signs as the signs they stand for: `:white_check_mark:`.
    fn text(&mut self, text: &str, source: u32) {
        let mut from = 0;
        while let Some((at, sign, used)) = shortcode(text.get(from..).unwrap_or("")) {
            self.inline.push(text.get(from..from + at).unwrap_or(""), source + from as u32);
            self.inline.push(sign, source + (from + at) as u32);
            from += at + used;
        }
        let rest = text.get(from..).unwrap_or("");
        if from == 0 || !rest.is_empty() {
            self.inline.push(rest, source + from as u32);
        }
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

/// The first name of a sign in a text: where it stands, its sign and its length. Names are those that GitHub shows as signs; only
/// signs that may say a state are known.
fn shortcode(text: &str) -> Option<(usize, &'static str, usize)> {
    const SIGNS: [(&str, &str); 27] = [
        (":white_check_mark:", "✅"),
        (":heavy_check_mark:", "✔"),
        (":ballot_box_with_check:", "☑"),
        (":x:", "❌"),
        (":negative_squared_cross_mark:", "❎"),
        (":heavy_multiplication_x:", "✖"),
        (":construction:", "🚧"),
        (":building_construction:", "🏗"),
        (":hammer:", "🔨"),
        (":arrows_counterclockwise:", "🔄"),
        (":hourglass:", "⌛"),
        (":hourglass_flowing_sand:", "⏳"),
        (":soon:", "🔜"),
        (":clipboard:", "📋"),
        (":white_large_square:", "⬜"),
        (":black_square_button:", "🔲"),
        (":white_square_button:", "🔳"),
        (":no_entry:", "⛔"),
        (":no_entry_sign:", "🚫"),
        (":lock:", "🔒"),
        (":pause_button:", "⏸"),
        (":warning:", "⚠"),
        (":red_circle:", "🔴"),
        (":green_circle:", "🟢"),
        (":yellow_circle:", "🟡"),
        (":large_blue_circle:", "🔵"),
        (":wastebasket:", "🗑"),
    ];
    memchr::memchr_iter(b':', text.as_bytes()).find_map(|at| {
        let rest = text.get(at..)?;
        let (name, sign) = SIGNS.iter().find(|(name, _)| rest.starts_with(name))?;
        Some((at, *sign, name.len()))
    })
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
