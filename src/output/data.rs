//! `data/v1/`: the plans for programs, as JSON: an index, one file for each plan, and the description of
//! both.

use serde::Serialize;

use crate::contract;
use crate::page::Pages;
use crate::site::Artifact;

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let mut files = vec![json("plans.json", &pages.data.index)];
    files.extend(pages.data.decisions.iter().map(|decisions| json("decisions.json", decisions)));
    let plans = std::mem::take(&mut pages.data.plans);
    files.extend(plans.into_iter().map(|(path, bytes)| artifact(&path, bytes)));
    files.push(artifact(contract::description::FILE, contract::description::text().into_bytes()));
    files
}

fn json(path: &str, value: &impl Serialize) -> Artifact {
    artifact(path, contract::line(value))
}

fn artifact(path: &str, bytes: Vec<u8>) -> Artifact {
    Artifact { path: format!("data/v1/{path}"), bytes }
}
