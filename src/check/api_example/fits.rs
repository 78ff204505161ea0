//! Whether a value fits a schema, on the trees as they stand: nothing is copied or compiled. What can't be told here, and
//! what surely doesn't fit, is asked of a validator; what would cost it too much is not asked at all.
//!
//! What the translation for the validator leaves out means nothing here either: both have to say the same.

use std::collections::HashMap;

use regex::{Regex, RegexBuilder};

use crate::check::api_example::Claim;
use crate::check::api_example::translate::is_plain;
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

/// An answer. Ordered so that the least of several is what all of them together say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    No,
    Unknown,
    Yes,
}

use Answer::{No, Unknown, Yes};

/// How many pairs of schema and value are looked at for one claim.
const PAIRS: usize = 20_000;

/// How deep schemas and values are followed.
const DEPTH: usize = 96;

/// The most bytes a compiled pattern may take.
const PATTERN: usize = 1 << 20;

/// The longest list whose members are compared with each other.
const UNIQUE: usize = 100;

/// Looks at values, and keeps the patterns it has compiled.
pub(super) struct Eye<'r, 'a> {
    resolver: &'r Resolver<'a>,
    patterns: HashMap<&'a str, Option<Regex>>,
    left: usize,
    costly: bool,
}

impl<'r, 'a> Eye<'r, 'a> {
    /// An eye that has seen nothing.
    pub(super) fn new(resolver: &'r Resolver<'a>) -> Self {
        Self { resolver, patterns: HashMap::new(), left: 0, costly: false }
    }

    /// Looks at a value.
    pub(super) fn verdict(&mut self, claim: &Claim<'a>) -> Verdict {
        if claim.written {
            return Verdict::Ask;
        }
        (self.left, self.costly) = (PAIRS, false);
        let fits = self.fits(claim.schema, claim.value, 0);
        match (self.costly, fits) {
            (true, _) => Verdict::Costly,
            (false, Yes) => Verdict::Fits,
            (false, _) => Verdict::Ask,
        }
    }

    /// Whether the value fits. Every branch is walked even where one has decided, because a validator walks it too.
    fn fits(&mut self, schema: At<'a>, value: At<'a>, depth: usize) -> Answer {
        if self.left == 0 || depth > DEPTH {
            self.costly = true;
        }
        if self.costly {
            return Unknown;
        }
        self.left -= 1;
        if !schema.is_map() {
            return sure(schema.bool() != Some(false));
        }
        if value.is_null() && (schema.is_true("nullable") || schema.is_true("x-nullable")) {
            return Yes;
        }
        let members = schema.members().into_iter();
        members.fold(Yes, |all, member| all.min(self.keyword(schema, member, value, depth)))
    }

    fn keyword(&mut self, schema: At<'a>, member: Member<'a>, value: At<'a>, depth: usize) -> Answer {
        let (key, at, deeper) = (member.key, member.at, depth + 1);
        match key {
            "type" => typed(at, value),
            "$ref" => {
                let target = at.text().and_then(|text| self.resolver.target(at.doc, text).ok());
                target.map_or(Yes, |target| self.fits(target, value, deeper))
            }
            "allOf" => at.items().fold(Yes, |all, one| all.min(self.fits(one, value, deeper))),
            "anyOf" => self.choices(at, value, deeper, false),
            "oneOf" => self.choices(at, value, deeper, schema.get("discriminator").is_none()),
            "not" => match self.fits(at, value, deeper) {
                Yes => No,
                Unknown => Unknown,
                No => Yes,
            },
            "properties" => value.members().into_iter().fold(Yes, |all, member| {
                let below = self.resolver.member(at, member.key);
                all.min(below.map_or(Yes, |below| self.fits(below, member.at, deeper)))
            }),
            "additionalProperties" => self.others(schema, at, value, deeper),
            "items" if at.is_map() => {
                value.items().fold(Yes, |all, item| all.min(self.fits(at, item, deeper)))
            }
            "items" => sure_or(!value.is_list() || !at.is_list() && at.bool() != Some(false)),
            "required" => self.required(schema, at, value),
            "pattern" => self.pattern(at, value),
            "if" | "then" | "else" => {
                self.fits(at, value, deeper);
                Unknown
            }
            "contains" | "unevaluatedItems" => value.items().fold(Yes, |_, item| {
                self.fits(at, item, deeper);
                Unknown
            }),
            "prefixItems" => sure_or(!value.is_list()),
            "patternProperties" | "propertyNames" | "unevaluatedProperties" | "dependentSchemas" => {
                sure_or(!value.is_map())
            }
            key => plain(schema, key, at, value),
        }
    }

    /// Whether one of several schemas fits; `alone` demands that no other does.
    fn choices(&mut self, at: At<'a>, value: At<'a>, depth: usize, alone: bool) -> Answer {
        let answers: Vec<Answer> = at.items().map(|one| self.fits(one, value, depth)).collect();
        let count = |answer| answers.iter().filter(|one| **one == answer).count();
        match (count(Yes), count(Unknown)) {
            _ if answers.is_empty() => Yes,
            (0, 0) => No,
            (0, _) => Unknown,
            (1, 0) => Yes,
            (1, _) if alone => Unknown,
            (_, _) if alone => No,
            _ => Yes,
        }
    }

    /// Members of a value that the schema doesn't name.
    fn others(&mut self, schema: At<'a>, at: At<'a>, value: At<'a>, depth: usize) -> Answer {
        let named = schema.get("properties");
        let mut fits = Yes;
        for member in value.members() {
            if named.and_then(|named| self.resolver.member(named, member.key)).is_none() {
                fits = fits.min(self.fits(at, member.at, depth));
            }
        }
        // What a pattern names is none of the others.
        if schema.get("patternProperties").is_some() { fits.max(Unknown) } else { fits }
    }

    /// Whether the names that must be there are, without those that are only sent one way.
    fn required(&self, schema: At<'a>, at: At<'a>, value: At<'a>) -> Answer {
        let properties = schema.get("properties");
        let one_way = |name: &str| {
            let property = properties.and_then(|properties| self.resolver.member(properties, name));
            property.is_some_and(|at| {
                let end = self.resolver.end(at);
                ["readOnly", "writeOnly"].iter().any(|key| at.is_true(key) || end.is_true(key))
            })
        };
        let mut names = at.items().filter_map(At::text);
        sure(!value.is_map() || names.all(|name| value.get(name).is_some() || one_way(name)))
    }

    fn pattern(&mut self, at: At<'a>, value: At<'a>) -> Answer {
        let (Some(pattern), Some(text)) = (at.text(), value.text()) else { return Yes };
        if !is_plain(pattern) {
            return Yes;
        }
        let compile = || RegexBuilder::new(pattern).size_limit(PATTERN).build().ok();
        let regex = self.patterns.entry(pattern).or_insert_with(compile);
        sure_or(regex.as_ref().is_some_and(|regex| regex.is_match(text)))
    }
}

fn sure(fits: bool) -> Answer {
    if fits { Yes } else { No }
}

/// Sure where it fits; where it doesn't, somebody else has to say.
fn sure_or(fits: bool) -> Answer {
    if fits { Yes } else { Unknown }
}

/// The demands that look at nothing but the value itself. What nobody knows demands nothing.
fn plain<'a>(schema: At<'a>, key: &str, at: At<'a>, value: At<'a>) -> Answer {
    match key {
        "enum" if at.is_list() => listed(at.items().any(|one| one.node.value == value.node.value), value),
        "const" => listed(at.node.value == value.node.value, value),
        "minLength" | "minItems" | "minProperties" => length(key, value)
            .map_or(Yes, |len| at.scalar().and_then(number).map_or(Unknown, |least| sure(len >= least))),
        "maxLength" | "maxItems" | "maxProperties" => length(key, value)
            .map_or(Yes, |len| at.scalar().and_then(number).map_or(Unknown, |most| sure(len <= most))),
        "minimum" if schema.is_true("exclusiveMinimum") => within(at, value, |value, least| value > least),
        "maximum" if schema.is_true("exclusiveMaximum") => within(at, value, |value, most| value < most),
        "minimum" => within(at, value, |value, least| value >= least),
        "maximum" => within(at, value, |value, most| value <= most),
        "exclusiveMinimum" if at.bool().is_none() => within(at, value, |value, least| value > least),
        "exclusiveMaximum" if at.bool().is_none() => within(at, value, |value, most| value < most),
        "multipleOf" => multiple(at, value),
        "minContains" | "maxContains" => sure_or(!value.is_list()),
        "uniqueItems" => sure_or(at.bool() != Some(true) || distinct(value)),
        "format" => match (at.text(), value.text()) {
            (Some(format), Some(text)) => sure_or(formatted(format, text)),
            _ => Yes,
        },
        _ => Yes,
    }
}

/// What is listed or not. Numbers may be written in two ways, and stand in lists and mappings.
fn listed(found: bool, value: At<'_>) -> Answer {
    let plain = matches!(value.node.value, Value::String(_) | Value::Bool(_) | Value::Null);
    if plain { sure(found) } else { sure_or(found) }
}

/// Whether a value is of one of the types.
fn typed(at: At<'_>, value: At<'_>) -> Answer {
    let names = at.text().into_iter().chain(at.items().filter_map(At::text));
    let one = |name: &str| match (name, &value.node.value) {
        ("string", Value::String(_))
        | ("number", Value::Number(_))
        | ("boolean", Value::Bool(_))
        | ("object", Value::Map(_))
        | ("array", Value::List(_))
        | ("null", Value::Null)
        | ("any" | "file", _) => Yes,
        ("integer", Value::Number(text)) => {
            sure_or(text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
        }
        ("string" | "number" | "integer" | "boolean" | "object" | "array" | "null", _) => No,
        _ => Unknown,
    };
    names.map(one).max().unwrap_or(Yes)
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

fn within(bound: At<'_>, value: At<'_>, holds: fn(f64, f64) -> bool) -> Answer {
    let Value::Number(text) = &value.node.value else { return Yes };
    let both = number(text).zip(bound.scalar().and_then(number));
    both.map_or(Unknown, |(value, bound)| sure(holds(value, bound)))
}

/// Whether whole numbers divide; of others the validator knows.
fn multiple(of: At<'_>, value: At<'_>) -> Answer {
    let Value::Number(text) = &value.node.value else { return Yes };
    let whole = |text: &str| text.parse::<i128>().ok();
    let rest = whole(text).zip(of.scalar().and_then(whole)).and_then(|(value, of)| value.checked_rem(of));
    sure_or(rest == Some(0))
}

/// Whether no two members of a list are the same.
fn distinct(value: At<'_>) -> bool {
    let members = value.node.members();
    let before = |at: usize| members.get(..at).unwrap_or_default();
    members.len() <= UNIQUE
        && members.iter().enumerate().all(|(at, one)| before(at).iter().all(|other| other.value != one.value))
}

/// Whether a text surely has a format. Those that the validator is not asked of have every text.
fn formatted(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => is_moment(text),
        "uuid" => shaped(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        "ipv4" => {
            let part = |part: &str| part.parse::<u8>().is_ok_and(|number| number.to_string() == part);
            text.split('.').count() == 4 && text.split('.').all(part)
        }
        "ipv6" => false,
        _ => true,
    }
}

/// Whether a text has a shape: `0` a digit, `x` a hexadecimal one, anything else itself.
fn shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            other => byte == other,
        })
}

fn is_date(text: &str) -> bool {
    let part = |from: usize| text.get(from..from + 2).and_then(|part| part.parse::<u8>().ok()).unwrap_or(0);
    // The last days of February are left to the validator.
    let days = match part(5) {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    shaped(text, "0000-00-00") && (1..=days).contains(&part(8))
}

fn is_moment(text: &str) -> bool {
    let (Some(day), Some(time), Some(rest)) = (text.get(..10), text.get(10..19), text.get(19..)) else {
        return false;
    };
    let part = |from: usize| time.get(from..from + 2).and_then(|part| part.parse::<u8>().ok()).unwrap_or(99);
    let zone =
        rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|ch: char| ch.is_ascii_digit()));
    is_date(day)
        && shaped(time, "T00:00:00")
        && part(1) < 24
        && part(4) < 60
        && part(7) < 60
        && !rest.starts_with(".Z")
        && matches!(zone, "Z" | "+00:00")
}
