//! Compares what is sent and what comes back: media types, status codes, headers.

use crate::derive::api_change::operation::words;
use crate::derive::api_change::rule::{self, ChangeRule};
use crate::derive::api_change::schema;
use crate::derive::api_change::track::{Pair, Track, Way};
use crate::parse::api::{At, Media, Member, Response};

/// Compares request bodies. `way` is the way a request goes: that of a webhook comes to the user.
pub(super) fn request<'a>(track: &mut Track<'a>, items: Pair<'a>, pair: Pair<'a>, way: Way) {
    let old = track.old.reader.body(items.old, pair.old);
    let new = track.new.reader.body(items.new, pair.new);
    let place = |at: At<'a>| at.get("requestBody").unwrap_or(at).place();
    let (before, after) = (place(pair.old), place(pair.new));
    track.within("request body", |track| match (old, new) {
        (None, Some(new)) if new.required => {
            track.add(rule::BODY_REQUIRED, "new, and required".to_owned()).now(after);
        }
        (None, Some(_)) => {
            track.add(rule::BODY_ADDED, "new, optional".to_owned()).now(after);
        }
        (Some(_), None) => {
            track.add(rule::BODY_REMOVED, "removed".to_owned()).was(before);
        }
        (Some(old), Some(new)) => {
            if old.required != new.required {
                let (rule, words) = match new.required {
                    true => (rule::BODY_REQUIRED, "now required"),
                    false => (rule::BODY_OPTIONAL, "no longer required"),
                };
                track.add(rule, words.to_owned()).was(before).now(after);
            }
            content(track, (&old.content, &new.content), (before, after), way, rule::REQUEST_MEDIA_REMOVED);
        }
        (None, None) => {}
    });
}

/// A media type as it is compared: case and blanks mean nothing.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn content<'a>(
    track: &mut Track<'a>,
    (old, new): (&[Media<'a>], &[Media<'a>]),
    (before, after): (crate::place::Place, crate::place::Place),
    way: Way,
    removed: ChangeRule,
) {
    for one in old {
        let Some(other) = new.iter().find(|other| plain(other.name) == plain(one.name)) else {
            track.add(removed, format!("`{}` is gone", one.name)).was(before);
            continue;
        };
        track.within(one.name, |track| {
            for schemas in [(one.schema, other.schema), (one.item, other.item)] {
                if let (Some(old), Some(new)) = schemas {
                    schema::compare(track, Pair { old, new }, way);
                }
            }
            form(track, one, other, way);
        });
    }
    for other in new.iter().filter(|other| !old.iter().any(|one| plain(one.name) == plain(other.name))) {
        track.add(rule::MEDIA_ADDED, format!("`{}` is new", other.name)).now(after);
    }
}

/// Form parameters of 2.0.
fn form<'a>(track: &mut Track<'a>, old: &Media<'a>, new: &Media<'a>, way: Way) {
    for before in &old.form {
        match new.form.iter().find(|after| after.name == before.name) {
            None if !new.form.is_empty() => {
                let message = format!("`{}` was removed", before.name);
                track.add(rule::REQUEST_PROPERTY_REMOVED, message).was(before.at.place());
            }
            Some(after) => {
                let pair = Pair { old: before.at, new: after.at };
                if !before.required && after.required {
                    let message = format!("`{}` is now required", after.name);
                    track.add(rule::REQUEST_PROPERTY_BECAME_REQUIRED, message).both(pair);
                }
                track.within(before.name, |track| schema::compare(track, pair, way));
            }
            None => {}
        }
    }
    for after in &new.form {
        if !old.form.is_empty() && !old.form.iter().any(|before| before.name == after.name) {
            let rule = match after.required {
                true => rule::REQUEST_PROPERTY_REQUIRED,
                false => rule::REQUEST_PROPERTY_ADDED,
            };
            track.add(rule, format!("`{}` is new", after.name)).now(after.at.place());
        }
    }
}

/// Compares responses. `sent` is the way the request goes; they go the other way.
pub(super) fn responses<'a>(track: &mut Track<'a>, pair: Pair<'a>, sent: Way) {
    let old = track.old.reader.responses(pair.old);
    let new = track.new.reader.responses(pair.new);
    let way = if sent == Way::Request { Way::Response } else { Way::Request };
    for before in &old {
        let step = format!("response {}", before.code);
        let Some(after) = covering(before.code, &new) else {
            let failed = matches!(before.code.chars().next(), Some('4' | '5'));
            let rule = if failed { rule::ERROR_REMOVED } else { rule::RESPONSE_REMOVED };
            track.within(step, |track| {
                track.add(rule, "removed".to_owned()).was(before.at.place());
            });
            continue;
        };
        track.within(step, |track| response(track, before, after, way));
    }
    for after in &new {
        if !old.iter().any(|before| before.code.eq_ignore_ascii_case(after.code)) {
            track.within(format!("response {}", after.code), |track| {
                track.add(rule::RESPONSE_ADDED, "new".to_owned()).now(after.at.place());
            });
        }
    }
}

/// The response that says what one of the old version said: of the same code, else of its hundred, and of an error the
/// one for everything else.
fn covering<'r, 'a>(code: &str, new: &'r [Response<'a>]) -> Option<&'r Response<'a>> {
    let called = |name: &str| new.iter().find(|one| one.code.eq_ignore_ascii_case(name));
    let hundred = code.get(..1).map(|first| format!("{first}XX"));
    let failed = matches!(code.chars().next(), Some('4' | '5'));
    called(code)
        .or_else(|| hundred.as_deref().and_then(called))
        .or_else(|| failed.then(|| called("default")).flatten())
}

fn response<'a>(track: &mut Track<'a>, before: &Response<'a>, after: &Response<'a>, way: Way) {
    let pair = Pair { old: before.at, new: after.at };
    if before.code.eq_ignore_ascii_case(after.code) {
        words(track, pair, "description", rule::WORDS);
    }
    let places = (before.at.place(), after.at.place());
    content(track, (&before.content, &after.content), places, way, rule::RESPONSE_MEDIA_REMOVED);
    let same = |one: &Member<'a>, other: &Member<'a>| one.key.eq_ignore_ascii_case(other.key);
    for one in &before.headers {
        let step = format!("header `{}`", one.key);
        let other = after.headers.iter().find(|other| same(one, other));
        track.within(step, |track| match other {
            None => {
                track.add(rule::HEADER_REMOVED, "removed".to_owned()).was(one.key_place);
            }
            Some(other) => {
                let schema = |at: At<'a>| at.get("schema").unwrap_or(at);
                schema::compare(track, Pair { old: schema(one.at), new: schema(other.at) }, way);
            }
        });
    }
    for other in after.headers.iter().filter(|other| !before.headers.iter().any(|one| same(one, other))) {
        track.add(rule::HEADER_ADDED, format!("the header `{}` is new", other.key)).now(other.key_place);
    }
}
