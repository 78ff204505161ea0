//! `planbook completions` and `planbook man`: made from the arguments themselves.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::args::Arguments;
use crate::cli::exit::{Exit, Stop};
use crate::cli::terminal::Terminal;
use crate::diag::Fault;

/// Print what a shell needs to complete commands and options
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook completions bash > ~/.local/share/bash-completion/completions/planbook
  planbook completions zsh > ~/.zfunc/_planbook
  planbook completions fish > ~/.config/fish/completions/planbook.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "planbook", &mut text);
        terminal.print(&String::from_utf8_lossy(&text))?;
        Ok(Exit::Fine)
    }
}

/// Print the page of the manual for `man`, or write one for each command
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook man | man -l -                        read it
  planbook man --out ~/.local/share/man/man1     a page for each command")]
pub(super) struct Man {
    /// The folder for the pages
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let mut command = Arguments::command();
        let Some(out) = self.out else {
            let mut text = Vec::new();
            clap_mangen::Man::new(command).render(&mut text)?;
            terminal.print(&String::from_utf8_lossy(&text))?;
            return Ok(Exit::Fine);
        };
        let failed = |error: std::io::Error| {
            Stop::unreadable([Fault::new(
                out.display().to_string(),
                format!("can't be written: {}", error.kind()),
            )])
        };
        fs::create_dir_all(&out).map_err(failed)?;
        command = command.disable_help_subcommand(true);
        command.build();
        clap_mangen::generate_to(command, &out).map_err(failed)?;
        Ok(Exit::Fine)
    }
}
