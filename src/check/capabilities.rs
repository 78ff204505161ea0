//! PB110: one thing is listed as there and as missing, or as there and as still to come.
//!
//! Things are the same when their words are: `Interactive API docs` and `interactive API documentation`. A word more or
//! less is allowed where three or more agree.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::check::case::{Case, name, short, weight};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{Claim, ClaimKind, Item, Status, StatusSource, Subject};
use crate::phrase::Phrase;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB110"),
    name: "there-and-missing",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb110.md"),
    run: Run::Plan(run),
};

/// How many places are quoted.
const QUOTED: usize = 8;

/// The sides a thing is listed on.
#[derive(Default)]
struct Thing<'a> {
    there: Vec<Named<'a>>,
    missing: Vec<Named<'a>>,
    planned: Vec<Named<'a>>,
    /// Whether what is missing has a word more or less than what is there.
    near: bool,
}

/// A thing where it is named.
#[derive(Clone, Copy)]
struct Named<'a> {
    words: &'a str,
    place: Place,
    confidence: Confidence,
}

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut things: BTreeMap<String, Thing<'_>> = BTreeMap::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.confidence > Confidence::Low) {
        let Some((words, key)) = thing(claim) else { continue };
        let named = Named { words, place: claim.place, confidence: claim.confidence };
        // `CI pipeline with quality gates` is a CI pipeline.
        if claim.kind == ClaimKind::Delivered
            && let Some(short) = words.find(" with ").and_then(|at| words.get(..at))
            && Phrase::thing(short).len() > 1
        {
            let named = Named { words: short, ..named };
            things.entry(Phrase::thing(short).key()).or_default().there.push(named);
        }
        let thing = things.entry(key).or_default();
        match claim.kind {
            ClaimKind::Delivered => thing.there.push(named),
            ClaimKind::Missing => thing.missing.push(named),
            _ => thing.planned.push(named),
        }
    }
    join_near(&mut things);
    let (near, same): (Vec<&Thing<'_>>, Vec<&Thing<'_>>) = things.values().partition(|thing| thing.near);
    let mut found: Vec<Diagnostic> = same.into_iter().filter_map(|thing| finding(case, thing)).collect();
    found.extend(against_items(case));
    found.extend(none_left(case));
    // What only looks alike is told once for a gap, and not where something surer speaks of it.
    let mut spoken: BTreeSet<u32> =
        found.iter().flat_map(|finding| &finding.places).map(|label| case.line(label.place)).collect();
    for finding in near.into_iter().filter_map(|thing| finding(case, thing)) {
        let gap = finding.places.get(1).map(|label| case.line(label.place));
        if gap.is_none_or(|line| spoken.insert(line)) {
            found.push(finding);
        }
    }
    found
}

fn thing(claim: &Claim) -> Option<(&str, String)> {
    let Subject::Noun(words) = &claim.subject else { return None };
    if !matches!(claim.kind, ClaimKind::Delivered | ClaimKind::Missing | ClaimKind::Planned) {
        return None;
    }
    let key = Phrase::thing(words).key();
    // `v1.0` and `Q3` name no thing that can be there or missing.
    let names = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    key.split(' ').any(names).then_some((words.as_str(), key))
}

/// Joins what is missing or planned to what is there when one has one word more, and at least two agree: every phrase of
/// up to six words is looked up without each of its words, so the cost stays linear.
fn join_near(things: &mut BTreeMap<String, Thing<'_>>) {
    let mut moves: Vec<(String, String)> = Vec::new();
    for (key, thing) in things.iter().filter(|(_, thing)| !thing.there.is_empty()) {
        let words: Vec<&str> = key.split(' ').collect();
        if thing.missing.is_empty() && (3..=6).contains(&words.len()) {
            for left_out in 0..words.len() {
                let shorter: Vec<&str> = words
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at != left_out)
                    .map(|(_, word)| *word)
                    .collect();
                let shorter = shorter.join(" ");
                if things
                    .get(&shorter)
                    .is_some_and(|other| !other.missing.is_empty() && other.there.is_empty())
                {
                    moves.push((shorter, key.clone()));
                }
            }
        }
    }
    for (key, _) in things.iter().filter(|(_, thing)| thing.there.is_empty() && !thing.missing.is_empty()) {
        let words: Vec<&str> = key.split(' ').collect();
        if (3..=6).contains(&words.len()) {
            for left_out in 0..words.len() {
                let shorter: Vec<&str> = words
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at != left_out)
                    .map(|(_, word)| *word)
                    .collect();
                let shorter = shorter.join(" ");
                if things.get(&shorter).is_some_and(|other| !other.there.is_empty()) {
                    moves.push((key.clone(), shorter));
                }
            }
        }
    }
    // `order export tests` are another thing than `order export`: the last word says what it is.
    let last = |named: Option<&Named<'_>>| named.and_then(|named| Phrase::thing(named.words).words.pop());
    for (from, to) in moves {
        let Some(missing) = things.get(&from).map(|thing| thing.missing.clone()) else { continue };
        let there = things.get(&to).and_then(|thing| thing.there.first());
        if last(missing.first()) != last(there) {
            continue;
        }
        if let Some(thing) = things.get_mut(&to) {
            thing.near |= thing.missing.is_empty();
            thing.missing.extend(missing);
        }
    }
}

fn finding(case: &Case<'_>, thing: &Thing<'_>) -> Option<Diagnostic> {
    let there = thing.there.iter().max_by_key(|named| (named.confidence, std::cmp::Reverse(named.place)))?;
    let (other, verb, severity) = match (thing.missing.first(), thing.planned.first()) {
        (Some(_), _) => {
            let best = thing.missing.iter().max_by_key(|n| (n.confidence, std::cmp::Reverse(n.place)))?;
            // `CSV export` may be there while `nightly CSV export` is not.
            (best, "missing", if thing.near { Severity::Note } else { Severity::Warning })
        }
        // A thing that is there may be worked on again: only a name of several words says that it is the same work.
        (None, Some(first)) if telling(there.words) => (first, "still to come", Severity::Note),
        _ => return None,
    };
    if case.line(other.place) == case.line(there.place) {
        return None;
    }
    let confidence = there.confidence.min(other.confidence);
    let message = if there.words.eq_ignore_ascii_case(other.words) {
        format!("“{}” is listed as there and as {verb}", short(there.words, 60))
    } else {
        format!("“{}” is listed as there, “{}” as {verb}", short(there.words, 50), short(other.words, 50))
    };
    let mut finding = Diagnostic::new(RULE.code, weight(severity, confidence), message, there.place)
        .main(Role::Claim, "listed as there")
        .confidence(confidence)
        .help("Take it out of one of the lists, or say which part of it is missing.");
    let mut seen = BTreeSet::from([case.line(there.place)]);
    let sides = [
        (&thing.missing, "listed as missing"),
        (&thing.planned, "listed as still to come"),
        (&thing.there, "listed as there"),
    ];
    for (side, text) in sides {
        for named in side.iter().take(QUOTED) {
            if seen.insert(case.line(named.place)) {
                finding = finding.and(named.place, Role::Claim, text);
            }
        }
    }
    Some(finding)
}

fn telling(words: &str) -> bool {
    Phrase::thing(words).len() > 1 || words.contains('-')
}

/// What is called missing while an item of that name is done, and what is called there while one is open.
fn against_items(case: &Case<'_>) -> Vec<Diagnostic> {
    let claims = || {
        case.plan.claims.iter().filter(|claim| {
            claim.confidence > Confidence::Low
                && matches!(claim.kind, ClaimKind::Delivered | ClaimKind::Missing)
        })
    };
    if claims().next().is_none() {
        return Vec::new();
    }
    let works = Works::new(case);
    let mut found = Vec::new();
    for claim in claims() {
        let Subject::Noun(words) = &claim.subject else { continue };
        let phrase = Phrase::thing(words);
        let wanted = claim.kind == ClaimKind::Missing;
        let opposite = |item: &Item| match wanted {
            true => item.status == Status::Done,
            false => matches!(item.status, Status::Todo | Status::InProgress | Status::Blocked),
        };
        let same_part = |item: &Item| {
            wanted || item.group.is_some() && case.around(item.group).iter().any(|g| Some(*g) == claim.group)
        };
        let fits = |item: &Item| {
            opposite(item) && same_part(item) && case.line(item.place) != case.line(claim.place)
        };
        let hit = works.begin(&phrase).filter(|_| wanted || phrase.len() > 2).find(|item| fits(item));
        let hit = hit.or_else(|| works.about(&phrase).filter(|_| wanted).find(|item| fits(item)));
        if let Some(item) = hit {
            found.push(against_item(claim, words, item, wanted));
        }
    }
    found
}

/// Whether a field says what an item is; a note may say what is wrong with it.
fn says_what(name: &str) -> bool {
    let name = name.to_lowercase();
    ["description", "details", "what", "goal", "objective", "summary", "deliverable", "scope"]
        .iter()
        .any(|word| name.starts_with(word))
}

/// How many items are looked at for one claim.
const LOOKED_AT: usize = 64;

/// The items with a status of their own, by the words of their titles and descriptions.
struct Works<'a> {
    texts: Vec<(&'a Item, Phrase)>,
    starts: HashMap<(String, String), Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
}

impl<'a> Works<'a> {
    fn new(case: &Case<'a>) -> Self {
        let mut works = Self { texts: Vec::new(), starts: HashMap::new(), by_word: HashMap::new() };
        for (_, item) in case.items().filter(|(_, item)| item.status_source == StatusSource::Own) {
            let description = item
                .fields
                .iter()
                .filter(|f| f.value.len() > 12 && f.value.contains(' ') && says_what(&f.name))
                .map(|f| f.value.as_str());
            for text in std::iter::once(item.title.as_str()).chain(description) {
                let phrase = Phrase::thing(text);
                let [first, second, ..] = phrase.words.as_slice() else { continue };
                let number = works.texts.len();
                works.starts.entry((first.clone(), second.clone())).or_default().push(number);
                if (3..=5).contains(&phrase.len()) {
                    for word in &phrase.words {
                        works.by_word.entry(word.clone()).or_default().push(number);
                    }
                }
                works.texts.push((item, phrase));
            }
        }
        works
    }

    /// The items whose title or description begins with `phrase`.
    fn begin<'s>(&'s self, phrase: &'s Phrase) -> impl Iterator<Item = &'a Item> + 's {
        let key = match phrase.words.as_slice() {
            [first, second, ..] => Some((first.clone(), second.clone())),
            _ => None,
        };
        let numbers = key.and_then(|key| self.starts.get(&key)).map_or(&[][..], Vec::as_slice);
        let texts = numbers.iter().take(LOOKED_AT).filter_map(|number| self.texts.get(*number));
        texts.filter(|(_, other)| other.words.starts_with(&phrase.words)).map(|(item, _)| *item)
    }

    /// The items whose title or description has all words of `phrase`, of at least three, and at most one more:
    /// `automatic agent spawning` and `Implement automatic swarm spawning for new agents`.
    fn about<'s>(&'s self, phrase: &'s Phrase) -> impl Iterator<Item = &'a Item> + 's {
        let lists = phrase.words.iter().map(|word| self.by_word.get(word).map_or(&[][..], Vec::as_slice));
        let rarest = lists.min_by_key(|list| list.len()).filter(|_| phrase.len() > 2).unwrap_or(&[]);
        let texts = rarest.iter().take(LOOKED_AT).filter_map(|number| self.texts.get(*number));
        texts
            .filter(|(_, other)| phrase.within(other) && other.len() <= phrase.len() + 1)
            .map(|(item, _)| *item)
    }
}

/// What a met criterion says that there is none of (`Zero orphaned tools ✅`), while a gap names some.
fn none_left(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut gaps: HashMap<String, &Claim> = HashMap::new();
    for claim in case.plan.claims.iter().filter(|claim| claim.kind == ClaimKind::Missing) {
        if let Subject::Noun(words) = &claim.subject {
            gaps.entry(Phrase::thing(words).key()).or_insert(claim);
        }
    }
    if gaps.is_empty() {
        return Vec::new();
    }
    let met = case.plan.criteria.iter().filter(|criterion| criterion.met == Some(true));
    let found = met.filter_map(|criterion| {
        let text = criterion.text.split_once(": ").map_or(criterion.text.as_str(), |(_, rest)| rest);
        let none = text.split(" - ").next()?.trim();
        let lower = none.to_lowercase();
        let what = ["zero ", "no "]
            .iter()
            .find_map(|word| lower.strip_prefix(word).and_then(|rest| none.get(none.len() - rest.len()..)))?;
        let phrase = Phrase::thing(what);
        let gap = gaps.get(&phrase.key()).filter(|_| phrase.len() > 1)?;
        let message = format!(
            "“{}” is called met, but “{}” stands in a list of gaps",
            short(none, 50),
            short(&gap.text, 50)
        );
        let finding = Diagnostic::new(RULE.code, Severity::Warning, message, criterion.place)
            .main(Role::Claim, "called met")
            .and(gap.place, Role::Claim, "listed as a gap")
            .confidence(Confidence::Medium);
        Some(finding.help("Bring the list up to date, or take the mark back."))
    });
    found.collect()
}

fn against_item(claim: &Claim, words: &str, item: &Item, missing: bool) -> Diagnostic {
    let (listed, state) = if missing { ("missing", "done") } else { ("there", item.status.words()) };
    let message = format!(
        "“{}” is listed as {listed}, but {} ({}) is {state}",
        short(words, 50),
        name(item),
        short(&item.title, 50)
    );
    Diagnostic::new(RULE.code, Severity::Warning, message, claim.place)
        .main(Role::Claim, format!("listed as {listed}"))
        .and(item.place, Role::Count, format!("{} is {state}", name(item)))
        .confidence(Confidence::Medium)
        .help("Bring the list up to date, or open the item again.")
}
