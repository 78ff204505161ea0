//! The command line. A new command is one file and two lines here.

use clap::{Parser, Subcommand};

use crate::cli::exit::{Exit, Stop};
use crate::cli::terminal::{Color, Terminal};
use crate::cli::{
    build, check, completions, diff, explain, init, inspect, new, report, schema, serve, snapshot, status,
};

/// Turns the plans, decisions, API definitions and history a team keeps in its repository into an accessible tracker
/// site that reviewers can trust.
#[derive(Debug, Parser)]
#[command(
    name = "planbook",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "\
Examples:
  planbook init                  look at this repository and prepare its tracker
  planbook serve                 serve the site on this machine and follow changes
  planbook build                 build the site of this folder into ./site
  planbook build plan.md         build the site of one plan
  planbook inspect docs/plan.md  print what planbook reads in a file

Exit codes:
  0  fine
  1  findings at or above the level that was asked for
  2  wrong arguments, or a fault in book.toml
  3  something could not be read or written"
)]
pub(super) struct Arguments {
    /// When to use colour: auto, always or never; auto heeds NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub(super) color: Color,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(build::Build),
    Check(check::Check),
    Completions(completions::Completions),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Init(init::Init),
    Inspect(inspect::Inspect),
    Man(completions::Man),
    New(new::New),
    Report(report::Report),
    Schema(schema::Schema),
    Serve(serve::Serve),
    Snapshot(snapshot::TakeSnapshot),
    Status(status::StatusOf),
}

impl Command {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        match self {
            Command::Build(build) => build.run(terminal),
            Command::Check(check) => check.run(terminal),
            Command::Completions(completions) => completions.run(terminal),
            Command::Diff(diff) => diff.run(terminal),
            Command::Explain(explain) => explain.run(terminal),
            Command::Init(init) => init.run(terminal),
            Command::Inspect(inspect) => inspect.run(terminal),
            Command::Man(man) => man.run(terminal),
            Command::New(new) => new.run(terminal),
            Command::Report(report) => report.run(terminal),
            Command::Schema(schema) => schema.run(terminal),
            Command::Serve(serve) => serve.run(terminal),
            Command::Snapshot(snapshot) => snapshot.run(terminal),
            Command::Status(status) => status.run(terminal),
        }
    }
}
