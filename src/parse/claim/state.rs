//! Claims about the state of a phase, a step or an item, wherever they are made: `✅ Phase 2 is complete`, `Step 9 …
//! ✅ COMPLETED`, or a step that is listed among the next ones.

use crate::diag::Confidence;
use crate::model::{ClaimKind, Status, Subject};
use crate::parse::claim::line::{Line, Shape, Sign};
use crate::parse::claim::subject::Mention;
use crate::parse::claim::words::{Role, WORDS};
use crate::parse::claim::{Reader, Sentence};
use crate::parse::reading::is_activity;
use crate::vocabulary::Header;

/// Reads the state that `line` states of what it begins with.
pub(super) fn read(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, tokens, mentions, .. } = sentence;
    if line.role == Role::Sample {
        return;
    }
    not_begun(reader, sentence);
    if line.role == Role::Target {
        return;
    }
    if line.role == Role::Planned && line.shape != Shape::Heading {
        return planned(reader, sentence);
    }
    let Some(first) =
        mentions.first().filter(|mention| !tokens.iter().any(|t| t.word && t.end <= mention.start))
    else {
        return;
    };
    // `Phases 1 and 2 …`, `Phase 2 testing and Phase 3 validation are complete`: more than one thing is spoken of.
    if mentions.iter().skip(1).any(|other| other.subject != first.subject) || !names_itself(text, first) {
        return;
    }
    let Some((status, (from, to), sure)) = stated(reader, sentence, first) else { return };
    let confidence = if sure { Confidence::High } else { Confidence::Medium };
    if !reader.defines(line, &first.subject) {
        reader.claim(line, first.subject.clone(), ClaimKind::State(status), (from, to, confidence));
    }
    if status == Status::Done {
        parts(reader, line, first.end, confidence);
    }
}

/// `Phase 6: Extensions (Plugins, Webhooks, SDKs) ✅`: what stands in the brackets is said to be there too.
fn parts(reader: &mut Reader<'_>, line: &Line<'_>, from: usize, confidence: Confidence) {
    let text = line.text();
    for (open, _) in text.match_indices('(').filter(|(at, _)| *at >= from) {
        let Some(close) = text.get(open..).and_then(|rest| rest.find(')')).map(|at| at + open) else {
            return;
        };
        let inside = text.get(open + 1..close).unwrap_or("");
        if !inside.contains(',') || inside.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let mut at = open + 1;
        for member in inside.split(',') {
            let start = at + (member.len() - member.trim_start().len());
            let words = member.trim().to_owned();
            let end = start + words.len();
            reader.claim(line, Subject::Noun(words), ClaimKind::Delivered, (start, end, confidence));
            at += member.len() + 1;
        }
    }
}

/// `Status: Ready to execute`, `Next step: begin Phase 1`, `Ready for Phase 3`.
fn not_begun(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, lower, mentions, .. } = sentence;
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let lower = lower.get(start..).unwrap_or("");
    let ready = |words: &str| {
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        [
            "ready to execute",
            "ready to begin",
            "ready to start",
            "not started",
            "not begun",
            "ready for execution",
        ]
        .iter()
        .any(|phrase| words.starts_with(phrase))
    };
    if line.item.is_some() || line.shape == Shape::Heading && line.role != Role::Plain {
        return;
    }
    let label = lower.split_once([':', '：']);
    let at_the_edge = line.group.is_none();
    if let Some((label, value)) = label.filter(|_| at_the_edge) {
        // `Ready to begin phase B`: what it speaks of is the phase, where the plan has it.
        let subject = mentions.first().map(|mention| mention.subject.clone());
        let alone = value.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() <= 3;
        if reader.vocabulary.is_header(label, Header::Status) && ready(value) && (alone || subject.is_some())
        {
            let kind = ClaimKind::NotBegun { status_line: true };
            let subject = subject.unwrap_or(Subject::Plan);
            return reader.claim(line, subject, kind, (start, text.len(), Confidence::High));
        }
        let begin = ["begin ", "start ", "starting ", "kick off "]
            .iter()
            .any(|verb| value.trim_start().starts_with(verb));
        if label.trim() == "next step" && begin {
            if let Some(Mention { subject, .. }) = mentions.first() {
                let kind = ClaimKind::NotBegun { status_line: true };
                reader.claim(line, subject.clone(), kind, (start, text.len(), Confidence::High));
            }
            return;
        }
    }
    // `Status: fixtures are in place - ready for Step 5`: what it hands over to stands behind the dash.
    let handed = [" - ready for ", " – ready for ", " — ready for "]
        .iter()
        .find_map(|words| lower.find(words).map(|at| start + at + words.len()));
    if let Some(behind) = handed
        && let Some(next) = mentions.iter().find(|mention| (behind..behind + 3).contains(&mention.start))
    {
        let kind = ClaimKind::NotBegun { status_line: false };
        return reader.claim(line, next.subject.clone(), kind, (start, text.len(), Confidence::High));
    }
    if lower.starts_with("ready for ")
        && let Some(first) = mentions.first().filter(|mention| mention.start <= start + 12)
    {
        let kind = ClaimKind::NotBegun { status_line: false };
        reader.claim(line, first.subject.clone(), kind, (start, text.len(), Confidence::High));
    }
}

/// What stands among the next steps is planned.
fn planned(reader: &mut Reader<'_>, sentence: &Sentence<'_>) {
    let Sentence { line, text, lower, mentions, .. } = sentence;
    if let Some(id) = line.item.filter(|_| reader.is_title(line)) {
        // A list of next steps may hold items of its own: open ones are not the part's they stand in.
        if reader.plan.item(id).is_some_and(|item| item.status.is_open()) {
            reader.claim(line, Subject::Item(id), ClaimKind::Planned, (0, text.len(), Confidence::Medium));
        }
        return;
    }
    if line.sign == Some(Sign::Yes) || lower.contains("(if needed)") || lower.contains("after ") {
        return;
    }
    for mention in mentions.iter().take(1) {
        let first =
            text.get(..mention.start).is_some_and(|head| !head.contains(|c: char| c.is_alphanumeric()));
        let bracketed = text.get(..mention.start).is_some_and(|head| head.ends_with('('))
            && text.get(mention.end..).is_some_and(|rest| rest.starts_with(')'));
        let done = reader.vocabulary.trailing_status(text).is_some_and(|(status, _)| status == Status::Done)
            || text.contains('✅');
        if (first && names_itself(text, mention) || bracketed) && !done {
            let confidence = if first { Confidence::High } else { Confidence::Medium };
            reader.claim(line, mention.subject.clone(), ClaimKind::Planned, (0, text.len(), confidence));
        }
    }
}

/// Whether the words after a mention only go on with its title: `Phase 2 testing infrastructure` is another thing.
fn names_itself(text: &str, mention: &Mention) -> bool {
    let rest = text.get(mention.end..).unwrap_or("").trim_start_matches(['*', '_', '`', ' ']);
    let first = rest.chars().next();
    first.is_none_or(|c| !c.is_alphanumeric())
        || ["is ", "are ", "has ", "was "].iter().any(|verb| rest.starts_with(verb))
        || rest.starts_with(char::is_uppercase)
        || first.is_some_and(super::words::is_unspaced)
}

/// The state a line states, where the words stand, and whether they are words and not only a sign.
fn stated(
    reader: &Reader<'_>,
    sentence: &Sentence<'_>,
    mention: &Mention,
) -> Option<(Status, (usize, usize), bool)> {
    let Sentence { line, text, lower, .. } = sentence;
    let maybe = lower.get(mention.end..).unwrap_or("").split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "when"
                | "once"
                | "if"
                | "after"
                | "until"
                | "before"
                | "unless"
                | "must"
                | "should"
                | "will"
                | "ready"
        )
    });
    if maybe {
        return None;
    }
    // Bold words that are a status and nothing else.
    for mark in line.inline.strong().filter(|mark| mark.start >= line.start && mark.end <= line.end) {
        let (from, to) = (mark.start - line.start, mark.end - line.start);
        if from < mention.start {
            continue;
        }
        let words = text.get(from..to).unwrap_or("");
        if let Some(status) = reader.vocabulary.status(words.trim_matches(|c: char| !c.is_alphanumeric())) {
            return Some((status, (from, to), true));
        }
    }
    let head = without_brackets(text);
    if let Some((status, at)) = reader.vocabulary.trailing_status(head)
        && at >= mention.end
        && WORDS.mark("missing", lower).is_none()
        && !(line.sign == Some(Sign::Going) && status == Status::Done)
        && (at - mention.end <= NEAR || apart(head.get(..at).unwrap_or("")))
        // `## Phase 5: Testing` names what is done in it.
        && !(line.shape == Shape::Heading && is_activity(head.get(at..).unwrap_or("")))
    {
        return Some((status, (at, head.len()), true));
    }
    let rest = text.get(mention.end..).unwrap_or("");
    for lead in [": ", " - ", " – ", " — ", " is now ", " is "] {
        if let Some(after) = rest.strip_prefix(lead)
            && let Some((status, end)) = reader.vocabulary.leading_status(after)
            && ends(after.get(end..).unwrap_or(""))
            && !(line.shape == Shape::Heading && is_activity(after.get(..end).unwrap_or("")))
        {
            let from = mention.end + lead.len();
            return Some((status, (from, from + end), true));
        }
    }
    match line.sign? {
        Sign::Yes if line.shape != Shape::Heading => Some((Status::Done, (0, mention.end), false)),
        _ => None,
    }
}

/// How many bytes may lie between what a line names and the state at its end, where nothing sets the state apart: the
/// last word of a long sentence (`… with a balance outstanding`) speaks of something else.
const NEAR: usize = 80;

/// Whether a state stands apart from the words before it: behind a sign, a dash, a colon or a bracket.
fn apart(before: &str) -> bool {
    let before = before.trim_end_matches(['*', '_', ' ']);
    before.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '`' | '"' | '”' | '\''))
}

/// Whether nothing but marks follows a status: `Phase 4: Testing coverage` is a title.
fn ends(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(['.', ',', ';', '(', '-', '–', '—', '!', '*', '|'])
}

/// A text without the brackets and signs it ends with: `Partially Complete (basics only)`.
fn without_brackets(text: &str) -> &str {
    let head = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    match head.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(open) if open > 0 => head.get(..open).unwrap_or(head).trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_name_is_another_thing() {
        let mention = |text: &str| Mention { subject: Subject::Plan, start: 0, end: text.len() };
        assert!(names_itself("Phase 2: done", &mention("Phase 2")));
        assert!(names_itself("Step 11 Progress Tracking Completed", &mention("Step 11")));
        assert!(!names_itself("Phase 2 testing infrastructure is done", &mention("Phase 2")));
    }
}
