//! Lists and folders agree, both ways.

use std::collections::BTreeSet;

use libtest_mimic::Trial;

use super::imports;
use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy::every list names every file of its folder", lists),
        Trial::test("tidy::files of one list do not import each other", siblings),
        Trial::test("tidy::pages and templates match", templates),
        Trial::test("tidy::checks and their pages match", checks),
        Trial::test("tidy::no test is switched off", ignored),
    ]
}

/// A `const ALL` of a folder: the folder, the names in it, and what each of its files must offer.
struct List {
    file: &'static str,
    folder: String,
    members: BTreeSet<String>,
    constant: String,
}

/// Every `const ALL` whose entries look like `name::NAME` with one `NAME` (or `&name::NAME`).
fn all() -> Vec<List> {
    let mut out = Vec::new();
    for (file, text) in folder::rust("src/").chain(folder::rust("tests/suite/")) {
        let Some(start) = text.find("const ALL: &[") else { continue };
        let Some(open) = text[start..].find("= &[").map(|at| start + at + 4) else { continue };
        let Some(close) = text[open..].find("];").map(|at| open + at) else { continue };
        let paths = imports::paths(file, &text[open..close]);
        let entries: Vec<(&String, &String)> = paths
            .iter()
            .filter_map(|(_, path)| Some((path.get(path.len().checked_sub(2)?)?, path.last()?)))
            .collect();
        let constants: BTreeSet<&String> = entries.iter().map(|(_, constant)| *constant).collect();
        if let (Some(constant), 1) = (constants.first(), constants.len())
            && let Some((parent, _)) = file.rsplit_once('/')
        {
            out.push(List {
                file,
                folder: format!("{parent}/"),
                members: entries.iter().map(|(module, _)| (*module).clone()).collect(),
                constant: (*constant).clone(),
            });
        }
    }
    out
}

/// The files of a list's folder that offer what its entries name, by module.
fn offering(list: &List) -> BTreeSet<String> {
    let declares = |text: &str| {
        ["const", "static", "fn"].iter().any(|kind| {
            text.contains(&format!("pub(super) {kind} {}", list.constant))
                || text.contains(&format!("pub {kind} {}", list.constant))
        })
    };
    let files = folder::rust(&list.folder).filter(|(file, text)| *file != list.file && declares(text));
    // A file whose offer the folder hands on itself is the stage, not an entry: `pub use walk::read`.
    let own = folder::text(list.file).unwrap_or_default();
    let stage = |name: &str| own.contains(&format!("use {name}::{}", list.constant));
    let inside = files.filter_map(|(file, _)| {
        let name = file.strip_prefix(&list.folder)?.trim_end_matches(".rs").trim_end_matches("/mod");
        (!name.contains('/') && !stage(name)).then(|| name.to_owned())
    });
    inside.collect()
}

fn lists() -> Outcome {
    let mut problems = Vec::new();
    for list in all() {
        let there = offering(&list);
        let gone = list.members.difference(&there);
        problems.extend(gone.map(|name| format!("{}: no file {name} offers {}", list.file, list.constant)));
        let lost = there.difference(&list.members);
        problems.extend(lost.map(|name| format!("{}: {name} is not in the list", list.file)));
    }
    crate::none(problems)
}

fn siblings() -> Outcome {
    let mut problems = Vec::new();
    for list in all().iter().filter(|list| list.folder.starts_with("src/")) {
        for (file, text) in folder::rust(&list.folder) {
            let here = imports::module(file);
            let room = imports::module(list.file);
            let Some(name) = here.get(room.len()).filter(|name| list.members.contains(*name)) else {
                continue;
            };
            for (line, path) in imports::paths(file, text) {
                let sibling = path.get(room.len() + 1).filter(|other| list.members.contains(*other));
                if path[0] == "crate"
                    && path[1..].starts_with(&room)
                    && sibling.is_some_and(|other| other != name)
                {
                    problems.push(format!("{file}:{line}: {} is of the same list", path.join("::")));
                }
            }
        }
    }
    crate::none(problems)
}

/// Every `page/<kind>.html` that a page or the theme names is a template, and every template of that folder is named.
fn templates() -> Outcome {
    let named: BTreeSet<&str> = folder::rust("src/page/")
        .chain(folder::rust("src/output/"))
        .flat_map(|(_, text)| text.split('"').skip(1).step_by(2))
        .filter(|word| word.starts_with("page/") && word.ends_with(".html"))
        .collect();
    let there: BTreeSet<&str> = folder::all()
        .iter()
        .filter_map(|file| file.path.strip_prefix("templates/"))
        .filter(|path| path.starts_with("page/"))
        .collect();
    if there.is_empty() {
        return Ok(());
    }
    let missing = named.difference(&there).map(|name| format!("templates/{name} is missing"));
    let orphans = there.difference(&named).map(|name| format!("templates/{name}: no page names it"));
    crate::none(missing.chain(orphans).collect())
}

/// Every code the source names has its page in `content/checks/`, and every page there a code.
fn checks() -> Outcome {
    let pages: BTreeSet<String> = folder::all()
        .iter()
        .filter_map(|file| file.path.strip_prefix("content/checks/")?.strip_suffix(".md"))
        .filter(|name| name.starts_with("pb"))
        .map(str::to_uppercase)
        .collect();
    if pages.is_empty() {
        return Ok(());
    }
    let is_code = |word: &&str| {
        word.len() == 5 && word.starts_with("PB") && word[2..].bytes().all(|byte| byte.is_ascii_digit())
    };
    let codes: BTreeSet<String> = folder::rust("src/")
        .flat_map(|(_, text)| text.split("#[cfg(test)]").next().unwrap_or("").split('"').skip(1).step_by(2))
        .filter(is_code)
        .map(str::to_owned)
        .collect();
    let missing =
        codes.difference(&pages).map(|code| format!("content/checks/{}.md is missing", code.to_lowercase()));
    let orphans = pages.difference(&codes).map(|code| format!("content/checks: nothing finds {code}"));
    crate::none(missing.chain(orphans).collect())
}

fn ignored() -> Outcome {
    let mark = format!("#[{}", "ignore");
    let files = folder::rust("src/").chain(folder::rust("tests/"));
    crate::none(
        files
            .filter(|(_, text)| text.contains(&mark))
            .map(|(file, _)| format!("{file}: a test is ignored"))
            .collect(),
    )
}
