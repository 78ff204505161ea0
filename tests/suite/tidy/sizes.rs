//! Sizes and names of files.

use libtest_mimic::Trial;

use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy::no file is too long", lengths),
        Trial::test("tidy::names say something", names),
        Trial::test("tidy::every file has a header", headers),
        Trial::test("tidy::mod.rs holds no logic", mods),
    ]
}

fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    folder::rust("src/").chain(folder::rust("tests/"))
}

fn header(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.starts_with("//!"));
    lines.map(|line| line.trim_start_matches("//!").trim()).collect::<Vec<_>>().join(" ")
}

/// 600 lines is the wall. Past 400 the header says why, in a sentence with "long because". The corridor fits on a screen or two.
fn lengths() -> Outcome {
    let mut problems = Vec::new();
    for (file, text) in sources() {
        let lines = text.lines().count();
        let wall = if file == "src/pipeline.rs" { 119 } else { 600 };
        if lines > wall {
            problems.push(format!("{file}: {lines} lines, {wall} is the most"));
        } else if lines > 400 && !header(text).to_lowercase().contains("long because") {
            problems.push(format!("{file}: {lines} lines, and its header does not say \"long because …\""));
        }
    }
    crate::none(problems)
}

fn names() -> Outcome {
    const EMPTY: [&str; 13] = [
        "util", "utils", "helper", "helpers", "common", "misc", "shared", "core", "manager", "context",
        "types", "prelude", "stuff",
    ];
    let parts = |path: &'static str| path.trim_end_matches(".rs").split('/');
    let problem = |file: &'static str| {
        let name = parts(file).find(|part| EMPTY.contains(part))?;
        Some(format!("{file}: a name such as {name} says nothing"))
    };
    crate::none(sources().filter_map(|(file, _)| problem(file)).collect())
}

fn headers() -> Outcome {
    let bare = sources().filter(|(_, text)| header(text).is_empty());
    crate::none(bare.map(|(file, _)| format!("{file}: no header that says what it owns")).collect())
}

/// A `mod.rs` has its doc, its list and at most the stage function: branches belong into a file with a name.
fn mods() -> Outcome {
    let mut problems = Vec::new();
    for (file, text) in folder::rust("src/").filter(|(file, _)| file.ends_with("/mod.rs")) {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//")).count();
        if lines > 160 {
            problems.push(format!("{file}: {lines} lines of code; a mod.rs is a list, 160 is the most"));
        }
    }
    crate::none(problems)
}
