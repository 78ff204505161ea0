//! What the tree holds as evidence: each file with its age and what it says, which gates and items it speaks of, and
//! which lines of it speak of nothing in the plans. One page for the site, one for each plan that has any.

use std::collections::HashSet;

use serde::Serialize;

use crate::date;
use crate::derive::GateTally;
use crate::model::{Fact, FactKind, ItemId, Outcome, Plan, Proof, ProofFormat, Source, Status};
use crate::page::part::gate::{self, GateRow, GateSource};
use crate::page::part::{Atlas, Cite, CountOf, Frame, Link, PlanMap, State, counted};
use crate::page::{Page, View};
use crate::place::Place;
use crate::site::Url;

/// The most files, items, gates and lines a page lists of each; how many more there are is said.
const LISTED: usize = 100;

/// What a page of evidence shows.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// Whether it is about one plan.
    pub of_plan: bool,
    /// The files; none on the page of a plan.
    pub files: Vec<FileOfEvidence>,
    /// How many files there are.
    pub total_files: usize,
    /// Whether the age of any is known.
    pub aged: bool,
    /// Whether the commits of the repository were read.
    pub history: bool,
    /// The items that evidence speaks of, what contradicts them first.
    pub items: Vec<BackedItem>,
    /// How many such items there are.
    pub total_items: usize,
    /// The gates that evidence speaks of, the worst first.
    pub gates: Vec<GateRow>,
    /// How many such gates there are.
    pub total_gates: usize,
    /// Those gates by what can be said of them.
    pub gate_counts: Vec<CountOf>,
    /// Lines of evidence that speak of no gate and no item.
    pub loose: Vec<Loose>,
    /// How many such lines there are.
    pub total_loose: usize,
    /// All evidence of the site, from the page of a plan.
    pub all: Option<Link>,
}

/// A file of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct FileOfEvidence {
    /// Its path, which leads to its page.
    pub link: Link,
    /// Its format: `JUnit XML`.
    pub format: &'static str,
    /// When it was taken, as written; empty where it does not say.
    pub taken: String,
    /// How old it was on the day the site speaks of: `12 days`.
    pub age: String,
    /// What it says, in a few words.
    pub says: String,
    /// How much of it speaks of something in a plan.
    pub used: String,
}

/// An item that evidence speaks of.
#[derive(Clone, Debug, Serialize)]
pub struct BackedItem {
    /// The item.
    pub link: Link,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Its plan, on the page of the site.
    pub plan: Option<Link>,
    /// Its own state.
    pub state: State,
    /// What the evidence says of that state.
    pub verdict: State,
    /// The evidence.
    pub sources: Vec<GateSource>,
}

/// A line of evidence that speaks of nothing in the plans.
#[derive(Clone, Debug, Serialize)]
pub struct Loose {
    /// What it says.
    pub text: String,
    /// Where.
    pub cite: Cite,
}

/// The pages of the site and of each plan.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let proofs: Vec<&Proof> = atlas
        .material
        .linked
        .corpus
        .proofs
        .iter()
        .filter(|proof| !atlas.material.linked.is_idle(proof.doc))
        .collect();
    let mapped = atlas.mapped();
    let mut pages: Vec<Page> =
        mapped.iter().filter_map(|(plan, map)| of_plan(atlas, plan, map, !proofs.is_empty())).collect();
    if !proofs.is_empty() {
        pages.push(of_site(atlas, &proofs, &mapped));
    }
    pages
}

fn of_site(atlas: &Atlas<'_>, proofs: &[&Proof], mapped: &[(&Plan, &PlanMap)]) -> Page {
    let url = Url::new("evidence/");
    let used = used(atlas);
    let mut items: Vec<BackedItem> =
        mapped.iter().flat_map(|(plan, map)| backed(atlas, plan, map, &url, true)).collect();
    items.sort_by_key(|item| rank(&item.verdict));
    let mut tally = GateTally::default();
    let (mut gates, mut total_gates) = (Vec::new(), 0);
    for (plan, map) in mapped {
        let numbers = proven(atlas, plan);
        total_gates += numbers.len();
        count(atlas, plan, &numbers, &mut tally);
        let room = LISTED.saturating_sub(gates.len());
        gates.extend(gate::gates(
            atlas,
            plan,
            map,
            &url,
            numbers.get(..numbers.len().min(room)).unwrap_or(&[]),
        ));
    }
    // Tests that pass and name nothing are the rule: they are counted with their file and not listed.
    let stray = || {
        let facts = proofs.iter().flat_map(|proof| proof.facts.iter().map(move |fact| (proof, fact)));
        facts.filter(|(proof, fact)| {
            told(proof, fact) && !used.contains(&fact.place) && fact.kind != FactKind::Test(Outcome::Passed)
        })
    };
    let files: Vec<FileOfEvidence> =
        proofs.iter().take(LISTED).map(|proof| file(atlas, &url, proof, &used)).collect();
    let total_items = items.len();
    items.truncate(LISTED);
    let view = EvidenceView {
        of_plan: false,
        aged: files.iter().any(|file| !file.age.is_empty()),
        history: !atlas.material.sources.changed.is_empty(),
        files,
        total_files: proofs.len(),
        items,
        total_items,
        gates,
        total_gates,
        gate_counts: gate::counts(&tally),
        loose: stray()
            .take(LISTED)
            .filter_map(|(_, fact)| {
                Some(Loose { text: says(fact), cite: Cite::new(atlas, &url, fact.place)? })
            })
            .collect(),
        total_loose: stray().count(),
        all: None,
    };
    let frame = Frame::new(atlas, &url, "Evidence", &[]).section("Evidence").crumb(&url, atlas.title(), "");
    page(url, frame, view)
}

fn of_plan(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, site: bool) -> Option<Page> {
    let url = map.below("evidence/");
    let mut items = backed(atlas, plan, map, &url, false);
    items.sort_by_key(|item| rank(&item.verdict));
    let numbers = proven(atlas, plan);
    if items.is_empty() && numbers.is_empty() {
        return None;
    }
    let mut tally = GateTally::default();
    count(atlas, plan, &numbers, &mut tally);
    let total_items = items.len();
    items.truncate(LISTED);
    let shown = numbers.get(..numbers.len().min(LISTED)).unwrap_or(&[]);
    let view = EvidenceView {
        of_plan: true,
        files: Vec::new(),
        total_files: 0,
        aged: false,
        history: !atlas.material.sources.changed.is_empty(),
        items,
        total_items,
        gates: gate::gates(atlas, plan, map, &url, shown),
        total_gates: numbers.len(),
        gate_counts: gate::counts(&tally),
        loose: Vec::new(),
        total_loose: 0,
        all: site.then(|| Link { label: "All evidence of this site".to_owned(), href: url.to("evidence/") }),
    };
    let frame = Frame::of_plan(atlas, &url, plan, "Evidence");
    Some(page(url, frame, view))
}

fn page(url: Url, mut frame: Frame, view: EvidenceView) -> Page {
    let sections = [
        (!view.files.is_empty(), "Files", "files"),
        (!view.gates.is_empty(), "Gates", "gates"),
        (!view.items.is_empty(), "Items", "items"),
        (!view.loose.is_empty(), "Matched to nothing", "loose"),
    ];
    for (_, label, id) in sections.into_iter().filter(|(there, _, _)| *there) {
        frame.content(label, id);
    }
    Page { url, template: "page/evidence.html", frame, view: View::Evidence(Box::new(view)) }
}

/// Every place of evidence that speaks of an item or a gate.
fn used(atlas: &Atlas<'_>) -> HashSet<Place> {
    let items = atlas.material.linked.backing.values().flatten();
    let gates = atlas.material.derived.gates.values().flat_map(|numbers| &numbers.judgements);
    let sources = items.chain(gates.flat_map(|judgement| &judgement.sources));
    sources.filter(|source| source.evidence).map(|source| source.place).collect()
}

/// The numbers of the gates that evidence speaks of, the worst first.
fn proven(atlas: &Atlas<'_>, plan: &Plan) -> Vec<usize> {
    let judged = atlas.material.derived.gates.get(&plan.doc).map_or(&[][..], |numbers| &numbers.judgements);
    let evidenced = |index: &usize| {
        judged.get(*index).is_some_and(|one| one.sources.iter().any(|source| source.evidence))
    };
    if judged.iter().all(|one| one.sources.is_empty()) {
        return Vec::new();
    }
    gate::ranked(atlas, plan).into_iter().filter(evidenced).collect()
}

fn count(atlas: &Atlas<'_>, plan: &Plan, numbers: &[usize], tally: &mut GateTally) {
    let judged = atlas.material.derived.gates.get(&plan.doc).map_or(&[][..], |numbers| &numbers.judgements);
    for judgement in numbers.iter().filter_map(|index| judged.get(*index)) {
        tally.add(judgement.standing);
    }
}

fn backed(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url, name_plan: bool) -> Vec<BackedItem> {
    let first = (plan.doc, ItemId(0));
    let last = (plan.doc, ItemId(u32::MAX));
    let backing = atlas.material.linked.backing.range(first..=last);
    backing
        .filter_map(|((_, id), sources)| {
            let item = plan.item(*id)?;
            Some(BackedItem {
                link: Link { label: item.title.clone(), href: url.to(map.item(*id)) },
                id: item.id.clone(),
                plan: name_plan.then(|| Link { label: plan.title.clone(), href: url.to(&map.url.0) }),
                state: State::item(item),
                verdict: verdict(item.status, sources),
                sources: sources
                    .iter()
                    .take(8)
                    .filter_map(|source| GateSource::new(atlas, url, source))
                    .collect(),
            })
        })
        .collect()
}

/// What evidence says of an item: one line against it outweighs those for it. Only what is called done can be
/// contradicted: that open work has a failing test is no news.
fn verdict(status: Status, sources: &[Source]) -> State {
    let says = |holds| sources.iter().any(|source| source.holds == Some(holds));
    let (class, words) = match (says(false), says(true), status == Status::Done) {
        (true, _, true) => ("blocked", "says it is not done"),
        (true, _, false) => ("todo", "says it is not done"),
        (false, true, true) => ("done", "says it is done"),
        (false, true, false) => ("warning", "says it is done"),
        (false, false, _) => ("unknown", "does not say whether it is done"),
    };
    State { class, words: words.to_owned(), written: None, inherited: false }
}

fn rank(verdict: &State) -> u8 {
    match verdict.class {
        "blocked" => 0,
        "warning" => 1,
        "todo" | "unknown" => 2,
        _ => 3,
    }
}

fn file(atlas: &Atlas<'_>, url: &Url, proof: &Proof, used: &HashSet<Place>) -> FileOfEvidence {
    let path = atlas.document(proof.doc).map_or("", |document| document.path.as_str());
    // The newest line where the file as a whole does not say when it was taken.
    let lines = || proof.facts.iter().filter_map(|fact| fact.at.as_deref());
    let taken = proof.at.as_deref().or_else(|| lines().max_by_key(|at| date::within(at)));
    let day = taken.and_then(date::within);
    let age = day.zip(atlas.material.derived.as_of).map(|(day, today)| (today - day).get_days());
    let places = |wanted: &dyn Fn(&Fact) -> bool| {
        proof.facts.iter().filter(|fact| wanted(fact)).map(|fact| fact.place).collect::<HashSet<_>>().len()
    };
    let all = places(&|fact| told(proof, fact) || used.contains(&fact.place));
    let spoken = places(&|fact| used.contains(&fact.place));
    FileOfEvidence {
        link: Link { label: path.to_owned(), href: url.to(&atlas.addresses.document(proof.doc).0) },
        format: proof.format.name(),
        taken: day.map_or_else(|| taken.unwrap_or("").to_owned(), |day| day.to_string()),
        age: match age {
            Some(days @ 0..) => counted(days as usize, "day"),
            _ => String::new(),
        },
        says: summary(proof),
        used: format!("{spoken} of {}", counted(all, "line")),
    }
}

/// Whether a line says something by itself: totals of a test report stand beside the tests they are made of.
fn told(proof: &Proof, fact: &Fact) -> bool {
    proof.format != ProofFormat::Junit || matches!(fact.kind, FactKind::Test(_))
}

fn summary(proof: &Proof) -> String {
    let tests = |wanted| proof.facts.iter().filter(|fact| fact.kind == FactKind::Test(wanted)).count();
    let (passed, failed, skipped) = (tests(Outcome::Passed), tests(Outcome::Failed), tests(Outcome::Skipped));
    let mut parts: Vec<String> = [(passed, "passed"), (failed, "failed"), (skipped, "skipped")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let messages = proof.facts.iter().filter(|fact| matches!(fact.kind, FactKind::Message { .. })).count();
    if messages > 0 {
        parts.push(counted(messages, "status message"));
    }
    if parts.is_empty() {
        let measures = || proof.facts.iter().filter(|fact| matches!(fact.kind, FactKind::Measure { .. }));
        parts.extend(measures().take(3).map(says));
        let more = measures().count().saturating_sub(3);
        if more > 0 {
            parts.push(format!("{more} more"));
        }
    }
    parts.join(", ")
}

/// A line of evidence in words.
fn says(fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Measure { value, unit } => {
            let rounded = (value * 100.0).round() / 100.0;
            let unit = unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
            format!("{} {rounded}{unit}", fact.subject)
        }
        FactKind::Test(outcome) => {
            let word = match outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "failed",
                Outcome::Skipped => "was skipped",
            };
            format!("test “{}” {word}", fact.subject)
        }
        FactKind::Message { status_text, .. } => format!("{} reports “{status_text}”", fact.subject),
    }
}
