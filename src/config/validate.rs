//! Holds a book.toml against its schema. All faults are found at once, each with its place and what to do.

use std::fmt;

use schemars::Schema;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::config::word;
use crate::diag::Fault;

/// Tables people look for under other names.
const SYNONYMS: &[(&str, &str)] = &[
    ("adr", "decisions"),
    ("adrs", "decisions"),
    ("definitions", "api"),
    ("openapi", "api"),
    ("docs", "pages"),
    ("tests", "evidence"),
    ("iterations", "reports"),
    ("exclude", "discover"),
    ("status", "vocabulary"),
    ("repo", "repository"),
    ("git", "repository"),
];

/// Finds the faults of `text`, which is called `file`.
pub(super) fn validate(file: &str, text: &str, schema: &Schema) -> Vec<Fault> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut walk = Walk { file, text, root: schema.as_value(), faults: Vec::new() };
    walk.table(table.get_ref(), table.span().start, walk.root, "");
    let mut faults = walk.faults;
    faults.sort_by_key(|fault| fault.at);
    // What stands behind a broken line may have been read as something it is not.
    let broken = errors.iter().filter_map(toml::de::Error::span).map(|span| position(text, span.start)).min();
    faults.retain(|fault| broken.is_none_or(|broken| fault.at < Some(broken)));
    faults.extend(syntax(file, text, &errors));
    faults
}

/// 1-based line and column of byte `at`.
pub(super) fn position(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line as u32, column as u32)
}

/// What is no TOML: the first fault of each line, the others mostly follow from it.
fn syntax(file: &str, text: &str, errors: &[toml::de::Error]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = errors
        .iter()
        .map(|error| {
            let (line, column) = position(text, error.span().map_or(0, |span| span.start));
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            Fault::new(file, format!("this is no TOML: {message}")).at(line, column).help(
                "strings stand in \"quotes\", arrays in [brackets], and a table begins with [its name] on a line",
            )
        })
        .collect();
    faults.sort_by_key(|fault| fault.at);
    faults.dedup_by_key(|fault| fault.at.map(|(line, _)| line));
    faults
}

struct Walk<'a> {
    file: &'a str,
    text: &'a str,
    /// The whole schema. It holds no references: every part stands where it is used.
    root: &'a Value,
    faults: Vec<Fault>,
}

impl<'a> Walk<'a> {
    fn fault(&mut self, at: usize, message: String, help: impl Into<String>) {
        let (line, column) = position(self.text, at);
        self.faults.push(Fault::new(self.file, message).at(line, column).help(help));
    }

    fn table(&mut self, table: &DeTable<'_>, at: usize, schema: &'a Value, name: &str) {
        let known = schema.get("properties").and_then(Value::as_object);
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        for (key, value) in table {
            match known.and_then(|known| known.get(key.get_ref().as_ref())) {
                Some(inner) => self.value(value, inner, Key { table: name, key: key.get_ref() }),
                None if closed => self.unknown(key, name, known),
                None => {}
            }
        }
        for wanted in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            let wanted = wanted.as_str().unwrap_or_default();
            if !table.keys().any(|key| key.get_ref() == wanted) {
                self.fault(at, format!("`{wanted}` is missing {}", inside(name)), "it must be given");
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'a Value, key: Key<'_>) {
        let at = value.span().start;
        match (kind(schema), value.get_ref()) {
            ("any", _) | ("boolean", DeValue::Boolean(_)) => {}
            ("object", DeValue::Table(table)) => self.table(table, at, schema, &key.path()),
            ("array", DeValue::Array(members)) => {
                let inner = schema.get("items").unwrap_or(&Value::Null);
                for member in members.iter() {
                    self.value(member, inner, key);
                }
            }
            ("string", DeValue::String(text)) => self.string(text, at, schema, key),
            ("string", DeValue::Datetime(date)) if form(schema) == "date" => {
                self.string(&date.to_string(), at, schema, key);
            }
            (wanted, found) => {
                let message = format!("{key} must be {}, not {}", words(wanted), found_words(found));
                self.fault(at, message, example(wanted, key.key));
            }
        }
    }

    fn string(&mut self, text: &str, at: usize, schema: &Value, key: Key<'_>) {
        if let Some(choices) = choices(schema) {
            if !choices.contains(&text) {
                let near =
                    nearest(text, choices.iter().copied()).map(|near| format!("did you mean `{near}`? "));
                let help = format!("{}it is one of {}", near.unwrap_or_default(), choices.join(", "));
                self.fault(at, format!("{key} can't be `{text}`"), help);
            }
        } else if let Err((what, help)) = word::check(form(schema), text) {
            let text = if text.is_empty() { "the string".to_owned() } else { format!("`{text}`") };
            self.fault(at, format!("{text} {what} ({key})"), help);
        }
    }

    fn unknown(&mut self, key: &Spanned<DeString<'_>>, name: &str, known: Option<&Map<String, Value>>) {
        let word = key.get_ref().as_ref();
        let names = || known.into_iter().flat_map(Map::keys).map(String::as_str);
        let top = name.is_empty();
        let synonym = SYNONYMS.iter().find(|(other, _)| top && *other == word).map(|(_, name)| *name);
        let help = match synonym.or_else(|| nearest(word, names())) {
            Some(near) if top => format!("did you mean [{near}]?"),
            Some(near) => format!("did you mean `{near}`?"),
            None => match self.home(word).filter(|_| top) {
                Some((table, near)) if near == word => format!("`{word}` stands in [{table}]"),
                Some((table, near)) => format!("did you mean `{near}`? It stands in [{table}]"),
                None => format!("known are {}", names().collect::<Vec<_>>().join(", ")),
            },
        };
        self.fault(key.span().start, format!("there is no `{word}` {}", inside(name)), help);
    }

    /// The table that has a key of about this name, and the key.
    fn home(&self, word: &str) -> Option<(&'a str, &'a str)> {
        let tables = self.root.get("properties")?.as_object()?;
        let keys = tables.iter().filter_map(|(table, inner)| {
            let keys = inner.get("properties")?.as_object()?.keys().map(String::as_str);
            Some((table.as_str(), nearest(word, keys)?))
        });
        keys.min_by_key(|(_, near)| *near != word)
    }
}

/// A key of a table, as messages call it.
#[derive(Clone, Copy)]
struct Key<'k> {
    table: &'k str,
    key: &'k str,
}

impl Key<'_> {
    fn path(self) -> String {
        if self.table.is_empty() { self.key.to_owned() } else { format!("{}.{}", self.table, self.key) }
    }
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.key, inside(self.table))
    }
}

fn inside(name: &str) -> String {
    if name.is_empty() { "in book.toml".to_owned() } else { format!("in [{name}]") }
}

fn form(schema: &Value) -> &str {
    schema.get("format").and_then(Value::as_str).unwrap_or_default()
}

/// The texts a value may be: an `enum`, or `oneOf` constants with a description each.
fn choices(schema: &Value) -> Option<Vec<&str>> {
    let plain = schema.get("enum").and_then(Value::as_array);
    let described = schema.get("oneOf").and_then(Value::as_array);
    match (plain, described) {
        (Some(words), _) => Some(words.iter().filter_map(Value::as_str).collect()),
        (_, Some(parts)) => {
            Some(parts.iter().filter_map(|part| part.get("const").and_then(Value::as_str)).collect())
        }
        _ => None,
    }
}

/// What sort of value a schema wants; `any` where it does not say.
fn kind(schema: &Value) -> &str {
    match schema.get("type").and_then(Value::as_str) {
        Some(kind) => kind,
        None if choices(schema).is_some() => "string",
        None => "any",
    }
}

fn words(kind: &str) -> &'static str {
    match kind {
        "object" => "a table",
        "array" => "an array",
        "boolean" => "true or false",
        _ => "a string",
    }
}

fn found_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// How a value of this sort is written.
fn example(kind: &str, key: &str) -> String {
    match kind {
        "array" => format!("write `{key} = [\"…\"]`"),
        "object" => format!("write `[{key}]` on a line of its own, and its keys below"),
        "boolean" => format!("write `{key} = true` or `{key} = false`"),
        _ => "write it in \"quotes\"".to_owned(),
    }
}

/// The known name that is meant by a misspelt one.
fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let word = plain(word);
    let most = (word.chars().count() / 3).clamp(1, 3);
    names
        .map(|name| (strsim::damerau_levenshtein(&word, &plain(name)), name))
        .filter(|(distance, name)| *distance <= most || plain(name).starts_with(&format!("{word}-")))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
