//! What a line speaks of: `Phase 7`, `Step 9`, `qual-001`, or the part of the plan that is named as `Automated
//! Testing`.

use std::collections::HashMap;

use crate::model::{GroupId, GroupKind, ItemId, Plan, Subject};
use crate::parse::claim::number::Token;
use crate::phrase::{self, Phrase};
use crate::vocabulary::Vocabulary;

/// A mention of a group or item.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// What is mentioned.
    pub(super) subject: Subject,
    /// First byte in the line.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// The names of a plan's groups and items.
pub(super) struct Subjects<'a> {
    plan: &'a Plan,
    vocabulary: &'a Vocabulary,
    numbered: HashMap<(GroupKind, String), Vec<GroupId>>,
    ids: HashMap<String, ItemId>,
    titles: Vec<Phrase>,
    children: HashMap<Option<GroupId>, Vec<GroupId>>,
}

impl<'a> Subjects<'a> {
    /// The names of `plan`.
    pub(super) fn new(plan: &'a Plan, vocabulary: &'a Vocabulary) -> Self {
        let mut numbered: HashMap<_, Vec<GroupId>> = HashMap::new();
        let mut children: HashMap<_, Vec<GroupId>> = HashMap::new();
        for (index, group) in plan.groups.iter().enumerate() {
            let id = GroupId(index as u32);
            if let Some(number) = &group.number {
                numbered.entry((group.kind, spelled(number))).or_default().push(id);
            }
            children.entry(group.parent).or_default().push(id);
        }
        let mut ids = HashMap::with_capacity(plan.items.len());
        for (index, item) in plan.items.iter().enumerate() {
            if let Some(id) = &item.id {
                ids.entry(spelled(id)).or_insert(ItemId(index as u32));
            }
        }
        let titles = plan.groups.iter().map(|group| Phrase::thing(&group.title)).collect();
        Self { plan, vocabulary, numbered, ids, titles, children }
    }

    /// The groups and items that a line names by number or id, in order.
    pub(super) fn mentions(&self, text: &str, tokens: &[Token], near: Option<GroupId>) -> Vec<Mention> {
        let mut found = Vec::new();
        for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.word) {
            let word = token.of(text);
            let next = tokens.get(index + 1).filter(|next| next.word);
            let numbered = next.filter(|next| next.of(text).starts_with(|c: char| c.is_ascii_digit()));
            if let Some(next) = numbered
                && let Some(subject) = self.numbered(word, next.of(text), near)
            {
                found.push(Mention { subject, start: token.start, end: next.end });
            } else if word.len() > 2
                && word.contains(|c: char| c.is_ascii_digit())
                && word.contains(|c: char| c.is_alphabetic())
                && let Some(id) = self.ids.get(&spelled(word))
            {
                found.push(Mention { subject: Subject::Item(*id), start: token.start, end: token.end });
            }
        }
        found
    }

    fn numbered(&self, word: &str, number: &str, near: Option<GroupId>) -> Option<Subject> {
        let group = self.vocabulary.group(word);
        let item = self.vocabulary.is_item_word(word);
        if group.is_none() && !item {
            return None;
        }
        let number = spelled(number);
        if let Some(kind) = group
            && let Some(groups) = self.numbered.get(&(kind, number.clone()))
        {
            return self.nearest(groups, near).map(Subject::Group);
        }
        if !item {
            return None;
        }
        let named = self.ids.get(&format!("{}{number}", spelled(word)));
        named.or_else(|| self.ids.get(&number)).map(|id| Subject::Item(*id))
    }

    /// The one of several groups of one number that is meant near a group: one it stands in or beside, else the only
    /// one there is.
    fn nearest(&self, groups: &[GroupId], near: Option<GroupId>) -> Option<GroupId> {
        if let [only] = groups {
            return Some(*only);
        }
        let mut at = near;
        for _ in 0..16 {
            let parent = at.and_then(|id| self.plan.group(id)).and_then(|group| group.parent);
            let here: Vec<_> = groups
                .iter()
                .filter(|id| Some(**id) == at || self.plan.group(**id).is_some_and(|g| g.parent == parent))
                .collect();
            if let [only] = here.as_slice() {
                return Some(**only);
            }
            at?;
            at = parent;
        }
        None
    }

    /// The group that goes by a name: one inside `near` that shares the name's words as no other does, else the only
    /// one of the whole plan with the same words. The flag says whether all words agree.
    pub(super) fn named(&self, name: &str, near: Option<GroupId>) -> Option<(GroupId, bool)> {
        let phrase = Phrase::thing(name);
        if phrase.is_empty() {
            return None;
        }
        let mut at = near;
        while let Some(id) = at {
            if let Some(found) = self.among(self.children.get(&Some(id)).map_or(&[], Vec::as_slice), &phrase)
            {
                return Some(found);
            }
            if self.title(id).is_some_and(|title| title.same(&phrase)) {
                return Some((id, true));
            }
            at = self.plan.group(id).and_then(|group| group.parent);
        }
        let mut same = self.titles.iter().enumerate().filter(|(_, title)| title.same(&phrase));
        match (same.next(), same.next()) {
            (Some((index, _)), None) => Some((GroupId(index as u32), true)),
            _ => None,
        }
    }

    fn title(&self, id: GroupId) -> Option<&Phrase> {
        self.titles.get(id.0 as usize)
    }

    fn among(&self, groups: &[GroupId], phrase: &Phrase) -> Option<(GroupId, bool)> {
        let mut scored: Vec<(usize, usize, GroupId)> = groups
            .iter()
            .filter_map(|id| {
                let title = self.title(*id)?;
                let shared = title.overlap(phrase);
                // Shared words first; then the fewer that are not shared.
                let strange = title.len() + phrase.len() - 2 * shared;
                (shared > 0).then_some((shared, strange, *id))
            })
            .collect();
        scored.sort_by_key(|(shared, strange, id)| (std::cmp::Reverse(*shared), *strange, *id));
        let (shared, strange, id) = *scored.first()?;
        if scored.get(1).is_some_and(|next| (next.0, next.1) == (shared, strange)) {
            return None;
        }
        let title = self.title(id)?;
        let sure = title.within(phrase) || phrase.within(title);
        (sure || 2 * shared >= phrase.len()).then_some((id, sure))
    }
}

/// One spelling of ids and numbers: lower case, no blanks, hyphens, underscores or signs.
fn spelled(text: &str) -> String {
    phrase::id(text.trim_end_matches(['.', ':', ')']))
}
