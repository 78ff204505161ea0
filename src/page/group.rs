//! The pages of a phase, week, wave or other part of a plan: what it claims against what its items say, the items,
//! what was found here.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::diag::Diagnostic;
use crate::markdown::html::Ids;
use crate::model::{Criterion, GroupId, Plan};
use crate::page::part::gate::{self, CriterionRow, GateRow};
use crate::page::part::group::{self, GroupLine};
use crate::page::part::{
    Atlas, FindingView, Frame, ItemTable, Link, Names, Pager, Part, PlanMap, Sheet, Text, VerdictView,
};
use crate::page::{Page, View};
use crate::place::Span;
use crate::site::Url;

/// The most findings a group's page quotes.
const FINDINGS: usize = 10;

/// What a group's page shows.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// Verdict and numbers; `None` for the items outside any group.
    pub verdict: Option<VerdictView>,
    /// Dates or weeks as written.
    pub when: Option<String>,
    /// Its items, and those of the groups inside it.
    pub sections: Vec<SectionView>,
    /// The other pages of the same group.
    pub pager: Option<Pager>,
    /// Findings that quote it, on the first page.
    pub findings: Vec<FindingView>,
    /// Where the rest of them stand.
    pub more_findings: Option<Link>,
    /// Its gates, on the first page.
    pub gates: Vec<GateRow>,
    /// Its criteria, on the first page.
    pub criteria: Vec<CriterionRow>,
    /// The group before it.
    pub before: Option<Link>,
    /// The group after it.
    pub after: Option<Link>,
}

/// A run of items.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The group inside this one that the items stand in; `None` for the page's own.
    pub group: Option<GroupLine>,
    /// The id of its place on the page.
    pub anchor: String,
    /// Heading level, 2 to 4.
    pub level: u8,
    /// Whether it began on an earlier page.
    pub continued: bool,
    /// The items, if there are any.
    pub table: Option<ItemTable>,
    /// The group's own text as HTML; may be empty.
    pub text: String,
}

/// The pages of every part of every plan.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .flat_map_iter(|(plan, map)| {
            let maker = Maker::new(atlas, plan, map);
            let mut pages = Vec::new();
            for (index, part) in map.parts.iter().enumerate() {
                for number in 1..=part.sheets.len() {
                    pages.extend(maker.page(index, part, number));
                }
            }
            pages
        })
        .collect()
}

struct Maker<'a> {
    atlas: &'a Atlas<'a>,
    plan: &'a Plan,
    map: &'a PlanMap,
    names: Names<'a>,
    /// Gates, criteria and findings by the group at the top level they stand in.
    gates: BTreeMap<GroupId, Vec<usize>>,
    criteria: BTreeMap<GroupId, Vec<&'a Criterion>>,
    findings: BTreeMap<GroupId, Vec<&'a Diagnostic>>,
}

impl<'a> Maker<'a> {
    fn new(atlas: &'a Atlas<'a>, plan: &'a Plan, map: &'a PlanMap) -> Self {
        let mut gates: BTreeMap<GroupId, Vec<usize>> = BTreeMap::new();
        for index in gate::ranked(atlas, plan) {
            if let Some(top) = plan.gates.get(index).and_then(|gate| top(plan, gate.group)) {
                gates.entry(top).or_default().push(index);
            }
        }
        let mut criteria: BTreeMap<GroupId, Vec<&Criterion>> = BTreeMap::new();
        for criterion in &plan.criteria {
            if let Some(top) = top(plan, criterion.group) {
                criteria.entry(top).or_default().push(criterion);
            }
        }
        let findings = findings(atlas, plan);
        Self { atlas, plan, map, names: Names::new(plan, map), gates, criteria, findings }
    }

    fn page(&self, index: usize, part: &Part, number: usize) -> Option<Page> {
        let sheet = part.sheets.get(number - 1)?;
        let base = &part.sheets.first()?.url;
        let url = &sheet.url;
        let group = part.group.and_then(|id| self.plan.group(id));
        let title = group.map_or("Items outside any group", |group| group.title.as_str());
        let heading = match part.sheets.len() {
            1 => title.to_owned(),
            of => format!("{title}, page {number} of {of}"),
        };
        let first = number == 1;
        let verdict = part.group.and_then(|id| self.verdict(url, id));
        let here = part.group.filter(|_| first);
        let all = url.to(&self.map.below("findings/").0);
        let found = here.and_then(|id| self.findings.get(&id)).map_or(&[][..], Vec::as_slice);
        let gates = here.and_then(|id| self.gates.get(&id)).map_or(&[][..], Vec::as_slice);
        let criteria = here.and_then(|id| self.criteria.get(&id)).into_iter().flatten();
        let view = GroupView {
            when: group.and_then(group::when),
            sections: self.sections(url, part, sheet),
            pager: Pager::new(base, format!("Pages of {title}"), number, part.sheets.len()),
            findings: found
                .iter()
                .take(FINDINGS)
                .enumerate()
                .map(|(at, finding)| FindingView::short(self.atlas, url, finding, at + 1, &all))
                .collect(),
            more_findings: (found.len() > FINDINGS).then(|| Link {
                label: format!("All findings of the plan, {} of them here", found.len()),
                href: url.to(&self.map.below("findings/").0),
            }),
            gates: gate::gates(self.atlas, self.plan, self.map, url, gates),
            criteria: criteria
                .map(|one| gate::criterion(self.atlas, self.plan, self.map, url, one))
                .collect(),
            before: index.checked_sub(1).and_then(|at| self.neighbour(url, at)),
            after: self.neighbour(url, index + 1),
            verdict,
        };
        let mut frame = Frame::of_plan(self.atlas, url, self.plan, heading);
        if let Some(group) = group {
            let line = self.atlas.document(self.plan.doc).map(|doc| doc.line(group.place.span.start));
            frame = frame.made_from(self.atlas, url, self.plan.doc, line);
        }
        contents(&mut frame, &view);
        Some(Page { url: url.clone(), template: "page/group.html", frame, view: View::Group(Box::new(view)) })
    }

    fn verdict(&self, url: &Url, id: GroupId) -> Option<VerdictView> {
        let verdict = group::verdict(self.atlas, self.plan, id)?;
        let tally = group::numbers(self.atlas, self.plan, id).all;
        Some(VerdictView::new(self.atlas, url, verdict, tally))
    }

    fn sections(&self, url: &Url, part: &Part, sheet: &Sheet) -> Vec<SectionView> {
        let mut ids = Ids::default();
        sheet
            .sections
            .iter()
            .map(|section| {
                let inner = section.group.filter(|id| Some(*id) != part.group);
                let line = inner.and_then(|id| GroupLine::new(self.atlas, self.plan, self.map, url, id));
                let group = inner.and_then(|id| self.plan.group(id));
                let caption = match &line {
                    Some(line) => format!("Items of {}", line.title),
                    None => "Items".to_owned(),
                };
                let table = (!section.items.is_empty())
                    .then(|| ItemTable::new(self.atlas, &self.names, url, caption, &section.items));
                let texts = section.group.filter(|_| !section.continued).map(|id| self.map.texts.group(id));
                let level = group.map_or(2, |group| group.level.clamp(2, 4));
                let under = if group.is_some() { level } else { 1 };
                SectionView {
                    text: self.atlas.texts(
                        texts.unwrap_or(&[]),
                        Text::on(self.plan.doc, url, under),
                        &mut ids,
                    ),
                    anchor: inner.map_or("items", |id| self.map.group_anchor(id)).to_owned(),
                    level,
                    continued: section.continued,
                    group: line,
                    table,
                }
            })
            .collect()
    }

    fn neighbour(&self, url: &Url, index: usize) -> Option<Link> {
        let part = self.map.parts.get(index)?;
        let group = part.group.and_then(|id| self.plan.group(id));
        Some(Link {
            label: group.map_or("Items outside any group", |group| &group.title).to_owned(),
            href: url.to(&part.sheets.first()?.url.0),
        })
    }
}

/// The group at the top level that a group stands in. A group stands after the groups around it.
fn top(plan: &Plan, id: Option<GroupId>) -> Option<GroupId> {
    let mut id = id?;
    while let Some(above) = plan.group(id).and_then(|group| group.parent).filter(|above| *above < id) {
        id = above;
    }
    Some(id)
}

/// Findings by the groups at the top level that hold a place they quote.
fn findings<'a>(atlas: &Atlas<'a>, plan: &Plan) -> BTreeMap<GroupId, Vec<&'a Diagnostic>> {
    let tops: Vec<(Span, GroupId)> = (0..plan.groups.len() as u32)
        .map(GroupId)
        .filter_map(|id| plan.group(id).map(|group| (group, id)))
        .filter(|(group, _)| group.parent.is_none())
        .map(|(group, id)| (group.extent, id))
        .collect();
    let mut by_group: BTreeMap<GroupId, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in atlas.findings(plan.doc) {
        let here = finding.places.iter().filter(|label| label.place.doc == plan.doc);
        for span in here.map(|label| label.place.span) {
            let after = tops.partition_point(|(extent, _)| extent.start <= span.start);
            let Some((extent, id)) = after.checked_sub(1).and_then(|index| tops.get(index)) else { continue };
            let list = by_group.entry(*id).or_default();
            if extent.contains(span) && !list.last().is_some_and(|last| std::ptr::eq(*last, *finding)) {
                list.push(finding);
            }
        }
    }
    by_group
}

fn contents(frame: &mut Frame, view: &GroupView) {
    for section in &view.sections {
        match &section.group {
            Some(group) if section.level == 2 => frame.content(group.title.as_str(), &section.anchor),
            None if section.table.is_some() => frame.content("Items", &section.anchor),
            _ => {}
        }
    }
    if !view.findings.is_empty() {
        frame.content("Findings", "findings");
    }
    if !view.gates.is_empty() {
        frame.content("Gates", "gates");
    }
    if !view.criteria.is_empty() {
        frame.content("Criteria", "criteria");
    }
}
