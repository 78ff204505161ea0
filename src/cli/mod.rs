//! Arguments and commands. The only part of the program that prints.

mod args;
mod asked;
mod bar;
mod build;
mod check;
mod completions;
mod diff;
mod exit;
mod explain;
mod init;
mod inspect;
mod kept;
mod new;
mod outline;
mod progress;
mod project;
mod report;
mod schema;
pub mod serve;
mod settings;
mod snapshot;
mod status;
mod summary;
mod terminal;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::Arguments;
use crate::cli::terminal::Terminal;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    match arguments.command.run(&terminal) {
        Ok(exit) => exit.into(),
        Err(stop) => stop.tell(&terminal).into(),
    }
}
