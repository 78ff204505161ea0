//! PB206: something with a number in it is called done while the text says that it has not been measured.

use crate::check::case::{Case, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{ClaimKind, Status, StatusSource, Subject};
use crate::phrase::Phrase;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB206"),
    name: "measured-while-pending",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb206.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        let (ClaimKind::Unmeasured, Subject::Noun(noun)) = (&claim.kind, &claim.subject) else { continue };
        let phrase = Phrase::thing(noun);
        let said = said(case, &phrase);
        let Some((first, place)) = said.first() else { continue };
        let message = format!("{first} is called done, but the text says “{}”", short(&claim.text, 50));
        let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, *place)
            .main(Role::Claim, "called done")
            .and(claim.place, Role::Other, "not measured")
            .confidence(Confidence::Medium)
            .help("Measure it, or open it until it is measured.");
        for (other, place) in said.iter().skip(1) {
            finding = finding.and(*place, Role::Claim, format!("{other} is called done too"));
        }
        found.push(finding);
    }
    found
}

/// What is called done, has a number in it, and speaks of all the words.
fn said(case: &Case<'_>, phrase: &Phrase) -> Vec<(String, Place)> {
    let speaks = |text: &str| {
        text.contains(|c: char| c.is_ascii_digit())
            && phrase.within(&Phrase::thing(text))
            && !phrase.is_empty()
    };
    let items = case
        .items()
        .filter(|(_, item)| item.status == Status::Done && item.status_source == StatusSource::Own);
    let items = items.filter(|(_, item)| speaks(&item.title)).map(|(_, item)| {
        let title = if item.id.is_some() { format!(" ({})", short(&item.title, 50)) } else { String::new() };
        (format!("{}{title}", name(item)), item.place)
    });
    let criteria =
        case.plan.criteria.iter().filter(|criterion| criterion.met == Some(true) && speaks(&criterion.text));
    let criteria = criteria
        .map(|criterion| (format!("the criterion “{}”", short(&criterion.text, 60)), criterion.place));
    let there = case.plan.claims.iter().filter(|claim| {
        claim.kind == ClaimKind::Delivered
            && claim.confidence > Confidence::Low
            && matches!(&claim.subject, Subject::Noun(noun) if same_number(phrase, noun))
    });
    let there = there.map(|claim| (format!("“{}”", short(&claim.text, 60)), claim.place));
    items.chain(criteria).chain(there).collect()
}

/// Whether both speak of one number of one thing: `<4hr onboarding` and `a 4hr onboarding guide`.
fn same_number(phrase: &Phrase, noun: &str) -> bool {
    let digit = |word: &&String| word.starts_with(|c: char| c.is_ascii_digit());
    if !phrase.words.iter().any(|word| digit(&word)) || !noun.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let other = Phrase::thing(noun);
    let both: Vec<&String> = phrase.words.iter().filter(|word| other.words.contains(word)).collect();
    both.iter().any(digit) && both.iter().any(|word| !digit(word))
}
