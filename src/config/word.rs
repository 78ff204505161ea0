//! Values of book.toml that must have a certain form. Each form is a `format` of the JSON Schema, and
//! [`check`] says what is wrong with a text that does not have it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toml::Spanned;

use crate::config::Pattern;
use crate::date;

/// A value with its place in the file.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Spot<T>(pub(super) Spanned<T>);

impl<T: JsonSchema> JsonSchema for Spot<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }
}

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident = $format:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(transparent)]
        pub(super) struct $name(pub(super) String);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "format": $format })
            }

            fn inline_schema() -> bool {
                true
            }
        }
    )*};
}

forms! {
    /// A pattern of paths.
    Glob = "glob";
    /// A folder below the root.
    Folder = "folder";
    /// A folder anywhere.
    Out = "path";
    /// A web address.
    Web = "uri";
    /// A template of a web address.
    Template = "link-template";
    /// A language tag.
    Language = "language";
    /// A code of a check.
    Code = "check-code";
    /// A branch of a git repository.
    Branch = "git-branch";
    /// A time zone.
    TimeZone = "time-zone";
}

/// A day: TOML's own date, or a text of that form.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Day {
    /// `2026-12-31`
    Date(toml::value::Datetime),
    /// `"2026-12-31"`
    Text(String),
}

impl Day {
    /// The day.
    pub(super) fn date(&self) -> Option<date::Date> {
        match self {
            Day::Date(date) => date::parse(&date.to_string()),
            Day::Text(text) => date::parse(text),
        }
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// Says what is wrong with a text that should have a form, and how to write it.
pub(super) fn check(format: &str, text: &str) -> Result<(), (String, &'static str)> {
    let fail = |sound: bool, what: &str, help| if sound { Ok(()) } else { Err((what.to_owned(), help)) };
    match format {
        "glob" => match Pattern::new(text, None) {
            Ok(_) => Ok(()),
            Err(what) => Err((
                what,
                "a pattern is a path relative to this folder; `*` stays inside a folder, `**` crosses folders",
            )),
        },
        "folder" => fail(
            is_folder(text),
            "is no folder below this one",
            "write it relative to the folder that is built: `content`, `docs/plans`",
        ),
        "path" => fail(
            !text.trim().is_empty() && !text.contains('\0'),
            "is no folder",
            "write it relative to the folder that is built: `site`",
        ),
        "uri" => fail(is_web(text), "is no web address", "write it in full: `https://example.org/tracker/`"),
        "link-template" => fail(
            is_web(&text.replacen("{url}", "https://example.org", 1)) && text.contains("{path}"),
            "is no template of a web address",
            "it needs `{path}`, and may have `{url}`, `{commit}`, `{branch}` and `{line}`",
        ),
        "language" => fail(is_language(text), "is no language tag", "write `en`, `de`, `pt-BR` or `zh-Hans`"),
        "check-code" => fail(
            text.strip_prefix("PB")
                .is_some_and(|rest| rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit())),
            "is no code of a check",
            "codes are written `PB101`; `planbook explain --all` lists them",
        ),
        "git-branch" => fail(
            !text.is_empty()
                && !text.contains([' ', '~', '^', ':', '?', '*', '[', '\\'])
                && !text.contains(".."),
            "is no name of a branch",
            "write it as git does: `main`",
        ),
        "time-zone" => fail(
            date::Zone::parse(text).is_some(),
            "is no time zone",
            "write `Europe/Berlin`, `UTC` or `+02:00`",
        ),
        "date" => fail(date::parse(text).is_some(), "is no day", "a day is written 2026-12-31"),
        _ => Ok(()),
    }
}

fn is_folder(text: &str) -> bool {
    !text.starts_with(['/', '\\'])
        && !text.contains([':', '\0'])
        && !text.split(['/', '\\']).any(|part| part == "..")
}

fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.and_then(|rest| rest.split(['/', '?', '#']).next()).is_some_and(|host| !host.is_empty())
        && !text.contains(|ch: char| ch.is_whitespace() || ch.is_control() || "<>\"".contains(ch))
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(|first| {
        (2..=8).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    }) && parts.all(|part| (1..=8).contains(&part.len()) && letters(part))
}
