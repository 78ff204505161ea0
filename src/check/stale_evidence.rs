//! PB203: evidence is older than what it proves.

use crate::check::case::{Case, name, short};
use crate::check::rule::{Rule, Run};
use crate::date::{self, Date};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Item, Standing};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB203"),
    name: "stale-evidence",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb203.md"),
    run: Run::Plan(run),
};

const HELP: &str = "Run the test or the measurement again.";

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (gate, judgement) in case.gates().filter(|(_, judgement)| judgement.standing == Standing::Stale) {
        let message = format!(
            "the evidence for the gate `{}` is stale: {}",
            short(&gate.metric, 50),
            judgement.reason.trim_end_matches('.')
        );
        let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, gate.place)
            .main(Role::Claim, "the gate")
            .help(HELP);
        for source in &judgement.sources {
            finding = finding.and(source.place, Role::Evidence, short(&source.text, 80));
        }
        found.push(finding);
    }
    for (id, item) in case.items() {
        let sources = case.backing(id).iter().filter(|source| source.evidence && source.holds == Some(true));
        let newest = sources
            .filter_map(|source| Some((date::within(source.at.as_deref()?)?, source)))
            .max_by_key(|(at, _)| *at);
        let Some((taken, source)) = newest else { continue };
        if let Some(touched) = case.touched(id).filter(|touched| taken < touched.date) {
            let message = format!(
                "the evidence for {} was taken on {taken}, before `{}`, which it names, was changed on {}",
                name(item),
                short(&touched.path, 60),
                touched.date
            );
            let finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
                .main(Role::Claim, format!("names `{}`", short(&touched.path, 60)))
                .confidence(Confidence::Medium);
            found.push(finding.and(source.place, Role::Evidence, short(&source.text, 80)).help(HELP));
            continue;
        }
        let Some(changed) = changed(item) else { continue };
        if taken < changed {
            let message = format!(
                "the evidence for {} was taken on {taken}, before its last change on {changed}",
                name(item)
            );
            let finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
                .main(Role::Claim, format!("changed on {changed}"));
            found.push(finding.and(source.place, Role::Evidence, short(&source.text, 80)).help(HELP));
        }
    }
    found
}

/// When an item was last changed, by its own fields.
fn changed(item: &Item) -> Option<Date> {
    let names = [
        "completed",
        "completed on",
        "done",
        "finished",
        "updated",
        "last updated",
        "changed",
        "closed",
        "completed_date",
        "updated_date",
    ];
    let fields = item.fields.iter().filter(|field| names.contains(&field.name.to_lowercase().as_str()));
    fields.filter_map(|field| date::within(&field.value)).max()
}
