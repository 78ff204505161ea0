//! What a case can expect: one file per name. A printer turns what the corridor made into text that is pleasant to
//! review.

mod adr;
mod answer;
mod config;
pub mod console;
mod diagnostics;
mod doc;
mod faults;
mod file;
mod html;
mod model;
mod page;
mod report;
mod rows;
mod taken;
mod text;
mod tree;
mod weeks;

use planbook::decode::Document;

use super::file::Expectation;
use super::run::Run;

/// Prints what an expectation asks for; its words are what stood after its name.
type Printer = fn(&Run, &[String]) -> Result<String, String>;

/// Every name an expectation can have.
pub const ALL: &[(&str, Printer)] = &[
    ("adr", adr::print),
    ("answer", answer::print),
    ("config", config::print),
    ("console", console::print),
    ("diagnostics", diagnostics::print),
    ("doc", doc::print),
    ("faults", faults::print),
    ("file", file::print),
    ("html", html::print),
    ("model", model::print),
    ("page", page::print),
    ("report", report::print),
    ("rows", rows::print),
    ("taken", taken::print),
    ("text", text::print),
    ("tree", tree::print),
    ("weeks", weeks::print),
];

/// The name as [`ALL`] has it, if it is one.
pub fn name(word: &str) -> Option<&'static str> {
    ALL.iter().find(|(name, _)| *name == word).map(|(name, _)| *name)
}

/// Prints what an expectation asks for.
pub fn print(run: &Run, expectation: &Expectation) -> Result<String, String> {
    match ALL.iter().find(|(name, _)| *name == expectation.name) {
        Some((_, printer)) => printer(run, &expectation.words),
        None => Err(format!("nothing prints {:?}", expectation.name)),
    }
}

/// Prints each document with `print`, or the one that is named; a line with the path before each if there are more.
fn documents(
    run: &Run,
    words: &[String],
    print: impl Fn(&Document) -> Result<String, String>,
) -> Result<String, String> {
    let all = &run.judged().linked.documents;
    let wanted: Vec<&Document> = match words.first() {
        Some(path) => all.iter().filter(|document| document.path == *path).collect(),
        None => all.iter().collect(),
    };
    let mut out = String::new();
    for document in &wanted {
        if wanted.len() > 1 {
            out.push_str(&format!("== {}\n", document.path));
        }
        out.push_str(&print(document)?);
    }
    if wanted.is_empty() { Err(format!("no document {words:?}")) } else { Ok(out) }
}
