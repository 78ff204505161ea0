//! Each outside crate has one owner: the table "Outside crates" of the architecture page names it.

use std::collections::BTreeSet;

use libtest_mimic::Trial;

use super::{imports, page};
use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy::every outside crate stays with its owner", owners),
        Trial::test("tidy::the table of crates is the list of dependencies", complete),
    ]
}

/// The dependencies of the program, as Cargo.toml has them.
fn dependencies() -> BTreeSet<String> {
    let manifest = folder::text("Cargo.toml").unwrap_or_default();
    let section = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let names = section.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
    names.map(|(name, _)| name.trim().to_owned()).filter(|name| !name.starts_with('#')).collect()
}

fn owners() -> Outcome {
    let mut problems = Vec::new();
    for row in page::table("Outside crates") {
        let name = row[0].replace('-', "_");
        let owners: Vec<&str> = row[1].split(',').map(str::trim).collect();
        if owners == ["anywhere"] {
            continue;
        }
        for (file, text) in folder::rust("src/") {
            let below = file.trim_start_matches("src/");
            if owners
                .iter()
                .any(|owner| below.starts_with(&format!("{owner}/")) || below == format!("{owner}.rs"))
            {
                continue;
            }
            if let Some((line, _)) = imports::paths(file, text).iter().find(|(_, path)| path[0] == name) {
                problems.push(format!("{file}:{line}: {} belongs to {}", row[0], row[1]));
            }
        }
    }
    crate::none(problems)
}

fn complete() -> Outcome {
    let table: BTreeSet<String> =
        page::table("Outside crates").into_iter().map(|row| row[0].clone()).collect();
    let used = dependencies();
    let missing = used.difference(&table).map(|name| format!("the architecture page does not list {name}"));
    let gone =
        table.difference(&used).map(|name| format!("the architecture page lists {name}, which is not used"));
    crate::none(missing.chain(gone).collect())
}
