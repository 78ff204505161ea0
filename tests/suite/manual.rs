//! Pages of the manual whose second half is made from the program: the help of every command, the keys of book.toml.
//! `UPDATE=1` rewrites that half.

use std::process::{Command, Output};

use libtest_mimic::Trial;
use planbook::config::Config;
use serde_json::Value;

use crate::{Outcome, folder};

/// Where the half begins that is made.
const MARK: &str = "<!-- From here on: made from the program. UPDATE=1 cargo test --test suite manual -->\n";

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("manual::the help of every command", || compare("content/manual/commands.md", &help()?)),
        Trial::test("manual::the keys of book.toml", || compare("content/manual/book-toml.md", &keys()?)),
        Trial::test("manual::the rules of change", || compare("content/manual/api-changes.md", &rules())),
        Trial::test("manual::the examples of book.toml are valid", examples),
        Trial::test("manual::a wrong word is met with the nearest right one", nearest),
    ]
}

fn compare(path: &str, made: &str) -> Outcome {
    let page = folder::text(path).ok_or("the page is missing")?;
    let (kept, there) = page.split_once(MARK).ok_or("the page has lost its mark")?;
    if crate::updating() {
        return Ok(std::fs::write(folder::root().join(path), format!("{kept}{MARK}{made}"))?);
    }
    if there == made { Ok(()) } else { Err(crate::diff::lines(there, made).into()) }
}

/// The rules of change, with what each means.
fn rules() -> String {
    let mut out = "\n| Code | Name | Weight |\n|------|------|--------|\n".to_owned();
    for rule in planbook::derive::api_change::ALL {
        out.push_str(&format!("| {} | {} | {} |\n", rule.code, rule.name, rule.impact.word()));
    }
    out
}

/// Runs the program.
fn planbook(arguments: &[&str]) -> Result<Output, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planbook"));
    command.args(arguments).current_dir(folder::root()).env("COLUMNS", "100").env("NO_COLOR", "1");
    command.output().map_err(|problem| problem.to_string())
}

fn help() -> Result<String, String> {
    let mut out = String::new();
    section(&mut Vec::new(), &mut out)?;
    Ok(out)
}

/// The help of a command and of those below it.
fn section(command: &mut Vec<String>, out: &mut String) -> Result<(), String> {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.push("--help");
    let output = planbook(&arguments)?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || text.is_empty() {
        return Err(format!("planbook {arguments:?}: {:?}", output.status));
    }
    let words: Vec<&str> = std::iter::once("planbook").chain(command.iter().map(String::as_str)).collect();
    out.push_str(&format!("\n## {}\n\n```text\n", words.join(" ")));
    for line in text.trim_end().lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str("```\n");
    for below in commands(&text) {
        command.push(below);
        section(command, out)?;
        command.pop();
    }
    Ok(())
}

/// The names in the list of commands; `help` says nothing of its own.
fn commands(help: &str) -> Vec<String> {
    let list =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named = list.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = named.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// A table of keys for each table of book.toml; what planbook accepts and does not use is left to the last sentence.
fn keys() -> Result<String, String> {
    let schema = Config::schema();
    let tables = schema.get("properties").and_then(Value::as_object).ok_or("the schema has no tables")?;
    let mut out = String::new();
    let mut unused = Vec::new();
    for (name, table) in tables {
        let about = table["description"].as_str().unwrap_or_default();
        let Some(keys) = table["properties"].as_object().filter(|_| !about.contains("not used")) else {
            unused.push(format!("`[{name}]`"));
            continue;
        };
        out.push_str(&format!(
            "\n## `[{name}]`\n\n{about}\n\n| Key | Value | Meaning |\n|-----|-------|---------|\n"
        ));
        for (key, value) in keys {
            let meaning = value["description"].as_str().unwrap_or_default().replace('\n', " ");
            if meaning.contains("not used") {
                unused.push(format!("`{name}.{key}`"));
            } else {
                out.push_str(&format!("| `{key}` | {} | {meaning} |\n", kind(value)));
            }
        }
    }
    out.push_str(&format!("\n## Accepted and not used\n\nThese are mdBook's: {}.\n", unused.join(", ")));
    Ok(out)
}

/// What a value is, in words.
fn kind(value: &Value) -> String {
    if let Some(choices) = value["oneOf"].as_array().or(value["enum"].as_array()) {
        let words = choices.iter().filter_map(|choice| choice["const"].as_str().or(choice.as_str()));
        return words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
    }
    match value["type"].as_str().unwrap_or("value") {
        "array" if value["items"]["type"] == "object" => {
            let keys = value["items"]["properties"].as_object();
            let keys: Vec<String> = keys.into_iter().flatten().map(|(key, _)| format!("`{key}`")).collect();
            format!("list of tables with {}", keys.join(", "))
        }
        "array" => "list of strings".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        other => other.to_owned(),
    }
}

/// Every `toml` block of the manual, and our own book.toml.
fn examples() -> Outcome {
    let mut problems = Vec::new();
    let manual = folder::all().iter().filter(|file| file.path.starts_with("content/manual/"));
    let blocks = manual.flat_map(|file| {
        let blocks = file.text().unwrap_or_default().split("\n```toml\n").skip(1);
        blocks.map(|block| (file.path.as_str(), block.split("\n```").next().unwrap_or_default()))
    });
    let own = ("book.toml", folder::text("book.toml").ok_or("book.toml is missing")?);
    for (path, text) in blocks.chain([own]) {
        if let Err(faults) = Config::parse(path, text) {
            problems.extend(faults.iter().map(ToString::to_string));
        }
    }
    crate::none(problems)
}

fn nearest() -> Outcome {
    let output = planbook(&["biuld"])?;
    let text = String::from_utf8_lossy(&output.stderr);
    if output.status.code() != Some(2) || !text.contains("build") {
        return Err(format!("{:?}\n{text}", output.status).into());
    }
    Ok(())
}
