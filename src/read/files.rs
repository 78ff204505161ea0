//! Reads files: each whole, none above its limit, nothing that is no regular file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use crate::diag::{Fault, Severity};
use crate::discover::{Found, Inventory};
use crate::path::joined;
use crate::source::{Source, Sources};

/// The most bytes a text to be read by people may have: a hundred times the longest plan seen.
const PROSE_LIMIT: u64 = 16 << 20;

/// The most bytes a definition, a task file or a test report may have.
const DATA_LIMIT: u64 = 256 << 20;

/// Reads everything in the inventory; what can't be read is left out and said.
pub(super) fn read(inventory: &Inventory) -> (Sources, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut all = |files: &[Found]| {
        let read: Vec<Result<Source, Fault>> = files.par_iter().map(one).collect();
        let mut sources = Vec::with_capacity(read.len());
        for source in read {
            match source {
                Ok(source) => sources.push(source),
                Err(fault) => faults.push(fault),
            }
        }
        sources
    };
    let files = all(&inventory.files);
    let included = included(inventory, &files);
    let wanted: Vec<Found> = named(&files, &inventory.images);
    let sources = Sources {
        images: all(&wanted),
        files,
        code: Vec::new(),
        statics: all(&inventory.statics),
        templates: all(&inventory.templates),
        included,
        commit: None,
        changed: BTreeMap::new(),
        drawn: Arc::default(),
        history: None,
        name: inventory.name.clone(),
    };
    (sources, faults)
}

/// The most images that are read.
const IMAGES: usize = 5_000;

/// The images whose file names stand in a document: the others are nobody's on the site. One pass over each document,
/// however many images there are.
fn named(files: &[Source], images: &[Found]) -> Vec<Found> {
    let name = |found: &Found| found.path.rsplit('/').next().unwrap_or("").to_owned();
    let mut patterns: Vec<(String, usize)> = Vec::new();
    for (at, image) in images.iter().enumerate() {
        let name = name(image);
        if name.contains(' ') {
            patterns.push((name.replace(' ', "%20"), at));
        }
        patterns.push((name, at));
    }
    let Ok(search) = AhoCorasick::new(patterns.iter().map(|(name, _)| name)) else { return Vec::new() };
    let stands: BTreeSet<usize> = files
        .par_iter()
        .filter(|file| !patterns.is_empty() && is_prose(&file.path))
        .flat_map_iter(|file| {
            search.find_overlapping_iter(file.bytes.as_ref()).map(|found| found.pattern().as_usize())
        })
        .filter_map(|pattern| patterns.get(pattern).map(|(_, at)| *at))
        .collect();
    stands.into_iter().filter_map(|at| images.get(at)).take(IMAGES).cloned().collect()
}

/// The most files that documents take parts of, and the most bytes of one of them.
const INCLUDED: usize = 2_000;
const INCLUDED_LIMIT: u64 = 1 << 20;

/// The files that documents take parts of, those named in such files too. A file outside of the root is not read, also not
/// through a link.
fn included(inventory: &Inventory, files: &[Source]) -> BTreeMap<String, Option<Arc<[u8]>>> {
    let mut out = BTreeMap::new();
    let Ok(root) = inventory.root.canonicalize() else { return out };
    let disks: BTreeMap<&str, &Path> =
        inventory.files.iter().map(|file| (file.path.as_str(), file.disk.as_path())).collect();
    let asking = files.iter().filter(|file| is_prose(&file.path));
    let mut open: Vec<(String, PathBuf, Arc<[u8]>)> = asking
        .filter(|file| {
            ["{{#", "-8<-"].iter().any(|sign| memchr::memmem::find(&file.bytes, sign.as_bytes()).is_some())
        })
        .filter_map(|file| {
            let disk = disks.get(file.path.as_str())?;
            Some((file.path.clone(), disk.parent()?.to_path_buf(), Arc::clone(&file.bytes)))
        })
        .collect();
    while let Some((from, folder, bytes)) = open.pop() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for (target, anywhere) in text.lines().filter_map(asked_for) {
            // MkDocs' files are named from any folder around; the nearest one that has it is meant.
            let steps = if anywhere { from.matches('/').count() + 1 } else { 1 };
            let mut way = (from.clone(), folder.clone());
            for step in 0..steps {
                let Some(path) = joined(&way.0, target) else { break };
                if out.contains_key(&path) || disks.contains_key(path.as_str()) || out.len() >= INCLUDED {
                    break;
                }
                let written = lexical(&way.1, target);
                let read = part(&path, &written, &root);
                if let (Some(bytes), Some(folder)) = (&read, written.parent()) {
                    open.push((path.clone(), folder.to_path_buf(), Arc::clone(bytes)));
                }
                let found = read.is_some();
                if found || !anywhere {
                    out.insert(path, read);
                }
                if found || step + 1 == steps || !way.1.pop() {
                    break;
                }
                way.0 = way.0.rsplit_once('/').map_or(String::new(), |(outer, _)| outer.to_owned());
            }
        }
    }
    out
}

/// The file that a line asks a part of, and whether its way may begin at any folder around.
fn asked_for(line: &str) -> Option<(&str, bool)> {
    let line = line.trim();
    let (target, anywhere) = match line.starts_with("{{#") {
        true => (line.split_whitespace().nth(1)?.trim_end_matches('}'), false),
        false if line.contains("8<-") && line.starts_with('-') => (line.split(['"', '\'']).nth(1)?, true),
        false => return None,
    };
    let target = target.split(':').next()?;
    (!target.is_empty()).then_some((target, anywhere))
}

/// The bytes of a file that is taken in. A link is followed where it leads to a file of the project.
fn part(path: &str, written: &Path, root: &Path) -> Option<Arc<[u8]>> {
    let disk = written.canonicalize().ok()?;
    if !disk.starts_with(root) || differs_by_case(&disk, written) {
        return None;
    }
    let found = Found { path: path.to_owned(), disk, kind: None, asked: false };
    Some(bytes_of(&found, INCLUDED_LIMIT).ok()??.into())
}

/// A path below a folder as it is written: a step up takes a name away, whatever that name links to.
fn lexical(folder: &Path, target: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path
}

/// Whether a disk that doesn't tell capital letters from small ones found a file of another name: on other disks it is not
/// there.
fn differs_by_case(found: &Path, written: &Path) -> bool {
    let (Some(found), Some(written)) = (found.file_name(), written.file_name()) else { return false };
    found != written && found.eq_ignore_ascii_case(written)
}

fn is_prose(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdown", "mkd", "mdx"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn one(found: &Found) -> Result<Source, Fault> {
    let limit = limit(&found.path);
    let bytes = bytes_of(found, limit).map_err(|error| unreadable(found, &error))?;
    match bytes {
        Some(bytes) => Ok(Source { path: found.path.clone(), bytes: bytes.into(), kind: found.kind }),
        None => Err(too_large(found, limit)),
    }
}

/// The bytes of a file; `None` where there are more than `limit`.
fn bytes_of(found: &Found, limit: u64) -> io::Result<Option<Vec<u8>>> {
    // A pipe or a device would block or never end.
    let metadata = std::fs::metadata(&found.disk)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    if metadata.len() > limit {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // The file may grow while it is read.
    File::open(&found.disk)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn limit(path: &str) -> u64 {
    let extension = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    match extension.as_str() {
        "json" | "yaml" | "yml" | "xml" | "sarif" | "jsonl" | "ndjson" | "info" => DATA_LIMIT,
        _ => PROSE_LIMIT,
    }
}

fn unreadable(found: &Found, error: &io::Error) -> Fault {
    let why = match error.kind() {
        io::ErrorKind::Other => error.to_string(),
        io::ErrorKind::NotFound => "it is gone".to_owned(),
        kind => kind.to_string(),
    };
    Fault::new(&found.path, format!("can't be read: {why}"))
        .help("check its permissions, or leave it out (`[discover] exclude` in book.toml)")
}

fn too_large(found: &Found, limit: u64) -> Fault {
    let size = std::fs::metadata(&found.disk).map_or(0, |metadata| metadata.len());
    let megabytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let fault = Fault::new(
        &found.path,
        format!(
            "is not read: it has {:.1} MiB, and the limit is {:.0} MiB",
            megabytes(size),
            megabytes(limit)
        ),
    );
    // Nobody asked for a dump that lies about in the tree.
    let severity = if found.asked { Severity::Error } else { Severity::Warning };
    fault.severity(severity).help("split it, or leave it out (`[discover] exclude` in book.toml)")
}
