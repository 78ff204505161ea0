//! OpenMetrics and Prometheus text: samples with their labels, unit and time.

use crate::date;
use crate::decode::{Document, Syntax};
use crate::model::{Proof, ProofFormat};
use crate::parse::evidence::format::{Format, Notes};
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format = Format { knows, read };

fn knows(document: &Document) -> bool {
    matches!(document.syntax, Syntax::Text)
        && document
            .text
            .lines()
            .take(20)
            .any(|line| line.starts_with("# TYPE ") || line.starts_with("# HELP "))
}

fn read(document: &Document, _: &Vocabulary) -> Proof {
    let mut notes = Notes::new(document, ProofFormat::OpenMetrics);
    let mut units: Vec<(&str, &str)> = Vec::new();
    for (index, line) in document.text.lines().enumerate() {
        if let Some((name, unit)) = line.strip_prefix("# UNIT ").and_then(|rest| rest.split_once(' ')) {
            units.push((name, unit.trim()));
            continue;
        }
        let Some((name, labels, value, time)) = sample(line) else { continue };
        // A histogram's buckets are no measurement by themselves.
        if name.ends_with("_bucket") {
            continue;
        }
        let told = units.iter().rev().find(|(known, _)| name.starts_with(known)).map(|(_, unit)| *unit);
        let (unit, factor) = unit(name, told);
        let words = name.replace('_', " ");
        let subject = if labels.is_empty() { words } else { format!("{words} {labels}") };
        notes.measure(subject, value * factor, unit, document.lines.span(index as u32 + 1));
        if let Some(fact) = notes.last() {
            fact.at = time;
        }
    }
    notes.finish()
}

/// `name{label="value"} 12.5 1700000000`: the name, the values of its labels, the value, the day.
fn sample(line: &str) -> Option<(&str, String, f64, Option<String>)> {
    let line = line.trim();
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':')))?;
    let (name, rest) = line.split_at(end);
    if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let (labels, rest) = match rest.strip_prefix('{') {
        Some(inner) => {
            let close = inner.rfind('}')?;
            let values = inner.get(..close)?.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
            (values, inner.get(close + 1..)?)
        }
        None => (String::new(), rest),
    };
    let mut words = rest.split_whitespace();
    let value: f64 = words.next()?.parse().ok().filter(|value: &f64| value.is_finite())?;
    let time = words.next().and_then(|word| word.parse::<f64>().ok());
    let day = time.and_then(|time| date::since_1970(if time > 1e11 { time / 1000.0 } else { time } as i64));
    Some((name, labels, value, day.map(|day| day.to_string())))
}

/// The unit of a sample, from its name where no line tells it, and what its value is multiplied by: a ratio is shown in
/// per cent.
fn unit<'t>(name: &str, told: Option<&'t str>) -> (Option<&'t str>, f64) {
    let ends = |suffix: &str| name.ends_with(suffix) || name.trim_end_matches("_total").ends_with(suffix);
    match told {
        Some("seconds") => (Some("s"), 1.0),
        Some("ratio") => (Some("%"), 100.0),
        Some("percent") => (Some("%"), 1.0),
        Some(unit) => (Some(unit), 1.0),
        None if ends("_ratio") => (Some("%"), 100.0),
        None if ends("_percent") => (Some("%"), 1.0),
        None if ends("_seconds") => (Some("s"), 1.0),
        None if ends("_milliseconds") || ends("_ms") => (Some("ms"), 1.0),
        None if ends("_bytes") => (Some("B"), 1.0),
        None => (None, 1.0),
    }
}
