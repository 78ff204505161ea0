//! Compares operations: which there are, what is said of them, their parameters, callbacks, servers.

use std::collections::{BTreeMap, HashMap};

use crate::derive::api_change::Version;
use crate::derive::api_change::body;
use crate::derive::api_change::rule::{self, ChangeRule};
use crate::derive::api_change::schema;
use crate::derive::api_change::security;
use crate::derive::api_change::track::{Pair, Track, Way};
use crate::model::{Oas, Operation, OperationKind};
use crate::parse::api::{At, Member, Parameter, is_method};

/// How many addresses of one callback are compared.
const CALLS: usize = 100;

/// Compares everything but named schemas.
pub(super) fn whole(track: &mut Track<'_>) {
    about(track);
    servers(track);
    security::schemes(track);
    let (old, new) = (track.old.api, track.new.api);
    let mut left: HashMap<(OperationKind, &str, String), usize> = HashMap::new();
    for (index, operation) in old.operations.iter().enumerate().rev() {
        left.insert(key(operation), index);
    }
    for (number, operation) in new.operations.iter().enumerate() {
        track.stand_at(number, operation);
        match left.remove(&key(operation)).and_then(|index| old.operations.get(index)) {
            Some(before) => both(track, before, operation),
            None => {
                let (rule, noun) = match operation.kind {
                    OperationKind::Path => (rule::OPERATION_ADDED, "operation"),
                    OperationKind::Webhook => (rule::WEBHOOK_ADDED, "webhook"),
                };
                track.add(rule, format!("a new {noun}")).now(operation.key);
            }
        }
    }
    let gone: BTreeMap<usize, ()> = left.into_values().map(|index| (index, ())).collect();
    for (index, ()) in gone {
        let Some(operation) = old.operations.get(index) else { continue };
        track.stand_at(new.operations.len() + index, operation);
        let (rule, words) = match (operation.kind, operation.deprecated) {
            (_, true) => (rule::DEPRECATED_REMOVED, "removed, after it was deprecated"),
            (OperationKind::Path, false) => (rule::OPERATION_REMOVED, "removed"),
            (OperationKind::Webhook, false) => (rule::WEBHOOK_REMOVED, "removed: it is no longer called"),
        };
        track.add(rule, words.to_owned()).was(operation.key);
    }
    track.stand_outside();
}

/// What makes two operations the same: how parameters of the path are called is nothing to whoever calls it.
fn key(operation: &Operation) -> (OperationKind, &str, String) {
    let path = match operation.kind {
        OperationKind::Webhook => operation.path.clone(),
        OperationKind::Path => template(&operation.path),
    };
    (operation.kind, operation.method.as_str(), path)
}

/// A path without the names of its parameters.
fn template(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for ch in path.chars() {
        match ch {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            _ if inside => {}
            ch => out.push(ch),
        }
    }
    out
}

/// The names of the parameters of a path, in their order.
fn names(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// What the definition says of itself.
fn about(track: &mut Track<'_>) {
    let (old, new) = (track.old.reader.root.get("info"), track.new.reader.root.get("info"));
    let (Some(old), Some(new)) = (old, new) else { return };
    let pair = Pair { old, new };
    for key in ["title", "version", "summary", "description", "termsOfService"] {
        words(track, pair, key, rule::ABOUT);
    }
    let names = |track: &Track<'_>, old: bool| -> Vec<String> {
        let api = if old { track.old.api } else { track.new.api };
        api.schemas.iter().map(|schema| schema.name.clone()).collect()
    };
    let (before, after) = (names(track, true), names(track, false));
    let known: std::collections::HashSet<&String> = before.iter().collect();
    let kept: std::collections::HashSet<&String> = after.iter().collect();
    for schema in track.new.api.schemas.iter().filter(|schema| !known.contains(&schema.name)) {
        track.add(rule::SCHEMA_RENAMED, format!("the schema `{}` is new", schema.name)).now(schema.key);
    }
    for schema in track.old.api.schemas.iter().filter(|schema| !kept.contains(&schema.name)) {
        track.add(rule::SCHEMA_RENAMED, format!("the schema `{}` is gone", schema.name)).was(schema.key);
    }
}

fn servers(track: &mut Track<'_>) {
    let of = |version: &crate::derive::api_change::Version<'_>| -> Vec<String> {
        let mut found = version.reader.old_servers();
        let written = version.reader.servers(version.reader.root, version.reader.root);
        found.extend(written.into_iter().filter_map(|server| server.scalar_of("url").map(str::to_owned)));
        found
    };
    let (old, new) = (of(&track.old), of(&track.new));
    for url in old.iter().filter(|url| !new.contains(url)) {
        track.add(rule::SERVER_REMOVED, format!("the server `{url}` is gone"));
    }
    for url in new.iter().filter(|url| !old.contains(url)) {
        track.add(rule::SERVER_ADDED, format!("the server `{url}` is new"));
    }
}

/// Adds a change where the text under `key` is another.
pub(super) fn words(track: &mut Track<'_>, pair: Pair<'_>, key: &str, rule: ChangeRule) {
    let (old, new) = (pair.old.scalar_of(key), pair.new.scalar_of(key));
    if old.map(str::trim) == new.map(str::trim) {
        return;
    }
    let place = |at: At<'_>| at.get(key).unwrap_or(at).place();
    let verb = match (old, new) {
        (None, _) => "is new",
        (_, None) => "is gone",
        _ => "changed",
    };
    let short = |text: Option<&str>| text.map(|text| brief(text, 80));
    track
        .add(rule, format!("the {key} {verb}"))
        .was(place(pair.old))
        .now(place(pair.new))
        .values(short(old), short(new));
}

/// The beginning of a text, on one line.
pub(super) fn brief(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() > most {
        true => line.chars().take(most).chain(['…']).collect(),
        false => line,
    }
}

/// Adds a change where something became deprecated, or is no longer.
pub(super) fn deprecated(track: &mut Track<'_>, pair: Pair<'_>, rule: ChangeRule, what: &str) {
    match (pair.old.is_true("deprecated"), pair.new.is_true("deprecated")) {
        (false, true) => {
            let until = pair.new.scalar_of("x-sunset").map(|day| format!(", to be removed on {day}"));
            track.add(rule, format!("{what} is deprecated{}", until.unwrap_or_default())).both(pair);
        }
        (true, false) => {
            track.add(rule::DEPRECATION_ENDED, format!("{what} is no longer deprecated")).both(pair);
        }
        _ => {}
    }
}

fn both<'a>(track: &mut Track<'a>, before: &Operation, after: &Operation) {
    let resolvers = (track.old.reader.resolver, track.new.reader.resolver);
    let pair = (resolvers.0.at(before.place), resolvers.1.at(after.place));
    let (Some(old), Some(new)) = pair else { return };
    let pair = Pair { old, new };
    let (Some(old), Some(new)) = (resolvers.0.at(before.item), resolvers.1.at(after.item)) else { return };
    let items = Pair { old, new };
    if before.id != after.id {
        let rule = if before.id.is_some() { rule::ID_CHANGED } else { rule::TAGS };
        track
            .add(rule, "the operationId changed".to_owned())
            .was(before.key)
            .now(after.key)
            .values(before.id.clone(), after.id.clone());
    }
    deprecated(track, pair, rule::OPERATION_DEPRECATED, "the operation");
    words(track, pair, "summary", rule::WORDS);
    words(track, pair, "description", rule::WORDS);
    if before.tags != after.tags {
        track
            .add(rule::TAGS, "the tags changed".to_owned())
            .was(before.key)
            .now(after.key)
            .values(Some(before.tags.join(", ")), Some(after.tags.join(", ")));
    }
    // A webhook turns everything round: what is its request comes to whoever uses the API.
    let sent = match after.kind {
        OperationKind::Path => Way::Request,
        OperationKind::Webhook => Way::Response,
    };
    parameters(track, items, pair, (&before.path, &after.path));
    body::request(track, items, pair, sent);
    body::responses(track, pair, sent);
    security::asked(track, pair);
    callbacks(track, pair);
}

fn parameters<'a>(track: &mut Track<'a>, items: Pair<'a>, pair: Pair<'a>, paths: (&str, &str)) {
    let old = track.old.reader.parameters(items.old, pair.old);
    let new = track.new.reader.parameters(items.new, pair.new);
    let renamed: BTreeMap<&str, &str> =
        names(paths.0).into_iter().zip(names(paths.1)).filter(|(old, new)| old != new).collect();
    for (before, after) in &renamed {
        track.add(rule::PARAMETER_RENAMED, format!("`{before}` in the path is called `{after}`"));
    }
    let called = |one: &Parameter<'a>| match one.place {
        "path" => renamed.get(one.name).map_or_else(|| one.name.to_owned(), |name| (*name).to_owned()),
        "header" => one.name.to_ascii_lowercase(),
        _ => one.name.to_owned(),
    };
    let same = |one: &Parameter<'a>, other: &Parameter<'a>| {
        let name =
            if other.place == "header" { other.name.to_ascii_lowercase() } else { other.name.to_owned() };
        called(one) == name
    };
    let mut moved: Vec<&str> = Vec::new();
    for before in &old {
        let step = format!("{} parameter `{}`", before.place, before.name);
        let after = new.iter().find(|after| after.place == before.place && same(before, after));
        if let Some(after) = after {
            track.within(step, |track| parameter(track, before, after));
            continue;
        }
        let elsewhere = new.iter().find(|after| {
            after.name == before.name
                && !old.iter().any(|one| one.name == after.name && one.place == after.place)
        });
        track.within(step, |track| match elsewhere {
            Some(after) => {
                moved.push(after.name);
                let message = format!("sent in the {}, no longer in the {}", after.place, before.place);
                track.add(rule::PARAMETER_MOVED, message).was(before.at.place()).now(after.at.place());
            }
            None => {
                track.add(rule::PARAMETER_REMOVED, "removed".to_owned()).was(before.at.place());
            }
        });
    }
    for after in &new {
        let known = old.iter().any(|before| before.place == after.place && same(before, after));
        if known || moved.contains(&after.name) {
            continue;
        }
        let (rule, words) = match after.required {
            true => (rule::PARAMETER_REQUIRED, "new, and required"),
            false => (rule::PARAMETER_ADDED, "new, optional"),
        };
        track.within(format!("{} parameter `{}`", after.place, after.name), |track| {
            track.add(rule, words.to_owned()).now(after.at.place());
        });
    }
}

fn parameter<'a>(track: &mut Track<'a>, before: &Parameter<'a>, after: &Parameter<'a>) {
    let pair = Pair { old: before.at, new: after.at };
    match (before.required, after.required) {
        (false, true) => {
            track.add(rule::PARAMETER_BECAME_REQUIRED, "now required".to_owned()).both(pair);
        }
        (true, false) => {
            track.add(rule::PARAMETER_OPTIONAL, "no longer required".to_owned()).both(pair);
        }
        _ => {}
    }
    let oas = (track.old.api.oas, track.new.api.oas);
    let (old, new) = (written(before, oas.0), written(after, oas.1));
    if old != new && before.media.is_none() && after.media.is_none() {
        let (old, new) = (Some(old), Some(new));
        track.add(rule::PARAMETER_STYLE, "written in another way".to_owned()).both(pair).values(old, new);
    }
    deprecated(track, pair, rule::PARAMETER_DEPRECATED, "the parameter");
    words(track, pair, "description", rule::WORDS);
    if let (Some(old), Some(new)) = (before.schema, after.schema) {
        schema::compare(track, Pair { old, new }, Way::Request);
    }
}

/// How the values of a parameter are written, by the words of 3.0.
fn written(parameter: &Parameter<'_>, oas: Oas) -> String {
    let at = parameter.at;
    if oas == Oas::V2 {
        return match at.scalar_of("collectionFormat") {
            Some("multi") => "form, each on its own".to_owned(),
            Some("ssv") => "spaceDelimited, together".to_owned(),
            Some("pipes") => "pipeDelimited, together".to_owned(),
            _ if at.scalar_of("type") == Some("array") => usual(parameter.place, false),
            // Of a single value there is but one way to write it.
            _ => usual(parameter.place, usual(parameter.place, true).starts_with("form")),
        };
    }
    let style = at.scalar_of("style").unwrap_or(if matches!(parameter.place, "query" | "cookie") {
        "form"
    } else {
        "simple"
    });
    let explode = at.get("explode").and_then(At::bool).unwrap_or(style == "form");
    format!("{style}, {}", if explode { "each on its own" } else { "together" })
}

fn usual(place: &str, explode: bool) -> String {
    let style = if matches!(place, "query" | "cookie" | "formData") { "form" } else { "simple" };
    format!("{style}, {}", if explode { "each on its own" } else { "together" })
}

fn callbacks<'a>(track: &mut Track<'a>, pair: Pair<'a>) {
    let of = |at: At<'a>| at.get("callbacks").map(At::own_members).unwrap_or_default();
    let (old, new) = (of(pair.old), of(pair.new));
    for before in old.iter().filter(|before| !new.iter().any(|after| after.key == before.key)) {
        track
            .add(rule::CALLBACK_REMOVED, format!("the callback `{}` is gone", before.key))
            .was(before.key_place);
    }
    for after in new.iter().filter(|after| !old.iter().any(|before| before.key == after.key)) {
        track.add(rule::CALLBACK_ADDED, format!("the callback `{}` is new", after.key)).now(after.key_place);
    }
    for before in &old {
        if let Some(after) = new.iter().find(|after| after.key == before.key) {
            track.within(format!("callback `{}`", after.key), |track| calls(track, before.at, after.at));
        }
    }
}

/// What a callback calls, in both versions: it comes to whoever uses the API, as a webhook does.
fn calls<'a>(track: &mut Track<'a>, old: At<'a>, new: At<'a>) {
    let oas = (track.old.api.oas, track.new.api.oas);
    let (old, new) = (called(track.old, old, oas.0), called(track.new, new, oas.1));
    let name = |call: &Call<'a>| (call.path, call.method.key);
    let words = |call: &Call<'a>| format!("{} {}", call.method.key.to_uppercase(), call.path);
    for before in old.iter().filter(|before| !new.iter().any(|after| name(after) == name(before))) {
        track
            .add(rule::CALLBACK_REMOVED, format!("`{}` is no longer called", words(before)))
            .was(before.method.key_place);
    }
    for after in &new {
        let Some(before) = old.iter().find(|before| name(before) == name(after)) else {
            track
                .add(rule::CALLBACK_ADDED, format!("`{}` is called too", words(after)))
                .now(after.method.key_place);
            continue;
        };
        let items = Pair { old: before.item, new: after.item };
        let pair = Pair { old: before.method.at, new: after.method.at };
        parameters(track, items, pair, (before.path, after.path));
        body::request(track, items, pair, Way::Response);
        body::responses(track, pair, Way::Response);
    }
}

/// A call of a callback.
struct Call<'a> {
    /// The address, as the expression it is written as.
    path: &'a str,
    item: At<'a>,
    method: Member<'a>,
}

fn called<'a>(version: Version<'a>, callback: At<'a>, oas: Oas) -> Vec<Call<'a>> {
    let resolver = version.reader.resolver;
    let mut found = Vec::new();
    for path in resolver.end(callback).own_members().into_iter().take(CALLS) {
        let item = resolver.end(path.at);
        let methods = item.members().into_iter().filter(|member| is_method(oas, member.key));
        found.extend(methods.map(|method| Call { path: path.key, item, method }));
    }
    found
}
