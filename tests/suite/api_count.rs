//! What `inspect` counts in definitions, held against a count that reads them in its own way: JSON as JSON, YAML by its
//! lines and their indentation.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::contract::Inspected;
use planbook::pipeline;
use planbook::source::{Source, Sources};
use serde_json::Value;

use crate::{Outcome, api, folder, none};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![Trial::test("api_count::own definitions", own)];
    if let Some(corpus) = folder::shared("openapi") {
        trials.push(Trial::test("api_count::real definitions", move || real(&corpus)));
    }
    trials
}

/// Paths, operations of paths, schemas, webhooks.
type Count = [usize; 4];

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The methods that a version knows.
fn methods(version: &str) -> &'static [&'static str] {
    match version {
        version if version.starts_with("3.2") => &METHODS,
        version if version.starts_with('3') => &METHODS[..8],
        _ => &METHODS[..7],
    }
}

/// Counts a definition in JSON; `None` where a path refers to another place.
fn json(definition: &Value) -> Option<Count> {
    let version = definition["openapi"].as_str().or(definition["swagger"].as_str())?;
    let own = |value: &Value| {
        value.as_object().map_or(0, |map| map.keys().filter(|key| !key.starts_with("x-")).count())
    };
    let mut operations = 0;
    for (_, item) in
        definition["paths"].as_object().into_iter().flatten().filter(|(path, _)| !path.starts_with("x-"))
    {
        if item.get("$ref").is_some() || item.get("additionalOperations").is_some() {
            return None;
        }
        let keys = item.as_object().into_iter().flat_map(|item| item.keys());
        operations += keys.filter(|key| methods(version).contains(&key.as_str())).count();
    }
    let schemas = match definition.get("definitions") {
        Some(old) if definition.get("swagger").is_some() => own(old),
        _ => own(&definition["components"]["schemas"]),
    };
    let hooks = definition.get("webhooks").or(definition.get("x-webhooks")).map_or(0, own);
    Some([own(&definition["paths"]), operations, schemas, hooks])
}

/// A line that holds a key: its indentation, the key, and whether something stands behind it.
fn key(line: &str) -> Option<(usize, &str, bool)> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    if text.is_empty() || text.starts_with(['#', '-']) {
        return None;
    }
    let (key, rest) = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            text.get(1..)?.split_once(quote).map(|(key, rest)| (key, rest.strip_prefix(':')))?
        }
        _ => {
            let at = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
            (text.get(..at)?, text.get(at + 1..))
        }
    };
    Some((indent, key.trim(), !rest?.split('#').next()?.trim().is_empty()))
}

/// The keys below the line `from`, with the lines they stand in; `None` where they are written in another way.
fn below(lines: &[&str], from: usize) -> Option<Vec<(usize, String)>> {
    let (around, _, more) = key(lines[from])?;
    if more {
        return (lines[from].trim_end().ends_with("{}")).then(Vec::new);
    }
    let mut depth = None;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(from + 1) {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if indent <= around {
            break;
        }
        let depth = *depth.get_or_insert(indent);
        if indent == depth {
            let (_, key, more) = key(line)?;
            if more
                && line.contains('{')
                && !line.trim_end().ends_with("{}")
                && !line.contains("{}")
                && !line.contains("/{")
            {
                return None;
            }
            found.push((at, key.to_owned()));
        }
    }
    Some(found)
}

/// Counts a definition in YAML that is written in blocks; `None` where it is not, or refers elsewhere.
fn yaml(text: &str) -> Option<Count> {
    let lines: Vec<&str> = text.lines().collect();
    let top = |name: &str| {
        lines.iter().position(|line| key(line).is_some_and(|(indent, key, _)| indent == 0 && key == name))
    };
    let version =
        top("openapi").or(top("swagger")).map(|at| lines[at].split_once(':').map_or("", |(_, rest)| rest))?;
    let version = version.split('#').next()?.trim().trim_matches(['"', '\'']);
    let own = |from: Option<usize>| -> Option<Vec<(usize, String)>> {
        let mut keys = from.map_or(Some(Vec::new()), |from| below(&lines, from))?;
        keys.retain(|(_, key)| !key.starts_with("x-"));
        Some(keys)
    };
    let paths = own(top("paths"))?;
    let mut operations = 0;
    for (at, _) in &paths {
        for (_, key) in below(&lines, *at)? {
            if key == "$ref" || key == "<<" || key == "additionalOperations" {
                return None;
            }
            operations += usize::from(methods(version).contains(&key.as_str()));
        }
    }
    let schemas = match (top("definitions"), top("components")) {
        (Some(at), None) => Some(at),
        (_, Some(at)) => below(&lines, at)?.into_iter().find(|(_, key)| key == "schemas").map(|(at, _)| at),
        _ => None,
    };
    let hooks = own(top("webhooks").or(top("x-webhooks")))?;
    Some([paths.len(), operations, own(schemas)?.len(), hooks.len()])
}

/// What `inspect` counts in one file.
fn inspected(path: &str, text: &str) -> Result<Count, String> {
    let file = Source { path: path.to_owned(), bytes: text.as_bytes().into(), kind: None };
    let sources = Sources { name: "count".to_owned(), files: vec![file], ..Sources::default() };
    let judged = pipeline::judge(&sources, &Config::default(), None);
    let told = Inspected::of(&judged.linked, &[]);
    let api = told.documents.into_iter().find_map(|document| document.api).ok_or("no definition")?;
    Ok([api.paths as usize, api.operations as usize, api.schemas as usize, api.webhooks as usize])
}

fn counted(path: &str, text: &str) -> Option<Count> {
    match path.ends_with(".json") {
        true => json(&serde_json::from_str(text).ok()?),
        false => yaml(text),
    }
}

fn own() -> Outcome {
    let made = api::made(40, 9);
    let mut blocks = String::new();
    block(&made, 0, &mut blocks);
    let data = folder::text("schemas/data.openapi.json").unwrap_or_default().to_owned();
    let mut problems = Vec::new();
    for (path, text) in [
        ("made.json", made.to_string()),
        ("made.yaml", blocks),
        ("everything.json", include_str!("everything.json").to_owned()),
        ("data.json", data),
    ] {
        match (counted(path, &text), inspected(path, &text)) {
            (Some(wanted), Ok(read)) if wanted == read => {}
            (wanted, read) => problems.push(format!("{path}: {read:?}, not {wanted:?}")),
        }
    }
    none(problems)
}

/// A value as YAML in blocks.
fn block(value: &Value, depth: usize, out: &mut String) {
    let Value::Object(map) = value else { return };
    for (key, value) in map {
        out.push_str(&format!("{}{}:", "  ".repeat(depth), Value::String(key.clone())));
        match value {
            Value::Object(map) if !map.is_empty() => {
                out.push('\n');
                block(value, depth + 1, out);
            }
            value => out.push_str(&format!(" {value}\n")),
        }
    }
}

fn real(corpus: &std::path::Path) -> Outcome {
    let mut files = Vec::new();
    api::collect(corpus, corpus, &mut files)?;
    let (mut held, mut problems) = (0, Vec::new());
    for file in &files {
        let Ok(text) = std::str::from_utf8(&file.bytes) else { continue };
        let Some(wanted) = counted(&file.path, text) else { continue };
        match inspected(&file.path, text) {
            Ok(read) if read == wanted => held += 1,
            read => problems.push(format!("{}: {read:?}, not {wanted:?}", file.path)),
        }
    }
    if held < 8 {
        problems.push(format!("only {held} definitions could be counted in another way"));
    }
    none(problems)
}
