//! PB204: gates that nothing can be held against.

use crate::check::case::{Case, many, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::{Gate, Judgement, Standing};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB204"),
    name: "gate-not-computable",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb204.md"),
    run: Run::Plan(run),
};

/// How many gates are quoted.
const QUOTED: usize = 12;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let all = case.gates().count();
    let gates: Vec<(&Gate, &Judgement)> =
        case.gates().filter(|(_, judgement)| judgement.standing == Standing::NotComputable).collect();
    let Some((first, judgement)) = gates.first() else { return Vec::new() };
    let message = format!("{} of {} can't be computed", gates.len(), many(all, "gate"));
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Claim, short(&judgement.reason, 80))
        .help("Name a file under `evidence:`, or give the gate a number that something measures.");
    for (gate, judgement) in gates.iter().skip(1).take(QUOTED) {
        finding = finding.and(gate.place, Role::Claim, short(&judgement.reason, 80));
    }
    vec![finding]
}
