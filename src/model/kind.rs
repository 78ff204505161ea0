//! What kind of document a file is.

/// The kind of a document. It decides which reader gives it meaning and which pages show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Work and its states: plans, to-do lists, task files, roadmaps.
    Plan,
    /// An iteration, sprint, phase or weekly report written by hand.
    Report,
    /// A decision record.
    Decision,
    /// An architecture page.
    Architecture,
    /// An API definition.
    Api,
    /// Test results, coverage, metrics, status messages.
    Evidence,
    /// Any other page.
    Page,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] =
        [Kind::Plan, Kind::Report, Kind::Decision, Kind::Architecture, Kind::Api, Kind::Evidence, Kind::Page];

    /// The name used in JSON and in book.toml; a decision is an `adr`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Plan => "plan",
            Kind::Report => "report",
            Kind::Decision => "adr",
            Kind::Architecture => "architecture",
            Kind::Api => "api",
            Kind::Evidence => "evidence",
            Kind::Page => "page",
        }
    }
}
