//! Keeps the changes that were found, where the comparison stands, and which named schemas are still to be compared.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::derive::api_change::Version;
use crate::derive::api_change::rule::ChangeRule;
use crate::model::{Operation, OperationKind};
use crate::parse::api::{At, by_place};
use crate::place::Place;

/// How many changes are kept.
const MOST: usize = 20_000;

/// How many operations a change of a schema names.
const NAMED: usize = 20;

/// What a change is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The method, where it is an operation.
    pub method: Option<String>,
    /// The path or the name of the webhook, where it is an operation.
    pub path: Option<String>,
    /// The name of the schema, where it is one.
    pub schema: Option<String>,
}

/// A change. Places of the old version are numbered by its own documents, those of the new one by its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The rule.
    pub rule: ChangeRule,
    /// What it is about.
    pub subject: Subject,
    /// Where in it: `response 200, application/json`, `items[], name`; may be empty.
    pub at: String,
    /// What happened, in words.
    pub message: String,
    /// What it was, where that can be said in a word.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
    /// Where it stood.
    pub old: Option<Place>,
    /// Where it stands.
    pub new: Option<Place>,
    /// The operations that are touched, where it is about a schema: the first of them.
    pub operations: Vec<String>,
    /// How many there are in all.
    pub touched: usize,
    /// For the order: the number of the operation or, behind those, of the schema.
    rank: (bool, usize),
}

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Way {
    /// It is sent.
    Request,
    /// It comes back.
    Response,
}

/// Both versions of one thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) old: At<'a>,
    pub(super) new: At<'a>,
}

/// Two named schemas, one of each version, compared for one way.
type Named = (usize, usize, Way);

/// What the comparison stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    /// The definition as a whole.
    Whole,
    /// An operation of the new version; of the old one where it is gone.
    Operation(usize),
    /// A pair of named schemas.
    Schema(Named),
}

/// The comparison as it goes on.
pub(super) struct Track<'a> {
    pub(super) old: Version<'a>,
    pub(super) new: Version<'a>,
    found: Vec<(Change, Holder)>,
    trail: Vec<String>,
    subject: Subject,
    holder: Holder,
    names: (HashMap<Place, usize>, HashMap<Place, usize>),
    /// Pairs that are to be compared.
    open: Vec<Named>,
    /// Who leads to a pair.
    leads: BTreeMap<Named, BTreeSet<Holder>>,
    seen: HashSet<(Place, Place, Way)>,
    /// Operations by their numbers, as they are named.
    labels: BTreeMap<usize, String>,
}

impl<'a> Track<'a> {
    pub(super) fn new(old: Version<'a>, new: Version<'a>) -> Self {
        Self {
            names: (by_place(old.api), by_place(new.api)),
            old,
            new,
            found: Vec::new(),
            trail: Vec::new(),
            subject: Subject::default(),
            holder: Holder::Whole,
            open: Vec::new(),
            leads: BTreeMap::new(),
            seen: HashSet::new(),
            labels: BTreeMap::new(),
        }
    }

    /// From here on it is about an operation.
    pub(super) fn stand_at(&mut self, number: usize, operation: &Operation) {
        let label = label(operation);
        self.subject = Subject {
            method: Some(operation.method.clone()),
            path: Some(operation.path.clone()),
            schema: None,
        };
        self.holder = Holder::Operation(number);
        self.labels.insert(number, label);
        self.seen.clear();
    }

    /// From here on it is about the definition as a whole.
    pub(super) fn stand_outside(&mut self) {
        self.subject = Subject::default();
        self.holder = Holder::Whole;
    }

    /// The next pair of named schemas; from here on it is about that.
    pub(super) fn next_schema(&mut self) -> Option<(Pair<'a>, Way)> {
        let (old, new, way) = self.open.pop()?;
        let of = |version: Version<'a>, index: usize| {
            let schema = version.api.schemas.get(index)?;
            Some((schema.name.clone(), version.reader.resolver.at(schema.place)?))
        };
        self.holder = Holder::Schema((old, new, way));
        self.seen.clear();
        match (of(self.old, old), of(self.new, new)) {
            (Some((_, old)), Some((name, new))) => {
                self.subject = Subject { schema: Some(name), ..Subject::default() };
                Some((Pair { old, new }, way))
            }
            _ => self.next_schema(),
        }
    }

    /// Goes a step further for as long as `run` runs.
    pub(super) fn within(&mut self, step: impl Into<String>, run: impl FnOnce(&mut Self)) {
        self.trail.push(step.into());
        run(self);
        self.trail.pop();
    }

    /// How many steps were gone.
    pub(super) fn depth(&self) -> usize {
        self.trail.len()
    }

    /// Whether two named schemas stand here: then they are compared later, once.
    pub(super) fn defer(&mut self, pair: Pair<'a>, way: Way) -> bool {
        let named = (self.names.0.get(&pair.old.place()), self.names.1.get(&pair.new.place()));
        let (Some(old), Some(new)) = named else { return false };
        let named = (*old, *new, way);
        if self.holder == Holder::Schema(named) && self.trail.is_empty() {
            return false;
        }
        let known = self.leads.entry(named).or_default();
        if known.is_empty() {
            self.open.push(named);
        }
        known.insert(self.holder);
        true
    }

    /// The name of a schema of the new version.
    pub(super) fn name_of(&self, at: At<'a>, old: bool) -> Option<&'a str> {
        let (names, api) = if old { (&self.names.0, self.old.api) } else { (&self.names.1, self.new.api) };
        names.get(&at.place()).and_then(|index| api.schemas.get(*index)).map(|schema| schema.name.as_str())
    }

    /// Whether two nodes were not yet compared here.
    pub(super) fn fresh(&mut self, pair: Pair<'a>, way: Way) -> bool {
        self.seen.insert((pair.old.place(), pair.new.place(), way))
    }

    /// Keeps a change.
    pub(super) fn add(&mut self, rule: ChangeRule, message: String) -> Told<'_> {
        let rank = match self.holder {
            Holder::Whole => (false, 0),
            Holder::Operation(number) => (false, number + 1),
            Holder::Schema((_, new, _)) => (true, new),
        };
        let change = Change {
            rule,
            subject: self.subject.clone(),
            at: self.trail.join(", "),
            message,
            before: None,
            after: None,
            old: None,
            new: None,
            operations: Vec::new(),
            touched: 0,
            rank,
        };
        if self.found.len() < MOST {
            self.found.push((change, self.holder));
        }
        Told { change: self.found.last_mut().map(|(change, _)| change) }
    }

    /// All changes, by weight and place. What a schema's change touches is found out now.
    pub(super) fn finish(mut self) -> Vec<Change> {
        let mut touched: BTreeMap<Named, BTreeSet<usize>> = BTreeMap::new();
        let mut found = std::mem::take(&mut self.found);
        for (change, holder) in &mut found {
            let Holder::Schema(named) = *holder else { continue };
            let operations = touched.entry(named).or_insert_with(|| self.touched(named));
            change.touched = operations.len();
            let named = operations.iter().take(NAMED).filter_map(|number| self.labels.get(number).cloned());
            change.operations = named.collect();
        }
        let mut changes: Vec<Change> = found.into_iter().map(|(change, _)| change).collect();
        changes.sort_by_key(|change| (change.rule.impact, change.rank));
        merged(changes)
    }

    /// The operations that lead to a pair, through any number of schemas.
    fn touched(&self, named: Named) -> BTreeSet<usize> {
        let mut operations = BTreeSet::new();
        let mut taken = BTreeSet::from([named]);
        let mut open = vec![named];
        while let Some(named) = open.pop() {
            for holder in self.leads.get(&named).into_iter().flatten() {
                match holder {
                    Holder::Operation(number) => {
                        operations.insert(*number);
                    }
                    Holder::Schema(other) if taken.insert(*other) => open.push(*other),
                    _ => {}
                }
            }
        }
        operations
    }
}

/// What changed in a schema for both ways is one change that touches the operations of both.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    let mut told = HashMap::new();
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        let key = (change.rule.code, change.rank, change.at.clone(), change.message.clone());
        match told.get(&key).and_then(|at| kept.get_mut(*at)) {
            None => {
                told.insert(key, kept.len());
                kept.push(change);
            }
            Some(same) => {
                let more = change.operations.into_iter().filter(|name| !same.operations.contains(name));
                let more: Vec<String> = more.collect();
                // Those that are not named can't be told apart: of the two counts the larger one is sure.
                same.touched = (same.touched + more.len()).max(change.touched);
                same.operations.extend(more);
            }
        }
    }
    kept
}

/// What an operation is called in changes.
pub(super) fn label(operation: &Operation) -> String {
    match operation.kind {
        OperationKind::Path => format!("{} {}", operation.method, operation.path),
        OperationKind::Webhook => format!("webhook {} {}", operation.method, operation.path),
    }
}

/// A change that more may be said of.
pub(super) struct Told<'t> {
    change: Option<&'t mut Change>,
}

impl Told<'_> {
    /// Where it stood.
    pub(super) fn was(mut self, place: Place) -> Self {
        if let Some(change) = &mut self.change {
            change.old = Some(place);
        }
        self
    }

    /// Where it stands.
    pub(super) fn now(mut self, place: Place) -> Self {
        if let Some(change) = &mut self.change {
            change.new = Some(place);
        }
        self
    }

    /// Where it stood and stands.
    pub(super) fn both(self, pair: Pair<'_>) -> Self {
        self.was(pair.old.place()).now(pair.new.place())
    }

    /// What it was and is.
    pub(super) fn values(mut self, before: Option<String>, after: Option<String>) -> Self {
        if let Some(change) = &mut self.change {
            change.before = before;
            change.after = after;
        }
        self
    }
}
