//! The text of a plan that was not read as anything else, by the item or group it belongs to.
//!
//! Blocks that hold an item, a criterion, a gate, a score, a milestone or a risk are shown as that; what remains is
//! prose, and stands on the page of the innermost item or group around it.

use std::collections::BTreeMap;

use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind, ListItem};
use crate::model::{GroupId, Item, ItemId, Plan};
use crate::place::Span;

/// Text by what it belongs to: spans of whole blocks, in document order.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Of items.
    pub items: BTreeMap<ItemId, Vec<Span>>,
    /// Of groups, before and between their items.
    pub groups: BTreeMap<GroupId, Vec<Span>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Item(ItemId),
    Group(GroupId),
    Nobody,
}

impl Texts {
    /// The text of a plan.
    pub fn new(plan: &Plan, document: &Document) -> Self {
        let Syntax::Markdown { doc, .. } = &document.syntax else { return Self::default() };
        let mut walk = Walk {
            plan,
            document,
            taken: taken(plan),
            texts: Self::default(),
            last: None,
            headings: Vec::new(),
        };
        walk.blocks(&doc.blocks);
        walk.texts
    }

    /// The text of an item.
    pub fn item(&self, id: ItemId) -> &[Span] {
        self.items.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The text of a group.
    pub fn group(&self, id: GroupId) -> &[Span] {
        self.groups.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// Where each thing that is shown as itself stands: its start, and the furthest end of it and all before it.
fn taken(plan: &Plan) -> Vec<(u32, u32)> {
    let items = plan.items.iter().flat_map(|item| {
        let fields = item.fields.iter().map(|field| field.place);
        [item.place].into_iter().chain(fields)
    });
    let mut taken: Vec<(u32, u32)> = items
        .chain(plan.groups.iter().map(|group| group.place))
        .chain(plan.criteria.iter().map(|criterion| criterion.place))
        .chain(plan.gates.iter().map(|gate| gate.place))
        .chain(plan.scores.iter().map(|score| score.place))
        .chain(plan.milestones.iter().map(|milestone| milestone.place))
        .chain(plan.risks.iter().map(|risk| risk.place))
        .chain(plan.fields.iter().map(|field| field.place))
        .chain([plan.title_place])
        .map(|place| (place.span.start, place.span.end))
        .collect();
    taken.sort_unstable();
    let mut furthest = 0;
    for (_, end) in &mut taken {
        furthest = furthest.max(*end);
        *end = furthest;
    }
    taken
}

struct Walk<'a> {
    plan: &'a Plan,
    document: &'a Document,
    taken: Vec<(u32, u32)>,
    texts: Texts,
    /// The owner and end of the stretch that was added last: blocks that follow it directly join it.
    last: Option<(Owner, u32)>,
    /// Headings with no text below them yet, and their levels: a heading over nothing but items says nothing here.
    headings: Vec<(u8, Span)>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Heading { level, .. } = block.kind {
                self.headings.retain(|(above, _)| *above < level);
                if !self.holds_taken(block.span) {
                    self.headings.push((level, block.span));
                }
                self.last = None;
                continue;
            }
            if !self.holds_taken(block.span) {
                match &block.kind {
                    BlockKind::Rule => self.last = None,
                    BlockKind::List { items, .. } if items.iter().any(|item| self.is_known(item)) => {
                        self.list(items);
                    }
                    _ => self.say(block.span),
                }
                continue;
            }
            self.last = None;
            match &block.kind {
                BlockKind::List { items, .. } => self.list(items),
                BlockKind::Quote(inner) => self.blocks(inner),
                _ => {}
            }
        }
    }

    fn list(&mut self, items: &[ListItem]) {
        for item in items {
            match () {
                () if self.holds_taken(item.span) => self.blocks(&item.blocks),
                () if self.is_known(item) => {}
                () => self.say(item.span),
            }
        }
        self.last = None;
    }

    fn holds_taken(&self, span: Span) -> bool {
        let before = self.taken.partition_point(|(start, _)| *start < span.end);
        before.checked_sub(1).and_then(|at| self.taken.get(at)).is_some_and(|(_, end)| *end > span.start)
    }

    /// Whether a list item only names a value that is shown as the item's owner, priority, estimate or state.
    fn is_known(&self, list_item: &ListItem) -> bool {
        let Owner::Item(id) = self.owner(list_item.span) else { return false };
        let text = list_item.span.of(&self.document.text);
        let Some((_, value)) = text.split_once(':').filter(|_| !text.contains('\n')) else { return false };
        let value = value.trim_matches(|ch: char| !ch.is_alphanumeric()).to_lowercase();
        self.plan.item(id).is_some_and(|item| !value.is_empty() && says(item, &value))
    }

    /// Adds text, after the headings it stands under.
    fn say(&mut self, span: Span) {
        for (_, heading) in std::mem::take(&mut self.headings) {
            self.add(heading);
        }
        self.add(span);
    }

    fn add(&mut self, span: Span) {
        let owner = self.owner(span);
        let list = match owner {
            Owner::Item(id) => self.texts.items.entry(id).or_default(),
            Owner::Group(id) => self.texts.groups.entry(id).or_default(),
            Owner::Nobody => return,
        };
        let follows = self.last.is_some_and(|(last, end)| {
            last == owner
                && end <= span.start
                && Span { start: end, end: span.start }.of(&self.document.text).trim().is_empty()
        });
        match list.last_mut().filter(|_| follows) {
            Some(stretch) => stretch.end = span.end,
            None => list.push(span),
        }
        self.last = Some((owner, span.end));
    }

    /// The innermost item around a span, else the innermost group.
    fn owner(&self, span: Span) -> Owner {
        let after = self.plan.items.partition_point(|item| item.place.span.start <= span.start);
        let mut item = after.checked_sub(1).map(|index| ItemId(index as u32));
        while let Some((id, around)) = item.and_then(|id| Some((id, self.plan.item(id)?))) {
            if around.extent.contains(span) {
                return Owner::Item(id);
            }
            item = around.parent.filter(|parent| *parent < id);
        }
        let after = self.plan.groups.partition_point(|group| group.place.span.start <= span.start);
        let mut group = after.checked_sub(1).map(|index| GroupId(index as u32));
        while let Some((id, around)) = group.and_then(|id| Some((id, self.plan.group(id)?))) {
            if around.extent.contains(span) {
                return Owner::Group(id);
            }
            group = around.parent.filter(|parent| *parent < id);
        }
        Owner::Nobody
    }
}

/// Whether an item's known values say `value` (lower case, without marks).
fn says(item: &Item, value: &str) -> bool {
    let estimate = item.estimate.as_ref().map(|estimate| estimate.text.as_str());
    let known = [item.owner.as_deref(), item.priority.as_deref(), estimate, item.when.as_deref()];
    let bare = |text: &str| text.trim_matches(|ch: char| !ch.is_alphanumeric()).to_lowercase();
    let stated = item.status_text.as_deref();
    known.into_iter().flatten().chain(stated).any(|text| bare(text) == value)
        || !item.depends_on.is_empty() && bare(&item.depends_on.join(", ")) == value
        || !item.blocks.is_empty() && bare(&item.blocks.join(", ")) == value
}
