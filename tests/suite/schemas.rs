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

/// Holds a text against the schema of this name.
fn valid(name: &str, text: &str) -> Outcome {
    let schema = schema::ALL.iter().find(|schema| schema.name == name).ok_or("no such schema")?;
    let read = |text: &str| serde_json::from_str(text).map_err(|problem| problem.to_string());
    let validator =
        jsonschema::validator_for(&read(&schema.text())?).map_err(|problem| problem.to_string())?;
    let value = read(text)?;
    let wrong = validator.iter_errors(&value).map(|wrong| format!("{}: {wrong}", wrong.instance_path()));
    crate::none(wrong.collect())
}
