//! Plans as rows of a table, those of a folder together.

use serde::Serialize;

use crate::model::Plan;
use crate::page::part::atlas::Atlas;
use crate::page::part::number::VerdictView;
use crate::page::part::plan_map::PlanMap;
use crate::site::Url;

/// A table of plans.
#[derive(Clone, Debug, Serialize)]
pub struct PlanTable {
    /// The plans by folder.
    pub folders: Vec<Folder>,
    /// Whether the plans stand in more than one folder.
    pub named: bool,
}

/// The plans of a folder.
#[derive(Clone, Debug, Serialize)]
pub struct Folder {
    /// Its path, `/` at its end; empty for the root.
    pub name: String,
    /// Its plans.
    pub rows: Vec<PlanRow>,
}

/// A plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanRow {
    /// Its title.
    pub title: String,
    /// Its file's path, without the folder where the table names that.
    pub path: String,
    /// Its page.
    pub href: String,
    /// Verdict and numbers.
    pub verdict: VerdictView,
    /// Its findings' page.
    pub findings: String,
}

impl PlanRow {
    /// A plan as seen from the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, plan: &Plan, map: &PlanMap) -> Self {
        Self {
            title: plan.title.clone(),
            path: atlas.document(plan.doc).map_or(String::new(), |document| document.path.clone()),
            href: url.to(&map.url.0),
            verdict: VerdictView::plan(atlas, url, plan.doc),
            findings: url.to(&map.below("findings/").0),
        }
    }
}

impl PlanTable {
    /// The table of `plans`, which stand in the order of their paths, on the page at `url`.
    pub fn new(atlas: &Atlas<'_>, url: &Url, plans: &[(&Plan, &PlanMap)]) -> Self {
        let mut folders: Vec<Folder> = Vec::new();
        for (plan, map) in plans {
            let mut row = PlanRow::new(atlas, url, plan, map);
            let name = row.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            row.path = row.path.split_off(name.len());
            match folders.last_mut() {
                Some(folder) if folder.name == name => folder.rows.push(row),
                _ => folders.push(Folder { name, rows: vec![row] }),
            }
        }
        // Plans of one folder need no heading for it.
        let named = folders.len() > 1;
        Self { named, folders }
    }
}
