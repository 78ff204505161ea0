//! PB105: one quantity has several values: `all 203 agents` and `all 232 agents`.
//!
//! A bare number proves nothing: two lists of `5 files` and `8 files` speak of two things. Values are held against each
//! other only where the text says that it speaks of all there is, of the whole of a share, or of a measured rate; and
//! only within one part of the plan, or where both values turn up all over it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::check::case::{Case, plain, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Claim, ClaimKind, Extent};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB105"),
    name: "quantity-with-several-values",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb105.md"),
    run: Run::Plan(run),
};

/// How many places of one value are quoted.
const QUOTED: usize = 12;

/// A number with its place.
#[derive(Clone)]
struct Value<'a> {
    value: f64,
    at_least: bool,
    extent: Extent,
    scope: u32,
    claim: &'a Claim,
}

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut units: BTreeMap<String, Vec<Value<'_>>> = BTreeMap::new();
    let names = names_of_wholes(&case.plan.claims);
    let mut scopes = Scopes::new(case);
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        if let ClaimKind::Quantity { value, unit, at_least, extent } = &claim.kind {
            let value = Value {
                value: *value,
                at_least: *at_least,
                extent: *extent,
                scope: scopes.of(claim.place),
                claim,
            };
            units.entry(named(unit, claim, &names)).or_default().push(value);
        }
    }
    let mut found = Vec::new();
    for (unit, values) in &units {
        let rate = unit.ends_with(" per second");
        let targets: Vec<Value<'_>> =
            values.iter().filter(|v| v.extent == Extent::Target && rate).cloned().collect();
        found.extend(finding(unit, &targets, &targets, "is wanted to be"));
        let parts: Vec<Value<'_>> = values.iter().filter(|v| v.extent == Extent::Part).cloned().collect();
        found.extend(finding(unit, &differing_parts(&parts), &parts, "is given as"));
        let definite = definite(values);
        if EVERYDAY.contains(&unit.as_str()) {
            continue;
        }
        if rate {
            found.extend(finding(unit, &far_apart(&definite), &definite, "is given as"));
        } else {
            found.extend(finding(unit, &contradicting(&definite, values), values, "is given as"));
        }
    }
    found.extend(records(&units));
    found.extend(working(case));
    found
}

/// All of a thing are said to work in one place, and fewer of it in another: `all hosts operational`, `3/5 hosts healthy`.
fn working(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut units: BTreeMap<&str, Vec<(f64, &Claim)>> = BTreeMap::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        if let ClaimKind::Working { share, unit } = &claim.kind {
            units.entry(unit).or_default().push((*share, claim));
        }
    }
    let found = units.into_values().filter_map(|claims| {
        let all: Vec<&Claim> = claims.iter().filter(|(share, _)| *share >= 1.0).map(|(_, c)| *c).collect();
        let fewer: Vec<&Claim> = claims.iter().filter(|(share, _)| *share < 1.0).map(|(_, c)| *c).collect();
        let (first, less) = all.first().zip(fewer.first())?;
        let message = format!(
            "it is said “{}” in one place and “{}” in another",
            short(&first.text, 50),
            short(&less.text, 50)
        );
        let finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
            .main(Role::Claim, "says that all of them work")
            .confidence(Confidence::Medium)
            .help("Say when each was counted, or how many work now.");
        let quoted = fewer
            .iter()
            .map(|c| (c, "says that fewer do"))
            .chain(all.iter().skip(1).map(|c| (c, "so does this")));
        Some(
            quoted
                .take(QUOTED)
                .fold(finding, |finding, (claim, text)| finding.and(claim.place, Role::Claim, text)),
        )
    });
    found.collect()
}

/// A share without a noun takes the one of another share of the same, telling whole: `1,800/20,019 processed`.
fn names_of_wholes(claims: &[Claim]) -> HashMap<u64, String> {
    let mut names = HashMap::new();
    for claim in claims {
        if let ClaimKind::Quantity { value, unit, extent: Extent::Whole, .. } = &claim.kind
            && *value >= 1000.0
            && !unit.is_empty()
        {
            names.entry(value.to_bits()).or_insert_with(|| unit.clone());
        }
    }
    names
}

fn named(unit: &str, claim: &Claim, names: &HashMap<u64, String>) -> String {
    let whole = claim
        .text
        .split('/')
        .nth(1)
        .map(|rest| rest.chars().filter(char::is_ascii_digit).collect::<String>());
    match whole.and_then(|digits| digits.parse::<f64>().ok()).and_then(|of| names.get(&of.to_bits())) {
        Some(name) if unit.is_empty() => name.clone(),
        Some(name) if unit.starts_with(' ') => format!("{name}{unit}"),
        _ => unit.to_owned(),
    }
}

/// Values of a whole: those that say so, and telling numbers that are repeated all over the document.
fn definite<'a>(values: &[Value<'a>]) -> Vec<Value<'a>> {
    let mut scopes: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    for value in values.iter().filter(|value| value.extent == Extent::Bare) {
        scopes.entry(value.value.to_bits()).or_default().insert(value.scope);
    }
    let repeated = |v: &Value<'_>| {
        v.extent == Extent::Bare
            && v.value >= 1000.0
            && v.value % 100.0 != 0.0
            && scopes.get(&v.value.to_bits()).is_some_and(|scopes| scopes.len() > 2)
    };
    values
        .iter()
        .filter(|v| matches!(v.extent, Extent::All | Extent::Whole) || repeated(v))
        .cloned()
        .collect()
}

/// Things that every part of a plan has its own number of.
const EVERYDAY: [&str; 24] = [
    "test", "file", "line", "issu", "error", "check", "cas", "pag", "commit", "assert", "warn", "function",
    "day", "hour", "minut", "week", "month", "point", "request", "tim", "bug", "fix", "change", "row",
];

/// Values that contradict each other: within one part of the plan, or because each of both stands in several parts.
fn contradicting<'a>(definite: &[Value<'a>], all: &[Value<'a>]) -> Vec<Value<'a>> {
    let mut scopes: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    for value in all.iter().filter(|v| !matches!(v.extent, Extent::Target | Extent::Part)) {
        scopes.entry(value.value.to_bits()).or_default().insert(value.scope);
    }
    let wide = |value: &Value<'_>| scopes.get(&value.value.to_bits()).is_some_and(|scopes| scopes.len() > 1);
    let clash = |a: &Value<'_>, b: &Value<'_>| {
        a.value.to_bits() != b.value.to_bits()
            && !(a.at_least && b.value >= a.value)
            && !(b.at_least && a.value >= b.value)
            && (a.scope == b.scope && a.extent == b.extent || wide(a) && wide(b))
    };
    // One of each value and part stands for all of them: the comparison stays small however often a value is repeated.
    let mut kinds: BTreeMap<(u64, u32, Extent), &Value<'a>> = BTreeMap::new();
    for value in definite {
        kinds.entry((value.value.to_bits(), value.scope, value.extent)).or_insert(value);
    }
    let kinds: Vec<&Value<'a>> = kinds.into_values().take(64).collect();
    let clashing: BTreeSet<u64> = kinds
        .iter()
        .filter(|a| kinds.iter().any(|b| clash(a, b)))
        .map(|value| value.value.to_bits())
        .collect();
    definite.iter().filter(|value| clashing.contains(&value.value.to_bits())).cloned().collect()
}

/// Measured rates that lie more than a tenth apart.
fn far_apart<'a>(values: &[Value<'a>]) -> Vec<Value<'a>> {
    let low = values.iter().map(|v| v.value).fold(f64::INFINITY, f64::min);
    let high = values.iter().map(|v| v.value).fold(0.0, f64::max);
    if high > low * 1.1 { values.to_vec() } else { Vec::new() }
}

/// Different parts of one whole, each said to be how far it is, where no part of the plan tells them apart.
fn differing_parts<'a>(parts: &[Value<'a>]) -> Vec<Value<'a>> {
    let groups: BTreeSet<_> = parts.iter().map(|part| part.claim.group).collect();
    let wholes: BTreeSet<_> =
        parts.iter().filter_map(|part| part.claim.text.split('/').nth(1)?.split(' ').next()).collect();
    if groups.len() <= 2 && wholes.len() == 1 { parts.to_vec() } else { Vec::new() }
}

fn finding(unit: &str, chosen: &[Value<'_>], all: &[Value<'_>], verb: &str) -> Option<Diagnostic> {
    let mut by_value: BTreeMap<u64, Vec<&Value<'_>>> = BTreeMap::new();
    for value in chosen {
        by_value.entry(value.value.to_bits()).or_default();
    }
    if by_value.len() < 2 {
        return None;
    }
    for value in all {
        if let Some(places) = by_value.get_mut(&value.value.to_bits()) {
            places.push(value);
        }
    }
    let mut sides: Vec<Vec<&Value<'_>>> = by_value.into_values().collect();
    sides.sort_by_key(|side| side.first().map(|value| value.claim.place));
    let counts: Vec<String> = sides
        .iter()
        .filter_map(|side| side.first().map(|v| format!("{} ({})", plain(v.value), times(side.len()))))
        .collect();
    let first = sides.first()?.first()?;
    let name = match &first.claim.subject {
        crate::model::Subject::Noun(noun) if !unit.ends_with(" per second") => noun.clone(),
        _ => unit.to_owned(),
    };
    let message = format!("the number of “{}” {verb} {}: it differs", short(&name, 40), listed(&counts));
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.claim.place)
        .main(Role::Claim, format!("“{}”", short(&first.claim.text, 40)))
        .help("Give the number once, with its date, and point there from elsewhere.");
    let mut seen: BTreeSet<Place> = BTreeSet::from([first.claim.place]);
    for side in &sides {
        for value in side.iter().take(QUOTED).filter(|value| seen.insert(value.claim.place)) {
            finding =
                finding.and(value.claim.place, Role::Claim, format!("“{}”", short(&value.claim.text, 40)));
        }
    }
    Some(finding)
}

fn times(n: usize) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// As many records of a thing as there are things: `52 agents`, `53 agent health records`, in one part of the plan.
fn records(units: &BTreeMap<String, Vec<Value<'_>>>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (unit, values) in units {
        let Some((things, kind)) = unit.split_once(' ') else { continue };
        let record = kind
            .split(' ')
            .next_back()
            .is_some_and(|last| matches!(last, "record" | "profil" | "account" | "entr"));
        let Some(owners) = units.get(things).filter(|_| record) else { continue };
        let pair = values.iter().find_map(|b| {
            let near = |a: &&Value<'_>| {
                a.claim.group == b.claim.group
                    && !a.at_least
                    && a.value.to_bits() != b.value.to_bits()
                    && (a.value - b.value).abs() <= 0.05 * a.value
            };
            owners.iter().find(near).map(|a| (a, b))
        });
        if let Some((a, b)) = pair {
            let message = format!("“{}” and “{}” differ", short(&a.claim.text, 40), short(&b.claim.text, 40));
            let finding = Diagnostic::new(RULE.code, Severity::Note, message, a.claim.place)
                .main(Role::Claim, format!("“{}”", short(&a.claim.text, 40)))
                .confidence(Confidence::Low)
                .help("If there is one record for each, one of the numbers is wrong.");
            let others = owners
                .iter()
                .filter(|v| v.value.to_bits() == a.value.to_bits() && v.claim.place != a.claim.place);
            let records = values.iter().filter(|v| v.value.to_bits() == b.value.to_bits());
            let quoted = records.chain(others).take(QUOTED);
            found.push(quoted.fold(finding, |finding, value| {
                finding.and(value.claim.place, Role::Claim, format!("“{}”", short(&value.claim.text, 40)))
            }));
        }
    }
    found
}

/// Numbers the parts of a document by what their headings name: two headings that begin with `Step 5` open the same
/// part, wherever they stand.
struct Scopes {
    headings: Vec<(u32, u32)>,
}

impl Scopes {
    fn new(case: &Case<'_>) -> Self {
        let mut names: HashMap<String, u32> = HashMap::new();
        let mut headings = Vec::new();
        if let crate::decode::Syntax::Markdown { doc, .. } = &case.document.syntax {
            for block in &doc.blocks {
                if let crate::markdown::BlockKind::Heading { text, .. } = &block.kind {
                    let next = names.len() as u32 + 1;
                    let number = *names.entry(head(&text.text)).or_insert(next);
                    headings.push((block.span.start, number));
                }
            }
        }
        Self { headings }
    }

    fn of(&mut self, place: Place) -> u32 {
        let at = self.headings.partition_point(|(start, _)| *start <= place.span.start);
        at.checked_sub(1).and_then(|index| self.headings.get(index)).map_or(0, |(_, number)| *number)
    }
}

/// `step 5` of `✅ Step 5: Validate …`; the whole heading where it has no number.
fn head(title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        [word, number, ..] if number.starts_with(|c: char| c.is_ascii_digit()) => format!("{word} {number}"),
        _ => lower,
    }
}
