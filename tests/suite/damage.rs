//! A copy of a document with other line endings, a byte order mark, or text that was read in the wrong encoding and saved
//! again says the same.

use libtest_mimic::Trial;

use crate::corpus::bytes;
use crate::{Outcome, coverage};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let ways = ["crlf", "cr", "bom", "utf16le", "mojibake=1252-kept", "mojibake=1254-kept"];
    let trial = |way: &'static str| Trial::test(format!("damage::{way}"), move || same(way));
    ways.into_iter().map(trial).collect()
}

fn same(way: &str) -> Outcome {
    let mut problems = Vec::new();
    let mut tried = 0;
    for (file, path, text) in coverage::samples() {
        let Some((_, whole)) = coverage::read(&path, text.as_bytes()) else { continue };
        let copy = bytes::make(&text, &[way.to_owned()])?;
        tried += 1;
        let said = coverage::read(&path, &copy).map(|(_, said)| said);
        if said.as_ref() != Some(&whole) {
            let (there, here) = (whole.join("\n"), said.unwrap_or_default().join("\n"));
            problems.push(format!("{file}: {path}\n{}", crate::diff::lines(&there, &here)));
        }
    }
    assert!(tried > 50, "only {tried} files to try");
    crate::none(problems)
}
