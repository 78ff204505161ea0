//! What a build says when it is done.

use std::time::Duration;

use crate::cli::project::Project;
use crate::cli::terminal::{BOLD, DIM, Ink, RED, YELLOW};
use crate::cli::words::{count, kind, number, parts, percent, visible};
use crate::contract::{Built, Commit, Files};
use crate::date::Date;
use crate::diag::Severity;
use crate::model::Status;
use crate::site::Summary;
use crate::write::Written;

/// Everything a build can say.
pub(super) struct Report<'a> {
    /// What was opened.
    pub(super) project: &'a Project,
    /// What was read and made.
    pub(super) summary: &'a Summary,
    /// What was written.
    pub(super) written: Written,
    /// Where it was written, as the user would name it.
    pub(super) out: &'a str,
    /// The day it speaks of.
    pub(super) as_of: Option<Date>,
    /// How long it took.
    pub(super) took: Duration,
}

impl Report<'_> {
    /// A few lines for people.
    pub(super) fn text(&self, ink: Ink) -> String {
        let summary = self.summary;
        let mut out = String::new();
        let mut line = |name: &str, text: String| {
            out.push_str(&format!("{}{text}\n", ink.paint(BOLD, &format!("{name:<10}"))));
        };
        line("Read", self.documents());
        let items = summary.items.total();
        if items > 0 {
            line(
                "Work",
                format!(
                    "{}: {}",
                    count(items, "item"),
                    parts(Status::ALL.map(|status| (status.words(), summary.items.get(status))))
                ),
            );
        }
        if summary.lines.0 > 0 {
            line("Coverage", self.coverage());
        }
        line("Findings", self.findings(ink));
        if let Some(as_of) = self.as_of() {
            line("As of", as_of);
        }
        line("Site", self.site());
        out
    }

    fn documents(&self) -> String {
        let summary = self.summary;
        let kinds = summary.kinds.iter().filter(|(_, value)| *value > 0);
        let kinds = kinds.map(|(name, value)| count(*value, kind(name))).collect::<Vec<_>>().join(", ");
        let lost = self.project.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        let lost = if lost > 0 { "; not everything could be read, see the errors" } else { "" };
        let idle = match self.summary.idle {
            0 => String::new(),
            idle => format!("; {} with nothing for a tracker, not published", count(idle, "data file")),
        };
        format!("{kinds}{idle}{lost}")
    }

    fn coverage(&self) -> String {
        let (all, unread) = self.summary.lines;
        match unread {
            0 => format!("every one of {} in plans and reports understood", count(all, "line")),
            _ => format!(
                "{} % of {} in plans and reports understood, {} not: `planbook inspect` lists them",
                percent(all - unread.min(all), all),
                count(all, "line"),
                number(unread)
            ),
        }
    }

    fn findings(&self, ink: Ink) -> String {
        let (errors, warnings, notes) = self.summary.findings;
        let some = [(errors, "error", Some(RED)), (warnings, "warning", Some(YELLOW)), (notes, "note", None)];
        let words: Vec<String> = some
            .into_iter()
            .filter(|(value, ..)| *value > 0)
            .map(|(value, noun, style)| match style {
                Some(style) => ink.paint(style, &count(value, noun)),
                None => count(value, noun),
            })
            .collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    }

    /// The day and the commit the site speaks of.
    fn as_of(&self) -> Option<String> {
        let day = self.as_of.map(|day| day.to_string());
        let Some(commit) = &self.project.sources.commit else { return day };
        let short: String = commit.hash.chars().take(10).collect();
        let dirty = if commit.dirty { ", with changes that are not committed" } else { "" };
        let day = day.unwrap_or_else(|| commit.date.clone());
        Some(format!("{day}, commit {short}{dirty}"))
    }

    fn site(&self) -> String {
        let changed = match (self.written.changed, self.written.removed) {
            (0, 0) => "nothing changed".to_owned(),
            (changed, 0) => format!("{} changed", count(changed, "file")),
            (changed, removed) => format!("{} changed, {} removed", count(changed, "file"), number(removed)),
        };
        let pages = count(self.summary.pages, "page");
        format!("{pages} in {} ({changed}), {:.2} s", self.out, self.took.as_secs_f64())
    }

    /// What each file was taken for, and what was left out.
    pub(super) fn files(&self, ink: Ink) -> String {
        let mut out = String::new();
        let left_out = self.project.left_out.iter().map(|left| (left.path.as_str(), "left out", left.why));
        let taken =
            self.summary.taken.iter().map(|taken| (taken.path.as_str(), taken.kind, taken.why.as_str()));
        for (path, kind, why) in taken.chain(left_out) {
            let why = if why.is_empty() { String::new() } else { format!(": {}", visible(why)) };
            let path = visible(path);
            let kind = ink.paint(BOLD, &format!("{kind:<13}"));
            out.push_str(&format!("{kind} {path}{}\n", ink.paint(DIM, &why)));
        }
        out
    }

    /// The same for programs.
    pub(super) fn record(&self) -> Built {
        let Written { changed, kept, removed } = self.written;
        let unreadable = self.project.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        Built {
            as_of: self.as_of.map(|day| day.to_string()),
            commit: self.project.sources.commit.as_ref().map(|commit| Commit {
                hash: commit.hash.clone(),
                date: commit.date.clone(),
                dirty: commit.dirty,
            }),
            out: self.out.to_owned(),
            unreadable: unreadable as u32,
            files: Files { changed, kept, removed },
            seconds: (self.took.as_secs_f64() * 1000.0).round() / 1000.0,
            ..Built::of(self.summary)
        }
    }
}
