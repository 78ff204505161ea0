//! A gate held against the numbers that were found for it.

use crate::date::{self, Date};
use crate::link::proof::unit::convert;
use crate::model::{Gate, GateKind, Judgement, Op, Source, Standing};

/// A number for a gate.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// The value.
    pub(super) value: f64,
    /// Its unit as written.
    pub(super) unit: Option<String>,
    /// Whether it is only a bound: `<135 ms`.
    pub(super) bound: bool,
    /// Where it comes from.
    pub(super) source: Source,
}

/// What a gate asks for, as far as it can be computed.
struct Limit {
    op: Op,
    value: f64,
    unit: Option<String>,
}

/// Judges `gate`. `missing` are places that say that what it measures is not there; `changed` is when what it proves was
/// last changed.
pub(super) fn judge(
    gate: &Gate,
    numbers: Vec<Number>,
    missing: Vec<Source>,
    changed: Option<Date>,
) -> Judgement {
    if let Some(first) = missing.first() {
        let reason = format!("{}: what it measures is listed as missing.", first.text);
        return Judgement { standing: Standing::NotMet, value: None, reason, sources: missing };
    }
    let Some(limit) = limit(gate) else {
        return Judgement {
            standing: Standing::NotComputable,
            value: None,
            reason: why_not(gate),
            sources: Vec::new(),
        };
    };
    let mut held: Vec<(bool, f64, Number)> = numbers
        .into_iter()
        .filter_map(|number| {
            let value = convert(number.value, number.unit.as_deref(), limit.unit.as_deref())?;
            Some((meets(&limit, value, number.bound)?, value, number))
        })
        .collect();
    // Evidence before the plan's own words; what is not met before what is.
    held.sort_by_key(|(met, _, number)| (!number.source.evidence, *met));
    let Some((met, value, number)) = held.first() else {
        return Judgement {
            standing: Standing::NotComputable,
            value: None,
            reason: format!("No number was found for `{}`.", gate.metric),
            sources: Vec::new(),
        };
    };
    let (met, value, evidence) = (*met, *value, number.source.evidence);
    let stale = number
        .source
        .at
        .as_deref()
        .and_then(date::within)
        .zip(changed)
        .filter(|(taken, changed)| taken < changed);
    let standing = match (met, evidence) {
        (false, _) => Standing::NotMet,
        (true, true) if stale.is_some() => Standing::Stale,
        (true, true) => Standing::Met,
        (true, false) => Standing::ClaimedOnly,
    };
    let reason = reason(&limit, value, met, number, stale);
    let sources =
        held.into_iter().map(|(met, _, number)| Source { holds: Some(met), ..number.source }).collect();
    Judgement { standing, value: Some(value).filter(|value| value.is_finite()), reason, sources }
}

/// The limit of a gate; one in its name counts too: `load_test_1000rps: passing`.
fn limit(gate: &Gate) -> Option<Limit> {
    match gate.kind {
        GateKind::Number => Some(Limit { op: gate.op?, value: gate.value?, unit: gate.unit.clone() }),
        GateKind::Ratio => Some(Limit { op: Op::AtLeast, value: 100.0, unit: Some("%".to_owned()) }),
        GateKind::Boolean if gate.metric.to_lowercase().starts_with("zero") => {
            Some(Limit { op: Op::AtMost, value: 0.0, unit: None })
        }
        GateKind::Word => {
            let name = gate.metric.to_lowercase();
            let at = name.find("rps")?;
            let digits: String = name.get(..at)?.chars().rev().take_while(char::is_ascii_digit).collect();
            let value = digits.chars().rev().collect::<String>().parse().ok()?;
            Some(Limit { op: Op::AtLeast, value, unit: Some("rps".to_owned()) })
        }
        GateKind::Boolean | GateKind::Compound | GateKind::Opaque => None,
    }
}

fn why_not(gate: &Gate) -> String {
    match gate.kind {
        GateKind::Word | GateKind::Boolean => format!("“{}” can be attested, not computed.", gate.text),
        GateKind::Compound => format!("“{}” is several conditions in one text.", gate.text),
        _ => format!("“{}” is no number that anything could be held against.", gate.text),
    }
}

/// Whether a value meets a limit. A bound can meet one and never miss it.
fn meets(limit: &Limit, value: f64, bound: bool) -> Option<bool> {
    let slack = 1e-9 * limit.value.abs().max(1.0);
    let met = match limit.op {
        Op::Less if bound => value <= limit.value + slack,
        Op::Less => value < limit.value - slack,
        Op::AtMost => value <= limit.value + slack,
        Op::More => value > limit.value + slack,
        Op::AtLeast => value >= limit.value - slack,
        // `100%` asks for at least that much; `0` for at most.
        Op::Equal if limit.value == 0.0 => value.abs() <= slack,
        Op::Equal if limit.unit.as_deref() == Some("%") => value >= limit.value - slack,
        Op::Equal => (value - limit.value).abs() <= slack,
    };
    (met || !bound).then_some(met)
}

fn reason(limit: &Limit, value: f64, met: bool, number: &Number, stale: Option<(Date, Date)>) -> String {
    let unit = limit.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
    let whose = if number.source.evidence {
        number.source.text.clone()
    } else {
        format!("the plan's own text says “{}”", number.source.text)
    };
    if !value.is_finite() {
        return format!("{whose}: there are some, and there are to be none.");
    }
    let verdict = if met { "meets" } else { "does not meet" };
    let bound = if number.bound { "a bound of " } else { "" };
    // `100%` asks for that much: a sign of equality would only puzzle.
    let sign = if limit.op == Op::Equal { String::new() } else { format!("{} ", limit.op.sign()) };
    let mut text =
        format!("{whose}: {bound}{}{unit} {verdict} {sign}{}{unit}", plain(value), plain(limit.value));
    if let Some((taken, changed)) = stale {
        text.push_str(&format!(", but it was taken on {taken}, before the last change on {changed}"));
    }
    text.push('.');
    text
}

fn plain(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}
