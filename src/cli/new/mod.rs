//! `planbook new`: a document in the form that its folder already has, or from a template.

mod adr;
mod blank;
mod report;

pub(super) use blank::today;

use clap::{Args, Subcommand};

use crate::cli::exit::{Exit, Stop};
use crate::cli::terminal::Terminal;

/// Write a new document in the form that the others have
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook new plan \"Move to the new berth\"      a plan, where the plans are
  planbook new adr \"Use one queue\"               the next decision record
  planbook new page \"Runbook\" --in docs/runbooks

In a project with a book.toml, templates/new/plan.md, plan.yaml, adr.md, report.md and page.md take the place of the
built-in forms.")]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Adr(adr::Adr),
    Page(blank::NewPage),
    Plan(blank::NewPlan),
    Report(report::Report),
}

impl New {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        match self.what {
            What::Adr(adr) => adr.run(terminal),
            What::Page(page) => page.run(terminal),
            What::Plan(plan) => plan.run(terminal),
            What::Report(report) => report.run(terminal),
        }
    }
}
