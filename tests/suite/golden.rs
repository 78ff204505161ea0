//! Whole sites in short form: `tests/golden/<site>.txt` has every file of a site, of a page its title, headings and
//! the number of its links too. `UPDATE=1` rewrites it. The sites are made from `tests/golden/<site>/`, and one from
//! `content/`, our own.

use std::path::Path;

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::pipeline;
use planbook::site::{Artifact, Site};
use planbook::source::{Source, Sources};

use crate::{Outcome, folder, html};

/// The site that is made from `content/`.
const OWN: &str = "content";

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![Trial::test("golden::no orphans", orphans)];
    for name in names() {
        let golden = name.clone();
        trials.push(Trial::test(format!("golden::{name} as it was"), move || as_it_was(&golden)));
        trials.push(Trial::test(format!("golden::{name} has no loose ends"), move || whole(&name)));
    }
    trials
}

/// The names of the sites: the folders beside the goldens, and our own.
fn names() -> Vec<String> {
    let inside =
        folder::all().iter().filter_map(|file| file.path.strip_prefix("tests/golden/")?.split_once('/'));
    let mut names: Vec<String> = inside.map(|(name, _)| name.to_owned()).collect();
    names.dedup();
    names.push(OWN.to_owned());
    names
}

fn orphans() -> Outcome {
    let names = names();
    let goldens = folder::all().iter().filter_map(|file| file.path.strip_prefix("tests/golden/"));
    let orphans =
        goldens.filter(|path| !path.contains('/') && !names.iter().any(|n| **path == format!("{n}.txt")));
    crate::none(orphans.map(|path| format!("tests/golden/{path}: no site of that name")).collect())
}

fn build(name: &str) -> Result<Site, String> {
    let (prefix, book) = match name {
        OWN => (String::new(), "book.toml".to_owned()),
        _ => (format!("tests/golden/{name}/"), format!("tests/golden/{name}/book.toml")),
    };
    let mut config = match folder::text(&book) {
        Some(text) => {
            Config::parse(&book, text).map_err(|faults| format!("{book}: {} faults", faults.len()))?
        }
        None => Config::default(),
    };
    if name == OWN {
        config.src = Some("content".to_owned());
    }
    let mut sources = Sources { name: name.to_owned(), ..Sources::default() };
    for file in folder::all() {
        let Some(path) = file.path.strip_prefix(&prefix) else { continue };
        let inside = config.src.as_ref().is_none_or(|src| path.starts_with(&format!("{src}/")));
        // What book.toml names is read wherever it lies.
        if (inside || config.kind(path).is_some()) && path != "book.toml" {
            let source = Source {
                path: path.to_owned(),
                bytes: file.bytes.as_slice().into(),
                kind: config.kind(path),
            };
            sources.files.push(source);
        }
    }
    Ok(pipeline::build(&sources, &config, planbook::date::parse("2026-06-15")).0)
}

fn as_it_was(name: &str) -> Outcome {
    let mut lines: Vec<String> = build(name)?.artifacts.iter().map(line).collect();
    lines.sort();
    let actual = lines.concat();
    let path = format!("tests/golden/{name}.txt");
    if crate::updating() {
        return Ok(std::fs::write(folder::root().join(path), actual)?);
    }
    let expected = folder::text(&path).unwrap_or_default();
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{path}\n{}", crate::diff::lines(expected, &actual)).into())
    }
}

/// A file of the site; of a page its title and headings too.
fn line(artifact: &Artifact) -> String {
    let mut out = format!("{}\n", without_digest(&artifact.path));
    if let Some(page) = page(artifact) {
        let mut heading = None;
        for token in html::tokens(html::inner(page, "main").unwrap_or(page)) {
            match token {
                html::Token::Open(name @ ("h1" | "h2" | "h3"), _) => heading = Some((name, String::new())),
                html::Token::Close("h1" | "h2" | "h3") => {
                    if let Some((name, words)) = heading.take() {
                        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                        out.push_str(&format!("  {name} {}\n", html::decode(&words)));
                    }
                }
                html::Token::Text(text) => {
                    if let Some((_, words)) = &mut heading {
                        words.push_str(text);
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// `assets/site.9ad7818597.css` changes with every rule of the style sheet: the digest is left out.
fn without_digest(path: &str) -> String {
    let digest = |part: &&str| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts = path.split('.').map(|part| if digest(&part) { "*" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

fn page(artifact: &Artifact) -> Option<&str> {
    if artifact.path.ends_with(".html") { std::str::from_utf8(&artifact.bytes).ok() } else { None }
}

/// Every link of every page leads to a file of the site and to an id in it; every page has one title of its own, one
/// `h1` and one `main`; no address is absolute or begins with `/`.
fn whole(name: &str) -> Outcome {
    let site = build(name)?;
    let mut problems = Vec::new();
    let mut titles = std::collections::BTreeMap::new();
    let ids: std::collections::BTreeMap<&str, Vec<String>> = site
        .artifacts
        .iter()
        .filter_map(|artifact| Some((artifact.path.as_str(), ids(page(artifact)?))))
        .collect();
    for artifact in &site.artifacts {
        let Some(text) = page(artifact) else { continue };
        let path = artifact.path.as_str();
        if let Some(other) = titles.insert(html::inner(text, "title"), path) {
            problems.push(format!("{path}: has the title of {other}"));
        }
        for (element, count) in [("h1", 1), ("main", 1)] {
            let found = text.matches(&format!("<{element}")).count();
            if found != count {
                problems.push(format!("{path}: {found} <{element}>"));
            }
        }
        for target in targets(text) {
            problems.extend(loose(&site, &ids, path, &target).map(|why| format!("{path}: {target}: {why}")));
        }
        let mine = ids.get(path).map(Vec::as_slice).unwrap_or_default();
        let mut sorted = mine.to_vec();
        sorted.sort();
        problems.extend(
            sorted.windows(2).filter(|two| two[0] == two[1]).map(|two| format!("{path}: two ids {}", two[0])),
        );
    }
    crate::none(problems)
}

fn ids(page: &str) -> Vec<String> {
    let attributes = html::tokens(page).into_iter().filter_map(|token| match token {
        html::Token::Open(_, attributes) => html::attribute(attributes, "id"),
        _ => None,
    });
    attributes.collect()
}

/// Where a page leads and what it loads.
fn targets(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for token in html::tokens(page) {
        if let html::Token::Open(_, attributes) = token {
            out.extend(["href", "src"].into_iter().filter_map(|name| html::attribute(attributes, name)));
        }
    }
    out
}

/// What is wrong with a link.
fn loose(
    site: &Site,
    ids: &std::collections::BTreeMap<&str, Vec<String>>,
    from: &str,
    target: &str,
) -> Option<&'static str> {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    if matches!(scheme, "http" | "https" | "mailto") {
        return None;
    }
    if target.starts_with('/') {
        return Some("begins with /");
    }
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    let file = if path.is_empty() { from.to_owned() } else { resolve(from, path) };
    if site.artifacts.binary_search_by(|artifact| artifact.path.as_str().cmp(&file)).is_err() {
        return Some("no such file");
    }
    let there = ids.get(file.as_str());
    (!fragment.is_empty() && there.is_some_and(|ids| !ids.iter().any(|id| id == fragment)))
        .then_some("no such id")
}

/// The path a relative link leads to.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> =
        Path::new(from).parent().and_then(Path::to_str).unwrap_or("").split('/').collect();
    parts.retain(|part| !part.is_empty());
    for part in target.split('?').next().unwrap_or(target).split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
