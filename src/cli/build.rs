//! `planbook build`.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use crate::cli::asked::Asked;
use crate::cli::exit::{Exit, Stop};
use crate::cli::kept::Kept;
use crate::cli::progress::Progress;
use crate::cli::project::{Before, Project};
use crate::cli::settings;
use crate::cli::summary::Report;
use crate::cli::terminal::Terminal;
use crate::cli::words::count;
use crate::contract::{self, Finding};
use crate::date::Date;
use crate::diag::{Diagnostic, Fault, Severity};
use crate::link::Linked;
use crate::{pipeline, write};

/// Build the site
///
/// Reads every plan, decision, definition and page of a folder, or one file, and writes a site that can be opened from
/// disk or published anywhere. Nothing has to be configured.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook build                        this folder, into ./site
  planbook build docs --out public      another folder, to another place
  planbook build plan.md                one plan, into ./site
  planbook build --strict --quiet       for CI: exit code 1 when there are errors or warnings
  planbook build --as-of 2026-11-21     judge ages and due dates as of that day")]
pub(super) struct Build {
    /// The folder, or one file
    #[arg(value_name = "DIR", default_value = ".")]
    path: PathBuf,
    /// Where the site goes, instead of `build-dir` in book.toml or `site` in the folder
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The configuration, instead of book.toml in the folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Replace the output folder even if planbook did not make it
    #[arg(long)]
    force: bool,
    /// Fail when there are errors or warnings that nobody has answered
    #[arg(long)]
    strict: bool,
    /// The address the site is published under, instead of `url` in book.toml
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    url: Option<String>,
    /// The day to judge by, instead of that of the last commit
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Read the whole history and draw every diagram anew, and keep nothing for the next run
    #[arg(long)]
    no_cache: bool,
    /// Say nothing but what went wrong
    #[arg(long, short, conflicts_with_all = ["verbose", "json"])]
    quiet: bool,
    /// Say what each file was taken for, and why
    #[arg(long, short, conflicts_with = "json")]
    verbose: bool,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

/// Reads a day for clap.
pub(super) fn day(text: &str) -> Result<Date, String> {
    crate::date::parse(text).ok_or_else(|| "a day is written 2026-11-21".to_owned())
}

/// Reads a web address for clap; it is the address of a folder.
fn address(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(['<', '>', '"', ' ', '?', '#'])) {
        return Err("an address is written in full: https://example.org/tracker/".to_owned());
    }
    Ok(format!("{}/", text.trim_end_matches('/')))
}

impl Build {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let begun = Instant::now();
        let asked = Asked::find(&self.path).map_err(|fault| Stop::unreadable([fault]))?;
        let mut config = settings::of(&asked, self.config.as_deref())?;
        config.site_url = self.url.clone().or(config.site_url);
        // The site of a single file goes to the current folder.
        let shown = match &self.out {
            Some(out) => out.display().to_string(),
            None if asked.folder => asked.inside(&config.build_dir),
            None => config.build_dir.clone(),
        };
        let out = absolute(shown.as_ref());
        write::check(&out, &shown, asked.root(), self.force).map_err(|fault| Stop::usage([fault]))?;
        let progress = Progress::new(terminal, 3, !self.quiet && !self.json);
        progress.step("reading");
        let kept = Kept::of(&asked.real, !self.no_cache);
        let mut project = Project::for_site(&asked, config, &out, Before::Kept(&kept))?;
        kept.load(&mut project.sources);
        progress.step(&format!("making pages of {}", count(project.sources.files.len() as u64, "document")));
        let as_of = project.as_of(self.as_of);
        let build = |project: &Project| pipeline::build(&project.sources, &project.config, as_of);
        let (site, judged) = project.made(build, |(_, judged)| judged);
        let not_text = project.not_text(&judged.linked);
        if !not_text.is_empty() {
            return Err(Stop::unreadable(not_text));
        }
        progress.step("writing");
        let written = write::write(&site, &out).map_err(|fault| Stop::unreadable([fault]))?;
        kept.save(&judged.linked.corpus.drawings);
        kept.learn(&project, &judged.linked);
        let took = begun.elapsed();
        drop(progress);
        terminal.faults(&project.faults);
        terminal.faults(&site.faults);
        let report = Report { project: &project, summary: &site.summary, written, out: &shown, as_of, took };
        self.print(&report, terminal)?;
        let open: Vec<&Diagnostic> = judged.findings.iter().filter(|finding| open(finding)).collect();
        let exit = if project.incomplete() {
            Exit::Unreadable
        } else if self.strict && !open.is_empty() {
            terminal.faults(&refused(&judged.linked, &open));
            Exit::Findings
        } else {
            Exit::Fine
        };
        // The program ends here: the system takes back a big site at once, value by value it would take a while.
        std::mem::forget((site, judged, project));
        Ok(exit)
    }
}

impl Build {
    fn print(&self, report: &Report<'_>, terminal: &Terminal) -> io::Result<()> {
        if self.json {
            return terminal.print(&contract::json(&report.record()));
        }
        if self.verbose {
            terminal.print(&report.files(terminal.out))?;
        }
        if self.quiet { Ok(()) } else { terminal.print(&report.text(terminal.out)) }
    }
}

/// Whether a finding weighs enough to fail a strict build.
fn open(finding: &Diagnostic) -> bool {
    finding.severity >= Severity::Warning && finding.answer.as_ref().is_none_or(|answer| answer.expired)
}

/// Why a strict build fails: the first findings, one a line.
fn refused(linked: &Linked, open: &[&Diagnostic]) -> Vec<Fault> {
    const SHOWN: usize = 20;
    let one = |finding: &&Diagnostic| {
        let finding = Finding::of(linked, finding);
        let first = finding.places.first().map(|quote| &quote.spot);
        let fault = Fault::new(
            first.map_or("", |spot| spot.path.as_str()),
            format!("{} ({})", finding.message, finding.code),
        );
        let fault = first.map_or(fault.clone(), |spot| fault.at(spot.line, spot.column));
        fault.severity(if finding.severity == "error" { Severity::Error } else { Severity::Warning })
    };
    let mut faults: Vec<Fault> = open.iter().take(SHOWN).map(one).collect();
    if open.len() > SHOWN {
        let more = count((open.len() - SHOWN) as u64, "finding");
        faults.push(Fault::new("--strict", format!("{more} more: the page of findings lists them all")));
    }
    faults
}

fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    full.canonicalize().unwrap_or(full)
}
