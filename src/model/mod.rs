//! The nouns planbook speaks of. Nothing here reads, judges or prints, and nothing derives serde: each edge
//! (configuration, plan files, page views, JSON) has types of its own.

mod api;
mod claim;
mod contents;
mod criterion;
mod decision;
mod evidence;
mod gate;
mod group;
mod item;
mod iteration;
mod kind;
mod known;
mod metric;
mod milestone;
mod past;
mod plan;
mod proof;
mod risk;
mod score;
mod status;
mod term;

pub use api::{Api, ApiTag, NamedSchema, Oas, Operation, OperationKind};
pub use claim::{Claim, ClaimKind, Extent, Subject};
pub use contents::{Chapter, Contents};
pub use criterion::Criterion;
pub use decision::{Choice, Decision, Reference, Relation, Ruling, Target, Wait};
pub use evidence::EvidenceNote;
pub use gate::{Gate, GateKind, Op};
pub use group::{Group, GroupId, GroupKind};
pub use item::{Carrier, Estimate, Field, Item, ItemId, Mention, StatusSource};
pub use iteration::{Change, ItemSaid, Iteration, ReportLine};
pub use kind::Kind;
pub use known::{Known, State};
pub use metric::Metric;
pub use milestone::Milestone;
pub use past::{
    Cut, Lineage, Past, PastCriterion, PastGate, PastItem, PastWord, Point, PointId, Snapshot, Version,
};
pub use plan::{Encoding, Plan};
pub use proof::{Fact, FactKind, Judgement, Outcome, Proof, ProofFormat, Source, Standing};
pub use risk::Risk;
pub use score::Score;
pub use status::{Stated, Status, Tally};
pub use term::Term;
