//! The elements of an XML file, in order, with their attributes and where they begin. What is not well-formed ends the
//! walk; what came before is kept.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::place::Span;

/// An element or its end.
pub(super) enum Part {
    /// An element begins; an empty one ends at once, and its end follows.
    Start(Element),
    /// An element of this name ends.
    End(String),
}

/// The start of an element.
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: String,
    /// Its attributes with their values.
    pub(super) attributes: Vec<(String, String)>,
    /// Where it stands.
    pub(super) span: Span,
}

impl Element {
    /// An attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.trim().parse().ok()
    }
}

/// Calls `each` for every start and end of an element.
pub(super) fn walk(text: &str, mut each: impl FnMut(Part)) {
    let mut reader = Reader::from_str(text);
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                each(Part::Start(element(&start, from, reader.buffer_position() as usize)))
            }
            Ok(Event::Empty(start)) => {
                let element = element(&start, from, reader.buffer_position() as usize);
                let name = element.name.clone();
                each(Part::Start(element));
                each(Part::End(name));
            }
            Ok(Event::End(end)) => each(Part::End(end.local_name().as_ref().to_owned())),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn element(start: &BytesStart<'_>, from: usize, to: usize) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let key = attribute.key.local_name().as_ref().to_owned();
        let raw = attribute.value.to_string();
        (key, quick_xml::escape::unescape(&raw).map(std::borrow::Cow::into_owned).unwrap_or(raw))
    });
    Element {
        name: start.local_name().as_ref().to_owned(),
        attributes: attributes.collect(),
        span: Span::new(from, to),
    }
}

/// Whether the first element of a document is one of these.
pub(super) fn root_is(text: &str, names: &[&str]) -> bool {
    let mut rest = text.trim_start();
    while let Some(end) = rest.strip_prefix("<?").and_then(|r| r.find("?>")).map(|at| at + 4) {
        rest = rest.get(end..).unwrap_or("").trim_start();
    }
    while rest.starts_with("<!") {
        let close = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(end) = rest.find(close) else { return false };
        rest = rest.get(end + close.len()..).unwrap_or("").trim_start();
    }
    names.iter().any(|name| {
        rest.strip_prefix('<')
            .and_then(|r| r.strip_prefix(name))
            .is_some_and(|r| r.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
    })
}
