//! Examples made from schemas, where nobody wrote one. A schema that needs itself ends after one turn.

use std::borrow::Cow;

use crate::decode::tree::Value;
use crate::page::part::api::data::Shown;
use crate::parse::api::{At, Reader, joined};
use crate::place::Place;

/// How many values one example has.
const VALUES: usize = 100;

/// How deep it goes.
const DEPTH: usize = 6;

/// The most properties one mapping of an example has.
const PROPERTIES: usize = 60;

/// What a schema is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// What is sent: read-only properties are left out.
    Request,
    /// What comes back: write-only properties are left out.
    Response,
    /// Neither.
    Both,
}

impl Purpose {
    /// Whether a property has no place here.
    pub(super) fn leaves_out(self, at: At<'_>) -> bool {
        match self {
            Purpose::Request => at.is_true("readOnly"),
            Purpose::Response => at.is_true("writeOnly"),
            Purpose::Both => false,
        }
    }
}

/// An example of a schema.
pub fn example<'a>(reader: Reader<'a>, schema: At<'a>, purpose: Purpose) -> Shown<'a> {
    Maker { reader, purpose, left: VALUES, open: Vec::new() }
        .value(schema, "")
        .unwrap_or(Shown::Map(Vec::new()))
}

struct Maker<'a> {
    reader: Reader<'a>,
    purpose: Purpose,
    left: usize,
    /// The schemas that an example is being made for.
    open: Vec<Place>,
}

impl<'a> Maker<'a> {
    /// A value; `None` where there is no end to it.
    fn value(&mut self, at: At<'a>, name: &str) -> Option<Shown<'a>> {
        let at = self.reader.resolver.end(at);
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.open.len() > DEPTH || self.open.contains(&at.place()) {
            return None;
        }
        self.open.push(at.place());
        let made = self.stated(at).or_else(|| self.made(at, name));
        self.open.pop();
        made
    }

    /// What the schema itself gives as an example.
    fn stated(&self, at: At<'a>) -> Option<Shown<'a>> {
        let first = |key: &str| at.get(key).and_then(|at| at.items().next());
        let found = at.get("example").or_else(|| first("examples")).or_else(|| at.get("default"));
        let found = found.or_else(|| at.get("const")).or_else(|| first("enum"));
        found.filter(|found| !found.is_null()).map(Shown::of)
    }

    fn made(&mut self, at: At<'a>, name: &str) -> Option<Shown<'a>> {
        if !at.is_map() {
            return Some(match at.node.value {
                Value::Bool(true) => Shown::Text("any value".into()),
                _ => Shown::Word("null".into()),
            });
        }
        let whole = joined(self.reader.resolver, at);
        for part in whole.parts.iter().skip(1) {
            if let Some(stated) = self.stated(part.at).filter(|_| whole.properties.is_empty()) {
                return Some(stated);
            }
        }
        let (types, _) = whole.types();
        let kind = types.first().copied().unwrap_or_default();
        let choice = ["oneOf", "anyOf"].iter().find_map(|key| whole.get(key));
        if !whole.properties.is_empty() || kind == "object" && choice.is_none() {
            return Some(self.object(&whole));
        }
        if let Some(choice) = choice.filter(|_| kind.is_empty() || kind == "object") {
            let some = |one: &At<'a>| one.scalar_of("type") != Some("null");
            return choice.items().filter(some).take(8).find_map(|one| self.value(one, name));
        }
        Some(match kind {
            "array" => self.array(whole.get("items"), whole.get("prefixItems"), name),
            "integer" => Shown::Word(bound(whole.get("minimum").and_then(At::scalar), "0").into()),
            "number" => Shown::Word(bound(whole.get("minimum").and_then(At::scalar), "0.5").into()),
            "boolean" => Shown::Word("true".into()),
            "null" => Shown::Word("null".into()),
            "file" => Shown::Text("(file)".into()),
            "string" => Shown::Text(text(
                whole.get("format").and_then(At::text),
                whole.get("minLength").and_then(At::scalar),
            )),
            _ if whole.get("additionalProperties").is_some_and(At::is_map) => self.object(&whole),
            _ if whole.get("items").is_some() => self.array(whole.get("items"), None, name),
            _ if whole.get("contentMediaType").is_some() => Shown::Text("string".into()),
            _ => Shown::Map(Vec::new()),
        })
    }

    fn object(&mut self, whole: &crate::parse::api::Joined<'a>) -> Shown<'a> {
        let mut map = Vec::new();
        for property in whole.properties.iter().take(PROPERTIES) {
            let end = self.reader.resolver.end(property.at);
            if self.purpose.leaves_out(property.at) || self.purpose.leaves_out(end) || self.left == 0 {
                continue;
            }
            match self.value(property.at, property.name) {
                Some(value) => map.push((property.name.into(), value)),
                None if property.required => map.push((property.name.into(), Shown::Map(Vec::new()))),
                None => {}
            }
        }
        if map.is_empty()
            && let Some(more) = whole.get("additionalProperties").filter(|more| more.is_map())
        {
            map.extend(self.value(more, "").map(|value| ("key".into(), value)));
        }
        Shown::Map(map)
    }

    fn array(&mut self, items: Option<At<'a>>, places: Option<At<'a>>, name: &str) -> Shown<'a> {
        let places: Vec<At<'a>> =
            places.into_iter().chain(items.filter(|at| at.is_list())).flat_map(At::items).collect();
        if !places.is_empty() {
            return Shown::List(places.into_iter().take(20).filter_map(|at| self.value(at, name)).collect());
        }
        Shown::List(items.and_then(|items| self.value(items, name)).into_iter().collect())
    }
}

/// The least number that is allowed, or a usual one.
fn bound<'a>(least: Option<&'a str>, usual: &'static str) -> &'a str {
    least.filter(|least| least.parse::<f64>().is_ok_and(|value| value > 0.0)).unwrap_or(usual)
}

/// A string of a format.
fn text<'a>(format: Option<&str>, least: Option<&str>) -> Cow<'a, str> {
    let text = match format.unwrap_or("") {
        "date-time" => "2026-01-31T09:30:00Z",
        "date" => "2026-01-31",
        "time" => "09:30:00Z",
        "duration" => "P3D",
        "email" | "idn-email" => "name@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "url" | "iri" => "https://example.com",
        "uri-reference" => "/path",
        "uuid" => "3f2b9c1e-5d2a-4c47-9a51-0c6a2f6f9f10",
        "byte" => "cGxhbmJvb2s=",
        "binary" => "(binary)",
        "password" => "secret",
        _ => "string",
    };
    match least.and_then(|least| least.parse::<usize>().ok()) {
        Some(least) if least > text.len() && least <= 200 => text.chars().cycle().take(least).collect(),
        _ => text.into(),
    }
}
