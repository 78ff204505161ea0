//! `data/v1/`: the plans for programs, as JSON: an index, and one file for each plan.

use rayon::prelude::*;
use serde::Serialize;

use crate::page::Pages;
use crate::site::Artifact;

/// The files.
pub(super) fn files(pages: &Pages) -> Vec<Artifact> {
    let mut files = vec![json("plans.json", &pages.data.index)];
    files.extend(pages.data.decisions.iter().map(|decisions| json("decisions.json", decisions)));
    files.par_extend(pages.data.plans.par_iter().map(|(path, plan)| json(path, plan)));
    files
}

fn json(path: &str, value: &impl Serialize) -> Artifact {
    // Nothing in the contract can fail to be written: no maps with other keys than text.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    Artifact { path: format!("data/v1/{path}"), bytes }
}
