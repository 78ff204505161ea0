//! Bodies and responses: their media types, what each holds, headers, links, examples.

use crate::markdown::html::escaped;
use crate::page::part::api::data::{Shown, block, json};
use crate::page::part::api::entry::Signs;
use crate::page::part::api::example::{Purpose, example};
use crate::page::part::api::writer::Writer;
use crate::parse::api::{At, Body, Example, Media, Response};

/// How many examples of one media type are shown.
const EXAMPLES: usize = 20;

impl<'w> Writer<'w> {
    /// Writes a body under a heading of the given level.
    pub fn body(&mut self, body: &Body<'w>, level: u8) {
        self.show_for(Purpose::Request);
        if body.required {
            self.raw("<p><span class=\"must\">required</span></p>");
        }
        if let Some(text) = body.description {
            self.prose(self.book.api.doc, text);
        }
        self.media(&body.content, level);
        self.show_for(Purpose::Both);
    }

    /// Writes the media types of a body or response. Those that hold the same stand together.
    fn media(&mut self, content: &[Media<'w>], level: u8) {
        let mut rest: Vec<&Media<'w>> = content.iter().collect();
        while let Some(first) = rest.first().copied() {
            let same = |other: &Media<'w>| {
                let place = |media: &Media<'w>| media.schema.map(At::place);
                place(other) == place(first)
                    && other.form.is_empty()
                    && first.form.is_empty()
                    && first.schema.is_some()
                    && other.encoding.is_empty()
                    && other.examples.is_empty()
                    && first.examples.is_empty()
            };
            let (here, others): (Vec<&Media<'w>>, Vec<&Media<'w>>) =
                rest.iter().copied().partition(|media| std::ptr::eq(*media, first) || same(media));
            rest = others;
            let heading = level + 1;
            self.raw(&format!("<h{heading} class=\"media\">"));
            for (index, media) in here.iter().take(12).enumerate() {
                self.raw(if index > 0 { ", " } else { "" });
                self.code(media.name);
            }
            if here.len() > 12 {
                self.raw(&format!(" and {} more", here.len() - 12));
            }
            self.raw(&format!("</h{heading}>"));
            self.stand_under(heading);
            self.one_media(first);
        }
        self.stand_under(2);
    }

    fn one_media(&mut self, media: &Media<'w>) {
        if !media.form.is_empty() {
            self.raw("<ul class=\"props\">");
            for parameter in &media.form {
                self.parameter(parameter);
            }
            self.raw("</ul>");
        }
        if let Some(schema) = media.schema {
            self.whole(schema);
        }
        if let Some(item) = media.item {
            self.raw("<p>A stream; each of its parts is</p>");
            self.whole(item);
        }
        self.encoding(media);
    }

    /// Writes a schema that is what everything here is about: its name, and what is inside.
    fn whole(&mut self, schema: At<'w>) {
        self.raw("<p class=\"holds\"><span class=\"type\">");
        self.type_words(schema);
        self.raw("</span></p>");
        // Lists of something are opened at what they are lists of.
        let mut at = schema;
        for _ in 0..8 {
            let Ok(followed) = self.reader.resolver.follow(at) else { return };
            at = followed.at;
            self.described(at);
            let items = at.get("items").filter(|items| items.is_map() && at.get("properties").is_none());
            let Some(items) = items else { break };
            self.limits(at);
            at = items;
        }
        self.schema(at, 0, 1);
    }

    fn encoding(&mut self, media: &Media<'w>) {
        if media.encoding.is_empty() {
            return;
        }
        self.raw("<p>Encoding</p><ul class=\"props\">");
        for member in &media.encoding {
            self.raw("<li><p class=\"prop\"><code class=\"name\">");
            self.text(member.key);
            self.raw("</code> <span class=\"type\">");
            let words: Vec<String> = ["contentType", "style", "explode", "allowReserved"]
                .iter()
                .filter_map(|key| member.at.scalar_of(key).map(|value| format!("{key} {value}")))
                .collect();
            self.text(&words.join(", "));
            self.raw("</span></p>");
            let headers = member.at.get("headers").map(At::members).unwrap_or_default();
            if !headers.is_empty() {
                self.headers(&headers);
            }
            self.raw("</li>");
        }
        self.raw("</ul>");
    }

    /// Writes a response under its heading, which has the given level.
    pub fn response(&mut self, response: &Response<'w>, level: u8) {
        self.show_for(Purpose::Response);
        if let Some(reference) = response.at.reference()
            && let Err(missing) = self.reader.resolver.follow(response.at)
        {
            self.raw("<p>");
            self.lost(reference, &missing);
            self.raw("</p>");
        }
        self.described(response.at);
        self.media(&response.content, level);
        if !response.headers.is_empty() {
            self.raw(&format!("<h{0}>Headers</h{0}>", level + 1));
            self.headers(&response.headers);
        }
        if !response.links.is_empty() {
            self.links(response, level + 1);
        }
        self.show_for(Purpose::Both);
    }

    fn headers(&mut self, headers: &[crate::parse::api::Member<'w>]) {
        self.raw("<ul class=\"props\">");
        for header in headers {
            let at = self.reader.resolver.end(header.at);
            let content = self.reader.content(at);
            let schema =
                at.get("schema").or_else(|| content.first().and_then(|media| media.schema)).unwrap_or(at);
            let signs = Signs {
                required: at.is_true("required"),
                deprecated: at.is_true("deprecated"),
                ..Signs::default()
            };
            if schema.place() != at.place() && at.word("description").is_some() {
                self.header_said(header.key, at, schema, signs);
            } else {
                self.entry(header.key, schema, signs, (0, 1));
            }
        }
        self.raw("</ul>");
    }

    /// Where one may go from a response: links (3.0).
    fn links(&mut self, response: &Response<'w>, level: u8) {
        self.raw(&format!("<h{level}>Links</h{level}><ul class=\"props\">"));
        for member in &response.links {
            let at = self.reader.resolver.end(member.at);
            self.raw("<li><p class=\"prop\"><code class=\"name\">");
            self.text(member.key);
            self.raw("</code> leads to ");
            let id = at.scalar_of("operationId");
            let named = id.and_then(|id| self.book.operation_named(id));
            match (named, id.or_else(|| at.scalar_of("operationRef"))) {
                (Some(index), _) => self.operation_link(index),
                (None, Some(words)) => self.by_reference(at, words),
                (None, None) => self.raw("an operation that is not named"),
            }
            self.raw("</p>");
            self.described(at);
            for given in at.get("parameters").map(At::members).unwrap_or_default() {
                self.raw("<p class=\"how\">");
                self.code(given.key);
                self.raw(" is ");
                self.code(&Shown::of(given.at).brief(200));
                self.raw("</p>");
            }
            self.raw("</li>");
        }
        self.raw("</ul>");
    }

    /// A link to the operation that a reference means.
    fn by_reference(&mut self, at: At<'w>, words: &str) {
        let found = self.reader.resolver.target(at.doc, words).ok().map(At::place);
        let index = self.book.api.operations.iter().position(|operation| Some(operation.place) == found);
        match index {
            Some(index) => self.operation_link(index),
            None => self.code(words),
        }
    }

    /// Writes the examples of a media type: those that were written, else one that is made. Returns nothing where
    /// there is nothing to show.
    pub fn examples(&mut self, media: &Media<'w>, purpose: Purpose, name: &str) -> String {
        let mut out = String::new();
        for one in media.examples.iter().take(EXAMPLES) {
            let label =
                one.summary.or(one.name).map_or_else(|| name.to_owned(), |label| format!("{name}: {label}"));
            if media.examples.len() > 1 || one.summary.is_some() {
                out.push_str(&format!(
                    "<p class=\"example-name\">{}</p>",
                    escaped(one.summary.or(one.name).unwrap_or("Example"))
                ));
            }
            out.push_str(&self.one_example(one, &label));
        }
        if out.is_empty()
            && let Some(value) = self.made(media, purpose)
        {
            out = json(&value, name);
        }
        out
    }

    fn one_example(&mut self, one: &Example<'w>, label: &str) -> String {
        let before = self.out.len();
        if let Some(text) = one.description {
            self.prose(self.book.api.doc, text);
        }
        if let Some(external) = one.external {
            self.raw("<p>");
            self.address(external, external);
            self.raw("</p>");
        }
        if let Some(value) = one.value {
            let behind = self.reader.resolver.text_behind(value).map(|(_, text)| text);
            let html = match value.text().or(behind) {
                Some(text) => block(&escaped(text), label),
                None => json(&Shown::of(value), label),
            };
            self.raw(&html);
        }
        self.out.split_off(before)
    }

    /// An example made from the schema of a media type.
    pub fn made(&self, media: &Media<'w>, purpose: Purpose) -> Option<Shown<'w>> {
        if !media.form.is_empty() {
            let fields = media.form.iter().filter_map(|parameter| {
                Some((parameter.name.into(), example(self.reader, parameter.schema?, purpose)))
            });
            return Some(Shown::Map(fields.collect()));
        }
        let stated = media.examples.iter().find_map(|one| one.value).map(Shown::of);
        stated.or_else(|| Some(example(self.reader, media.schema.or(media.item)?, purpose)))
    }

    /// Writes an example on one line.
    pub(super) fn example_line(&mut self, one: &Example<'w>) {
        let Some(value) = one.value else { return };
        self.raw("<p class=\"how\">Example");
        if let Some(name) = one.summary.or(one.name) {
            self.raw(" ");
            self.text(name);
        }
        self.raw(": ");
        self.code(
            &value
                .text()
                .map_or_else(|| Shown::of(value).brief(300), |text| text.chars().take(300).collect()),
        );
        self.raw("</p>");
    }
}
