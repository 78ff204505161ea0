//! What the page of a plan shows, most important things first: what a reviewer needs in ten seconds, in a minute,
//! in ten. The front page of a site with one plan shows the same.

use serde::Serialize;

use crate::derive::plan_sentence;
use crate::model::{Field, Plan};
use crate::page::part::atlas::Atlas;
use crate::page::part::fact::{self, FactTable};
use crate::page::part::frame::{Frame, Link};
use crate::page::part::gate::{self, CriterionRow, GateRow};
use crate::page::part::group::{self, GroupLine};
use crate::page::part::number::{CountOf, VerdictView, counted};
use crate::page::part::plan_map::PlanMap;
use crate::page::part::quote::FindingView;
use crate::page::part::row::{ItemTable, Names, Note};
use crate::page::part::week::{history_section, week_name};
use crate::site::Url;

/// The most rows of a kind that the plan's page shows when that kind has a page of its own.
const SHOWN: usize = 8;

/// The most groups the plan's page lists.
pub const GROUPS: usize = 60;

/// The most stated facts of one kind the plan's page shows.
pub const FACTS: usize = 40;

/// The most named values of the whole, and the longest value.
const FIELDS: usize = 4;
const SHORT: usize = 40;

/// What a plan's page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// The verdict and the three numbers.
    pub verdict: VerdictView,
    /// Named values of the whole.
    pub facts: Vec<Note>,
    /// What changed last.
    pub latest: Option<Latest>,
    /// The worst three findings.
    pub worst: Vec<FindingView>,
    /// All findings about it, if there are any.
    pub findings: Option<Link>,
    /// The word for its groups: `Phases`.
    pub groups_word: &'static str,
    /// Its groups.
    pub groups: Vec<GroupLine>,
    /// The list of all groups, where not all are shown.
    pub all_groups: Option<Link>,
    /// The items outside any group that have pages of their own, if there are any.
    pub other_items: Option<Link>,
    /// Items listed here.
    pub items: Option<ItemTable>,
    /// Items by state, with their lists.
    pub board: Option<Link>,
    /// Further views of the items: timeline, dependencies.
    pub views: Vec<Link>,
    /// Its gates, the worst first.
    pub gates: Vec<GateRow>,
    /// Gates by what can be said of them.
    pub gate_counts: Vec<CountOf>,
    /// All gates, if there are any.
    pub all_gates: Option<Link>,
    /// Scores, milestones, risks, measurements.
    pub stated: Vec<FactTable>,
    /// Criteria, as many as are shown.
    pub criteria: Vec<CriterionRow>,
    /// How many criteria are stated as met.
    pub criteria_met: usize,
    /// How many criteria there are.
    pub criteria_total: usize,
    /// All criteria, if there are any.
    pub all_criteria: Option<Link>,
    /// How the document was read.
    pub reading: Reading,
}

/// The last week in which something changed.
#[derive(Clone, Debug, Serialize)]
pub struct Latest {
    /// `Week 47 of 2026`.
    pub name: String,
    /// What happened in it, in one sentence.
    pub sentence: String,
    /// Its place in the history.
    pub href: String,
    /// How many weeks it lies back from the day the site speaks of.
    pub ago: i32,
}

/// How a document was read.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// How many lines it has.
    pub lines: u32,
    /// How many of them were not understood.
    pub unread: u32,
    /// The first stretches that were not understood: their words and links.
    pub stretches: Vec<Link>,
    /// How many more stretches there are.
    pub more: usize,
    /// How many damaged characters were mended.
    pub repaired: u32,
    /// How many look damaged and were left.
    pub left: u32,
    /// The source page.
    pub source: String,
}

/// The page's own sections.
pub fn contents(frame: &mut Frame, view: &PlanView) {
    let mut add = |there: bool, label: &str, id: &str| {
        if there {
            frame.content(label, id);
        }
    };
    add(!view.worst.is_empty(), "Findings", "findings");
    add(!view.groups.is_empty(), view.groups_word, "parts");
    add(view.items.is_some(), if view.groups.is_empty() { "Items" } else { "Other items" }, "items");
    add(!view.gates.is_empty(), "Gates", "gates");
    for table in &view.stated {
        add(true, table.heading, table.name);
    }
    add(!view.criteria.is_empty(), "Criteria", "criteria");
    add(true, "Reading", "reading");
}

/// The view of a plan as seen from the page at `url`: its own or, for a site of one plan, the front page.
pub fn overview(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url) -> PlanView {
    let names = Names::new(plan, map);
    let verdicts = atlas.material.derived.verdicts.get(&plan.doc);
    let worst = verdicts.map_or(&[][..], |verdict| &verdict.whole.worst);
    let found = atlas.findings(plan.doc).len();
    let all_findings = url.to(&map.below("findings/").0);
    let below = |there: usize, label: String, name: &str| {
        (there > 0).then(|| Link { label, href: url.to(&map.below(name).0) })
    };
    let tops = plan.groups.iter().filter(|group| group.parent.is_none()).count();
    let items = (!map.inline.is_empty()).then(|| {
        let caption = if plan.groups.is_empty() { "Items" } else { "Items outside any group" };
        ItemTable::new(atlas, &names, url, caption.to_owned(), &map.inline)
    });
    let loose = map.parts.iter().find(|part| part.group.is_none()).and_then(|part| part.sheets.first());
    let judged = atlas.material.derived.gates.get(&plan.doc);
    let mut worst_gates = gate::ranked(atlas, plan);
    worst_gates.truncate(SHOWN);
    let criteria = plan.criteria.iter().take(SHOWN);
    PlanView {
        verdict: VerdictView::plan(atlas, url, plan.doc),
        facts: facts(plan),
        latest: latest(atlas, plan, map, url),
        worst: worst
            .iter()
            .filter_map(|index| atlas.material.findings.get(*index))
            .enumerate()
            .map(|(number, finding)| FindingView::short(atlas, url, finding, number + 1, &all_findings))
            .collect(),
        findings: below(found, counted(found, "finding"), "findings/"),
        groups_word: group::plural(plan),
        groups: group::outline(atlas, plan, map, url, (0, GROUPS)),
        all_groups: below(tops.saturating_sub(GROUPS), format!("All {tops}"), "parts/"),
        other_items: loose
            .map(|sheet| Link { label: "Items outside any group".to_owned(), href: url.to(&sheet.url.0) }),
        items,
        board: below(
            plan.items.len(),
            format!("Board of all {}", counted(plan.items.len(), "item")),
            "board/",
        ),
        views: views(atlas, plan, map, url),
        gates: gate::gates(atlas, plan, map, url, &worst_gates),
        gate_counts: judged.map_or(Vec::new(), |numbers| gate::counts(&numbers.all)),
        all_gates: below(plan.gates.len(), format!("All {}", counted(plan.gates.len(), "gate")), "gates/"),
        stated: facts_as_stated(atlas, plan, map, url),
        criteria: criteria.map(|one| gate::criterion(atlas, plan, map, url, one)).collect(),
        criteria_met: plan.criteria.iter().filter(|one| one.met == Some(true)).count(),
        criteria_total: plan.criteria.len(),
        all_criteria: below(
            plan.criteria.len(),
            format!("All {} criteria", plan.criteria.len()),
            "criteria/",
        ),
        reading: reading(atlas, plan, url),
    }
}

/// The last week in which the plan changed.
fn latest(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url) -> Option<Latest> {
    let derived = atlas.material.derived;
    let (history, chronicle) = (derived.history.as_ref()?, atlas.material.linked.chronicle.as_ref()?);
    let number = chronicle.number(plan.doc)?;
    let week = history.plans.get(number)?.iter().rev().find(|week| !week.events.is_empty())?;
    let days = derived.as_of.zip(week.week.monday()).map_or(0, |(today, monday)| (today - monday).get_days());
    Some(Latest {
        name: week_name(week.week),
        sentence: plan_sentence(&week.counts),
        href: url.to(&history_section(history, map, number, week.week)),
        ago: days / 7,
    })
}

/// The pages that show the items in time and by what waits for what.
fn views(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url) -> Vec<Link> {
    let derived = atlas.material.derived;
    let timeline = derived.timelines.get(&plan.doc).map(|timeline| {
        let late = match derived.as_of {
            Some(today) => timeline.late(today).count(),
            None => 0,
        };
        let words = if late > 0 { format!(", {late} late") } else { String::new() };
        (format!("Timeline of {}{words}", counted_entries(timeline.entries.len())), "timeline/")
    });
    let schedule = derived.schedules.get(&plan.doc);
    let dependencies = schedule.map(|schedule| {
        let words = match schedule.chain.len() {
            0 | 1 => String::new(),
            n => format!(", the longest open chain {n} long"),
        };
        (format!("Dependencies of {}{words}", counted(schedule.needs.len(), "item")), "dependencies/")
    });
    let links = timeline.into_iter().chain(dependencies);
    links.map(|(label, name)| Link { label, href: url.to(&map.below(name).0) }).collect()
}

fn counted_entries(n: usize) -> String {
    if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") }
}

/// Named values of the whole that are short enough for a line, each name once.
fn facts(plan: &Plan) -> Vec<Note> {
    let mut facts: Vec<Note> = Vec::new();
    for field in plan.fields.iter().filter(|field| is_short(field)) {
        if facts.len() < FIELDS && facts.iter().all(|fact| fact.name != field.name) {
            facts.push(Note { name: field.name.clone(), value: field.value.clone() });
        }
    }
    facts
}

fn is_short(field: &Field) -> bool {
    let word = field.name.starts_with(char::is_alphabetic) && field.name.split_whitespace().count() <= 3;
    word && field.name.chars().count() <= SHORT / 2 && field.value.chars().count() <= SHORT
}

fn facts_as_stated(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url) -> Vec<FactTable> {
    let tables = fact::stated(plan).into_iter().map(|stated| {
        let all = (stated.total() > FACTS).then(|| Link {
            label: format!("All {}", stated.total()),
            href: url.to(&map.below(&format!("{}/", stated.name())).0),
        });
        FactTable { all, ..stated.table(atlas, url, 0, FACTS) }
    });
    tables.collect()
}

fn reading(atlas: &Atlas<'_>, plan: &Plan, url: &Url) -> Reading {
    let document = atlas.document(plan.doc);
    let encoding = document.map(|document| document.encoding.clone()).unwrap_or_default();
    let stretches = plan.unread.iter().take(SHOWN).map(|(from, to)| Link {
        label: if from == to { format!("line {from}") } else { format!("lines {from}–{to}") },
        href: url.to(&atlas.addresses.line(plan.doc, *from)),
    });
    Reading {
        lines: document.map_or(0, |document| document.lines.count()),
        unread: plan.unread.iter().map(|(from, to)| to.saturating_sub(*from) + 1).sum(),
        stretches: stretches.collect(),
        more: plan.unread.len().saturating_sub(SHOWN),
        repaired: encoding.repaired,
        left: encoding.left,
        source: url.to(&atlas.addresses.source(plan.doc, 1).0),
    }
}
