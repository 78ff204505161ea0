//! A plan while it is read: carriers add to it, `finish` (in `parse/plan`) makes the plan of it.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::decode::Document;
use crate::diag::Diagnostic;
use crate::markdown::{Block, Inline};
use crate::model::{
    Carrier, Criterion, EvidenceNote, Field, Gate, Group, GroupId, GroupKind, Item, ItemId, Metric,
    Milestone, Risk, Score, Stated, Status, StatusSource,
};
use crate::parse::reading::{
    Habits, IdShape, Label, Marked, Outline, Signatures, Signs, TailIds, label, lead_id, tags,
};
use crate::place::{Place, Span};
use crate::vocabulary::{Header, Role, Vocabulary};

/// Where a block stands: what it inherits from the headings around it.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The section, as an index into the outline.
    pub section: usize,
    /// The group it stands in.
    pub group: Option<GroupId>,
    /// The block of work it stands in, as an index of candidates.
    pub item: Option<usize>,
    /// What the headings and the lead above say it is about.
    pub role: Option<Role>,
    /// The status that a heading gives to everything below it.
    pub status: Option<Marked>,
    /// The words right above a list or table: `**Required Actions**:`.
    pub lead: String,
    /// How deep in lists.
    pub depth: usize,
}

/// An item as one place states it, before places that name the same item are joined.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The item. Its parent is an index of candidates.
    pub item: Item,
    /// How its id is built.
    pub shape: Option<IdShape>,
    /// How well this place defines it: 2 in work, 1 elsewhere, 0 in gates, summaries, timelines, next steps.
    pub weight: u8,
}

/// A plan while it is read.
#[derive(Debug)]
pub struct Draft<'d> {
    /// The document.
    pub document: &'d Document,
    /// The words.
    pub words: &'d Vocabulary,
    /// Its sections.
    pub outline: Outline<'d>,
    /// How it is written, by a look over the whole.
    pub habits: Habits,
    /// The sections whose headings name work by the fields below them, as indices into the outline.
    pub labelled: HashSet<usize>,
    /// Ids that stand behind titles.
    pub tail_ids: TailIds,
    /// Names that stand behind titles.
    pub signatures: Signatures,
    /// What the document's own legend says of signs.
    pub signs: Signs,
    /// The keys of the parts that headings define.
    pub headed_parts: HashSet<String>,
    /// Their keys by what stands behind their numbers, in one spelling: `Phase 2: Oars`.
    pub part_names: HashMap<String, String>,
    /// The state that the name of the file gives to all of it, where nothing in it was work by itself.
    pub file_state: Option<Marked>,
    /// Groups.
    pub groups: Vec<Group>,
    /// Where statuses of groups are stated elsewhere: (kind and number, statement).
    pub group_mentions: Vec<(String, Stated)>,
    /// What lines below a heading that opens no part state of it: (the heading, statement).
    pub section_states: Vec<(Span, Stated)>,
    /// Groups that only a list names, with their key of kind and number.
    pub listed_groups: Vec<(String, Group)>,
    /// The line of the last block of work.
    pub last_block: Option<Span>,
    /// Whether work with boxes or in tables stands in a stretch of the text: the last answer.
    pub carried: Cell<Option<(Span, bool)>>,
    /// Whether the headings below one that is a state are pieces of work: the last answer.
    pub cards: Cell<Option<(usize, bool)>>,
    /// Whether the numbered headings of a level below a section say how far they are: the last answer.
    pub beside: Cell<Option<((usize, u8), bool)>>,
    /// The parts that cells of tables name, by what they say.
    pub named_parts: HashMap<String, Option<GroupId>>,
    /// Items.
    pub items: Vec<Candidate>,
    /// The ids of the items, in small letters.
    ids: HashSet<String>,
    /// Places that only speak of items, with the shape of their id.
    pub spoken: Vec<(Item, IdShape)>,
    /// Criteria; their item is an index of candidates.
    pub criteria: Vec<Criterion>,
    /// Gates.
    pub gates: Vec<Gate>,
    /// Scores.
    pub scores: Vec<Score>,
    /// Metrics.
    pub metrics: Vec<Metric>,
    /// Evidence.
    pub evidence: Vec<EvidenceNote>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Fields of the whole.
    pub fields: Vec<Field>,
    /// What the text says of the state of the whole.
    pub claimed: Option<Stated>,
    /// What looks like work and was not understood.
    pub unread: Vec<Span>,
    /// What readers have to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Reads blocks that stand inside what a carrier reads: a table in a list item.
    pub inner: fn(&mut Draft<'d>, &Scope, &'d [Block]),
}

impl<'d> Draft<'d> {
    /// An empty draft.
    pub fn new(
        document: &'d Document,
        words: &'d Vocabulary,
        outline: Outline<'d>,
        inner: fn(&mut Draft<'d>, &Scope, &'d [Block]),
    ) -> Self {
        Self {
            document,
            words,
            outline,
            habits: Habits::default(),
            labelled: HashSet::new(),
            tail_ids: TailIds::default(),
            signatures: Signatures::default(),
            signs: Signs::default(),
            headed_parts: HashSet::new(),
            part_names: HashMap::new(),
            file_state: None,
            groups: Vec::new(),
            group_mentions: Vec::new(),
            section_states: Vec::new(),
            listed_groups: Vec::new(),
            last_block: None,
            carried: Cell::new(None),
            cards: Cell::new(None),
            beside: Cell::new(None),
            named_parts: HashMap::new(),
            items: Vec::new(),
            ids: HashSet::new(),
            spoken: Vec::new(),
            criteria: Vec::new(),
            gates: Vec::new(),
            scores: Vec::new(),
            metrics: Vec::new(),
            evidence: Vec::new(),
            milestones: Vec::new(),
            risks: Vec::new(),
            fields: Vec::new(),
            claimed: None,
            unread: Vec::new(),
            diagnostics: Vec::new(),
            inner,
        }
    }

    /// The place of a span in this document.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.document.id, span)
    }

    /// A statement at a place.
    pub fn stated(&self, marked: &Marked, span: Span) -> Stated {
        Stated { status: marked.status, text: marked.text.clone(), place: self.place(span) }
    }

    /// A new item of unknown status.
    pub fn item(&self, title: String, span: Span, carrier: Carrier, scope: &Scope) -> Item {
        Item {
            key: String::new(),
            id: None,
            title,
            status: Status::Unknown,
            status_source: StatusSource::None,
            status_text: None,
            place: self.place(span),
            extent: span,
            group: scope.group,
            parent: scope.item.map(|index| ItemId(index as u32)),
            owner: None,
            priority: None,
            estimate: None,
            when: None,
            depends_on: Vec::new(),
            blocks: Vec::new(),
            expands_to: Vec::new(),
            tags: Vec::new(),
            links: Vec::new(),
            carrier,
            fields: Vec::new(),
            mentions: Vec::new(),
        }
    }

    /// Whether a group, or one around it, is a phase or the like, and no mere heading.
    pub fn in_part(&self, group: Option<GroupId>) -> bool {
        let mut at = group;
        while let Some(group) = at.and_then(|id| self.groups.get(id.0 as usize)) {
            if group.kind != GroupKind::Section {
                return true;
            }
            at = group.parent;
        }
        false
    }

    /// Adds an item; gives its index.
    pub fn add(&mut self, item: Item, shape: Option<IdShape>, scope: &Scope) -> usize {
        let weight = match scope.role {
            Some(Role::Work) => 2,
            Some(
                Role::Gates | Role::Summary | Role::Timeline | Role::Next | Role::Milestones | Role::Metrics,
            ) => 0,
            _ if self.in_part(scope.group) => 2,
            _ => 1,
        };
        if item.carrier == Carrier::Block {
            self.last_block = Some(item.place.span);
        }
        self.ids.extend(item.id.as_ref().map(|id| id.to_lowercase()));
        self.items.push(Candidate { item, shape, weight });
        self.items.len() - 1
    }

    /// Whether an item read so far has this id.
    pub fn names(&self, id: &str) -> bool {
        self.ids.contains(&id.to_lowercase())
    }

    /// Gives a labelled value to an item. Known labels fill its fields, unknown ones are kept by name.
    pub fn set_field(&self, item: &mut Item, name: &str, value: &str, span: Span) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let header = self
            .words
            .headers(name)
            .iter()
            .copied()
            .find(|header| !matches!(header, Header::Name | Header::Title | Header::Id));
        let slot = match header {
            Some(Header::Status) => {
                // An open box only holds the place of a state that a line below it tells.
                let open = item.status == Status::Todo
                    && item.status_text.as_ref().is_some_and(|text| text.starts_with(['[', '☐', '⬜']));
                if (item.status_source != StatusSource::Own || open)
                    && let Some(marked) = crate::parse::reading::cell(value, self.words)
                {
                    item.status = marked.status;
                    item.status_text = Some(marked.text);
                    item.status_source = StatusSource::Own;
                    return;
                }
                None
            }
            Some(Header::Owner) if item.owner.is_none() && !self.words.is_nothing(value) => {
                Some(&mut item.owner)
            }
            Some(Header::Priority)
                if item.priority.is_none() && (!self.words.is_nothing(value) || is_grade(value)) =>
            {
                Some(&mut item.priority)
            }
            Some(Header::When) if item.when.is_none() && !self.words.is_nothing(value) => {
                Some(&mut item.when)
            }
            Some(Header::Estimate) if item.estimate.is_none() && !self.words.is_nothing(value) => {
                item.estimate = Some(crate::model::Estimate {
                    text: value.to_owned(),
                    days: crate::parse::reading::days(value),
                });
                return;
            }
            Some(Header::Depends) => {
                item.depends_on.extend(names(value, self.words));
                return;
            }
            Some(Header::Blocks) => {
                item.blocks.extend(names(value, self.words));
                return;
            }
            Some(Header::Tags) => {
                item.tags.extend(tags(value));
                // `Type` and `Area` say what sort of tags they are.
                if crate::parse::reading::says_tags(name) {
                    return;
                }
                None
            }
            _ => None,
        };
        match slot {
            Some(slot) => {
                let name = value.strip_prefix('@').filter(|name| !name.contains(['@', ',', ' ']));
                let name = name.unwrap_or(value);
                // `Responsable: Ana.`
                let ended = name.strip_suffix('.').filter(|name| !name.contains('.') && name.len() > 2);
                *slot = Some(ended.unwrap_or(name).to_owned());
            }
            None => item.fields.push(Field {
                name: name.to_owned(),
                value: value.to_owned(),
                place: self.place(span),
            }),
        }
    }

    /// Gives a labelled value to the item of a candidate.
    pub fn set_field_of(&mut self, index: usize, name: &str, value: &str, span: Span) {
        // Taken out for the moment, so that the item can be changed while the draft is asked.
        let mut items = std::mem::take(&mut self.items);
        if let Some(candidate) = items.get_mut(index) {
            self.set_field(&mut candidate.item, name, value, span);
        }
        self.items = items;
    }

    /// Whether the first line of a text is a labelled field that work has: `Status: done`.
    pub fn begins_with_field(&self, inline: &Inline) -> bool {
        let line = inline.text.lines().next().unwrap_or("");
        label(line).is_some_and(|found| !found.value.is_empty() && self.is_field(&found))
    }

    /// Whether a label names a field of work.
    pub fn is_field(&self, label: &Label<'_>) -> bool {
        self.words
            .headers(label.name)
            .iter()
            .any(|header| !matches!(header, Header::Name | Header::Title | Header::Id))
    }

    /// The span of a stretch of inline text.
    pub fn span_in(&self, inline: &Inline, start: usize, end: usize) -> Span {
        inline.place(start, end)
    }
}

/// Whether signs alone tell how urgent work is: `🔴`, `★★☆`, `!!!`.
fn is_grade(text: &str) -> bool {
    const GRADES: &str = "🔴🟠🟡🟢🔵🟣⚪⚫🔥🚨❗‼★☆⭐⬆⬇➡↑↓→⏫🔼🔽⏬🔺🔻!\u{fe0f}";
    !text.is_empty() && text.chars().all(|c| GRADES.contains(c))
}

/// The sides of ` and `.
fn and_parts(text: &str) -> impl Iterator<Item = &str> {
    // A look for the word costs more than most texts are long.
    let any = text.contains(' ') && text.contains(" and ");
    any.then(|| text.split(" and ")).into_iter().flatten().chain((!any).then_some(text))
}

/// The ids or titles in a list of dependencies: `T004, T005 and T006`, `R05, R08 findings`, `None`.
pub fn names(value: &str, words: &Vocabulary) -> Vec<String> {
    if words.is_nothing(value) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in value.split([',', ';', '、', '，', '&', '+', '|']).flat_map(and_parts) {
        let part = part.trim().trim_matches(|c: char| {
            matches!(c, '`' | '*' | '[' | ']' | '(' | ')' | '.' | '"') || c.is_whitespace()
        });
        if words.is_nothing(part) {
            continue;
        }
        match lead_id(part, words) {
            Some(id) if id.expands_to.is_empty() => found.push(id.id),
            Some(id) => found.extend(id.expands_to),
            None => found.push(part.to_owned()),
        }
    }
    found
}
