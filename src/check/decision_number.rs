//! PB403: two records of one folder have one number.

use std::collections::BTreeMap;

use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::Linked;
use crate::model::Decision;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB403"),
    name: "decision-number-twice",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb403.md"),
    run: Run::Corpus(run),
};

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    let mut numbers: BTreeMap<(&str, u32), Vec<&Decision>> = BTreeMap::new();
    for decision in &linked.corpus.decisions {
        let Some((document, number)) = linked.document(decision.doc).zip(decision.number) else { continue };
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        numbers.entry((folder, number)).or_default().push(decision);
    }
    numbers.into_iter().filter_map(|((_, number), records)| finding(number, &records)).collect()
}

fn finding(number: u32, records: &[&Decision]) -> Option<Diagnostic> {
    let (first, others) = records.split_first().filter(|(_, others)| !others.is_empty())?;
    let titles: Vec<String> = records.iter().map(|one| format!("“{}”", one.title)).collect();
    let message = format!("{number} is the number of {}", titles.join(" and of "));
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Other, format!("“{}”", first.title))
        .help("Give the newer record the next free number: whoever cites the number means only one of them.");
    for other in others {
        finding = finding.and(other.place, Role::Other, format!("“{}”", other.title));
    }
    Some(finding)
}
