//! Words that are a state: whole, at the beginning or at the end of a text, turned round by a negation, and as the
//! heading of a column of a board.

use crate::model::Status;
use crate::vocabulary::hash::{WordSet, Words};
use crate::vocabulary::phrase::{List, find_prefix, find_suffix};
use crate::vocabulary::spelling::{
    first_word, is_unspaced, last_word, normalise, with_first_word, with_last_word, with_spelling,
};

/// The words of states, ready to look up.
#[derive(Clone, Debug, Default)]
pub(super) struct States {
    status: Words<Status>,
    /// First and last words of what may be a state: most texts are told apart by them alone.
    edges: (WordSet, WordSet),
    /// First words of negations and adverbs.
    turns: WordSet,
    /// The length of the longest state, in bytes.
    longest: usize,
    board: Words<Status>,
    /// First and last words of the headings of columns.
    board_edges: (WordSet, WordSet),
    /// Columns whose heading is that word alone.
    alone: Words<Status>,
    /// Headings of what is done where other headings say what is open: `Fixed`. Reports and change logs have them, too.
    settled: WordSet,
    /// Headings of what is not meant for now: `Later`.
    some_day: WordSet,
    negation: WordSet,
    adverb: WordSet,
    /// What begins a remark that something is left to do: `needs`, `待`.
    rest: WordSet,
    /// What may stand behind the word of a column: `list`, `inmediato`.
    company: WordSet,
}

impl States {
    /// The words of the `status`, `column` and `turn` tables.
    pub(super) fn new(lists: &[List]) -> Self {
        let mut states = Self::default();
        for list in lists {
            let words = list.words.iter().cloned();
            match (list.table.as_str(), list.name.as_str(), Status::from_name(&list.name)) {
                ("status", _, Some(status)) => {
                    for word in words {
                        states.status.entry(word).or_insert(status);
                    }
                }
                ("column", _, Some(status)) => {
                    for word in words {
                        // `=next` is a column only where nothing else stands in the heading.
                        match word.strip_prefix('=') {
                            Some(alone) => drop(states.alone.insert(alone.to_owned(), status)),
                            None => drop(states.board.insert(word, status)),
                        }
                    }
                }
                ("column", "settled", _) => states.settled.extend(words),
                ("column", "some_day", _) => states.some_day.extend(words),
                ("turn", "negation", _) => states.negation.extend(words),
                ("turn", "adverb", _) => states.adverb.extend(words),
                ("turn", "rest", _) => states.rest.extend(words),
                ("turn", "company", _) => states.company.extend(words),
                _ => {}
            }
        }
        let turns = states.negation.iter().chain(&states.adverb);
        states.turns = turns.map(|word| first_word(word)).collect();
        states.edges = (
            states.status.keys().map(|word| first_word(word)).chain(states.turns.iter().cloned()).collect(),
            states.status.keys().map(|word| last_word(word)).collect(),
        );
        states.board_edges = (
            states.board.keys().map(|word| first_word(word)).collect(),
            states.board.keys().map(|word| last_word(word)).collect(),
        );
        states.longest = states.status.keys().map(String::len).max().unwrap_or(0);
        states
    }

    /// Adds a word of a project; it stands above the built-in ones.
    pub(super) fn learn(&mut self, word: &str, status: Status) {
        let word = normalise(word);
        self.edges.0.insert(first_word(&word));
        self.edges.1.insert(last_word(&word));
        self.longest = self.longest.max(word.len());
        self.status.insert(word, status);
    }

    /// The state a whole text states, if it states nothing else.
    pub(super) fn whole(&self, text: &str) -> Option<Status> {
        if text.len() > self.longest + 24 {
            return None;
        }
        let known = with_spelling(text, |text| self.status.get(text).copied()).or_else(|| {
            // `InProgress`
            let joined = text.chars().skip(1).any(char::is_uppercase)
                && text.contains(|c: char| c.is_ascii_lowercase())
                && !text.contains(char::is_whitespace);
            joined.then(|| self.status.get(&normalise(&apart(text))).copied()).flatten()
        });
        known.or_else(|| {
            let (status, end) = self.turned(text)?;
            let rest = text.get(end..)?;
            (!rest.contains(char::is_alphanumeric)).then_some(status)
        })
    }

    /// The state a text begins with, and where its words end: the longest phrase that is known.
    pub(super) fn leading(&self, text: &str) -> Option<(Status, usize)> {
        if !self.may_begin(text) {
            return None;
        }
        self.plain(text).or_else(|| self.turned(text))
    }

    /// A quick look whether a text may begin with a state.
    fn may_begin(&self, text: &str) -> bool {
        with_first_word(text, |first| first.starts_with(is_unspaced) || self.edges.0.contains(first))
    }

    /// A quick look whether a text may end with a state.
    fn may_end(&self, text: &str) -> bool {
        with_last_word(text, |last| last.ends_with(is_unspaced) || self.edges.1.contains(last))
    }

    /// A phrase in front that stands for itself: `完成度` is no `完成`, `完了していない` is not done.
    fn plain(&self, text: &str) -> Option<(Status, usize)> {
        find_prefix(text, |prefix, end| {
            let status = self.status.get(prefix).copied()?;
            let rest = text.get(end..)?;
            if !prefix.ends_with(is_unspaced) || !rest.starts_with(is_unspaced) {
                return Some((status, end));
            }
            if let Some(used) = undone(rest) {
                return turn(status).map(|status| (status, end + used));
            }
            (!rest.starts_with(is_noun_tail)).then_some((status, end))
        })
    }

    /// A phrase behind adverbs or a negation: `aún no completado`, `还没有开始`.
    fn turned(&self, text: &str) -> Option<(Status, usize)> {
        if !with_first_word(text, |first| first.starts_with(is_unspaced) || self.turns.contains(first)) {
            return None;
        }
        let mut at = text.len() - text.trim_start().len();
        let mut negated = false;
        for _ in 0..4 {
            let rest = text.get(at..)?;
            if at > 0
                && let Some((status, end)) = self.plain(rest)
            {
                let status = if negated { turn(status)? } else { status };
                return Some((status, at + end));
            }
            let (adverb, end) = find_prefix(rest, |prefix, end| {
                let adverb = self.adverb.contains(prefix);
                (adverb || self.negation.contains(prefix)).then_some((adverb, end))
            })?;
            negated |= !adverb;
            let tail = rest.get(end..)?;
            at += end + (tail.len() - tail.trim_start().len());
            if at >= text.len() {
                return None;
            }
        }
        None
    }

    /// Whether a remark says that something is left to do: `needs testing`, `待验证`.
    pub(super) fn leaves_rest(&self, remark: &str) -> bool {
        find_prefix(remark, |prefix, _| self.rest.contains(prefix).then_some(())).is_some()
    }

    /// The state a text ends with, and where the words begin.
    pub(super) fn trailing(&self, text: &str) -> Option<(Status, usize)> {
        if !self.may_end(text) {
            return None;
        }
        find_suffix(
            text,
            |suffix| self.may_begin(suffix),
            |suffix, at| {
                let status = self.status.get(suffix).copied()?;
                match self.negated_before(text, at) {
                    Some(from) => turn(status).map(|status| (status, from)),
                    None => Some((status, at)),
                }
            },
        )
    }

    /// Where a negation right before byte `at` begins.
    fn negated_before(&self, text: &str, at: usize) -> Option<usize> {
        let head = text.get(..at)?;
        if head.ends_with(is_unspaced) && text.get(at..)?.starts_with(is_unspaced) {
            return find_suffix(
                head,
                |_| true,
                |suffix, from| self.negation.contains(suffix).then_some(from),
            );
        }
        let head = head.trim_end();
        let from = head.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
        with_spelling(head.get(from..)?, |word| self.negation.contains(word)).then_some(from)
    }

    /// The state a heading gives to everything below it: `Pending`, `Completed Tasks`, `Tareas pendientes`.
    /// `is_work` says whether a word names work.
    pub(super) fn column(&self, heading: &str, is_work: impl Fn(&str) -> bool) -> Option<Status> {
        let whole = normalise(heading);
        let bare = bare_heading(&whole);
        self.named_column(bare, &is_work).or_else(|| {
            // `Current in-progress item`
            let rest = [
                "current ",
                "currently ",
                "all ",
                "my ",
                "our ",
                "main ",
                "other ",
                "текущие ",
                "当前",
                "現在の",
            ]
            .iter()
            .find_map(|lead| bare.strip_prefix(lead))?;
            (!self.alone.contains_key(rest)).then(|| self.named_column(rest, &is_work)).flatten()
        })
    }

    /// Whether a heading says that what stands below it is done, if other headings say what is open: `Fixed bugs`.
    pub(super) fn is_settled(&self, heading: &str, is_work: impl Fn(&str) -> bool) -> bool {
        let whole = normalise(heading);
        let bare = bare_heading(&whole);
        let rest = find_prefix(bare, |prefix, end| self.settled.contains(prefix).then_some(end));
        rest.and_then(|end| bare.get(end..))
            .is_some_and(|rest| self.is_company(without_purpose(rest), &is_work))
    }

    /// Whether a heading names what is not meant for now: `Later`.
    pub(super) fn is_some_day(&self, heading: &str) -> bool {
        self.some_day.contains(bare_heading(&normalise(heading)))
    }

    /// The state of a heading that names a column and which part of it stands below: `En curso: v2.1`, `Done — May`.
    pub(super) fn part_of_column(&self, heading: &str, is_work: impl Fn(&str) -> bool) -> Option<Status> {
        let parts = [": ", "：", " — ", " – ", " - "];
        let (name, behind) = parts.iter().find_map(|sign| heading.split_once(sign))?;
        let short = behind.split_whitespace().count() <= 10 && behind.chars().count() <= 72;
        let name = normalise(name);
        // `Next: ship it`: a word that is a column only alone is none here.
        let loose = self.alone.contains_key(&name) || behind.trim().is_empty() || !short;
        self.named_column(&name, &is_work).filter(|_| !loose)
    }

    /// The state of a heading that is nothing but the name of a column.
    fn named_column(&self, bare: &str, is_work: &impl Fn(&str) -> bool) -> Option<Status> {
        if let Some(status) = self.board.get(bare).or_else(|| self.alone.get(bare)) {
            return Some(*status);
        }
        // Most headings neither begin nor end with such a word.
        let (firsts, lasts) = &self.board_edges;
        let begins = with_first_word(bare, |first| first.starts_with(is_unspaced) || firsts.contains(first));
        let ends = with_last_word(bare, |last| last.ends_with(is_unspaced) || lasts.contains(last));
        let ahead = || {
            find_prefix(bare, |prefix, end| {
                let status = *self.board.get(prefix)?;
                let rest = bare.get(end..)?;
                // `Waiting for approvals` says what is waited for.
                let rest = if status == Status::Blocked { rest } else { without_purpose(rest) };
                self.is_company(rest, is_work).then_some(status)
            })
        };
        begins.then(ahead).flatten().or_else(|| {
            find_suffix(
                bare,
                |_| ends,
                |suffix, at| {
                    let status = self.board.get(suffix)?;
                    let head = bare.get(..at)?.trim();
                    (!head.is_empty() && self.is_company(head, is_work)).then_some(*status)
                },
            )
        })
    }

    /// Whether a text beside the word of a column only says what work stands below: ` tasks`.
    fn is_company(&self, text: &str, is_work: &impl Fn(&str) -> bool) -> bool {
        let text = text.trim();
        let text = ["的", "の", "of ", "de ", "des ", "der "]
            .iter()
            .find_map(|lead| text.strip_prefix(lead))
            .unwrap_or(text)
            .trim();
        let text = self.without_company(text);
        text.is_empty() || is_work(text) || self.joined(text)
    }

    /// Whether a text joins another state to the one before it: `y probado`, `& verified`.
    fn joined(&self, text: &str) -> bool {
        ["and ", "& ", "+ ", "y ", "e ", "et ", "und ", "и ", "и", "并", "且"]
            .iter()
            .filter_map(|join| text.strip_prefix(join))
            .any(|rest| self.status.contains_key(rest.trim()))
    }

    /// A text without the words at its ends that only keep others company: `任务列表` is `任务`.
    fn without_company<'t>(&self, text: &'t str) -> &'t str {
        let behind = find_suffix(text, |_| true, |suffix, at| self.company.contains(suffix).then_some(at));
        let text = behind.map_or(text, |at| text.get(..at).unwrap_or("").trim_end());
        let before = find_prefix(text, |prefix, end| self.company.contains(prefix).then_some(end));
        before.map_or(text, |end| text.get(end..).unwrap_or("").trim_start())
    }
}

/// The heading of a column without what stands in brackets or is a count: `Done (3)`, `Pending: 4`.
fn bare_heading(whole: &str) -> &str {
    let bare = whole.split(['(', '[', '/', '【', '〔', '（']).next().unwrap_or("").trim();
    match bare.split_once([':', '：']) {
        Some((name, count)) if count.trim().chars().all(|c| c.is_ascii_digit()) => name.trim(),
        _ => bare,
    }
}

/// A text without what the work is for: `tasks for the first release`, `before launch`.
fn without_purpose(text: &str) -> &str {
    const LEADS: [&str; 10] =
        ["for ", "before ", "until ", "para ", "antes de ", "для ", "до ", "pour ", "für ", "bis "];
    let starts = |at: usize| {
        let tail = text.get(at..).unwrap_or("");
        let word = at == 0 || text.get(..at).is_some_and(|head| head.ends_with(' '));
        word && LEADS.iter().any(|lead| tail.starts_with(lead)) && tail.split(' ').count() <= 5
    };
    match text.char_indices().map(|(at, _)| at).find(|at| starts(*at)) {
        Some(at) => text.get(..at).unwrap_or("").trim_end(),
        None => text,
    }
}

/// What a negation makes of a state: what is not done is to do. The negation of anything else says nothing.
fn turn(status: Status) -> Option<Status> {
    matches!(status, Status::Done | Status::InProgress).then_some(Status::Todo)
}

/// How many bytes of what follows a word in Japanese turn it round: `していない`, `できていません`.
fn undone(text: &str) -> Option<usize> {
    let body = text.trim_start_matches(['は', 'が', 'を', 'も']);
    let skipped = text.len() - body.len();
    [
        "していな",
        "していま",
        "しておら",
        "できていな",
        "できていま",
        "されていな",
        "されていま",
        "ではな",
        "でな",
        "じゃな",
        "しな",
        "せず",
    ]
    .iter()
    .find(|lead| body.starts_with(*lead))
    .filter(|lead| {
        !lead.ends_with("いま") || body.get(lead.len()..).is_some_and(|rest| rest.starts_with("せん"))
    })
    .map(|lead| skipped + lead.len())
}

/// Whether a character goes on with a word so that it names a thing and no state: `完成度`, `进行时间`, `計画書`.
fn is_noun_tail(c: char) -> bool {
    "中度率时時日期者量条標标基待予率表图図定性线線品形立版情状數数前目人报報書书见見".contains(c)
}

/// Words that are joined in one, as programs name them: `InProgress`, `QAReady`.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let lower_before = before.is_some_and(char::is_lowercase);
        let word_ahead =
            before.is_some_and(char::is_uppercase) && chars.peek().is_some_and(|c| c.is_lowercase());
        if c.is_uppercase() && (lower_before || word_ahead) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}
