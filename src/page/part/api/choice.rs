//! The rest of what a schema may say: choices, what else an object may have, conditions, fixed places of a list.

use crate::decode::tree::Value;
use crate::page::part::api::entry::Signs;
use crate::page::part::api::writer::Writer;
use crate::parse::api::{At, Joined};

/// How many choices are shown.
const CHOICES: usize = 200;

/// What is said here.
const SAID: [&str; 17] = [
    "additionalProperties",
    "anyOf",
    "contains",
    "contentSchema",
    "dependentSchemas",
    "discriminator",
    "else",
    "if",
    "items",
    "not",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedProperties",
    "xml",
];

impl<'w> Writer<'w> {
    /// Writes what a schema says beside its properties.
    pub(super) fn others(&mut self, whole: &Joined<'w>, open: u8, depth: u8) {
        for part in &whole.parts {
            let at = part.at;
            if !at.has_one(|key| SAID.contains(&key)) {
                continue;
            }
            for (key, words) in [("oneOf", "One of these"), ("anyOf", "At least one of these")] {
                if let Some(list) = at.get(key) {
                    self.choices(list, words, open, depth);
                }
            }
            self.discriminator(at);
            self.more_members(at, open, depth);
            for (key, words) in [
                ("not", "Never"),
                ("contains", "At least one item is"),
                ("propertyNames", "Every name is"),
                ("contentSchema", "What is encoded in it"),
                ("if", "If it is"),
                ("then", "then also"),
                ("else", "otherwise also"),
            ] {
                if let Some(below) = at.get(key) {
                    self.nested(words, below, open, depth);
                }
            }
            for member in at.get("dependentSchemas").map(At::members).unwrap_or_default() {
                self.nested(&format!("With {} also", member.key), member.at, open, depth);
            }
            self.places(at, open, depth);
            self.xml(at);
        }
    }

    fn nested(&mut self, words: &str, at: At<'w>, open: u8, depth: u8) {
        self.raw("<div class=\"nested\"><p>");
        self.text(words);
        self.raw(": <span class=\"type\">");
        self.type_words(at);
        self.raw("</span></p>");
        self.inner(at, open, depth);
        self.raw("</div>");
    }

    /// What stands in a schema that was named in words already; of a named one nothing.
    fn inner(&mut self, at: At<'w>, open: u8, depth: u8) {
        if depth > 12 || !at.is_map() {
            return;
        }
        let Ok(followed) = self.reader.resolver.follow(at) else { return };
        if followed.referred && self.book.schema_at(followed.at).is_some() {
            return;
        }
        self.described(followed.at);
        self.schema(followed.at, open, depth + 1);
    }

    fn choices(&mut self, list: At<'w>, words: &str, open: u8, depth: u8) {
        let all: Vec<At<'w>> = list.items().collect();
        if all.iter().filter(|one| one.scalar_of("type") != Some("null")).count() < 2
            && all.iter().all(|one| one.reference().is_some() || one.scalar_of("type") == Some("null"))
        {
            // `User or null` was said in words.
            return;
        }
        // Values with a description each: what older versions write as an enum.
        if all.iter().all(|one| one.get("const").is_some()) {
            self.raw("<p class=\"choice\">One of</p><ul class=\"values\">");
            for one in all.iter().take(CHOICES) {
                self.raw("<li>");
                let value =
                    one.get("const").map(|value| crate::page::part::api::data::Shown::of(value).brief(200));
                self.code(&value.unwrap_or_default());
                for key in ["title", "description"] {
                    if let Some(text) = one.word(key) {
                        self.raw(" ");
                        self.text(text);
                    }
                }
                self.raw("</li>");
            }
            self.raw("</ul>");
            return;
        }
        self.raw("<div class=\"nested\"><p class=\"choice\">");
        self.text(words);
        self.raw("</p><ol class=\"choices\">");
        for one in all.iter().take(CHOICES) {
            self.raw("<li><p><span class=\"type\">");
            self.type_words(*one);
            self.raw("</span>");
            if let Some(title) = one.word("title") {
                self.raw(" ");
                self.text(title);
            }
            self.raw("</p>");
            self.inner(*one, open, depth);
            self.raw("</li>");
        }
        self.raw("</ol>");
        if all.len() > CHOICES {
            self.raw(&format!("<p>and {} more</p>", all.len() - CHOICES));
        }
        self.raw("</div>");
    }

    /// What tells choices apart: a property, and which of its values means which schema.
    fn discriminator(&mut self, at: At<'w>) {
        let Some(found) = at.get("discriminator") else { return };
        let Some(name) = found.scalar().or_else(|| found.scalar_of("propertyName")) else { return };
        self.raw("<p class=\"told\">Told apart by ");
        self.code(name);
        let mapping = found.get("mapping").map(At::members).unwrap_or_default();
        self.raw(if mapping.is_empty() { "</p>" } else { ":</p><ul class=\"values\">" });
        for member in mapping.iter().take(CHOICES) {
            self.raw("<li>");
            self.code(member.key);
            self.raw(" means ");
            let target = member.at.scalar().unwrap_or("");
            let by_name = self.book.schema_named(target);
            let by_reference = || {
                let found = self.reader.resolver.target(member.at.doc, target).ok()?;
                self.book.schema_at(found)
            };
            match by_name.or_else(by_reference) {
                Some(index) => self.schema_link(index),
                None => self.code(target),
            }
            self.raw("</li>");
        }
        if !mapping.is_empty() {
            self.raw("</ul>");
        }
    }

    /// What else an object may have.
    fn more_members(&mut self, at: At<'w>, open: u8, depth: u8) {
        for member in at.get("patternProperties").map(At::members).unwrap_or_default() {
            self.nested(&format!("Every member whose name matches {}", member.key), member.at, open, depth);
        }
        let has = at.get("properties").is_some() || at.get("patternProperties").is_some();
        for key in ["additionalProperties", "unevaluatedProperties"] {
            let Some(more) = at.get(key) else { continue };
            match more.node.value {
                Value::Bool(false) if has => self.raw("<p class=\"more\">Nothing else.</p>"),
                Value::Bool(true) if has => self.raw("<p class=\"more\">Any other member too.</p>"),
                Value::Map(_) if has => self.nested("Any other member", more, open, depth),
                Value::Map(_) => self.nested("Every member", more, open, depth),
                _ => {}
            }
        }
    }

    /// The fixed places of a list.
    fn places(&mut self, at: At<'w>, open: u8, depth: u8) {
        let old = at.get("items").filter(|items| items.is_list());
        let Some(places) = at.get("prefixItems").or(old) else { return };
        self.raw("<ol class=\"props\">");
        for (index, place) in places.items().take(CHOICES).enumerate() {
            self.entry(&format!("[{index}]"), place, Signs::default(), (open, depth));
        }
        self.raw("</ol>");
    }

    fn xml(&mut self, at: At<'w>) {
        let Some(xml) = at.get("xml").filter(|xml| xml.is_map()) else { return };
        let mut words: Vec<String> = Vec::new();
        words.extend(xml.scalar_of("name").map(|name| format!("named {name}")));
        if xml.is_true("attribute") || xml.scalar_of("nodeType") == Some("attribute") {
            words.push("an attribute".to_owned());
        }
        if xml.is_true("wrapped") {
            words.push("in an element of its own".to_owned());
        }
        words.extend(xml.scalar_of("prefix").map(|prefix| format!("with the prefix {prefix}")));
        words.extend(xml.scalar_of("namespace").map(|namespace| format!("in the namespace {namespace}")));
        if !words.is_empty() {
            self.raw("<p class=\"how\">In XML: ");
            self.text(&words.join(", "));
            self.raw("</p>");
        }
    }
}
