//! What the name of a file says: its number, its day, the words of its title, whether it is a template.

use crate::date;
use crate::vocabulary::normalise;

/// The name of a file, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::parse) struct FileName {
    /// The number it begins with, behind `adr-` and the like.
    pub(in crate::parse) number: Option<u32>,
    /// The day it begins with: `20230125-…`, `2023-01-25-…`.
    pub(super) day: Option<String>,
    /// Whether it begins with a month: `2024-05-…`.
    monthly: bool,
    /// The words that are left.
    pub(super) words: String,
}

/// What names of records begin with beside a number.
const PREFIXES: &[&str] = &["madr", "adr", "ddr", "ladr", "agdr", "decision", "dr", "ad"];

impl FileName {
    /// Takes the last part of a path apart.
    pub(in crate::parse) fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut rest = without_prefix(stem);
        if let Some((day, after)) = day(rest) {
            return Self { day: Some(day), words: words(after), ..Self::default() };
        }
        if let Some(after) = month(rest) {
            return Self { monthly: true, words: words(after), ..Self::default() };
        }
        // A version in front of the number: `2.1.2-0008-…`.
        if let Some((version, after)) = rest.split_once('-')
            && version.contains('.')
            && version.chars().all(|c| c.is_ascii_digit() || c == '.')
            && after.starts_with(|c: char| c.is_ascii_digit())
        {
            rest = after;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = rest.get(digits..).unwrap_or("");
        let ends = after.is_empty() || after.starts_with(['-', '_', '.', ' ', '–']);
        match rest.get(..digits).filter(|digits| ends && (1..=5).contains(&digits.len())) {
            Some(digits) => Self { number: digits.parse().ok(), words: words(after), ..Self::default() },
            None => Self { words: unnamed(words(stem)), ..Self::default() },
        }
    }

    /// Whether it begins as the names of records do.
    pub(in crate::parse) fn is_counted(&self) -> bool {
        self.number.is_some() || self.day.is_some() || self.monthly
    }

    /// The words as a title: `Use tabs`.
    pub(super) fn title(&self) -> String {
        let mut chars = self.words.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    }
}

fn words(text: &str) -> String {
    text.split(['-', '_', ' ', '.']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `adr Pick a lamp` without what it is, where enough is left to be a title.
fn unnamed(words: String) -> String {
    match words.split_once(' ') {
        Some((first, rest)) if first.eq_ignore_ascii_case("adr") && rest.contains(' ') => rest.to_owned(),
        _ => words,
    }
}

fn without_prefix(stem: &str) -> &str {
    let lower = stem.to_ascii_lowercase();
    for prefix in PREFIXES {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let trimmed = rest.trim_start_matches(['-', '_', ' ', '#']);
            if trimmed.starts_with(|c: char| c.is_ascii_digit()) {
                return stem.get(stem.len() - trimmed.len()..).unwrap_or(stem);
            }
        }
    }
    stem
}

/// The day a name begins with, and what follows.
fn day(name: &str) -> Option<(String, &str)> {
    let plain = name.get(..8).filter(|head| head.chars().all(|c| c.is_ascii_digit()));
    let (text, after) = match plain {
        Some(head) => {
            let text = format!("{}-{}-{}", head.get(..4)?, head.get(4..6)?, head.get(6..)?);
            (text, name.get(8..)?)
        }
        None => (name.get(..10)?.replace('_', "-"), name.get(10..)?),
    };
    let ends = after.is_empty() || after.starts_with(['-', '_', ' ', '.']);
    date::parse(&text).filter(|_| ends).map(|day| (day.to_string(), after))
}

/// What follows the month a name begins with: a year of this century and a month, both in full.
fn month(name: &str) -> Option<&str> {
    let (year, rest) = (name.get(..4)?, name.get(4..)?.strip_prefix(['-', '_'])?);
    let (month, after) = (rest.get(..2)?, rest.get(2..)?);
    let number = |text: &str| text.parse::<u32>().ok();
    let ends = after.starts_with(['-', '_', ' ']);
    let dated = (2000..2100).contains(&number(year)?) && (1..=12).contains(&number(month)?);
    (ends && dated).then_some(after)
}

/// Words that the names of templates are made of.
const TEMPLATE_WORDS: &[&str] = &[
    "adr",
    "adrs",
    "madr",
    "template",
    "templates",
    "vorlage",
    "plantilla",
    "modele",
    "modello",
    "modelo",
    "decision",
    "record",
    "records",
    "architecture",
    "architectural",
    "short",
    "long",
    "minimal",
    "bare",
    "full",
    "nygard",
    "y",
    "statement",
    "form",
    "example",
    "new",
    "simple",
    "log4brains",
    "en",
    "de",
    "fr",
    "es",
    "the",
    "for",
    "a",
    "an",
    "xxxx",
    "nnnn",
    "0000",
    "000",
    "title",
    "my",
    "our",
    "sample",
    "skeleton",
    "boilerplate",
    "md",
];

/// Whether a document only shows how records are written: its name is that of a template, it lies among templates, or
/// its title is a gap to be filled.
pub(in crate::parse) fn is_template(path: &str, title: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = normalise(&name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['.', '_'], "-"));
    let says = |word: &&str| {
        matches!(
            *word,
            "template"
                | "templates"
                | "vorlage"
                | "plantilla"
                | "modele"
                | "modelo"
                | "skeleton"
                | "boilerplate"
        )
    };
    let parts: Vec<&str> = stem.split(' ').collect();
    let named = parts.iter().any(says)
        && parts.iter().all(|part| TEMPLATE_WORDS.contains(part) || part.chars().all(|c| c.is_ascii_digit()));
    let among =
        folder.to_lowercase().split('/').any(|part| part.split(['-', '_', '.']).any(|word| says(&word)));
    let title = title.trim();
    let gap = |text: &str| {
        text.starts_with(['[', '{', '<']) && text.ends_with([']', '}', '>'])
            || matches!(
                text.to_lowercase().as_str(),
                "title" | "number. title" | "adr template" | "short title"
            )
    };
    let behind = title.split_once([':', '.', '-']).map_or("", |(_, rest)| rest.trim());
    let labelled = normalise(title).split(['/', ' ']).next().is_some_and(|word| word == "artifact")
        && normalise(title).contains("template");
    named
        || among
        || gap(title)
        || (!behind.is_empty() && gap(behind))
        || labelled
        || normalise(title).ends_with("adr template")
        || normalise(title).starts_with("template")
}

#[cfg(test)]
mod tests {
    use super::{FileName, is_template};

    #[test]
    fn names_are_taken_apart() {
        let of = |name: &str| {
            let file = FileName::of(name);
            (file.number, file.day.clone().unwrap_or_default(), file.title())
        };
        assert_eq!(of("docs/adr/0007-use-tabs.md"), (Some(7), String::new(), "Use tabs".to_owned()));
        assert_eq!(of("adr012-use_dates.md"), (Some(12), String::new(), "Use dates".to_owned()));
        assert_eq!(of("ADR-3.md"), (Some(3), String::new(), String::new()));
        assert_eq!(of("20230125-plain.md"), (None, "2023-01-25".to_owned(), "Plain".to_owned()));
        assert_eq!(of("2023-01-25-plain.md"), (None, "2023-01-25".to_owned(), "Plain".to_owned()));
        assert_eq!(of("2.1.2-0008-add.md"), (Some(8), String::new(), "Add".to_owned()));
        assert_eq!(of("ADR_2024_05_event_bus.md"), (None, String::new(), "Event bus".to_owned()));
        assert_eq!(of("ADR - Pick a lamp.md"), (None, String::new(), "Pick a lamp".to_owned()));
        assert_eq!(of("adopt-tabs.md"), (None, String::new(), "Adopt tabs".to_owned()));
        assert_eq!(of("2fa-for-all.md"), (None, String::new(), "2fa for all".to_owned()));
    }

    #[test]
    fn templates_are_no_records() {
        assert!(is_template("docs/adr/0000-template.md", "x"));
        assert!(is_template("docs/adr/adr-template.md", "{short title}"));
        assert!(is_template("docs/adr/0001-x.md", "[short title of solved problem and solution]"));
        assert!(is_template("templates/0001-x.md", "Use tabs"));
        assert!(!is_template("docs/adr/0007-use-a-template-engine.md", "Use a template engine"));
        assert!(!is_template("docs/adr/0007-x.md", "Drop [old] parsers"));
    }
}
