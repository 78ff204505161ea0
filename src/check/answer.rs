//! Answers of authors: `<!-- planbook: accept PB102 until=2026-12-31 reason="…" -->` in Markdown, the same after `#` in
//! YAML, and `[[checks.accept]]` in book.toml.
//!
//! An answer on a line with other text speaks of that line. One on a line of its own speaks of the block below it; right
//! below a heading, of that section; before everything else, of the document. It is shown beside the finding, and the
//! finding stays in every count.

use std::collections::BTreeMap;

use crate::check::answer_text::{self, Written};
use crate::check::rule::{Rule, Run};
use crate::config::Config;
use crate::date::Date;
use crate::diag::{Answer, Code, Diagnostic, Role, Severity};
use crate::link::Linked;
use crate::place::DocId;

/// The rule about answers that answer nothing.
pub(super) const RULE: Rule = Rule {
    code: Code("PB901"),
    name: "answer-without-finding",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb901.md"),
    run: Run::Earlier,
};

/// Gives the findings their answers; answers that are left over are findings themselves.
pub(super) fn apply(linked: &Linked, config: &Config, as_of: Option<Date>, findings: &mut Vec<Diagnostic>) {
    let mut by_doc: BTreeMap<DocId, Vec<(Written, bool)>> = BTreeMap::new();
    for document in &linked.documents {
        let written = answer_text::find(document);
        if !written.is_empty() {
            by_doc.insert(document.id, written.into_iter().map(|answer| (answer, false)).collect());
        }
    }
    let mut used = vec![false; config.accepted.len()];
    for finding in findings.iter_mut() {
        finding.answer = written(linked, &mut by_doc, finding, as_of)
            .or_else(|| configured(linked, config, &mut used, finding, as_of));
    }
    for (answer, used) in by_doc.into_values().flatten() {
        findings.extend(left_over(&answer, used));
    }
    for (acceptance, _) in config.accepted.iter().zip(&used).filter(|(_, used)| !**used) {
        let file = config.file.as_deref().unwrap_or("book.toml");
        let message =
            format!("{file}:{}: the answer to {} answers no finding", acceptance.line, acceptance.code);
        findings.push(Diagnostic {
            code: RULE.code,
            severity: RULE.severity,
            confidence: crate::diag::Confidence::High,
            message,
            places: Vec::new(),
            help: Some("Delete it, or correct its code or its path.".to_owned()),
            fix: None,
            answer: None,
        });
    }
}

/// The answer in a document that speaks of a place of the finding.
fn written(
    linked: &Linked,
    by_doc: &mut BTreeMap<DocId, Vec<(Written, bool)>>,
    finding: &Diagnostic,
    as_of: Option<Date>,
) -> Option<Answer> {
    for label in &finding.places {
        let Some(answers) = by_doc.get_mut(&label.place.doc) else { continue };
        let line = linked.document(label.place.doc)?.line(label.place.span.start);
        let fits = |(answer, _): &&mut (Written, bool)| {
            answer.fault.is_none()
                && answer.codes.iter().any(|code| code == finding.code.0)
                && (answer.lines.0..=answer.lines.1).contains(&line)
        };
        if let Some((answer, used)) = answers.iter_mut().find(fits) {
            *used = true;
            return Some(Answer {
                reason: answer.reason.clone(),
                until: answer.until.map(|day| day.to_string()),
                expired: expired(answer.until, as_of),
                place: Some(answer.place),
            });
        }
    }
    None
}

fn configured(
    linked: &Linked,
    config: &Config,
    used: &mut [bool],
    finding: &Diagnostic,
    as_of: Option<Date>,
) -> Option<Answer> {
    let document = finding.places.first().and_then(|label| linked.document(label.place.doc))?;
    let (acceptance, used) = config.accepted.iter().zip(used).find(|(acceptance, _)| {
        acceptance.code == finding.code.0
            && acceptance.path.as_ref().is_none_or(|path| path.matches(&document.path))
    })?;
    *used = true;
    Some(Answer {
        reason: acceptance.reason.clone(),
        until: acceptance.until.map(|day| day.to_string()),
        expired: expired(acceptance.until, as_of),
        place: None,
    })
}

/// The last day still counts; without a day to judge by nothing expires.
fn expired(until: Option<Date>, as_of: Option<Date>) -> bool {
    until.zip(as_of).is_some_and(|(until, today)| until < today)
}

fn left_over(answer: &Written, used: bool) -> Option<Diagnostic> {
    let message = match &answer.fault {
        Some(fault) => format!("this answer can't be read: {fault}"),
        None if used => return None,
        None => format!("this answer to {} answers no finding", answer.codes.join(", ")),
    };
    let finding =
        Diagnostic::new(RULE.code, RULE.severity, message, answer.place).main(Role::Other, "the answer");
    Some(finding.help("Delete it, or correct its code or its place: `planbook: accept PB102 until=2026-12-31 reason=\"…\"`."))
}
