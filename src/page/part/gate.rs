//! Gates and criteria as rows: the condition as written, what can be said of it, where it stands.

use serde::Serialize;

use crate::derive::GateTally;
use crate::model::{Criterion, GroupId, ItemId, Judgement, Plan, Source, Standing};
use crate::page::part::atlas::Atlas;
use crate::page::part::cite::{Cite, LineLink};
use crate::page::part::frame::Link;
use crate::page::part::number::CountOf;
use crate::page::part::plan_map::PlanMap;
use crate::page::part::state::State;
use crate::site::Url;

/// A gate or KPI.
#[derive(Clone, Debug, Serialize)]
pub struct GateRow {
    /// What is measured.
    pub metric: String,
    /// The condition as written; empty where it is the metric's own words.
    pub text: String,
    /// What can be said of it.
    pub state: State,
    /// How that was decided.
    pub reason: String,
    /// What it was held against.
    pub sources: Vec<GateSource>,
    /// The group or item it belongs to.
    pub of: Option<Link>,
    /// Where it stands.
    pub line: LineLink,
}

/// What a gate was held against.
#[derive(Clone, Debug, Serialize)]
pub struct GateSource {
    /// What it says.
    pub text: String,
    /// Whether the reason beside it has said so already.
    pub said: bool,
    /// When it was taken, as written.
    pub at: Option<String>,
    /// Where.
    pub cite: Cite,
}

/// A criterion.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionRow {
    /// The text.
    pub text: String,
    /// Whether it is met.
    pub state: State,
    /// The group or item it belongs to.
    pub of: Option<Link>,
    /// Where it stands.
    pub line: LineLink,
}

/// The group or item something belongs to, as a link from the page at `url`.
pub fn owner(
    plan: &Plan,
    map: &PlanMap,
    url: &Url,
    group: Option<GroupId>,
    item: Option<ItemId>,
) -> Option<Link> {
    if let Some((id, item)) = item.and_then(|id| Some((id, plan.item(id)?))) {
        return Some(Link { label: item.title.clone(), href: url.to(map.item(id)) });
    }
    let (id, group) = group.and_then(|id| Some((id, plan.group(id)?)))?;
    Some(Link { label: group.title.clone(), href: url.to(map.group(id)) })
}

/// The numbers of a plan's gates, the worst first.
pub fn ranked(atlas: &Atlas<'_>, plan: &Plan) -> Vec<usize> {
    let mut order: Vec<usize> = (0..plan.gates.len()).collect();
    order.sort_by_key(|index| {
        let standing = judgement(atlas, plan, *index).map(|judgement| judgement.standing);
        Standing::ALL.iter().position(|one| Some(*one) == standing).unwrap_or(Standing::ALL.len())
    });
    order
}

/// The gates with these numbers, as seen from the page at `url`.
pub fn gates(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url, numbers: &[usize]) -> Vec<GateRow> {
    numbers
        .iter()
        .filter_map(|index| {
            let gate = plan.gates.get(*index)?;
            let judgement = judgement(atlas, plan, *index);
            let standing = judgement.map_or(Standing::NotComputable, |judgement| judgement.standing);
            let sources = judgement.map_or(&[][..], |judgement| &judgement.sources);
            Some(GateRow {
                metric: if gate.metric.is_empty() { gate.text.clone() } else { gate.metric.clone() },
                // A bullet that could not be taken apart is its own name: it is said once.
                text: if gate.metric.is_empty() || gate.metric == gate.text {
                    String::new()
                } else {
                    gate.text.clone()
                },
                state: State::standing(standing),
                reason: judgement.map_or(String::new(), |judgement| judgement.reason.clone()),
                sources: sources
                    .iter()
                    .filter_map(|source| {
                        let said = judgement.is_some_and(|judgement| judgement.reason.contains(&source.text));
                        Some(GateSource { said, ..GateSource::new(atlas, url, source)? })
                    })
                    .collect(),
                of: owner(plan, map, url, gate.group, gate.item),
                line: LineLink::new(atlas, url, gate.place),
            })
        })
        .collect()
}

fn judgement<'a>(atlas: &Atlas<'a>, plan: &Plan, index: usize) -> Option<&'a Judgement> {
    atlas.material.derived.gates.get(&plan.doc)?.judgements.get(index)
}

impl GateSource {
    /// A source as seen from the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, source: &Source) -> Option<Self> {
        Some(Self {
            text: source.text.clone(),
            said: false,
            at: source.at.clone(),
            cite: Cite::new(atlas, url, source.place)?,
        })
    }
}

/// Gates by what can be said of them, those that occur.
pub fn counts(tally: &GateTally) -> Vec<CountOf> {
    Standing::ALL
        .into_iter()
        .map(|standing| CountOf {
            n: tally.get(standing),
            state: State::standing(standing),
            words: standing.words().to_owned(),
        })
        .filter(|count| count.n > 0)
        .collect()
}

/// A criterion as seen from the page at `url`.
pub fn criterion(
    atlas: &Atlas<'_>,
    plan: &Plan,
    map: &PlanMap,
    url: &Url,
    criterion: &Criterion,
) -> CriterionRow {
    CriterionRow {
        text: criterion.text.clone(),
        state: State::met(criterion.met, criterion.stated.as_deref()),
        of: owner(plan, map, url, criterion.group, criterion.item),
        line: LineLink::new(atlas, url, criterion.place),
    }
}
