//! PB404: a record names another one that is not there.

use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::link::{Linked, Missing, Resolved};
use crate::model::{Decision, Reference, Relation, Target};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB404"),
    name: "decision-missing",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb404.md"),
    run: Run::Corpus(run),
};

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    let own = linked.corpus.decisions.iter().flat_map(|decision| of(linked, decision));
    own.chain(linked.decisions.missing.iter().map(|one| in_code(linked, one))).collect()
}

/// A record that a comment of a program names.
fn in_code(linked: &Linked, one: &Missing) -> Diagnostic {
    let message = format!("A comment names “{}”, and there is no such record", one.text);
    let severity = if one.sure { RULE.severity } else { Severity::Note };
    let finding = Diagnostic::new(RULE.code, severity, message, one.place).main(Role::Claim, "leads nowhere");
    let finding = if one.sure { finding } else { finding.confidence(Confidence::Medium) };
    let near = one.near.and_then(|doc| linked.document(doc));
    match near.and_then(|document| document.path.rsplit('/').next()) {
        Some(near) => finding.help(format!("Did you mean `{near}`?")),
        None => finding.help("Name the record that is meant, or take the mention out."),
    }
}

fn of(linked: &Linked, decision: &Decision) -> Vec<Diagnostic> {
    let Some(ties) = linked.decisions.of(decision.doc) else { return Vec::new() };
    let nowhere = decision.references.iter().zip(&ties.resolved).filter(|(_, to)| **to == Resolved::Nothing);
    // What takes its place is PB401's.
    nowhere
        .filter(|(one, _)| one.relation != Relation::SupersededBy)
        .filter_map(|(one, _)| finding(linked, decision, one))
        .collect()
}

fn finding(linked: &Linked, decision: &Decision, one: &Reference) -> Option<Diagnostic> {
    let message = format!("“{}” names “{}”, and there is no such record", decision.title, one.text);
    let mut finding =
        Diagnostic::new(RULE.code, RULE.severity, message, one.place).main(Role::Claim, "leads nowhere");
    if one.relation == Relation::Relates {
        finding.severity = Severity::Note;
        // A bare number in running text may belong to another project.
        if matches!(one.target, Target::Number(_)) {
            finding = finding.confidence(Confidence::Medium);
        }
    }
    let near = nearest(linked, decision, one);
    Some(match near {
        Some(near) => finding.help(format!("Did you mean `{near}`?")),
        None => finding.help("Link the record that is meant, or take the mention out."),
    })
}

/// The record whose file has the number that is meant.
fn nearest(linked: &Linked, decision: &Decision, one: &Reference) -> Option<String> {
    let (Target::File(text) | Target::Name(text)) = &one.target else { return None };
    let name = text.rsplit('/').next()?;
    let digits: String =
        name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let path = linked.document(decision.doc).map(|document| document.path.as_str())?;
    let other =
        linked.decisions.numbered(path, digits.parse().ok()?).filter(|other| *other != decision.doc)?;
    linked.document(other).and_then(|document| document.path.rsplit('/').next().map(str::to_owned))
}
