//! A schema made readable: what `allOf` joins stands together, with where each part came from.

use std::collections::HashSet;

use crate::parse::api::at::At;
use crate::parse::api::resolve::Resolver;
use crate::place::Place;

/// The most parts `allOf` may join.
const PARTS: usize = 200;

/// The most properties that are read from one schema.
const PROPERTIES: usize = 5000;

/// So few names are looked through one by one.
const FEW: usize = 24;

/// A schema with everything its `allOf` joins to it.
#[derive(Clone, Debug, Default)]
pub struct Joined<'a> {
    /// The schema itself first, then its parts in document order; each once, so that a circle ends.
    pub parts: Vec<Joint<'a>>,
    /// The properties of all parts, each once: a later one of the same name says more of the same property.
    pub properties: Vec<Property<'a>>,
}

/// A part of a joined schema.
#[derive(Clone, Copy, Debug)]
pub struct Joint<'a> {
    /// What it says.
    pub at: At<'a>,
    /// Whether it was referred to.
    pub referred: bool,
}

/// A property.
#[derive(Clone, Debug)]
pub struct Property<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where its name stands.
    pub key: Place,
    /// Its schema; may be a reference.
    pub at: At<'a>,
    /// Whether it must be there.
    pub required: bool,
    /// The part it comes from: a number in [`Joined::parts`].
    pub from: usize,
}

/// Joins what `allOf` of a schema joins. `at` is the schema behind its reference.
pub fn joined<'a>(resolver: &Resolver<'a>, at: At<'a>) -> Joined<'a> {
    let parts = match at.get("allOf") {
        None => vec![Joint { at, referred: false }],
        Some(_) => parts(resolver, at),
    };
    let lists = parts.iter().filter_map(|part| part.at.get("required"));
    let names: Vec<&str> = lists.flat_map(At::items).filter_map(At::text).collect();
    let required = Names::new(names);
    let mut properties: Vec<Property<'a>> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for (from, part) in parts.iter().enumerate() {
        let Some(holder) = part.at.get("properties").map(|at| resolver.end(at)) else { continue };
        for member in holder.members() {
            // Few are looked through, many are looked up.
            let fresh = match properties.len() {
                0..FEW => properties.iter().all(|property| property.name != member.key),
                _ => {
                    if known.is_empty() {
                        known.extend(properties.iter().map(|property| property.name));
                    }
                    known.insert(member.key)
                }
            };
            if fresh && properties.len() < PROPERTIES {
                properties.push(Property {
                    name: member.key,
                    key: member.key_place,
                    at: member.at,
                    required: required.has(member.key),
                    from,
                });
            }
        }
    }
    Joined { parts, properties }
}

/// Names to be looked up: few in their list, many in a set.
enum Names<'a> {
    Few(Vec<&'a str>),
    Many(HashSet<&'a str>),
}

impl<'a> Names<'a> {
    fn new(names: Vec<&'a str>) -> Self {
        if names.len() < FEW { Self::Few(names) } else { Self::Many(names.into_iter().collect()) }
    }

    fn has(&self, name: &str) -> bool {
        match self {
            Self::Few(names) => names.contains(&name),
            Self::Many(names) => names.contains(name),
        }
    }
}

/// The schema itself, then the parts that `allOf` joins to it, in document order.
fn parts<'a>(resolver: &Resolver<'a>, at: At<'a>) -> Vec<Joint<'a>> {
    let mut found = Vec::new();
    let mut taken: HashSet<Place> = HashSet::new();
    let mut open = vec![Joint { at, referred: false }];
    while let Some(joint) = open.pop() {
        if found.len() >= PARTS || !taken.insert(joint.at.place()) {
            continue;
        }
        found.push(joint);
        let below = joint.at.get("allOf").into_iter().flat_map(At::items).take(PARTS);
        let mut parts: Vec<Joint<'a>> = below
            .filter_map(|at| {
                let followed = resolver.follow(at).ok()?;
                Some(Joint { at: followed.at, referred: followed.referred })
            })
            .collect();
        parts.reverse();
        open.extend(parts);
    }
    found
}

impl<'a> Joined<'a> {
    /// What the schema or the first part that says it says under `key`.
    pub fn get(&self, key: &str) -> Option<At<'a>> {
        self.parts.iter().find_map(|part| part.at.get(key))
    }

    /// The types it may have, `null` left out; and whether it may be `null`.
    pub fn types(&self) -> (Vec<&'a str>, bool) {
        let mut null =
            self.parts.iter().any(|part| part.at.is_true("nullable") || part.at.is_true("x-nullable"));
        let mut types = Vec::new();
        if let Some(at) = self.get("type") {
            types.extend(at.text());
            types.extend(at.items().filter_map(At::text).take(8));
        }
        null |= types.contains(&"null") && types.len() > 1;
        if types.len() > 1 {
            types.retain(|name| *name != "null");
        }
        (types, null)
    }
}
