//! `planbook new report`: an iteration report with the next number, whose measurements begin where the last report's ended.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::exit::{Exit, Stop};
use crate::cli::new::blank::{create, filled, own};
use crate::cli::project::Project;
use crate::cli::terminal::Terminal;
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
        let template = project.as_ref().and_then(|project| own(project, "report.md"));
        let template = template.as_deref().unwrap_or(include_str!("report.md"));
        create(Path::new(&path), &text(template, number, self.period.as_deref(), last.as_ref()))?;
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

/// A template filled: with what the last report measured, wanted next and was held up by.
fn text(template: &str, number: u64, period: Option<&str>, last: Option<&Last<'_>>) -> String {
    let changes = last.map(|last| last.report.changes.as_slice()).unwrap_or_default();
    let metrics = changes.iter().map(|change| {
        let unit = change.unit.as_deref().map_or(String::new(), |unit| match unit {
            "%" => "%".to_owned(),
            unit => format!(" {unit}"),
        });
        format!("| {} | {}{unit} | TODO |", change.name, change.after)
    });
    let next = last.map(|last| last.report.next.as_slice()).unwrap_or_default();
    let blockers = last.map(|last| last.report.blockers.as_slice()).unwrap_or_default();
    let values = [
        ("number", number.to_string()),
        ("period", period.unwrap_or("TODO").to_owned()),
        ("metrics", lines(metrics, "| TODO | TODO | TODO |")),
        ("next", lines(next.iter().map(|line| format!("1. {}", line.text)), "1. TODO")),
        ("blockers", lines(blockers.iter().map(|line| format!("- {}", line.text)), "- None")),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    filled(template, &values)
}

fn lines(lines: impl Iterator<Item = String>, none: &str) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { none.to_owned() } else { lines.join("\n") }
}
