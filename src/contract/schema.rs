//! The JSON Schemas (draft 2020-12) of what planbook reads and prints.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::config::Config;
use crate::contract::{Built, Findings, Inspected};

/// A schema that planbook publishes: its name, what it describes, and how it is made.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// `findings`: the file is `schemas/findings.schema.json`.
    pub name: &'static str,
    /// What it describes.
    pub about: &'static str,
    make: fn() -> Schema,
}

/// Every schema, by name.
pub const ALL: &[Published] = &[
    Published { name: "book", about: "book.toml, for editors", make: Config::schema },
    Published { name: "build", about: "what `planbook build --json` prints", make: printed::<Built> },
    Published {
        name: "findings",
        about: "what `planbook check --format json` prints",
        make: printed::<Findings>,
    },
    Published {
        name: "inspect",
        about: "what `planbook inspect --format json` prints",
        make: printed::<Inspected>,
    },
];

impl Published {
    /// The schema as it stands in its file.
    pub fn text(&self) -> String {
        super::json(&(self.make)())
    }
}

/// The schema of something planbook prints: members it always writes are required.
fn printed<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
