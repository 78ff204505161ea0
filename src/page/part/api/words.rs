//! The type of a schema in words: `array of User`, `string or null`, `map of integer`.

use crate::decode::tree::Value;
use crate::page::part::api::writer::Writer;
use crate::parse::api::{At, Missing};

/// How deep words describe what is inside.
const DEPTH: u8 = 5;

/// How many alternatives are named.
const NAMED: usize = 4;

impl<'w> Writer<'w> {
    /// Writes the type of a schema in words; named schemas are links.
    pub fn type_words(&mut self, at: At<'w>) {
        self.words_at(at, 0);
    }

    fn words_at(&mut self, at: At<'w>, depth: u8) {
        if let Some(reference) = at.reference() {
            match self.reader.resolver.follow(at) {
                Ok(followed) => match self.book.schema_at(followed.at) {
                    Some(index) => self.schema_link(index),
                    None if depth < DEPTH => self.words_at(followed.at, depth + 1),
                    None => self.raw("object"),
                },
                Err(missing) => self.lost(reference, &missing),
            }
            return;
        }
        match at.node.value {
            Value::Bool(true) => return self.raw("any value"),
            Value::Bool(false) => return self.raw("no value"),
            _ => {}
        }
        let mut types: Vec<&str> = at.get("type").and_then(At::text).into_iter().collect();
        types.extend(at.get("type").into_iter().flat_map(At::items).filter_map(At::text).take(8));
        let mut null = at.is_true("nullable") || at.is_true("x-nullable");
        if types.len() > 1 && types.contains(&"null") {
            types.retain(|name| *name != "null");
            null = true;
        }
        if types.is_empty() {
            null |= self.untyped(at, depth);
        }
        for (index, name) in types.iter().enumerate() {
            if index > 0 {
                self.raw(" or ");
            }
            self.typed(at, name, depth);
        }
        if null {
            self.raw(" or null");
        }
    }

    fn typed(&mut self, at: At<'w>, name: &str, depth: u8) {
        match name {
            "array" => {
                self.raw("array");
                if let Some(items) = at.get("items").filter(|at| at.is_map() && depth < DEPTH) {
                    self.raw(" of ");
                    self.words_at(items, depth + 1);
                } else if at.get("prefixItems").is_some() || at.get("items").is_some_and(At::is_list) {
                    self.raw(" of fixed places");
                }
            }
            "object" if at.get("properties").is_none() && at.get("allOf").is_none() => {
                match at.get("additionalProperties").filter(|more| more.is_map() && depth < DEPTH) {
                    Some(more) => {
                        self.raw("map of ");
                        self.words_at(more, depth + 1);
                    }
                    None => self.raw("object"),
                }
            }
            other => {
                self.text(other);
                if let Some(format) = at.scalar_of("format") {
                    self.raw(" <span class=\"format\">(");
                    self.text(format);
                    self.raw(")</span>");
                }
            }
        }
    }

    /// The words of a schema without a type. Returns whether it may be `null`.
    fn untyped(&mut self, at: At<'w>, depth: u8) -> bool {
        for key in ["oneOf", "anyOf"] {
            let all: Vec<At<'w>> = at.get(key).into_iter().flat_map(At::items).collect();
            let some: Vec<At<'w>> =
                all.iter().copied().filter(|one| one.scalar_of("type") != Some("null")).collect();
            if some.is_empty() {
                continue;
            }
            if some.len() > NAMED || depth >= DEPTH {
                self.raw(&format!("one of {} choices", some.len()));
            } else {
                for (index, one) in some.iter().enumerate() {
                    if index > 0 {
                        self.raw(" or ");
                    }
                    self.words_at(*one, depth + 1);
                }
            }
            return some.len() < all.len();
        }
        let mut parts = at.get("allOf").into_iter().flat_map(At::items);
        if at.get("properties").is_none()
            && let Some(first) = parts.next().filter(|_| depth < DEPTH)
        {
            self.words_at(telling(first, parts), depth + 1);
            return false;
        }
        let words = match () {
            () if at.get("properties").is_some() || at.get("allOf").is_some() => "object",
            () if at.get("additionalProperties").is_some_and(At::is_map) => return self.map_words(at, depth),
            () if at.get("items").is_some() => {
                self.typed(at, "array", depth);
                return false;
            }
            () if at.get("const").is_some() => "constant",
            () if at.get("enum").is_some() => "one of the values",
            () if at.get("contentMediaType").is_some() || at.get("pattern").is_some() => "string",
            () => "any value",
        };
        self.raw(words);
        false
    }

    fn map_words(&mut self, at: At<'w>, depth: u8) -> bool {
        self.typed(at, "object", depth);
        false
    }

    /// Writes a link to a named schema.
    pub fn schema_link(&mut self, index: usize) {
        let path = self.book.schema(index).to_owned();
        let name = self.book.api.schemas.get(index).map_or("", |schema| schema.name.as_str());
        self.link(&path, name);
    }

    /// Says that a reference leads nowhere, or out of the project.
    pub(super) fn lost(&mut self, reference: &str, missing: &Missing) {
        let why = match missing {
            Missing::External(address) => {
                self.raw("see ");
                let address = address.clone();
                return self.address(&address, reference);
            }
            Missing::Outside(_) => "outside of the project",
            Missing::File(_) => "no such file",
            Missing::Text(_) => "not YAML or JSON",
            Missing::Member(..) => "nothing stands there",
            Missing::Circular => "leads back to itself",
        };
        self.raw("<span class=\"broken\">");
        self.code(reference);
        self.raw(" <span class=\"broken-mark\">[");
        self.raw(why);
        self.raw("]</span></span>");
    }
}

/// Of the parts of an `allOf`, the one that says most in a word: the first that has a name.
fn telling<'a>(first: At<'a>, mut others: impl Iterator<Item = At<'a>>) -> At<'a> {
    let named = |at: &At<'_>| at.reference().is_some();
    if named(&first) { first } else { others.find(named).unwrap_or(first) }
}
