//! `planbook snapshot`: keeps what the documents say today, where no git does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::asked::Asked;
use crate::cli::exit::{Exit, Stop};
use crate::cli::new::today;
use crate::cli::settings;
use crate::cli::terminal::Terminal;
use crate::cli::words::{count, visible};
use crate::date::Date;
use crate::diag::Fault;
use crate::discover;
use crate::read::{self, Past, SNAPSHOTS, TEXTS};

/// Keep what the documents say today, where there is no git
///
/// Weekly reports and histories are told from commits. Where there is no git, they are told from snapshots: each counts as a
/// commit of its day. A snapshot of the same day is replaced. In a git repository none is needed, and none is read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook snapshot                     of this folder, today
  planbook snapshot --date 2026-11-15   of an older state that was put back into the folder")]
pub(super) struct TakeSnapshot {
    /// The folder
    #[arg(value_name = "DIR", default_value = ".")]
    path: PathBuf,
    /// The day it is of, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::cli::build::day)]
    date: Option<Date>,
}

impl TakeSnapshot {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let asked = Asked::find(&self.path).map_err(|fault| Stop::unreadable([fault]))?;
        if !asked.folder {
            let fault = Fault::new(&asked.shown, "is a file: a snapshot is taken of a folder");
            return Err(Stop::usage([fault.help("name the folder it lies in")]));
        }
        let config = settings::of(&asked, None)?;
        let out = asked.real.join(&config.build_dir);
        let inventory = discover::discover(&asked.real, &config, Some(&out));
        let (sources, faults) = read::read(&inventory, &config, Past::Left);
        if sources.commit.is_some() {
            let fault = Fault::new(&asked.shown, "is in a git repository, whose commits are the history");
            return Err(Stop::usage([fault.help("commit the documents: `git add -A && git commit`")]));
        }
        let Some(day) = self.date.or_else(today) else {
            let fault = Fault::new("--date", "the clock of this machine tells no day");
            return Err(Stop::usage([fault.help("name the day: --date 2026-11-15")]));
        };
        let (snapshot, texts) = read::snapshot(&inventory, &sources);
        if snapshot.files.is_empty() {
            let fault = Fault::new(&asked.shown, "holds no plan, decision, report or definition to keep");
            return Err(Stop::unreadable([
                fault.help("`planbook build --verbose` says what each file was taken for")
            ]));
        }
        let root = &asked.real;
        for (hash, bytes) in &texts {
            let path = format!("{TEXTS}/{hash}");
            // A text that is there already is the same: its name is its hash.
            if fs::read(root.join(&path)).ok().as_deref() != Some(bytes) {
                write(root, &path, bytes)?;
            }
        }
        // The list comes last: it never names a text that is not there.
        let path = format!("{SNAPSHOTS}/{day}.txt");
        write(root, &path, snapshot.text().as_bytes())?;
        let documents = count(snapshot.files.len() as u64, "document");
        terminal.print(&format!("{}: {documents}\n", visible(&asked.inside(&path))))?;
        terminal.faults(&[inventory.faults, faults].concat());
        Ok(Exit::Fine)
    }
}

/// Writes a file in whole or not at all.
fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Stop> {
    let disk = root.join(path);
    let new = disk.with_extension("new");
    let done = fs::create_dir_all(disk.parent().unwrap_or(root))
        .and_then(|()| fs::write(&new, bytes))
        .and_then(|()| fs::rename(&new, &disk));
    done.map_err(|error: io::Error| {
        Stop::unreadable([Fault::new(path, format!("can't be written: {}", error.kind()))])
    })
}
