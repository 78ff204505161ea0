//! Definitions whose schemas lead anywhere, themselves among it: every shape of circle comes to an end.

use libtest_mimic::Trial;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::hostile::tried;
use crate::property;

/// How many schemas a definition has.
const SCHEMAS: usize = 6;

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("api_shape::schemas that lead anywhere", || {
            tried(60, definition(), |text| property::definition("api.json", text))
        }),
        Trial::test("api_shape::a definition with pieces cut out, doubled and put elsewhere", || {
            tried(60, mutated(), |text| property::definition("api.json", text))
        }),
    ]
}

/// A reference: to a schema, into one, to a response, to nothing.
fn reference() -> impl Strategy<Value = Value> {
    let ways: Vec<&str> = vec!["", "/properties/a", "/items", "/allOf/0", "/oneOf/1"];
    let inside = (0..SCHEMAS + 1, select(ways))
        .prop_map(|(number, way)| json!({"$ref": format!("#/components/schemas/S{number}{way}")}));
    let elsewhere = select(
        &["#", "#/paths/~1a/get/responses/200/content/x/schema", "#node", "https://example.com/s.json"][..],
    );
    let elsewhere = elsewhere.prop_map(|text| json!({"$ref": text}));
    let dynamic = Just(json!({"$dynamicRef": "#node"}));
    prop_oneof![8 => inside, 1 => elsewhere, 1 => dynamic]
}

/// A schema of any shape.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => reference(),
        1 => select(&["string", "integer", "null", "object"][..]).prop_map(|name| json!({"type": name})),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => Just(json!({"$dynamicAnchor": "node", "type": "object", "nullable": true})),
        1 => Just(json!({"example": {"a": [{"a": {}}], "b": "x"}, "default": 1, "enum": [1, "a"], "type": "string"})),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let one = ["items", "not", "additionalProperties", "if", "then", "else", "contains", "propertyNames"];
        let many = ["allOf", "oneOf", "anyOf", "prefixItems"];
        let named = ["properties", "patternProperties", "dependentSchemas", "$defs"];
        prop_oneof![
            (select(one.to_vec()), inner.clone()).prop_map(|(key, below)| json!({key: below})),
            (select(many.to_vec()), vec(inner.clone(), 1..4)).prop_map(|(key, below)| json!({key: below})),
            (select(named.to_vec()), vec(inner, 1..4), any::<bool>()).prop_map(|(key, below, required)| {
                let named: Map<String, Value> =
                    ["a", "b", "c"].iter().map(|name| (*name).to_owned()).zip(below).collect();
                let names: Vec<&String> = if required { named.keys().collect() } else { Vec::new() };
                json!({key: named, "type": "object", "required": names, "example": {"a": {"a": {"a": {}}}}})
            }),
        ]
    })
}

fn definition() -> impl Strategy<Value = String> {
    (vec(schema(), SCHEMAS), schema()).prop_map(|(schemas, own)| {
        let named: Map<String, Value> =
            schemas.into_iter().enumerate().map(|(at, schema)| (format!("S{at}"), schema)).collect();
        let all: Vec<Value> =
            named.keys().map(|name| json!({"$ref": format!("#/components/schemas/{name}")})).collect();
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Shapes", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "OK", "content": {"x": {"schema": own}}}}},
                "post": {"requestBody": {"content": {"application/json": {"schema": {"oneOf": all}, "example": {"a": {"b": {}}}}}},
                    "responses": {"default": {"description": "OK"}}}}},
            "components": {"schemas": named},
        })
        .to_string()
    })
}

/// What is put into a definition where it does not belong.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "{\"$ref\": \"#\"}",
    "\"$ref\": \"#/paths\",",
    "[[[[",
    "1e999",
    "\u{0}",
    "\n",
    "\"a\": 1,",
];

/// A definition that has everything, after a few cuts.
fn mutated() -> impl Strategy<Value = String> {
    let whole = include_str!("everything.json");
    let cut = (0..whole.len(), 0..200usize, 0..whole.len(), 0..3u8, select(PIECES));
    vec(cut, 1..6).prop_map(move |cuts| {
        let mut text = whole.to_owned();
        for (from, length, to, way, piece) in cuts {
            let near = |text: &str, at: usize| text.floor_char_boundary(at.min(text.len()));
            let (from, to) = (near(&text, from), near(&text, to));
            let end = near(&text, from + length).max(from);
            let part = text[from..end].to_owned();
            match way {
                0 => text.replace_range(from..end, piece),
                1 => text.insert_str(to, &part),
                _ => text.insert_str(from, piece),
            }
        }
        text
    })
}
