//! What documents were before, where there is no git: snapshots that `planbook snapshot` wrote, one a day at most.
//!
//! A snapshot is a list of hashes and paths, `2026-11-22.txt`; the texts lie beside it under their hashes, each once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::date::{self, Date};
use crate::diag::{Fault, Severity};
use crate::discover::Inventory;
use crate::model::Cut;
use crate::read::told::{on_disk, rename, told};
use crate::source::{FileChange, History, Revision, Sources};

/// The folder of the snapshots, from the root.
pub const FOLDER: &str = ".planbook/snapshots";
/// The folder of their texts, from the root.
pub const TEXTS: &str = ".planbook/snapshots/texts";

/// The most snapshots that are looked at, the newest.
const MOST: usize = 5_000;
/// The most bytes of older states that are read; the newest go first.
const BYTES: usize = 256 << 20;
/// Noon, in seconds: the same day in most time zones.
const NOON: i64 = 43_200;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// What the documents are: the path of each with the hash of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Hashes by path.
    pub files: BTreeMap<String, String>,
}

impl Snapshot {
    /// The list as it is written.
    pub fn text(&self) -> String {
        let lines = self.files.iter().map(|(path, hash)| format!("{hash}  {path}\n"));
        lines.collect()
    }

    /// The documents that are new, changed or gone in `new`.
    pub fn changes(&self, new: &Self) -> Vec<FileChange> {
        let gone = self.files.iter().filter(|(path, _)| !new.files.contains_key(*path));
        let mut gone: Vec<(&str, &str)> = gone.map(|(path, hash)| (path.as_str(), hash.as_str())).collect();
        let mut changes = Vec::new();
        for (path, hash) in new.files.iter().filter(|(path, hash)| self.files.get(*path) != Some(*hash)) {
            // The same text elsewhere is the same document, and so is the only one of that name.
            let same = gone.iter().position(|(_, old)| old == hash).or_else(|| only(&gone, path));
            let fresh = same.filter(|_| !self.files.contains_key(path));
            let from = fresh.map(|at| gone.remove(at).0.to_owned());
            changes.push(FileChange { path: path.clone(), from, blob: Some(hash.clone()) });
        }
        let rest = gone.into_iter();
        changes.extend(rest.map(|(path, _)| FileChange { path: path.to_owned(), from: None, blob: None }));
        changes
    }

    fn parse(text: &str) -> Result<Self, usize> {
        let mut files = BTreeMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let (hash, path) = line.split_once("  ").ok_or(index + 1)?;
            if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) || path.is_empty() {
                return Err(index + 1);
            }
            files.insert(path.to_owned(), hash.to_owned());
        }
        Ok(Self { files })
    }
}

/// The one of these documents whose file is called like `path`, wherever it stood.
fn only(gone: &[(&str, &str)], path: &str) -> Option<usize> {
    let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let mut like = gone.iter().enumerate().filter(|(_, (old, _))| name(old) == name(path));
    like.next().map(|(at, _)| at).filter(|_| like.next().is_none())
}

/// What the documents are now, with the content of each by its hash.
pub fn snapshot(inventory: &Inventory, sources: &Sources) -> (Snapshot, BTreeMap<String, Arc<[u8]>>) {
    let bytes: BTreeMap<&str, &Arc<[u8]>> =
        sources.files.iter().map(|file| (file.path.as_str(), &file.bytes)).collect();
    let (mut snapshot, mut texts) = (Snapshot::default(), BTreeMap::new());
    for file in told(inventory, sources) {
        let Some((path, bytes)) = on_disk(inventory, file).zip(bytes.get(file.path.as_str())) else {
            continue;
        };
        if path.contains('\n') {
            continue;
        }
        let hash = blake3::hash(bytes).to_hex().to_string();
        texts.insert(hash.clone(), Arc::clone(bytes));
        snapshot.files.insert(path, hash);
    }
    (snapshot, texts)
}

/// The history that the snapshots tell; `None` where there is none. One that can't be read is a fault, and the others
/// count.
pub(super) fn history(inventory: &Inventory, faults: &mut Vec<Fault>) -> Option<History> {
    let root = &inventory.root;
    let mut days = days(&root.join(FOLDER));
    let long = days.len() > MOST;
    days.drain(..days.len().saturating_sub(MOST));
    let mut history = History { cut: long.then_some(Cut::Long), ..History::default() };
    let mut before = Snapshot::default();
    for day in days {
        let shown = format!("{FOLDER}/{day}.txt");
        let now = match fs::read_to_string(root.join(&shown)) {
            Ok(text) => Snapshot::parse(&text).map_err(|line| {
                Fault::new(format!("{shown}:{line}:1"), "expected the hash of a text, two blanks and a path")
                    .help("this snapshot is left out; take it out of the folder, or put it back as it was written")
            }),
            Err(error) => Err(Fault::new(&shown, format!("can't be read: {}", error.kind()))),
        };
        match now {
            Ok(now) => {
                let changes = before.changes(&now);
                history.revisions.push(revision(day, &now, changes));
                before = now;
            }
            Err(fault) => faults.push(fault.severity(Severity::Warning)),
        }
    }
    if history.revisions.is_empty() {
        return None;
    }
    texts(root, &mut history, faults);
    rename(inventory, &mut history);
    Some(history)
}

/// The days of which there are snapshots, the oldest first.
fn days(folder: &Path) -> Vec<Date> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut days: Vec<Date> = names.filter_map(|name| date::parse(name.strip_suffix(".txt")?)).collect();
    days.sort();
    days
}

fn revision(day: Date, snapshot: &Snapshot, changes: Vec<FileChange>) -> Revision {
    let since = date::since_1970(0).map_or(0, |first| date::days_between(first, day));
    Revision {
        hash: blake3::hash(format!("{day}\n{}", snapshot.text()).as_bytes()).to_hex().to_string(),
        time: since * DAY + NOON,
        author: String::new(),
        subject: format!("Snapshot of {day}"),
        merge: false,
        changes,
    }
}

/// Reads the texts, the newest first, until the limit is reached. One that is not what its hash says is not believed.
fn texts(root: &Path, history: &mut History, faults: &mut Vec<Fault>) {
    let newest = history.revisions.iter().rev().flat_map(|revision| &revision.changes);
    let hashes: Vec<String> = newest.filter_map(|change| change.blob.clone()).collect();
    let mut sum = 0;
    for hash in hashes {
        if history.blobs.contains_key(&hash) {
            continue;
        }
        let shown = format!("{TEXTS}/{hash}");
        let why = match fs::read(root.join(&shown)) {
            Ok(bytes) if blake3::hash(&bytes).to_hex().as_str() == hash => {
                sum += bytes.len();
                if sum > BYTES {
                    history.cut = history.cut.or(Some(Cut::Large));
                    return;
                }
                history.blobs.insert(hash, bytes.into());
                continue;
            }
            Ok(_) => "is not the text that its name stands for".to_owned(),
            Err(error) => format!("can't be read: {}", error.kind()),
        };
        let fault = Fault::new(shown, why).severity(Severity::Warning);
        faults.push(fault.help("what this document said on that day is left out of the reports"));
    }
}
