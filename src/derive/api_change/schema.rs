//! Compares schemas, for the way their values go.

use std::collections::HashMap;

use crate::decode::tree::Value;
use crate::derive::api_change::bound::{self, Both, same};
use crate::derive::api_change::operation::{deprecated, words};
use crate::derive::api_change::rule;
use crate::derive::api_change::track::{Pair, Track, Way};
use crate::parse::api::{At, Joined, Property, joined};

/// How deep a schema is followed without a name on the way.
const DEPTH: usize = 40;

/// Compares the named schemas that operations led to, and those they lead to.
pub(super) fn named(track: &mut Track<'_>) {
    while let Some((pair, way)) = track.next_schema() {
        compare(track, pair, way);
    }
    track.stand_outside();
}

/// Compares two schemas that may be references. Named ones are compared later, once.
pub(super) fn compare<'a>(track: &mut Track<'a>, pair: Pair<'a>, way: Way) {
    let ends = (track.old.reader.resolver.follow(pair.old), track.new.reader.resolver.follow(pair.new));
    let (Ok(old), Ok(new)) = ends else { return };
    let pair = Pair { old: old.at, new: new.at };
    if track.depth() > DEPTH || track.defer(pair, way) || !track.fresh(pair, way) {
        return;
    }
    if !pair.old.is_map() || !pair.new.is_map() {
        return whole(track, pair, way);
    }
    let (old, new) =
        (joined(track.old.reader.resolver, pair.old), joined(track.new.reader.resolver, pair.new));
    let both = Both { old: &old, new: &new, pair };
    types(track, &both, way);
    bound::bounds(track, &both, way);
    properties(track, &both, way);
    others(track, &both, way);
    below(track, &both, way);
    choices(track, &both, way);
    conditions(track, &both);
    default(track, &both, way);
    if track.depth() == 0 {
        deprecated(track, pair, rule::PROPERTY_DEPRECATED, "the schema");
    }
    words(track, pair, "description", rule::WORDS);
    words(track, pair, "title", rule::WORDS);
    example(track, pair);
}

/// Schemas that are `true` or `false`.
fn whole<'a>(track: &mut Track<'a>, pair: Pair<'a>, way: Way) {
    let none = |at: At<'_>| at.bool() == Some(false);
    match (none(pair.old), none(pair.new), way) {
        (false, true, Way::Request) => {
            track.add(rule::REQUEST_TYPE_NARROWED, "no value is allowed".to_owned()).both(pair);
        }
        (true, false, Way::Response) => {
            track.add(rule::RESPONSE_TYPE_WIDENED, "a value may come".to_owned()).both(pair);
        }
        _ => {}
    }
}

/// Whether a type that one side has is among those of the other.
fn among(name: &str, types: &[&str]) -> bool {
    types.is_empty() || types.contains(&name) || name == "integer" && types.contains(&"number")
}

/// The types of a schema, also where only its other words tell.
fn told<'a>(whole: &Joined<'a>) -> (Vec<&'a str>, bool) {
    let (mut types, mut null) = whole.types();
    if types.is_empty() && !whole.properties.is_empty() {
        types.push("object");
    }
    // `anyOf: [X, null]` is a nullable X.
    for key in ["oneOf", "anyOf"] {
        let parts = whole.get(key).into_iter().flat_map(At::items);
        null |= parts.into_iter().any(|one| one.scalar_of("type") == Some("null"));
    }
    (types, null)
}

fn types<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let ((old, old_null), (new, new_null)) = (told(both.old), told(both.new));
    let lost = old.iter().any(|name| !among(name, &new)) || old.is_empty() && !new.is_empty();
    let gained = new.iter().any(|name| !among(name, &old)) || new.is_empty() && !old.is_empty();
    let shown = |types: &[&str]| Some(if types.is_empty() { "any".to_owned() } else { types.join(" or ") });
    let values = (shown(&old), shown(&new));
    let other = !old.is_empty() && !new.is_empty() && !old.iter().any(|name| among(name, &new));
    let found = match (lost, gained, way) {
        (true, true, _) if other && !new.iter().any(|name| among(name, &old)) => {
            Some((rule::TYPE_CHANGED, "the type changed"))
        }
        (true, _, Way::Request) => Some((rule::REQUEST_TYPE_NARROWED, "fewer types are accepted")),
        (false, true, Way::Request) => Some((rule::REQUEST_WIDENED, "more types are accepted")),
        (_, true, Way::Response) => Some((rule::RESPONSE_TYPE_WIDENED, "more types may come")),
        (true, false, Way::Response) => Some((rule::RESPONSE_NARROWED, "fewer types may come")),
        _ => None,
    };
    if let Some((rule, message)) = found {
        track.add(rule, message.to_owned()).both(both.pair).values(values.0, values.1);
    }
    let (rule, message) = match (old_null, new_null, way) {
        (true, false, Way::Request) => (rule::REQUEST_NULL, "null is no longer accepted"),
        (false, true, Way::Request) => (rule::REQUEST_WIDENED, "null is accepted too"),
        (false, true, Way::Response) => (rule::RESPONSE_NULL, "null may come"),
        (true, false, Way::Response) => (rule::RESPONSE_NARROWED, "null never comes"),
        _ => return,
    };
    track.add(rule, message.to_owned()).both(both.pair);
}

/// Whether a property doesn't go this way at all.
fn absent(track: &Track<'_>, property: &Property<'_>, way: Way, old: bool) -> bool {
    let resolver = if old { track.old.reader.resolver } else { track.new.reader.resolver };
    let key = if way == Way::Request { "readOnly" } else { "writeOnly" };
    property.at.is_true(key) || resolver.end(property.at).is_true(key)
}

fn properties<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let by_name: HashMap<&str, &Property<'a>> =
        both.new.properties.iter().map(|property| (property.name, property)).collect();
    let before: HashMap<&str, &Property<'a>> =
        both.old.properties.iter().map(|property| (property.name, property)).collect();
    for old in &both.old.properties {
        let was = !absent(track, old, way, true);
        let step = property_step(old.name);
        match by_name.get(old.name) {
            None if was => {
                let rule = match way {
                    Way::Request => rule::REQUEST_PROPERTY_REMOVED,
                    Way::Response => rule::RESPONSE_PROPERTY_REMOVED,
                };
                track.within(step, |track| {
                    track.add(rule, "removed".to_owned()).was(old.key);
                });
            }
            None => {}
            Some(new) => {
                let is = !absent(track, new, way, false);
                track.within(step, |track| property(track, (old, was), (*new, is), way));
            }
        }
    }
    for new in both.new.properties.iter().filter(|new| !before.contains_key(new.name)) {
        if absent(track, new, way, false) {
            continue;
        }
        let (rule, message) = match (way, new.required) {
            (Way::Request, true) => (rule::REQUEST_PROPERTY_REQUIRED, "new, and required"),
            (Way::Request, false) => (rule::REQUEST_PROPERTY_ADDED, "new, optional"),
            (Way::Response, _) => (rule::RESPONSE_PROPERTY_ADDED, "new"),
        };
        track.within(property_step(new.name), |track| {
            track.add(rule, message.to_owned()).now(new.key);
        });
    }
}

fn property_step(name: &str) -> String {
    format!("`{name}`")
}

fn property<'a>(
    track: &mut Track<'a>,
    (old, was): (&Property<'a>, bool),
    (new, is): (&Property<'a>, bool),
    way: Way,
) {
    let pair = Pair { old: old.at, new: new.at };
    match (was, is) {
        (true, false) => {
            let message = match way {
                Way::Request => "now read-only: it can no longer be sent",
                Way::Response => "now write-only: it no longer comes back",
            };
            track.add(rule::SENT_ONE_WAY, message.to_owned()).was(old.key).now(new.key);
            return;
        }
        (false, false) => return,
        _ => {}
    }
    let (rule, message) = match (old.required && was, new.required, way) {
        (false, true, Way::Request) => (rule::REQUEST_PROPERTY_BECAME_REQUIRED, "now required"),
        (true, false, Way::Request) => (rule::REQUEST_PROPERTY_OPTIONAL, "no longer required"),
        (true, false, Way::Response) => (rule::RESPONSE_PROPERTY_OPTIONAL, "may be left out"),
        (false, true, Way::Response) => (rule::RESPONSE_PROPERTY_REQUIRED, "always there"),
        _ => (rule::WORDS, ""),
    };
    if !message.is_empty() {
        track.add(rule, message.to_owned()).was(old.key).now(new.key);
    }
    deprecated(track, pair, rule::PROPERTY_DEPRECATED, "the property");
    compare(track, pair, way);
}

/// What else an object may have.
fn others<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let of = |joined: &Joined<'a>| {
        joined.get("additionalProperties").or_else(|| joined.get("unevaluatedProperties"))
    };
    let (old, new) = (of(both.old), of(both.new));
    let closed = |at: Option<At<'_>>| at.and_then(At::bool) == Some(false);
    match (closed(old), closed(new), way) {
        (false, true, Way::Request) => {
            track.add(rule::REQUEST_CLOSED, "no other members are accepted".to_owned()).both(both.pair);
        }
        (true, false, Way::Request) => {
            track.add(rule::REQUEST_WIDENED, "other members are accepted".to_owned()).both(both.pair);
        }
        (true, false, Way::Response) => {
            track.add(rule::RESPONSE_LOOSER, "other members may come".to_owned()).both(both.pair);
        }
        (false, true, Way::Response) => {
            track.add(rule::RESPONSE_NARROWED, "no other members come".to_owned()).both(both.pair);
        }
        _ => {}
    }
    if let (Some(old), Some(new)) = (old.filter(|at| at.is_map()), new.filter(|at| at.is_map())) {
        track.within("any other member", |track| compare(track, Pair { old, new }, way));
    }
}

/// What lists hold.
fn below<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    for (key, step) in [("items", "items"), ("contains", "an item"), ("propertyNames", "names")] {
        if let (Some(old), Some(new)) = (both.old.get(key), both.new.get(key)) {
            track.within(step, |track| compare(track, Pair { old, new }, way));
        }
    }
    let places = |joined: &Joined<'a>| -> Vec<At<'a>> {
        joined.get("prefixItems").into_iter().flat_map(At::items).collect()
    };
    for (index, (old, new)) in places(both.old).into_iter().zip(places(both.new)).enumerate() {
        track.within(format!("[{index}]"), |track| compare(track, Pair { old, new }, way));
    }
}

/// Choices: those that have a name are the same by their name, others by what they say, else by their place.
fn choices<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    for key in ["oneOf", "anyOf"] {
        let of = |joined: &Joined<'a>| -> Vec<At<'a>> {
            let parts = joined.get(key).into_iter().flat_map(At::items);
            parts.filter(|one| one.scalar_of("type") != Some("null")).collect()
        };
        let (old, new) = (of(both.old), of(both.new));
        if old.is_empty() || new.is_empty() {
            continue;
        }
        let called = |track: &Track<'a>, at: At<'a>, old: bool| {
            let resolver = if old { track.old.reader.resolver } else { track.new.reader.resolver };
            track.name_of(resolver.end(at), old)
        };
        let mut left: Vec<At<'a>> = new.clone();
        let mut gone: Vec<At<'a>> = Vec::new();
        for one in &old {
            let name = called(track, *one, true);
            let found = left.iter().position(|other| match name {
                Some(_) => called(track, *other, false) == name,
                None => same(one.node, other.node),
            });
            match found {
                Some(index) => {
                    let pair = Pair { old: *one, new: left.remove(index) };
                    track.within("a choice", |track| compare(track, pair, way));
                }
                None => gone.push(*one),
            }
        }
        // What has no name and was changed stands where it stood.
        let unnamed = |track: &Track<'a>, at: &At<'a>, old: bool| called(track, *at, old).is_none();
        while let (Some(one), Some(other)) = (
            gone.iter().position(|one| unnamed(track, one, true)),
            left.iter().position(|other| unnamed(track, other, false)),
        ) {
            let pair = Pair { old: gone.remove(one), new: left.remove(other) };
            track.within("a choice", |track| compare(track, pair, way));
        }
        tell(track, both, (&gone, &left), way);
    }
}

fn tell<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, (gone, added): (&[At<'a>], &[At<'a>]), way: Way) {
    let name = |track: &Track<'a>, at: At<'a>, old: bool| {
        let resolver = if old { track.old.reader.resolver } else { track.new.reader.resolver };
        let name = track.name_of(resolver.end(at), old);
        name.or_else(|| at.word("title")).map_or_else(|| "a choice".to_owned(), |name| format!("`{name}`"))
    };
    for one in gone {
        let (rule, words) = match way {
            Way::Request => (rule::REQUEST_CHOICE_REMOVED, "is no longer accepted"),
            Way::Response => (rule::RESPONSE_NARROWED, "no longer comes"),
        };
        let message = format!("{} {words}", name(track, *one, true));
        track.add(rule, message).was(one.place()).now(both.pair.new.place());
    }
    for one in added {
        let (rule, words) = match way {
            Way::Request => (rule::REQUEST_WIDENED, "is accepted too"),
            Way::Response => (rule::RESPONSE_CHOICE_ADDED, "may come too"),
        };
        let message = format!("{} {words}", name(track, *one, false));
        track.add(rule, message).was(both.pair.old.place()).now(one.place());
    }
}

/// What can't be weighed: it is said that it is another one.
fn conditions<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>) {
    for key in ["not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties"] {
        let differ = match (both.old.get(key), both.new.get(key)) {
            (None, None) => false,
            (Some(old), Some(new)) => !same(old.node, new.node),
            _ => true,
        };
        if differ {
            track.add(rule::CONDITION_CHANGED, format!("`{key}` changed")).both(both.pair);
        }
    }
    let name = |joined: &Joined<'a>| {
        let found = joined.get("discriminator")?;
        found.scalar().or_else(|| found.scalar_of("propertyName")).map(str::to_owned)
    };
    let (old, new) = (name(both.old), name(both.new));
    if old.is_some() && new.is_some() && old != new {
        let message = "choices are told apart by another property".to_owned();
        track.add(rule::DISCRIMINATOR, message).both(both.pair).values(old, new);
    }
}

fn default<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let (old, new) = (both.old.get("default"), both.new.get("default"));
    let differ = match (old, new) {
        (None, None) => false,
        (Some(old), Some(new)) => !same(old.node, new.node),
        _ => true,
    };
    if !differ || way == Way::Response {
        return;
    }
    let shown = |at: Option<At<'_>>| {
        at.map(|at| match &at.node.value {
            Value::Null => "null".to_owned(),
            _ => at.scalar().map_or_else(|| "…".to_owned(), |text| text.chars().take(60).collect()),
        })
    };
    track
        .add(rule::DEFAULT_CHANGED, "the default changed".to_owned())
        .both(both.pair)
        .values(shown(old), shown(new));
}

fn example<'a>(track: &mut Track<'a>, pair: Pair<'a>) {
    let differ = ["example", "examples"].iter().any(|key| match (pair.old.get(key), pair.new.get(key)) {
        (None, None) => false,
        (Some(old), Some(new)) => !same(old.node, new.node),
        _ => true,
    });
    if differ {
        track.add(rule::EXAMPLE, "the example changed".to_owned()).both(pair);
    }
}
