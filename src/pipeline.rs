//! THE corridor: the one place that names every stage, in order.
//!
//! [`build`] is pure: no disk, no clock, no environment, no printing. Broken input is data; everything said about
//! it stands in [`Judged::findings`].

use crate::asset;
use crate::check;
use crate::config::Config;
use crate::date::Date;
use crate::decode;
use crate::derive::{self, Derived};
use crate::diag::{Diagnostic, Staged};
use crate::link::{self, Linked};
use crate::output;
use crate::page::{self, Material};
use crate::parse;
use crate::site::Site;
use crate::source::Sources;
use crate::vocabulary::Vocabulary;

/// What was read, counted and found, before any page is made.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// What was read.
    pub linked: Linked,
    /// What was counted.
    pub derived: Derived,
    /// What every stage had to say, by document and place.
    pub findings: Vec<Diagnostic>,
}

/// Reads what there is, with what was wrong with it.
fn read(sources: &Sources, config: &Config) -> Staged<Linked> {
    let vocabulary = Vocabulary::new(config);
    let documents = decode::decode(sources);
    let mut corpus = parse::parse(&documents.value, sources.history.as_ref(), &sources.drawn, &vocabulary);
    let code = decode::code(sources, documents.value.len());
    corpus.value.in_code = parse::in_code(&code, &vocabulary);
    let linked = link::link(documents.value, code, corpus.value, &sources.changed);
    let diagnostics = [documents.diagnostics, corpus.diagnostics, linked.diagnostics].concat();
    Staged { value: linked.value, diagnostics }
}

/// Reads and tells what happened, and judges nothing: what `report` prints.
pub fn tell(sources: &Sources, config: &Config, as_of: Option<Date>) -> Judged {
    let linked = read(sources, config).value;
    let derived = derive::told(&linked, config, as_of);
    Judged { linked, derived, findings: Vec::new() }
}

/// Reads and judges: what `inspect` and `check` print.
pub fn judge(sources: &Sources, config: &Config, as_of: Option<Date>) -> Judged {
    let Staged { value: linked, diagnostics: findings } = read(sources, config);
    let mut findings = check::check(&linked, config, as_of, findings);
    findings.retain(|finding| finding.places.first().is_none_or(|label| !linked.is_idle(label.place.doc)));
    let derived = derive::derive(&linked, config, &findings, as_of);
    Judged { linked, derived, findings }
}

/// Builds the whole site.
pub fn build(sources: &Sources, config: &Config, as_of: Option<Date>) -> (Site, Judged) {
    let judged = judge(sources, config, as_of);
    let material = Material {
        linked: &judged.linked,
        derived: &judged.derived,
        findings: &judged.findings,
        rules: &check::rules(),
        config,
        sources,
    };
    let pages = page::pages(material);
    let assets = asset::assets(sources);
    let count = pages.pages.len();
    let (mut artifacts, faults) = output::output(pages, &assets.manifest, sources);
    artifacts.extend(assets.artifacts);
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    let faults = [assets.faults, faults].concat();
    let summary = derive::summary(&judged.linked, &judged.findings, count);
    (Site { artifacts, faults, summary }, judged)
}
