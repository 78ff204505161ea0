//! `planbook schema`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::exit::{Exit, Stop};
use crate::cli::terminal::Terminal;
use crate::contract::schema;

/// Print a JSON Schema of what planbook reads or prints
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook schema                              list the schemas
  planbook schema book > book.schema.json      the schema of book.toml, for editors
  planbook schema findings                     what `planbook check --format json` prints")]
pub(super) struct Schema {
    /// The schema; without it, the list of all
    #[arg(value_parser = PossibleValuesParser::new(schema::ALL.iter().map(|schema| schema.name)))]
    name: Option<String>,
}

impl Schema {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        match self.name.and_then(|name| schema::ALL.iter().find(|schema| schema.name == name)) {
            Some(schema) => terminal.print(&schema.text())?,
            None => {
                let lines = schema::ALL.iter().map(|schema| format!("{:<10}{}\n", schema.name, schema.about));
                terminal.print(&lines.collect::<String>())?;
            }
        }
        Ok(Exit::Fine)
    }
}
