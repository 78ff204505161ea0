//! A named value with what is said of it, and what is inside: properties, parameters, headers.

use crate::page::part::api::writer::Writer;
use crate::parse::api::{At, Joined, Parameter, Property, joined};

/// How deep values inside values are shown; further down only their type is said.
const DEPTH: u8 = 12;

/// How long a description of something that has a page of its own may be to be repeated.
const REPEATED: usize = 300;

/// What stands beside the name of an entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs<'s> {
    pub(super) required: bool,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    /// The part of the schema it comes from.
    pub(super) from: Option<&'s str>,
}

impl<'w> Writer<'w> {
    /// Writes everything a schema says below its description: what is demanded, its properties, its choices. `open`
    /// is how many references are opened on the way down.
    pub fn schema(&mut self, at: At<'w>, open: u8, depth: u8) {
        // What has no name may still lead back to itself.
        if self.opened.contains(&at.place()) {
            return self.raw("<p class=\"soft\">The same again, as above.</p>");
        }
        self.opened.push(at.place());
        self.content_of(at, open, depth);
        self.opened.pop();
    }

    fn content_of(&mut self, at: At<'w>, open: u8, depth: u8) {
        if self.is_full() {
            self.raw("<p class=\"soft\">There is more than one page holds: ");
            self.source(at, "the rest stands in the source");
            self.raw(".</p>");
            return;
        }
        let whole = joined(self.reader.resolver, at);
        self.limits(at);
        for part in whole.parts.iter().skip(1).filter(|part| part.at.get("properties").is_none()) {
            self.limits(part.at);
        }
        self.parts(&whole, at);
        if !whole.properties.is_empty() {
            self.raw("<ul class=\"props\">");
            for property in &whole.properties {
                self.property(&whole, property, open, depth);
            }
            self.raw("</ul>");
        }
        self.others(&whole, open, depth);
    }

    /// Names the parts that `allOf` joins.
    fn parts(&mut self, whole: &Joined<'w>, top: At<'w>) {
        let named: Vec<usize> = whole
            .parts
            .iter()
            .skip(1)
            .filter(|part| part.referred)
            .filter_map(|part| self.book.schema_at(part.at))
            .collect();
        let lost: Vec<(&str, crate::parse::api::Missing)> = top
            .get("allOf")
            .into_iter()
            .flat_map(At::items)
            .filter_map(|part| Some((part.reference()?, self.reader.resolver.follow(part).err()?)))
            .collect();
        if named.is_empty() && lost.is_empty() {
            return;
        }
        self.raw("<p class=\"joined\">Everything of ");
        for (index, schema) in named.iter().enumerate() {
            if index > 0 {
                self.raw(if index + 1 == named.len() { " and " } else { ", " });
            }
            self.schema_link(*schema);
        }
        for (reference, missing) in &lost {
            self.raw(" ");
            self.lost(reference, missing);
        }
        self.raw(".</p>");
    }

    fn property(&mut self, whole: &Joined<'w>, property: &Property<'w>, open: u8, depth: u8) {
        let end = self.reader.resolver.end(property.at);
        let from = whole.parts.get(property.from).filter(|part| part.referred);
        let from = from.and_then(|part| self.book.schema_at(part.at));
        let from = from.and_then(|index| self.book.api.schemas.get(index)).map(|schema| schema.name.as_str());
        let says = |key: &str| property.at.is_true(key) || end.is_true(key);
        let signs = Signs {
            required: property.required,
            deprecated: says("deprecated"),
            read_only: says("readOnly"),
            write_only: says("writeOnly"),
            from,
        };
        self.entry(property.name, property.at, signs, (open, depth));
    }

    /// Writes a parameter.
    pub fn parameter(&mut self, parameter: &Parameter<'w>) {
        let signs = Signs {
            required: parameter.required,
            deprecated: parameter.at.is_true("deprecated"),
            ..Signs::default()
        };
        let schema = parameter.schema;
        self.raw("<li>");
        self.head(parameter.name, schema, signs);
        self.described(parameter.at);
        self.style_of(parameter.at);
        if let Some(schema) = schema {
            // In 2.0 the parameter is its own schema, and its description was said.
            if schema.place() != parameter.at.place() {
                self.say(schema);
            }
            self.inside(schema, 1, 1);
        }
        if schema.is_none_or(|schema| schema.place() != parameter.at.place()) {
            for example in self.reader.examples(parameter.at) {
                self.example_line(&example);
            }
        }
        self.raw("</li>");
    }

    /// How a parameter is written: only what differs from what everybody expects.
    fn style_of(&mut self, at: At<'w>) {
        let mut words: Vec<String> = Vec::new();
        words.extend(at.scalar_of("style").map(|style| format!("style {style}")));
        words.extend(at.get("explode").and_then(At::bool).map(|explode| match explode {
            true => "each value on its own".to_owned(),
            false => "values joined".to_owned(),
        }));
        words.extend(at.scalar_of("collectionFormat").map(|format| format!("values as {format}")));
        if at.is_true("allowReserved") {
            words.push("reserved characters as they are".to_owned());
        }
        if at.is_true("allowEmptyValue") {
            words.push("may be empty".to_owned());
        }
        words.extend(
            at.get("content")
                .and_then(|at| at.own_members().first().map(|first| format!("written as {}", first.key))),
        );
        if !words.is_empty() {
            self.raw("<p class=\"how\">Written: ");
            self.text(&words.join(", "));
            self.raw("</p>");
        }
    }

    /// Writes a named value. `reach` is how many references are still opened, and how deep this stands.
    pub(super) fn entry(&mut self, name: &str, schema: At<'w>, signs: Signs<'_>, reach: (u8, u8)) {
        self.raw("<li>");
        self.head(name, Some(schema), signs);
        self.say(schema);
        self.inside(schema, reach.0, reach.1);
        self.raw("</li>");
    }

    /// Writes a header whose description stands beside its schema.
    pub(super) fn header_said(&mut self, name: &str, at: At<'w>, schema: At<'w>, signs: Signs<'_>) {
        self.raw("<li>");
        self.head(name, Some(schema), signs);
        self.described(at);
        self.inside(schema, 0, 1);
        self.raw("</li>");
    }

    fn head(&mut self, name: &str, schema: Option<At<'w>>, signs: Signs<'_>) {
        self.raw("<p class=\"prop\"><code class=\"name\">");
        self.text(name);
        self.raw("</code> <span class=\"type\">");
        match schema {
            Some(schema) => self.type_words(schema),
            None => self.raw("any value"),
        }
        self.raw("</span>");
        if signs.required {
            self.raw(" <span class=\"must\">required</span>");
        }
        if signs.deprecated {
            self.raw(" <span class=\"st warning\">deprecated</span>");
        }
        if signs.read_only {
            self.raw(" <span class=\"soft\">read-only</span>");
        }
        if signs.write_only {
            self.raw(" <span class=\"soft\">write-only</span>");
        }
        if let Some(from) = signs.from {
            self.raw(" <span class=\"soft\">from ");
            self.text(from);
            self.raw("</span>");
        }
        self.raw("</p>");
    }

    /// Writes what is said of a value: by the reference itself (3.1), else by what it refers to.
    fn say(&mut self, schema: At<'w>) {
        if schema.word("description").is_some() {
            return self.described(schema);
        }
        let end = self.reader.resolver.end(schema);
        if end.place() != schema.place() && end.word("description").is_some_and(|text| text.len() <= REPEATED)
        {
            self.described(end);
        }
    }

    /// Writes what is inside a value: of named schemas nothing, as they have pages of their own, unless they are to be
    /// opened; of lists what is inside their items.
    fn inside(&mut self, schema: At<'w>, open: u8, depth: u8) {
        if depth > DEPTH {
            return;
        }
        let mut at = schema;
        let mut open = open;
        for level in 0..DEPTH {
            let Ok(followed) = self.reader.resolver.follow(at) else { return };
            if followed.referred {
                let named = self.book.schema_at(followed.at).is_some();
                if named && (open == 0 || !self.has_room()) {
                    // What it demands of a plain value is worth a line.
                    if followed.at.get("properties").is_none() && followed.at.get("allOf").is_none() {
                        self.limits(followed.at);
                    }
                    return;
                }
                open = open.saturating_sub(u8::from(named));
            }
            at = followed.at;
            let items = at.get("items").filter(|items| items.is_map());
            let Some(items) = items.filter(|_| at.get("properties").is_none()) else { break };
            self.limits(at);
            if at.place() != schema.place() || level > 0 {
                self.say(items);
            }
            at = items;
        }
        self.schema(at, open, depth + 1);
    }
}
