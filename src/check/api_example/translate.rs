//! Schemas of every version written as JSON Schema 2020-12, each once, under the number of its place.
//!
//! What leads round in a circle without taking anything from the value is cut: a validator would never come back. Only
//! keywords whose values have the right shape are written, so one faulty member never loses the rest.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::decode::tree;
use crate::parse::api::{At, Member, Resolver};
use crate::place::Place;

/// How many schemas in a row are followed that take nothing from the value.
const ROW: usize = 48;

/// How many schemas are written for one definition.
const SCHEMAS: usize = 60_000;

/// How deep one schema is followed into itself.
const DEPTH: usize = 64;

/// Schemas that were written.
pub(super) struct Translated<'r, 'a> {
    resolver: &'r Resolver<'a>,
    numbers: HashMap<Place, usize>,
    /// The schemas by their numbers; `null` while one is being written.
    written: Vec<Value>,
    /// Those that are still to be written.
    open: Vec<(usize, At<'a>)>,
    /// Those that are being written, one for the other, for the same value.
    row: Vec<usize>,
}

impl<'r, 'a> Translated<'r, 'a> {
    /// Nothing as yet.
    pub(super) fn new(resolver: &'r Resolver<'a>) -> Self {
        Self { resolver, numbers: HashMap::new(), written: Vec::new(), open: Vec::new(), row: Vec::new() }
    }

    /// The number of a schema, which is written if it wasn't, with everything it leads to.
    pub(super) fn number(&mut self, at: At<'a>) -> usize {
        let number = self.slot(at);
        while let Some((number, at)) = self.open.pop() {
            self.write(number, at);
        }
        number
    }

    /// The schemas that `numbers` lead to, as `$defs`.
    pub(super) fn definitions(&self, numbers: &[usize]) -> Map<String, Value> {
        let mut found = Map::new();
        let mut open = numbers.to_vec();
        while let Some(number) = open.pop() {
            let name = number.to_string();
            if let Some(schema) = self.written.get(number).filter(|_| !found.contains_key(&name)) {
                targets(schema, &mut open);
                found.insert(name, schema.clone());
            }
        }
        found
    }

    fn slot(&mut self, at: At<'a>) -> usize {
        if let Some(number) = self.numbers.get(&at.place()) {
            return *number;
        }
        let number = self.written.len();
        self.written.push(Value::Null);
        self.numbers.insert(at.place(), number);
        self.open.push((number, at));
        number
    }

    fn write(&mut self, number: usize, at: At<'a>) {
        if self.written.get(number).is_some_and(|schema| !schema.is_null()) || self.row.contains(&number) {
            return;
        }
        self.row.push(number);
        let schema = self.schema(at, true, 0);
        self.row.pop();
        if let Some(slot) = self.written.get_mut(number) {
            *slot = schema;
        }
    }

    /// A reference to another schema. `same` says that it is held against the same value.
    fn refer(&mut self, target: At<'a>, same: bool) -> Value {
        if self.written.len() >= SCHEMAS {
            return Value::Bool(true);
        }
        let number = self.slot(target);
        if same {
            if self.row.contains(&number) || self.row.len() >= ROW {
                return Value::Bool(true);
            }
            self.write(number, target);
        }
        json!({"$ref": format!("#/$defs/{number}")})
    }

    fn schema(&mut self, at: At<'a>, same: bool, depth: usize) -> Value {
        if !at.is_map() || depth > DEPTH {
            return Value::Bool(at.bool() != Some(false));
        }
        let mut out = Map::new();
        for member in at.members() {
            let value = match member.key {
                "$ref" => {
                    let target = member.at.text().and_then(|text| self.resolver.target(at.doc, text).ok());
                    let Some(target) = target else { continue };
                    match self.refer(target, same) {
                        Value::Object(reference) => out.extend(reference),
                        _ => continue,
                    }
                    continue;
                }
                _ => self.keyword(at, member, same, depth + 1),
            };
            if let Some((key, value)) = value {
                out.insert(key.to_owned(), value);
            }
        }
        let null = at.is_true("nullable") || at.is_true("x-nullable");
        if null { or_null(out) } else { Value::Object(out) }
    }

    fn keyword(
        &mut self,
        schema: At<'a>,
        member: Member<'a>,
        same: bool,
        depth: usize,
    ) -> Option<(&'a str, Value)> {
        let (key, at) = (member.key, member.at);
        let old_bound = |name: &str| schema.is_true(name);
        let value = match key {
            "type" => types(at)?,
            "enum" => Value::Array(at.items().filter_map(value).collect::<Vec<_>>()).into_filled()?,
            "const" => value(at)?,
            "minimum" if old_bound("exclusiveMinimum") => return Some(("exclusiveMinimum", number(at)?)),
            "maximum" if old_bound("exclusiveMaximum") => return Some(("exclusiveMaximum", number(at)?)),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => number(at)?,
            "multipleOf" => number(at).filter(|number| number.as_f64().is_some_and(|number| number > 0.0))?,
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
            | "minContains" | "maxContains" => number(at).filter(Value::is_u64)?,
            "uniqueItems" => Value::Bool(at.bool()?),
            "pattern" => Value::String(at.text().filter(|text| is_plain(text))?.to_owned()),
            "format" => {
                let known = ["date", "date-time", "uuid", "ipv4", "ipv6"];
                Value::String(at.text().filter(|text| known.contains(text))?.to_owned())
            }
            "required" => self.required(schema, at)?,
            "items" if at.is_list() => {
                let places = at.items().map(|item| self.schema(item, false, depth)).collect::<Vec<_>>();
                return Some(("prefixItems", Value::Array(places).into_filled()?));
            }
            "items"
            | "contains"
            | "additionalProperties"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties" => self.schema(at, false, depth),
            "not" | "if" | "then" | "else" => self.schema(at, same, depth),
            "prefixItems" => {
                let places = at.items().map(|item| self.schema(item, false, depth)).collect::<Vec<_>>();
                Value::Array(places).into_filled()?
            }
            "allOf" | "anyOf" | "oneOf" => {
                let parts = at.items().map(|part| self.schema(part, same, depth)).collect::<Vec<_>>();
                let parts = Value::Array(parts).into_filled()?;
                // Which choice is meant a discriminator says; that another one fits too is no fault.
                let key = if key == "oneOf" && schema.get("discriminator").is_some() { "anyOf" } else { key };
                return Some((key, parts));
            }
            "properties" => self.named(at, false, depth),
            "patternProperties" => {
                let mut named = self.named(at, false, depth);
                if let Value::Object(named) = &mut named {
                    named.retain(|pattern, _| is_plain(pattern));
                }
                named
            }
            "dependentSchemas" => self.named(at, same, depth),
            _ => return None,
        };
        Some((key, value))
    }

    fn named(&mut self, at: At<'a>, same: bool, depth: usize) -> Value {
        let named = at.members().into_iter();
        Value::Object(named.map(|one| (one.key.to_owned(), self.schema(one.at, same, depth))).collect())
    }

    /// The names that must be there, without those that are only sent one way: which way an example goes is not said.
    fn required(&self, schema: At<'a>, at: At<'a>) -> Option<Value> {
        let properties = schema.get("properties");
        let one_way = |name: &str| {
            let property = properties.and_then(|properties| self.resolver.member(properties, name));
            property.is_some_and(|at| {
                let end = self.resolver.end(at);
                ["readOnly", "writeOnly"].iter().any(|key| at.is_true(key) || end.is_true(key))
            })
        };
        let mut names: Vec<&str> = at.items().filter_map(At::text).filter(|name| !one_way(name)).collect();
        names.sort_unstable();
        names.dedup();
        at.is_list().then(|| json!(names))
    }
}

/// A schema that lets `null` through too: by its type where that is all there is to it, so that what is said of other
/// values stays plain.
fn or_null(mut schema: Map<String, Value>) -> Value {
    let plain =
        ["$ref", "allOf", "anyOf", "oneOf", "not", "const"].iter().all(|key| !schema.contains_key(*key));
    let Some(name) = schema.get("type").and_then(Value::as_str).filter(|_| plain).map(str::to_owned) else {
        return if schema.is_empty() {
            Value::Bool(true)
        } else {
            json!({"anyOf": [{"type": "null"}, schema]})
        };
    };
    schema.insert("type".to_owned(), json!([name, "null"]));
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
    Value::Object(schema)
}

/// Lists that may not be empty.
trait Filled: Sized {
    /// The list, where it has members.
    fn into_filled(self) -> Option<Self>;
}

impl Filled for Value {
    fn into_filled(self) -> Option<Self> {
        Some(self).filter(|list| list.as_array().is_some_and(|list| !list.is_empty()))
    }
}

/// The numbers of the schemas that one refers to.
fn targets(schema: &Value, found: &mut Vec<usize>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str().filter(|_| key == "$ref").and_then(|text| text.strip_prefix("#/$defs/"))
                {
                    Some(number) => found.extend(number.parse::<usize>()),
                    None => targets(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|one| targets(one, found)),
        _ => {}
    }
}

fn types(at: At<'_>) -> Option<Value> {
    let known = ["string", "number", "integer", "boolean", "object", "array", "null"];
    if let Some(name) = at.text() {
        return known.contains(&name).then(|| json!(name));
    }
    let names: Vec<&str> = at.items().filter_map(At::text).collect();
    (!names.is_empty() && names.iter().all(|name| known.contains(name))).then(|| json!(names))
}

fn number(at: At<'_>) -> Option<Value> {
    value(at).filter(Value::is_number)
}

/// Whether every reader of patterns understands one. What looks around is left to those who wrote it.
pub(super) fn is_plain(pattern: &str) -> bool {
    pattern.len() < 2000 && !["(?=", "(?!", "(?<"].iter().any(|sign| pattern.contains(sign))
}

/// How many values one example may have.
const VALUES: usize = 50_000;

/// A value of the tree as JSON; `None` where it can't be said (a number beyond all bounds) or is beyond all measure.
pub(super) fn value(at: At<'_>) -> Option<Value> {
    read(at, &mut { VALUES })
}

fn read(at: At<'_>, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    Some(match &at.node.value {
        tree::Value::Null => Value::Null,
        tree::Value::Alias(_) => return None,
        tree::Value::Bool(value) => Value::Bool(*value),
        tree::Value::Number(text) => Value::Number(plain(text)?),
        tree::Value::String(text) => Value::String(text.clone()),
        tree::Value::List(_) => Value::Array(at.items().map(|item| read(item, left)).collect::<Option<_>>()?),
        tree::Value::Map(_) => {
            let members = at.members().into_iter();
            Value::Object(
                members.map(|one| Some((one.key.to_owned(), read(one.at, left)?))).collect::<Option<_>>()?,
            )
        }
    })
}

fn plain(text: &str) -> Option<serde_json::Number> {
    serde_json::from_str(text).ok().or_else(|| serde_json::Number::from_f64(text.parse().ok()?))
}
