//! How a command ends.

use std::io;
use std::process::ExitCode;

use crate::cli::terminal::Terminal;
use crate::diag::Fault;

/// The exit codes. They are the same for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// All is well.
    Fine = 0,
    /// There are findings at the level that was asked for.
    Findings = 1,
    /// Wrong arguments, a wrong book.toml, a folder that may not be replaced.
    Usage = 2,
    /// Something could not be read or written.
    Unreadable = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a command stopped before it was done.
#[derive(Debug)]
pub(super) struct Stop {
    exit: Exit,
    faults: Vec<Fault>,
}

impl Stop {
    /// The arguments or book.toml are wrong.
    pub(super) fn usage(faults: impl Into<Vec<Fault>>) -> Self {
        Self { exit: Exit::Usage, faults: faults.into() }
    }

    /// What was asked for could not be read or written.
    pub(super) fn unreadable(faults: impl Into<Vec<Fault>>) -> Self {
        Self { exit: Exit::Unreadable, faults: faults.into() }
    }

    /// Why.
    pub(super) fn faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Says why, and gives the exit code.
    pub(super) fn tell(self, terminal: &Terminal) -> Exit {
        terminal.faults(&self.faults);
        self.exit
    }
}

impl From<io::Error> for Stop {
    /// Printing failed. A reader who has seen enough (`planbook inspect … | head`) is no problem.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { exit: Exit::Fine, faults: Vec::new() };
        }
        Self::unreadable([Fault::new("standard output", format!("can't be written: {}", error.kind()))])
    }
}
