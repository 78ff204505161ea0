//! Directions between rooms: the table "Rooms" of the architecture page says what each may import.

use std::collections::{BTreeMap, BTreeSet};

use libtest_mimic::Trial;

use super::{imports, page};
use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy::every room imports only what it may", directions),
        Trial::test("tidy::no cycles between folders", cycles),
        Trial::test("tidy::the outside world is touched at the edges only", edges),
    ]
}

/// Each room with the rooms it may import.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let row = |cells: Vec<String>| {
        let imports = cells[2].split(',').map(|name| name.trim().to_owned());
        (cells[0].clone(), imports.filter(|name| !name.is_empty() && name != "nothing").collect())
    };
    page::table("Rooms").into_iter().map(row).collect()
}

fn directions() -> Outcome {
    let rooms = rooms();
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, text) in folder::rust("src/") {
        let module = imports::module(file);
        let Some(room) = module.first() else { continue };
        seen.insert(room.clone());
        let Some(allowed) = rooms.get(room) else {
            problems.push(format!("{file}: the architecture page has no room {room}"));
            continue;
        };
        for (line, path) in imports::paths(file, text) {
            if path.first().is_some_and(|first| first == "crate")
                && let Some(other) = path.get(1).filter(|other| *other != room && rooms.contains_key(*other))
                && !allowed.contains(other)
                && !allowed.contains("everything")
            {
                problems.push(format!("{file}:{line}: {room} may not import {other}"));
            }
        }
    }
    let gone = rooms.keys().filter(|room| !seen.contains(*room));
    problems.extend(gone.map(|room| format!("the architecture page has a room {room}, src/ has not")));
    crate::none(problems)
}

/// Files of one folder may name each other, and so may a folder and those inside it. Beyond that no folder leads back
/// to itself.
fn cycles() -> Outcome {
    let files: Vec<(&str, &str)> = folder::rust("src/").collect();
    let modules: BTreeMap<Vec<String>, &str> = files
        .iter()
        .map(|(file, _)| (imports::module(file), home(file)))
        .filter(|(module, _)| !module.is_empty())
        .collect();
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in &files {
        let from = home(file);
        for (_, path) in imports::paths(file, text).into_iter().filter(|(_, path)| path[0] == "crate") {
            let target = (1..path.len()).rev().find_map(|end| modules.get(&path[1..=end]));
            if let Some(to) = target.filter(|to| !to.starts_with(from) && !from.starts_with(**to)) {
                edges.entry(from).or_default().insert(to);
            }
        }
    }
    let mut problems = Vec::new();
    for start in edges.keys() {
        if let Some(way) = way_back(&edges, start)
            && way.iter().all(|step| start <= step)
        {
            problems.push(way.join(" -> "));
        }
    }
    crate::none(problems)
}

/// The folder a file stands in; a file directly in `src/` is one by itself.
fn home(file: &str) -> &str {
    match file.rsplit_once('/') {
        Some(("src", _)) | None => file,
        Some((folder, _)) => folder,
    }
}

/// A way from a folder back to itself.
fn way_back<'f>(edges: &BTreeMap<&'f str, BTreeSet<&'f str>>, start: &'f str) -> Option<Vec<&'f str>> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for next in edges.get(at).into_iter().flatten().copied() {
            if next == start {
                let mut way = vec![start, at];
                while let Some(before) =
                    way.last().filter(|last| **last != start).and_then(|last| from.get(last))
                {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if !from.contains_key(next) {
                from.insert(next, at);
                open.push(next);
            }
        }
    }
    None
}

/// Files, environment, other programs, clocks and printing: only in these rooms. clippy.toml says the same of methods.
const EDGES: [&str; 5] = ["cli", "discover", "read", "write", "main"];

fn edges() -> Outcome {
    const OUTSIDE: [[&str; 2]; 6] = [
        ["std", "fs"],
        ["std", "env"],
        ["std", "process"],
        ["std", "net"],
        ["time", "Instant"],
        ["time", "SystemTime"],
    ];
    const PRINTING: [&str; 5] = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    let mut problems = Vec::new();
    for (file, text) in folder::rust("src/") {
        let module = imports::module(file);
        if file == "src/main.rs" || module.first().is_some_and(|room| EDGES.contains(&room.as_str())) {
            continue;
        }
        for (line, path) in imports::paths(file, text) {
            if OUTSIDE.iter().any(|outside| path.windows(2).any(|pair| pair == outside)) {
                problems
                    .push(format!("{file}:{line}: {} is for discover, read, write and cli", path.join("::")));
            }
        }
        for (index, line) in text.lines().enumerate() {
            if PRINTING.iter().any(|name| line.trim_start().starts_with(name)) {
                problems.push(format!("{file}:{}: only cli prints", index + 1));
            }
        }
    }
    crate::none(problems)
}
