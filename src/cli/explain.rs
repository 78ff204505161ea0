//! `planbook explain`.

use clap::Args;

use crate::check::{self, Rule};
use crate::cli::exit::{Exit, Stop};
use crate::cli::terminal::{BOLD, Terminal};
use crate::diag::Fault;

/// Say what a check looks for, why, and what to do
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook explain PB101              what PB101 is
  planbook explain two-statuses       the same by its name
  planbook explain --all              the list of all checks")]
pub(super) struct Explain {
    /// The code or the name of a check
    #[arg(required_unless_present = "all", value_name = "CODE")]
    code: Option<String>,
    /// List every check
    #[arg(long, conflicts_with = "code")]
    all: bool,
}

impl Explain {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let text = match self.code {
            Some(code) => format!("{}\n", find(&code)?.text()),
            None => list(terminal),
        };
        terminal.print(&text)?;
        Ok(Exit::Fine)
    }
}

fn list(terminal: &Terminal) -> String {
    let rows = check::ALL.iter().map(|rule| {
        let code = terminal.out.paint(BOLD, rule.code.0);
        format!("{code}  {:7}  {:32} {}\n", rule.severity.word(), rule.name, rule.title())
    });
    rows.collect()
}

/// The check with this code or name.
pub(super) fn find(code: &str) -> Result<&'static Rule, Stop> {
    let wanted = code.trim().to_lowercase();
    let known = |rule: &&Rule| rule.code.0.to_lowercase() == wanted || rule.name == wanted;
    check::ALL.iter().find(known).ok_or_else(|| {
        let near = check::ALL.iter().flat_map(|rule| [rule.code.0, rule.name]).max_by(|a, b| {
            let closeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &wanted);
            closeness(a).total_cmp(&closeness(b))
        });
        let help = match near {
            Some(near) => format!("did you mean {near}? `planbook explain --all` lists them all"),
            None => "`planbook explain --all` lists them all".to_owned(),
        };
        Stop::usage([Fault::new(code, "there is no check of this code or name").help(help)])
    })
}
