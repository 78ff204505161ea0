//! Decisions in comments: lines with the labels of a Y-statement, or a Y-statement in a sentence.
//!
//! ```text
//! // Context: Orders are sent to three shops
//! // Facing: that a message must never be lost
//! // Chosen: an outbox table
//! // Neglected: two-phase commit, a queue alone
//! ```

use crate::parse::decision::embedded::ONE;
use crate::parse::decision::embedded::part::{Part, Said, part};
use crate::parse::decision::statement;
use crate::place::Span;

/// How many parts beside the chosen option tell that labels are those of a decision.
const PARTS: usize = 2;

/// Signs that begin a line of comment, the longer first.
const LINES: [&str; 8] = ["///", "//!", "//", "--", ";;", ";", "#", "%"];

/// Signs around several lines of comment.
const BLOCKS: [(&str, &str); 6] =
    [("/*", "*/"), ("<!--", "-->"), ("{-", "-}"), ("(*", "*)"), ("\"\"\"", "\"\"\""), ("'''", "'''")];

/// Where a line of a comment stands with its signs, and its words without them.
type Line<'a> = (Span, &'a str);

/// All comments of a text that hold a decision.
pub(super) fn all(text: &str) -> Vec<Said> {
    let mut found = Vec::new();
    // Most files that are read name a record and decide nothing: a search for bytes tells those.
    if !["acing", "hosen", "ecided for", "ACING", "HOSEN"].iter().any(|word| text.contains(word)) {
        return found;
    }
    for comment in comments(text) {
        if found.len() >= ONE {
            break;
        }
        let labelled = labelled(&comment);
        if labelled.is_empty() {
            found.extend(sentences(&comment));
        } else {
            found.extend(labelled);
        }
    }
    found
}

/// The comments that may hold one: lines of comment that follow each other.
fn comments(text: &str) -> Vec<Vec<Line<'_>>> {
    let (mut all, mut open): (Vec<Vec<Line<'_>>>, Vec<Line<'_>>) = (Vec::new(), Vec::new());
    let (mut at, mut until): (usize, Option<&str>) = (0, None);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        let words = match until {
            Some(end) => {
                let (words, ends) =
                    line.find(end).map_or((line, false), |at| (line.get(..at).unwrap_or(""), true));
                if ends {
                    until = None;
                }
                Some(words.strip_prefix('*').unwrap_or(words))
            }
            None => match BLOCKS.iter().find_map(|(begin, end)| Some((line.strip_prefix(begin)?, *end))) {
                Some((rest, end)) => {
                    let (words, ends) =
                        rest.find(end).map_or((rest, false), |at| (rest.get(..at).unwrap_or(""), true));
                    until = (!ends).then_some(end);
                    Some(words.trim_start_matches('*'))
                }
                None => LINES.iter().find_map(|sign| line.strip_prefix(sign)),
            },
        };
        match words {
            Some(words) => open.push((Span::new(start, start + line.len()), words.trim())),
            None => keep(&mut all, &mut open),
        }
    }
    keep(&mut all, &mut open);
    all
}

/// Ends a comment; most hold nothing that is looked for.
fn keep<'a>(all: &mut Vec<Vec<Line<'a>>>, open: &mut Vec<Line<'a>>) {
    let comment = std::mem::take(open);
    let has = |word: &str| comment.iter().any(|(_, line)| find(line, word));
    if has("facing") || has("chosen") || has("decided for") {
        all.push(comment);
    }
}

fn find(line: &str, word: &str) -> bool {
    line.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// The decisions whose parts stand behind labels.
fn labelled(comment: &[Line<'_>]) -> Vec<Said> {
    let mut all = Vec::new();
    let mut open: Vec<(Part, String)> = Vec::new();
    let (mut span, mut goes_on) = (Span::new(0, 0), false);
    for (place, line) in comment {
        let bulleted = line.strip_prefix(['-', '*']).map(str::trim_start);
        let Some((part, words)) = label(line) else {
            let list = open.last().is_some_and(|(part, _)| {
                matches!(part, Part::Neglected | Part::Alternatives | Part::Consequences)
            });
            match open.last_mut().filter(|_| goes_on && !line.is_empty() && !line.starts_with('@')) {
                Some((part, _)) if list && bulleted.is_some() => {
                    let part = *part;
                    open.push((part, bulleted.unwrap_or("").to_owned()));
                    span.end = place.end;
                }
                Some((_, text)) => {
                    text.push(' ');
                    text.push_str(line);
                    span.end = place.end;
                }
                None => goes_on = false,
            }
            continue;
        };
        let again = !matches!(part, Part::Neglected | Part::Alternatives | Part::Consequences)
            && open.iter().any(|(own, _)| *own == part);
        if again {
            close(&mut all, &mut open, span);
        }
        if open.is_empty() {
            span = *place;
        }
        open.push((part, words.to_owned()));
        (span.end, goes_on) = (place.end, true);
    }
    close(&mut all, &mut open, span);
    all
}

fn close(all: &mut Vec<Said>, open: &mut Vec<(Part, String)>, span: Span) {
    let mut said = Said { span, parts: Vec::new() };
    for (part, words) in open.drain(..) {
        said.add(part, &words);
    }
    let telling = [Part::Context, Part::Facing, Part::Neglected, Part::Achieving, Part::Accepting];
    let parts = telling.iter().filter(|part| said.has(**part)).count();
    if said.has(Part::Chosen) && parts >= PARTS {
        all.push(said);
    }
}

/// `Context: words`, `- **Chosen**: words`, `@facing words`.
fn label<'a>(line: &'a str) -> Option<(Part, &'a str)> {
    let bare = line.trim_start_matches(['-', '*', ' ', '+', '_']);
    let tagged = || bare.strip_prefix('@')?.split_once(char::is_whitespace);
    let found =
        |(name, words): (&'a str, &'a str)| Some((part(name)?, words.trim_start_matches(['*', '_', ' '])));
    bare.split_once(':').and_then(found).or_else(|| tagged().and_then(found))
}

/// The Y-statements of a comment, one in a paragraph.
fn sentences(comment: &[Line<'_>]) -> Vec<Said> {
    let paragraphs = comment.split(|(_, line)| line.is_empty());
    paragraphs
        .filter_map(|lines| {
            let ((first, _), (last, _)) = (lines.first()?, lines.last()?);
            let text: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
            let mut said = Said { span: Span { start: first.start, end: last.end }, parts: Vec::new() };
            for (name, words) in statement::sentence(&text.join(" "))? {
                if let Some(part) = part(name) {
                    said.add(part, &words);
                }
            }
            Some(said)
        })
        .collect()
}
