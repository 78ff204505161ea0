//! What headings say about what stands below them.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

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
    whole: HashMap<String, Role>,
    part: AhoCorasick,
    roles: Vec<Role>,
}

impl Sections {
    /// The phrases of the `section` table.
    pub(super) fn new(lists: &[List]) -> Self {
        let mut whole = HashMap::new();
        let (mut parts, mut roles) = (Vec::new(), Vec::new());
        for (name, role) in ROLES {
            for list in lists.iter().filter(|list| list.table == "section" && list.name == name) {
                for word in &list.words {
                    let stem = word.trim_end_matches('…').to_owned();
                    if word.ends_with('…') {
                        parts.push(stem.clone());
                        roles.push(role);
                    }
                    whole.entry(stem).or_insert(role);
                }
            }
        }
        let part = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&parts);
        // The phrases are ours: they build.
        let part =
            part.unwrap_or_else(|_| AhoCorasick::builder().build([""; 0]).unwrap_or_else(|_| unreachable!()));
        Self { whole, part, roles }
    }

    /// The role of a heading: the whole heading, else the longest phrase at word boundaries in it.
    pub(super) fn role(&self, text: &str) -> Option<Role> {
        let text = normalise(text);
        let bare = text.split(['(', '（']).next().unwrap_or("").trim().trim_end_matches([':', '：']);
        if let Some(role) = self.whole.get(bare) {
            return Some(*role);
        }
        self.part
            .find_iter(&text)
            .filter(|found| boundary(&text, found.start(), found.end()))
            .max_by_key(|found| (found.len(), std::cmp::Reverse(found.start())))
            .and_then(|found| self.roles.get(found.pattern().as_usize()).copied())
    }
}

fn boundary(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let after = text.get(end..).and_then(|tail| tail.chars().next());
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || is_unspaced(c));
    free(before) && free(after)
}
