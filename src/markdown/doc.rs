//! Markdown text to a tree of blocks with byte ranges.
//!
//! Nesting is bounded: past `DEPTH` levels the content of a container joins the container around it, so a
//! hostile file can't exhaust the stack of whoever walks the tree.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::markdown::inline::Inline;
use crate::markdown::loose;
use crate::markdown::table::{self, Row, Table};
use crate::markdown::writing::{Target, Writing, fragment, kind_of, options};
use crate::place::Span;

/// How deep containers may nest.
const DEPTH: usize = 48;

/// A Markdown document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A block with the bytes it covers, its line ending left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: BlockKind,
}

/// The sorts of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// Its level.
        level: u8,
        /// Its text.
        text: Inline,
    },
    /// A paragraph.
    Paragraph(Inline),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A table.
    Table(Table),
    /// A code block, fenced or indented.
    Code {
        /// The info string after the fence.
        info: String,
        /// The code, as a span of the source (prefixes of quotes and lists included).
        body: Span,
        /// The code itself.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A footnote with its label.
    Footnote(String, Vec<Block>),
    /// Raw HTML, comments included.
    Html,
    /// A thematic break.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Everything from its marker on.
    pub span: Span,
    /// Whether its box is ticked, and where `[x]` stands, where pulldown-cmark saw a task box.
    pub task: Option<(bool, Span)>,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// Parses `text` from byte `from` on (what stands before is front matter).
pub fn parse(text: &str, from: usize) -> Doc {
    let body = text.get(from..).unwrap_or("");
    let mut builder = Builder {
        text,
        stack: vec![Frame::new(Open::Root, Span::default())],
        inline: None,
        lost: 0,
        depth: 0,
    };
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        builder.event(event, Span::new(range.start + from, range.end + from));
    }
    builder.finish()
}

enum Open {
    Root,
    Quote,
    List(Option<u64>),
    Item(Option<(bool, Span)>),
    Table(Table),
    Footnote(String),
}

struct Frame {
    open: Open,
    span: Span,
    blocks: Vec<Block>,
    items: Vec<ListItem>,
}

impl Frame {
    fn new(open: Open, span: Span) -> Self {
        Self { open, span, blocks: Vec::new(), items: Vec::new() }
    }
}

struct Builder<'t> {
    text: &'t str,
    stack: Vec<Frame>,
    inline: Option<Writing>,
    /// Containers that were opened past the depth limit and have no frame.
    lost: usize,
    depth: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        if let Some(writing) = &mut self.inline
            && writing.event(&event, span, self.text)
        {
            if writing.target == Target::Bare {
                writing.inline.span = writing.inline.span.to(span);
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Rule => self.block(span, BlockKind::Rule),
            Event::TaskListMarker(done) => {
                if let Some(Frame { open: Open::Item(task), .. }) = self.stack.last_mut() {
                    *task = Some((done, span));
                }
            }
            Event::Html(_) => {}
            other => {
                let mut writing = self.bare(span);
                writing.event(&other, span, self.text);
                self.inline = Some(writing);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if let Some(kind) = kind_of(&tag) {
            let mut writing = self.bare(span);
            writing.begin(kind);
            self.inline = Some(writing);
            return;
        }
        self.flush_bare();
        match tag {
            Tag::Paragraph => self.inline = Some(Writing::new(span, Target::Paragraph)),
            Tag::Heading { level, .. } => {
                self.inline = Some(Writing::new(span, Target::Heading(level as u8)))
            }
            Tag::TableCell => self.inline = Some(Writing::new(span, Target::Cell)),
            Tag::TableHead | Tag::TableRow => self.start_row(matches!(tag, Tag::TableHead), span),
            Tag::BlockQuote(_) => self.open(Open::Quote, span),
            Tag::List(start) => self.open(Open::List(start), span),
            Tag::Item => self.open(Open::Item(None), span),
            Tag::Table(_) => self.stack.push(Frame::new(Open::Table(Table::default()), span)),
            Tag::FootnoteDefinition(label) => self.open(Open::Footnote(label.to_string()), span),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    pulldown_cmark::CodeBlockKind::Fenced(info) => info.to_string(),
                    pulldown_cmark::CodeBlockKind::Indented => String::new(),
                };
                self.inline = Some(Writing::new(span, Target::Paragraph));
                self.block(span, BlockKind::Code { info, body: span, text: String::new() });
            }
            _ => {}
        }
    }

    /// Text that begins with what stands at `span`; it goes on to the end of its line, or further.
    fn bare(&self, span: Span) -> Writing {
        let rest = self.text.as_bytes().get(span.start as usize..).unwrap_or(&[]);
        let mut writing = Writing::new(Span { end: span.start, ..span }, Target::Bare);
        writing.inline.expect(memchr::memchr(b'\n', rest).unwrap_or(rest.len()));
        writing.inline.span = span;
        writing
    }

    fn start_row(&mut self, head: bool, span: Span) {
        if let Some(Frame { open: Open::Table(table), .. }) = self.stack.last_mut() {
            if head {
                table.head_span = trim(self.text, span);
            } else {
                table.rows.push(Row { span: trim(self.text, span), cells: Vec::new(), written: 0 });
            }
        }
    }

    /// Lists and items share a level, so that an item never loses its list.
    fn open(&mut self, open: Open, span: Span) {
        if self.depth >= DEPTH && !matches!(open, Open::Item(_)) || self.lost > 0 {
            self.lost += 1;
            return;
        }
        self.depth += 1;
        self.stack.push(Frame::new(open, span));
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.end_text(span),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableRow => self.end_row(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.block(span, BlockKind::Html),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.flush_bare();
                if self.lost > 0 {
                    self.lost -= 1;
                } else {
                    self.depth -= 1;
                    self.close();
                }
            }
            TagEnd::Table => self.close(),
            _ => {}
        }
    }

    fn end_text(&mut self, span: Span) {
        let Some(writing) = self.inline.take() else { return };
        let target = writing.target;
        let inline = writing.close(span);
        match target {
            Target::Heading(level) => self.block(span, BlockKind::Heading { level, text: inline }),
            _ => self.paragraph(span, inline),
        }
    }

    fn paragraph(&mut self, span: Span, inline: Inline) {
        let trimmed = trim(self.text, span);
        if let Some(table) = table::lenient(self.text, trimmed) {
            return self.block(span, BlockKind::Table(table));
        }
        // Lines in a quotation or a list begin with its signs.
        let outer = self.stack.len() == 1;
        match outer.then(|| loose::blocks(self.text, trimmed)).flatten() {
            Some(meant) => meant.into_iter().for_each(|block| self.block(block.span, block.kind)),
            None => self.block(span, BlockKind::Paragraph(inline)),
        }
    }

    fn end_cell(&mut self) {
        let Some(writing) = self.inline.take() else { return };
        let span = writing.inline.span;
        let mut inline = writing.close(span);
        inline.span = trim(self.text, inline.span);
        if let Some(Frame { open: Open::Table(table), .. }) = self.stack.last_mut() {
            match table.rows.last_mut() {
                Some(row) => row.cells.push(inline),
                None => table.head.push(inline),
            }
        }
    }

    /// Cells past the header's are cut off by the parser: they are read from the source.
    fn end_row(&mut self) {
        let text = self.text;
        if let Some(Frame { open: Open::Table(table), .. }) = self.stack.last_mut()
            && let Some(row) = table.rows.last_mut()
        {
            let written = table::split(row.span.of(text), row.span.start as usize);
            row.written = written.len();
            for span in written.iter().skip(row.cells.len()) {
                row.cells.push(fragment(text, *span));
            }
        }
    }

    fn end_code(&mut self) {
        let Some(writing) = self.inline.take() else { return };
        if let Some(Frame { blocks, .. }) = self.stack.last_mut()
            && let Some(Block { kind: BlockKind::Code { body, text, .. }, .. }) = blocks.last_mut()
        {
            let inline = writing.inline;
            if !inline.text.is_empty() {
                *body = inline.place(0, inline.text.len());
            } else {
                body.end = body.start;
            }
            *text = inline.text;
        }
    }

    fn flush_bare(&mut self) {
        if self.inline.as_ref().is_some_and(|writing| writing.target == Target::Bare)
            && let Some(writing) = self.inline.take()
        {
            let span = writing.inline.span;
            self.paragraph(span, writing.inline);
        }
    }

    fn close(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        match frame.open {
            Open::Root => self.stack.push(frame),
            Open::Quote => self.block(frame.span, BlockKind::Quote(frame.blocks)),
            Open::Footnote(label) => self.block(frame.span, BlockKind::Footnote(label, frame.blocks)),
            Open::List(start) => {
                let (mut span, mut items) = (frame.span, frame.items);
                let root = self.stack.first().filter(|_| self.stack.len() == 1);
                let above = root.and_then(|root| root.blocks.last());
                let below = loose::labels_below(self.text, above, &mut span, &mut items);
                self.block(span, BlockKind::List { start, items });
                below.into_iter().for_each(|block| self.block(block.span, block.kind));
            }
            Open::Table(table) => self.block(frame.span, BlockKind::Table(table)),
            Open::Item(task) => {
                let span = trim(self.text, frame.span);
                if let Some(list) = self.stack.last_mut() {
                    list.items.push(ListItem { span, task, blocks: frame.blocks });
                }
            }
        }
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        let span = trim(self.text, span);
        if let Some(frame) = self.stack.last_mut() {
            // Most list items hold one block.
            if frame.blocks.is_empty() && matches!(frame.open, Open::Item(_)) {
                frame.blocks.reserve_exact(1);
            }
            frame.blocks.push(Block { span, kind });
        }
    }

    fn finish(mut self) -> Doc {
        self.flush_bare();
        while self.stack.len() > 1 {
            self.close();
        }
        Doc { blocks: self.stack.pop().map(|frame| frame.blocks).unwrap_or_default() }
    }
}

/// Leaves blanks and line endings at the end out of a span.
fn trim(text: &str, span: Span) -> Span {
    let trimmed = span.of(text).trim_end().len();
    Span { start: span.start, end: span.start + trimmed as u32 }
}
