//! PB202: evidence speaks against a gate, or against an item that is called done.

use crate::check::case::{Case, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::{Source, Standing, Status};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB202"),
    name: "evidence-says-otherwise",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb202.md"),
    run: Run::Plan(run),
};

/// How many sources are quoted.
const QUOTED: usize = 5;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (gate, judgement) in case.gates() {
        let proved = judgement.sources.first().is_some_and(|source| source.evidence);
        if judgement.standing == Standing::NotMet && proved {
            let reason = judgement.reason.trim_end_matches('.');
            let message = format!(
                "the gate `{}: {}` is not met: {}",
                short(&gate.metric, 50),
                short(&gate.text, 40),
                short(reason, 140)
            );
            let finding =
                Diagnostic::new(RULE.code, RULE.severity, message, gate.place).main(Role::Claim, "the gate");
            found.push(quote(finding, &judgement.sources).help("Meet the gate, or change it and say so."));
        }
    }
    for (id, item) in case.items().filter(|(_, item)| item.status == Status::Done) {
        let against: Vec<&Source> =
            case.backing(id).iter().filter(|source| source.evidence && source.holds == Some(false)).collect();
        if let Some(first) = against.first() {
            let message = format!("{} is called done, but {}", name(item), short(&first.text, 120));
            let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
                .main(Role::Claim, "called done")
                .help("Mend what fails, or open the item again.");
            for source in against.into_iter().take(QUOTED) {
                finding = finding.and(source.place, Role::Evidence, short(&source.text, 80));
            }
            found.push(finding);
        }
    }
    found
}

fn quote(mut finding: Diagnostic, sources: &[Source]) -> Diagnostic {
    for source in sources.iter().take(QUOTED) {
        let role = if source.evidence { Role::Evidence } else { Role::Claim };
        finding = finding.and(source.place, role, short(&source.text, 80));
    }
    finding
}
