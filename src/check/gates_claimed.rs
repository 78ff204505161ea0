//! PB205: gates that only the plan's own text says are met.

use crate::check::case::{Case, many, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::model::{Gate, Judgement, Standing};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB205"),
    name: "gate-claimed-only",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb205.md"),
    run: Run::Plan(run),
};

/// How many gates are quoted.
const QUOTED: usize = 12;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let all = case.gates().count();
    let gates: Vec<(&Gate, &Judgement)> =
        case.gates().filter(|(_, judgement)| judgement.standing == Standing::ClaimedOnly).collect();
    let Some((first, judgement)) = gates.first() else { return Vec::new() };
    let message = format!(
        "{} of {} {} met only by the plan's own word",
        gates.len(),
        many(all, "gate"),
        if gates.len() == 1 { "is" } else { "are" }
    );
    let message = message.replace("  ", " ");
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Claim, short(&judgement.reason, 80))
        .help("Let the build write the number down: JUnit, LCOV, Cobertura, SARIF, OpenMetrics and metrics JSON are read.");
    for (gate, judgement) in gates.iter().skip(1).take(QUOTED) {
        finding = finding.and(gate.place, Role::Claim, short(&judgement.reason, 80));
    }
    vec![finding]
}
