//! `planbook diff`.

mod branch;
mod markdown;
mod text;
mod version;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::exit::{Exit, Stop};
use crate::cli::terminal::Terminal;
use crate::contract::{self, ApiChanges};
use crate::derive::api_change::{self, Change, Impact, Version};
use crate::diag::Fault;
use crate::parse::api::{Reader, Resolver};
use version::Read;

/// Say what changed between two API definitions, or what a branch does to the tracker
///
/// With a range of commits: which items it finishes, adds and reopens, which gates, claims and decisions it changes, what it
/// changes in API definitions, which findings are new and which are resolved, since it branched off. A comment in Markdown is empty where no fact changed.
///
/// With two definitions: both may be of any version of OpenAPI, as YAML or JSON. Every change has a rule with a code and a weight: what breaks
/// clients, what may break careless ones, deprecations, additions, words. What a change means depends on the way a value
/// goes: a request may ask for less, a response may promise more, never the other way round.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook diff main..HEAD                              what this branch does to the plans
  planbook diff main..HEAD --format markdown            for one comment in a pull request
  planbook diff main..HEAD --fail-on breaking           exit code 1 where the branch breaks clients of an API
  planbook diff old.yaml new.yaml                       what changed in an API
  planbook diff old.yaml new.yaml --fail-on breaking    exit code 1 where clients break
  planbook diff old.yaml new.yaml --format markdown     for a comment or a changelog
  planbook diff old.yaml new.yaml --format json         for programs: `planbook schema diff`")]
pub(super) struct Diff {
    /// The old definition, or a range of commits
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new definition
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// The weight from which on a change makes the command fail
    #[arg(long, value_enum, value_name = "WEIGHT")]
    fail_on: Option<Weight>,
    /// The lightest changes that are told
    #[arg(long, value_enum, default_value = "editorial", value_name = "WEIGHT")]
    least: Weight,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How much a change weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Weight {
    /// Clients that kept to the old version may be refused or misled
    Breaking,
    /// Careless clients may be
    Risky,
    /// Something is going to be taken away
    Deprecation,
    /// There is more than before
    Addition,
    /// Only words changed
    Editorial,
}

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For a comment, a changelog
    Markdown,
    /// For programs: `planbook schema diff` describes it
    Json,
}

impl Diff {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        if let (None, Some((base, head))) = (&self.new, branch::range(&self.old)) {
            let mut fails = false;
            let told = branch::compare((&base, &head), |definitions| {
                for one in definitions.iter_mut() {
                    fails |= self.fails(&one.changes) || self.fail_on.is_some() && one.new.is_none();
                    one.changes.retain(|change| change.rule.impact <= self.least.impact());
                }
                definitions.retain(|one| one.old.is_none() || one.new.is_none() || !one.changes.is_empty());
            })?;
            terminal.print(&match self.format {
                Format::Text => branch::for_people(&told, terminal),
                Format::Markdown => branch::markdown(&told),
                Format::Json => contract::json(&told),
            })?;
            return Ok(if fails { Exit::Findings } else { Exit::Fine });
        }
        let Some(new) = &self.new else {
            let fault = Fault::new(self.old.display().to_string(), "there is nothing to compare it with");
            return Err(Stop::usage([fault.help("name two definitions (`planbook diff OLD NEW`) or a range of commits (`planbook diff main..HEAD`)")]));
        };
        let (old, new) = (Read::open(&self.old, terminal)?, Read::open(new, terminal)?);
        let resolvers = (resolver(&old), resolver(&new));
        let (Some(before), Some(after)) = (version(&old, &resolvers.0), version(&new, &resolvers.1)) else {
            return Err(Stop::unreadable([Fault::new("diff", "there is nothing to compare")]));
        };
        let mut changes = api_change::compare(before, after);
        let fails = self.fails(&changes);
        changes.retain(|change| change.rule.impact <= self.least.impact());
        let mut told = ApiChanges::of((&old.linked, before.api), (&new.linked, after.api), &changes);
        as_given(&mut told, &old, &new);
        terminal.print(&match self.format {
            Format::Text => text::write(&told, terminal),
            Format::Markdown => markdown::write(&told),
            Format::Json => contract::json(&told),
        })?;
        Ok(if fails { Exit::Findings } else { Exit::Fine })
    }
}

impl Diff {
    /// Whether one of the changes weighs as much as was asked for.
    fn fails(&self, changes: &[Change]) -> bool {
        self.fail_on.is_some_and(|least| changes.iter().any(|change| change.rule.impact <= least.impact()))
    }
}

/// Calls all files as they were given.
fn as_given(told: &mut ApiChanges, old: &Read, new: &Read) {
    told.old.path = old.given(&told.old.path);
    told.new.path = new.given(&told.new.path);
    for change in &mut told.changes {
        for (spot, read) in [(&mut change.old, old), (&mut change.new, new)] {
            if let Some(spot) = spot.as_mut() {
                spot.path = read.given(&spot.path);
            }
        }
    }
}

fn resolver(read: &Read) -> Resolver<'_> {
    Resolver::new(&read.linked.documents, read.linked.corpus.apis.iter().map(|api| api.doc))
}

fn version<'r>(read: &'r Read, resolver: &'r Resolver<'r>) -> Option<Version<'r>> {
    let api = read.api()?;
    let root = resolver.root(api.doc)?;
    Some(Version { api, reader: Reader { resolver, root, oas: api.oas } })
}

impl Weight {
    fn impact(self) -> Impact {
        match self {
            Weight::Breaking => Impact::Breaking,
            Weight::Risky => Impact::Risky,
            Weight::Deprecation => Impact::Deprecation,
            Weight::Addition => Impact::Addition,
            Weight::Editorial => Impact::Editorial,
        }
    }
}
