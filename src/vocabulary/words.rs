//! The words, ready to look up: one structure made once a build and passed by reference.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::config::Config;
use crate::model::{GroupKind, Status};
use crate::vocabulary::hash::{WordSet, Words};
use crate::vocabulary::section::Sections;
use crate::vocabulary::spelling::with_spelling;
use crate::vocabulary::states::States;
use crate::vocabulary::{Role, phrase};

/// One file a language; the first that knows a word decides what it means.
const WORDS: [&str; 10] = [
    include_str!("words/en.txt"),
    include_str!("words/es.txt"),
    include_str!("words/pt.txt"),
    include_str!("words/fr.txt"),
    include_str!("words/it.txt"),
    include_str!("words/de.txt"),
    include_str!("words/ru.txt"),
    include_str!("words/zh.txt"),
    include_str!("words/ja.txt"),
    include_str!("words/ko.txt"),
];

/// What a column of a table, or a label before a colon, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Header {
    /// An identifier.
    Id,
    /// The name of a piece of work: its presence makes a table one of work.
    Name,
    /// Words that can serve as a title.
    Title,
    /// A state.
    Status,
    /// Who does it.
    Owner,
    /// How urgent it is.
    Priority,
    /// How much work it is.
    Estimate,
    /// What must be done before.
    Depends,
    /// What waits for it.
    Blocks,
    /// A date or span.
    When,
    /// Free text.
    Notes,
    /// Labels.
    Tags,
    /// The part of the plan it belongs to.
    Phase,
}

const HEADERS: [(&str, Header); 13] = [
    ("id", Header::Id),
    ("name", Header::Name),
    ("title", Header::Title),
    ("status", Header::Status),
    ("owner", Header::Owner),
    ("priority", Header::Priority),
    ("estimate", Header::Estimate),
    ("depends", Header::Depends),
    ("blocks", Header::Blocks),
    ("when", Header::When),
    ("notes", Header::Notes),
    ("tags", Header::Tags),
    ("phase", Header::Phase),
];

const GROUPS: [(&str, GroupKind); 6] = [
    ("phase", GroupKind::Phase),
    ("week", GroupKind::Week),
    ("sprint", GroupKind::Sprint),
    ("wave", GroupKind::Wave),
    ("milestone", GroupKind::Milestone),
    ("version", GroupKind::Version),
];

/// The first two letters of words in one spelling: most texts that are none of them can be told by these. For each first
/// letter or digit, the second ones as bits.
#[derive(Clone, Debug)]
struct Starts([u64; 36]);

impl Starts {
    fn new() -> Self {
        Self([0; 36])
    }

    /// The number of a letter or digit of ASCII, whatever its case.
    fn number(byte: u8) -> Option<usize> {
        (byte as char).to_digit(36).map(|digit| digit as usize)
    }

    fn learn(&mut self, word: &str) {
        if let [first, second, ..] = word.as_bytes()
            && let (Some(first), Some(second)) = (Self::number(*first), Self::number(*second))
            && let Some(seconds) = self.0.get_mut(first)
        {
            *seconds |= 1 << second;
        }
    }

    /// Whether a text may be one of the words. Only letters and digits of ASCII can tell: what else a text begins with
    /// may be left out of its spelling.
    fn may_begin(&self, text: &str) -> bool {
        let [first, second, ..] = text.trim_ascii_start().as_bytes() else { return true };
        match (Self::number(*first), Self::number(*second)) {
            (Some(first), Some(second)) => self.0.get(first).is_some_and(|bits| bits & 1 << second != 0),
            _ => true,
        }
    }
}

/// A text without the brackets and marks around it.
fn unwrapped(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "()[]<>（）［］*_`…。.".contains(c))
}

/// The built-in words, which are the same for every project.
static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

/// The words, ready to look up. Passed by reference.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    states: States,
    headers: Words<Vec<Header>>,
    groups: Words<GroupKind>,
    group_starts: Starts,
    items: WordSet,
    item_starts: Starts,
    columns: Words<WordSet>,
    numbers: Words<u32>,
    nothing: WordSet,
    nothing_starts: Starts,
    sections: Sections,
}

impl Vocabulary {
    /// The built-in words with those of a project.
    pub fn new(config: &Config) -> Cow<'static, Self> {
        let mut words = Cow::Borrowed(&*BUILT_IN);
        for (status, more) in &config.status_words {
            for word in more {
                words.to_mut().states.learn(word, *status);
            }
        }
        words
    }

    fn built_in() -> Self {
        let lists: Vec<phrase::List> = WORDS.iter().flat_map(|text| phrase::lists(text)).collect();
        let mut words = Self {
            states: States::new(&lists),
            headers: Words::default(),
            groups: Words::default(),
            group_starts: Starts::new(),
            items: WordSet::default(),
            item_starts: Starts::new(),
            columns: Words::default(),
            numbers: Words::default(),
            nothing: WordSet::default(),
            nothing_starts: Starts::new(),
            sections: Sections::new(&lists),
        };
        for list in &lists {
            words.add(&list.table, &list.name, &list.words);
        }
        words
    }

    fn add(&mut self, table: &str, name: &str, words: &[String]) {
        for word in words {
            match table {
                "header" => {
                    let found = HEADERS.iter().find(|(known, _)| *known == name);
                    self.headers.entry(word.clone()).or_default().extend(found.map(|(_, header)| *header));
                }
                "group" => {
                    let found = GROUPS.iter().find(|(known, _)| *known == name);
                    self.group_starts.learn(word);
                    self.groups.extend(found.map(|(_, kind)| (word.clone(), *kind)));
                }
                "item" => {
                    self.item_starts.learn(word);
                    self.items.insert(word.clone());
                }
                "number" => {
                    drop(name.parse().map(|number| self.numbers.entry(word.clone()).or_insert(number)))
                }
                "nothing" => {
                    self.nothing_starts.learn(word);
                    self.nothing.insert(word.clone());
                }
                "notwork" | "report" | "decision" => {
                    self.columns.entry(name.to_owned()).or_default().insert(word.clone());
                }
                _ => {}
            }
        }
    }

    /// The status a whole text states, if it states nothing else.
    pub fn status(&self, text: &str) -> Option<Status> {
        self.states.whole(text)
    }

    /// The status a text begins with, and the byte at which the words that state it end: the longest phrase that is
    /// known.
    pub fn leading_status(&self, text: &str) -> Option<(Status, usize)> {
        self.states.leading(text)
    }

    /// Whether a remark says that something is left to do: `needs testing`, `待验证`.
    pub fn leaves_rest(&self, remark: &str) -> bool {
        self.states.leaves_rest(remark)
    }

    /// The status a text ends with, and where the words begin.
    pub fn trailing_status(&self, text: &str) -> Option<(Status, usize)> {
        self.states.trailing(text)
    }

    /// The status a heading gives to everything below it: `Pending`, `Completed Tasks`, `En progreso`.
    pub fn board(&self, heading: &str) -> Option<Status> {
        self.states.column(heading, |noun| self.names_work(noun))
    }

    /// The status of a heading that names a column and which part of it stands below: `En curso: v2.1`.
    pub fn board_part(&self, heading: &str) -> Option<Status> {
        self.states.part_of_column(heading, |noun| self.names_work(noun))
    }

    /// Whether a heading says that what stands below it is done, if other headings say what is open: `Fixed bugs`.
    pub fn is_settled(&self, heading: &str) -> bool {
        self.states.is_settled(heading, |noun| self.names_work(noun))
    }

    /// Whether a heading names what is not meant for now: `Later`.
    pub fn is_some_day(&self, heading: &str) -> bool {
        self.states.is_some_day(heading)
    }

    fn names_work(&self, noun: &str) -> bool {
        self.is_item_word(noun)
            || noun.strip_suffix('s').is_some_and(|noun| self.is_item_word(noun))
            || self.is_plural(noun)
    }

    fn is_plural(&self, noun: &str) -> bool {
        self.headers.get(noun).is_some_and(|headers| headers.contains(&Header::Name)) || noun == "work"
    }

    /// Whether a label says how far something is: `Status`, `Migration status`, `Estado del puerto`.
    pub fn says_how_far(&self, label: &str) -> bool {
        let is_status = |text: &str| self.headers(text).first() == Some(&Header::Status);
        let named = |word: &str| word.starts_with(char::is_alphabetic) && is_status(word);
        let words: Vec<&str> = label.split_whitespace().take(5).collect();
        match words.as_slice() {
            [_] | [] => is_status(label),
            [first, .., last] => is_status(label) || words.len() < 5 && (named(first) || named(last)),
        }
    }

    /// What a column or label may hold, the most telling first; empty for unknown words.
    pub fn headers(&self, text: &str) -> &[Header] {
        if text.len() > 120 {
            return &[];
        }
        let found = with_spelling(text, |whole| {
            self.headers.get(whole).or_else(|| {
                // Without any of the signs it would be the same look again.
                if whole.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'(' | b'/' | b'[' | b'%')) {
                    return None;
                }
                let bare = whole.split(['(', '/', '[', '（', '【']).next().unwrap_or("").trim();
                self.headers.get(bare.trim_matches(['%', ' ']))
            })
        });
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether a column or label is of one kind.
    pub fn is_header(&self, text: &str, header: Header) -> bool {
        self.headers(text).contains(&header)
    }

    /// The group a word such as `phase` names.
    pub fn group(&self, word: &str) -> Option<GroupKind> {
        self.group_starts
            .may_begin(word)
            .then(|| with_spelling(word, |word| self.groups.get(word).copied()))
            .flatten()
    }

    /// Whether a word such as `step` or `task` names a piece of work when a number follows.
    pub fn is_item_word(&self, word: &str) -> bool {
        self.item_starts.may_begin(word) && with_spelling(word, |word| self.items.contains(word))
    }

    /// A quick look whether a text may begin with such a word.
    pub fn may_name_item(&self, text: &str) -> bool {
        self.item_starts.may_begin(text)
    }

    /// Whether rows under this first column are no work (`file`, `metric`, `role`).
    pub fn is_foreign_column(&self, text: &str) -> bool {
        // `组件名称`, `component name`
        let bare = [" name", "名称", "名稱", "名"].iter().find_map(|tail| text.trim().strip_suffix(tail));
        self.is_column(text, "column") || bare.is_some_and(|text| self.is_column(text, "column"))
    }

    /// Whether an id such as `ADR-001` or `FR-12` names a decision, a requirement or the like, and no work.
    pub fn is_foreign_id(&self, id: &str) -> bool {
        let (letters, number) = match id.find(|c: char| c.is_ascii_digit() || c == '#') {
            Some(at) => id.split_at_checked(at).unwrap_or((id, "")),
            None => (id, ""),
        };
        // `risk027-0001` is an id of its own.
        if number.trim_start_matches('#').contains(['-', '_']) {
            return false;
        }
        self.is_column(letters.trim_end_matches(['-', '_', '.', ' ']), "id")
    }

    /// Whether a column is of a named list of words: `metric`, `risk`, `milestone`.
    pub fn is_column(&self, text: &str, list: &str) -> bool {
        self.columns.get(list).is_some_and(|words| {
            with_spelling(text, |whole| {
                words.contains(whole)
                    || words.contains(whole.split(['(', '/', '（']).next().unwrap_or("").trim())
            })
        })
    }

    /// Whether a phrase that is in one spelling already stands in a named list.
    pub fn is_listed(&self, phrase: &str, list: &str) -> bool {
        self.columns.get(list).is_some_and(|words| words.contains(phrase))
    }

    /// Whether the words of a state begin with one that puts work off: `(deferred to v2)`.
    pub fn is_put_off(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.next().is_some_and(|word| self.is_column(word, "put off"))
    }

    /// The number a word names: `first`, `segunda`, `III`.
    pub fn number(&self, word: &str) -> Option<u32> {
        with_spelling(word, |word| self.numbers.get(word).copied())
    }

    /// Whether a text says that there is nothing: `none yet`, `Ninguna`, `特になし`, `Nada — sesión limpia`.
    pub fn is_nothing(&self, text: &str) -> bool {
        if !self.nothing_starts.may_begin(text) {
            return false;
        }
        let says_so = |whole: &str| self.nothing.contains(whole) || !whole.contains(char::is_alphanumeric);
        if with_spelling(unwrapped(text), says_so) {
            return true;
        }
        // What follows only says why; `TODO — write it` says more.
        let first = text.split(['—', '–', '。', '，', '.', ';', '；']).next().unwrap_or("");
        let first =
            memchr::memmem::find(first.as_bytes(), b" - ").and_then(|at| first.get(..at)).unwrap_or(first);
        let only_why = |first: &str| !matches!(first, "todo" | "tbd" | "tba") && self.nothing.contains(first);
        first.len() < text.len() && with_spelling(unwrapped(first), only_why)
    }

    /// What a heading or lead says about what stands below it.
    pub fn role(&self, text: &str) -> Option<Role> {
        self.sections.role(text, true)
    }

    /// What the title of a document says about all of it: single words in a longer title say nothing.
    pub fn role_of_whole(&self, text: &str) -> Option<Role> {
        self.sections.role(text, false)
    }
}
