//! Text files that are no documents and seem to name a decision record, or to hold a decision.
//!
//! A repository may have very many of them: each is passed over with a few searches for bytes, and only those with a
//! likely name are kept. What the names mean is judged when they are linked.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;
use rayon::prelude::*;
use regex::bytes::Regex;

use crate::discover::{Found, Inventory, may_be_record};
use crate::source::Source;

/// The most files that are looked through.
const FILES: usize = 50_000;

/// A longer file is made by a program.
const ONE: u64 = 512 << 10;

/// The most bytes that are looked through in all.
const ALL: u64 = 256 << 20;

/// The most files that are kept.
const KEPT: usize = 2_000;

/// How far into a file a zero byte tells that it is no text.
const HEAD: usize = 8_000;

/// A number behind `ADR`, or a numbered file.
static LIKELY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i-u)\badrs?[-_ #:(]{0,3}[0-9]|[0-9]{2}[-_][0-9a-z_.-]*\.md\b|/[0-9]{2,5}[-_][a-z]").ok()
});

/// What is looked for.
struct Words {
    /// Without one of these in it a file names no record.
    some: Vec<memmem::Finder<'static>>,
    /// The file names of what may be records.
    names: Option<AhoCorasick>,
}

/// The files that seem to name a record, in the order of their paths.
pub(super) fn code(inventory: &Inventory) -> Vec<Source> {
    if inventory.code.is_empty() {
        return Vec::new();
    }
    let words = Words::new(inventory);
    let sizes: Vec<u64> = inventory.code.par_iter().take(FILES).map(|file| size(&file.disk)).collect();
    let (mut sum, mut read) = (0, Vec::new());
    for (file, size) in inventory.code.iter().zip(sizes).filter(|(_, size)| (1..=ONE).contains(size)) {
        sum += size;
        if sum > ALL {
            break;
        }
        read.push(file);
    }
    let mut found: Vec<Source> = read.into_par_iter().filter_map(|file| words.source(file)).collect();
    found.truncate(KEPT);
    found
}

/// The size of a regular file; zero for anything else.
fn size(disk: &Path) -> u64 {
    std::fs::symlink_metadata(disk).ok().filter(std::fs::Metadata::is_file).map_or(0, |about| about.len())
}

impl Words {
    fn new(inventory: &Inventory) -> Self {
        let mut some: BTreeSet<String> = ["ADR", "adr", "Adr", ".md"].map(str::to_owned).into();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for file in inventory.files.iter().filter(|file| may_be_record(&file.path)) {
            let (folders, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            names.insert(name);
            let folder = folders.rsplit('/').next().filter(|folder| !folder.is_empty());
            some.extend(folder.map(|folder| format!("{folder}/")));
        }
        let some = some.iter().take(16).map(|word| memmem::Finder::new(word.as_bytes()).into_owned());
        Self { some: some.collect(), names: AhoCorasick::new(names).ok() }
    }

    fn source(&self, file: &Found) -> Option<Source> {
        let bytes = std::fs::read(&file.disk).ok().filter(|bytes| self.likely(bytes))?;
        Some(Source { path: file.path.clone(), bytes: bytes.into(), kind: None })
    }

    fn likely(&self, bytes: &[u8]) -> bool {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let pattern = || LIKELY.as_ref().is_some_and(|likely| likely.is_match(bytes));
        let named = || self.names.as_ref().is_some_and(|names| names.is_match(bytes));
        let cites = || self.some.iter().any(|word| word.find(bytes).is_some()) && (pattern() || named());
        (cites() || decides(bytes)) && memchr::memchr(0, head).is_none()
    }
}

/// Annotations that hold a decision, and words of a Y-statement without the letter that may be a capital.
static DECIDES: LazyLock<[memmem::Finder<'static>; 6]> = LazyLock::new(|| {
    ["acing", "ontext", "hosen", "ecided", "tatementJustification", "MADR("].map(memmem::Finder::new)
});

/// Whether a file seems to hold a decision of its own.
fn decides(bytes: &[u8]) -> bool {
    let [facing, context, chosen, decided, annotation, madr] = &*DECIDES;
    let has = |word: &memmem::Finder<'static>| word.find(bytes).is_some();
    has(facing) && has(context) && (has(chosen) || has(decided)) || has(annotation) || has(madr)
}
