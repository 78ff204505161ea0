//! Which schemas refer to which: read once, so that a schema's page can say who uses it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::Api;
use crate::parse::api::at::At;
use crate::parse::api::resolve::Resolver;
use crate::place::Place;

/// Members whose values are data: what looks like a reference in them is none.
pub(super) const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Members whose own members have names that mean nothing to the specification.
pub(super) const NAMES: [&str; 4] = ["properties", "patternProperties", "$defs", "dependentSchemas"];

/// Who uses the named schemas of a definition.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// Operations, by the number of the schema.
    pub operations: BTreeMap<usize, Vec<usize>>,
    /// Other schemas, by the number of the schema.
    pub schemas: BTreeMap<usize, Vec<usize>>,
}

/// The named schemas of a definition by their places.
pub fn by_place(api: &Api) -> HashMap<Place, usize> {
    api.schemas.iter().enumerate().map(|(index, schema)| (schema.place, index)).collect()
}

/// Reads who uses what. Shared parameters, responses and bodies are followed; a schema that is reached through
/// another one counts for that one only.
pub fn used(resolver: &Resolver<'_>, api: &Api) -> Used {
    let named = by_place(api);
    let mut walk = Walk { resolver, named: &named, behind: HashMap::new() };
    let mut used = Used::default();
    for (index, operation) in api.operations.iter().enumerate() {
        let mut found = BTreeSet::new();
        if let Some(at) = resolver.at(operation.place) {
            walk.below(at, &mut found);
        }
        let item = resolver.at(operation.item).and_then(|item| item.get("parameters"));
        if let Some(at) = item {
            walk.below(at, &mut found);
        }
        found.into_iter().for_each(|schema| used.operations.entry(schema).or_default().push(index));
    }
    for (index, schema) in api.schemas.iter().enumerate() {
        let mut found = BTreeSet::new();
        if let Some(at) = resolver.at(schema.place) {
            walk.below(at, &mut found);
        }
        found.into_iter().for_each(|schema| used.schemas.entry(schema).or_default().push(index));
    }
    used
}

struct Walk<'w, 'a> {
    resolver: &'w Resolver<'a>,
    named: &'w HashMap<Place, usize>,
    /// The schemas behind what is shared, each read once.
    behind: HashMap<Place, BTreeSet<usize>>,
}

impl<'a> Walk<'_, 'a> {
    /// The named schemas that are referred to below a node.
    fn below(&mut self, top: At<'a>, found: &mut BTreeSet<usize>) {
        for target in self.leaves(vec![top], found, false) {
            if !self.behind.contains_key(&target.place()) {
                let mut own = BTreeSet::new();
                self.leaves(vec![target], &mut own, true);
                self.behind.insert(target.place(), own);
            }
            found.extend(self.behind.get(&target.place()).into_iter().flatten());
        }
    }

    /// Reads what stands below `open`. References to what has no name are followed, or returned.
    fn leaves(&self, open: Vec<At<'a>>, found: &mut BTreeSet<usize>, follow: bool) -> Vec<At<'a>> {
        let mut shared = Vec::new();
        let mut taken: HashSet<Place> = HashSet::new();
        let mut open: Vec<(At<'a>, bool)> = open.into_iter().map(|at| (at, false)).collect();
        while let Some((at, names)) = open.pop() {
            if let Some(reference) = at.reference() {
                let Ok(target) = self.resolver.target(at.doc, reference) else { continue };
                if let Some(schema) = self.named.get(&target.place()) {
                    found.insert(*schema);
                } else if taken.insert(target.place()) {
                    if follow {
                        open.push((target, false));
                    } else {
                        shared.push(target);
                    }
                }
                continue;
            }
            for member in at.members() {
                if (names || !DATA.contains(&member.key)) && at.leads_to(member.at, &mut taken) {
                    open.push((member.at, !names && NAMES.contains(&member.key)));
                }
            }
            open.extend(at.items().filter(|item| at.leads_to(*item, &mut taken)).map(|item| (item, false)));
        }
        shared
    }
}
