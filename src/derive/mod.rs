//! Numbers made from what was read: roll-ups, and later verdicts, schedules, history.

pub mod api_change;
pub mod forecast;
mod gates;
mod history;
mod iterations;
mod rollup;
pub mod schedule;
mod sentence;
mod summary;
pub mod timeline;
mod traced;
mod verdict;

pub use gates::{GateNumbers, GateTally};
pub use history::{
    ApiWeek, Counts, Digest, Due, History, Line, Part, PlanWeek, Waiting, WeekReport, digest, happened,
    plan_sentence, sentence,
};
pub use iterations::{Claimed, Course, Fate};
pub use rollup::{GroupNumbers, PlanNumbers};
pub use traced::Traced;
pub use verdict::{Agreement, PlanVerdict, Side, Verdict};

use std::collections::BTreeMap;

use crate::config::Config;
use crate::date::Date;
use crate::diag::Diagnostic;
use crate::link::Linked;
use crate::place::DocId;
use crate::site::Summary;

/// Everything derived, by the document of the plan.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// Numbers of each plan and report.
    pub plans: BTreeMap<DocId, PlanNumbers>,
    /// The gates of each plan that has any.
    pub gates: BTreeMap<DocId, GateNumbers>,
    /// Claimed, counted and evidenced, for each plan and report.
    pub verdicts: BTreeMap<DocId, PlanVerdict>,
    /// What happened, week by week; `None` where the history is not known.
    pub history: Option<History>,
    /// What waits for what, for each plan that states it.
    pub schedules: BTreeMap<DocId, schedule::Schedule>,
    /// When what is to happen, for each plan that says times.
    pub timelines: BTreeMap<DocId, timeline::Timeline>,
    /// What each report says beside the one before it.
    pub iterations: BTreeMap<DocId, Course>,
    /// What the commits of each API definition changed; only of those that have more than one state.
    pub apis: BTreeMap<DocId, api_change::ApiPast>,
    /// What git knows of the documents that are there.
    pub traced: BTreeMap<DocId, Traced>,
    /// The day the site speaks of.
    pub as_of: Option<Date>,
}

/// Derives numbers, in parallel over plans. `findings` are all findings, in their final order.
pub fn derive(linked: &Linked, config: &Config, findings: &[Diagnostic], as_of: Option<Date>) -> Derived {
    let plans = rollup::all(linked);
    let verdicts = verdict::all(linked, &plans, findings);
    let apis = api_change::past(linked);
    let mut history = history::history(linked, &config.zone, as_of, &apis);
    if let Some(history) = &mut history {
        history::add_outlooks(history, linked, as_of);
    }
    Derived {
        plans,
        traced: traced::all(linked, history.as_ref(), config.report_authors),
        history,
        gates: gates::all(linked),
        verdicts,
        schedules: schedule::all(linked),
        timelines: timeline::all(linked),
        iterations: iterations::all(linked),
        apis,
        as_of,
    }
}

/// Derives what happened, and nothing else.
pub fn told(linked: &Linked, config: &Config, as_of: Option<Date>) -> Derived {
    let apis = api_change::past(linked);
    let history = history::history(linked, &config.zone, as_of, &apis);
    Derived { history, apis, as_of, ..Derived::default() }
}

/// Sums a build of `pages` pages up.
pub fn summary(linked: &Linked, findings: &[Diagnostic], pages: usize) -> Summary {
    summary::summary(linked, findings, pages)
}
