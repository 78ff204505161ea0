//! Shares: `85 % complete`, and parts that are larger than their whole or don't agree with the per cent beside them.

use crate::diag::Confidence;
use crate::model::{ClaimKind, Subject};
use crate::parse::claim::line::Shape;
use crate::parse::claim::number::{Number, Token};
use crate::parse::claim::words::{Role, WORDS};
use crate::parse::claim::{Reader, Sentence};

/// Reads the shares of `line`.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    if matches!(sentence.line.role, Role::Target | Role::Sample) {
        return;
    }
    for (index, token) in sentence.tokens.iter().enumerate() {
        let Some(number) = token.number.filter(|n| !n.bound) else { continue };
        if number.percent {
            percent(reader, sentence, index, number);
        } else if let Some(of) = number.of {
            ratio(reader, sentence, (index, number, of));
        }
    }
}

/// Whether one of the next words says that something is done.
fn done_after(lower: &str, tokens: &[Token], index: usize, reach: usize) -> Option<usize> {
    tokens.iter().skip(index + 1).take(reach).take_while(|t| t.word && t.number.is_none()).find_map(|t| {
        let word = lower.get(t.start..t.end).unwrap_or("");
        let unspaced = ["完成", "完了", "完", "완료"].iter().any(|w| word.starts_with(w));
        let participle = word.len() > 5
            && word.ends_with("ed")
            && !matches!(word, "needed" | "expected" | "planned" | "wanted");
        (participle
            || WORDS.is("done", word)
            || matches!(word, "completion" | "processed" | "ready")
            || unspaced)
            .then_some(t.end)
    })
}

fn percent(reader: &mut Reader<'_>, sentence: &Sentence<'_>, index: usize, number: Number) {
    let Sentence { line, text, lower, tokens, mentions } = sentence;
    let Some(token) = tokens.get(index) else { return };
    let before: Vec<&str> = tokens
        .iter()
        .take(index)
        .filter(|t| t.word && t.number.is_none())
        .map(|t| lower.get(t.start..t.end).unwrap_or(""))
        .collect();
    if labelled_otherwise(lower.get(..token.start).unwrap_or("")) {
        return;
    }
    let label = text
        .get(..token.start)
        .is_some_and(|head| head.trim_end_matches(['*', ' ', '~', '`']).ends_with([':', '：']))
        && before.iter().any(|w| {
            matches!(*w, "progress" | "completion" | "complete" | "进度" | "進捗" | "прогресс" | "progreso")
        });
    let Some(to) = done_after(lower, tokens, index, 2).or(label.then_some(token.end)) else { return };
    if number.value > 100.0 && !number.at_least {
        let kind = ClaimKind::Ratio { n: number.value, of: 100.0, percent: None };
        let noun = Subject::Noun(before.join(" "));
        reader.claim(line, noun, kind, (token.start, to, Confidence::High));
        return;
    }
    if before.iter().any(|w| WORDS.is("maybe", w)) || line.role == Role::Planned {
        return;
    }
    let whole = before.iter().chain(after(lower, tokens, index).iter()).any(|w| WORDS.is("whole", w));
    let subject = match mentions.iter().find(|m| m.end <= token.start) {
        Some(mention) => mention.subject.clone(),
        None if reader.is_title(line) => return,
        None if line.shape == Shape::Cell => return,
        None if whole && (line.shape == Shape::Heading || line.head || named_whole(&before)) => Subject::Plan,
        None => match line.group.filter(|_| label || before.is_empty()) {
            Some(group) => Subject::Group(group),
            None => return,
        },
    };
    reader.claim(line, subject, ClaimKind::Percent(number.value), (token.start, to, Confidence::High));
}

/// `Overall progress: 0/5 phases (infrastructure: 100 %`: the per cent has a label of its own inside the clause.
fn labelled_otherwise(head: &str) -> bool {
    let Some(at) = head.rfind(['(', ',', ';']) else { return false };
    let clause = head.get(at + 1..).unwrap_or("").trim_end_matches(['*', ' ', '~', '`']);
    let Some(label) = clause.strip_suffix([':', '：']) else { return false };
    let words = || label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().next().is_some() && !words().any(|word| WORDS.is("whole", word))
}

/// Whether the words name the whole itself, not only its status.
fn named_whole(words: &[&str]) -> bool {
    words.iter().any(|word| {
        WORDS.is("whole", word)
            && !matches!(
                *word,
                "status"
                    | "progress"
                    | "completion"
                    | "implementation"
                    | "total"
                    | "migration"
                    | "upgrade"
                    | "release"
                    | "milestone"
            )
    })
}

fn after<'t>(lower: &'t str, tokens: &[Token], index: usize) -> Vec<&'t str> {
    tokens.iter().skip(index + 1).take(3).map(|t| lower.get(t.start..t.end).unwrap_or("")).collect()
}

/// A part larger than its whole where something is said to be done, or a per cent in brackets beside it that is
/// another one.
fn ratio(reader: &mut Reader<'_>, sentence: &Sentence<'_>, (index, number, of): (usize, Number, f64)) {
    let Sentence { line, lower, tokens, .. } = sentence;
    let Some(token) = tokens.get(index) else { return };
    let verb = done_after(lower, tokens, index, 4);
    let next = tokens.iter().enumerate().skip(index + 1).take(6).find(|(_, t)| t.number.is_some());
    let beside = next.and_then(|(at, t)| {
        let between = lower.get(token.end..t.start)?;
        // `(Infrastructure: 100 %)` is a share of something else.
        let named = between.rsplit('(').next().is_some_and(|words| words.contains([':', '：']));
        let bracket = between.contains('(') && !between.contains([')', ',', ';']) && !named;
        let percent = t.number.filter(|n| n.percent && !n.bound && bracket)?;
        // `(91 % of target)`: a share of something else.
        let of_other = tokens.get(at + 1).is_some_and(|t| lower.get(t.start..t.end) == Some("of"));
        (!of_other).then_some((percent, t.end))
    });
    let over = number.value > of && verb.is_some();
    let differs = beside.is_some_and(|(percent, _)| {
        let real = number.value / of.max(f64::MIN_POSITIVE) * 100.0;
        let step = 10f64.powi(-i32::from(percent.places));
        (real - percent.value).abs() > 0.5f64.max(step)
    });
    if !over && !differs {
        return;
    }
    let to = beside.map(|(_, end)| end).or(verb).unwrap_or(token.end);
    let kind = ClaimKind::Ratio { n: number.value, of, percent: beside.map(|(percent, _)| percent.value) };
    let noun = tokens
        .iter()
        .skip(index + 1)
        .take_while(|t| t.word && t.number.is_none())
        .map(|t| lower.get(t.start..t.end).unwrap_or(""))
        .collect::<Vec<_>>()
        .join(" ");
    reader.claim(line, Subject::Noun(noun), kind, (token.start, to, Confidence::High));
}
