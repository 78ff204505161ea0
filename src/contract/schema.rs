//! The JSON Schemas (draft 2020-12) of what planbook reads and prints.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::config::Config;
use crate::contract::{
    ApiChanges, ApiHistory, Branch, Built, Findings, Inspected, Reports, description, plan_file,
};

/// A schema that planbook publishes: its name, what it describes, and how it is made.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// What `planbook schema` calls it.
    pub name: &'static str,
    /// Its file in `schemas/`.
    pub file: &'static str,
    /// What it describes.
    pub about: &'static str,
    make: fn() -> String,
}

/// Every schema, by name.
pub const ALL: &[Published] = &[
    Published {
        name: "api-changes",
        file: "api-changes.schema.json",
        about: "what changes.json beside the changes of an API definition holds",
        make: printed::<ApiHistory>,
    },
    Published {
        name: "book",
        file: "book.schema.json",
        about: "book.toml, for editors",
        make: || super::json(&Config::schema()),
    },
    Published {
        name: "branch",
        file: "branch.schema.json",
        about: "what `planbook diff BASE..HEAD --format json` prints",
        make: printed::<Branch>,
    },
    Published {
        name: "build",
        file: "build.schema.json",
        about: "what `planbook build --json` prints",
        make: printed::<Built>,
    },
    Published {
        name: "data",
        file: "data.openapi.json",
        about: "the data of a site under data/v1/, as OpenAPI 3.1",
        make: description::text,
    },
    Published {
        name: "diff",
        file: "diff.schema.json",
        about: "what `planbook diff --format json` prints for two API definitions",
        make: printed::<ApiChanges>,
    },
    Published {
        name: "findings",
        file: "findings.schema.json",
        about: "what `planbook check --format json` prints",
        make: printed::<Findings>,
    },
    Published {
        name: "inspect",
        file: "inspect.schema.json",
        about: "what `planbook inspect --format json` prints",
        make: printed::<Inspected>,
    },
    Published {
        name: "plan",
        file: "plan.schema.json",
        about: "plans in YAML or JSON, for editors",
        make: || super::json(&plan_file::schema()),
    },
    Published {
        name: "report",
        file: "report.schema.json",
        about: "what `planbook report --format json` prints",
        make: printed::<Reports>,
    },
];

impl Published {
    /// The schema as it stands in its file.
    pub fn text(&self) -> String {
        (self.make)()
    }
}

/// The schema of something planbook prints, as text.
fn printed<T: JsonSchema>() -> String {
    super::json(&of::<T>())
}

/// The schema of something planbook prints: members it always writes are required.
pub(super) fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
