//! The JSON Schema of plans that are YAML or JSON files, for editors: completion, hints, and faults where something would
//! be read otherwise than it was meant. What is read is decided by the reader alone, and a schema for editors is no gate:
//! keys of your own are kept as fields, so they are allowed everywhere.

use serde_json::{Map, Value, json};

use crate::parse::plan::files::ENTRY_TITLES;

/// A key: its name, what it is, the schema of its value.
type Key = (&'static str, &'static str, &'static str);

/// Keys of an entry.
const ENTRY: [Key; 24] = [
    ("id", "What others call it: `depends_on` and other documents name it so.", "text"),
    ("title", "What is to be done.", "text"),
    ("name", "What is to be done; `title` by another name.", "text"),
    ("description", "More words about it; the title where there is no other.", "text"),
    ("status", "Its state.", "status"),
    ("done", "Whether it is done; in place of `status`.", "flag"),
    ("completed", "Whether it is done; in place of `status`.", "flag"),
    ("owner", "Who does it.", "names"),
    ("assignee", "Who does it; `owner` by another name.", "names"),
    ("priority", "How urgent it is: `high`, `P1`, a number.", "text"),
    ("estimate", "How long it takes: `3 days`, `6h`, `2-3 weeks`.", "text"),
    ("due", "When it is due: a date, a month, a quarter, a week.", "text"),
    ("start", "When it begins.", "text"),
    ("end", "When it ends.", "text"),
    ("depends_on", "What has to be done before: ids.", "names"),
    ("dependencies", "What has to be done before: ids; `depends_on` by another name.", "names"),
    ("blocks", "What can't begin before this is done: ids.", "names"),
    ("tags", "Words to find it by.", "names"),
    ("notes", "Anything else.", "any"),
    ("subtasks", "Its parts.", "work"),
    ("tasks", "Its parts.", "work"),
    ("acceptance_criteria", "By what one sees that it is done.", "criteria"),
    ("success_criteria", "By what one sees that it is done.", "criteria"),
    ("quality_gates", "Conditions it has to meet.", "gates"),
];

/// Keys of a part of the plan, beside those that hold work.
const PART: [Key; 8] = [
    ("id", "Its number or short name: `1`, `phase-1`.", "text"),
    ("title", "What it is called.", "text"),
    ("name", "What it is called; `title` by another name.", "text"),
    ("goal", "What it is for.", "text"),
    ("status", "What the plan claims of it. What its entries say is counted beside it.", "status"),
    ("success_criteria", "By what one sees that it is done.", "criteria"),
    ("exit_criteria", "By what one sees that it is done.", "criteria"),
    ("quality_gates", "Conditions it has to meet.", "gates"),
];

/// Keys of the whole file, beside those that hold work and parts.
const WHOLE: [Key; 9] = [
    ("title", "The plan's title; the file's name where it is not given.", "text"),
    ("name", "The plan's title, by another name.", "text"),
    ("description", "What the plan is about.", "text"),
    ("status", "What the plan claims of itself.", "status"),
    ("risks", "What may go wrong.", "risks"),
    ("success_criteria", "By what one sees that the plan is done.", "criteria"),
    ("acceptance_criteria", "By what one sees that the plan is done.", "criteria"),
    ("quality_gates", "Conditions with numbers: `coverage: \">= 95%\"`.", "gates"),
    ("kpis", "Conditions with numbers, by another name.", "gates"),
];

/// Keys that hold work.
const WORK: [&str; 12] = [
    "tasks", "tickets", "items", "todos", "stories", "issues", "features", "actions", "backlog", "epics",
    "bugs", "work",
];

/// Keys that hold parts of a plan.
const PARTS: [&str; 8] =
    ["phases", "stages", "sprints", "iterations", "weeks", "waves", "releases", "milestones"];

/// Words for states that every reader knows; others are read too, and book.toml adds more.
const STATES: [&str; 12] = [
    "todo",
    "planned",
    "pending",
    "in_progress",
    "in review",
    "blocked",
    "on hold",
    "done",
    "completed",
    "cancelled",
    "dropped",
    "deferred",
];

/// The schema.
pub(super) fn schema() -> Value {
    let mut whole = keys(&WHOLE);
    hold(&mut whole, &WORK, "work", "The work.");
    hold(&mut whole, &PARTS, "parts", "Parts of the plan, each with its work.");
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan in YAML or JSON",
        "description": "A list of work, work by id, or parts that hold work. Keys that are not listed here are kept as fields.",
        "type": ["object", "array"],
        "properties": whole,
        "items": { "$ref": "#/$defs/entry" },
        "$defs": defs(),
    })
}

fn defs() -> Value {
    let mut part = keys(&PART);
    hold(&mut part, &WORK, "work", "Its work.");
    // What has an id and no words for it is not read.
    let titles = ENTRY_TITLES.iter().chain(&["description"]).map(|name| json!({ "required": [name] }));
    let titles: Vec<Value> = titles.collect();
    json!({
        "any": {},
        "text": { "type": ["string", "number", "boolean", "null"] },
        "flag": { "type": ["boolean", "string", "null"] },
        "status": {
            "description": "A state. A sentence may follow the word: \"blocked: waits for the key\".",
            "anyOf": [
                { "enum": STATES },
                // A state that is `true` or a number is none.
                { "type": ["string", "null"] },
            ],
        },
        "names": {
            "description": "One, several with commas between them, or a list.",
            "type": ["string", "number", "array", "null"],
            "items": { "type": ["string", "number", "object"] },
        },
        "work": {
            "description": "A list of entries, or entries by id.",
            "type": ["array", "object", "null"],
            "items": { "$ref": "#/$defs/entry" },
            "additionalProperties": { "$ref": "#/$defs/entry" },
        },
        "entry": {
            "description": "One piece of work: what is to be done, with an id or a state. A string is its title, or the id of one that stands elsewhere.",
            "type": ["object", "string", "number"],
            "properties": keys(&ENTRY),
            "if": { "required": ["id", "status"] },
            "then": { "anyOf": titles },
        },
        "parts": {
            "description": "A list of parts, or parts by id.",
            "type": ["array", "object", "null"],
            "items": { "$ref": "#/$defs/part" },
            "additionalProperties": { "$ref": "#/$defs/part" },
        },
        "part": { "type": ["object", "string", "number", "null"], "properties": part },
        "criteria": {
            "description": "Sentences, or `{text, met}`.",
            "type": ["array", "object", "string", "null"],
            "items": {
                "type": ["string", "number", "object"],
                "properties": {
                    "text": { "description": "What has to be true.", "type": "string" },
                    "met": { "description": "Whether it is.", "type": "boolean" },
                },
            },
        },
        "gates": {
            "description": "Names with conditions: `p95: \"< 300 ms\"`.",
            "type": ["array", "object", "null"],
        },
        "risks": {
            "type": ["array", "object", "null"],
            "items": {
                "type": ["string", "object"],
                "properties": keys(&[
                    ("title", "What may go wrong.", "text"),
                    ("impact", "How bad it would be.", "text"),
                    ("mitigation", "What is done about it.", "any"),
                ]),
            },
        },
    })
}

/// Keys as members of a schema.
fn keys(keys: &[Key]) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, about, kind) in keys {
        out.insert((*name).to_owned(), json!({ "description": about, "$ref": format!("#/$defs/{kind}") }));
    }
    out
}

/// Adds keys of which all hold the same.
fn hold(to: &mut Map<String, Value>, names: &[&str], kind: &str, about: &str) {
    for name in names {
        to.insert((*name).to_owned(), json!({ "description": about, "$ref": format!("#/$defs/{kind}") }));
    }
}
