//! PB112: a score that nothing in the plan would raise, and work that is listed twice.

use std::collections::{BTreeMap, HashSet};

use crate::check::case::{Case, plain, short};
use crate::check::rule::{Rule, Run};
use crate::decode::Syntax;
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::markdown::BlockKind;
use crate::model::{Carrier, Item, Kind, Score, Status};
use crate::phrase::Phrase;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB112"),
    name: "score-without-work",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb112.md"),
    run: Run::Plan(run),
};

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.kind != Kind::Plan {
        return Vec::new();
    }
    let mut found = scores(case);
    found.extend(twice(case));
    found
}

/// A score below its target whose name no part and no item of the plan speaks of, where most other scores have theirs.
fn scores(case: &Case<'_>) -> Vec<Diagnostic> {
    let plan = case.plan;
    if plan.scores.len() < 3 || plan.items.is_empty() {
        return Vec::new();
    }
    let below = |score: &&Score| score.current.zip(score.target).is_some_and(|(now, target)| now < target);
    if !plan.scores.iter().any(|score| below(&score)) {
        return Vec::new();
    }
    let mut titles: Vec<Phrase> = plan.groups.iter().map(|group| Phrase::new(&group.title)).collect();
    if let Syntax::Markdown { doc, .. } = &case.document.syntax {
        titles.extend(doc.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } => Some(Phrase::new(&text.text)),
            _ => None,
        }));
    }
    // Only the words that a score's name is made of: items are many.
    let named: HashSet<String> =
        plan.scores.iter().flat_map(|score| Phrase::new(&score.name).words).collect();
    // A title that does not even hold the beginning of such a word is passed by.
    let begins: HashSet<String> = named.iter().map(|word| word.chars().take(3).collect()).collect();
    let may = |title: &str| begins.iter().any(|begin| title.contains(begin.as_str()));
    let mut words: HashSet<String> = HashSet::new();
    for item in plan.items.iter().filter(|item| may(&item.title.to_lowercase())) {
        words.extend(Phrase::new(&item.title).words.into_iter().filter(|word| named.contains(word)));
    }
    let covered = |name: &str| {
        let phrase = Phrase::new(name);
        titles.iter().any(|title| phrase.within(title))
            || phrase.words.iter().all(|word| words.contains(word))
    };
    let open: Vec<_> = plan.scores.iter().filter(below).filter(|score| !covered(&score.name)).collect();
    if open.len() * 2 >= plan.scores.len() {
        return Vec::new();
    }
    let finding = |score: &&Score| {
        let (now, target) = (score.current.unwrap_or_default(), score.target.unwrap_or_default());
        let message = format!(
            "“{}” is to rise from {} to {}, but no part and no item of the plan is about it",
            short(&score.name, 40),
            plain(now),
            plain(target),
        );
        Diagnostic::new(RULE.code, Severity::Warning, message, score.place)
            .main(Role::Claim, "wanted here")
            .confidence(Confidence::Medium)
            .help("Add the work that raises it, or take the score out.")
    };
    open.iter().map(finding).collect()
}

/// What a piece of work is about, however it is put: `Add request deduplication` and `Implement request deduplication`
/// are one. `None` for titles of too few telling words: many parts have `unit tests` of their own.
fn work_key(title: &str) -> Option<String> {
    let thing = Phrase::thing(title);
    let chores = thing.words.iter().filter(|word| CHORES.contains(&word.as_str())).count();
    if thing.len() >= 3 || thing.len() == 2 && chores == 0 {
        return Some(thing.key());
    }
    let all = Phrase::new(title);
    if all.len() >= 3 && chores < thing.len() {
        return Some(all.key());
    }
    // `Remove all `any` types`: little words may be what it is about, so then all of them must agree.
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (words.len() >= 4).then(|| words.join(" "))
}

/// Words, as stems, of work that every part of a plan may have.
const CHORES: [&str; 16] = [
    "test", "unit", "integr", "document", "review", "code", "clean", "cleanup", "refactor", "bug", "fix",
    "deploy", "releas", "updat", "check", "plan",
];

/// Words that say how work is done or how far it reaches, not what it is about.
const MANNER: [&str; 16] = [
    "extensively",
    "thoroughly",
    "everywhere",
    "where",
    "wherever",
    "possible",
    "needed",
    "leverage",
    "migrate",
    "generate",
    "adopt",
    "run",
    "convert",
    "handling",
    "state",
    "usage",
];

/// What a piece of work is about with less of how it is put: without versions and words of manner, and with `spec` for
/// `specification`. Two words are enough only where one is a name of its own: a code span, or capitals inside it.
fn loose(title: &str) -> Option<Phrase> {
    let plain = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !MANNER.contains(&word.as_str()) && !word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let words: Vec<&str> = title.split_whitespace().filter(plain).collect();
    let mut phrase = Phrase::thing(&words.join(" "));
    for word in phrase.words.iter_mut().filter(|word| *word == "specific") {
        *word = "spec".to_owned();
    }
    let telling = phrase.words.iter().filter(|word| !CHORES.contains(&word.as_str())).count();
    let enough = telling >= 3 || telling == 2 && own_name(title).is_some();
    enough.then_some(phrase)
}

/// The first name in a title that is its own: `useForm`, `OpenAPI`.
fn own_name(title: &str) -> Option<&str> {
    title.split(|c: char| !c.is_alphanumeric() && c != '_').find(|word| {
        let inner = word.chars().skip(1).any(char::is_uppercase);
        word.len() > 4 && inner && word.chars().any(char::is_lowercase)
    })
}

/// Two open items in two parts whose titles come down to the same words, or that speak of one named thing where the words
/// of one are among the other's. Where more than two are about a name, it names no single piece of work.
fn alike<'a>(items: &[&'a Item]) -> Vec<(&'a Item, &'a Item)> {
    let mut same: BTreeMap<String, Vec<(&'a Item, Phrase)>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.status != Status::Done) {
        let Some(phrase) = loose(&item.title) else { continue };
        same.entry(format!("={}", phrase.key())).or_default().push((item, phrase.clone()));
        if let Some(name) = own_name(&item.title) {
            same.entry(name.to_lowercase()).or_default().push((item, phrase));
        }
    }
    let mut seen: HashSet<(Place, Place)> = HashSet::new();
    let pairs = same.into_values().filter_map(|both| {
        let [(first, a), (second, b)] = both.as_slice() else { return None };
        let one = (a.within(b) || b.within(a)) && a.len().abs_diff(b.len()) <= 1;
        (one && first.group != second.group && seen.insert((first.place, second.place)))
            .then_some((*first, *second))
    });
    pairs.collect()
}

/// The same work for two open items in two parts of the plan. Chores that come back in every part are left alone.
fn twice(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut same: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    for (_, item) in case.items().filter(|(_, item)| item.parent.is_none() && item.carrier != Carrier::File) {
        let counts = item.id.is_none() && item.status != Status::Cancelled;
        if let Some(key) = counts.then(|| work_key(&item.title)).flatten() {
            same.entry(key).or_default().push(item);
        }
    }
    let mut found = Vec::new();
    let mut single: Vec<&Item> = same.values().filter(|items| items.len() == 1).flatten().copied().collect();
    single.sort_by_key(|item| item.place);
    for (first, second) in alike(&single) {
        let message =
            format!("“{}” and “{}” may be the same work", short(&first.title, 50), short(&second.title, 50));
        let finding = Diagnostic::new(RULE.code, Severity::Note, message, first.place)
            .main(Role::Count, "listed here")
            .and(second.place, Role::Count, "and here")
            .confidence(Confidence::Low);
        found.push(finding.help("Keep one of them, or say in the titles how they differ."));
    }
    for items in same.into_values() {
        let [first, second, ..] = items.as_slice() else { continue };
        let parts: HashSet<_> = items.iter().map(|item| item.group).collect();
        // What is done on both sides needs no more than a tidy hand.
        let open = items.iter().any(|item| item.status != Status::Done);
        if items.len() > 3 || parts.len() < items.len() || !open {
            continue;
        }
        let message = format!(
            "“{}” is listed {} as work",
            short(&first.title, 60),
            if items.len() == 2 { "twice" } else { "three times" }
        );
        let mut finding = Diagnostic::new(RULE.code, Severity::Note, message, first.place)
            .main(Role::Count, "listed here")
            .and(second.place, Role::Count, "and here")
            .confidence(Confidence::Medium)
            .help("Keep one of them, or say in the titles how they differ.");
        for item in items.iter().skip(2) {
            finding = finding.and(item.place, Role::Count, "and here");
        }
        found.push(finding);
    }
    found
}
