//! When each file was last changed.

use std::collections::BTreeMap;

use crate::discover::Inventory;
use crate::model::Kind;
use crate::read::git::head::extension;
use crate::read::git::program::git;
use crate::source::Commit;

/// How many commits are looked through for the last change of a file.
const LOOKED_THROUGH: &str = "2000";

/// When each file below the root was last changed, by the newest commits. Asked only where there may be evidence, whose age
/// is held against it; a history that was cut off says nothing of what came before.
pub(in crate::read) fn changed(inventory: &Inventory, commit: Option<&Commit>) -> BTreeMap<String, String> {
    let machine = ["xml", "info", "sarif", "prom", "json", "jsonl", "ndjson"];
    let asked = commit.is_some_and(|commit| !commit.shallow)
        && inventory.files.iter().any(|file| {
            file.kind == Some(Kind::Evidence)
                || extension(&file.path).is_some_and(|sort| machine.contains(&sort))
        });
    let arguments = [
        "log",
        "-n",
        LOOKED_THROUGH,
        "--no-color",
        "--no-renames",
        "--name-only",
        "--relative",
        "--format=%x01%cs",
        "HEAD",
        "--",
        ".",
    ];
    let log = Some(arguments).filter(|_| asked).and_then(|arguments| git(&inventory.root, &arguments, b""));
    let mut changed = BTreeMap::new();
    let mut date = "";
    for line in log.as_deref().unwrap_or("").lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('\u{1}') {
            Some(day) => date = day,
            None if changed.contains_key(line) => {}
            None => drop(changed.insert(line.to_owned(), date.to_owned())),
        }
    }
    changed
}
