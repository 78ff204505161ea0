//! What planbook read in a document, as an outline for people.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::cli::bar::{bar, cut};
use crate::cli::terminal::{BLUE, BOLD, DIM, GREEN, Ink, RED, Terminal, YELLOW};
use crate::cli::words::{count, number, parts, percent, visible};
use crate::decode::Document;
use crate::derive::GroupNumbers;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Api, Group, GroupId, Item, ItemId, OperationKind, Plan, Status, Tally};
use crate::parse::Entry;
use crate::pipeline::Judged;

/// Stretches that are named before the rest is only counted.
const STRETCHES: usize = 12;

/// Prints documents.
pub(super) struct Outline<'a> {
    /// What was read.
    pub(super) judged: &'a Judged,
    /// Colour.
    pub(super) ink: Ink,
    /// Columns to fill.
    pub(super) width: usize,
    /// Whether each item is listed.
    pub(super) items: bool,
}

impl<'a> Outline<'a> {
    /// An outline for a terminal.
    pub(super) fn new(judged: &'a Judged, terminal: &Terminal, items: bool) -> Self {
        Self { judged, ink: terminal.out, width: terminal.width, items }
    }

    /// Every document, with a line about all of them where there are several.
    pub(super) fn text(&self) -> String {
        let linked = &self.judged.linked;
        let mut out = String::new();
        for entry in &linked.corpus.entries {
            if let Some(document) = linked.document(entry.doc) {
                self.document(document, entry, &mut out);
                out.push('\n');
            }
        }
        if linked.documents.len() > 1 {
            let mut tally = Tally::default();
            linked.plans().for_each(|plan| tally.merge(plan.tally()));
            let all = format!("{}, {}", count(linked.documents.len() as u64, "document"), states(tally));
            out.push_str(&format!("{}\n", self.ink.paint(BOLD, &all)));
        }
        out
    }

    fn document(&self, document: &Document, entry: &Entry, out: &mut String) {
        let why = if entry.why.is_empty() { String::new() } else { format!(": {}", visible(&entry.why)) };
        let head = self.ink.paint(BOLD, &visible(&document.path));
        out.push_str(&format!("{head}\n  {}{}\n", entry.kind.name(), self.ink.paint(DIM, &why)));
        self.fact("title", &entry.title, out);
        let encoding = &document.encoding;
        if encoding.repaired + encoding.left > 0 {
            let page = encoding.code_page.map(|page| format!(" (read as {page} once)")).unwrap_or_default();
            let left =
                if encoding.left > 0 { format!(", {} left", number(encoding.left)) } else { String::new() };
            self.fact(
                "encoding",
                &format!("{} mended{page}{left}", count(encoding.repaired, "character")),
                out,
            );
        }
        // Plans stand in document order.
        let plans = &self.judged.linked.corpus.plans;
        let plan =
            plans.binary_search_by_key(&document.id, |plan| plan.doc).ok().and_then(|at| plans.get(at));
        if let Some(plan) = plan {
            self.fact("lines", &coverage(document, plan), out);
            self.plan(document, plan, out);
        }
        let apis = &self.judged.linked.corpus.apis;
        if let Some(api) =
            apis.binary_search_by_key(&document.id, |api| api.doc).ok().and_then(|at| apis.get(at))
        {
            self.api(api, out);
        }
        self.findings(document, out);
    }

    fn api(&self, api: &Api, out: &mut String) {
        self.fact("version", &format!("OpenAPI {}", api.written), out);
        let deprecated = api.operations.iter().filter(|operation| operation.deprecated).count();
        let operations = api.of(OperationKind::Path).count();
        let counts = [
            (api.paths as usize, "path"),
            (operations, "operation"),
            (deprecated, "deprecated operation"),
            (api.tags.len(), "tag"),
            (api.schemas.len(), "schema"),
            (api.webhooks as usize, "webhook"),
            (api.callbacks as usize, "callback"),
            (api.links as usize, "link"),
        ];
        let counts = counts.into_iter().filter(|(value, _)| *value > 0);
        let words: Vec<String> = counts.map(|(value, noun)| count(value as u64, noun)).collect();
        self.fact("holds", &words.join(", "), out);
    }

    fn fact(&self, name: &str, text: &str, out: &mut String) {
        let room = self.width.saturating_sub(12);
        out.push_str(&format!("  {}{}\n", self.ink.paint(DIM, &format!("{name:<10}")), cut(text, room)));
    }

    fn plan(&self, document: &Document, plan: &Plan, out: &mut String) {
        if !plan.items.is_empty() {
            let states = Status::ALL.map(|status| (status.words(), plan.tally().get(status)));
            self.fact("items", &format!("{}: {}", number(plan.tally().total()), parts(states)), out);
        }
        let met = plan.criteria.iter().filter(|criterion| criterion.met == Some(true)).count();
        let met = if met > 0 { format!(" ({} met)", number(met as u64)) } else { String::new() };
        let others = [
            (plan.criteria.len(), "criterion", "criteria", met.as_str()),
            (plan.gates.len(), "gate", "gates", ""),
            (plan.scores.len(), "score", "scores", ""),
            (plan.metrics.len(), "metric", "metrics", ""),
            (plan.milestones.len(), "milestone", "milestones", ""),
            (plan.risks.len(), "risk", "risks", ""),
            (plan.claims.len(), "claim", "claims", ""),
            (plan.evidence.len(), "line of evidence", "lines of evidence", ""),
        ];
        let others = others.iter().filter(|(value, ..)| *value > 0).map(|(value, one, many, more)| {
            format!("{} {}{more}", number(*value as u64), if *value == 1 { one } else { many })
        });
        let others = others.collect::<Vec<_>>().join(", ");
        if !others.is_empty() {
            self.fact("besides", &others, out);
        }
        if plan.groups.is_empty() && !self.items {
            return;
        }
        out.push('\n');
        let list = List::new(document, plan);
        self.list(&list, None, 1, out);
        let numbers = self.judged.derived.plans.get(&plan.doc);
        for (index, group) in plan.groups.iter().enumerate() {
            let counts = numbers.and_then(|numbers| numbers.groups.get(index)).copied().unwrap_or_default();
            self.group(group, counts, out);
            self.list(&list, Some(GroupId(index as u32)), usize::from(group.level) + 1, out);
        }
    }

    fn group(&self, group: &Group, counts: GroupNumbers, out: &mut String) {
        let indent = "  ".repeat(usize::from(group.level));
        let wide = (self.width / 2).clamp(24, 60);
        let title = cut(&group.title, wide.saturating_sub(indent.width()));
        let gap = " ".repeat((wide + 1).saturating_sub(indent.width() + title.width()));
        let mut line = format!("{indent}{title}{gap}{}", bar(counts.all, self.ink));
        if let Some(claimed) = &group.claimed {
            let open = Status::ALL.into_iter().filter(|status| status.is_open());
            let open: u32 = open.map(|status| counts.all.get(status)).sum();
            let mut words = format!("  claimed: {}", cut(&claimed.text, 30));
            if claimed.status == Status::Done && open > 0 {
                words.push_str(&format!(", {} not done", number(open)));
            }
            line.push_str(&self.ink.paint(DIM, &words));
        }
        out.push_str(&format!("{line}\n"));
    }

    /// The items that stand directly in a group, with their parts below them.
    fn list(&self, list: &List<'_>, group: Option<GroupId>, level: usize, out: &mut String) {
        for item in list.items.get(&group).into_iter().flatten().filter(|_| self.items) {
            let depth = level + depth(list.plan, item.parent);
            let id = item.id.as_ref().map(|id| format!("{id}  ")).unwrap_or_default();
            let status = self.ink.paint(style(item.status), &format!("{:<12}", item.status.words()));
            let line = list.document.line(item.place.span.start);
            let room = self.width.saturating_sub(2 * depth + 14 + 8);
            let title = cut(&format!("{id}{}", item.title), room);
            let place = self.ink.paint(DIM, &format!(":{line}"));
            out.push_str(&format!("{}{status}{title}  {place}\n", "  ".repeat(depth)));
        }
    }

    fn findings(&self, document: &Document, out: &mut String) {
        // Findings stand in document order; those without a place come first.
        let doc = |finding: &Diagnostic| finding.places.first().map(|label| label.place.doc);
        let all = &self.judged.findings;
        let from = all.partition_point(|finding| doc(finding) < Some(document.id));
        let until = all.partition_point(|finding| doc(finding) <= Some(document.id));
        let findings = all.get(from..until).unwrap_or_default();
        if !findings.is_empty() {
            out.push('\n');
        }
        for finding in findings {
            let (line, column) = document.line_column(finding.span().start);
            let style = match finding.severity {
                Severity::Error => RED,
                Severity::Warning => YELLOW,
                Severity::Note => BLUE,
            };
            let word = self.ink.paint(style, finding.severity.word());
            let code = finding.code.0;
            out.push_str(&format!("  {word}[{code}] {line}:{column}: {}\n", visible(&finding.message)));
        }
    }
}

/// The items of a plan by their group.
struct List<'a> {
    document: &'a Document,
    plan: &'a Plan,
    items: BTreeMap<Option<GroupId>, Vec<&'a Item>>,
}

impl<'a> List<'a> {
    fn new(document: &'a Document, plan: &'a Plan) -> Self {
        let mut items: BTreeMap<Option<GroupId>, Vec<&Item>> = BTreeMap::new();
        for item in &plan.items {
            items.entry(item.group).or_default().push(item);
        }
        Self { document, plan, items }
    }
}

/// How many items stand around an item. A made-up circle of parents ends where it began.
fn depth(plan: &Plan, parent: Option<ItemId>) -> usize {
    let above = |item: &&Item| item.parent.and_then(|id| plan.item(id));
    let first = parent.and_then(|id| plan.item(id));
    std::iter::successors(first, above).take(8).count()
}

fn style(status: Status) -> anstyle::Style {
    match status {
        Status::Done => GREEN,
        Status::InProgress => BLUE,
        Status::Blocked => RED,
        Status::Unknown | Status::Cancelled => DIM,
        Status::Todo => anstyle::Style::new(),
    }
}

fn states(tally: Tally) -> String {
    let words = parts(Status::ALL.map(|status| (status.words(), tally.get(status))));
    let items = count(tally.total(), "item");
    if words.is_empty() { items } else { format!("{items}: {words}") }
}

fn coverage(document: &Document, plan: &Plan) -> String {
    let lines = document.lines.count();
    let unread: u32 = plan.unread.iter().map(|(from, to)| to.saturating_sub(*from) + 1).sum();
    if unread == 0 {
        return format!("{}, all understood", number(lines));
    }
    let stretch =
        |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let named: Vec<String> = plan.unread.iter().take(STRETCHES).map(stretch).collect();
    let rest = plan.unread.len().saturating_sub(STRETCHES);
    let rest = if rest > 0 { format!(" and {}", count(rest as u64, "more stretch")) } else { String::new() };
    let share = percent(u64::from(lines.saturating_sub(unread)), u64::from(lines));
    format!("{}, {share} % understood, not: {}{rest}", number(lines), named.join(", "))
}
