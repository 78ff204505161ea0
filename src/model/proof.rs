//! Evidence from outside the plans: test results, coverage, metrics, status messages.

use crate::model::Status;
use crate::place::{DocId, Place};

/// The formats evidence is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProofFormat {
    /// JUnit XML test results.
    Junit,
    /// LCOV coverage.
    Lcov,
    /// Cobertura XML coverage.
    Cobertura,
    /// SARIF 2.1.0 results of an analysis.
    Sarif,
    /// planbook's own metrics JSON: `name`, `value`, `unit`, `at`.
    Metrics,
    /// OpenMetrics or Prometheus text.
    OpenMetrics,
    /// JSON status messages of agents.
    Messages,
}

impl ProofFormat {
    /// The name shown to readers and used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            ProofFormat::Junit => "JUnit XML",
            ProofFormat::Lcov => "LCOV",
            ProofFormat::Cobertura => "Cobertura XML",
            ProofFormat::Sarif => "SARIF",
            ProofFormat::Metrics => "metrics JSON",
            ProofFormat::OpenMetrics => "OpenMetrics",
            ProofFormat::Messages => "status messages",
        }
    }
}

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed, or broke.
    Failed,
    /// It was not run.
    Skipped,
}

/// What a line of evidence says.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// A number.
    Measure {
        /// The value.
        value: f64,
        /// Its unit as written, `%` for shares.
        unit: Option<String>,
    },
    /// A test.
    Test(Outcome),
    /// A message about a piece of work.
    Message {
        /// The state it reports.
        status: Status,
        /// The state as written.
        status_text: String,
        /// The files it names as results.
        outputs: Vec<String>,
        /// Why it failed or waits, as written.
        messages: Vec<String>,
    },
}

/// A line of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is about: `line coverage`, the name of a test with its suite, an agent's id.
    pub subject: String,
    /// What it says.
    pub kind: FactKind,
    /// When it was taken, as written.
    pub at: Option<String>,
    /// The id of a plan item or gate that the evidence names itself.
    pub about: Option<String>,
    /// Where.
    pub place: Place,
}

/// Everything one evidence file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The document.
    pub doc: DocId,
    /// Its format.
    pub format: ProofFormat,
    /// When it was taken, as written.
    pub at: Option<String>,
    /// What it says, in file order.
    pub facts: Vec<Fact>,
}

/// Where a number that a gate or an item is held against comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where it stands.
    pub place: Place,
    /// What it says, in words: `line coverage 83.2 %`.
    pub text: String,
    /// When it was taken, as written.
    pub at: Option<String>,
    /// Whether it is evidence; a number in the plan's own text is a weak source.
    pub evidence: bool,
    /// Whether it speaks for the gate or item; `None` where that can't be told.
    pub holds: Option<bool>,
}

/// What can be said of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Evidence says that it is met.
    Met,
    /// A number says that it is not met.
    NotMet,
    /// Evidence says that it is met, but is older than what it proves.
    Stale,
    /// Only the plan's own text says that it is met.
    ClaimedOnly,
    /// Nothing was found that it could be held against, or it can't be computed.
    NotComputable,
}

impl Standing {
    /// All, in the order they are shown.
    pub const ALL: [Standing; 5] =
        [Standing::NotMet, Standing::Stale, Standing::ClaimedOnly, Standing::NotComputable, Standing::Met];

    /// The name used in JSON and CSS classes.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::NotMet => "not_met",
            Standing::Stale => "stale",
            Standing::ClaimedOnly => "claimed_only",
            Standing::NotComputable => "not_computable",
        }
    }

    /// The words shown to readers.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::NotMet => "not met",
            Standing::Stale => "evidence is stale",
            Standing::ClaimedOnly => "claimed only",
            Standing::NotComputable => "not computable",
        }
    }
}

/// A gate held against what is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What can be said.
    pub standing: Standing,
    /// The value it was held against, in the gate's unit.
    pub value: Option<f64>,
    /// How that was decided: one sentence with number and limit.
    pub reason: String,
    /// Where the numbers come from, the deciding one first.
    pub sources: Vec<Source>,
}
