//! Puts the inventory of a folder, or of one file, together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::{Config, Pattern};
use crate::diag::{Fault, Severity};
use crate::discover::inventory::{Found, Inventory, LeftOut};
use crate::discover::policy;
use crate::discover::walk::{self, Closed, Walked};
use crate::model::Kind;

/// See [`crate::discover::discover`].
pub(super) fn discover(root: &Path, config: &Config, out: Option<&Path>) -> Inventory {
    let mut inventory = Inventory {
        root: root.to_path_buf(),
        name: root.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        src: source_folder(root, config),
        ..Inventory::default()
    };
    let closed = Closed { root, out };
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let start = match &inventory.src {
        Some(src) => root.join(src),
        None => root.to_path_buf(),
    };
    let mut code = Vec::new();
    if start.is_dir() {
        let mut walked = walk::documents(&closed, &start, false);
        code.append(&mut walked.code);
        add(&mut inventory, &mut found, walked, config);
    } else {
        inventory.faults.push(missing_source(config));
    }
    named(&closed, config, &mut inventory, &mut found);
    if found.is_empty() {
        inventory.faults.extend(all_ignored(&closed, &start));
    }
    inventory.files = found.into_values().collect();
    let has_records = has_records(&inventory.files);
    if start != root && has_records {
        code = walk::documents(&closed, root, false).code;
    }
    inventory.code = if has_records { programs(root, config, code) } else { Vec::new() };
    inventory.left_out.sort_by(|a, b| a.path.cmp(&b.path));
    inventory.left_out.dedup();
    inventory.statics = overlay(&mut inventory.faults, root, config, (config.statics.as_deref(), "static"));
    inventory.templates =
        overlay(&mut inventory.faults, root, config, (config.templates.as_deref(), "templates"));
    inventory
}

/// See [`crate::discover::part`].
pub(super) fn part(root: &Path, start: &Path, config: &Config) -> Inventory {
    let name = start.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kind = |disk: &Path| config.kind(&walk::relative(root, disk));
    if !start.is_dir() {
        let kind = kind(start);
        let file = Found { path: name.clone(), disk: start.to_path_buf(), kind, asked: true };
        let root = start.parent().map(Path::to_path_buf).unwrap_or_default();
        return Inventory { root, name, files: vec![file], ..Inventory::default() };
    }
    let closed = Closed { root: start, out: None };
    let walked = walk::documents(&closed, start, false);
    let files =
        walked.files.into_iter().filter(|(_, disk)| !config.exclude.matches(&walk::relative(root, disk)));
    let mut files: Vec<Found> =
        files.map(|(path, disk)| Found { path, kind: kind(&disk), disk, asked: false }).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut faults = walked.faults;
    if files.is_empty() {
        faults.extend(all_ignored(&closed, start));
    }
    let image = |(path, disk)| Found { path, disk, kind: None, asked: false };
    let mut images: Vec<Found> = walked.images.into_iter().map(image).collect();
    images.sort_by(|a, b| a.path.cmp(&b.path));
    let code = if has_records(&files) { programs(root, config, walked.code) } else { Vec::new() };
    let (root, left_out) = (start.to_path_buf(), walked.left_out);
    Inventory { root, name, files, images, code, left_out, faults, ..Inventory::default() }
}

/// Whether a decision record may be among the documents.
fn has_records(files: &[Found]) -> bool {
    files.iter().any(|file| file.kind == Some(Kind::Decision) || policy::record(&file.path))
}

/// The text files that are no documents and not left out.
fn programs(root: &Path, config: &Config, code: Vec<(String, PathBuf)>) -> Vec<Found> {
    let kept = code.into_iter().filter(|(_, disk)| !config.exclude.matches(&walk::relative(root, disk)));
    let mut kept: Vec<Found> =
        kept.map(|(path, disk)| Found { path, disk, kind: None, asked: false }).collect();
    kept.sort_by(|a, b| a.path.cmp(&b.path));
    kept
}

/// The folder of the documents: what book.toml names; else `content`, or mdBook's `src` where its summary is
/// there; else, and always without a book.toml, the whole tree.
fn source_folder(root: &Path, config: &Config) -> Option<String> {
    if config.src.is_some() {
        return config.src.clone().filter(|src| !src.is_empty() && src != ".");
    }
    config.file.as_ref()?;
    if root.join("content").is_dir() {
        Some("content".to_owned())
    } else if root.join("src/SUMMARY.md").is_file() {
        Some("src".to_owned())
    } else {
        None
    }
}

fn missing_source(config: &Config) -> Fault {
    let src = config.src.as_deref().unwrap_or_default();
    let fault = Fault::new(config.file.as_deref().unwrap_or("book.toml"), format!("there is no folder `{src}`"))
        .help("`src` in [book] is the folder of the documents, relative to book.toml; leave it out to read the whole folder");
    placed(fault, config.src_at)
}

fn placed(fault: Fault, at: Option<(u32, u32)>) -> Fault {
    match at {
        Some((line, column)) => fault.at(line, column),
        None => fault,
    }
}

fn add(inventory: &mut Inventory, found: &mut BTreeMap<String, Found>, walked: Walked, config: &Config) {
    for (path, disk) in walked.files {
        if config.exclude.matches(&path) {
            inventory.left_out.push(LeftOut { path, why: "excluded in book.toml" });
        } else {
            let kind = config.kind(&path);
            found.entry(path.clone()).or_insert(Found { path, disk, kind, asked: false });
        }
    }
    let image = |(path, disk)| Found { path, disk, kind: None, asked: false };
    inventory
        .images
        .extend(walked.images.into_iter().map(image).filter(|image| !config.exclude.matches(&image.path)));
    inventory.images.sort_by(|a, b| a.path.cmp(&b.path));
    inventory.images.dedup_by(|a, b| a.path == b.path);
    inventory.left_out.extend(walked.left_out);
    inventory.faults.extend(walked.faults);
}

/// Adds the files that book.toml names: also outside the folder of the documents, also hidden, also such as git
/// ignores (test results mostly are).
fn named(
    closed: &Closed<'_>,
    config: &Config,
    inventory: &mut Inventory,
    found: &mut BTreeMap<String, Found>,
) {
    // A pattern that begins with a wildcard keeps to what is not ignored, or it would search every cache.
    let unnamed =
        config.kinds.iter().flat_map(|(_, globs)| &globs.0).any(|pattern| pattern.base().is_empty());
    let whole = match inventory.src {
        Some(_) if unnamed => walk::documents(closed, closed.root, false).files,
        _ => Vec::new(),
    };
    for (kind, globs) in &config.kinds {
        for pattern in &globs.0 {
            let base = pattern.base();
            let below = if base.is_empty() { Vec::new() } else { inside(closed, &base) };
            let mut hits = found.keys().filter(|path| pattern.matches(path)).count();
            for (path, disk) in below.iter().chain(if base.is_empty() { &whole } else { &[][..] }) {
                if pattern.matches(path) && !config.exclude.matches(path) {
                    hits += 1;
                    let kind = config.kind(path).or(Some(*kind));
                    let file = Found { path: path.clone(), disk: disk.clone(), kind, asked: true };
                    found.insert(path.clone(), file);
                }
            }
            if hits == 0 {
                inventory.faults.push(empty_pattern(config, pattern));
            }
        }
    }
}

/// Every file below the folder (or at the file) that a pattern names in front of its first wildcard.
fn inside(closed: &Closed<'_>, base: &str) -> Vec<(String, PathBuf)> {
    let start = closed.root.join(base);
    let inside = start.canonicalize().is_ok_and(|real| real.starts_with(closed.root));
    if !inside || closed.out.is_some_and(|out| start.starts_with(out)) {
        Vec::new()
    } else if start.is_file() {
        vec![(base.to_owned(), start)]
    } else {
        let prefixed = |(path, disk)| (format!("{base}/{path}"), disk);
        walk::everything(&start).into_iter().map(prefixed).collect()
    }
}

fn empty_pattern(config: &Config, pattern: &Pattern) -> Fault {
    let file = config.file.as_deref().unwrap_or("book.toml");
    let fault = Fault::new(file, format!("no file matches `{}`", pattern.text()))
        .help("patterns are relative to the folder of book.toml: `docs/adr/*.md`, `reports/**`")
        .severity(Severity::Warning);
    placed(fault, pattern.at())
}

/// Says so when git ignores everything there is: a common reason for an empty site.
fn all_ignored(closed: &Closed<'_>, start: &Path) -> Option<Fault> {
    let ignored = walk::documents(closed, start, true).files;
    let (first, _) = ignored.first()?;
    let message = "git ignores every document of this folder".to_owned();
    let help =
        format!("take them out of .gitignore, or name them in book.toml: `[plans] files = [\"{first}\"]`");
    Some(Fault::new(".", message).help(help))
}

/// The files of a folder that lies over the theme: the one book.toml names, else, beside a book.toml, the usual one.
fn overlay(
    faults: &mut Vec<Fault>,
    root: &Path,
    config: &Config,
    (named, usual): (Option<&str>, &str),
) -> Vec<Found> {
    if config.file.is_none() || named == Some("") {
        return Vec::new();
    }
    let folder = root.join(named.unwrap_or(usual));
    if let Some(named) = named.filter(|_| !folder.is_dir()) {
        let file = config.file.as_deref().unwrap_or_default();
        let message = format!("there is no folder `{named}` (`{usual}` in [site])");
        faults.push(
            Fault::new(file, message).severity(Severity::Warning).help("make it, or leave the key out"),
        );
    }
    walk::everything(&folder)
        .into_iter()
        .filter(|(path, _)| path.rsplit('/').next() != Some(".DS_Store"))
        .map(|(path, disk)| Found { path, disk, kind: None, asked: true })
        .collect()
}
