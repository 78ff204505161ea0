//! A schema made readable: what `allOf` joins stands together, with where each part came from.

use std::collections::HashSet;

use crate::parse::api::at::At;
use crate::parse::api::resolve::Resolver;
use crate::place::Place;

/// The most parts `allOf` may join.
const PARTS: usize = 200;

/// The most properties that are read from one schema.
const PROPERTIES: usize = 5000;

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
    let mut found = Joined::default();
    let mut taken: HashSet<Place> = HashSet::new();
    let mut open = vec![Joint { at, referred: false }];
    while let Some(joint) = open.pop() {
        if found.parts.len() >= PARTS || !taken.insert(joint.at.place()) {
            continue;
        }
        found.parts.push(joint);
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
    let mut required: HashSet<&str> = HashSet::new();
    for part in &found.parts {
        required.extend(part.at.get("required").into_iter().flat_map(At::items).filter_map(At::text));
    }
    let mut known: HashSet<&str> = HashSet::new();
    for (from, part) in found.parts.iter().enumerate() {
        for member in part.at.get("properties").map(|at| resolver.end(at).members()).unwrap_or_default() {
            if found.properties.len() < PROPERTIES && known.insert(member.key) {
                found.properties.push(Property {
                    name: member.key,
                    key: member.key_place,
                    at: member.at,
                    required: required.contains(member.key),
                    from,
                });
            }
        }
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
