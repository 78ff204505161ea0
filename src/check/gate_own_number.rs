//! PB201: a number in the plan's own text does not meet one of its gates.

use crate::check::case::{Case, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Gate, Judgement, Standing};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB201"),
    name: "gate-not-met-by-own-number",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb201.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let own = case.gates().filter(|(_, judgement)| {
        judgement.standing == Standing::NotMet
            && judgement.sources.first().is_some_and(|source| !source.evidence)
    });
    own.map(|(gate, judgement)| finding(gate, judgement)).collect()
}

fn finding(gate: &Gate, judgement: &Judgement) -> Diagnostic {
    let reason = judgement.reason.trim_end_matches('.');
    let message = format!(
        "the gate `{}: {}` is not met: {}",
        short(&gate.metric, 50),
        short(&gate.text, 40),
        short(reason, 120)
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, gate.place)
        .main(Role::Claim, "the gate")
        .confidence(Confidence::Medium)
        .help("Measure again, change the gate and say so, or leave the part open.");
    for source in &judgement.sources {
        let (role, word) =
            if source.evidence { (Role::Evidence, "evidence") } else { (Role::Count, "the plan says") };
        finding = finding.and(source.place, role, format!("{word} {}", short(&source.text, 60)));
    }
    finding
}
