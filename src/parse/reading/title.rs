//! Titles without their marks.

use crate::parse::reading::mark::{Marked, is_sign, leading, symbol_status, trailing};
use crate::parse::reading::{group_head, lead_id, numbered};
use crate::vocabulary::{Vocabulary, is_unspaced, normalise};

/// A heading or bold line, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Title {
    /// The text without signs, section number and marks.
    pub text: String,
    /// Where `text` begins in what was given.
    pub start: usize,
    /// The section number before it: `5`, `2.1`.
    pub number: Option<String>,
    /// The sign it begins with, if any.
    pub sign: Option<char>,
    /// The state its first mark says: `✅ Title`, `COMPLETED: Title`.
    pub first: Option<Marked>,
    /// The state its end says: `Title ✅ COMPLETED`, `Title (Not Started)`.
    pub last: Option<Marked>,
}

impl Title {
    /// Takes a text apart.
    pub fn of(text: &str, words: &Vocabulary) -> Self {
        let mut title = Title::default();
        // `### - [ ] Title`: a bullet in front says nothing more.
        let dashed = text.len() - text.trim_start().len();
        let dashed = text.get(dashed..).filter(|rest| rest.starts_with("- [")).map(|_| dashed + 2);
        let mut at = dashed.unwrap_or_else(|| skip_signs(text, 0));
        title.sign = text.trim_start().chars().next().filter(|c| is_sign(*c));
        if title.sign.is_some() {
            take_mark(text, 0, &mut at, &mut title, words);
        }
        let numbered = section_number(text.get(at..).unwrap_or(""));
        // `1.5.0 (in progress)` has no title but its number.
        let alone = |(number, used): &(String, usize)| {
            let rest = text.get(at + used..).unwrap_or("");
            number.contains('.') && rest.starts_with(['(', '[', '（', '—', '–', '-'])
        };
        if let Some((number, used)) = numbered.filter(|found| !alone(found)) {
            title.number = Some(number);
            at += used;
        }
        if title.first.is_none() {
            let from = at;
            take_mark(text, from, &mut at, &mut title, words);
        }
        let body = text.get(at..).unwrap_or("").lines().next().unwrap_or("");
        let mut end = body.len();
        if let Some((marked, cut)) =
            undated(body).and_then(|head| trailing(head, words)).or_else(|| trailing(body, words))
        {
            end = cut;
            title.last = Some(marked);
        }
        // `Task 5: Release` names a task that is to release something: a word alone behind an id is its title.
        let named =
            body.get(..end).is_some_and(|head| lead_id(head, words).is_some_and(|id| id.rest >= head.len()));
        if named && title.last.as_ref().is_some_and(|mark| is_said(&mark.text)) {
            end = body.len();
            title.last = None;
        }
        // `Phase 5: Testing` names what is done in it.
        let part =
            |head: &str| group_head(head, words).is_some_and(|part| part.defines && part.says.is_none());
        let activity = title.last.as_ref().is_some_and(|mark| is_activity(&mark.text));
        if activity && body.get(..end).is_some_and(|head| is_bare(head) && part(head)) {
            end = body.len();
            title.last = None;
        }
        title.start = at;
        title.text = plain(body.get(..end).unwrap_or(body));
        title
    }

    /// The stated status: the end beats the beginning, for words beat signs.
    pub fn stated(&self) -> Option<&Marked> {
        self.last.as_ref().or(self.first.as_ref())
    }

    /// Whether it begins with a box: `[x] Title`.
    pub fn boxed(&self) -> bool {
        self.first.as_ref().is_some_and(|mark| mark.text.starts_with('[') && mark.text.chars().count() <= 3)
    }

    /// Whether the first sign says a state (and does not only decorate).
    pub fn begins_with_status(&self) -> bool {
        self.sign.is_some_and(|c| symbol_status(c, false).is_some())
    }
}

/// Words of states that name a piece of work as well.
pub fn is_activity(text: &str) -> bool {
    const WORDS: [&str; 32] = [
        "testing",
        "review",
        "qa",
        "planning",
        "design",
        "alpha",
        "beta",
        "prototyping",
        "rework",
        "verification",
        "code review",
        "implementation",
        "pruebas",
        "revision",
        "diseno",
        "planificacion",
        "testes",
        "revisao",
        "revue",
        "тестирование",
        "проверка",
        "ревью",
        "планирование",
        "测试",
        "測試",
        "评审",
        "设计",
        "テスト",
        "レビュー",
        "設計",
        "테스트",
        "설계",
    ];
    WORDS.contains(&normalise(text.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// Whether a heading has no more than two words and a number: `Phase 5`.
fn is_bare(head: &str) -> bool {
    head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() <= 2
}

/// Whether a state is said in words, not shouted, and without a sign or brackets.
fn is_said(mark: &str) -> bool {
    mark.chars().all(|c| c.is_alphanumeric() || c.is_whitespace())
        && mark.chars().any(|c| c.is_lowercase() || is_unspaced(c))
}

/// A title without the dates in brackets behind its state: `… ✅ COMPLETED (Weeks 1-3)`.
fn undated(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let open = text.strip_suffix([')', '）'])?.rfind(['(', '（'])?;
    let inner = text.get(open..)?.to_lowercase();
    let dated = inner.contains(|c: char| c.is_ascii_digit())
        && [
            "week",
            "day ",
            "days ",
            "month",
            "sprint",
            "q1",
            "q2",
            "q3",
            "q4",
            "20",
            "semana",
            "woche",
            "semaine",
            "недел",
            "第",
            "周",
            "週",
            "주",
        ]
        .iter()
        .any(|word| inner.get(1..).or_else(|| inner.get(3..)).is_some_and(|rest| rest.starts_with(word)));
    let head = text.get(..open)?.trim_end();
    // Only behind a sign or a loud word: `… (Weeks 1-3)` behind a name belongs to the name.
    let last = head.split_whitespace().next_back()?.trim_matches('*');
    let loud = last.chars().any(char::is_uppercase) && last.chars().all(|c| !c.is_lowercase())
        || last.chars().any(is_sign);
    (dated && loud).then_some(head)
}

fn take_mark(text: &str, from: usize, at: &mut usize, title: &mut Title, words: &Vocabulary) {
    if let Some((marked, used)) = leading(text.get(from..).unwrap_or(""), words, false) {
        title.first = Some(marked);
        *at = skip_signs(text, from + used);
    } else {
        *at = skip_signs(text, *at);
    }
}

/// Where text begins behind blanks, stars and signs; what is left of a sign that could not be mended is one too.
fn skip_signs(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let word = rest.split_whitespace().next().unwrap_or("");
    if from == 0
        && word.starts_with(['ð', 'ğ', 'â', 'ï'])
        && word.chars().count() <= 6
        && !word.chars().any(|c| c.is_ascii_alphanumeric())
    {
        let after = rest.find(word).unwrap_or(0) + word.len();
        return skip_signs(text, after.max(1));
    }
    from + rest.len() - rest.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace() || c == '*').len()
}

/// `5. `, `2.1 `, `3) ` before a title.
fn section_number(text: &str) -> Option<(String, usize)> {
    // `00 · Hull`, `2 — Hull`
    let past_sign = |used: usize| {
        let rest = text.get(used..).unwrap_or("");
        let behind = rest.trim_start_matches(['·', '—', '–', '|']).trim_start();
        if behind.len() < rest.len() { text.len() - behind.len() } else { used }
    };
    if let Some((number, used)) = numbered(text) {
        let dotted = text.get(number.len()..).is_some_and(|rest| rest.starts_with(['.', ')']));
        let signed = past_sign(used);
        return (dotted || signed > used).then_some((number, signed));
    }
    // `三、验证`
    let han: usize =
        text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    if let Some(rest) = text.get(han..).filter(|_| han > 0).and_then(|rest| rest.strip_prefix('、')) {
        return Some((text.get(..han)?.to_owned(), text.len() - rest.trim_start().len()));
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let number = text.get(..end)?.trim_end_matches('.');
    let rest = text.get(end..)?;
    (number.contains('.')
        && number.starts_with(|c: char| c.is_ascii_digit())
        && rest.starts_with(char::is_whitespace))
    .then(|| (number.to_owned(), end + rest.len() - rest.trim_start().len()))
    // `2.4 — Oars`: what a dash parts from its title is an id.
    .filter(|(_, used)| past_sign(*used) == *used)
}

/// A title as it is shown: no stars, signs at its ends, or dangling separators.
pub fn plain(text: &str) -> String {
    let text = text.lines().next().unwrap_or("").trim();
    if text.contains("[[") {
        return plain(&without_wiki(text));
    }
    let text = text.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace());
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ':' | '：' | '-' | '–' | '—' | '|')
            || (is_sign(c) && symbol_status(c, true).is_some() || c == '\u{fe0f}' || is_pictograph(c))
    });
    single_spaced(text)
}

/// Text in which links of a wiki (`[[page|words]]`) are their words.
fn without_wiki(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("[[") {
        out.push_str(head);
        let (link, behind) = tail.split_once("]]").unwrap_or((tail, ""));
        out.push_str(link.rsplit('|').next().unwrap_or(link).trim_end_matches('\\'));
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Text with single blanks between its words.
pub(super) fn single_spaced(text: &str) -> String {
    let mut before = ' ';
    let mut fine = |c: char| {
        let fine = !c.is_whitespace() || c == ' ' && before != ' ';
        before = c;
        fine
    };
    // Bytes are quicker to go through than characters.
    let clean = if text.is_ascii() {
        text.bytes().all(|byte| fine(char::from(byte)))
    } else {
        text.chars().all(fine)
    };
    if clean && !text.is_empty() && !text.ends_with(' ') {
        text.to_owned()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c as u32, 0x1f300..=0x1faff)
}
