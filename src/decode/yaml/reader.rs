//! Events to nodes. After an error the text is made readable at that place and read once more, so that one slip
//! costs one value and not the rest of the file.

use std::collections::HashMap;

use libyaml_safer::{Event, EventData, MappingStyle, Mark, Parser, ScalarStyle, SequenceStyle};

use crate::decode::builder::{Builder, DEPTH};
use crate::decode::flaw::{Flaws, shorten};
use crate::decode::tree::{Node, Value};
use crate::decode::yaml::explain::{Remedy, explain};
use crate::decode::yaml::feed::{Feed, Reader};
use crate::decode::yaml::scalar;
use crate::diag::{Diagnostic, Staged};
use crate::place::{DocId, Span};

/// %TAG lines that are taken; libyaml looks through all of them for each further one.
const TAG_LINES: usize = 64;

/// See [`crate::decode::yaml::read`].
pub(super) fn read(text: &str, part: Span, doc: DocId) -> Staged<Vec<Node>> {
    let mut errors = Flaws::new(doc);
    let mut feed = Feed::new(text, part);
    if memchr::memmem::find_iter(part.of(text).as_bytes(), "\n%TAG").nth(TAG_LINES).is_some() {
        errors.error(
            part,
            format!("found more than {TAG_LINES} %TAG lines; nothing was read"),
            "remove them",
        );
        return Staged { value: Vec::new(), diagnostics: errors.finish() };
    }
    if let Some(refused) = feed.refused {
        let message = "found a control character, which YAML doesn't allow; a placeholder stands in for each";
        errors.warning(refused, message.to_owned(), "remove it, or write it as an escape in double quotes");
    }
    loop {
        let mut pass = Pass::new(text, part, doc);
        let failure = pass.run(&feed);
        let again = match failure {
            Some(failure) => !errors.is_full() && pass.remedy(&failure, &mut feed, &mut errors),
            None => false,
        };
        if !again {
            return pass.finish(errors);
        }
    }
}

/// One way through the text.
struct Pass<'t> {
    text: &'t str,
    part: Span,
    builder: Builder,
    /// The spans of anchored nodes of this document.
    anchors: HashMap<String, Span>,
    /// Of each open list or mapping: its anchor, and whether it ends with a bracket.
    open: Vec<(Option<String>, bool)>,
    /// What is wrong apart from the syntax.
    flaws: Flaws,
    /// The last thing in quotes or brackets that was closed.
    closed: Span,
}

/// Where and why a pass ended early.
enum Failure {
    Syntax(libyaml_safer::Error),
    /// Nested too deep.
    Depth,
}

impl<'t> Pass<'t> {
    fn new(text: &'t str, part: Span, doc: DocId) -> Self {
        Self {
            text,
            part,
            builder: Builder::default(),
            anchors: HashMap::new(),
            open: Vec::new(),
            flaws: Flaws::new(doc),
            closed: Span::default(),
        }
    }

    fn run(&mut self, feed: &Feed<'_>) -> Option<Failure> {
        let mut parser: Parser<Reader<'_>> = Parser::new();
        parser.set_encoding(libyaml_safer::Encoding::Utf8);
        parser.set_input(feed.reader());
        loop {
            match parser.parse() {
                Ok(Event { data: EventData::StreamEnd, .. }) => return None,
                Ok(event) => {
                    if !self.event(event, feed) {
                        return Some(Failure::Depth);
                    }
                }
                Err(error) => return Some(Failure::Syntax(error)),
            }
        }
    }

    fn finish(mut self, errors: Flaws) -> Staged<Vec<Node>> {
        self.builder.close_to(0, &mut self.flaws);
        let mut diagnostics = errors.finish();
        diagnostics.extend(self.flaws.finish());
        diagnostics.sort_by_key(Diagnostic::span);
        Staged { value: self.builder.documents, diagnostics }
    }

    /// The place in the text of a mark.
    fn at(&self, mark: Mark) -> u32 {
        let at = self.part.start as usize + mark.index as usize;
        at.min(self.part.end as usize) as u32
    }

    /// The place in the part of a place in the text.
    fn inside(&self, at: u32) -> usize {
        at.saturating_sub(self.part.start) as usize
    }

    /// Takes an event. Says whether to go on.
    fn event(&mut self, event: Event, feed: &Feed<'_>) -> bool {
        let (start, end) = (self.at(event.start_mark), self.at(event.end_mark));
        match event.data {
            EventData::DocumentStart { .. } => self.anchors.clear(),
            EventData::Alias { anchor } => self.alias(&anchor, Span { start, end }),
            EventData::Scalar { anchor, tag, value, style, .. } => {
                let marked = anchor.is_some() || tag.is_some();
                let mut span = Span { start: if marked { self.content(start, end) } else { start }, end };
                match style {
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => self.closed = span,
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        span.end = span.start + span.of(self.text).trim_end().len() as u32;
                    }
                    _ => {}
                }
                let value = feed.restore(value, self.inside(span.start), self.inside(end));
                let value = scalar::value(value, style == ScalarStyle::Plain, tag.as_deref());
                self.node(Node { span, value }, anchor);
            }
            EventData::SequenceStart { anchor, style, .. } => {
                let start = self.content(start, self.part.end);
                self.builder.list(start);
                self.open.push((anchor, style == SequenceStyle::Flow));
            }
            EventData::MappingStart { anchor, style, .. } => {
                let start = self.content(start, self.part.end);
                let braces = self.text.as_bytes().get(start as usize) == Some(&b'{');
                self.builder.map(start);
                self.open.push((anchor, style == MappingStyle::Flow && braces));
            }
            EventData::SequenceEnd | EventData::MappingEnd => {
                let (anchor, bracket) = self.open.pop().unwrap_or_default();
                if let Some(node) = self.builder.close(bracket.then_some(end), &mut self.flaws) {
                    self.closed = if bracket { node.span } else { self.closed };
                    self.node(node, anchor);
                }
            }
            _ => {}
        }
        self.builder.depth() <= DEPTH
    }

    /// Adds a node: the key of a mapping, if it wants one.
    fn node(&mut self, node: Node, anchor: Option<String>) {
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, node.span);
        }
        if self.builder.wants_key() {
            let key = node.scalar().unwrap_or_else(|| node.span.of(self.text).to_owned());
            self.builder.key(key, node.span);
        } else {
            self.builder.value(node);
        }
    }

    fn alias(&mut self, anchor: &str, span: Span) {
        let value = match self.anchors.get(anchor) {
            Some(target) => Value::Alias(*target),
            None => {
                let message = format!(
                    "the alias `*{}` stands for no anchor above it; it was read as text",
                    shorten(anchor)
                );
                self.flaws.error(
                    span,
                    message,
                    "put it in quotes if it is text, or write the anchor (`&name`) first",
                );
                Value::String(span.of(self.text).to_owned())
            }
        };
        self.node(Node { span, value }, None);
    }

    /// Where a node begins behind its anchor and tag.
    fn content(&self, start: u32, end: u32) -> u32 {
        let mut rest = Span { start, end }.of(self.text);
        while rest.starts_with(['&', '!', '#']) {
            let stop = if rest.starts_with('#') { rest.find('\n') } else { rest.find(char::is_whitespace) };
            rest = rest.get(stop.unwrap_or(rest.len())..).unwrap_or("").trim_start();
        }
        end - rest.len() as u32
    }

    /// Reports why the pass ended and makes the text readable at that place. Says whether another pass may get
    /// further.
    fn remedy(&self, failure: &Failure, feed: &mut Feed<'_>, errors: &mut Flaws) -> bool {
        let Failure::Syntax(error) = failure else {
            let at = self.builder.innermost();
            let message =
                format!("lists and mappings nest deeper than {DEPTH} levels; nothing behind this was read");
            errors.error(Span { start: at, end: at }, message, "write it flatter");
            return false;
        };
        let at = error.problem_mark().map_or(self.part.start, |mark| self.at(mark));
        let start = error.context_mark().map_or(at, |mark| self.at(mark));
        let found = Span { start: at, end: self.part.end }.of(self.text);
        let explained = explain(error, found);
        let (mut message, mut help, mut remedy) = (explained.message, explained.help, explained.remedy);
        if feed.behind_caret(self.inside(at)) == Some(',') {
            message = "found a comma directly behind a tag, expected a blank";
            help = "set a blank between them, or put the value in quotes if it is text";
            remedy = Remedy::TextAtStart;
            feed.put_back(self.inside(at));
        }
        if !self.closes_before(at) {
            remedy = match remedy {
                Remedy::TextBefore => Remedy::LeaveOut,
                Remedy::TextBeforeOrStart => Remedy::TextAtStart,
                other => other,
            };
        }
        let (at, done) = match remedy {
            Remedy::Text => (at, feed.make_text(self.inside(at)).then_some("it was read as text")),
            Remedy::TextAtStart => {
                (start, feed.make_text(self.inside(start)).then_some("it was read as text"))
            }
            Remedy::TextBefore | Remedy::TextBeforeOrStart => {
                let text = feed.make_text(self.inside(self.closed.start));
                (at, text.then_some("all of the value was read as text"))
            }
            Remedy::Blank => (at, feed.make_blank(self.inside(at)).then_some("it was read as one blank")),
            Remedy::LeaveOut | Remedy::LeaveOutStart => {
                (if remedy == Remedy::LeaveOut { at } else { start }, None)
            }
        };
        let left_out = || feed.make_comment(self.inside(at)).then_some("the line was left out");
        let done = done.or_else(left_out);
        let outcome = done.unwrap_or("nothing behind it was read");
        let width =
            Span { start: at, end: self.part.end }.of(self.text).chars().next().map_or(0, char::len_utf8);
        let end = if found.starts_with('\n') { at } else { at + width as u32 };
        errors.error(Span { start: at, end }, format!("{message}; {outcome}"), help);
        done.is_some()
    }

    /// Whether something in quotes or brackets was closed directly before `at`, on the same line.
    fn closes_before(&self, at: u32) -> bool {
        let between = Span { start: self.closed.end, end: at.max(self.closed.end) };
        !self.closed.is_empty()
            && self.closed.end <= at
            && between.of(self.text).chars().all(|c| c == ' ' || c == '\t')
    }
}
