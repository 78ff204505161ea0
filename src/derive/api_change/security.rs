//! Compares what one must have to call: whether everyone who could call before still can.

use std::collections::{BTreeMap, BTreeSet};

use crate::derive::api_change::Version;
use crate::derive::api_change::rule;
use crate::derive::api_change::track::{Pair, Track};
use crate::parse::api::{At, Member};

/// One way to be let in: schemes with their scopes.
type Choice = BTreeMap<String, BTreeSet<String>>;

/// The ways to be let in; one that asks for nothing where nothing is asked.
fn choices<'a>(version: &Version<'a>, operation: At<'a>) -> Vec<Choice> {
    let read = |one: Vec<Member<'a>>| -> Choice {
        let scopes = |at: At<'a>| at.items().filter_map(At::scalar).map(str::to_owned).collect();
        one.into_iter().map(|member| (member.key.to_owned(), scopes(member.at))).collect()
    };
    let found: Vec<Choice> =
        version.reader.security(operation).unwrap_or_default().into_iter().map(read).collect();
    if found.is_empty() { vec![Choice::new()] } else { found }
}

/// Whether who has what `held` names has what `asked` asks for.
fn serves(held: &Choice, asked: &Choice) -> bool {
    asked.iter().all(|(scheme, scopes)| held.get(scheme).is_some_and(|held| scopes.is_subset(held)))
}

fn told(choice: &Choice) -> String {
    let one = |(scheme, scopes): (&String, &BTreeSet<String>)| match scopes.is_empty() {
        true => scheme.clone(),
        false => format!("{scheme} ({})", scopes.iter().cloned().collect::<Vec<_>>().join(", ")),
    };
    let words: Vec<String> = choice.iter().map(one).collect();
    if words.is_empty() { "nothing".to_owned() } else { words.join(" and ") }
}

/// Compares what an operation asks for.
pub(super) fn asked<'a>(track: &mut Track<'a>, pair: Pair<'a>) {
    let (old, new) = (choices(&track.old, pair.old), choices(&track.new, pair.new));
    let lost: Vec<&Choice> = old.iter().filter(|held| !new.iter().any(|asked| serves(held, asked))).collect();
    let all = |choices: &[Choice]| Some(choices.iter().map(told).collect::<Vec<_>>().join(" or "));
    if let Some(first) = lost.first() {
        let message = match first.is_empty() {
            true => "nobody is let in any more without showing who they are".to_owned(),
            false => format!("`{}` is no longer enough", told(first)),
        };
        track.add(rule::SECURITY, message).both(pair).values(all(&old), all(&new));
        return;
    }
    if new.iter().any(|asked| !old.iter().any(|held| serves(asked, held))) {
        let message = "there are more ways to be let in".to_owned();
        track.add(rule::SECURITY_ADDED, message).both(pair).values(all(&old), all(&new));
    }
}

/// Compares the schemes themselves: one of the same name that asks for something else.
pub(super) fn schemes(track: &mut Track<'_>) {
    let (old, new) = (track.old.reader.schemes(), track.new.reader.schemes());
    for before in &old {
        let Some(after) = new.iter().find(|after| after.key == before.key) else { continue };
        for key in ["type", "in", "name", "scheme", "openIdConnectUrl"] {
            let (was, is) = (before.at.scalar_of(key), after.at.scalar_of(key));
            // 2.0 calls `basic` what is `http` with the scheme `basic` since.
            let basic = |at: At<'_>| {
                at.scalar_of("type") == Some("basic")
                    || at.scalar_of("scheme").is_some_and(|name| name.eq_ignore_ascii_case("basic"))
            };
            let same = was.zip(is).map_or(was.is_none() && is.is_none(), |(was, is)| {
                was == is || key != "name" && was.eq_ignore_ascii_case(is)
            });
            if !(same || basic(before.at) && basic(after.at)) {
                track
                    .add(
                        rule::SCHEME_CHANGED,
                        format!("the {key} of the security scheme `{}` changed", before.key),
                    )
                    .both(Pair { old: before.at, new: after.at })
                    .values(was.map(str::to_owned), is.map(str::to_owned));
            }
        }
    }
}
