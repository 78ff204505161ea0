//! Changes of an API definition for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::contract::SCHEMA;
use crate::decode::Document;
use crate::derive::Derived;
use crate::derive::api_change::{ApiPast, Between, Change, Impact, Release};
use crate::link::Linked;
use crate::model::Api;
use crate::place::{DocId, Place};

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

/// What the commits of a definition changed, as `changes/changes.json` beside its page holds it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApiHistory {
    /// The version of this contract.
    pub schema: u32,
    /// The definition as it is now.
    pub definition: ApiVersion,
    /// How many states were compared.
    pub states: usize,
    /// How many states could not be read as a definition.
    pub unread: usize,
    /// Whether there are older states that were not compared.
    pub cut: bool,
    /// The commits that changed something for readers, the newest first.
    pub releases: Vec<ApiRelease>,
}

/// What a commit changed in a definition.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApiRelease {
    /// The full hash of the commit.
    pub commit: String,
    /// The first line of its message.
    pub subject: String,
    /// Its day.
    pub date: Option<String>,
    /// The version of the API after it, as written.
    pub version: Option<String>,
    /// The version before.
    pub before: Option<String>,
    /// How many changes there are of each weight.
    pub totals: ChangeTotals,
    /// The changes, the heaviest first. They have no places: the states they stood in are gone.
    pub changes: Vec<ApiChange>,
}

impl ApiHistory {
    /// The past of a definition.
    pub fn of(linked: &Linked, derived: &Derived, api: &Api, past: &ApiPast) -> Self {
        let points = linked.corpus.past.as_ref().map_or(&[][..], |past| &past.points);
        let one = |release: &Release| {
            let point = points.get(release.point.index());
            let day = derived.history.as_ref().and_then(|history| history.day(release.point));
            ApiRelease {
                commit: point.map(|point| point.hash.clone()).unwrap_or_default(),
                subject: point.map(|point| point.subject.clone()).unwrap_or_default(),
                date: day.map(|day| day.to_string()),
                version: release.version.clone(),
                before: release.before.clone(),
                totals: ChangeTotals::of(&release.changes),
                changes: release.changes.iter().map(|change| ApiChange::of(change, None, None)).collect(),
            }
        };
        Self {
            schema: SCHEMA,
            definition: ApiVersion::of(linked.document(api.doc), api),
            states: past.states,
            unread: past.unread,
            cut: past.cut,
            releases: past.releases.iter().map(one).collect(),
        }
    }
}

impl ApiChange {
    /// A change with where it stood and stands.
    fn of(change: &Change, old: Option<ChangeSpot>, new: Option<ChangeSpot>) -> Self {
        Self {
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
            old,
            new,
            operations: change.operations.clone(),
            operations_touched: change.touched,
        }
    }
}

fn spot(linked: &Linked, place: Option<Place>) -> Option<ChangeSpot> {
    let place = place?;
    let document = linked.document(place.doc)?;
    let (line, column) = document.line_column(place.span.start);
    Some(ChangeSpot { path: document.path.clone(), line, column })
}

/// What a branch did to a definition.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApiBranch {
    /// The definition before; null where it is new.
    pub old: Option<ApiVersion>,
    /// The definition after; null where it is gone.
    pub new: Option<ApiVersion>,
    /// How many changes there are of each weight.
    pub totals: ChangeTotals,
    /// The changes, the heaviest first; none where it is new or gone.
    pub changes: Vec<ApiChange>,
}

impl ApiBranch {
    /// What happened to a definition between two states of the project.
    pub fn of(old: &Linked, new: &Linked, between: &Between) -> Self {
        let version = |linked: &Linked, doc: Option<DocId>| {
            let doc = doc?;
            let api = linked.corpus.apis.iter().find(|api| api.doc == doc)?;
            Some(ApiVersion::of(linked.document(doc), api))
        };
        let one = |change: &Change| ApiChange::of(change, spot(old, change.old), spot(new, change.new));
        Self {
            old: version(old, between.old),
            new: version(new, between.new),
            totals: ChangeTotals::of(&between.changes),
            changes: between.changes.iter().map(one).collect(),
        }
    }
}

impl ApiChanges {
    /// The changes between two definitions, each with what it was read with.
    pub fn of(old: (&Linked, &Api), new: (&Linked, &Api), changes: &[Change]) -> Self {
        let one = |change: &Change| ApiChange::of(change, spot(old.0, change.old), spot(new.0, change.new));
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
