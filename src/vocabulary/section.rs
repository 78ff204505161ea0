//! What headings say about what stands below them.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::vocabulary::hash::{WordSet, Words};
use crate::vocabulary::phrase::List;
use crate::vocabulary::spelling::{is_unspaced, normalise};

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Work.
    Work,
    /// Conditions of success.
    Criteria,
    /// Gates and KPIs.
    Gates,
    /// Measurements.
    Metrics,
    /// Scores.
    Scores,
    /// Dated points.
    Milestones,
    /// Risks.
    Risks,
    /// Parts of the plan in time.
    Timeline,
    /// Results, summaries, states of the whole.
    Summary,
    /// What comes later.
    Next,
    /// How to read the document; samples.
    Legend,
    /// People and means.
    Team,
    /// Anything else that is no work: principles, notes, background.
    Practices,
    /// How to go back.
    Rollback,
    /// What depends on what.
    Dependencies,
}

const ROLES: [(&str, Role); 15] = [
    ("criteria", Role::Criteria),
    ("gates", Role::Gates),
    ("metrics", Role::Metrics),
    ("scores", Role::Scores),
    ("milestones", Role::Milestones),
    ("risks", Role::Risks),
    ("timeline", Role::Timeline),
    ("next", Role::Next),
    ("summary", Role::Summary),
    ("legend", Role::Legend),
    ("team", Role::Team),
    ("practices", Role::Practices),
    ("rollback", Role::Rollback),
    ("dependencies", Role::Dependencies),
    ("work", Role::Work),
];

/// The phrases of headings, ready to look up.
#[derive(Clone, Debug)]
pub(super) struct Sections {
    whole: Words<Role>,
    part: AhoCorasick,
    /// For each phrase of `part`: its role, and whether it is a single word.
    parts: Vec<(Role, bool)>,
    /// First words of headings that tell to do something: `Write the migration template`.
    acts: WordSet,
}

impl Sections {
    /// The phrases of the `section` table.
    pub(super) fn new(lists: &[List]) -> Self {
        let mut whole = Words::default();
        let (mut phrases, mut parts) = (Vec::new(), Vec::new());
        for (name, role) in ROLES {
            for list in lists.iter().filter(|list| list.table == "section" && list.name == name) {
                for word in &list.words {
                    let stem = word.trim_end_matches('…').to_owned();
                    if word.ends_with('…') {
                        parts.push((role, is_single(&stem)));
                        phrases.push(stem.clone());
                    }
                    whole.entry(stem).or_insert(role);
                }
            }
        }
        let part = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&phrases);
        // The phrases are ours: they build.
        let part =
            part.unwrap_or_else(|_| AhoCorasick::builder().build([""; 0]).unwrap_or_else(|_| unreachable!()));
        let acts = lists.iter().filter(|list| list.table == "section" && list.name == "act");
        let acts = acts.flat_map(|list| list.words.iter().cloned()).collect();
        Self { whole, part, parts, acts }
    }

    /// The role of a heading: the whole heading, else the longest phrase at word boundaries in it; `singles`
    /// says whether single words count where they are not the whole.
    pub(super) fn role(&self, text: &str, singles: bool) -> Option<Role> {
        let text = normalise(text);
        let bare = text.split(['(', '（']).next().unwrap_or("").trim().trim_end_matches([':', '：']);
        if let Some(role) = self.whole.get(bare) {
            return Some(*role);
        }
        // `Define success criteria` is work: a heading that tells to do something names what is done.
        if self.acts.contains(bare.split(' ').next().unwrap_or("")) {
            return None;
        }
        self.part
            .find_iter(&text)
            .filter(|found| boundary(&text, found.start(), found.end()))
            .filter_map(|found| {
                let (role, single) = *self.parts.get(found.pattern().as_usize())?;
                let speaks = !single || singles && speaks(&text, bare, (found.start(), found.end()), role);
                speaks.then_some((found.len(), std::cmp::Reverse(found.start()), role))
            })
            .max_by_key(|(len, start, _)| (*len, *start))
            .map(|(_, _, role)| role)
    }
}

/// Whether a phrase is one word: in scripts without blanks up to three characters.
fn is_single(phrase: &str) -> bool {
    if phrase.starts_with(is_unspaced) { phrase.chars().count() <= 3 } else { !phrase.contains(' ') }
}

/// Whether a single word says what a longer heading is about: in front, or at the end of a short one. A word such as
/// `template` does so only before a colon.
fn speaks(text: &str, bare: &str, found: (usize, usize), role: Role) -> bool {
    let (start, end) = found;
    let behind = text.get(end..).unwrap_or("").trim_start();
    if role == Role::Legend {
        return behind.starts_with([':', '：']);
    }
    let short = if bare.starts_with(is_unspaced) {
        bare.chars().count() <= 6
    } else {
        bare.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count() <= 3
    };
    start == 0 || short && end >= bare.len()
}

fn boundary(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let after = text.get(end..).and_then(|tail| tail.chars().next());
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || is_unspaced(c));
    free(before) && free(after)
}
