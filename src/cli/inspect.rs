//! `planbook inspect`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::exit::{Exit, Stop};
use crate::cli::outline::Outline;
use crate::cli::project::Project;
use crate::cli::terminal::Terminal;
use crate::contract::{self, Inspected};
use crate::pipeline;

/// Print what planbook reads in files
///
/// What each file is taken for and why, its phases with their progress, its items by state, its criteria, gates and
/// scores, the lines that were not understood, and what was found.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook inspect TODO.md                 one file
  planbook inspect TODO.md --items         with every item
  planbook inspect docs plans              all documents of two folders
  planbook inspect plan.md --format json   everything, for programs: `planbook schema inspect`")]
pub(super) struct Inspect {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The configuration, instead of the nearest book.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List every item
    #[arg(long)]
    items: bool,
}

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `planbook schema inspect` describes it
    Json,
}

impl Inspect {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let project = Project::for_looking(&self.paths, self.config.as_deref())?;
        terminal.faults(&project.faults);
        let judged = pipeline::judge(&project.sources, &project.config, project.as_of(None));
        let text = match self.format {
            Format::Text => Outline::new(&judged, terminal, self.items).text(),
            Format::Json => contract::json(&Inspected::of(&judged.linked, &judged.findings)),
        };
        terminal.print(&text)?;
        let not_text = project.not_text(&judged.linked);
        terminal.faults(&not_text);
        Ok(if project.incomplete() || !not_text.is_empty() { Exit::Unreadable } else { Exit::Fine })
    }
}
