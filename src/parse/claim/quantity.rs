//! Named quantities: `all 203 agents`, `1,800/20,019 TODO items processed`, `~764 req/s`.
//!
//! Only numbers that say of what they are a number are read, and only those that speak of a whole (`all`, the whole of
//! a share), of a measured rate, or of a wanted one. A bare `12 files` says too little to be held against another.

use crate::diag::Confidence;
use crate::model::{Claim, ClaimKind, Extent, Subject};
use crate::parse::claim::line::Shape;
use crate::parse::claim::number::{Number, Token, tokens as tokenise};
use crate::parse::claim::words::{Role, WORDS};
use crate::parse::claim::{Reader, Sentence};
use crate::parse::reading::days;
use crate::phrase::Phrase;

/// Words that end a noun phrase.
const STOPS: [&str; 68] = [
    "to",
    "for",
    "of",
    "with",
    "in",
    "on",
    "at",
    "by",
    "from",
    "and",
    "or",
    "are",
    "is",
    "was",
    "were",
    "has",
    "have",
    "been",
    "be",
    "across",
    "per",
    "including",
    "that",
    "which",
    "before",
    "after",
    "via",
    "over",
    "under",
    "when",
    "now",
    "as",
    "not",
    "while",
    "if",
    "until",
    "only",
    "each",
    "all",
    "using",
    "than",
    "vs",
    "but",
    "so",
    "their",
    "our",
    "your",
    "its",
    "total",
    "the",
    "a",
    "an",
    "healthy",
    "successful",
    "available",
    "active",
    "operational",
    "complete",
    "ready",
    "present",
    "online",
    "connected",
    "green",
    "clean",
    "live",
    "left",
    "open",
    "more",
];

/// Reads the quantities of `line`.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, lower, tokens, .. } = sentence;
    if line.role == Role::Sample || line.shape == Shape::Cell {
        return;
    }
    for (index, token) in tokens.iter().enumerate() {
        let Some(number) = token.number.filter(|n| !n.percent && !n.bound) else { continue };
        // `### 2.1 API keys` is a number of a heading, `- [ ] 2.1 API keys` one of work.
        if index == 0 && line.shape == Shape::Heading
            || numbers_work(reader, sentence, token)
            || ordinal(reader, text, tokens, index)
        {
            continue;
        }
        if let Some((unit, to)) = rate(lower, tokens, index) {
            rated(reader, sentence, number, unit, (token.start, to));
        } else if let Some(noun) = noun(text, tokens, index + 1) {
            named(reader, sentence, number, noun, token.start);
        } else if let Some(verb) = number.of.and_then(|_| verb(lower, tokens, index + 1)) {
            // `1,800/20,019 processed`: the share says of what only elsewhere.
            let noun = Noun {
                unit: String::new(),
                written: (verb.start, verb.end),
                verb: Some(verb.of(lower).to_owned()),
            };
            named(reader, sentence, number, noun, token.start);
        }
    }
}

/// Whether a number is the id of the work that a line names.
fn numbers_work(reader: &Reader<'_>, sentence: &Sentence<'_>, token: &Token) -> bool {
    let item = sentence.line.item.and_then(|id| reader.plan.items.get(id.0 as usize));
    let first = sentence.text.get(..token.start).is_some_and(|lead| !lead.contains(char::is_alphanumeric));
    first && item.and_then(|item| item.id.as_deref()) == Some(token.of(sentence.text))
}

/// Whether the number only numbers something: `Phase 3`, `port 8080`, `React 19`, `WCAG 2.2`.
fn ordinal(reader: &Reader<'_>, text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|at| tokens.get(at)) else { return false };
    let Some(token) = tokens.get(index) else { return true };
    if !before.word || before.number.is_some() {
        return before.of(text) == "#";
    }
    let word = before.of(text);
    let lower = word.to_lowercase();
    let glued = text.get(before.end..token.start).is_some_and(|gap| !gap.trim().is_empty());
    let listed = matches!(
        lower.as_str(),
        "port"
            | "ports"
            | "line"
            | "lines"
            | "page"
            | "version"
            | "level"
            | "top"
            | "node"
            | "python"
            | "number"
            | "no"
            | "section"
            | "chapter"
            | "figure"
            | "table"
            | "row"
            | "column"
            | "pr"
            | "adr"
            | "rfc"
            | "http"
            | "error"
    );
    let first = tokens.iter().find(|t| t.word).is_some_and(|t| t.start == before.start);
    let name = word.starts_with(char::is_uppercase) && !first && !WORDS.is("all", &lower) && !glued;
    let named = reader.vocabulary.group(word).is_some() || reader.vocabulary.is_item_word(word);
    !glued && (listed || named || name)
}

/// What is counted, from token `index` on: its stems and where it ends, and the word after it.
struct Noun {
    unit: String,
    written: (usize, usize),
    verb: Option<String>,
}

fn noun(text: &str, tokens: &[Token], index: usize) -> Option<Noun> {
    let mut words: Vec<&Token> = Vec::new();
    let mut verb = None;
    let mut last: Option<usize> = None;
    for token in tokens.iter().skip(index).take(5) {
        let gap = last.and_then(|end| text.get(end..token.start)).is_some_and(|gap| gap.contains('\n'));
        if !token.word || token.number.is_some() || gap {
            break;
        }
        let lower = token.of(text).to_lowercase();
        let participle = lower.len() > 4
            && (lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("ly"))
            && !matches!(
                lower.as_str(),
                "testing" | "logging" | "building" | "monitoring" | "caching" | "feed"
            );
        let alone =
            participle && !tokens.get(index + 1).is_some_and(|next| next.word && next.number.is_none());
        if STOPS.contains(&lower.as_str()) || participle && !words.is_empty() || alone && words.is_empty() {
            verb = participle.then_some(lower);
            break;
        }
        last = Some(token.end);
        // `12 passing tests` are tests; `12 skipped tests` are skipped ones.
        if participle && matches!(lower.as_str(), "passing" | "passed" | "existing" | "remaining") {
            verb = Some(lower);
        } else {
            words.push(token);
        }
    }
    let (first, end) = (words.first()?.start, words.last()?.end);
    // `2 h` is how long something takes.
    if words.len() == 1 && days(&format!("1 {}", text.get(first..end)?)).is_some() {
        return None;
    }
    // Tasks and phases are counted elsewhere.
    let last = words.last()?.of(text).to_lowercase();
    if WORDS.noun(&last).is_some() && !(WORDS.is("generic", &last) && words.len() > 1) {
        return None;
    }
    let written = text.get(first..end)?;
    let plain = written.split_whitespace().filter(|word| !WORDS.is("generic", &word.to_lowercase()));
    let unit = Phrase::thing(&plain.collect::<Vec<_>>().join(" ")).words.join(" ");
    (!unit.is_empty() && words.len() <= 3).then_some(Noun { unit, written: (first, end), verb })
}

/// A participle right after a number.
fn verb<'t>(lower: &str, tokens: &'t [Token], index: usize) -> Option<&'t Token> {
    let token = tokens.get(index).filter(|t| t.word && t.number.is_none())?;
    (token.of(lower).len() > 4 && token.of(lower).ends_with("ed")).then_some(token)
}

fn named(reader: &mut Reader<'_>, sentence: &Sentence<'_>, number: Number, noun: Noun, start: usize) {
    let Sentence { line, lower, .. } = sentence;
    let head = lower.get(..start).unwrap_or("").trim_end();
    let all = ["all", "all of the", "all the", "every one of the"]
        .iter()
        .any(|word| head.strip_suffix(word).is_some_and(|left| !left.ends_with(char::is_alphanumeric)));
    let after = lower.get(noun.written.1..).unwrap_or("").trim_start();
    working(reader, sentence, number, &noun, (start, all));
    let total = after.starts_with("total") || after.starts_with("in total") || head.ends_with("total of");
    let wanted = line.role == Role::Target || after.starts_with("target") || head.ends_with("target");
    let span = (start, noun.written.1);
    let extents: &[(f64, Extent)] = match number.of {
        // `20/20 tests passed` tells of one run, not of all the tests there are.
        Some(of) if of == number.value => &[(of, Extent::Bare)],
        Some(of) => &[(of, Extent::Whole), (number.value, Extent::Part)],
        None if wanted && !all => &[(number.value, Extent::Target)],
        None if all => &[(number.value, Extent::All)],
        None if total => &[(number.value, Extent::Whole)],
        None => &[(number.value, Extent::Bare)],
    };
    for (value, extent) in extents {
        // One of a thing, and years, are said too often to mean a count.
        let year = *extent == Extent::Bare && (1990.0..2100.0).contains(value) && number.places == 0;
        if *value < 2.0 || year {
            continue;
        }
        let unit = match (&noun.verb, extent) {
            (Some(verb), Extent::Part) => format!("{} {verb}", noun.unit),
            _ => noun.unit.clone(),
        };
        let written = sentence.text.get(noun.written.0..noun.written.1).unwrap_or("").to_owned();
        let kind = ClaimKind::Quantity { value: *value, unit, at_least: number.at_least, extent: *extent };
        reader.claim(line, Subject::Noun(written), kind, (span.0, span.1, Confidence::High));
    }
}

/// Words that say that a thing works.
const WORKING: [&str; 8] =
    ["operational", "healthy", "working", "running", "online", "functional", "up and running", "connected"];

/// `3/5 agents healthy`, `232 agents fully operational`: how many of them work.
fn working(
    reader: &mut Reader<'_>,
    sentence: &Sentence<'_>,
    number: Number,
    noun: &Noun,
    (start, all): (usize, bool),
) {
    let Sentence { line, lower, .. } = sentence;
    if matches!(line.role, Role::Target | Role::Planned) || line.goal || noun.unit.is_empty() {
        return;
    }
    let mut rest = lower.get(noun.written.1..).unwrap_or("").trim_start();
    let mut fully = false;
    while let Some((word, more)) = rest.split_once(' ') {
        match word {
            "are" | "is" | "now" | "currently" => rest = more,
            "fully" => (fully, rest) = (true, more),
            _ => break,
        }
    }
    let Some(word) = WORKING.iter().find(|word| rest.starts_with(*word)) else { return };
    let maybe = lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.is("maybe", word));
    let share = match number.of {
        Some(of) if of >= number.value && of > 1.0 => number.value / of,
        None if (all || fully) && number.value > 1.0 => 1.0,
        _ => return,
    };
    if !maybe {
        let to = lower.len() - rest.len() + word.len();
        let named = sentence.text.get(noun.written.0..noun.written.1).unwrap_or("").to_owned();
        let kind = ClaimKind::Working { share, unit: noun.unit.clone() };
        reader.claim(line, Subject::Noun(named), kind, (start, to, Confidence::High));
    }
}

/// The one spelling of a throughput that follows the number at `index`, and where it ends.
fn rate(lower: &str, tokens: &[Token], index: usize) -> Option<(&'static str, usize)> {
    let token = tokens.get(index + 1).filter(|t| t.word)?;
    let word = lower.get(token.start..token.end)?;
    let seconds = lower
        .get(token.end..)
        .is_some_and(|rest| rest.starts_with(" per second") || rest.starts_with("/second"));
    match word {
        "rps" | "req/s" | "reqs/s" | "requests/s" | "req/sec" | "requests/sec" | "requests/second" => {
            Some(("requests per second", token.end))
        }
        "requests" | "req" if seconds => Some(("requests per second", token.end)),
        "tps" | "transactions/s" | "transactions/second" => Some(("transactions per second", token.end)),
        "qps" | "queries/s" | "queries/second" => Some(("queries per second", token.end)),
        _ => None,
    }
}

fn rated(
    reader: &mut Reader<'_>,
    sentence: &Sentence<'_>,
    number: Number,
    unit: &str,
    (from, to): (usize, usize),
) {
    let Sentence { line, lower, .. } = sentence;
    if number.of.is_some() {
        return;
    }
    let before = lower.get(..from).unwrap_or("");
    let clause = before.rsplit([',', ';', '(', '+']).next().unwrap_or("");
    let after = lower.get(to..).unwrap_or("").split([',', ';', '(', ')', '+']).next().unwrap_or("");
    let words = |part: &str| -> Vec<String> {
        part.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
    };
    let (clause, after) = (words(clause), words(after));
    let target = |words: &[String]| words.iter().any(|word| WORDS.is("target", word));
    // `sustains 458 RPS`, `458 RPS achieved`; not `1000 RPS sustained load`, which is what a test asks for.
    let verb = clause.iter().rev().take(3).any(|word| WORDS.is("measured", word))
        || after.first().is_some_and(|word| WORDS.is("measured", word))
            && after.get(1).is_none_or(|next| next != "load");
    let extent = match () {
        () if target(&clause) || after.iter().take(2).any(|word| WORDS.is("target", word)) => Extent::Target,
        () if verb => Extent::All,
        () if line.role == Role::Target => Extent::Target,
        () => return,
    };
    let kind =
        ClaimKind::Quantity { value: number.value, unit: unit.to_owned(), at_least: number.at_least, extent };
    reader.claim(line, Subject::Noun(unit.to_owned()), kind, (from, to, Confidence::High));
}

/// What gates say of quantities: `agent_health_checks: 203/203 passing`, `>=80% of 66,972`, `load_test_1000rps`.
pub(super) fn gates(reader: &mut Reader<'_>) {
    let mut found = Vec::new();
    for gate in &reader.plan.gates {
        let metric = gate.metric.replace(['_', '-'], " ");
        let mut note = |value: f64, unit: String, extent: Extent| {
            found.push(Claim {
                subject: Subject::Noun(metric.clone()),
                kind: ClaimKind::Quantity { value, unit, at_least: false, extent },
                text: format!("{}: {}", gate.metric, gate.text),
                place: gate.place,
                group: gate.group,
                item: gate.item,
                confidence: Confidence::Medium,
            });
        };
        let unit = Phrase::thing(&metric).words.join(" ");
        for token in tokenise(&gate.text) {
            match token.number {
                Some(Number { value, of: Some(of), .. }) if value == of && of >= 2.0 => {
                    note(of, unit.clone(), Extent::All);
                }
                Some(Number { value, percent: false, bound: false, of: None, .. })
                    if gate.text.get(..token.start).is_some_and(|head| head.trim_end().ends_with("% of")) =>
                {
                    let first = unit.split(' ').next().unwrap_or("").to_owned();
                    note(value, first, Extent::Whole);
                }
                _ => {}
            }
        }
        let lower = gate.metric.to_lowercase();
        if let Some(at) = lower.find("rps").filter(|at| *at > 0) {
            let digits: String =
                lower.get(..at).unwrap_or("").chars().rev().take_while(char::is_ascii_digit).collect();
            if let Ok(value) = digits.chars().rev().collect::<String>().parse() {
                note(value, "requests per second".to_owned(), Extent::Target);
            }
        }
    }
    reader.claims.extend(found);
}
