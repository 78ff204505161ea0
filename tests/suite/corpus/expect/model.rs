//! What the plan reader made of each document, as an outline in document order:
//!
//! ```text
//! plan "Move the parser" :1 - 3 items: 1 done, 2 todo
//! phase 1 "Ground work" :5-20 when "Weeks 1-2" claims done "COMPLETED" :5
//!   done T001 "Set up the build" :7 box "x"
//!     owner Ana; priority P1; estimate "2 h" = 0.25 d; after T000
//!     todo "A part of it" :8 box
//!   criterion open "Builds in a minute" :12
//!   gate coverage number ">=95%" = >= 95 % :14
//! unread :18
//! ```
//!
//! Numbers after a colon are lines. A key is printed where it is not the slug of the id or title. What stands in no
//! group and no item is printed on the plan's own level.

use planbook::decode::Document;
use planbook::model::{
    Claim, ClaimKind, Criterion, EvidenceNote, Extent, Field, Gate, Group, GroupId, Item, ItemId, Kind,
    Metric, Milestone, Plan, Risk, Score, Stated, Status, StatusSource, Subject,
};
use planbook::place::{Place, Span};
use planbook::slug::slug;

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let linked = &run.judged().linked;
    super::documents(run, words, |document| {
        let plan = linked.corpus.plans.iter().find(|plan| plan.doc == document.id);
        let kind = linked.entry(document.id).map_or("nothing", |entry| entry.kind.name());
        match plan {
            Some(plan) if kind == Kind::Plan.name() => Ok(outline(document, plan)),
            Some(plan) => Ok(format!("taken for {kind}\n{}", outline(document, plan))),
            None => Ok(format!("taken for {kind}: not read as a plan\n")),
        }
    })
}

/// The outline of a plan.
pub fn outline(document: &Document, plan: &Plan) -> String {
    let printer = Printer { document, plan };
    let mut out = printer.head();
    let mut nodes = printer.nodes();
    nodes.sort_by_key(|node| (node.at, node.order));
    for node in &nodes {
        let indent = "  ".repeat(node.depth);
        for line in node.text.lines() {
            out.push_str(&format!("{indent}{line}\n"));
        }
    }
    for (first, last) in &plan.unread {
        let text = document.slice(document.lines.span(*first));
        let lines = if first == last { format!(":{first}") } else { format!(":{first}-{last}") };
        out.push_str(&format!("unread {lines} | {text}\n"));
    }
    out
}

/// One thing of the outline.
struct Node {
    at: u32,
    /// Of things that begin at one byte: groups first, then items, then the rest.
    order: u8,
    depth: usize,
    text: String,
}

struct Printer<'a> {
    document: &'a Document,
    plan: &'a Plan,
}

impl Printer<'_> {
    fn head(&self) -> String {
        let plan = self.plan;
        let tally = plan.tally();
        let states: Vec<String> = Status::ALL
            .into_iter()
            .filter(|status| tally.get(*status) > 0)
            .map(|status| format!("{} {}", tally.get(status), status.name()))
            .collect();
        let counted = match tally.total() {
            0 => "no items".to_owned(),
            1 => format!("1 item: {}", states.join(", ")),
            total => format!("{total} items: {}", states.join(", ")),
        };
        let claimed = self.claimed(plan.claimed.as_ref());
        let mut out = format!("plan {:?} {}{claimed} - {counted}\n", plan.title, self.line(plan.title_place));
        for field in &plan.fields {
            out.push_str(&format!("field {}\n", self.field(field)));
        }
        out
    }

    fn nodes(&self) -> Vec<Node> {
        let plan = self.plan;
        let mut nodes = Vec::new();
        for group in &plan.groups {
            let depth = self.depth(group.parent, None);
            nodes.push(Node { at: group.place.span.start, order: 0, depth, text: self.group(group) });
        }
        for item in &plan.items {
            let depth = self.depth(item.group, item.parent);
            nodes.push(Node { at: item.place.span.start, order: 1, depth, text: self.item(item) });
        }
        let mut add = |place: Place, group, item, text: String| {
            let depth = self.depth(group, item);
            nodes.push(Node { at: place.span.start, order: 2, depth, text });
        };
        for one in &plan.criteria {
            add(one.place, one.group, one.item, self.criterion(one));
        }
        for one in &plan.gates {
            add(one.place, one.group, one.item, self.gate(one));
        }
        for one in &plan.evidence {
            add(one.place, one.group, one.item, self.evidence(one));
        }
        for one in &plan.metrics {
            add(one.place, one.group, None, self.metric(one));
        }
        for one in &plan.claims {
            add(one.place, one.group, None, self.claim(one));
        }
        for one in &plan.scores {
            add(one.place, None, None, self.score(one));
        }
        for one in &plan.milestones {
            add(one.place, None, None, self.milestone(one));
        }
        for one in &plan.risks {
            add(one.place, None, None, self.risk(one));
        }
        nodes
    }

    /// How deep something in a group or item is indented.
    fn depth(&self, group: Option<GroupId>, item: Option<ItemId>) -> usize {
        let mut depth = 0;
        let mut next_item = item;
        let mut group = group;
        while let Some(found) = next_item.and_then(|id| self.plan.item(id)) {
            depth += 1;
            group = found.group.or(group);
            next_item = found.parent;
            assert!(depth < 1000, "an item is its own ancestor");
        }
        while let Some(found) = group.and_then(|id| self.plan.group(id)) {
            depth += 1;
            group = found.parent;
            assert!(depth < 1000, "a group is its own ancestor");
        }
        depth
    }

    fn group(&self, group: &Group) -> String {
        let number = group.number.as_ref().map_or(String::new(), |number| format!(" {number}"));
        let (first, last) = (group.place.span.start, group.extent);
        let lines = format!(":{}-{}", self.document.line(first), self.document.lines.last_line(last));
        let when = group.when.as_ref().map_or(String::new(), |when| format!(" when {when:?}"));
        let key = key(&group.key, &group.title);
        let claimed = self.claimed(group.claimed.as_ref());
        let mut out = format!("{}{number} {:?} {lines}{key}{when}{claimed}", group.kind.name(), group.title);
        for mention in &group.mentions {
            out.push_str(&format!(
                "\n  also {} {:?} {}",
                mention.status.name(),
                mention.text,
                self.line(mention.place)
            ));
        }
        out
    }

    fn item(&self, item: &Item) -> String {
        let id = item.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        let key = key(&item.key, item.id.as_ref().unwrap_or(&item.title));
        let stated = item.status_text.as_ref().map_or(String::new(), |text| format!(" {text:?}"));
        let source = match item.status_source {
            StatusSource::Inherited => " inherited",
            StatusSource::Own | StatusSource::None => "",
        };
        let (status, carrier) = (item.status.name(), item.carrier.name());
        let place = self.lines(item.place.span, item.extent);
        let mut out = format!("{status}{id} {:?} {place} {carrier}{stated}{source}{key}", item.title);
        let facts = facts(item);
        if !facts.is_empty() {
            out.push_str(&format!("\n  {}", facts.join("; ")));
        }
        for field in &item.fields {
            out.push_str(&format!("\n  field {}", self.field(field)));
        }
        for mention in &item.mentions {
            let stated = mention.stated.as_ref();
            let stated = stated.map_or(String::new(), |s| format!(" {} {:?}", s.status.name(), s.text));
            out.push_str(&format!("\n  also {} {:?}{stated}", self.line(mention.place), mention.title));
        }
        out
    }

    fn criterion(&self, one: &Criterion) -> String {
        let met = match one.met {
            Some(true) => "met",
            Some(false) => "open",
            None => "unstated",
        };
        let stated = one.stated.as_ref().map_or(String::new(), |text| format!(" {text:?}"));
        format!("criterion {met} {:?} {}{stated}", one.text, self.line(one.place))
    }

    fn gate(&self, gate: &Gate) -> String {
        let mut meant: Vec<String> = Vec::new();
        meant.extend(gate.op.map(|op| op.sign().to_owned()));
        meant.extend(gate.value.map(|value| value.to_string()));
        meant.extend(gate.unit.clone());
        meant.extend(gate.qualifier.as_ref().map(|qualifier| format!("({qualifier})")));
        let meant = if meant.is_empty() { String::new() } else { format!(" = {}", meant.join(" ")) };
        format!(
            "gate {:?} {} {:?}{meant} {}",
            gate.metric,
            gate.kind.name(),
            gate.text,
            self.line(gate.place)
        )
    }

    fn evidence(&self, one: &EvidenceNote) -> String {
        let holds = match one.holds {
            Some(true) => " holds",
            Some(false) => " fails",
            None => "",
        };
        let id = one.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        format!("evidence{holds}{id} {:?} {}", one.text, self.line(one.place))
    }

    fn metric(&self, one: &Metric) -> String {
        let before = one.before.map_or(String::new(), |value| format!("{value} -> "));
        let value = one.value.map_or("?".to_owned(), |value| value.to_string());
        let unit = one.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
        format!("metric {:?} {before}{value}{unit} {:?} {}", one.name, one.text, self.line(one.place))
    }

    fn claim(&self, one: &Claim) -> String {
        let subject = match &one.subject {
            Subject::Plan => "the plan".to_owned(),
            Subject::Group(id) => self.plan.group(*id).map_or("?".to_owned(), |group| group.key.clone()),
            Subject::Item(id) => self.plan.item(*id).map_or("?".to_owned(), |item| item.key.clone()),
            Subject::Noun(noun) => format!("{noun:?}"),
        };
        let says = says(&one.kind);
        let sure = one.confidence.word();
        format!("claim {subject}: {says} {:?} {} ({sure})", one.text, self.line(one.place))
    }

    fn score(&self, one: &Score) -> String {
        let part = |name: &str, value: Option<f64>| value.map(|value| format!("{name} {value}"));
        let parts: Vec<String> = [
            part("now", one.current),
            part("target", one.target),
            part("gap", one.gap),
            part("of", one.out_of),
            one.priority.as_ref().map(|priority| format!("priority {priority}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        format!("score {:?} {} {}", one.name, parts.join(", "), self.line(one.place))
    }

    fn milestone(&self, one: &Milestone) -> String {
        let when = one.when.as_ref().map_or(String::new(), |when| format!(" when {when:?}"));
        let claimed = self.claimed(one.stated.as_ref());
        format!("milestone {:?} {}{when}{claimed}", one.title, self.line(one.place))
    }

    fn risk(&self, one: &Risk) -> String {
        let level = one.level.as_ref().map_or(String::new(), |level| format!(" {level}"));
        let answer = one.mitigation.as_ref().map_or(String::new(), |text| format!(" against it: {text:?}"));
        format!("risk{level} {:?} {}{answer}", one.title, self.line(one.place))
    }

    fn claimed(&self, stated: Option<&Stated>) -> String {
        stated.map_or(String::new(), |stated| {
            format!(" claims {} {:?} {}", stated.status.name(), stated.text, self.line(stated.place))
        })
    }

    fn field(&self, field: &Field) -> String {
        format!("{} = {:?} {}", field.name, field.value, self.line(field.place))
    }

    fn line(&self, place: Place) -> String {
        format!(":{}", self.document.line(place.span.start))
    }

    /// The line a thing is defined on, and the last line of what belongs to it.
    fn lines(&self, place: Span, extent: Span) -> String {
        let (first, last) = (self.document.line(place.start), self.document.lines.last_line(extent));
        if last > first { format!(":{first}-{last}") } else { format!(":{first}") }
    }
}

/// What a claim says, in words.
fn says(kind: &ClaimKind) -> String {
    match kind {
        ClaimKind::State(status) => status.name().to_owned(),
        ClaimKind::Count { n, of, noun, done } => {
            let of = of.map_or(String::new(), |of| format!("/{of}"));
            format!("{n}{of} {noun}{}", if *done { " done" } else { "" })
        }
        ClaimKind::Percent(value) => format!("{value} %"),
        ClaimKind::Ratio { n, of, percent } => {
            let percent = percent.map_or(String::new(), |value| format!(" = {value} %"));
            format!("{n}/{of}{percent}")
        }
        ClaimKind::Quantity { value, unit, at_least, extent } => {
            let extent = match extent {
                Extent::All => "all ",
                Extent::Whole => "whole ",
                Extent::Part => "part ",
                Extent::Bare => "",
                Extent::Target => "wanted ",
            };
            format!("{extent}{value}{} {unit}", if *at_least { "+" } else { "" })
        }
        ClaimKind::Working { share, unit } => format!("{share} of {unit} work"),
        ClaimKind::Delivered => "delivered".to_owned(),
        ClaimKind::Missing => "missing".to_owned(),
        ClaimKind::Planned => "planned".to_owned(),
        ClaimKind::Tally { status, n } => format!("{n} {}", status.name()),
        ClaimKind::NotBegun { .. } => "not begun".to_owned(),
        ClaimKind::Unmeasured => "unmeasured".to_owned(),
        ClaimKind::Measure { value, unit, bound, .. } => {
            let unit = unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
            format!("measures {}{value}{unit}", if *bound { "bound " } else { "" })
        }
    }
}

/// What stands with an item, in words.
fn facts(item: &Item) -> Vec<String> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push(format!("{name} {value}"));
        }
    };
    add("owner", item.owner.clone().unwrap_or_default());
    add("priority", item.priority.clone().unwrap_or_default());
    let days = |days: f64| format!(" = {} d", (days * 1000.0).round() / 1000.0);
    let estimate = item.estimate.as_ref();
    add(
        "estimate",
        estimate.map_or(String::new(), |e| format!("{:?}{}", e.text, e.days.map_or(String::new(), days))),
    );
    add("when", item.when.as_ref().map_or(String::new(), |when| format!("{when:?}")));
    add("after", item.depends_on.join(", "));
    add("before", item.blocks.join(", "));
    add("stands for", item.expands_to.join(" "));
    add("tags", item.tags.join(", "));
    add("links", item.links.join(" "));
    facts
}

/// The key, where it is not what one would expect.
fn key(key: &str, from: &str) -> String {
    if key == slug(from) { String::new() } else { format!(" key {key}") }
}
