//! The documents of a commit, without a work tree.

use std::path::Path;

use crate::config::Config;
use crate::diag::Fault;
use crate::discover::{self, Found, Inventory};
use crate::read::Past;
use crate::read::git::head::{self, tree_entry};
use crate::read::git::history::{self, Asked, Blobs, changes};
use crate::read::git::program::git;
use crate::source::{FileChange, History, Revision, Source, Sources};

/// A commit that somebody named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its full hash.
    pub hash: String,
    /// When it was committed, in seconds since 1970 (UTC).
    pub time: i64,
}

/// The commit that `name` means: a branch, a tag, a hash, `HEAD~3`.
pub fn named(root: &Path, name: &str) -> Result<Named, Fault> {
    let wanted = format!("{name}^{{commit}}");
    let found = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], b"")
        .map(|hash| hash.trim().to_owned())
        .filter(|hash| !hash.is_empty());
    let time = |hash: &String| {
        git(root, &["log", "-1", "--no-color", "--format=%ct", hash, "--"], b"")?.trim().parse::<i64>().ok()
    };
    found.and_then(|hash| Some(Named { time: time(&hash)?, hash })).ok_or_else(|| {
        Fault::new(name, "is no commit that git knows here")
            .help("name a branch, a tag or a hash; in CI fetch the whole history (`fetch-depth: 0`)")
    })
}

/// The commit that two have in common, where the one branched off from the other; the first one where there is none.
pub fn fork(root: &Path, base: &Named, head: &Named) -> Named {
    let found = git(root, &["merge-base", &base.hash, &head.hash], b"");
    found.and_then(|hash| named(root, hash.trim()).ok()).unwrap_or_else(|| base.clone())
}

/// The documents as they were in `commit`, by the names in `inventory`'s folder.
pub fn documents(inventory: &Inventory, config: &Config, commit: &Named) -> Option<Sources> {
    read(inventory, config, &commit.hash).map(|(sources, _)| sources)
}

/// The documents of a commit, and their contents by their hash.
fn read(inventory: &Inventory, config: &Config, commit: &str) -> Option<(Sources, Blobs)> {
    let root = &inventory.root;
    let listed = git(root, &["ls-tree", "-r", "-l", "-z", commit], b"")?;
    let chosen: Vec<(&str, &str, u64)> = listed
        .split('\0')
        .filter_map(sized)
        .filter(|(path, ..)| discover::may_hold_work(path, inventory, config))
        .collect();
    let hashes: Vec<&str> = chosen.iter().map(|(_, hash, _)| *hash).collect();
    let sizes = chosen.iter().map(|(_, hash, size)| ((*hash).to_owned(), *size)).collect();
    let blobs = history::read(root, &hashes, &sizes)?;
    let files = chosen.iter().filter_map(|(path, hash, _)| {
        let bytes = blobs.get(*hash)?.clone();
        Some(Source { path: (*path).to_owned(), bytes, kind: config.kind(path) })
    });
    let mut files: Vec<Source> = files.collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let sources = Sources { files, name: inventory.name.clone(), ..Sources::default() };
    Some((sources, blobs))
}

/// Path, hash and size of an entry of `ls-tree -l`.
fn sized(entry: &str) -> Option<(&str, &str, u64)> {
    let (path, about) = tree_entry(entry)?;
    let (hash, size) = about.split_once(' ')?;
    Some((path, hash, size.trim_start().parse().ok()?))
}

/// The documents as they were in `head`, with those of `base` as all there was before.
pub fn two(inventory: &Inventory, config: &Config, base: &Named, head: &Named) -> Option<(Sources, Sources)> {
    let (before, mut after) = (documents(inventory, config, base)?, documents(inventory, config, head)?);
    let mut history = History::default();
    let first = before.files.iter().enumerate().map(|(number, source)| {
        let name = format!("base-{number}");
        history.blobs.insert(name.clone(), source.bytes.clone());
        FileChange { path: source.path.clone(), from: None, blob: Some(name) }
    });
    let first: Vec<FileChange> = first.collect();
    let mut second = changes(&inventory.root, base, head)?;
    second.retain(|change| {
        let old = change.from.as_ref().unwrap_or(&change.path);
        find(&after, &change.path).is_some() || find(&before, old).is_some()
    });
    for change in &mut second {
        change.blob = find(&after, &change.path).map(|source| {
            let name = format!("head-{}", source.path);
            history.blobs.insert(name.clone(), source.bytes.clone());
            name
        });
    }
    let revision = |commit: &Named, changes| Revision {
        hash: commit.hash.clone(),
        time: commit.time,
        author: String::new(),
        subject: String::new(),
        merge: false,
        changes,
    };
    history.revisions = vec![revision(base, first), revision(head, second)];
    after.history = Some(history);
    Some((before, after))
}

/// A document by its path.
fn find<'s>(sources: &'s Sources, path: &str) -> Option<&'s Source> {
    let files = &sources.files;
    files.binary_search_by(|source| source.path.as_str().cmp(path)).ok().and_then(|at| files.get(at))
}

/// Everything a bare repository holds at its head: it has no work tree to read. `None` where the folder is none.
pub(in crate::read) fn bare(inventory: &Inventory, config: &Config, past: &Past) -> Option<Sources> {
    let root = &inventory.root;
    let like = root.join("HEAD").is_file() && root.join("objects").is_dir() && root.join("refs").is_dir();
    let (commit, _) =
        Some(root).filter(|_| like).and_then(|root| head::head(root, false)).filter(|(_, bare)| *bare)?;
    let (mut sources, blobs) = read(inventory, config, &commit.hash)?;
    let found = sources.files.iter().map(|source| Found {
        path: source.path.clone(),
        disk: root.join(&source.path),
        kind: source.kind,
        asked: false,
    });
    let there = Inventory { files: found.collect(), ..inventory.clone() };
    if let Past::Wanted(memory) = past {
        let asked = Asked { inventory: &there, config, commit: &commit, memory, read: &blobs };
        sources.history = history::history(asked, &sources);
    }
    sources.commit = Some(commit);
    Some(sources)
}
