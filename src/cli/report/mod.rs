//! `planbook report`.

mod html;
mod markdown;
mod outline;
mod text;

pub(super) use outline::sections;
pub(super) use text::write as text;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::exit::{Exit, Stop};
use crate::cli::kept::Kept;
use crate::cli::project::{Before, Project};
use crate::cli::terminal::Terminal;
use crate::contract::{self, Reports};
use crate::date::{Date, Week};
use crate::derive::{History, WeekReport};
use crate::diag::{Fault, Severity};
use crate::model::{Cut, PointId};
use crate::pipeline::{self, Judged};
use crate::read;

/// Print what happened in a week
///
/// What was done, started, added, dropped and reopened, which goalposts moved, and what is next: from the git history of
/// the plans alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook report                                 the week of the last commit
  planbook report --last                          the week before it
  planbook report --week 2026-W47                 a certain week
  planbook report --week 2026-W47 --format markdown
                                                  for a pull request or a chat
  planbook report --since v1.2                    since a tag
  planbook report --all --format json             every week, for programs: `planbook schema report`")]
pub(super) struct Report {
    /// The folder, or one plan
    #[arg(value_name = "DIR", default_value = ".")]
    path: PathBuf,
    /// The week, by ISO 8601
    #[arg(long, value_name = "WEEK", value_parser = week, conflicts_with_all = ["last", "all"])]
    week: Option<Week>,
    /// The week before the one of the last commit
    #[arg(long, conflicts_with = "all")]
    last: bool,
    /// What happened after a commit: a branch, a tag, a hash, `HEAD~10`
    #[arg(long, value_name = "REF", conflicts_with_all = ["week", "last", "all"])]
    since: Option<String>,
    /// Every week there is
    #[arg(long)]
    all: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The day to judge by, instead of that of the last commit
    #[arg(long, value_name = "DATE", value_parser = crate::cli::build::day)]
    as_of: Option<Date>,
    /// Read the whole history, and keep nothing for the next run
    #[arg(long)]
    no_cache: bool,
    /// The configuration, instead of the nearest book.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For pull requests, wikis and chats
    Markdown,
    /// For e-mail
    Html,
    /// For programs: `planbook schema report` describes it
    Json,
}

/// Reads a week for clap.
fn week(text: &str) -> Result<Week, String> {
    Week::parse(text).ok_or_else(|| "a week is written 2026-W47".to_owned())
}

impl Report {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let paths = std::slice::from_ref(&self.path);
        let kept = Kept::of_all(paths, !self.no_cache);
        let mut project = Project::for_reading(paths, self.config.as_deref(), Before::Kept(&kept))?;
        terminal.faults(&project.faults);
        project.leave_plans();
        let as_of = project.as_of(self.as_of);
        let tell = |project: &Project| pipeline::tell(&project.sources, &project.config, as_of);
        let judged = project.made(tell, |judged| judged);
        let Some(history) = &judged.derived.history else {
            return Err(Stop::unreadable([no_history(&self.path.display().to_string())]));
        };
        // Said before anything that may be missing for this reason.
        if let Some(cut) = judged.linked.corpus.past.as_ref().and_then(|past| past.cut) {
            terminal.faults(&[cut_off(&self.path.display().to_string(), cut)]);
        }
        let since = self.since.as_deref().map(|name| since(&project, &judged, history, name)).transpose()?;
        let weeks: Vec<&WeekReport> = if let Some(since) = &since {
            vec![since]
        } else if self.all {
            history.weeks.iter().collect()
        } else {
            self.one(&history.weeks)?.into_iter().collect()
        };
        let reports = Reports::of(&judged.linked, &judged.derived, &weeks);
        let each = |write: &dyn Fn(&contract::Report) -> String| {
            reports.weeks.iter().map(write).collect::<Vec<_>>().join("\n")
        };
        let text = match self.format {
            Format::Json => contract::json(&reports),
            Format::Text => each(&|report| text::write(report, terminal.out)),
            Format::Markdown => each(&markdown::write),
            Format::Html => each(&html::write),
        };
        terminal.print(&text)?;
        kept.learn(&project, &judged.linked);
        // The end of the program takes all of it at once.
        std::mem::forget((reports, text, judged, project));
        Ok(Exit::Fine)
    }

    /// The week that was asked for.
    fn one<'w>(&self, weeks: &'w [WeekReport]) -> Result<Option<&'w WeekReport>, Stop> {
        let newest = weeks.last();
        let wanted = match (self.week, self.last) {
            (Some(week), _) => week,
            (None, true) => match newest.and_then(|newest| newest.week.before()) {
                Some(week) => week,
                None => return Ok(None),
            },
            (None, false) => return Ok(newest),
        };
        match weeks.iter().find(|report| report.week == wanted) {
            Some(found) => Ok(Some(found)),
            None => {
                let range = weeks.first().zip(newest).map_or(String::new(), |(first, last)| {
                    format!("; there are reports from {} to {}", first.week, last.week)
                });
                let asked = if self.last { "--last" } else { "--week" };
                Err(Stop::usage([Fault::new(asked, format!("nothing is known of {wanted}{range}"))]))
            }
        }
    }
}

/// What to say where there is no history.
fn no_history(shown: &str) -> Fault {
    if !read::finds_git() {
        return Fault::new(shown, "has no history: the program `git` is not found, and there is no snapshot")
            .help("install git, or keep what the plans say with `planbook snapshot`");
    }
    Fault::new(shown, "has no history: it is in no git repository, or nothing of it is committed, and there is no snapshot")
        .help("commit the plans, or keep them with `planbook snapshot`; in CI fetch the whole history (`fetch-depth: 0`)")
}

/// What to say where the beginning of the history is missing.
fn cut_off(shown: &str, cut: Cut) -> Fault {
    let fault = Fault::new(shown, cut.words()).severity(Severity::Warning);
    match cut {
        Cut::Shallow => fault.help("fetch it whole: `git fetch --unshallow`, in CI `fetch-depth: 0`"),
        Cut::Long | Cut::Large => fault,
    }
}

/// What happened after the commit that `name` means.
fn since(project: &Project, judged: &Judged, history: &History, name: &str) -> Result<WeekReport, Stop> {
    let commit = read::named(&project.root, name).map_err(|fault| Stop::unreadable([fault]))?;
    let points = judged.linked.corpus.past.as_ref().map_or(&[][..], |past| &past.points);
    // Commits that changed no document are not among them: the last one up to that time stands for it.
    let exact = points.iter().position(|point| point.hash == commit.hash);
    let at = exact.or_else(|| points.iter().rposition(|point| point.time <= commit.time));
    let report =
        at.and_then(|at| history.since_point(&judged.linked, &judged.derived.apis, PointId(at as u32)));
    report.ok_or_else(|| {
        Stop::usage([Fault::new("--since", format!("nothing is known of the plans before {name}"))
            .help("name a later commit, or leave it out")])
    })
}
