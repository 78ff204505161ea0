//! Holds values against schemas with a validator. Nothing is ever fetched: the schemas stand in one document.

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::{Map, Value, json};

use crate::check::api_example::translate::{self, Translated};
use crate::check::api_example::{Claim, Wrong};
use crate::parse::api::{At, Resolver};

/// How many validators are tried for one definition.
const TRIES: usize = 60;

/// The most bytes a compiled pattern may take.
const PATTERN: usize = 1 << 20;

/// How long the words of a reason may be.
const WORDS: usize = 240;

/// What is wrong with values, in their order.
pub(super) fn judge<'a>(resolver: &Resolver<'a>, claims: &[Claim<'a>]) -> Vec<Wrong<'a>> {
    let mut translated = Translated::new(resolver);
    let mut all: Vec<(usize, usize)> =
        claims.iter().enumerate().map(|(at, claim)| (translated.number(claim.schema), at)).collect();
    // Values of one schema stand together, so that it is compiled once.
    all.sort_unstable();
    let by_schema: Vec<&[(usize, usize)]> = all.chunk_by(|a, b| a.0 == b.0).collect();
    let mut wrong = together(&translated, claims, &by_schema, &mut { TRIES });
    wrong.sort_by_key(|(at, _)| *at);
    wrong.into_iter().map(|(_, wrong)| wrong).collect()
}

/// Judges the values of several schemas with one validator: most schemas lead to most others, and what they lead to is
/// compiled once. Where one of them can't be compiled, each half has its own.
fn together<'a>(
    translated: &Translated<'_, 'a>,
    claims: &[Claim<'a>],
    schemas: &[&[(usize, usize)]],
    left: &mut usize,
) -> Vec<(usize, Wrong<'a>)> {
    let Some(rest) = left.checked_sub(1) else { return Vec::new() };
    *left = rest;
    let numbers: Vec<usize> =
        schemas.iter().filter_map(|schema| schema.first()).map(|(number, _)| *number).collect();
    let Some(validator) = compile(translated, &numbers) else {
        let (first, second) = schemas.split_at(schemas.len() / 2);
        if first.is_empty() {
            return Vec::new();
        }
        let mut found = together(translated, claims, first, left);
        found.extend(together(translated, claims, second, left));
        return found;
    };
    let all = schemas.iter().flat_map(|schema| schema.iter());
    all.filter_map(|(number, at)| Some((*at, look(&validator, *number, claims.get(*at)?)?))).collect()
}

fn compile(translated: &Translated<'_, '_>, numbers: &[usize]) -> Option<Validator> {
    let way = |number: &usize| (number.to_string(), json!({"$ref": format!("#/$defs/{number}")}));
    let ways: Map<String, Value> = numbers.iter().map(way).collect();
    let schema = json!({"properties": ways, "$defs": translated.definitions(numbers)});
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .offline()
        .should_validate_formats(true)
        .with_pattern_options(PatternOptions::regex().size_limit(PATTERN))
        .build(&schema)
        .ok()
}

/// What is wrong with one value.
fn look<'a>(validator: &Validator, number: usize, claim: &Claim<'a>) -> Option<Wrong<'a>> {
    let value = match claim.value.text().filter(|_| claim.written) {
        Some(text) => serde_json::from_str(text).ok()?,
        None => translate::value(claim.value)?,
    };
    let value = Value::Object(Map::from_iter([(number.to_string(), value)]));
    if validator.is_valid(&value) {
        return None;
    }
    let mut errors = validator.iter_errors(&value);
    let first = errors.next()?;
    let more = errors.take(100).count();
    let whole = first.instance_path().as_str();
    let pointer = whole.trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest);
    let pointer = if pointer.is_empty() { String::new() } else { format!("/{pointer}") };
    let part = if claim.written { claim.value } else { below(claim.value, &pointer) };
    Some(Wrong {
        claim: *claim,
        part,
        pointer,
        why: words(&first.masked_with("the value").to_string()),
        more,
    })
}

/// The part of a value that a pointer leads to; as far as it leads.
fn below<'a>(value: At<'a>, pointer: &str) -> At<'a> {
    let mut at = value;
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let next = match at.is_list() {
            true => part.parse().ok().and_then(|index| at.items().nth(index)),
            false => at.get(&part),
        };
        let Some(next) = next else { break };
        at = next;
    }
    at
}

/// A reason on one line, with the signs of code that the other texts have.
fn words(reason: &str) -> String {
    let mut words: String =
        reason.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).take(WORDS).collect();
    words = words.replace('"', "`");
    words
}
