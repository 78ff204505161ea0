//! Cases written as documents: `tests/corpus/<area>/*.md`, and the examples of the manual's pages in `content/`.
//!
//! A heading is a case. A fenced block whose info string names a path after the language is an input file
//! (```` ```md plan.md ````, `book.toml` is the configuration; words after the path say how its bytes come about,
//! see [`bytes`]). A fenced block that begins with a name of [`expect::ALL`] says what is expected; `UPDATE=1`
//! rewrites it.

pub mod bytes;
mod expect;
mod file;
mod run;

use libtest_mimic::{Failed, Trial};

use crate::folder;
use file::{Case, CaseFile};

/// A test for each case; while expectations are rewritten, one for each file.
pub fn trials() -> Vec<Trial> {
    let files = folder::all().iter().filter(|file| {
        file.path.ends_with(".md")
            && ["tests/corpus/", "content/checks/", "content/manual/"]
                .iter()
                .any(|folder| file.path.starts_with(folder))
    });
    files.filter_map(|file| Some(trials_of(&file.path, file.text()?))).flatten().collect()
}

/// The input files of every case whose path passes: the document of cases, the case, the path, the bytes.
pub fn inputs(wanted: fn(&str) -> bool) -> Vec<(&'static str, String, String, Vec<u8>)> {
    let mut found = Vec::new();
    for file in folder::all().iter().filter(|file| file.path.ends_with(".md")) {
        let content = file.path.starts_with("content/");
        let cases = content || file.path.starts_with("tests/corpus/");
        let Some(text) = file.text().filter(|_| cases) else { continue };
        let read = CaseFile::parse(text, content).map(|read| read.cases).unwrap_or_default();
        for case in read {
            let inputs = case.files.into_iter().filter(|(path, _)| wanted(path));
            found.extend(inputs.map(|(path, bytes)| (file.path.as_str(), case.title.clone(), path, bytes)));
        }
    }
    found
}

/// Removes what the cases needed on disk.
pub fn clean() {
    expect::console::clean();
}

fn trials_of(path: &'static str, text: &'static str) -> Vec<Trial> {
    let area = path.trim_start_matches("tests/").trim_end_matches(".md").replace('/', "::");
    // A manual may show a file without saying what comes of it.
    let file = match CaseFile::parse(text, path.starts_with("content/")) {
        Ok(file) => file,
        Err(problem) => return vec![Trial::test(area, move || Err(format!("{path}:{problem}").into()))],
    };
    if crate::updating() {
        return vec![Trial::test(area, move || rewrite(path, &file))];
    }
    let cases = file.cases.into_iter().map(|case| {
        Trial::test(format!("{area}::{}", case.title), move || compare(path, &case).map_err(Failed::from))
    });
    cases.collect()
}

fn compare(path: &str, case: &Case) -> Result<(), String> {
    let run = run::Run::new(case)?;
    let mut problems = String::new();
    for expectation in &case.expectations {
        let actual = expect::print(&run, expectation)
            .map_err(|problem| format!("{path}:{}: {problem}", expectation.line))?;
        if actual.trim_end() != expectation.body.trim_end() {
            let diff = crate::diff::lines(&expectation.body, &actual);
            problems.push_str(&format!("{path}:{}: {}\n{diff}", expectation.line, expectation.info()));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn rewrite(path: &str, file: &CaseFile) -> Result<(), Failed> {
    let mut bodies = Vec::new();
    for case in &file.cases {
        let run = run::Run::new(case).map_err(|problem| format!("{path}:{problem}"))?;
        for expectation in &case.expectations {
            let actual = expect::print(&run, expectation)
                .map_err(|problem| format!("{path}:{}: {problem}", expectation.line))?;
            bodies.push(actual);
        }
    }
    let text = file.rewritten(&bodies);
    if text != file.text {
        std::fs::write(folder::root().join(path), text).map_err(|problem| format!("{path}: {problem}"))?;
    }
    Ok(())
}
