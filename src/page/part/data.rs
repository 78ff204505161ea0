//! The plans of the site for programs: an index, and one document for each plan with the pages of its parts.

use rayon::prelude::*;
use serde::Serialize;

use crate::contract::{self, Adr, Document, Findings, SCHEMA, Totals};
use crate::diag::RuleInfo;
use crate::model::{GroupId, ItemId};
use crate::page::part::atlas::Atlas;

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

/// The list of plans.
#[derive(Clone, Debug, Serialize)]
pub struct DataIndex {
    /// The version of the contract.
    pub schema: u32,
    /// The site's title.
    pub title: String,
    /// The commit the files were read at, where there is one.
    pub commit: Option<String>,
    /// The day the site speaks of.
    pub as_of: Option<String>,
    /// The plans, in the order of their paths.
    pub plans: Vec<DataEntry>,
}

/// The decision records.
#[derive(Clone, Debug, Serialize)]
pub struct DataDecisions {
    /// The version of the contract.
    pub schema: u32,
    /// The records, in the order of their paths.
    pub decisions: Vec<DataDecision>,
}

/// A decision record.
#[derive(Clone, Debug, Serialize)]
pub struct DataDecision {
    /// Its file in the repository.
    pub path: String,
    /// Its page, below the site's root.
    pub page: String,
    /// What was decided, in a sentence.
    pub outcome: Option<String>,
    /// What the record says.
    #[serde(flatten)]
    pub record: Adr,
}

/// A plan in the list.
#[derive(Clone, Debug, Serialize)]
pub struct DataEntry {
    /// Its stable name.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its file in the repository.
    pub path: String,
    /// Its page, below the site's root.
    pub page: String,
    /// Its data, below the site's root.
    pub data: String,
    /// The state the text claims for the whole.
    pub claimed_status: Option<&'static str>,
    /// Its items by state.
    pub totals: Totals,
    /// Findings about it.
    pub findings: usize,
}

/// A plan with the pages of its parts.
#[derive(Clone, Debug, Serialize)]
pub struct DataPlan {
    /// The version of the contract.
    pub schema: u32,
    /// Its page, below the site's root.
    pub page: String,
    /// Pages of its groups, in the order of `groups`.
    pub group_pages: Vec<String>,
    /// Pages or places of its items, in the order of `items`.
    pub item_pages: Vec<String>,
    /// What was read.
    #[serde(flatten)]
    pub document: Document,
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
    let records: Vec<DataDecision> = linked
        .corpus
        .decisions
        .par_iter()
        .filter_map(|decision| {
            let document = linked.document(decision.doc)?;
            Some(DataDecision {
                path: document.path.clone(),
                page: atlas.addresses.document(decision.doc).file(),
                outcome: decision.outcome.clone(),
                record: Adr::of(linked, document, decision),
            })
        })
        .collect();
    (!records.is_empty()).then_some(DataDecisions { schema: SCHEMA, decisions: records })
}
