//! The parts of a decision as annotations and comments name them, and their words.

use crate::place::Span;

/// The most characters of one part.
const LONG: usize = 2_000;

/// The most words of an option that stands in a list between commas.
const WORDS: usize = 5;

/// What a member of an annotation or a label of a comment tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Id,
    Title,
    Number,
    Status,
    Context,
    Facing,
    Chosen,
    Neglected,
    Alternatives,
    Achieving,
    Accepting,
    Reason,
    Consequences,
    Related,
    More,
}

/// What was said in one place.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Where.
    pub(super) span: Span,
    /// The parts with their words, in the order of the text.
    pub(super) parts: Vec<(Part, String)>,
}

const NAMES: [(&str, Part); 33] = [
    ("id", Part::Id),
    ("title", Part::Title),
    ("decision", Part::Title),
    ("ystatement", Part::Title),
    ("value", Part::Number),
    ("number", Part::Number),
    ("status", Part::Status),
    ("context", Part::Context),
    ("incontextof", Part::Context),
    ("inthecontextof", Part::Context),
    ("contextandproblem", Part::Context),
    ("contextandproblemstatement", Part::Context),
    ("facing", Part::Facing),
    ("chosen", Part::Chosen),
    ("chosenoption", Part::Chosen),
    ("chosenalternative", Part::Chosen),
    ("wedecidedfor", Part::Chosen),
    ("neglected", Part::Neglected),
    ("andneglected", Part::Neglected),
    ("andagainst", Part::Neglected),
    ("alternatives", Part::Alternatives),
    ("consideredoptions", Part::Alternatives),
    ("achieving", Part::Achieving),
    ("toachieve", Part::Achieving),
    ("accepting", Part::Accepting),
    ("acceptingthat", Part::Accepting),
    ("because", Part::Reason),
    ("reason", Part::Reason),
    ("justification", Part::Reason),
    ("consequences", Part::Consequences),
    ("relateddecisions", Part::Related),
    ("moreinformation", Part::More),
    ("userstory", Part::More),
];

/// Words that only repeat what the name of the part says.
const REPEATED: [(Part, &[&str]); 7] = [
    (Part::Context, &["in the context of "]),
    (Part::Facing, &["facing "]),
    (
        Part::Chosen,
        &[
            "we decided for ",
            "we decided to ",
            "we decided on ",
            "we chose to ",
            "we chose ",
            "decided for ",
            "decided to ",
        ],
    ),
    (Part::Neglected, &["and neglected ", "neglected ", "and against ", "against "]),
    (Part::Achieving, &["to achieve ", "achieving "]),
    (Part::Accepting, &["accepting that ", "accepting "]),
    (Part::Reason, &["because "]),
];

/// What a name means: case, blanks and signs do not count.
pub(super) fn part(name: &str) -> Option<Part> {
    if name.len() > 40 {
        return None;
    }
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.iter().find(|(known, _)| *known == plain).map(|(_, part)| *part)
}

impl Said {
    pub(super) fn all(&self, part: Part) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |(own, _)| *own == part).map(|(_, text)| text.as_str())
    }

    pub(super) fn first(&self, part: Part) -> Option<&str> {
        self.all(part).next()
    }

    pub(super) fn has(&self, part: Part) -> bool {
        self.first(part).is_some()
    }

    /// Adds words; a gap that nobody filled says nothing.
    pub(super) fn add(&mut self, part: Part, words: &str) {
        let mut text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = text.to_lowercase();
        let repeated = REPEATED.iter().find(|(own, _)| *own == part).map_or(&[][..], |(_, all)| all);
        if let Some(rest) = repeated.iter().find(|head| lower.starts_with(*head)).map(|head| head.len()) {
            text = text.get(rest..).unwrap_or(&text).to_owned();
        }
        let gap = text.starts_with('[') && text.ends_with(']') || part == Part::Id && text == "AD-xx";
        if let Some((at, _)) = text.char_indices().nth(LONG) {
            text.truncate(at);
            text.push('…');
        }
        if !text.is_empty() && !gap {
            self.parts.push((part, text));
        }
    }

    /// Its number: given, or that of an id such as `AD-7`.
    pub(super) fn number(&self) -> Option<u32> {
        let given = self.first(Part::Number).and_then(|text| text.parse().ok());
        let of_id = || {
            let (head, digits) = self.first(Part::Id)?.rsplit_once(['-', '_', ' '])?;
            let known = ["ad", "adr", "dd", "decision"].contains(&head.to_lowercase().as_str());
            digits.parse().ok().filter(|_| known)
        };
        given.or_else(of_id)
    }
}

/// The options of a part: its values, or what stands between commas where those are short.
pub(super) fn options(said: &Said, part: Part) -> Vec<String> {
    let all: Vec<&str> = said.all(part).collect();
    let [one] = all.as_slice() else { return all.into_iter().map(str::to_owned).collect() };
    let mut pieces: Vec<&str> =
        one.split([',', ';']).map(str::trim).filter(|text| !text.is_empty()).collect();
    if pieces.len() > 1
        && let Some(last) = pieces.pop()
    {
        let joined = [" and ", " or "].iter().find_map(|word| last.split_once(word));
        let bare = last.strip_prefix("and ").or(last.strip_prefix("or ")).unwrap_or(last);
        match joined {
            Some((a, b)) => pieces.extend([a, b]),
            None => pieces.push(bare),
        }
    }
    let listed = pieces.len() > 1 && pieces.iter().all(|text| text.split_whitespace().count() <= WORDS);
    if listed { pieces.into_iter().map(str::to_owned).collect() } else { vec![(*one).to_owned()] }
}

/// The name of an option: of the path to an entry of a catalogue its last part.
pub(super) fn short(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let path = text.contains('/') && !text.contains(char::is_whitespace);
    let last = text.trim_end_matches('/').rsplit('/').next().filter(|_| path);
    last.map_or_else(|| text.to_owned(), |last| last.replace("%20", " "))
}

/// A text with a capital in front, unless its first word has one of its own.
pub(super) fn capital(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or("");
    if first.chars().any(|c| !c.is_lowercase() && c != '-' && c != ',') {
        return text.to_owned();
    }
    let mut chars = text.chars();
    let head: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{head}{}", chars.as_str())
}
