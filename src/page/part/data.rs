//! The plans of the site for programs: an index, and one document for each plan with the pages of its parts.

use crate::contract::{
    self, Adr, DataDecision, DataDecisions, DataEntry, DataIndex, DataPlan, DataTraced, Document, Findings,
    SCHEMA, Totals,
};
use crate::diag::RuleInfo;
use crate::model::{Decision, GroupId, ItemId};
use crate::page::part::atlas::Atlas;
use crate::page::part::decision::decision_url;
use rayon::prelude::*;

/// What programs can read of the site.
#[derive(Clone, Debug)]
pub struct Data {
    /// The list of plans.
    pub index: DataIndex,
    /// The decision records; `None` where there are none.
    pub decisions: Option<DataDecisions>,
    /// Each plan: its file below `data/v1/`, and what it holds as JSON, so that it stands in memory only once.
    pub plans: Vec<(String, Vec<u8>)>,
    /// Every finding.
    pub findings: Findings,
    /// The rules they were found by.
    pub rules: Vec<RuleInfo>,
}

impl Data {
    /// The data of every plan.
    pub fn new(atlas: &Atlas<'_>) -> Self {
        let linked = atlas.material.linked;
        let plans: Vec<(DataEntry, Vec<u8>)> = atlas
            .mapped()
            .into_par_iter()
            .filter_map(|(plan, map)| {
                let document = Document::one(linked, plan.doc)?;
                let page = map.url.file();
                let data = format!("{}.json", map.url.0.trim_end_matches('/'));
                let entry = DataEntry {
                    key: plan.key.clone(),
                    title: plan.title.clone(),
                    path: document.path.clone(),
                    page: page.clone(),
                    data: format!("data/v1/{data}"),
                    claimed_status: plan.claimed.as_ref().map(|stated| stated.status.name()),
                    totals: Totals::of(plan.tally()),
                    findings: atlas.findings(plan.doc).len(),
                };
                let groups = (0..plan.groups.len() as u32).map(|id| map.group(GroupId(id)).to_owned());
                let items = (0..plan.items.len() as u32).map(|id| map.item(ItemId(id)).to_owned());
                let plan = DataPlan {
                    schema: SCHEMA,
                    page,
                    group_pages: groups.collect(),
                    item_pages: items.collect(),
                    document,
                };
                Some((entry, contract::line(&plan)))
            })
            .collect();
        let mut data = Self {
            index: DataIndex {
                schema: SCHEMA,
                title: atlas.title().to_owned(),
                commit: atlas.material.sources.commit.as_ref().map(|commit| commit.hash.clone()),
                as_of: atlas.material.derived.as_of.map(|date| date.to_string()),
                plans: Vec::with_capacity(plans.len()),
            },
            decisions: decisions(atlas),
            plans: Vec::with_capacity(plans.len()),
            findings: Findings::of(linked, atlas.material.findings),
            rules: atlas.material.rules.to_vec(),
        };
        for (entry, plan) in plans {
            let path = entry.data.trim_start_matches("data/v1/").to_owned();
            data.index.plans.push(entry);
            data.plans.push((path, plan));
        }
        data
    }
}

fn decisions(atlas: &Atlas<'_>) -> Option<DataDecisions> {
    let linked = atlas.material.linked;
    let all: Vec<&Decision> = linked.decisions_of_all().collect();
    let records: Vec<DataDecision> = all
        .into_par_iter()
        .filter_map(|decision| {
            let document = linked.document(decision.doc)?;
            Some(DataDecision {
                path: document.path.clone(),
                line: decision.in_code.as_ref().map(|_| document.line(decision.place.span.start)),
                page: decision_url(atlas, decision).file(),
                outcome: decision.outcome.clone(),
                git: atlas.material.derived.traced.get(&decision.doc).map(|git| DataTraced {
                    date: git.taken.map(|day| day.to_string()),
                    changed: git.changed.to_string(),
                    author: git.author.clone(),
                }),
                record: Adr::of(linked, document, decision),
            })
        })
        .collect();
    (!records.is_empty()).then_some(DataDecisions { schema: SCHEMA, decisions: records })
}
