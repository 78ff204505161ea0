//! SVG as a tree: what the drawing crate wrote, read back.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may nest.
const DEPTH: usize = 64;

/// The most elements of one picture: more is no picture that anybody reads.
const ELEMENTS: usize = 20_000;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    /// Its attributes in order, their values unescaped.
    pub(super) attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub(super) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// All words in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.collect(&mut out);
        out
    }

    fn collect(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Element(element) => element.collect(out),
            }
        }
    }
}

/// Reads the root element; `None` where the text is no XML, nests too deep or holds too much.
pub(super) fn read(svg: &str) -> Option<Element> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                count += 1;
                if open.len() > DEPTH || count > ELEMENTS {
                    return None;
                }
                open.push(element(&tag)?);
            }
            Event::Empty(tag) => {
                count += 1;
                let element = element(&tag)?;
                open.last_mut()?.children.push(Child::Element(element));
            }
            Event::End(_) => {
                let element = open.pop()?;
                open.last_mut()?.children.push(Child::Element(element));
            }
            Event::Text(text) => words(&mut open, &text),
            Event::CData(text) => words(&mut open, &text),
            Event::GeneralRef(name) => {
                let name: &str = &name;
                let resolved = match name.strip_prefix('#') {
                    Some(number) => numbered(number).map(String::from),
                    None => resolve_predefined_entity(name).map(str::to_owned),
                };
                words(&mut open, &resolved.unwrap_or_else(|| format!("&{name};")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let root = open.into_iter().next()?;
    root.elements().find(|element| element.name == "svg").cloned()
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

fn words(open: &mut [Element], text: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => element.children.push(Child::Text(text.to_owned())),
    }
}

fn element(tag: &BytesStart<'_>) -> Option<Element> {
    let name = tag.name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let key = attribute.key.as_ref().to_owned();
        let value: &str = &attribute.value;
        let value =
            quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned());
        attributes.push((key, value));
    }
    Some(Element { name, attributes, children: Vec::new() })
}
