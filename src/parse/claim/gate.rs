//! Numbers in the plan's own text that its gates can be held against: `grafana_dashboards: ">=15"` and `**Grafana**:
//! 3 dashboards`.
//!
//! A number counts only where all words of the gate's name stand in one line with it, it has the gate's unit, and the
//! line states it: goals, conditions and the gates themselves are no measurements.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diag::Confidence;
use crate::model::{Claim, ClaimKind, Gate, GateKind, Subject};
use crate::parse::claim::Reader;
use crate::parse::claim::line::{Line, Shape};
use crate::parse::claim::number::{Token, tokens};
use crate::parse::claim::words::{Role, WORDS};
use crate::phrase::Phrase;
use crate::place::Place;

/// Words of a gate's name that say nothing of what is measured.
const GENERIC: [&str; 10] =
    ["check", "rat", "rate", "count", "number", "total", "level", "score", "percent", "pass"];

/// What a gate looks for.
struct Wanted {
    stems: Vec<String>,
    kind: Unit,
}

/// In what a gate is measured.
#[derive(Clone, PartialEq)]
enum Unit {
    Share,
    Ratio,
    Time,
    Rate,
    Things(String),
    /// There are to be none of it.
    None(String),
}

/// Reads the measurements that stand in `lines`.
pub(super) fn read(reader: &mut Reader<'_>, lines: &[Line<'_>]) {
    let wanted: Vec<Option<Wanted>> = reader.plan.gates.iter().map(wanted).collect();
    // A gate is looked for by the word that the fewest gates have: they may all begin with one.
    let mut common: HashMap<&str, usize> = HashMap::new();
    for stem in wanted.iter().flatten().flat_map(|wanted| &wanted.stems) {
        *common.entry(stem).or_default() += 1;
    }
    let mut by_stem: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, wanted) in wanted.iter().enumerate() {
        let stems = wanted.iter().flat_map(|wanted| &wanted.stems);
        if let Some(rarest) = stems.min_by_key(|stem| common.get(stem.as_str())) {
            by_stem.entry(rarest).or_default().push(index);
        }
    }
    if by_stem.is_empty() {
        return;
    }
    let none_wanted = wanted.iter().flatten().any(|wanted| matches!(wanted.kind, Unit::None(_)));
    let gates: BTreeMap<u32, ()> =
        reader.plan.gates.iter().map(|gate| (reader.document.line(gate.place.span.start), ())).collect();
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| states(line)) {
        let text = line.text();
        if !text.contains(|c: char| c.is_ascii_digit()) && !none_wanted
            || gates.contains_key(&reader.document.line(line.whole().start))
        {
            continue;
        }
        let phrase = Phrase::new(text);
        for stem in &phrase.words {
            for index in by_stem.get(stem.as_str()).into_iter().flatten() {
                let Some(Some(wanted)) = wanted.get(*index) else { continue };
                if wanted.stems.iter().all(|stem| phrase.words.contains(stem))
                    && let Some(measure) = measure(text, &wanted.kind)
                    && told(text, measure.start, &wanted.stems, &measure)
                {
                    found.push((*index, measure, line));
                }
            }
        }
    }
    let mut seen: HashSet<(usize, Place)> = HashSet::new();
    for (index, measure, line) in found {
        let place = Place::new(reader.document.id, line.span(measure.start, measure.end));
        if !seen.insert((index, place)) {
            continue;
        }
        let Some(gate) = reader.plan.gates.get(index) else { continue };
        reader.claims.push(Claim {
            subject: Subject::Noun(gate.metric.clone()),
            kind: ClaimKind::Measure {
                gate: index,
                value: measure.value,
                unit: measure.unit,
                bound: measure.bound,
            },
            text: line.text().get(measure.start..measure.end).unwrap_or("").to_owned(),
            place,
            group: line.group,
            item: line.item,
            confidence: Confidence::Medium,
        });
    }
}

fn states(line: &Line<'_>) -> bool {
    // A step that is still to come may say how far it is: `(currently at 12/90 converted)`.
    let planned = line.role == Role::Planned && !line.text().contains("currently");
    !line.goal && !planned && !matches!(line.role, Role::Sample | Role::History) && line.shape != Shape::Cell
}

fn wanted(gate: &Gate) -> Option<Wanted> {
    let name: String =
        gate.metric.chars().map(|c| if matches!(c, '_' | '-' | '.') { ' ' } else { c }).collect();
    let rate = gate.metric.to_lowercase().contains("rps")
        || gate.unit.as_deref().is_some_and(|u| u.contains("rps") || u.contains("req"));
    let mut stems = Phrase::new(&name).words;
    stems.retain(|stem| {
        let digits = stem.contains(|c: char| c.is_ascii_digit());
        !(GENERIC.contains(&stem.as_str()) || rate && digits)
    });
    stems.dedup();
    if stems.len() < 2 {
        return None;
    }
    let unit = gate.unit.as_deref().unwrap_or("").trim();
    let kind = match gate.kind {
        _ if rate => Unit::Rate,
        GateKind::Ratio => Unit::Ratio,
        GateKind::Number if unit == "%" => Unit::Share,
        GateKind::Number if seconds(unit).is_some() => Unit::Time,
        GateKind::Number => Unit::Things(stems.last()?.clone()),
        GateKind::Boolean if stems.first().is_some_and(|stem| stem == "zero") => {
            stems.remove(0);
            Unit::None(stems.last()?.clone())
        }
        _ => return None,
    };
    Some(Wanted { stems, kind })
}

/// A measurement in a line.
struct Found {
    value: f64,
    unit: Option<String>,
    bound: bool,
    start: usize,
    end: usize,
}

fn measure(text: &str, kind: &Unit) -> Option<Found> {
    let found = tokens(text);
    let each = found.iter().enumerate();
    each.filter_map(|(index, token)| match kind {
        Unit::Share => share(token).or_else(|| ratio(text, &found, index)),
        Unit::Ratio => ratio(text, &found, index),
        Unit::Time => time(text, token),
        Unit::Rate => rate(text, &found, index),
        Unit::Things(noun) => things(text, &found, index, noun),
        Unit::None(noun) => some(text, &found, index, noun),
    })
    .next()
}

fn share(token: &Token) -> Option<Found> {
    let number = token.number.filter(|n| n.percent && n.value <= 100.0)?;
    Some(Found {
        value: number.value,
        unit: Some("%".to_owned()),
        bound: number.bound,
        start: token.start,
        end: token.end,
    })
}

/// `11/11 tests passing`: a share only where it says that so many are done; `429/503` alone are two names.
fn ratio(text: &str, tokens: &[Token], index: usize) -> Option<Found> {
    let token = tokens.get(index)?;
    let number = token.number?;
    let of = number.of.filter(|of| *of >= number.value && *of > 0.0)?;
    let next = tokens.iter().skip(index + 1).take(4).take_while(|t| t.word && t.number.is_none());
    let done = next.into_iter().any(|t| {
        let word = t.of(text).to_lowercase();
        WORDS.is("processed", &word)
            || WORDS.is("done", &word)
            || matches!(word.as_str(), "healthy" | "successful" | "ok" | "green")
    });
    done.then(|| Found {
        value: number.value / of * 100.0,
        unit: Some("%".to_owned()),
        bound: false,
        start: token.start,
        end: token.end,
    })
}

/// `<135ms`, `2s`: the number and its unit in one word.
fn time(text: &str, token: &Token) -> Option<Found> {
    let word = token.of(text);
    let digits = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let unit = word.get(digits..)?;
    let value = word.get(..digits)?.parse().ok()?;
    seconds(unit)?;
    let before = text.get(..token.start).unwrap_or("").trim_end();
    let bound = before.ends_with(['<', '≤', '=', '>', '~']);
    Some(Found { value, unit: Some(unit.to_owned()), bound, start: token.start, end: token.end })
}

fn rate(text: &str, tokens: &[Token], index: usize) -> Option<Found> {
    let token = tokens.get(index)?;
    let number = token.number.filter(|n| !n.percent && !n.bound && n.of.is_none())?;
    let next = tokens.get(index + 1)?;
    let unit = next.of(text).to_lowercase();
    let before = text.get(..token.start).unwrap_or("").to_lowercase();
    let of_target = before.trim_end().ends_with("of")
        || text.get(next.end..).is_some_and(|rest| rest.trim_start().starts_with("target"));
    // `1000 req/s sustained load` is what is sent, `764 req/s under load` what was measured.
    let rest = text.get(next.end..).unwrap_or("").trim_start().to_lowercase();
    let load = ["load", "sustained load", "of load", "peak load"].iter().any(|words| rest.starts_with(words));
    (!load
        && matches!(unit.as_str(), "rps" | "req/s" | "reqs/s" | "requests/s" | "requests/second")
        && !of_target)
        .then(|| Found {
            value: number.value,
            unit: Some("rps".to_owned()),
            bound: false,
            start: token.start,
            end: next.end,
        })
}

fn things(text: &str, tokens: &[Token], index: usize, noun: &str) -> Option<Found> {
    let token = tokens.get(index)?;
    let number = token.number.filter(|n| !n.percent && !n.bound && n.of.is_none())?;
    let next = tokens.iter().skip(index + 1).take(3).take_while(|t| t.word && t.number.is_none());
    let end = next
        .into_iter()
        .find(|t| Phrase::new(t.of(text)).words.first().is_some_and(|stem| stem == noun))?
        .end;
    Some(Found { value: number.value, unit: None, bound: number.at_least, start: token.start, end })
}

/// `3 test failures`, `failures are due to …`: some of what there are to be none of. Where the text gives no number, none
/// is made up.
fn some(text: &str, tokens: &[Token], index: usize, noun: &str) -> Option<Found> {
    const TOLD: [&str; 6] =
        ["are due to", "is due to", "are caused by", "is caused by", "remain", "are known"];
    if let Some(counted) = things(text, tokens, index, noun) {
        let beside = tokens
            .get(index + 1)
            .is_some_and(|next| Phrase::new(next.of(text)).words.first().is_some_and(|stem| stem == noun));
        return Some(counted).filter(|found| found.value > 0.0 && beside);
    }
    let token = tokens.get(index).filter(|token| token.word && token.number.is_none())?;
    let named = Phrase::new(token.of(text)).words.first().is_some_and(|stem| stem == noun);
    let after = text.get(token.end..).filter(|_| named)?.trim_start().to_lowercase();
    TOLD.iter().find(|words| after.starts_with(*words))?;
    let before = index.checked_sub(1).and_then(|at| tokens.get(at)).map(|t| t.of(text).to_lowercase());
    let none = before.is_some_and(|word| {
        matches!(word.as_str(), "no" | "zero" | "0" | "without" | "old" | "former" | "past" | "all")
    });
    let clause =
        text.get(token.end..)?.find([',', ';', '.', ')', '\n']).map_or(text.len(), |at| token.end + at);
    let found = Found { value: f64::NAN, unit: None, bound: false, start: token.start, end: clause };
    (!none).then_some(found)
}

/// How many seconds a unit of time has.
fn seconds(unit: &str) -> Option<f64> {
    Some(match unit.trim_end_matches('.') {
        "ms" | "msec" | "millisecond" | "milliseconds" => 0.001,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86400.0,
        _ => return None,
    })
}

/// Whether the line tells its number as a fact: after a label that names the thing, with a verb of measuring, or as a
/// share of all there are.
fn told(text: &str, at: usize, stems: &[String], measure: &Found) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.iter().any(|word| {
        matches!(*word, "must" | "should" | "ensure" | "target" | "goal" | "when" | "if" | "until" | "want")
    }) {
        return false;
    }
    let label =
        text.find([':', '：']).filter(|colon| *colon < at).and_then(|colon| text.get(..colon)).is_some_and(
            |label| {
                let label = Phrase::new(label);
                stems.iter().any(|stem| label.words.contains(stem))
            },
        );
    let verb = words.iter().any(|word| WORDS.is("measured", word)) && !lower.starts_with("achieve ");
    label
        || verb
        || measure.unit.as_deref() == Some("%")
            && text.get(measure.start..measure.end).is_some_and(|t| t.contains('/'))
}
