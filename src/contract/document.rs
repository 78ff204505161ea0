//! Documents for programs.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use utoipa::ToSchema;

use crate::contract::plan::Parts;
use crate::contract::{Finding, SCHEMA, reading};
use crate::decode;
use crate::diag::Diagnostic;
use crate::link::Linked;
use crate::link::Resolved;
use crate::model::{self, Decision, OperationKind, Relation, Status, Tally, Target};
use crate::parse::Entry;
use crate::place::DocId;

/// What `planbook inspect --format json` prints.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Inspected {
    /// The version of this contract.
    pub schema: u32,
    /// Every document, in the order of their paths.
    pub documents: Vec<Document>,
    /// Everything there is to say about them.
    pub diagnostics: Vec<Finding>,
}

/// A document as it was read.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Document {
    /// The file: as it was named, or relative to the folder that was named.
    pub path: String,
    /// What it was taken for.
    #[schemars(extend("enum" = ["plan", "report", "adr", "architecture", "api", "evidence", "page"]))]
    pub kind: &'static str,
    /// Why it was taken for that.
    pub why: String,
    /// Its title.
    pub title: String,
    /// What decoding did to it.
    pub encoding: Encoding,
    /// How much of it was understood.
    pub coverage: Coverage,
    /// What was read from it.
    #[serde(flatten)]
    pub parts: Parts,
    /// What an API definition holds; `null` for anything else.
    pub api: Option<Api>,
    /// What a decision record says; `null` for anything else.
    pub adr: Option<Adr>,
    /// Its items by state.
    pub totals: Totals,
}

/// What decoding did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, ToSchema)]
pub struct Encoding {
    /// Damaged characters that were mended.
    pub repaired: u32,
    /// Stretches that look damaged and were left.
    pub left: u32,
    /// The code page the file was once misread as.
    #[schemars(extend("enum" = ["windows-1252", "windows-1254", null]))]
    pub code_page: Option<&'static str>,
}

/// How much was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, ToSchema)]
pub struct Coverage {
    /// Lines of the file.
    pub lines: u32,
    /// First and last line of each stretch that was not understood.
    pub unread: Vec<(u32, u32)>,
}

/// Items by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema, ToSchema)]
pub struct Totals {
    /// All items.
    pub items: u32,
    /// Finished.
    pub done: u32,
    /// Begun.
    pub in_progress: u32,
    /// Not begun.
    pub todo: u32,
    /// Waiting for something.
    pub blocked: u32,
    /// Given up.
    pub cancelled: u32,
    /// Not stated.
    pub unknown: u32,
}

/// What an API definition holds.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Api {
    /// The version of the OpenAPI Specification, as written.
    pub oas: String,
    /// Paths.
    pub paths: u32,
    /// Operations of paths.
    pub operations: u32,
    /// Those that are deprecated.
    pub deprecated: u32,
    /// Tags.
    pub tags: u32,
    /// Schemas with a name.
    pub schemas: u32,
    /// Webhooks.
    pub webhooks: u32,
    /// Operations of webhooks.
    pub webhook_operations: u32,
    /// Callbacks.
    pub callbacks: u32,
    /// Links.
    pub links: u32,
}

/// What a decision record says.
#[derive(Clone, Debug, Serialize, JsonSchema, ToSchema)]
pub struct Adr {
    /// Its number.
    pub number: Option<u32>,
    /// Its title without the number.
    pub title: String,
    /// Its state.
    #[schemars(extend("enum" = ["proposed", "accepted", "rejected", "deprecated", "superseded", "draft", "unknown"]))]
    pub status: &'static str,
    /// Its state as written.
    pub status_text: Option<String>,
    /// The day it was taken, `2026-11-21`.
    pub date: Option<String>,
    /// Who took it.
    pub deciders: Vec<String>,
    /// Its labels.
    pub tags: Vec<String>,
    /// File stems of the records it replaces.
    pub supersedes: Vec<String>,
    /// File stems of the records that replace it.
    pub superseded_by: Vec<String>,
    /// File stems of the records it speaks of otherwise.
    pub relates: Vec<String>,
}

impl Adr {
    /// What a record itself says; what others say of it is not part of this.
    pub fn of(linked: &Linked, document: &decode::Document, decision: &Decision) -> Self {
        let resolved = linked.decisions.of(decision.doc).map_or(&[][..], |ties| &ties.resolved);
        let named = |relations: &[Relation]| {
            let mut stems: Vec<String> = Vec::new();
            for (one, resolved) in decision.references.iter().zip(resolved) {
                let stem = match (resolved, &one.target) {
                    (Resolved::Record(other), _) => linked.document(*other).map(|other| stem(&other.path)),
                    (Resolved::Elsewhere, _) => None,
                    (Resolved::Nothing, Target::File(path) | Target::Name(path)) => Some(stem(path)),
                    (Resolved::Nothing, Target::Number(_)) if one.relation != Relation::Relates => {
                        Some(one.text.clone())
                    }
                    (Resolved::Nothing, Target::Number(_)) => None,
                };
                if let Some(stem) =
                    stem.filter(|stem| relations.contains(&one.relation) && !stems.contains(stem))
                {
                    stems.push(stem);
                }
            }
            stems
        };
        let supersedes = named(&[Relation::Supersedes]);
        let superseded_by = named(&[Relation::SupersededBy]);
        let mut relates = named(&[Relation::Amends, Relation::AmendedBy, Relation::Relates]);
        relates.retain(|stem| {
            !supersedes.contains(stem) && !superseded_by.contains(stem) && *stem != self::stem(&document.path)
        });
        Self {
            number: decision.number,
            title: decision.title.clone(),
            status: decision.ruling.name(),
            status_text: decision.status_text.clone(),
            date: decision.date.clone(),
            deciders: decision.deciders.clone(),
            tags: decision.tags.clone(),
            supersedes,
            superseded_by,
            relates,
        }
    }
}

/// The name of a file without folder and extension.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

impl Inspected {
    /// Everything that was read and found.
    pub fn of(linked: &Linked, findings: &[Diagnostic]) -> Self {
        Self {
            schema: SCHEMA,
            documents: Document::all(linked),
            diagnostics: findings.iter().map(|finding| Finding::of(linked, finding)).collect(),
        }
    }
}

impl Document {
    /// Every document, in order.
    pub fn all(linked: &Linked) -> Vec<Self> {
        let entries = &linked.corpus.entries;
        entries
            .par_iter()
            .filter_map(|entry| Some(Self::of(linked, linked.document(entry.doc)?, entry)))
            .collect()
    }

    /// One document.
    pub fn one(linked: &Linked, doc: DocId) -> Option<Self> {
        Some(Self::of(linked, linked.document(doc)?, linked.entry(doc)?))
    }

    fn of(linked: &Linked, document: &decode::Document, entry: &Entry) -> Self {
        // Plans stand in document order.
        let plans = &linked.corpus.plans;
        let plan = plans.binary_search_by_key(&entry.doc, |plan| plan.doc).ok().and_then(|at| plans.get(at));
        let apis = &linked.corpus.apis;
        let api = apis.binary_search_by_key(&entry.doc, |api| api.doc).ok().and_then(|at| apis.get(at));
        Self {
            path: document.path.clone(),
            kind: entry.kind.name(),
            why: entry.why.clone(),
            title: entry.title.clone(),
            encoding: Encoding {
                repaired: document.encoding.repaired,
                left: document.encoding.left,
                code_page: document.encoding.code_page,
            },
            coverage: Coverage {
                lines: document.lines.count(),
                unread: plan.map(|plan| plan.unread.clone()).unwrap_or_default(),
            },
            parts: plan.map(|plan| reading::parts(document, plan)).unwrap_or_default(),
            api: api.map(Api::of),
            adr: linked.decision(entry.doc).map(|decision| Adr::of(linked, document, decision)),
            totals: plan.map(|plan| Totals::of(plan.tally())).unwrap_or_default(),
        }
    }
}

impl Api {
    fn of(api: &model::Api) -> Self {
        let operations = |kind| api.of(kind).count() as u32;
        Self {
            oas: api.written.clone(),
            paths: api.paths,
            operations: operations(OperationKind::Path),
            deprecated: api.of(OperationKind::Path).filter(|(_, operation)| operation.deprecated).count()
                as u32,
            tags: api.tags.len() as u32,
            schemas: api.schemas.len() as u32,
            webhooks: api.webhooks,
            webhook_operations: operations(OperationKind::Webhook),
            callbacks: api.callbacks,
            links: api.links,
        }
    }
}

impl Totals {
    /// The counts of a tally.
    pub fn of(tally: Tally) -> Self {
        Self {
            items: tally.total(),
            done: tally.get(Status::Done),
            in_progress: tally.get(Status::InProgress),
            todo: tally.get(Status::Todo),
            blocked: tally.get(Status::Blocked),
            cancelled: tally.get(Status::Cancelled),
            unknown: tally.get(Status::Unknown),
        }
    }
}
