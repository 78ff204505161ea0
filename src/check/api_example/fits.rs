//! Whether a value plainly fits a schema, on the trees as they stand: nothing is copied or compiled. What can't be told
//! here is asked of a validator; what would cost it too much is not asked at all.

use crate::check::api_example::Claim;
use crate::decode::tree::Value;
use crate::parse::api::{At, Member, Resolver};

/// What is found out without a validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It fits.
    Fits,
    /// A validator has to say.
    Ask,
    /// Nobody can say in bounded time: schemas that multiply.
    Costly,
}

/// How many pairs of schema and value are looked at for one claim.
const PAIRS: usize = 20_000;

/// How deep schemas and values are followed.
const DEPTH: usize = 96;

/// Looks at a value.
pub(super) fn verdict<'a>(resolver: &Resolver<'a>, claim: &Claim<'a>) -> Verdict {
    if claim.written {
        return Verdict::Ask;
    }
    let mut walk = Walk { resolver, left: PAIRS, costly: false };
    let fits = walk.fits(claim.schema, claim.value, 0);
    match (walk.costly, fits) {
        (true, _) => Verdict::Costly,
        (false, true) => Verdict::Fits,
        (false, false) => Verdict::Ask,
    }
}

struct Walk<'w, 'a> {
    resolver: &'w Resolver<'a>,
    left: usize,
    costly: bool,
}

/// Members that demand nothing.
const SILENT: [&str; 20] = [
    "$comment",
    "$schema",
    "contentEncoding",
    "contentMediaType",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "in",
    "name",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
    "collectionFormat",
    "allowEmptyValue",
];

impl<'a> Walk<'_, 'a> {
    /// Whether the value surely fits. Every branch is walked even where one has decided, because a validator walks it too.
    fn fits(&mut self, schema: At<'a>, value: At<'a>, depth: usize) -> bool {
        if self.left == 0 || depth > DEPTH {
            self.costly = true;
        }
        if self.costly {
            return false;
        }
        self.left -= 1;
        if !schema.is_map() {
            return schema.bool() == Some(true);
        }
        let null = value.is_null() && (schema.is_true("nullable") || schema.is_true("x-nullable"));
        let mut fits = true;
        for member in schema.members() {
            fits &= null || self.keyword(schema, member, value, depth);
        }
        fits
    }

    fn keyword(&mut self, schema: At<'a>, member: Member<'a>, value: At<'a>, depth: usize) -> bool {
        let (key, at, deeper) = (member.key, member.at, depth + 1);
        match key {
            "type" => typed(at, value),
            "$ref" => {
                let target = at.text().and_then(|text| self.resolver.target(at.doc, text).ok());
                target.is_none_or(|target| self.fits(target, value, deeper))
            }
            "allOf" => at.items().fold(true, |fits, one| self.fits(one, value, deeper) & fits),
            "anyOf" => at.items().fold(false, |fits, one| self.fits(one, value, deeper) | fits),
            "oneOf" => {
                at.items().for_each(|one| {
                    self.fits(one, value, deeper);
                });
                false
            }
            "properties" => value.members().into_iter().fold(true, |fits, member| {
                let below = self.resolver.member(at, member.key);
                below.is_none_or(|below| self.fits(below, member.at, deeper)) & fits
            }),
            "additionalProperties" => self.others(schema, at, value, deeper),
            "items" if at.is_map() => {
                value.items().fold(true, |fits, item| self.fits(at, item, deeper) & fits)
            }
            "required" => {
                !value.is_map() || at.items().filter_map(At::text).all(|name| value.get(name).is_some())
            }
            "enum" => at.items().any(|one| one.node.value == value.node.value),
            "minLength" | "minItems" | "minProperties" => length(key, value)
                .is_none_or(|len| at.scalar().and_then(number).is_some_and(|least| len >= least)),
            "maxLength" | "maxItems" | "maxProperties" => length(key, value)
                .is_none_or(|len| at.scalar().and_then(number).is_some_and(|most| len <= most)),
            "minimum" if schema.get("exclusiveMinimum").is_none() => {
                within(at, value, |value, least| value >= least)
            }
            "maximum" if schema.get("exclusiveMaximum").is_none() => {
                within(at, value, |value, most| value <= most)
            }
            "not" | "if" | "then" | "else" => {
                self.fits(at, value, deeper);
                false
            }
            "contains" | "unevaluatedItems" => {
                value.items().for_each(|item| {
                    self.fits(at, item, deeper);
                });
                false
            }
            "format" => !matches!(at.scalar().unwrap_or(""), "date" | "date-time" | "uuid" | "ipv4" | "ipv6"),
            key => SILENT.contains(&key) || key.starts_with("x-"),
        }
    }

    /// Members of a value that the schema doesn't name.
    fn others(&mut self, schema: At<'a>, at: At<'a>, value: At<'a>, depth: usize) -> bool {
        let named = schema.get("properties");
        let mut fits = schema.get("patternProperties").is_none();
        for member in value.members() {
            if named.and_then(|named| self.resolver.member(named, member.key)).is_none() {
                fits &= self.fits(at, member.at, depth);
            }
        }
        fits
    }
}

/// Whether a value is of one of the types.
fn typed(at: At<'_>, value: At<'_>) -> bool {
    at.text().into_iter().chain(at.items().filter_map(At::text)).any(|name| match (name, &value.node.value) {
        ("string" | "file", Value::String(_))
        | ("number", Value::Number(_))
        | ("boolean", Value::Bool(_))
        | ("object", Value::Map(_))
        | ("array", Value::List(_))
        | ("null", Value::Null) => true,
        ("integer", Value::Number(text)) => text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'),
        ("any", _) => true,
        _ => false,
    })
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// How long a value is, where a keyword speaks of such values.
fn length(key: &str, value: At<'_>) -> Option<f64> {
    let len = match (key, &value.node.value) {
        ("minLength" | "maxLength", Value::String(text)) => text.chars().count(),
        ("minItems" | "maxItems", Value::List(items)) => items.len(),
        ("minProperties" | "maxProperties", Value::Map(_)) => value.members().len(),
        _ => return None,
    };
    Some(len as f64)
}

fn within(bound: At<'_>, value: At<'_>, holds: fn(f64, f64) -> bool) -> bool {
    let Value::Number(text) = &value.node.value else { return true };
    number(text).zip(bound.scalar().and_then(number)).is_some_and(|(value, bound)| holds(value, bound))
}
