//! One plan as the rules look at it: with the way from groups to their items, and its claims by subject.

use std::collections::HashMap;

use crate::decode::Document;
use crate::diag::{Confidence, Severity};
use crate::link::{Linked, Needs, Touched};
use crate::model::{
    Claim, ClaimKind, Gate, Group, GroupId, Item, ItemId, Judgement, Kind, Plan, Source, Stated, Status,
    StatusSource, Subject,
};
use crate::parse;
use crate::phrase::Phrase;
use crate::place::{Place, Span};

/// A plan with its indexes.
pub(super) struct Case<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// What was read from it.
    pub(super) plan: &'a Plan,
    /// What it was taken for.
    pub(super) kind: Kind,
    linked: &'a Linked,
    past: Vec<Span>,
    items_of: HashMap<Option<GroupId>, Vec<ItemId>>,
    groups_of: HashMap<Option<GroupId>, Vec<GroupId>>,
    parts_of: HashMap<ItemId, Vec<ItemId>>,
    groups: HashMap<GroupId, Vec<&'a Claim>>,
    items: HashMap<ItemId, Vec<&'a Claim>>,
}

impl<'a> Case<'a> {
    /// The case of a plan.
    pub(super) fn new(linked: &'a Linked, plan: &'a Plan) -> Option<Self> {
        let mut case = Self {
            document: linked.document(plan.doc)?,
            plan,
            kind: linked.entry(plan.doc).map_or(Kind::Plan, |entry| entry.kind),
            linked,
            past: parse::past(linked.document(plan.doc)?),
            items_of: HashMap::new(),
            groups_of: HashMap::new(),
            parts_of: HashMap::new(),
            groups: HashMap::new(),
            items: HashMap::new(),
        };
        for (index, item) in plan.items.iter().enumerate() {
            let id = ItemId(index as u32);
            case.items_of.entry(item.group).or_default().push(id);
            if let Some(parent) = item.parent {
                case.parts_of.entry(parent).or_default().push(id);
            }
        }
        for (index, group) in plan.groups.iter().enumerate() {
            case.groups_of.entry(group.parent).or_default().push(GroupId(index as u32));
        }
        for claim in &plan.claims {
            match claim.subject {
                Subject::Group(id) => case.groups.entry(id).or_default().push(claim),
                Subject::Item(id) => case.items.entry(id).or_default().push(claim),
                _ => {}
            }
        }
        Some(case)
    }

    /// The groups of the plan with their numbers.
    pub(super) fn groups(&self) -> impl Iterator<Item = (GroupId, &'a Group)> {
        self.plan.groups.iter().enumerate().map(|(index, group)| (GroupId(index as u32), group))
    }

    /// The items of the plan with their numbers.
    pub(super) fn items(&self) -> impl Iterator<Item = (ItemId, &'a Item)> {
        self.plan.items.iter().enumerate().map(|(index, item)| (ItemId(index as u32), item))
    }

    /// What the items wait for; `None` where the plan states nothing of it.
    pub(super) fn needs(&self) -> Option<&'a Needs> {
        self.linked.needs.get(&self.plan.doc)
    }

    /// An item.
    pub(super) fn item(&self, id: ItemId) -> Option<&'a Item> {
        self.plan.item(id)
    }

    /// The items of a group and of the groups inside it, in document order as far as groups are.
    pub(super) fn under(&self, group: GroupId) -> Vec<ItemId> {
        let mut found = Vec::new();
        // A heading with two tables may open two groups at one place: they are one part.
        let twin = |id: &GroupId| {
            self.plan.group(*id).map(|g| (g.place, g.parent))
                == self.plan.group(group).map(|g| (g.place, g.parent))
        };
        let next = GroupId(group.0 + 1);
        let last = GroupId(group.0.wrapping_sub(1));
        let mut open = vec![group];
        open.extend([last, next].into_iter().filter(|id| self.plan.group(*id).is_some() && twin(id)));
        while let Some(at) = open.pop() {
            found.extend(self.items_of.get(&Some(at)).into_iter().flatten().copied());
            open.extend(self.groups_of.get(&Some(at)).into_iter().flatten().copied());
        }
        found.sort();
        found
    }

    /// The groups directly inside a group; of the plan for `None`.
    pub(super) fn inside(&self, group: Option<GroupId>) -> &[GroupId] {
        self.groups_of.get(&group).map_or(&[], Vec::as_slice)
    }

    /// The parts of an item.
    pub(super) fn parts(&self, item: ItemId) -> &[ItemId] {
        self.parts_of.get(&item).map_or(&[], Vec::as_slice)
    }

    /// The groups around a group, itself first.
    pub(super) fn around(&self, group: Option<GroupId>) -> Vec<GroupId> {
        let mut found = Vec::new();
        let mut at = group;
        while let Some(id) = at.filter(|id| !found.contains(id)) {
            found.push(id);
            at = self.plan.group(id).and_then(|group| group.parent);
        }
        found
    }

    /// Everything that states the state of a group: its heading, its mentions, and claims; one for each line.
    pub(super) fn statements_of_group(&self, id: GroupId) -> Vec<Statement<'a>> {
        let Some(group) = self.plan.group(id) else { return Vec::new() };
        let mut found: Vec<Statement<'a>> = Vec::new();
        let title = Phrase::new(&group.title);
        // A mention elsewhere must name the part: `**Status**: done` inside an item speaks of the item.
        let names = |stated: &&Stated| {
            let line = self.document.slice(self.document.lines.span(self.line(stated.place)));
            let number = group.number.as_deref();
            let numbered = number.is_some_and(|number| {
                line.split(|c: char| !c.is_alphanumeric() && c != '.')
                    .any(|word| word.trim_end_matches('.') == number)
            });
            numbered || title.overlap(&Phrase::new(line)) >= title.len().min(2)
        };
        let mentions = group.mentions.iter().filter(names);
        let stated = group.claimed.iter().chain(mentions).filter(|stated| !self.is_past(stated.place));
        found.extend(stated.map(Statement::of));
        // A word of the title may be read as a status: `Phase 3: Testing & Validation`.
        found.retain(|statement| {
            let words = Phrase::new(statement.text);
            words.is_empty() || !words.within(&title) || statement.place == group.place
        });
        self.add_claims(&mut found, self.groups.get(&id));
        found
    }

    /// Everything that states the state of an item: its own mark, its mentions, and claims; one for each line.
    pub(super) fn statements_of_item(&self, id: ItemId) -> Vec<Statement<'a>> {
        let Some(item) = self.plan.item(id) else { return Vec::new() };
        let mut found = Vec::new();
        if item.status_source == StatusSource::Own && item.status != Status::Unknown {
            let text = item.status_text.as_deref().unwrap_or(item.status.words());
            found.push(Statement {
                status: item.status,
                text,
                place: item.place,
                confidence: Confidence::High,
                planned: false,
            });
        }
        let stated = item.mentions.iter().filter_map(|mention| mention.stated.as_ref());
        let stated = stated.filter(|stated| !self.is_past(stated.place));
        let title = Phrase::new(&item.title);
        let titled = |stated: &&Stated| {
            let words = Phrase::new(&stated.text);
            words.is_empty() || !words.within(&title)
        };
        for stated in stated.filter(titled) {
            // The plan reader may see one line in two ways.
            if found.iter().all(|other: &Statement<'_>| self.line(other.place) != self.line(stated.place)) {
                found.push(Statement::of(stated));
            }
        }
        self.add_claims(&mut found, self.items.get(&id));
        found
    }

    fn add_claims(&self, found: &mut Vec<Statement<'a>>, claims: Option<&Vec<&'a Claim>>) {
        for claim in claims.into_iter().flatten() {
            let (status, planned) = match claim.kind {
                ClaimKind::State(status) => (status, false),
                ClaimKind::Planned => (Status::Todo, true),
                _ => continue,
            };
            let line = self.line(claim.place);
            if claim.confidence > Confidence::Low && found.iter().all(|other| self.line(other.place) != line)
            {
                let (text, place) = (claim.text.as_str(), claim.place);
                found.push(Statement { status, text, place, confidence: claim.confidence, planned });
            }
        }
        found.sort_by_key(|statement| statement.place);
    }

    /// The gates of the plan with what can be said of them.
    pub(super) fn gates(&self) -> impl Iterator<Item = (&'a Gate, &'a Judgement)> {
        let judged = self.linked.gates.get(&self.plan.doc).map_or(&[][..], Vec::as_slice);
        self.plan.gates.iter().zip(judged)
    }

    /// The evidence that speaks of an item.
    pub(super) fn backing(&self, item: ItemId) -> &'a [Source] {
        self.linked.backing.get(&(self.plan.doc, item)).map_or(&[], Vec::as_slice)
    }

    /// The last change of the files that an item names.
    pub(super) fn touched(&self, item: ItemId) -> Option<&'a Touched> {
        self.linked.touched.get(&(self.plan.doc, item))
    }

    /// Whether any claim speaks of an item.
    pub(super) fn is_claimed(&self, item: ItemId) -> bool {
        self.items.contains_key(&item)
    }

    /// Whether an item may be left out: its box is followed by a star, it is tagged so, or its title is struck through.
    pub(super) fn is_optional(&self, item: &Item) -> bool {
        let line = self.document.slice(item.place.span);
        item.tags.iter().any(|tag| tag.eq_ignore_ascii_case("optional"))
            || line.split_once("] ").is_some_and(|(_, title)| title.starts_with("~~"))
            || ["]*", "] *"].iter().any(|star| line.find(star).is_some_and(|at| at < 8))
    }

    /// Whether an item is work of its part that is open beyond doubt: by a mark of its own that means so, not optional, not
    /// listed for later. A warning sign or a calendar at the head of a line marks many things.
    pub(super) fn is_plainly_open(&self, id: ItemId, item: &Item) -> bool {
        let doubtful = item.status_text.as_deref().is_some_and(|text| {
            !text.contains(char::is_alphanumeric) && text.starts_with(['⚠', '📅', '🗓', '💤'])
        });
        item.status_source == StatusSource::Own
            && matches!(item.status, Status::Todo | Status::InProgress | Status::Blocked)
            && item.title.contains(char::is_alphabetic)
            && !doubtful
            && !self.is_optional(item)
            && !self.is_planned(id)
    }

    /// Whether the text lists an item among what is still to come.
    pub(super) fn is_planned(&self, item: ItemId) -> bool {
        self.items
            .get(&item)
            .is_some_and(|claims| claims.iter().any(|claim| claim.kind == ClaimKind::Planned))
    }

    /// Whether a place tells what was.
    fn is_past(&self, place: Place) -> bool {
        self.past.iter().any(|span| span.contains(place.span))
    }

    /// 1-based line of a place in this document.
    pub(super) fn line(&self, place: Place) -> u32 {
        self.document.line(place.span.start)
    }
}

/// A place that states a state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement<'a> {
    /// The state.
    pub(super) status: Status,
    /// The words as written.
    pub(super) text: &'a str,
    /// Where.
    pub(super) place: Place,
    /// How sure the reader is.
    pub(super) confidence: Confidence,
    /// Whether it only stands among what is to come.
    pub(super) planned: bool,
}

impl<'a> Statement<'a> {
    /// A sign without a word is less than a word.
    fn of(stated: &'a Stated) -> Self {
        let words = stated.text.contains(char::is_alphabetic);
        let confidence = if words { Confidence::High } else { Confidence::Medium };
        Self { status: stated.status, text: &stated.text, place: stated.place, confidence, planned: false }
    }
}

/// An item as a sentence names it: its id, else its title.
pub(super) fn name(item: &Item) -> String {
    match &item.id {
        Some(id) => format!("`{id}`"),
        None => format!("“{}”", short(&item.title, 60)),
    }
}

/// A text cut to `limit` characters.
pub(super) fn short(text: &str, limit: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= limit {
        return text;
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// `1 item`, `2 items`.
pub(super) fn many(n: usize, noun: &str) -> String {
    match n {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

/// A number without a needless point.
pub(super) fn plain(value: f64) -> String {
    let whole = format!("{value:.0}");
    let text = if (value - value.round()).abs() < 1e-9 { whole } else { format!("{value}") };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, String::new()), |(w, r)| (w, format!(".{r}")));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && whole.len() > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

/// The weight of a finding that is less sure than its rule assumes.
pub(super) fn weight(severity: Severity, confidence: Confidence) -> Severity {
    match (severity, confidence) {
        (severity, Confidence::High) => severity,
        (Severity::Error, Confidence::Medium) => Severity::Warning,
        (Severity::Warning, Confidence::Low) => Severity::Note,
        (Severity::Error, Confidence::Low) => Severity::Warning,
        (severity, _) => severity,
    }
}
