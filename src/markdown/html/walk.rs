//! The walk over the events of a text, which writes its HTML.
//!
//! Everything written is balanced. Raw HTML is noted where it stands and made safe when the element around it ends
//! (see `raw`): so it can never reach past that element.
//!
//! Long because every event of the parser has its arm here; what an arm needs beyond a line stands in its own file.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::markdown::html::code::Code;
use crate::markdown::html::definitions::Lookup;
use crate::markdown::html::heading::Levels;
use crate::markdown::html::material::Aside;
use crate::markdown::html::notes::Notes;
use crate::markdown::html::raw::Raw;
use crate::markdown::html::table::Grid;
use crate::markdown::html::{Heading, Html, Ids, Style};

/// The events of a text with their byte ranges.
pub(super) type Events<'a> = Peekable<OffsetIter<'a, Lookup<'a>>>;

/// An element that is open: where its content starts in the output, and the raw HTML directly in it.
pub(super) struct Frame {
    pub(super) at: usize,
    /// How many links were open around it: those of raw HTML inside end with it.
    pub(super) links: usize,
    /// Whether it may hold blocks.
    pub(super) flow: bool,
    pub(super) raw: Option<Box<Raw>>,
}

/// An image being read: its target, its title, the text of its alternative.
pub(super) struct Picture {
    pub(super) target: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) depth: u32,
}

/// The state of the walk.
pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) style: Style<'a>,
    pub(super) ids: &'a mut Ids,
    pub(super) out: String,
    pub(super) frames: Vec<Frame>,
    pub(super) levels: Levels,
    /// Levels of the raw headings that are open.
    pub(super) raw_levels: Vec<u8>,
    pub(super) headings: Vec<Heading>,
    pub(super) title_id: Option<String>,
    /// Whether a block was written that is more than a comment.
    pub(super) begun: bool,
    /// The words of the heading being read.
    pub(super) words: Option<String>,
    /// What closes each open link.
    pub(super) links: Vec<&'static str>,
    pub(super) grid: Option<Grid>,
    pub(super) picture: Option<Picture>,
    pub(super) notes: Notes,
    /// How many stretches were read again, because a dollar in them was no formula's.
    pub(super) prices: u32,
    code: Option<Code>,
    /// The raw HTML block being read.
    block: Option<String>,
    /// What the marked quotations stand for.
    pub(super) asides: Vec<Aside>,
    /// What closes each open quotation.
    pub(super) quotes: Vec<&'static str>,
}

/// What is read beyond CommonMark. Mathematics only where a text has formulas: a dollar is a price in most plans.
fn options(text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    if memchr::memchr(b'$', text.as_bytes()).is_some() && (text.contains("$$") || has_formula(text)) {
        options |= Options::ENABLE_MATH;
    }
    options
}

/// Whether a line has signs of a formula between two dollars.
fn has_formula(text: &str) -> bool {
    let formula = |parts: &[&str]| {
        let [before, inner, after] = parts else { return false };
        let signs = ['^', '_', '\\', '=', '+', '<', '>'];
        inner.trim() == *inner
            && !inner.contains('`')
            && (inner.contains(signs) || inner.len() == 1 && inner.starts_with(char::is_alphabetic))
            && !before.ends_with(char::is_alphanumeric)
            && !after.starts_with(char::is_alphanumeric)
    };
    text.lines().any(|line| line.split('$').collect::<Vec<_>>().windows(3).any(formula))
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, style: Style<'a>, ids: &'a mut Ids) -> Self {
        Self {
            text,
            style,
            ids,
            out: String::with_capacity(text.len() + text.len() / 2),
            frames: Vec::new(),
            levels: Levels::new(style.under),
            raw_levels: Vec::new(),
            headings: Vec::new(),
            title_id: None,
            begun: false,
            words: None,
            links: Vec::new(),
            grid: None,
            picture: None,
            notes: Notes::default(),
            prices: 0,
            code: None,
            block: None,
            asides: Vec::new(),
            quotes: Vec::new(),
        }
    }

    /// With what marked quotations stand for.
    pub(super) fn with(mut self, asides: Vec<Aside>) -> Self {
        self.asides = asides;
        self
    }

    /// Renders the whole text.
    pub(super) fn run(mut self) -> Html {
        let text = crate::markdown::html::raw::without_debris(self.text);
        self.open(true);
        let mut events = self.events(text);
        while let Some((event, range)) = events.next() {
            self.event(event, range, &mut events);
        }
        self.close();
        self.write_notes();
        Html { html: self.out, headings: self.headings, title_id: self.title_id }
    }

    fn events(&self, text: &'a str) -> Events<'a> {
        let lookup = Some(Lookup(self.style.definitions));
        Parser::new_with_broken_link_callback(text, options(text), lookup).into_offset_iter().peekable()
    }

    /// Renders a part of the text as inline content: the blocks in it lose their shape, not their words.
    pub(super) fn inline(&mut self, text: &'a str) {
        self.open(false);
        let mut events = self.events(text);
        while let Some((event, range)) = events.next() {
            match event {
                Event::Text(mut words) => {
                    while let Some((Event::Text(more), _)) =
                        events.next_if(|(next, _)| matches!(next, Event::Text(_)))
                    {
                        words = format!("{words}{more}").into();
                    }
                    self.words(&words);
                }
                Event::Start(tag) if is_inline(&tag) => self.start_inline(tag),
                Event::End(
                    end @ (TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image),
                ) => self.end_inline(end),
                Event::Start(_) | Event::End(_) | Event::Rule | Event::FootnoteReference(_) => {}
                Event::Html(html) | Event::InlineHtml(html) => self.raw(&html, false),
                Event::InlineMath(math) if self.is_price(text, &math, &range) => {
                    self.price(text, range, &mut events);
                }
                Event::InlineMath(math) | Event::DisplayMath(math) => self.math(text, &math, range),
                other => self.leaf(other, 0..0),
            }
        }
        self.close();
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>, events: &mut Events<'a>) {
        if let Some(code) = &mut self.code {
            match event {
                Event::Text(text) => code.text.push_str(&text),
                _ => self.end_code(),
            }
            return;
        }
        match event {
            Event::Text(mut words) => {
                while let Some((Event::Text(more), _)) =
                    events.next_if(|(next, _)| matches!(next, Event::Text(_)))
                {
                    words = format!("{words}{more}").into();
                }
                self.words(&words);
            }
            Event::Start(tag) => self.start(tag, range, events),
            Event::End(tag) => self.end(tag, range),
            Event::Html(html) => match &mut self.block {
                Some(block) => block.push_str(&html),
                None => self.raw(&html, true),
            },
            Event::InlineMath(math) if self.is_price(self.text, &math, &range) => {
                self.price(self.text, range, events);
            }
            other => self.leaf(other, range),
        }
    }

    /// Events without anything inside.
    fn leaf(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Code(code) if self.hear(&code) => self.code_words(&code),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.math(self.text, &math, range),
            Event::InlineHtml(html) => self.raw(&html, false),
            Event::FootnoteReference(label) => self.reference(&label),
            Event::SoftBreak if self.hear("\n") => self.out.push('\n'),
            Event::HardBreak if self.hear("\n") => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(done),
            _ => {}
        }
    }

    /// A box is a shape and a word, never a form control without a name.
    pub(super) fn task(&mut self, done: bool) {
        self.out.push_str(if done {
            "<span class=\"box\" aria-hidden=\"true\">☑</span> <span class=\"sr\">Done: </span>"
        } else {
            "<span class=\"box\" aria-hidden=\"true\">☐</span> <span class=\"sr\">Not done: </span>"
        });
    }

    /// Words go to the heading's list of words and to an image's alternative; true where they are written too.
    pub(super) fn hear(&mut self, words: &str) -> bool {
        if let Some(heading) = &mut self.words {
            heading.push_str(words);
        }
        match &mut self.picture {
            Some(picture) => picture.alt.push_str(words),
            None => return true,
        }
        false
    }

    pub(super) fn open(&mut self, flow: bool) {
        let links = self.links.len();
        self.frames.push(Frame { at: self.out.len(), links, flow, raw: None });
    }

    /// Ends the innermost element: from here on its raw HTML is safe. Gives where its content starts.
    pub(super) fn close(&mut self) -> usize {
        let Some(frame) = self.frames.pop() else { return self.out.len() };
        self.links.truncate(frame.links);
        if let Some(raw) = frame.raw {
            self.settle(frame.at, frame.flow, &raw);
        }
        frame.at
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) {
        // What stands inside the first heading does not come before it.
        if self.words.is_none() && !matches!(tag, Tag::HtmlBlock | Tag::Heading { .. }) {
            self.begun = true;
        }
        match tag {
            Tag::Paragraph => {
                if self.lenient_table(range, events) {
                    return;
                }
                self.out.push_str("<p>");
                self.open(false);
            }
            Tag::Heading { id, .. } => {
                self.levels.id = id.map(|id| id.to_string());
                self.words = Some(String::new());
                self.open(false);
            }
            Tag::BlockQuote(kind) => {
                match self.marked(events) {
                    Some(aside) => self.aside(&aside),
                    None => self.quote(kind),
                }
                self.open(true);
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(Code { info, text: String::new() });
            }
            Tag::HtmlBlock => self.block = Some(String::new()),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => {
                let task = is_task(self.text.get(range).unwrap_or(""));
                self.out.push_str(if task { "<li class=\"task\">" } else { "<li>" });
                self.open(true);
            }
            Tag::FootnoteDefinition(label) => {
                self.notes.defining.push(label.to_string());
                self.open(true);
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.out.push_str("<dt>");
                self.open(false);
            }
            Tag::DefinitionListDefinition => {
                self.out.push_str("<dd>");
                self.open(true);
            }
            Tag::Table(aligns) => self.start_table(aligns, range),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            tag => self.start_inline(tag),
        }
    }

    pub(super) fn start_inline(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                self.start_link(&format!("mailto:{dest_url}"), &title);
            }
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title),
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title),
            _ => {}
        }
    }

    fn mark(&mut self, tag: &str) {
        if self.picture.is_none() {
            self.out.push_str(tag);
            self.open(false);
        }
    }

    fn unmark(&mut self, tag: &str) {
        if self.picture.is_none() {
            self.close();
            self.out.push_str(tag);
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.unmark("</em>"),
            TagEnd::Strong => self.unmark("</strong>"),
            TagEnd::Strikethrough => self.unmark("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                let at = self.close();
                // A paragraph of comments alone leaves nothing behind.
                if self.out.get(at..).is_some_and(|inner| inner.trim().is_empty()) {
                    self.out.truncate(at - "<p>".len());
                } else {
                    self.out.push_str("</p>\n");
                }
            }
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.out.push_str(self.quotes.pop().unwrap_or("</blockquote>\n"));
            }
            TagEnd::HtmlBlock => {
                if let Some(block) = self.block.take() {
                    self.raw(&block, true);
                }
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.close();
                self.out.push_str("</li>\n");
            }
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.close();
                self.out.push_str("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => {
                self.close();
                self.out.push_str("</dd>\n");
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.end_row(range),
            TagEnd::TableCell => self.end_cell(),
            tag => self.end_inline(tag),
        }
    }

    fn end_code(&mut self) {
        if let Some(code) = self.code.take() {
            self.write_code(&code);
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Whether a list item, from its marker on, begins with a box.
fn is_task(item: &str) -> bool {
    let rest =
        match item.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['-', '*', '+', '.', ')']) {
            Some(rest) => rest.trim_start().as_bytes(),
            None => return false,
        };
    matches!(rest, [b'[', b' ' | b'x' | b'X', b']', ..])
}
