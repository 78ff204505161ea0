//! `planbook new report`: an iteration report with the next number, whose measurements begin where the last report's ended.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::exit::{Exit, Stop};
use crate::cli::project::Project;
use crate::cli::terminal::Terminal;
use crate::diag::Fault;
use crate::link::Linked;
use crate::model::{Iteration, Kind};
use crate::pipeline;

/// Write an iteration report with the next number; its measurements begin where the last report's ended
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook new report                     beside the last report, or in reports/
  planbook new report --in docs/reports   in a folder of your choice")]
pub(super) struct Report {
    /// The folder of the reports; without it, that of the last report, or reports
    #[arg(long = "in", value_name = "DIR")]
    folder: Option<String>,
    /// The days it speaks of, such as "2026-11-16 to 2026-11-22"
    #[arg(long, value_name = "DAYS")]
    period: Option<String>,
}

/// The last report: its file, its number, what it says.
struct Last<'a> {
    path: &'a str,
    number: u64,
    report: &'a Iteration,
}

impl Report {
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let project = Project::for_looking(&[PathBuf::from(".")], None).ok();
        let judged = project.as_ref().map(|project| pipeline::judge(&project.sources, &project.config, None));
        let asked =
            self.folder.as_deref().map(|folder| folder.trim_start_matches("./").trim_end_matches('/'));
        let last = judged.as_ref().and_then(|judged| last(&judged.linked, asked));
        let number = last.as_ref().map_or(1, |last| last.number + 1);
        let folder = match (asked, &last) {
            (Some(folder), _) => folder.to_owned(),
            (None, Some(last)) => {
                last.path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
            }
            (None, None) => "reports".to_owned(),
        };
        let name = last
            .as_ref()
            .and_then(|last| renamed(last, number))
            .unwrap_or_else(|| format!("iteration-{number}.md"));
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let disk = Path::new(&path);
        if disk.exists() {
            return Err(Stop::usage([Fault::new(&path, "is there already: nothing was written")]));
        }
        let failed = |error: std::io::Error| {
            Stop::unreadable([Fault::new(path.clone(), format!("can't be written: {}", error.kind()))])
        };
        fs::create_dir_all(disk.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        fs::write(disk, text(number, self.period.as_deref(), last.as_ref())).map_err(failed)?;
        terminal.print(&format!("{path}\n"))?;
        Ok(Exit::Fine)
    }
}

/// The report with the highest number, in the folder that was asked for.
fn last<'a>(linked: &'a Linked, folder: Option<&str>) -> Option<Last<'a>> {
    let reports = linked.corpus.iterations.iter().filter_map(|report| {
        let known = linked.entry(report.doc).is_some_and(|entry| entry.kind == Kind::Report);
        let path = linked.document(report.doc).filter(|_| known)?.path.as_str();
        let here =
            folder.is_none_or(|folder| path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder);
        let number = report.number.as_deref().filter(|_| here)?.parse().ok()?;
        Some(Last { path, number, report })
    });
    reports.max_by_key(|last| last.number)
}

/// The last report's name with the new number in place of its own, as many digits wide.
fn renamed(last: &Last<'_>, number: u64) -> Option<String> {
    let name = last.path.rsplit('/').next()?;
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let digits: String = name.get(start..)?.chars().take_while(char::is_ascii_digit).collect();
    (digits.parse() == Ok(last.number)).then(|| {
        let width = digits.len();
        name.replacen(&digits, &format!("{number:0width$}"), 1)
    })
}

fn text(number: u64, period: Option<&str>, last: Option<&Last<'_>>) -> String {
    let mut out = format!("# Iteration {number} Report\n\n**Period**: {}\n", period.unwrap_or("TODO"));
    for (heading, hint) in [
        ("Areas Analyzed", "- TODO: what was looked at"),
        ("Research Findings", "- TODO: what was found"),
        ("Improvements Implemented", "- TODO: what was done (`path/of/the/file`)"),
        ("Tests Added", "- TODO: which tests"),
    ] {
        let _ = write!(out, "\n## {heading}\n\n{hint}\n");
    }
    out.push_str("\n## Metrics\n\n| Metric | Before | After |\n|--------|--------|-------|\n");
    let changes = last.map(|last| last.report.changes.as_slice()).unwrap_or_default();
    for change in changes {
        let unit = change.unit.as_deref().map_or(String::new(), |unit| match unit {
            "%" => "%".to_owned(),
            unit => format!(" {unit}"),
        });
        let _ = writeln!(out, "| {} | {}{unit} | TODO |", change.name, change.after);
    }
    if changes.is_empty() {
        out.push_str("| TODO | TODO | TODO |\n");
    }
    out.push_str("\n## Next Iteration Priorities\n\n");
    for line in last.map(|last| last.report.next.as_slice()).unwrap_or_default() {
        let _ = writeln!(out, "1. {}", line.text);
    }
    if last.is_none_or(|last| last.report.next.is_empty()) {
        out.push_str("1. TODO\n");
    }
    out.push_str("\n## Blockers\n\n");
    for line in last.map(|last| last.report.blockers.as_slice()).unwrap_or_default() {
        let _ = writeln!(out, "- {}", line.text);
    }
    if last.is_none_or(|last| last.report.blockers.is_empty()) {
        out.push_str("- None\n");
    }
    out
}
