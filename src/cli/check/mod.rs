//! `planbook check`.

mod fix;
mod github;
mod markdown;
mod text;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::check;
use crate::cli::exit::{Exit, Stop};
use crate::cli::explain;
use crate::cli::kept::Kept;
use crate::cli::project::{Before, Project};
use crate::cli::terminal::Terminal;
use crate::contract::{self, Findings};
use crate::diag::{Diagnostic, Fault, Severity};
use crate::pipeline::{self, Judged};

/// Say where plans contradict themselves or the evidence
///
/// Every finding quotes both sides with file, line and column. The exit code is 1 where a finding weighs as much as
/// --fail-on asks for and has no answer that holds.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook check                         all documents of this folder
  planbook check docs/plan.md            one of them
  planbook check --fail-on warning       be strict
  planbook check --select PB1,PB2        only claims and gates
  planbook check --format github         annotations in a pull request
  planbook check --fix --diff            show what --fix would change

`planbook explain CODE` says what a finding means.")]
pub(super) struct Check {
    /// Files and folders
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The configuration, instead of the nearest book.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The weight from which on a finding makes the check fail
    #[arg(long, value_enum, default_value = "error", value_name = "WEIGHT")]
    fail_on: Weight,
    /// Only these checks: codes, the beginnings of codes, or names, with commas between
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    select: Vec<String>,
    /// Not these checks
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    ignore: Vec<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Apply the safe patches
    #[arg(long, conflicts_with = "format")]
    fix: bool,
    /// Show the patches and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
    /// Read the whole history, and keep nothing for the next run
    #[arg(long)]
    no_cache: bool,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Weight {
    /// The plan can't be believed as it stands
    Error,
    /// A reviewer should look
    Warning,
    /// Worth knowing
    Note,
}

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: excerpts with both sides
    Text,
    /// For programs: `planbook schema findings` describes it
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit XML, for test reports
    Junit,
    /// A comment in a pull request
    Markdown,
}

impl Check {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let (select, ignore) = (codes(&self.select)?, codes(&self.ignore)?);
        // An empty variable in a script must not switch every check off.
        if !self.select.is_empty() && select.is_empty() {
            return Err(Stop::usage([
                Fault::new("--select", "it names no check").help("leave it out to run all of them")
            ]));
        }
        let kept = Kept::of_all(&self.paths, !self.no_cache);
        let mut project = Project::for_reading(&self.paths, self.config.as_deref(), Before::Kept(&kept))?;
        terminal.faults(&project.faults);
        let judge =
            |project: &Project| pipeline::judge(&project.sources, &project.config, project.as_of(None));
        let judged = project.made(judge, |judged| judged);
        kept.learn(&project, &judged.linked);
        let wanted = |finding: &&Diagnostic| {
            (self.select.is_empty() || select.contains(finding.code.0)) && !ignore.contains(finding.code.0)
        };
        let findings: Vec<Diagnostic> = judged.findings.iter().filter(wanted).cloned().collect();
        if self.fix || self.diff {
            return fix::run(&project, &judged.linked, &findings, self.diff, terminal);
        }
        terminal.print(&self.written(&judged, &findings, terminal))?;
        let fails = findings.iter().any(|finding| {
            finding.severity >= self.fail_on.severity()
                && finding.answer.as_ref().is_none_or(|answer| answer.expired)
        });
        let not_text = project.not_text(&judged.linked);
        terminal.faults(&not_text);
        Ok(match fails {
            _ if project.incomplete() || !not_text.is_empty() => Exit::Unreadable,
            true => Exit::Findings,
            false => Exit::Fine,
        })
    }

    fn written(&self, judged: &Judged, findings: &[Diagnostic], terminal: &Terminal) -> String {
        let records = || Findings::of(&judged.linked, findings);
        match self.format {
            Format::Text => text::write(&judged.linked, findings, terminal),
            Format::Json => contract::json(&records()),
            Format::Sarif => contract::sarif(&records(), &check::rules()),
            Format::Github => github::write(&records()),
            Format::Junit => {
                let documents: Vec<&str> =
                    judged.linked.documents.iter().map(|document| document.path.as_str()).collect();
                let rank =
                    |weight: &str| ["note", "warning", "error"].iter().position(|name| *name == weight);
                let least = rank(self.fail_on.severity().word());
                contract::junit(&records(), &documents, |weight| rank(weight) >= least)
            }
            Format::Markdown => markdown::write(&records()),
        }
    }
}

impl Weight {
    fn severity(self) -> Severity {
        match self {
            Weight::Error => Severity::Error,
            Weight::Warning => Severity::Warning,
            Weight::Note => Severity::Note,
        }
    }
}

/// The codes that are meant: `PB1` is all that begin so.
fn codes(words: &[String]) -> Result<BTreeSet<&'static str>, Stop> {
    let mut found = BTreeSet::new();
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let upper = word.to_uppercase();
        let before = found.len();
        let matching = check::ALL.iter().map(|rule| rule.code.0).filter(|code| code.starts_with(&upper));
        found.extend(matching);
        if found.len() == before && !found.contains(upper.as_str()) {
            found.insert(explain::find(word)?.code.0);
        }
    }
    Ok(found)
}
