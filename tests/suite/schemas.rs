//! The JSON Schemas in `schemas/` are those the program prints. `UPDATE=1` rewrites them.

use libtest_mimic::Trial;
use planbook::contract::{self, Inspected, schema};
use planbook::pipeline;

use crate::{Outcome, folder, sample};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let one = |schema: &'static schema::Published| {
        Trial::test(format!("schemas::{} is up to date", schema.name), move || fresh(schema))
    };
    let mut trials: Vec<Trial> = schema::ALL.iter().map(one).collect();
    trials.push(Trial::test("schemas::no orphans", orphans));
    trials.push(Trial::test("schemas::what inspect prints is valid", inspected));
    trials.push(Trial::test("schemas::the data of a site keeps to its description", data));
    trials.push(Trial::test("schemas::SARIF keeps to the published schema", sarif));
    trials
}

fn path(schema: &schema::Published) -> String {
    format!("schemas/{}", schema.file)
}

fn fresh(schema: &schema::Published) -> Outcome {
    let (path, text) = (path(schema), schema.text());
    if crate::updating() {
        std::fs::create_dir_all(folder::root().join("schemas"))?;
        return Ok(std::fs::write(folder::root().join(path), text)?);
    }
    match folder::text(&path) {
        None => Err(format!("{path} is missing: UPDATE=1 writes it").into()),
        Some(there) if there == text => Ok(()),
        Some(there) => Err(format!("{path}\n{}", crate::diff::lines(there, &text)).into()),
    }
}

fn orphans() -> Outcome {
    let known = |file: &str| schema::ALL.iter().any(|schema| path(schema) == file);
    let there = folder::all().iter().map(|file| file.path.as_str());
    let orphans = there.filter(|file| file.starts_with("schemas/") && !known(file));
    crate::none(orphans.map(|file| format!("{file}: the program prints no such schema")).collect())
}

/// The data of a site, held against the description that lies beside it.
fn data() -> Outcome {
    let mut sources = sample::sources(5, 60);
    let text = "---\nstatus: accepted\ndate: 2026-01-02\n---\n\n# Keep the cellar\n\n## Context\n\nIt is dry.\n\n## Decision\n\nWe keep it.\n";
    let file = planbook::source::Source {
        path: "docs/adr/0001-cellar.md".to_owned(),
        bytes: text.as_bytes().into(),
        kind: None,
    };
    sources.files.push(file);
    let (site, _) = pipeline::build(&sources, &Default::default(), None);
    let text_of = |path: &str| {
        let found = site.artifacts.iter().find(|artifact| artifact.path == path);
        found.map(|artifact| String::from_utf8_lossy(&artifact.bytes).into_owned())
    };
    let described = text_of("data/v1/openapi.json").ok_or("the site does not describe its data")?;
    let described: serde_json::Value =
        serde_json::from_str(&described).map_err(|problem| problem.to_string())?;
    let (mut held, mut problems) = (0, Vec::new());
    for artifact in site.artifacts.iter().filter(|artifact| artifact.path.starts_with("data/v1/")) {
        let name = match artifact.path.as_str() {
            "data/v1/openapi.json" => continue,
            "data/v1/plans.json" => "DataIndex",
            "data/v1/decisions.json" => "DataDecisions",
            _ => "DataPlan",
        };
        let mut schema = described.clone();
        schema["$ref"] = format!("#/components/schemas/{name}").into();
        let wrong = faults(&schema.to_string(), &String::from_utf8_lossy(&artifact.bytes))?;
        problems.extend(wrong.iter().map(|wrong| format!("{}: {wrong}", artifact.path)));
        held += 1;
    }
    if held < 4 {
        problems.push(format!("{held} files of data are too few to say anything"));
    }
    crate::none(problems)
}

/// Made-up plans: their items, groups and fields keep to the contract.
fn inspected() -> Outcome {
    let judged = pipeline::judge(&sample::sources(8, 120), &Default::default(), None);
    valid("inspect", &contract::json(&Inspected::of(&judged.linked, &judged.findings)))
}

/// What `check --format sarif` prints and the site's `findings.sarif`, held against the schema that OASIS published: with
/// answers, patches, places in several files, and findings without a place.
fn sarif() -> Outcome {
    let text = "# Move\n\n<!-- planbook: accept PB101 until=2030-01-01 reason=\"the cellar is dry\" -->\n\
        ## Phase 1: Packing ✅ COMPLETED\n\n- [x] Books\n- [ ] Cellar\n\n\
        | A | Status |\n|---|---|\n| 1 | done | extra |\n\n\
        Mail mira.lang@firm.io. Caf\u{c3}\u{a9} cr\u{c3}\u{a8}me.\n";
    let mut sources = sample::sources(6, 90);
    let file = |path: &str, text: &str| planbook::source::Source {
        path: path.to_owned(),
        bytes: text.as_bytes().into(),
        kind: None,
    };
    sources.files.push(file("z plan/móve.md", text));
    sources.files.push(file("zz.yaml", "tasks:\n  - id: A\n   bad: [\n"));
    let config = Default::default();
    let (site, judged) = pipeline::build(&sources, &config, None);
    let records = contract::Findings::of(&judged.linked, &judged.findings);
    let printed = contract::sarif(&records, &planbook::check::rules());
    let file = site.artifacts.iter().find(|artifact| artifact.path == "findings.sarif");
    let published = String::from_utf8(file.ok_or("the site has no findings.sarif")?.bytes.clone())?;
    let schema = folder::text("tests/vendor/sarif/sarif-schema-2.1.0.json").ok_or("the schema is missing")?;
    for word in ["\"suppressions\"", "\"fixes\"", "\"relatedLocations\"", "\"PB005\""] {
        if !printed.contains(word) {
            return Err(format!("the sample has lost what shows {word}").into());
        }
    }
    // As it was published the pattern of `language` has a bracket too many, which not every reader of patterns forgives.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    keeps(&schema, &printed)?;
    keeps(&schema, &published)
}

/// Holds a text against the schema of this name.
fn valid(name: &str, text: &str) -> Outcome {
    let schema = schema::ALL.iter().find(|schema| schema.name == name).ok_or("no such schema")?;
    keeps(&schema.text(), text)
}

/// Holds a text against a schema.
fn keeps(schema: &str, text: &str) -> Outcome {
    crate::none(faults(schema, text)?)
}

/// What is wrong with a text by a schema.
fn faults(schema: &str, text: &str) -> Result<Vec<String>, String> {
    let read = |text: &str| serde_json::from_str(text).map_err(|problem| problem.to_string());
    let validator = jsonschema::validator_for(&read(schema)?).map_err(|problem| problem.to_string())?;
    let value = read(text)?;
    let wrong = validator.iter_errors(&value).map(|wrong| format!("{}: {wrong}", wrong.instance_path()));
    Ok(wrong.collect())
}
