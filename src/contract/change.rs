//! Changes of an API definition for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::contract::SCHEMA;
use crate::decode::Document;
use crate::derive::api_change::{Change, Impact};
use crate::link::Linked;
use crate::model::Api;
use crate::place::Place;

/// What `planbook diff --format json` prints for two definitions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApiChanges {
    /// The version of this contract.
    pub schema: u32,
    /// The old version.
    pub old: ApiVersion,
    /// The new version.
    pub new: ApiVersion,
    /// How many changes there are of each weight.
    pub totals: ChangeTotals,
    /// The changes: the heaviest first, then in the order of the new version.
    pub changes: Vec<ApiChange>,
}

/// A version of a definition.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApiVersion {
    /// The file.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The version of the API as written.
    pub version: Option<String>,
    /// The version of the OpenAPI Specification as written.
    pub oas: String,
}

/// Changes by weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeTotals {
    /// Those that break clients.
    pub breaking: u32,
    /// Those that may break careless clients.
    pub risky: u32,
    /// What is going to be taken away, or no longer is.
    pub deprecations: u32,
    /// What is new.
    pub additions: u32,
    /// Words only.
    pub editorial: u32,
}

/// A change.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApiChange {
    /// The code of its rule.
    pub code: &'static str,
    /// The name of its rule.
    pub name: &'static str,
    /// What it means for clients.
    #[schemars(extend("enum" = ["breaking", "risky", "deprecation", "addition", "editorial"]))]
    pub impact: &'static str,
    /// The method of the operation it is about.
    pub method: Option<String>,
    /// The path of the operation it is about, or the name of the webhook.
    pub path: Option<String>,
    /// The name of the schema it is about.
    pub schema: Option<String>,
    /// Where in it; may be empty.
    pub at: String,
    /// What happened.
    pub message: String,
    /// What it was, where that can be said in a word.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
    /// Where it stood.
    pub old: Option<ChangeSpot>,
    /// Where it stands.
    pub new: Option<ChangeSpot>,
    /// The first operations that a change of a schema touches.
    pub operations: Vec<String>,
    /// How many operations it touches in all.
    pub operations_touched: usize,
}

/// A place of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeSpot {
    /// The file.
    pub path: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl ApiChanges {
    /// The changes between two definitions, each with what it was read with.
    pub fn of(old: (&Linked, &Api), new: (&Linked, &Api), changes: &[Change]) -> Self {
        let spot = |linked: &Linked, place: Option<Place>| {
            let place = place?;
            let document = linked.document(place.doc)?;
            let (line, column) = document.line_column(place.span.start);
            Some(ChangeSpot { path: document.path.clone(), line, column })
        };
        let one = |change: &Change| ApiChange {
            code: change.rule.code,
            name: change.rule.name,
            impact: change.rule.impact.word(),
            method: change.subject.method.clone(),
            path: change.subject.path.clone(),
            schema: change.subject.schema.clone(),
            at: change.at.clone(),
            message: change.message.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            old: spot(old.0, change.old),
            new: spot(new.0, change.new),
            operations: change.operations.clone(),
            operations_touched: change.touched,
        };
        Self {
            schema: SCHEMA,
            old: ApiVersion::of(old.0.document(old.1.doc), old.1),
            new: ApiVersion::of(new.0.document(new.1.doc), new.1),
            totals: ChangeTotals::of(changes),
            changes: changes.iter().map(one).collect(),
        }
    }
}

impl ApiVersion {
    fn of(document: Option<&Document>, api: &Api) -> Self {
        Self {
            path: document.map(|document| document.path.clone()).unwrap_or_default(),
            title: api.title.clone(),
            version: api.version.clone(),
            oas: api.written.clone(),
        }
    }
}

impl ChangeTotals {
    /// The changes counted.
    pub fn of(changes: &[Change]) -> Self {
        let count = |impact| changes.iter().filter(|change| change.rule.impact == impact).count() as u32;
        Self {
            breaking: count(Impact::Breaking),
            risky: count(Impact::Risky),
            deprecations: count(Impact::Deprecation),
            additions: count(Impact::Addition),
            editorial: count(Impact::Editorial),
        }
    }

    /// Each count with the name of its weight, the heaviest first.
    pub fn named(&self) -> [(&'static str, u32); 5] {
        [
            ("breaking", self.breaking),
            ("risky", self.risky),
            ("deprecation", self.deprecations),
            ("addition", self.additions),
            ("editorial", self.editorial),
        ]
    }
}
