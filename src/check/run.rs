//! Runs the rules over every document, in parallel.

use rayon::prelude::*;

use crate::check::api_case::ApiCase;
use crate::check::case::Case;
use crate::check::rule::Run;
use crate::check::{answer, leaks};
use crate::config::Config;
use crate::date::Date;
use crate::diag::{Diagnostic, Severity};
use crate::link::Linked;
use crate::model::Kind;
use crate::parse::api::Resolver;

/// Runs every rule that is not switched off, adds what earlier stages found, and gives all findings their answers. They
/// stand in document order.
pub fn check(
    linked: &Linked,
    config: &Config,
    as_of: Option<Date>,
    earlier: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut findings = earlier;
    findings.retain(|finding| !is_tolerated(linked, finding));
    findings.extend(run(linked, config, as_of));
    findings.retain(|finding| !config.ignored_checks.iter().any(|code| code == finding.code.0));
    answer::apply(linked, config, as_of, &mut findings);
    findings.sort_by_key(|finding| (finding.places.first().map(|label| label.place), finding.code));
    findings
}

/// What a machine wrote as evidence may be several values, one a line, whatever its name ends with: it was read, and
/// nobody is asked to rename it.
fn is_tolerated(linked: &Linked, finding: &Diagnostic) -> bool {
    let doc = finding.places.first().map(|label| label.place.doc);
    let kind = doc.and_then(|doc| linked.entry(doc)).map(|entry| entry.kind);
    kind == Some(Kind::Evidence) && finding.code.0 == "PB005" && finding.severity == Severity::Warning
}

fn run(linked: &Linked, config: &Config, as_of: Option<Date>) -> Vec<Diagnostic> {
    let rules: Vec<&crate::check::Rule> = super::ALL
        .iter()
        .filter(|rule| !config.ignored_checks.iter().any(|code| code == rule.code.0))
        .collect();
    let of_documents = linked.documents.par_iter().flat_map_iter(|document| {
        let own = rules.iter().flat_map(move |rule| match rule.run {
            Run::Document(run) => run(document),
            _ => Vec::new(),
        });
        own.chain(leaks::check(document, &rules)).collect::<Vec<_>>()
    });
    let of_plans = linked.corpus.plans.par_iter().flat_map_iter(|plan| {
        let case = Case::new(linked, plan);
        let found: Vec<Diagnostic> = case
            .iter()
            .flat_map(|case| {
                rules.iter().flat_map(move |rule| match rule.run {
                    Run::Plan(run) => run(case),
                    _ => Vec::new(),
                })
            })
            .collect();
        found
    });
    let of_all = rules.par_iter().flat_map_iter(|rule| match rule.run {
        Run::Corpus(run) => run(linked, as_of),
        _ => Vec::new(),
    });
    of_documents.chain(of_plans).chain(of_apis(linked, &rules)).chain(of_all).collect()
}

fn of_apis(linked: &Linked, rules: &[&crate::check::Rule]) -> Vec<Diagnostic> {
    let apis = &linked.corpus.apis;
    if apis.is_empty() {
        return Vec::new();
    }
    let resolver = Resolver::new(&linked.documents, apis.iter().map(|api| api.doc));
    let found = apis.par_iter().flat_map_iter(|api| {
        let case = ApiCase::new(&resolver, api);
        let run = |case: &ApiCase<'_>| {
            let runs = rules.iter().filter_map(|rule| match rule.run {
                Run::Api(run) => Some(run),
                _ => None,
            });
            runs.flat_map(|run| run(case)).collect::<Vec<_>>()
        };
        case.as_ref().map(run).unwrap_or_default()
    });
    found.collect()
}
