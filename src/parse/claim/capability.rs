//! What is there, what is missing, and what is still to come: `✅ Plugin manager`, `❌ SDKs not developed`, and what
//! stands under `Missing:` or `Next steps`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::diag::Confidence;
use crate::model::{ClaimKind, Subject};
use crate::parse::claim::line::{Line, Shape, Sign, sign};
use crate::parse::claim::words::{Role, WORDS};
use crate::parse::claim::{Reader, Sentence};
use crate::phrase::Phrase;

static MEASURE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("measure"));
static BUT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" but "));

/// Reads the capabilities that `line` names.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, lower, .. } = sentence;
    if line.shape == Shape::Heading || text.len() > 400 || reader.is_title(line) {
        return;
    }
    unmeasured(reader, line, lower);
    if line.sign == Some(Sign::No) || line.role == Role::Missing && line.shape == Shape::Bullet {
        bracketed(reader, line, lower);
    }
    if halves(reader, line, lower) {
        return;
    }
    let behind = behind_label(text);
    let Some((kind, sure)) = kind(line, line.sign.or(behind), lower) else { return };
    // `Step 3: ✅`: the state of a part of the plan, and no thing.
    if line.sign.is_none() && behind.is_some() && !sentence.mentions.is_empty() {
        return;
    }
    let body = body(text);
    let mut parts = parts(text, body);
    if kind == ClaimKind::Planned {
        parts.truncate(1);
        parts.extend(made_anew(sentence, body));
    }
    if kind == ClaimKind::Missing {
        parts.retain(|part| {
            text.get(part.0..part.1).is_some_and(|words| !words.eq_ignore_ascii_case("missing"))
        });
    }
    for (from, to) in parts {
        let (from, to) = bare(text, (from, to));
        let words = text.get(from..to).unwrap_or("");
        let phrase = Phrase::thing(words);
        let file = words.contains('_') || words.contains('/') && words.contains('.');
        if !(1..=6).contains(&phrase.len()) || phrase.len() == 1 && !telling(words) || file {
            continue;
        }
        // What is only not verified may well be there.
        let unverified = ["verified", "validated", "unverified"].iter().any(|word| lower.contains(word));
        let confidence = if sure && !unverified { Confidence::High } else { Confidence::Medium };
        reader.claim(line, Subject::Noun(words.to_owned()), kind.clone(), (from, to, confidence));
    }
}

/// `(coverage measurement pending)`, `latency not measured`: the words before, as far as the clause goes.
fn unmeasured(reader: &mut Reader<'_>, line: &Line<'_>, lower: &str) {
    const PHRASES: [&str; 9] = [
        "measurement pending",
        "measurement is pending",
        "measurements pending",
        "not yet measured",
        "not measured",
        "yet to be measured",
        "unmeasured",
        "measurement outstanding",
        "to be measured",
    ];
    // Said of one line in a thousand: no need to look nine times.
    if MEASURE.find(lower.as_bytes()).is_none() {
        return unproved(reader, line, lower);
    }
    for phrase in PHRASES {
        let Some(at) = lower.find(phrase) else { continue };
        let head = lower.get(..at).unwrap_or("");
        let from = head.rfind(['(', ',', ';', ':', '.', '–', '—']).map_or(0, |at| at + 1);
        let from = from
            + head.get(from..).map_or(0, |words| {
                words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len()
            });
        let words = head.get(from..).unwrap_or("").trim_end().trim_end_matches([' ', '-']);
        if line.text().is_char_boundary(from) && (1..=4).contains(&words.split_whitespace().count()) {
            let named = words.trim_end_matches(" is").trim_end_matches(" was").to_owned();
            reader.claim(
                line,
                Subject::Noun(named),
                ClaimKind::Unmeasured,
                (from, at + phrase.len(), Confidence::High),
            );
        }
        return;
    }
}

/// `No validation of <4 h onboarding time`: the words after, as far as the clause goes.
fn unproved(reader: &mut Reader<'_>, line: &Line<'_>, lower: &str) {
    let start = lower.len() - lower.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let head = lower.get(start..).unwrap_or("");
    let Some(lead) =
        ["no validation of ", "no verification of ", "no proof of ", "no evidence for ", "no evidence of "]
            .into_iter()
            .find(|lead| head.starts_with(lead))
    else {
        return;
    };
    let from = start + lead.len();
    let to =
        lower.get(from..).and_then(|rest| rest.find(['(', ',', ';'])).map_or(lower.len(), |at| from + at);
    let named = line.text().get(from..to).unwrap_or("").trim().to_owned();
    if (1..=6).contains(&named.split_whitespace().count()) {
        let words = (start, from + named.len(), Confidence::High);
        reader.claim(line, Subject::Noun(named), ClaimKind::Unmeasured, words);
    }
}

/// `❌ Incomplete integration (no automatic restart)`: what the bracket at the end of a gap says is missing too; what it
/// names without a `no` is what is wrong (`orphaned tools`), which only a claim that there is none can contradict.
fn bracketed(reader: &mut Reader<'_>, line: &Line<'_>, lower: &str) {
    let text = line.text();
    let Some(inside) = text.trim_end().strip_suffix(')').map(str::len) else { return };
    let Some(open) = text.get(..inside).and_then(|head| head.rfind('(')) else { return };
    let words = lower.get(open + 1..inside).unwrap_or("");
    let (from, confidence) = match words.strip_prefix("no ") {
        Some(_) => (open + 4, Confidence::High),
        None => (open + 1, Confidence::Low),
    };
    let named = text.get(from..inside).unwrap_or("");
    let phrase = Phrase::thing(named);
    let other = ["not ", "see ", "e.g", "i.e"].iter().any(|lead| words.starts_with(lead));
    if (2..=5).contains(&phrase.len()) && !other && !named.contains([',', ':']) {
        reader.claim(line, Subject::Noun(named.to_owned()), ClaimKind::Missing, (from, inside, confidence));
    }
}

/// `Plugin loader exists but hot reload missing`: one thing is there, another is not.
fn halves(reader: &mut Reader<'_>, line: &Line<'_>, lower: &str) -> bool {
    let text = line.text();
    if line.shape == Shape::Cell || matches!(line.role, Role::Target | Role::Sample) {
        return false;
    }
    let Some(but) = BUT.find(lower.as_bytes()) else { return false };
    let label = lower.get(..but).and_then(|head| head.rfind([':', '：'])).map_or(0, |at| at + 1);
    let ends = |list: &str, from: usize, to: usize| {
        let words = lower.get(from..to).unwrap_or("").trim_end_matches(|c: char| !c.is_alphanumeric());
        let last = words.rsplit(' ').next().unwrap_or("");
        WORDS.mark(list, last).is_some_and(|(start, end)| start == 0 && end == last.len())
            && words.split_whitespace().count() > 1
    };
    if text.get(label..but).is_none()
        || !ends("exists", label, but)
        || !ends("missing", but + 5, text.len())
        || ["partial", "basic", "limited", "not "].iter().any(|word| lower.contains(word))
    {
        return false;
    }
    for (kind, from, to) in [(ClaimKind::Delivered, label, but), (ClaimKind::Missing, but + 5, text.len())] {
        let (from, to) = bare(text, (from, to));
        let words = text.get(from..to).unwrap_or("");
        let phrase = Phrase::thing(words);
        if (1..=4).contains(&phrase.len()) && (phrase.len() > 1 || telling(words)) {
            reader.claim(line, Subject::Noun(words.to_owned()), kind, (from, to, Confidence::High));
        }
    }
    true
}

/// The sign right behind a label: `**Alert rules** - ✅ **IMPLEMENTED**: …`.
fn behind_label(text: &str) -> Option<Sign> {
    // Signs are never ASCII.
    if text.is_ascii() {
        return None;
    }
    let (at, mark) = [": ", " - ", " – ", " — "]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, *mark)))
        .min_by_key(|(at, _)| *at)
        .filter(|(at, _)| *at <= 60)?;
    // `Current status: ✅ done` names no thing; `web: ✅, mobile: ❌` says two things.
    let label = text.get(..at)?.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let state =
        ["status", "state", "result", "results", "note", "notes"].iter().any(|word| label.ends_with(word));
    let both = text.contains('✅') && text.contains('❌');
    sign(text.get(at + mark.len()..)?).filter(|sign| *sign == Sign::Yes && !state && !both)
}

/// Verbs of work that makes a thing anew.
const MADE_ANEW: [&str; 6] = ["build ", "create ", "implement ", "add ", "develop ", "introduce "];

/// `Plugin ecosystem: Build plugin architecture and webhook system for …`: what a planned line would make, where it names
/// no part of the plan: that part's own state is compared elsewhere.
fn made_anew(sentence: &Sentence<'_>, body: usize) -> Vec<(usize, usize)> {
    let Sentence { text, lower, mentions, .. } = sentence;
    if !mentions.is_empty() {
        return Vec::new();
    }
    let Some(colon) = lower.get(body..).and_then(|rest| rest.find(": ")).map(|at| body + at + 2) else {
        return Vec::new();
    };
    let rest = lower.get(colon..).unwrap_or("");
    let Some(verb) = MADE_ANEW.iter().find(|verb| rest.starts_with(*verb)) else { return Vec::new() };
    let from = colon + verb.len();
    let object = lower.get(from..).unwrap_or("");
    let to = [
        ",", ";", ".", "(", " for ", " with ", " using ", " to ", " by ", " via ", " in ", " across ", " on ",
    ]
    .iter()
    .filter_map(|end| object.find(end))
    .min()
    .unwrap_or(object.len());
    if text.get(from..from + to).is_none() {
        return Vec::new();
    }
    match object.get(..to).and_then(|words| words.find(" and ").map(|at| (words, at))) {
        Some((words, at)) if members_alone(words) => vec![(from, from + at), (from + at + 5, from + to)],
        _ => vec![(from, from + to)],
    }
}

/// What the line says of what it names, and whether its own words or sign say so.
fn kind(line: &Line<'_>, sign: Option<Sign>, lower: &str) -> Option<(ClaimKind, bool)> {
    let missing = WORDS.mark("missing", lower).is_some();
    let telling = matches!(line.role, Role::Missing | Role::Planned | Role::Delivered);
    if sign.is_none() && !missing && !telling {
        return None;
    }
    let start = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rule = ["do not", "don't", "never", "avoid", "must", "should", "always"]
        .iter()
        .any(|w| start.starts_with(w));
    if rule || matches!(line.role, Role::Target | Role::Sample) || lower.contains('?') {
        return None;
    }
    let partial =
        ["partial", "limited", "basic ", "incomplete", "inconsistent"].iter().any(|w| lower.contains(w));
    let going = ["in progress", "pending", "planned", "todo", "ready for", "ready to"]
        .iter()
        .any(|w| lower.contains(w));
    match (sign, line.role) {
        (Some(Sign::No), _) if !partial => Some((ClaimKind::Missing, true)),
        (Some(Sign::Yes), _) if !missing && !partial && !going => Some((ClaimKind::Delivered, true)),
        (None, role) if missing && !partial && role != Role::Delivered && closes(lower) => {
            Some((ClaimKind::Missing, true))
        }
        (None, Role::Missing) => Some((ClaimKind::Missing, false)),
        (None, Role::Planned) if line.shape == Shape::Bullet => Some((ClaimKind::Planned, false)),
        (None, Role::Delivered) if line.shape == Shape::Bullet && !partial && !going && !missing => {
            Some((ClaimKind::Delivered, false))
        }
        _ => None,
    }
}

/// Whether the line begins or ends with the words that say that something is missing: `added missing import` does not.
fn closes(lower: &str) -> bool {
    WORDS.mark("missing", lower).is_some_and(|(start, end)| {
        let before = lower.get(..start).unwrap_or("").chars().any(char::is_alphanumeric);
        let after = lower.get(end..).unwrap_or("").chars().filter(|c| c.is_alphanumeric()).count();
        !before || after < 16
    })
}

/// Where the words begin after signs, and after `No`, `Missing`.
fn body(text: &str) -> usize {
    let mut at = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let lower = text.get(at..).unwrap_or("").to_lowercase();
    for word in ["no ", "missing ", "missing: "] {
        if lower.starts_with(word) {
            at += word.len();
            break;
        }
    }
    at
}

/// The names in a line: a label before a colon or dash, the members of a short list after it; else all of it.
fn parts(text: &str, body: usize) -> Vec<(usize, usize)> {
    let rest = text.get(body..).unwrap_or("");
    let split = [": ", " - ", " – ", " — ", "：", ":"]
        .iter()
        .filter_map(|mark| rest.find(mark).map(|at| (at, mark.len())))
        .min_by_key(|(at, _)| *at);
    let Some((at, len)) = split else {
        return list(text, body, text.len()).unwrap_or_else(|| vec![(body, text.len())]);
    };
    let label = text.get(body..body + at).unwrap_or("");
    let mut found = Vec::new();
    if WORDS.role(label) == Role::Plain {
        found.push((body, body + at));
    }
    // `✅ **COMPLETE**: a, b, and c`: a status between the label and the list is stepped over.
    let mut from = body + at + len;
    let after = text.get(from..).unwrap_or("");
    if let Some((next, len)) = after.find(": ").map(|at| (at, 2)) {
        let status = after.get(..next).unwrap_or("");
        if status.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
            from += next + len;
        }
    }
    found.extend(list(text, from, text.len()).unwrap_or_default());
    found
}

/// The members of `a, b (c), and d`: at least two, each short.
fn list(text: &str, from: usize, to: usize) -> Option<Vec<(usize, usize)>> {
    let part = text.get(from..to)?;
    let mut depth = 0i32;
    let mut members = Vec::new();
    let mut start = 0;
    for (at, c) in part.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | '、' | '，' if depth == 0 => {
                members.push((start, at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    members.push((start, part.len()));
    let short =
        members.iter().all(|(a, b)| part.get(*a..*b).is_some_and(|w| w.split_whitespace().count() <= 7));
    if members.len() < 2 || !short {
        return None;
    }
    let mut found = Vec::new();
    for (a, b) in members {
        let member = part.get(a..b).unwrap_or("");
        match member.find(" and ").filter(|at| *at > 0 && members_alone(member)) {
            Some(at) => found.extend([(from + a, from + a + at), (from + a + at + 5, from + b)]),
            None => found.push((from + a, from + b)),
        }
    }
    Some(found)
}

/// Whether ` and ` joins two things and not two words of one: `audit logging and compliance`.
fn members_alone(member: &str) -> bool {
    member.split(" and ").all(|side| side.split_whitespace().count() >= 2)
}

/// Leaves blanks, signs, brackets at the end and words of state out.
fn bare(text: &str, (from, to): (usize, usize)) -> (usize, usize) {
    let mut words = text.get(from..to).unwrap_or("");
    let skip = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let start = from + skip;
    words = words.get(skip..).unwrap_or("");
    for lead in ["and ", "the ", "a ", "an "] {
        if words.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead)) {
            return bare(text, (start + lead.len(), to));
        }
    }
    if let Some(at) = words.find('(').filter(|at| *at > 2) {
        words = words.get(..at).unwrap_or("");
    }
    let lower = words.to_lowercase();
    for list in ["missing", "exists"] {
        if let Some((at, end)) = WORDS.mark(list, &lower)
            && at > 2
            && lower.get(end..).is_none_or(|rest| rest.trim().len() < 24)
        {
            words = words.get(..at).unwrap_or("");
            break;
        }
    }
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    (start, start + words.len())
}

/// Whether one word names a thing by itself: `SDKs`, `Multi-tenancy`, `Webhooks`.
fn telling(words: &str) -> bool {
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    words.contains('-') && words.len() > 6 || capitals >= 2 || words.len() >= 10
}
