//! What gates ask for: `>=95%`, `203/203 passing`, `<10min parallel`.

use crate::model::{Gate, GateKind, ItemId, Op};
use crate::parse::reading::{Draft, Scope};
use crate::place::Span;

/// Adds a gate.
pub fn push_gate(draft: &mut Draft<'_>, scope: &Scope, metric: &str, text: &str, span: Span) {
    let parts = Condition::of(text);
    draft.gates.push(Gate {
        metric: metric.to_owned(),
        text: text.to_owned(),
        kind: parts.kind,
        op: parts.op,
        value: parts.value,
        unit: parts.unit,
        qualifier: parts.qualifier,
        place: draft.place(span),
        group: scope.group,
        item: scope.item.map(|index| ItemId(index as u32)),
    });
}

/// A condition, taken apart.
#[derive(Debug, PartialEq)]
struct Condition {
    kind: GateKind,
    op: Option<Op>,
    value: Option<f64>,
    unit: Option<String>,
    qualifier: Option<String>,
}

impl Condition {
    fn word(kind: GateKind) -> Self {
        Self { kind, op: None, value: None, unit: None, qualifier: None }
    }

    /// Takes a condition apart. What does not parse is [`GateKind::Opaque`].
    fn of(text: &str) -> Self {
        let text = text.trim().trim_matches(['"', '\'']);
        if matches!(text, "true" | "false") {
            return Self {
                value: Some(f64::from(u8::from(text == "true"))),
                ..Self::word(GateKind::Boolean)
            };
        }
        if text.contains(" + ") || text.contains(" && ") || text.contains(" AND ") {
            return Self::word(GateKind::Compound);
        }
        let (op, rest) = comparator(text);
        let Some((value, after)) = number(rest) else {
            let wordy = text.split_whitespace().count() <= 4
                && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-');
            return Self::word(if wordy && !text.is_empty() { GateKind::Word } else { GateKind::Opaque });
        };
        if let Some(rest) = after.strip_prefix('/')
            && op.is_none()
            && let Some((_, after)) = number(rest)
        {
            return Self {
                op: Some(Op::AtLeast),
                value: Some(value),
                unit: None,
                qualifier: words(after),
                kind: GateKind::Ratio,
            };
        }
        let plus = after.starts_with('+');
        let after = after.strip_prefix('+').unwrap_or(after);
        let (unit, qualifier) = unit(after);
        let (plus, qualifier) = match qualifier.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (plus, qualifier),
        };
        let op = op.or(if plus { Some(Op::AtLeast) } else { None }).unwrap_or(Op::Equal);
        Self { kind: GateKind::Number, op: Some(op), value: Some(value), unit, qualifier: words(qualifier) }
    }
}

fn words(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn comparator(text: &str) -> (Option<Op>, &str) {
    const SIGNS: [(&str, Op); 16] = [
        (">=", Op::AtLeast),
        ("<=", Op::AtMost),
        ("=>", Op::AtLeast),
        ("=<", Op::AtMost),
        ("≥", Op::AtLeast),
        ("≤", Op::AtMost),
        (">", Op::More),
        ("<", Op::Less),
        ("==", Op::Equal),
        ("=", Op::Equal),
        ("at least ", Op::AtLeast),
        ("at most ", Op::AtMost),
        ("less than ", Op::Less),
        ("under ", Op::Less),
        ("more than ", Op::More),
        ("over ", Op::More),
    ];
    let lower = text.to_lowercase();
    for (sign, op) in SIGNS {
        if lower.starts_with(sign) {
            return (Some(op), text.get(sign.len()..).unwrap_or("").trim_start());
        }
    }
    (None, text.trim_start_matches('~'))
}

/// A number with thousands separators at the start of a text, and what follows.
fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let used = text
        .char_indices()
        .take_while(|(at, c)| {
            c.is_ascii_digit()
                || matches!(c, '.' | ',')
                    && text.get(at + 1..).is_some_and(|s| s.starts_with(|c: char| c.is_ascii_digit()))
        })
        .map(|(_, c)| c.len_utf8())
        .sum::<usize>();
    let digits = text.get(..used)?;
    let value = digits.replace(',', "").parse().ok()?;
    Some((value, text.get(used..)?))
}

/// The unit after a number and what follows it.
fn unit(text: &str) -> (Option<String>, &str) {
    let lead = text.len() - text.trim_start().len();
    let body = text.trim_start();
    if let Some(rest) = body.strip_prefix('%') {
        return (Some("%".to_owned()), rest);
    }
    let used = body.find(|c: char| !(c.is_alphabetic() || matches!(c, '/' | '°'))).unwrap_or(body.len());
    let word = body.get(..used).unwrap_or("");
    const UNITS: [&str; 44] = [
        "ms", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hr", "hrs",
        "hour", "hours", "d", "day", "days", "week", "weeks", "month", "months", "kb", "mb", "gb", "tb",
        "kib", "mib", "gib", "b", "bytes", "rps", "req/s", "qps", "tps", "x", "k", "m", "fps", "hz", "px",
        "mbps", "us", "μs",
    ];
    if UNITS.contains(&word.to_lowercase().as_str()) && (lead == 0 || word.len() > 1) {
        return (Some(word.to_owned()), body.get(used..).unwrap_or(""));
    }
    (None, body)
}
