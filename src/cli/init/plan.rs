//! Files that are to be written: which are new, which are there, and how those differ.

use std::fs;
use std::io;
use std::path::Path;

use crate::cli::exit::Stop;
use crate::cli::terminal::{GREEN, Ink, RED};
use crate::diag::Fault;

/// What there is at a file's place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum There {
    /// Nothing: it will be written.
    New,
    /// The same text.
    Same,
    /// Another text, which stays.
    Other(String),
}

/// A file that is to be written.
#[derive(Debug)]
pub(super) struct Planned {
    /// Path below the folder.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
    /// Whether it is made by the program and of no interest line by line.
    pub(super) made: bool,
    /// What there is.
    pub(super) there: There,
}

impl Planned {
    /// Looks at a file's place.
    pub(super) fn new(root: &Path, path: &str, text: String, made: bool) -> Self {
        let there = match fs::read(root.join(path)) {
            Ok(bytes) if bytes == text.as_bytes() => There::Same,
            Ok(bytes) => There::Other(String::from_utf8_lossy(&bytes).into_owned()),
            Err(_) => There::New,
        };
        Self { path: path.to_owned(), text, made, there }
    }

    /// Writes it, where nothing is there yet.
    pub(super) fn write(&self, root: &Path) -> Result<(), Stop> {
        let disk = root.join(&self.path);
        let done = fs::create_dir_all(disk.parent().unwrap_or(root)).and_then(|()| {
            // Whoever was quicker wins: nothing is overwritten.
            let mut file = fs::File::create_new(&disk)?;
            io::Write::write_all(&mut file, self.text.as_bytes())
        });
        done.map_err(|error| {
            Stop::unreadable([Fault::new(&self.path, format!("can't be written: {}", error.kind()))])
        })
    }
}

/// The lines that differ, the old ones with `-`, the new ones with `+`, with the number of the first line of each place.
pub(super) fn difference(old: &str, new: &str, ink: Ink) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut out = String::new();
    let (mut left, mut right) = (0, 0);
    for (from, to) in pairs(&old, &new).into_iter().chain([(old.len(), new.len())]) {
        let gone = old.get(left..from).unwrap_or_default();
        let fresh = new.get(right..to).unwrap_or_default();
        if !gone.is_empty() || !fresh.is_empty() {
            out.push_str(&format!("@@ line {} @@\n", left + 1));
        }
        for (sign, style, lines) in [('-', RED, gone), ('+', GREEN, fresh)] {
            for line in lines {
                out.push_str(&ink.paint(style, &format!("{sign}{line}")));
                out.push('\n');
            }
        }
        (left, right) = (from + 1, to + 1);
    }
    out
}

/// The lines that both have, as pairs of positions, in order: a longest common subsequence.
fn pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // A file of that length is not the one that was written here: all of it differs.
    const LONG: usize = 2000;
    if old.len() > LONG {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut best = vec![0u32; (old.len() + 1) * width];
    let at = |best: &[u32], row: usize, column: usize| best.get(row * width + column).copied().unwrap_or(0);
    for (row, a) in old.iter().enumerate().rev() {
        for (column, b) in new.iter().enumerate().rev() {
            let value = if a == b {
                at(&best, row + 1, column + 1) + 1
            } else {
                at(&best, row + 1, column).max(at(&best, row, column + 1))
            };
            if let Some(cell) = best.get_mut(row * width + column) {
                *cell = value;
            }
        }
    }
    let (mut row, mut column, mut out) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (old.get(row), new.get(column)) {
        if a == b {
            out.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if at(&best, row + 1, column) >= at(&best, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    out
}
