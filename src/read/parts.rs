//! The files that API definitions refer to, found by their words: their history belongs to that of the definition.

use std::collections::{BTreeSet, HashMap};

use memchr::memmem;

/// How many files definitions are made of at most.
const FILES: usize = 5000;

/// The paths of the files that definitions refer to, and those in their turn. `files` are all files that were read, `start`
/// the definitions among them.
pub(super) fn parts<'f>(
    files: &HashMap<&'f str, &'f [u8]>,
    start: impl Iterator<Item = &'f str>,
) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<String> = start.map(str::to_owned).collect();
    while let Some(path) = open.pop().filter(|_| found.len() < FILES) {
        let Some(bytes) = files.get(path.as_str()) else { continue };
        for target in targets(bytes) {
            if let Some(part) = below(&path, &target).filter(|part| files.contains_key(part.as_str()))
                && part != path
                && found.insert(part.clone())
            {
                open.push(part);
            }
        }
    }
    found
}

/// The files that the references of a text name, as written.
fn targets(bytes: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for at in memmem::find_iter(bytes, "$ref") {
        let rest = bytes.get(at + 4..).unwrap_or_default();
        let rest = rest.get(..rest.len().min(500)).unwrap_or_default();
        let text = String::from_utf8_lossy(rest);
        let Some((_, value)) = text.trim_start_matches(['"', '\'']).split_once(':') else { continue };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let file = value.split(['#', '"', '\'', '\n', '\r', '}', ',']).next().unwrap_or("").trim();
        if !file.is_empty() && !file.contains("://") {
            found.insert(file.replace("%20", " ").replace('\\', "/"));
        }
    }
    found
}

/// The path that `file` means in a document at `from`; `None` where it leads out of the project.
fn below(from: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
