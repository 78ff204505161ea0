//! Claims that count work: `all 8 tasks`, `(5/5 tasks)`, `6/7 phases completed`, `Total tasks: 29`, `Done: 12`.
//!
//! A number of tasks that is only wished for, or feared, is no claim: `once all 8 tasks are done`.

use crate::diag::Confidence;
use crate::model::{ClaimKind, GroupKind, Subject};
use crate::parse::claim::line::{Line, Sign};
use crate::parse::claim::number::{Number, Token};
use crate::parse::claim::words::{Role, WORDS};
use crate::parse::claim::{Reader, Sentence};

/// A count as it stands in a line.
struct Counted {
    n: f64,
    of: Option<f64>,
    noun: &'static str,
    from: usize,
    to: usize,
}

/// Reads the counts of `line`.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, lower, tokens, .. } = sentence;
    if matches!(line.role, Role::Target | Role::Sample) {
        return;
    }
    let mut found = false;
    for (index, token) in tokens.iter().enumerate() {
        let Some(number) = token.number.filter(|n| !n.percent && !n.bound && n.places == 0) else { continue };
        let counted = ratio(text, tokens, index, number)
            .or_else(|| everything(text, lower, tokens, index, number))
            .or_else(|| total(text, tokens, index, number));
        if let Some(counted) = counted {
            claim(reader, sentence, counted);
            found = true;
        }
    }
    if !found {
        all_of_them(reader, sentence);
    }
}

/// `5/5 tasks`, `5/5 core tasks`, `6 of 7 phases`.
fn ratio(text: &str, tokens: &[Token], index: usize, number: Number) -> Option<Counted> {
    let token = tokens.get(index)?;
    if let Some(of) = number.of {
        let (noun, to) = noun(text, tokens, index + 1, 1)?;
        return Some(Counted { n: number.value, of: Some(of), noun, from: token.start, to });
    }
    let rest = text.get(token.end..)?.trim_start().to_lowercase();
    let link = WORDS.begins("of", &rest)?;
    let next = tokens.iter().position(|t| t.start >= token.end + link.len())?;
    let whole = tokens.get(next)?.number.filter(|n| !n.percent && !n.bound && n.of.is_none())?;
    let (noun, to) = noun(text, tokens, next + 1, 1)?;
    Some(Counted { n: number.value, of: Some(whole.value), noun, from: token.start, to })
}

/// `all 8 tasks`.
fn everything(text: &str, lower: &str, tokens: &[Token], index: usize, number: Number) -> Option<Counted> {
    let token = tokens.get(index)?;
    if number.of.is_some() || number.at_least {
        return None;
    }
    let head = lower.get(..token.start)?.trim_end();
    let from = [
        "all",
        "all of the",
        "all the",
        "共",
        "全部",
        "所有",
        "全",
        "todas las",
        "todos los",
        "alle",
        "все",
        "всех",
    ]
    .iter()
    .filter_map(|word| head.strip_suffix(word).map(|left| (left, word.len())))
    .find(|(left, _)| !left.ends_with(char::is_alphanumeric))
    .map(|(left, _)| left.len())?;
    let (noun, to) = noun(text, tokens, index + 1, 1)?;
    Some(Counted { n: number.value, of: Some(number.value), noun, from: from.min(token.start), to })
}

/// `Total tasks: 29`, `29 tasks in total`, `Tasks: 12`: only where nothing else is on the line.
fn total(text: &str, tokens: &[Token], index: usize, number: Number) -> Option<Counted> {
    let token = tokens.get(index)?;
    if number.at_least {
        return None;
    }
    let words: Vec<String> =
        tokens.iter().filter(|t| t.word && t.number.is_none()).map(|t| t.of(text).to_lowercase()).collect();
    let total = words.iter().any(|word| WORDS.is("total", word));
    let named: Vec<&'static str> = words.iter().filter_map(|word| WORDS.noun(word)).collect();
    let numbers = tokens.iter().filter(|t| t.number.is_some()).count();
    let [noun] = named.as_slice() else { return None };
    (total && numbers == 1 && words.len() <= 4).then_some(Counted {
        n: number.value,
        of: Some(number.value),
        noun,
        from: tokens.first()?.start,
        to: token.end.max(tokens.last()?.end),
    })
}

/// Words that may follow what is counted.
const AFTER: [&str; 34] = [
    "done", "complete", "are", "is", "have", "has", "were", "was", "now", "in", "of", "for", "with", "and",
    "or", "across", "to", "total", "at", "on", "by", "from", "so", "that", "which", "as", "per", "but",
    "still", "left", "open", "remain", "here", "below",
];

/// The counted noun from `index` on, past at most `skip` other words, and where it ends.
fn noun(text: &str, tokens: &[Token], index: usize, skip: usize) -> Option<(&'static str, usize)> {
    'word: for token in tokens.iter().skip(index).take(skip + 1) {
        if !token.word || token.number.is_some() {
            return None;
        }
        let word = token.of(text).to_lowercase();
        let bare = word.trim_start_matches(['个', '個', '項', '项', '件', 'つ', '개']);
        for end in bare.char_indices().map(|(at, c)| at + c.len_utf8()).rev() {
            if let Some(noun) = WORDS.noun(bare.get(..end).unwrap_or("")) {
                // `all 27 milestone sync tasks` counts tasks.
                let next = tokens.iter().find(|next| next.start >= token.end && next.word);
                let compound = next.filter(|next| next.start == token.end + 1).is_some_and(|next| {
                    let next = next.of(text).to_lowercase();
                    !bare.starts_with(super::words::is_unspaced)
                        && next.starts_with(|c: char| c.is_ascii_alphabetic())
                        && !AFTER.contains(&next.as_str())
                        && !next.ends_with("ed")
                        && !next.ends_with("ly")
                        && WORDS.noun(&next).is_none()
                });
                if compound {
                    continue 'word;
                }
                return Some((noun, token.start + (word.len() - bare.len()) + end));
            }
            if !bare.starts_with(super::words::is_unspaced) {
                break;
            }
        }
    }
    None
}

fn claim(reader: &mut Reader<'_>, sentence: &Sentence<'_>, counted: Counted) {
    let Sentence { line, text, lower, tokens, mentions } = sentence;
    let (before, after) = (lower.get(..counted.from).unwrap_or(""), lower.get(counted.to..).unwrap_or(""));
    let word =
        |part: &str, list| part.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|w| WORDS.is(list, w));
    if word(before, "maybe") || word(after, "maybe") || text.contains(['?', '？']) {
        return;
    }
    let done = line.sign == Some(Sign::Yes)
        || word(after, "done")
        || word(before, "done")
        || ["完成", "完了", "завершен", "выполнен"].iter().any(|w| lower.contains(w))
        || counted.of.is_some_and(|of| counted.n <= of) && counted.of != Some(counted.n);
    let whole = matches!(counted.noun, "phase" | "sprint" | "wave" | "milestone");
    if line.role == Role::Planned && !(whole && done) {
        return;
    }
    let mentioned = mentions.iter().rev().find(|m| m.end <= counted.from).or_else(|| mentions.first());
    // What a task's own line says of tasks is what it is about, not how far it is.
    if reader.is_title(line) && mentioned.is_none() {
        return;
    }
    let (subject, confidence) = match mentioned {
        Some(mention) => (mention.subject.clone(), Confidence::High),
        None if whole && done => (Subject::Plan, Confidence::High),
        None if whole => return,
        None => match place(reader, line, tokens, counted.from) {
            Some(found) => found,
            None => return,
        },
    };
    let kind = ClaimKind::Count { n: counted.n, of: counted.of, noun: counted.noun.to_owned(), done };
    reader.claim(line, subject, kind, (counted.from, counted.to, confidence));
}

/// The part of the plan that a count without a number or id speaks of: the one that the words before it name, else
/// the one it stands in.
fn place(
    reader: &Reader<'_>,
    line: &Line<'_>,
    tokens: &[Token],
    from: usize,
) -> Option<(Subject, Confidence)> {
    let text = line.text();
    let head = text.get(..from).unwrap_or("");
    let named = head.trim_end_matches(|c: char| !c.is_alphanumeric());
    let bracket = head.trim_end().ends_with(['(', ':', '[', '-', '–', '—']);
    if bracket && tokens.first().is_some_and(|first| first.start < from) {
        let (group, sure) = reader.subjects.named(named, line.group)?;
        return Some((Subject::Group(group), if sure { Confidence::High } else { Confidence::Medium }));
    }
    match line.group {
        Some(group) => Some((Subject::Group(group), Confidence::Medium)),
        None => Some((Subject::Plan, Confidence::Medium)),
    }
}

/// Whether the word `all` may stand in a text.
pub(super) fn may_say_all(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|word| matches!(word, [b'a' | b'A', b'l' | b'L', b'l' | b'L']))
}

/// `All phases are complete`, without a number: as many as there are.
fn all_of_them(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, lower, tokens, .. } = sentence;
    if !may_say_all(text) {
        return;
    }
    let words: Vec<(usize, &str)> = tokens
        .iter()
        .filter(|t| t.word)
        .map(|t| (t.start, lower.get(t.start..t.end).unwrap_or("")))
        .collect();
    for (at, pair) in words.windows(2).enumerate() {
        let [(start, first), (_, second)] = pair else { continue };
        if *first != "all" || WORDS.noun(second) != Some("phase") {
            continue;
        }
        let rest = words.get(at + 2..).unwrap_or(&[]);
        let verb = rest.first().is_some_and(|(_, w)| matches!(*w, "are" | "is" | "have" | "now" | "were"));
        let done = rest.iter().take(4).find(|(_, w)| WORDS.is("done", w));
        let unsure = words
            .iter()
            .filter(|(_, w)| *w != "now")
            .any(|(_, w)| WORDS.is("maybe", w) && !matches!(*w, "plan" | "planned"));
        let Some((done_at, done)) = done.filter(|_| !unsure && (verb || rest.len() <= 2)) else { continue };
        {
            let n = reader.plan.groups.iter().filter(|group| group.kind == GroupKind::Phase).count() as f64;
            if n > 0.0 {
                let kind = ClaimKind::Count { n, of: None, noun: "phase".to_owned(), done: true };
                reader.claim(line, Subject::Plan, kind, (*start, done_at + done.len(), Confidence::High));
            }
        }
        return;
    }
}
