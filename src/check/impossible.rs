//! PB104: a share over 100 %, a part larger than its whole, a per cent that its own numbers don't give.

use std::collections::BTreeMap;

use crate::check::case::{Case, plain, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Claim, ClaimKind};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB104"),
    name: "impossible-number",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb104.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = ratios(case);
    found.extend(gaps(case));
    found
}

/// A claim with its part, its whole and the per cent beside them.
type Share<'a> = (&'a Claim, f64, f64, Option<f64>);

/// Claims of one impossible share are one finding: `221 %` belongs to the `44,310/20,019` it comes from.
fn ratios(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut by_percent: BTreeMap<i64, Vec<Share<'_>>> = BTreeMap::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        if let ClaimKind::Ratio { n, of, percent } = claim.kind {
            let share = n / of.max(f64::MIN_POSITIVE) * 100.0;
            by_percent.entry(share.round() as i64).or_default().push((claim, n, of, percent));
        }
    }
    by_percent
        .into_values()
        .filter_map(|claims| {
            let (claim, n, of, percent) =
                *claims.iter().find(|(_, _, of, _)| (*of - 100.0).abs() > 1e-9).or(claims.first())?;
            let share = n / of.max(f64::MIN_POSITIVE) * 100.0;
            let message = match percent.filter(|p| (p - share).abs() > 0.5 && n <= of) {
                Some(percent) => format!(
                    "“{}”: {} of {} is {} %, not {} %",
                    short(&claim.text, 60),
                    plain(n),
                    plain(of),
                    plain((share * 10.0).round() / 10.0),
                    plain(percent),
                ),
                None => format!(
                    "“{}”: no part can be {} % of its whole",
                    short(&claim.text, 60),
                    plain(share.round())
                ),
            };
            let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, claim.place)
            .main(Role::Claim, String::new())
            .help("Find out which of the numbers is wrong: a part counted twice, or a whole that has grown.");
            for (other, ..) in claims.iter().filter(|(other, ..)| other.place != claim.place) {
                finding = finding.and(other.place, Role::Claim, format!("“{}”", short(&other.text, 40)));
            }
            Some(finding)
        })
        .collect()
}

/// A gap that is not the distance between the score and its target.
fn gaps(case: &Case<'_>) -> Vec<Diagnostic> {
    let wrong = case.plan.scores.iter().filter_map(|score| {
        let (now, target, gap) = (score.current?, score.target?, score.gap?);
        let real = (target - now).abs();
        ((real - gap.abs()).abs() > 0.051).then(|| {
            let message = format!(
                "the gap of “{}” is given as {}, but {} to {} is {}",
                short(&score.name, 40),
                plain(gap),
                plain(now),
                plain(target),
                plain((real * 10.0).round() / 10.0),
            );
            Diagnostic::new(RULE.code, Severity::Warning, message, score.place)
                .main(Role::Claim, "in this row")
                .help("Correct the row.")
        })
    });
    wrong.collect()
}
