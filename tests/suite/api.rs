//! API definitions: what is counted agrees with a count that doesn't use our reader, every shape of circle ends,
//! and no text of a definition gets out of its place on a page.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::model::OperationKind;
use planbook::pipeline;
use planbook::source::{Source, Sources};
use serde_json::{Value, json};

use crate::{Outcome, folder, none};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![
        Trial::test("api::counts agree with an independent count", counts),
        Trial::test("api::nothing in a definition becomes markup", hostile),
        Trial::test("api::circles of every shape end", circles),
        Trial::test("api::ten times the operations cost no more than eleven times the work", growth),
    ];
    if let Some(corpus) = folder::shared("openapi") {
        trials.push(Trial::test("api::real definitions are counted as their index says", move || {
            index(&corpus)
        }));
    }
    trials
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), bytes: text.as_bytes().into(), kind: None }
}

fn sources(text: &str) -> Sources {
    Sources { name: "sample".to_owned(), files: vec![source("api.json", text)], ..Sources::default() }
}

/// A definition with `count` operations and as many schemas.
pub fn made(count: usize, tags: usize) -> Value {
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    for at in 0..count {
        let other = format!("#/components/schemas/S{}", (at * 7 + 3) % count);
        let operation = |id: String| {
            json!({"operationId": id, "tags": (0..tags.min(1)).map(|_| format!("t{}", at % tags)).collect::<Vec<_>>(), "summary": "Do it", "description": "Some *words*.",
                   "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
                   "requestBody": {"content": {"application/json": {"schema": {"$ref": other}}}},
                   "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": other}}}}}}})
        };
        let mut item = json!({"post": operation(format!("op{at}"))});
        if at % 3 == 0 {
            item["get"] = operation(format!("read{at}"));
        }
        paths.insert(format!("/things/{at}"), item);
        schemas.insert(
            format!("S{at}"),
            json!({"type": "object", "description": "A thing.", "properties": {"self": {"$ref": other}, "name": {"type": "string", "maxLength": 9}}}),
        );
    }
    json!({"openapi": "3.1.0", "info": {"title": "Made", "version": "1"}, "paths": paths,
           "webhooks": {"told": {"post": {"responses": {"200": {"description": "OK"}}}}}, "components": {"schemas": schemas}})
}

/// Paths, operations, schemas and webhooks, counted in the JSON alone.
fn counted(definition: &Value) -> [usize; 4] {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let len = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
    let paths = definition["paths"].as_object();
    let items = paths.into_iter().flat_map(serde_json::Map::values).filter_map(Value::as_object);
    let operations =
        items.flat_map(serde_json::Map::keys).filter(|key| methods.contains(&key.as_str())).count();
    [
        len(&definition["paths"]),
        operations,
        len(&definition["components"]["schemas"]),
        len(&definition["webhooks"]),
    ]
}

fn counts() -> Outcome {
    let definition = made(40, 9);
    let judged = pipeline::judge(&sources(&definition.to_string()), &Config::default(), None);
    let api = judged.linked.corpus.apis.first().ok_or("no definition was read")?;
    let read =
        [api.paths as usize, api.of(OperationKind::Path).count(), api.schemas.len(), api.webhooks as usize];
    if read == counted(&definition) {
        Ok(())
    } else {
        Err(format!("{read:?}, not {:?}", counted(&definition)).into())
    }
}

/// The figures of the index beside real definitions, which other tools counted.
fn index(corpus: &std::path::Path) -> Outcome {
    let text = std::fs::read_to_string(corpus.join("INDEX.tsv"))?;
    let mut files = Vec::new();
    collect(corpus, corpus, &mut files)?;
    let sources = Sources { name: "corpus".to_owned(), files, ..Sources::default() };
    let judged = pipeline::judge(&sources, &Config::default(), None);
    let mut problems = Vec::new();
    for row in
        text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()).filter(|row| row.len() > 11)
    {
        let documents = &judged.linked.documents;
        let api = judged.linked.corpus.apis.iter().find(|api| documents[api.doc.index()].path == row[0]);
        let Some(api) = api else {
            problems.push(format!("{}: not read", row[0]));
            continue;
        };
        let read = [
            api.paths as usize,
            api.of(OperationKind::Path).count(),
            api.schemas.len(),
            api.webhooks as usize,
            api.callbacks as usize,
        ];
        let wanted: Vec<usize> = row[7..12].iter().filter_map(|cell| cell.parse().ok()).collect();
        if read.as_slice() != wanted {
            problems.push(format!("{}: {read:?}, not {wanted:?}", row[0]));
        }
    }
    none(problems)
}

/// The files below a folder.
pub fn collect(
    root: &std::path::Path,
    folder: &std::path::Path,
    files: &mut Vec<Source>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let bytes = std::fs::read(&path)?.into();
            files.push(Source { path: name.to_string_lossy().into_owned(), bytes, kind: None });
        }
    }
    Ok(())
}

/// Puts `text` in the place of every string that is free to say anything, and of many that are not.
fn poisoned(value: &mut Value, key: &str, text: &str) {
    match value {
        Value::String(string) if !["openapi", "type", "in", "$ref"].contains(&key) => {
            *string = text.to_owned()
        }
        Value::Array(list) => list.iter_mut().for_each(|one| poisoned(one, key, text)),
        Value::Object(map) => {
            let free = [
                "properties",
                "schemas",
                "examples",
                "mapping",
                "scopes",
                "callbacks",
                "headers",
                "variables",
                "securitySchemes",
                "links",
            ];
            map.iter_mut().for_each(|(key, one)| poisoned(one, key, text));
            if free.contains(&key) || key.starts_with("x-") {
                *map = std::mem::take(map)
                    .into_iter()
                    .map(|(name, one)| (format!("{name}{text}"), one))
                    .collect();
            }
        }
        _ => {}
    }
}

fn hostile() -> Outcome {
    let text = include_str!("everything.json");
    let mut problems = Vec::new();
    for payload in [
        "\"><script>alert(1)</script><img src=x onerror=alert(1)>",
        "javascript:alert(1)//",
        "[x](javascript:alert(1)) <a href='javascript:alert(1)'>y</a> <svg onload=alert(1)>",
        "'; </code></pre><iframe src=//evil.example></iframe>",
        "data:text/html,<script>alert(1)</script>",
    ] {
        let mut definition: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        poisoned(&mut definition, "", payload);
        let (site, _) = pipeline::build(&sources(&definition.to_string()), &Config::default(), None);
        let of =
            |end: &'static str| site.artifacts.iter().filter(move |artifact| artifact.path.ends_with(end));
        let twins: Vec<_> = of("/index.md").collect();
        assert!(twins.len() > 3, "no twins");
        for twin in twins {
            let found = markup(&String::from_utf8_lossy(&twin.bytes));
            problems.extend(found.into_iter().map(|line| format!("{}: {line}", twin.path)));
        }
        for page in of(".html") {
            let html = String::from_utf8_lossy(&page.bytes);
            let tags = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
            for tag in tags {
                let lower = tag.to_ascii_lowercase();
                let name =
                    lower.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '!').next().unwrap_or("");
                // Attributes are written in double quotes: what stands in them is no attribute.
                let bare: String = lower.split('"').step_by(2).collect();
                let leads = lower.contains("href=\"javascript:")
                    || lower.contains("href=\"data:")
                    || lower.contains("src=\"//");
                if matches!(name, "iframe" | "img" | "object")
                    || bare.contains(" on")
                    || leads
                    || name == "script" && !lower.contains(" src=")
                {
                    problems.push(format!("{}: <{tag}>", page.path));
                }
            }
        }
    }
    none(problems)
}

/// What stands in a twin that could be markup, or lead to a script. Code is left out: there everything means itself.
fn markup(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        let ticks = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match fence {
            Some(open) if bare == open => fence = None,
            Some(_) => continue,
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {}
        }
        let mut rest = line;
        let mut before = ' ';
        while let Some(ch) = rest.chars().next() {
            let run = rest.len() - rest.trim_start_matches('`').len();
            let code = (run > 0 && before != '\\').then(|| rest[run..].find(&rest[..run])).flatten();
            if let Some(end) = code {
                rest = &rest[run + end + run..];
                before = '`';
                continue;
            }
            let next = &rest[ch.len_utf8()..];
            let leads =
                ["javascript:", "data:", "//"].iter().any(|scheme| next.starts_with(&format!("({scheme}")));
            if before != '\\'
                && (ch == '<' && next.starts_with(|ch: char| ch.is_alphabetic() || ch == '/')
                    || ch == ']' && leads)
            {
                found.push(line.to_owned());
            }
            before = if before == '\\' { ' ' } else { ch };
            rest = next;
        }
    }
    found
}

fn circles() -> Outcome {
    let link = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let schemas = json!({
        "A": {"allOf": [link("B"), link("C")]}, "B": {"allOf": [link("C"), link("A")]}, "C": {"allOf": [link("A"), link("B"), link("C")]},
        "D": link("E"), "E": link("D"),
        "F": {"type": "array", "items": link("F")}, "G": {"oneOf": [link("G"), link("F")], "anyOf": [link("G")], "not": link("G")},
        "H": {"additionalProperties": link("H"), "required": ["h"], "properties": {"h": link("H")}},
        "I": {"$ref": "#/components/schemas/I/properties/i"}, "J": {"properties": {"j": {"$ref": "#/components/schemas/J/properties/j"}}},
        "K": {"type": "array", "items": {"type": "array", "items": {"$ref": "#/paths/~1k/get/responses/200/content/x/schema"}}},
    });
    let body = json!({"type": "object", "properties": {"a": link("A"), "again": {"$ref": "#/paths/~1k/get/responses/200/content/x/schema"},
        "more": {"type": "array", "items": {"$ref": "#/paths/~1k/get/responses/200/content/x/schema"}}}});
    let definition = json!({"openapi": "3.1.0", "info": {"title": "Circles", "version": "1"},
        "paths": {"/k": {"get": {"responses": {"200": {"description": "OK", "content": {"x": {"schema": body}}}}}}, "/loop": {"$ref": "#/paths/~1loop"}},
        "components": {"schemas": schemas}});
    let (site, _) = pipeline::build(&sources(&definition.to_string()), &Config::default(), None);
    let largest = site.artifacts.iter().map(|artifact| artifact.bytes.len()).max().unwrap_or(0);
    if largest < 700_000 { Ok(()) } else { Err(format!("a page of {largest} bytes").into()) }
}

fn growth() -> Outcome {
    let work = |count: usize| {
        let sources = sources(&made(count, 0).to_string());
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(|error| error.to_string())?;
        let measured = pool.install(|| {
            allocation_counter::measure(|| {
                pipeline::build(&sources, &Config::default(), None);
            })
        });
        Ok::<u64, String>(measured.bytes_total)
    };
    work(2)?;
    let (nothing, few, many) = (work(2)?, work(40)?, work(400)?);
    let grown = (many - nothing) as f64 / (few - nothing).max(1) as f64;
    if grown <= 11.0 {
        Ok(())
    } else {
        Err(format!("×10 operations cost ×{grown:.1} bytes allocated").into())
    }
}
