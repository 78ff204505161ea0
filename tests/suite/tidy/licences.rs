//! Licences of everything that is linked into the program or its tests, against the list in deny.toml. `cargo deny` checks the
//! same where it is installed, and knows advisories too.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;

use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("tidy::licences are on the list", licences)]
}

/// What cargo says, as text.
fn cargo(arguments: &[&str]) -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(folder::root()).output();
    let output = output.map_err(|problem| format!("cargo: {problem}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|problem| problem.to_string())
}

fn licences() -> Outcome {
    let version = cargo(&["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("cargo names no host")?;
    // Packages for other systems are not on this machine.
    let text =
        cargo(&["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host])?;
    let metadata: serde_json::Value = serde_json::from_str(&text).map_err(|problem| problem.to_string())?;
    let deny: toml::Table = toml::from_str(folder::text("deny.toml").ok_or("deny.toml is missing")?)
        .map_err(|problem| problem.to_string())?;
    let rules = &deny["licenses"];
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    for package in packages {
        let name = package["name"].as_str().unwrap_or("?");
        let licence = package["license"].as_str().or_else(|| of_file(package));
        let excepted = of_crate(rules, "exceptions", name).flat_map(|rule| words(&rule["allow"]));
        let allowed: Vec<&str> = words(&rules["allow"]).chain(excepted).collect();
        if !permitted(licence.unwrap_or("none"), &allowed, &mut used) {
            problems.push(format!("{name}: {}", licence.unwrap_or("no licence is stated")));
        }
    }
    let idle = words(&rules["allow"]).filter(|name| !used.contains(*name));
    problems.extend(idle.map(|name| format!("deny.toml allows {name}, which nothing needs")));
    for rule in rules.get("exceptions").and_then(toml::Value::as_array).into_iter().flatten() {
        if !packages.iter().any(|package| package["name"].as_str() == rule["crate"].as_str()) {
            problems.push(format!(
                "deny.toml excepts {}, which is not used",
                rule["crate"].as_str().unwrap_or("?")
            ));
        }
    }
    crate::none(problems)
}

/// The licence of a package that has a file in place of an expression, where the file is the MIT licence.
fn of_file(package: &serde_json::Value) -> Option<&'static str> {
    let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
    let text = std::fs::read_to_string(folder.join(package["license_file"].as_str()?)).ok()?;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .contains("Permission is hereby granted, free of charge, to any person obtaining a copy")
        .then_some("MIT")
}

/// The rules of a list of deny.toml that speak of one crate.
fn of_crate<'r>(rules: &'r toml::Value, list: &str, name: &'r str) -> impl Iterator<Item = &'r toml::Value> {
    let list = rules.get(list).and_then(toml::Value::as_array).into_iter().flatten();
    list.filter(move |rule| rule["crate"].as_str() == Some(name))
}

fn words(list: &toml::Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(toml::Value::as_str)
}

/// Whether an SPDX expression holds with the allowed licences. `/` is the old way to write OR.
fn permitted(expression: &str, allowed: &[&str], used: &mut BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, allowed, used)
}

fn either(words: &[&str], at: &mut usize, allowed: &[&str], used: &mut BTreeSet<String>) -> bool {
    let mut holds = both(words, at, allowed, used);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= both(words, at, allowed, used);
    }
    holds
}

fn both(words: &[&str], at: &mut usize, allowed: &[&str], used: &mut BTreeSet<String>) -> bool {
    let mut holds = one(words, at, allowed, used);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, allowed, used);
    }
    holds
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str], used: &mut BTreeSet<String>) -> bool {
    let word = words.get(*at).copied().unwrap_or("none");
    *at += 1;
    if word == "(" {
        let holds = either(words, at, allowed, used);
        *at += 1;
        return holds;
    }
    let with = (words.get(*at) == Some(&"WITH")).then(|| {
        *at += 2;
        format!("{word} WITH {}", words.get(*at - 1).copied().unwrap_or("?"))
    });
    let name = with.as_deref().unwrap_or(word);
    let holds = allowed.contains(&name);
    if holds {
        used.insert(name.to_owned());
    }
    holds
}
