//! Where words go: standard output for what was asked for, standard error for everything else. Colour only where
//! someone sees it.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use crate::cli::words::visible;
use crate::diag::{Fault, Severity};

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The two streams, and what they can show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    /// Whether standard output takes colour.
    pub(super) out: Ink,
    /// Whether standard error takes colour.
    pub(super) err: Ink,
    /// Columns to fill: those of the terminal, 100 where there is none.
    pub(super) width: usize,
    /// Whether somebody watches standard error.
    pub(super) watched: bool,
}

/// Paints words, or leaves them plain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink(bool);

/// Words that weigh.
pub(super) const BOLD: Style = Style::new().bold();
/// Words that may be skipped.
pub(super) const DIM: Style = Style::new().dimmed();
/// What is done.
pub(super) const GREEN: Style = AnsiColor::Green.on_default();
/// What goes on.
pub(super) const BLUE: Style = AnsiColor::Cyan.on_default();
/// What needs a look.
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default();
/// What is wrong.
pub(super) const RED: Style = AnsiColor::Red.on_default();

impl Ink {
    /// Whether no colour is used.
    pub(super) fn is_plain(self) -> bool {
        !self.0
    }

    /// `text` in a style, where colour is used.
    pub(super) fn paint(self, style: Style, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

impl Terminal {
    /// The streams of this process.
    pub(super) fn new(color: Color) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let ink = |terminal: bool| {
            Ink(match color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => terminal && !dumb && !set("NO_COLOR"),
            })
        };
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let size = terminal_size::terminal_size().filter(|_| out);
        let width = size.map_or(100, |(terminal_size::Width(columns), _)| columns as usize).max(40);
        Self { out: ink(out), err: ink(err), width, watched: err && !dumb }
    }

    /// Prints what was asked for.
    pub(super) fn print(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Says something beside it.
    pub(super) fn say(&self, text: &str) {
        // Nobody is left to be told that nobody can be told.
        drop(writeln!(io::stderr().lock(), "{text}"));
    }

    /// Says what went wrong, the worst last: it stays in sight.
    pub(super) fn faults(&self, faults: &[Fault]) {
        let mut faults: Vec<&Fault> = faults.iter().collect();
        faults.sort_by_key(|fault| fault.severity);
        for fault in faults {
            let style = match fault.severity {
                Severity::Error => RED,
                Severity::Warning => YELLOW,
                Severity::Note => BLUE,
            };
            let word = self.err.paint(style.bold(), fault.severity.word());
            let lines = fault.to_string();
            let lines: Vec<_> = lines.lines().map(visible).collect();
            self.say(&format!("{word}: {}", lines.join("\n")));
        }
    }
}
