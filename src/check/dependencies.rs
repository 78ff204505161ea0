//! PB107: a task is done before one it depends on, depends on itself in the end, or on one that does not exist.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::check::case::{Case, many, name, short};
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::model::{GroupId, Item, ItemId, Status, StatusSource};
use crate::phrase;
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB107"),
    name: "dependencies",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb107.md"),
    run: Run::Plan(run),
};

/// How many places are quoted.
const QUOTED: usize = 8;

/// Up to how many open dependencies of one phase, or ids of a plan that are not there, are findings of their own: a reader who is shown forty looks at none.
const SINGLE: usize = 5;

fn run(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.plan.items.iter().all(|item| item.depends_on.is_empty()) {
        return Vec::new();
    }
    let names = Names::new(case);
    let mut edges: Vec<Vec<ItemId>> = vec![Vec::new(); case.plan.items.len()];
    let mut missing: Vec<(&Item, &str)> = Vec::new();
    for (id, item) in case.items() {
        for text in &item.depends_on {
            let targets = names.find(text);
            if targets.is_empty()
                && let Some(unknown) = names.unknown(text)
            {
                missing.push((item, unknown));
            }
            if let Some(list) = edges.get_mut(id.0 as usize) {
                list.extend(targets.into_iter().filter(|target| *target != id));
            }
        }
    }
    let mut found: Vec<Diagnostic> = match missing.len() {
        0..=SINGLE => missing.iter().map(|(item, unknown)| not_there(item, unknown)).collect(),
        _ => not_there_all(&missing).into_iter().collect(),
    };
    found.extend(too_early(case, &edges));
    found.extend(cycles(&edges).iter().filter_map(|cycle| round(case, cycle)));
    found
}

/// Ids as they are looked up.
struct Names {
    ids: HashMap<String, ItemId>,
    titles: HashMap<String, ItemId>,
    shapes: HashMap<String, usize>,
}

impl Names {
    fn new(case: &Case<'_>) -> Self {
        let count = case.plan.items.len();
        let mut names = Self {
            ids: HashMap::with_capacity(2 * count),
            titles: HashMap::with_capacity(count),
            shapes: HashMap::new(),
        };
        for (id, item) in case.items() {
            names.titles.entry(item.title.to_lowercase()).or_insert(id);
            for written in item.id.iter().chain(&item.expands_to) {
                names.ids.entry(phrase::id(written)).or_insert(id);
                let shape = shape(written);
                match names.shapes.get_mut(&shape) {
                    Some(count) => *count += 1,
                    None => drop(names.shapes.insert(shape, 1)),
                }
            }
            names.ids.entry(phrase::id(&item.key)).or_insert(id);
        }
        // Phases and other groups may be depended on too; nothing is said of them here.
        for (_, group) in case.groups() {
            names.titles.entry(group.title.to_lowercase()).or_insert(ItemId(u32::MAX));
            names.ids.entry(phrase::id(&group.key)).or_insert(ItemId(u32::MAX));
        }
        names
    }

    /// The items that a dependency names.
    fn find(&self, text: &str) -> Vec<ItemId> {
        if let Some(id) =
            self.ids.get(&phrase::id(text)).or_else(|| self.titles.get(&text.trim().to_lowercase()))
        {
            return vec![*id];
        }
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '`'));
        words
            .filter_map(|word| {
                self.ids.get(&phrase::id(word)).filter(|_| word.contains(|c: char| c.is_ascii_digit()))
            })
            .copied()
            .collect()
    }

    /// A dependency that is written as this plan writes its ids and is none of them.
    fn unknown<'t>(&self, text: &'t str) -> Option<&'t str> {
        let word = text.trim().trim_matches('`');
        let id = word.contains(|c: char| c.is_ascii_digit())
            && word.contains(|c: char| c.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#'));
        (id && self.shapes.get(&shape(word)).is_some_and(|count| *count >= 3)).then_some(word)
    }
}

/// `T001` and `T017` have one shape: letters as they are, digits as `0`.
fn shape(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() }).collect()
}

/// One finding where many ids are not there: a list of them was renamed or left out.
fn not_there_all(missing: &[(&Item, &str)]) -> Option<Diagnostic> {
    let (first, unknown) = missing.first()?;
    let message = format!(
        "{} dependencies name items that are not there: `{unknown}` of {}, and {} more",
        missing.len(),
        name(first),
        missing.len() - 1
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Claim, format!("depends on `{unknown}`"))
        .help("Correct the ids, or add the items.");
    for (item, unknown) in missing.iter().skip(1).take(QUOTED) {
        finding = finding.and(item.place, Role::Claim, format!("depends on `{unknown}`"));
    }
    Some(finding)
}

fn not_there(item: &Item, unknown: &str) -> Diagnostic {
    let message = format!("{} depends on `{unknown}`, and there is no such item", name(item));
    Diagnostic::new(RULE.code, RULE.severity, message, item.place)
        .main(Role::Claim, format!("depends on `{unknown}`"))
        .help("Correct the id, or add the item.")
}

/// An open item with the done ones that depend on it.
struct Early<'a> {
    target: &'a Item,
    dependents: Vec<&'a Item>,
}

/// Done items whose dependency is open: one finding for each dependency, or one for the phase where there are many.
fn too_early(case: &Case<'_>, edges: &[Vec<ItemId>]) -> Vec<Diagnostic> {
    let mut early: BTreeMap<ItemId, Vec<&Item>> = BTreeMap::new();
    for (id, item) in
        case.items().filter(|(_, i)| i.status == Status::Done && i.status_source == StatusSource::Own)
    {
        for target in edges.get(id.0 as usize).into_iter().flatten() {
            let open = case.item(*target).is_some_and(|t| {
                t.status_source == StatusSource::Own
                    && matches!(t.status, Status::Todo | Status::InProgress | Status::Blocked)
            });
            if open {
                early.entry(*target).or_default().push(item);
            }
        }
    }
    let mut phases: BTreeMap<Option<GroupId>, Vec<Early<'_>>> = BTreeMap::new();
    for (target, dependents) in early {
        let phase = dependents.first().and_then(|item| case.around(item.group).last().copied());
        if let Some(target) = case.item(target) {
            phases.entry(phase).or_default().push(Early { target, dependents });
        }
    }
    phases
        .into_iter()
        .flat_map(|(phase, list)| match list.len() {
            0..=SINGLE => list.iter().filter_map(one_early).collect(),
            _ => many_early(case, phase, &list).into_iter().collect::<Vec<_>>(),
        })
        .collect()
}

fn one_early(early: &Early<'_>) -> Option<Diagnostic> {
    let Early { target, dependents } = early;
    let first = dependents.first()?;
    let (more, verbs) = match dependents.len() {
        1 => (String::new(), "is done, but depends"),
        n => (format!(" (and {} more)", n - 1), "are done, but depend"),
    };
    let message =
        format!("{}{more} {verbs} on {}, which is {}", name(first), name(target), target.status.words());
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, first.place)
        .main(Role::Claim, "marked done")
        .and(target.place, Role::Count, format!("{} is {}", name(target), target.status.words()))
        .help("Finish the dependency first, or strike it from the list.");
    for other in dependents.iter().skip(1).take(QUOTED) {
        finding = finding.and(other.place, Role::Claim, format!("{} is marked done", name(other)));
    }
    Some(finding)
}

fn many_early(case: &Case<'_>, phase: Option<GroupId>, list: &[Early<'_>]) -> Option<Diagnostic> {
    let first = list.first()?;
    let item = first.dependents.first()?;
    let done: BTreeSet<Place> =
        list.iter().flat_map(|early| &early.dependents).map(|item| item.place).collect();
    let phase = phase.and_then(|id| case.plan.group(id));
    let place =
        phase.map_or(String::new(), |phase| format!(" of \u{201c}{}\u{201d}", short(&phase.title, 60)));
    let message = format!(
        "{}{place} are done, but depend on {} that are not ({} on {}, …)",
        many(done.len(), "item"),
        many(list.len(), "item"),
        name(item),
        name(first.target),
    );
    let mut finding = Diagnostic::new(RULE.code, RULE.severity, message, item.place)
        .main(Role::Claim, "marked done")
        .help("Finish the dependencies first, or strike them from the lists.");
    for Early { target, dependents } in list.iter().take(QUOTED) {
        let new = |item: &&&Item| finding.places.iter().all(|label| label.place != item.place);
        if let Some(item) = dependents.first().filter(new) {
            finding = finding.and(item.place, Role::Claim, format!("{} is marked done", name(item)));
        }
        let text = format!("{} is {}", name(target), target.status.words());
        finding = finding.and(target.place, Role::Count, text);
    }
    Some(finding)
}

fn round(case: &Case<'_>, cycle: &[ItemId]) -> Option<Diagnostic> {
    let items: Vec<&Item> = cycle.iter().filter_map(|id| case.item(*id)).collect();
    let first = items.first()?;
    let way: Vec<String> = items.iter().take(6).map(|item| name(item)).collect();
    let tail = if items.len() > 6 { " → …".to_owned() } else { format!(" → {}", name(first)) };
    let message = format!("{} wait for each other: {}{tail}", many(items.len(), "item"), way.join(" → "));
    let mut finding = Diagnostic::new(RULE.code, Severity::Error, message, first.place)
        .main(Role::Claim, format!("depends on {}", short(&first.depends_on.join(", "), 40)))
        .confidence(Confidence::High)
        .help("Take one dependency out: as it stands none of them can begin.");
    for item in items.iter().skip(1).take(QUOTED) {
        finding = finding.and(
            item.place,
            Role::Claim,
            format!("depends on {}", short(&item.depends_on.join(", "), 40)),
        );
    }
    Some(finding)
}

/// Groups of items that depend on each other in a round (strongly connected components of more than one), each in
/// the order of its items.
fn cycles(edges: &[Vec<ItemId>]) -> Vec<Vec<ItemId>> {
    const NEW: u32 = u32::MAX;
    let n = edges.len();
    let (mut index, mut low) = (vec![NEW; n], vec![0u32; n]);
    let (mut on, mut stack, mut found, mut next) = (vec![false; n], Vec::new(), Vec::new(), 0u32);
    for root in 0..n {
        if index.get(root) != Some(&NEW) {
            continue;
        }
        let mut work: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, step)) = work.pop() {
            if step == 0 {
                set(&mut index, at, next);
                set(&mut low, at, next);
                set(&mut on, at, true);
                stack.push(at);
                next += 1;
            }
            let target = edges.get(at).and_then(|list| list.get(step)).map(|id| id.0 as usize);
            match target {
                Some(to) if to < n => {
                    work.push((at, step + 1));
                    if index.get(to) == Some(&NEW) {
                        work.push((to, 0));
                    } else if on.get(to) == Some(&true) {
                        let value = get(&low, at).min(get(&index, to));
                        set(&mut low, at, value);
                    }
                }
                Some(_) => work.push((at, step + 1)),
                None => {
                    if let Some((parent, _)) = work.last() {
                        let value = get(&low, *parent).min(get(&low, at));
                        set(&mut low, *parent, value);
                    }
                    if get(&low, at) == get(&index, at) {
                        let mut round = Vec::new();
                        while let Some(top) = stack.pop() {
                            set(&mut on, top, false);
                            round.push(ItemId(top as u32));
                            if top == at {
                                break;
                            }
                        }
                        if round.len() > 1 {
                            round.sort();
                            found.push(round);
                        }
                    }
                }
            }
        }
    }
    found
}

fn get(list: &[u32], at: usize) -> u32 {
    list.get(at).copied().unwrap_or(u32::MAX)
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
