//! The schema of YAML and JSON plans, held against the reader: it takes every plan of the corpus, and knows no key that the
//! reader does not.

use jsonschema::Validator;
use libtest_mimic::Trial;
use planbook::contract::schema;
use planbook::decode::Syntax;
use planbook::decode::tree::{Node, Value};
use planbook::model::Kind;
use planbook::pipeline::{self, Judged};
use planbook::source::{Source, Sources};
use serde_json::{Map, Number, Value as Json, json};

use crate::{Outcome, corpus, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("plan_files::every plan of the corpus keeps to the schema", plans),
        Trial::test("plan_files::what is written otherwise than it is meant does not", wrong),
        Trial::test("plan_files::the reader knows every key of an entry", keys),
    ]
}

fn schema() -> Result<Json, String> {
    let found = schema::ALL.iter().find(|schema| schema.name == "plan").ok_or("no such schema")?;
    serde_json::from_str(&found.text()).map_err(|problem| problem.to_string())
}

fn validator() -> Result<Validator, String> {
    jsonschema::validator_for(&schema()?).map_err(|problem| problem.to_string())
}

fn judge(path: &str, bytes: &[u8]) -> Judged {
    let file = Source { path: path.to_owned(), bytes: bytes.into(), kind: None };
    pipeline::judge(&Sources { files: vec![file], ..Sources::default() }, &Default::default(), None)
}

fn plans() -> Outcome {
    let validator = validator()?;
    let wanted = |path: &str| [".yaml", ".yml", ".json"].iter().any(|end| path.ends_with(end));
    let mut files = corpus::inputs(wanted);
    let golden =
        folder::all().iter().filter(|file| file.path.starts_with("tests/golden/") && wanted(&file.path));
    let golden = golden.filter_map(|file| {
        Some((file.path.as_str(), "", file.path.clone(), file.text()?.as_bytes().to_vec()))
    });
    files.extend(golden.map(|(document, case, path, bytes)| (document, case.to_owned(), path, bytes)));
    let (mut held, mut problems) = (0, Vec::new());
    for (document, case, path, bytes) in files {
        let judged = judge(&path, &bytes);
        let plan = judged.linked.corpus.entries.first().is_some_and(|entry| entry.kind == Kind::Plan);
        // What is broken is read as far as it goes; an editor says that it is broken.
        let broken = judged.findings.iter().any(|finding| finding.code.0.starts_with("PB00"));
        let Some(read) = judged.linked.documents.first().filter(|_| plan && !broken) else { continue };
        let Syntax::Tree(nodes) = &read.syntax else { continue };
        for node in nodes {
            held += 1;
            let value = value(node, node);
            let wrong = validator
                .iter_errors(&value)
                .map(|wrong| format!("{document}, {case}, {path}: {}: {wrong}", wrong.instance_path()));
            problems.extend(wrong.collect::<Vec<_>>());
        }
    }
    if held < 15 {
        problems.push(format!("{held} plans are too few to say anything"));
    }
    crate::none(problems)
}

/// A tree as JSON; aliases as what they stand for.
fn value(root: &Node, node: &Node) -> Json {
    match &root.resolve(node).value {
        Value::Null | Value::Alias(_) => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(text) => text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map_or(Json::String(text.clone()), Json::Number),
        Value::String(text) => Json::String(text.clone()),
        Value::List(members) => members.iter().map(|member| value(root, member)).collect(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.clone(), value(root, &entry.value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn wrong() -> Outcome {
    let validator = validator()?;
    let wrong = [
        json!({ "tasks": 3 }),
        json!({ "tasks": [{ "id": "A", "status": "done" }] }),
        json!({ "tasks": [{ "title": "Dig", "status": true }] }),
        json!({ "tasks": [{ "title": "Dig", "status": ["done"] }] }),
        json!({ "phases": [{ "title": "One", "tasks": [{ "title": "Dig", "depends_on": { "A": 1 } }] }] }),
        json!({ "phases": { "one": { "tasks": { "A": { "title": ["Dig"] } } } } }),
        json!({ "success_criteria": [{ "text": "It holds", "met": "yes" }] }),
        json!("tasks"),
    ];
    let taken = wrong.iter().filter(|value| validator.is_valid(value));
    crate::none(taken.map(|value| format!("is taken: {value}")).collect())
}

/// A key that the reader did not know would be kept as a field of its own.
fn keys() -> Outcome {
    let schema = schema()?;
    let keys = schema["$defs"]["entry"]["properties"].as_object().ok_or("an entry has no keys")?;
    let mut problems = Vec::new();
    // What is kept as it is written, beside what the reader makes something of.
    let kept_as_written = ["description", "tags"];
    for (key, about) in keys.iter().filter(|(key, _)| !kept_as_written.contains(&key.as_str())) {
        let value = match about["$ref"].as_str().unwrap_or("").trim_start_matches("#/$defs/") {
            "flag" => "true",
            "status" => "blocked",
            "text" | "names" => "2026-05-04",
            "work" => "[{title: Part, status: done}]",
            "criteria" => "[It holds]",
            "gates" => "{p95: \"< 300 ms\"}",
            _ => continue,
        };
        let text = format!(
            "tasks:\n  - id: A\n    title: Dig\n    status: todo\n  - number: B\n    summary: Fill\n    {key}: {value}\n"
        );
        let judged = judge("tasks.yaml", text.as_bytes());
        let plan = judged.linked.plans().next().ok_or("it is no plan")?;
        let kept = plan.items.iter().any(|item| item.fields.iter().any(|field| field.name == *key));
        let two = plan.items.iter().filter(|item| item.parent.is_none()).count() == 2;
        if kept || !two {
            problems.push(format!("the reader does not know {key}: {value}"));
        }
    }
    crate::none(problems)
}
