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
    trials.push(Trial::test("schemas::SARIF keeps to the published schema", sarif));
    trials
}

fn path(schema: &schema::Published) -> String {
    format!("schemas/{}.schema.json", schema.name)
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
    let orphans =
        there.filter(|file| file.starts_with("schemas/") && file.ends_with(".schema.json") && !known(file));
    crate::none(orphans.map(|file| format!("{file}: the program prints no such schema")).collect())
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
    let read = |text: &str| serde_json::from_str(text).map_err(|problem| problem.to_string());
    let validator = jsonschema::validator_for(&read(schema)?).map_err(|problem| problem.to_string())?;
    let value = read(text)?;
    let wrong = validator.iter_errors(&value).map(|wrong| format!("{}: {wrong}", wrong.instance_path()));
    crate::none(wrong.collect())
}
