//! Compares what is demanded of a single value: bounds, lengths, listed values, patterns, formats.

use crate::decode::tree::{Node, Value};
use crate::derive::api_change::operation::brief;
use crate::derive::api_change::rule::{self, ChangeRule};
use crate::derive::api_change::track::{Pair, Track, Way};
use crate::parse::api::{At, Joined};

/// How many listed values one change names.
const NAMED: usize = 12;

/// Both versions of a schema with what `allOf` joins to it.
pub(super) struct Both<'t, 'a> {
    pub(super) old: &'t Joined<'a>,
    pub(super) new: &'t Joined<'a>,
    pub(super) pair: Pair<'a>,
}

/// Compares all bounds.
pub(super) fn bounds<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    for key in ["minimum", "minLength", "minItems", "minProperties", "minContains"] {
        limit(track, both, key, way, |old, new| new > old);
    }
    for key in ["maximum", "maxLength", "maxItems", "maxProperties", "maxContains"] {
        limit(track, both, key, way, |old, new| new < old);
    }
    let unique = |joined: &Joined<'_>| joined.get("uniqueItems").and_then(At::bool) == Some(true);
    match (unique(both.old), unique(both.new)) {
        (false, true) => stricter(track, both, way, (true, "no item may stand twice"), (None, None)),
        (true, false) => stricter(track, both, way, (false, "items may stand twice"), (None, None)),
        _ => {}
    }
    multiple(track, both, way);
    values(track, both, way);
    pattern(track, both, way);
    format(track, both, way);
}

/// A bound of a schema: its value, and whether it is itself too much.
fn bound(joined: &Joined<'_>, key: &str) -> Option<(f64, bool, String)> {
    let exclusive = match key {
        "minimum" => "exclusiveMinimum",
        "maximum" => "exclusiveMaximum",
        _ => "",
    };
    let read = |at: At<'_>| at.scalar().and_then(|text| Some((text.parse::<f64>().ok()?, text.to_owned())));
    let plain = joined.get(key).and_then(read);
    let other = joined.get(exclusive);
    let over = other.and_then(At::bool) == Some(true);
    let sharp = other.and_then(read).map(|(value, text)| (value, true, text));
    let plain = plain.map(|(value, text)| (value, over, text));
    match (plain, sharp) {
        (Some(plain), Some(sharp)) => {
            let tighter = if key == "minimum" { sharp.0 >= plain.0 } else { sharp.0 <= plain.0 };
            Some(if tighter { sharp } else { plain })
        }
        (plain, sharp) => plain.or(sharp),
    }
}

fn limit<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, key: &str, way: Way, tighter: fn(f64, f64) -> bool) {
    let (old, new) = (bound(both.old, key), bound(both.new, key));
    let strict = match (&old, &new) {
        (None, None) => return,
        // A least of nothing demands nothing.
        (None, Some((value, false, _))) | (Some((value, false, _)), None)
            if *value == 0.0 && key.starts_with("min") && key != "minimum" =>
        {
            return;
        }
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (Some((old, _, _)), Some((new, _, _))) if old != new => tighter(*old, *new),
        (Some((_, old, _)), Some((_, new, _))) if old != new => *new,
        _ => return,
    };
    let told = |one: &Option<(f64, bool, String)>| {
        one.as_ref().map(|(_, sharp, text)| if *sharp { format!("{text}, excluded") } else { text.clone() })
    };
    let message = match (old.is_some(), new.is_some()) {
        (false, _) => format!("{key} is new"),
        (_, false) => format!("{key} is gone"),
        _ => format!("{key} is {}", if strict { "stricter" } else { "looser" }),
    };
    stricter(track, both, way, (strict, &message), (told(&old), told(&new)));
}

/// Adds a change of a limit: what is demanded may be loosened, what is promised may be tightened.
fn stricter<'a>(
    track: &mut Track<'a>,
    both: &Both<'_, 'a>,
    way: Way,
    (strict, message): (bool, &str),
    values: (Option<String>, Option<String>),
) {
    let rule = match (way, strict) {
        (Way::Request, true) => rule::REQUEST_STRICTER,
        (Way::Request, false) => rule::REQUEST_WIDENED,
        (Way::Response, true) => rule::RESPONSE_NARROWED,
        (Way::Response, false) => rule::RESPONSE_LOOSER,
    };
    track.add(rule, message.to_owned()).both(both.pair).values(values.0, values.1);
}

fn multiple<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let of = |joined: &Joined<'_>| joined.get("multipleOf").and_then(At::scalar).map(str::to_owned);
    let (old, new) = (of(both.old), of(both.new));
    if old == new {
        return;
    }
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
    let strict = match (number(&old), number(&new)) {
        (_, None) => false,
        (None, _) => true,
        (Some(old), Some(new)) if old == new => return,
        // Every multiple of the old one is one of the new one.
        (Some(old), Some(new)) => (old / new).fract() != 0.0,
    };
    stricter(track, both, way, (strict, "multipleOf changed"), (old, new));
}

/// The values that are allowed, where they are listed.
fn listed<'a>(joined: &Joined<'a>) -> Option<Vec<At<'a>>> {
    if let Some(one) = joined.get("const") {
        return Some(vec![one]);
    }
    joined.get("enum").filter(|list| list.is_list()).map(|list| list.items().collect())
}

fn values<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let (old, new) = (listed(both.old), listed(both.new));
    let (old, new) = match (old, new) {
        (None, None) => return,
        (None, Some(new)) => {
            let message = format!("only some values are allowed: {}", named(&new));
            return stricter(track, both, way, (true, &message), (None, None));
        }
        (Some(old), None) => {
            let message = format!("no longer one of {}", named(&old));
            return stricter(track, both, way, (false, &message), (None, None));
        }
        (Some(old), Some(new)) => (old, new),
    };
    let lacks = |list: &[At<'a>], one: &At<'a>| !list.iter().any(|other| same(one.node, other.node));
    let gone: Vec<At<'a>> = old.iter().copied().filter(|one| lacks(&new, one)).collect();
    let added: Vec<At<'a>> = new.iter().copied().filter(|one| lacks(&old, one)).collect();
    let mut tell = |list: &[At<'a>], rule: ChangeRule, verb: &str| {
        if !list.is_empty() {
            let noun = if list.len() == 1 { "the value" } else { "the values" };
            let verb = if list.len() == 1 { format!("is {verb}") } else { format!("are {verb}") };
            track.add(rule, format!("{noun} {} {verb}", named(list))).both(both.pair);
        }
    };
    match way {
        Way::Request => {
            tell(&gone, rule::REQUEST_VALUE_REMOVED, "no longer allowed");
            tell(&added, rule::REQUEST_WIDENED, "allowed too");
        }
        Way::Response => {
            tell(&gone, rule::RESPONSE_NARROWED, "no longer sent");
            tell(&added, rule::RESPONSE_VALUE_ADDED, "new: a client may not know them");
        }
    }
}

fn named(list: &[At<'_>]) -> String {
    let one =
        |at: &At<'_>| format!("`{}`", at.scalar().map_or_else(|| "…".to_owned(), |text| brief(text, 60)));
    let mut words: Vec<String> = list.iter().take(NAMED).map(one).collect();
    if list.len() > NAMED {
        words.push(format!("{} more", list.len() - NAMED));
    }
    words.join(", ")
}

fn pattern<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let of = |joined: &Joined<'_>| joined.get("pattern").and_then(At::scalar).map(str::to_owned);
    let (old, new) = (of(both.old), of(both.new));
    match (&old, &new) {
        (None, Some(_)) => stricter(track, both, way, (true, "a pattern is demanded"), (old, new)),
        (Some(_), None) => stricter(track, both, way, (false, "no pattern is demanded"), (old, new)),
        (Some(one), Some(other)) if one != other => {
            // Which of two patterns allows more nobody can say in general.
            let message = "the pattern changed".to_owned();
            track.add(rule::PATTERN_CHANGED, message).both(both.pair).values(old, new);
        }
        _ => {}
    }
}

fn format<'a>(track: &mut Track<'a>, both: &Both<'_, 'a>, way: Way) {
    let of = |joined: &Joined<'_>| joined.get("format").and_then(At::scalar).map(str::to_owned);
    let (old, new) = (of(both.old), of(both.new));
    let message = match (&old, &new) {
        (Some(one), Some(other)) if one != other => "the format changed",
        (None, Some(_)) => "a format is named",
        (Some(_), None) => "no format is named",
        _ => return,
    };
    let wider = |one: &Option<String>, other: &Option<String>| {
        let words = (one.as_deref().unwrap_or(""), other.as_deref().unwrap_or(""));
        matches!(words, ("int32", "int64") | ("float", "double") | ("date-time", "") | ("int32", ""))
    };
    let rule = match (old.is_some(), new.is_some(), way) {
        (true, true, Way::Request) if wider(&old, &new) => rule::REQUEST_WIDENED,
        (true, true, Way::Response) if wider(&new, &old) => rule::RESPONSE_NARROWED,
        (true, true, _) => rule::FORMAT_CHANGED,
        (false, _, Way::Request) => rule::FORMAT_ADDED,
        (false, _, Way::Response) => rule::RESPONSE_NARROWED,
        (_, _, Way::Request) => rule::REQUEST_WIDENED,
        (_, _, Way::Response) => rule::RESPONSE_LOOSER,
    };
    track.add(rule, message.to_owned()).both(both.pair).values(old, new);
}

/// Whether two nodes say the same, wherever they stand.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().all(|entry| {
                    other.iter().any(|found| found.key == entry.key && same(&found.value, &entry.value))
                })
        }
        (Value::Number(one), Value::Number(other)) => {
            one == other
                || one.parse::<f64>().ok().zip(other.parse::<f64>().ok()).is_some_and(|(a, b)| a == b)
        }
        (one, other) => one == other,
    }
}
