//! Which evidence, and which of the plan's own words, speak of which gate.
//!
//! A name fits when all its words are words of the other: `e2e coverage` and `e2e coverage of checkout`. Words such as
//! `rate` and `total` say nothing, and the coverage a coverage report gives goes by several names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::date::{self, Date};
use crate::decode::Document;
use crate::link::proof::judge::{Number, judge};
use crate::link::proof::touched;
use crate::model::{Claim, ClaimKind, FactKind, Gate, GateKind, Judgement, Plan, Proof, Source, Subject};
use crate::parse::Corpus;
use crate::phrase::Phrase;

/// Words that say nothing of what is measured.
const EMPTY: [&str; 10] =
    ["rat", "rate", "percent", "total", "valu", "number", "count", "ratio", "gauge", "current"];

/// The measurements of all evidence, by the words of their names.
pub(super) struct Measurements<'a> {
    facts: Vec<(Phrase, Number)>,
    by_word: HashMap<String, Vec<usize>>,
    by_name: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Measurements<'a> {
    /// The measurements of `corpus`.
    pub(super) fn new(corpus: &'a Corpus, documents: &[Document]) -> Self {
        let mut all = Self { facts: Vec::new(), by_word: HashMap::new(), by_name: HashMap::new() };
        for proof in &corpus.proofs {
            for fact in &proof.facts {
                let FactKind::Measure { value, unit } = &fact.kind else { continue };
                let path = documents.get(proof.doc.index()).map_or("", |document| document.path.as_str());
                let source = Source {
                    place: fact.place,
                    text: format!(
                        "{path} gives {} for “{}”",
                        with_unit(*value, unit.as_deref()),
                        fact.subject
                    ),
                    at: fact.at.clone().or_else(|| proof.at.clone()),
                    evidence: true,
                    holds: None,
                };
                let number = Number { value: *value, unit: unit.clone(), bound: false, source };
                let index = all.facts.len();
                for name in names(proof, &fact.subject) {
                    let phrase = naming(&name);
                    for word in &phrase.words {
                        all.by_word.entry(word.clone()).or_default().push(all.facts.len());
                    }
                    all.facts.push((phrase, number.clone()));
                }
                if let Some(about) = &fact.about {
                    all.by_name.entry(about).or_default().push(index);
                }
            }
        }
        all
    }

    /// The numbers for a gate: those that name it, else those whose name fits.
    fn of(&self, gate: &Gate) -> Vec<Number> {
        if let Some(named) = self.by_name.get(gate.metric.as_str()) {
            return named
                .iter()
                .filter_map(|index| self.facts.get(*index))
                .map(|(_, number)| number.clone())
                .collect();
        }
        let wanted = naming(&gate.metric);
        let rarest = wanted.words.iter().min_by_key(|word| self.by_word.get(*word).map_or(0, Vec::len));
        let Some(candidates) = rarest.and_then(|word| self.by_word.get(word)) else { return Vec::new() };
        let mut found: Vec<(usize, &Number)> = candidates
            .iter()
            .filter_map(|index| self.facts.get(*index))
            .filter(|(phrase, _)| wanted.within(phrase) && (wanted.len() > 1 || phrase.len() == 1))
            .map(|(phrase, number)| (phrase.len(), number))
            .collect();
        // The name that says least beyond the gate's is the one that is meant.
        let least = found.iter().map(|(len, _)| *len).min().unwrap_or(0);
        found.retain(|(len, _)| *len == least);
        // A measurement that goes by several names may fit by two of them.
        let mut once: Vec<Number> = Vec::new();
        for (_, number) in found {
            if once.iter().all(|other| {
                other.source.place != number.source.place || other.source.text != number.source.text
            }) {
                once.push(number.clone());
            }
        }
        once
    }
}

/// The words of a name that say what is measured.
fn naming(name: &str) -> Phrase {
    let spaced: String =
        name.chars().map(|c| if matches!(c, '_' | '-' | '.' | '/') { ' ' } else { c }).collect();
    let mut phrase = Phrase::new(&spaced);
    phrase.words.retain(|word| !EMPTY.contains(&word.as_str()));
    phrase.words.iter_mut().filter(|word| *word == "zero").for_each(String::clear);
    phrase.words.retain(|word| !word.is_empty());
    phrase
}

/// The names a measurement goes by.
fn names(proof: &Proof, subject: &str) -> Vec<String> {
    use crate::model::ProofFormat::{Cobertura, Junit, Lcov, Sarif};
    let mut names = vec![subject.to_owned()];
    match (proof.format, subject) {
        (Lcov | Cobertura, "line coverage") => {
            names.extend(
                ["coverage", "test coverage", "code coverage", "unit test coverage"].map(str::to_owned),
            );
        }
        (Junit, "tests passing") => names.extend(["test pass", "test success"].map(str::to_owned)),
        (Junit, "tests failures") => {
            names.extend(["test failures", "failing tests", "failed tests"].map(str::to_owned))
        }
        (Sarif, name) => {
            // The name of the tool says less to a plan than what it does.
            let what = name.rsplit(' ').next().unwrap_or(name);
            names.extend([
                format!("static analysis {what}"),
                format!("analysis {what}"),
                format!("lint {what}"),
            ]);
        }
        _ => {}
    }
    names
}

fn with_unit(value: f64, unit: Option<&str>) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    unit.map_or_else(|| format!("{rounded}"), |unit| format!("{rounded} {unit}"))
}

/// Judges every gate of a plan.
pub(super) fn all(
    plan: &Plan,
    measurements: &Measurements<'_>,
    history: &BTreeMap<String, String>,
) -> Vec<Judgement> {
    let mut own: HashMap<usize, Vec<&Claim>> = HashMap::new();
    for claim in &plan.claims {
        if let ClaimKind::Measure { gate, .. } = claim.kind {
            own.entry(gate).or_default().push(claim);
        }
    }
    let missing = Missing::new(plan);
    let judged = plan.gates.iter().enumerate().map(|(index, gate)| {
        let mut numbers = measurements.of(gate);
        numbers.extend(own.get(&index).into_iter().flatten().filter_map(|claim| number(claim)));
        judge(gate, numbers, absent(gate, &missing), changed(plan, gate, history))
    });
    judged.collect()
}

fn number(claim: &Claim) -> Option<Number> {
    let ClaimKind::Measure { value, unit, bound, .. } = &claim.kind else { return None };
    let source =
        Source { place: claim.place, text: claim.text.clone(), at: None, evidence: false, holds: None };
    Some(Number { value: *value, unit: unit.clone(), bound: *bound, source })
}

/// What the plan lists as missing, by its words.
struct Missing<'a> {
    things: Vec<(Phrase, &'a Claim)>,
    by_word: HashMap<String, Vec<usize>>,
    /// Those of one word.
    alone: HashMap<String, Vec<usize>>,
}

impl<'a> Missing<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut missing = Self { things: Vec::new(), by_word: HashMap::new(), alone: HashMap::new() };
        if plan.gates.is_empty() {
            return missing;
        }
        let sure = |claim: &&Claim| {
            claim.kind == ClaimKind::Missing && claim.confidence == crate::diag::Confidence::High
        };
        for claim in plan.claims.iter().filter(sure) {
            let Subject::Noun(noun) = &claim.subject else { continue };
            let phrase = Phrase::thing(noun);
            if let Some(first) = phrase.words.first().filter(|_| phrase.len() == 1) {
                missing.alone.entry(first.clone()).or_default().push(missing.things.len());
            }
            for word in &phrase.words {
                missing.by_word.entry(word.clone()).or_default().push(missing.things.len());
            }
            missing.things.push((phrase, claim));
        }
        missing
    }

    /// The things that may be what `wanted` names: those with its rarest word, and those with its first.
    fn near(&self, wanted: &Phrase) -> BTreeSet<usize> {
        let list = |word: &String| self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        let rarest = wanted.words.iter().map(list).min_by_key(|list| list.len());
        let single = wanted.words.first().and_then(|word| self.alone.get(word)).into_iter().flatten();
        rarest.into_iter().flatten().chain(single).copied().collect()
    }
}

/// Places that list what a gate measures as missing: `predictive_analytics` and `❌ Predictive analytics engine`.
fn absent(gate: &Gate, missing: &Missing<'_>) -> Vec<Source> {
    if !matches!(gate.kind, GateKind::Number | GateKind::Ratio) {
        return Vec::new();
    }
    let wanted = naming(&gate.metric);
    let fits = |phrase: &Phrase| {
        wanted.len() > 1 && wanted.within(phrase) && phrase.len() <= wanted.len() + 1
            || phrase.len() == 1 && wanted.words.first() == phrase.words.first() && wanted.len() == 2
    };
    let near = missing.near(&wanted);
    let found = near
        .iter()
        .filter_map(|index| missing.things.get(*index))
        .filter(|(phrase, claim)| fits(phrase) && claim.place != gate.place);
    found
        .map(|(_, claim)| Source {
            place: claim.place,
            text: format!("“{}”", claim.text),
            at: None,
            evidence: false,
            holds: Some(false),
        })
        .collect()
}

/// When what a gate proves was last changed, by the dates of its item and the history of the files that it names.
fn changed(plan: &Plan, gate: &Gate, history: &BTreeMap<String, String>) -> Option<Date> {
    let item = plan.item(gate.item?)?;
    let names = [
        "completed",
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
    let stated = fields.filter_map(|field| date::within(&field.value)).max();
    stated.max(touched::last(item, history).map(|touched| touched.date))
}
