//! What waits for what in a plan: the critical chain, a drawing, the same as a list and a table, and what waits in a round.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::derive::schedule::{Length, Schedule};
use crate::markdown::html::escape;
use crate::model::{Item, ItemId, Plan};
use crate::page::part::chart::{self, Chart, Network, Node, full};
use crate::page::part::{Atlas, Cite, Frame, Link, Pager, PlanMap, SHEET, State, counted, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// How deep the list goes, and how many entries it has at most.
const DEEP: usize = 5;
const LISTED: usize = 120;

/// The most items named in one cell of the table.
const NAMED: usize = 20;

/// The most rounds that are quoted.
const ROUNDS: usize = 20;

/// What a page of dependencies shows.
#[derive(Clone, Debug, Serialize)]
pub struct Dependencies {
    /// What can begin and what waits, in a sentence.
    pub sentence: String,
    /// The critical chain in a sentence.
    pub chain_words: String,
    /// The critical chain, the first to be done first.
    pub chain: Vec<ChainRow>,
    /// How many more steps it has.
    pub more_chain: usize,
    /// Items that wait for each other.
    pub rounds: Vec<Vec<RoundRow>>,
    /// How many more rounds there are.
    pub more_rounds: usize,
    /// The drawing, on the first page.
    pub chart: Option<Chart>,
    /// What waits for what as a nested list: safe HTML.
    pub list: String,
    /// What the table lists.
    pub caption: String,
    /// The rows of the table: safe HTML.
    pub body: String,
    /// The other pages of the table.
    pub pager: Option<Pager>,
}

/// A step of the critical chain.
#[derive(Clone, Debug, Serialize)]
pub struct ChainRow {
    /// The item.
    pub link: Link,
    /// Its state.
    pub state: State,
    /// Its estimate, as written.
    pub estimate: Option<String>,
}

/// An item in a round.
#[derive(Clone, Debug, Serialize)]
pub struct RoundRow {
    /// The item.
    pub link: Link,
    /// What it says it waits for, as written.
    pub on: String,
    /// Where.
    pub cite: Option<Cite>,
}

/// The pages of every plan that states dependencies.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let schedules = &atlas.material.derived.schedules;
    let plans = atlas.mapped().into_par_iter();
    plans
        .filter_map(|(plan, map)| Some((plan, map, schedules.get(&plan.doc)?)))
        .flat_map_iter(|(plan, map, schedule)| of_plan(atlas, plan, map, schedule))
        .collect()
}

fn of_plan<'a>(
    atlas: &'a Atlas<'_>,
    plan: &'a Plan,
    map: &'a PlanMap,
    schedule: &'a Schedule,
) -> impl Iterator<Item = Page> + 'a {
    let base = map.below("dependencies/");
    let all: Vec<ItemId> = schedule.needs.keys().copied().collect();
    let of = all.len().div_ceil(SHEET).max(1);
    (1..=of).map(move |number| {
        let url = page_url(&base, number);
        let heading = match of {
            1 => "Dependencies".to_owned(),
            _ => format!("Dependencies, page {number} of {of}"),
        };
        let here = all.get((number - 1) * SHEET..all.len().min(number * SHEET)).unwrap_or(&[]);
        let tied = Tied { plan, map, schedule, url: &url };
        let frame = Frame::of_plan(atlas, &url, plan, heading).about(tied.sentence());
        let view = Dependencies {
            caption: format!("{} that wait for others or are waited for", counted(all.len(), "item")),
            body: tied.rows(here),
            pager: Pager::new(&base, "Pages of dependencies", number, of),
            ..if number == 1 { tied.first(atlas) } else { tied.further() }
        };
        Page { url, template: "page/dependencies.html", frame, view: View::Dependencies(Box::new(view)) }
    })
}

/// A plan with its ties, as seen from a page.
struct Tied<'a> {
    plan: &'a Plan,
    map: &'a PlanMap,
    schedule: &'a Schedule,
    url: &'a Url,
}

impl Tied<'_> {
    /// What only the first page says.
    fn first(&self, atlas: &Atlas<'_>) -> Dependencies {
        let rounds = self.schedule.rounds.iter().take(ROUNDS);
        Dependencies {
            chain_words: self.chain_words(),
            chain: self.schedule.chain.iter().take(SHEET).filter_map(|id| self.step(*id)).collect(),
            more_chain: self.schedule.chain.len().saturating_sub(SHEET),
            rounds: rounds
                .map(|round| round.iter().filter_map(|id| self.waiting(atlas, *id)).collect())
                .collect(),
            more_rounds: self.schedule.rounds.len().saturating_sub(ROUNDS),
            chart: Some(self.chart()),
            list: self.list(),
            ..self.further()
        }
    }

    /// What every page says.
    fn further(&self) -> Dependencies {
        Dependencies {
            sentence: self.sentence(),
            chain_words: String::new(),
            chain: Vec::new(),
            more_chain: 0,
            rounds: Vec::new(),
            more_rounds: 0,
            chart: None,
            list: String::new(),
            caption: String::new(),
            body: String::new(),
            pager: None,
        }
    }

    fn sentence(&self) -> String {
        let (ready, waiting) = (self.schedule.ready.len(), self.schedule.waiting.len());
        let all = self.schedule.needs.len();
        match ready + waiting {
            0 => format!("Of {all} items tied to others none is open."),
            open => format!(
                "Of {all} items tied to others {open} {} open: {ready} can begin or {} begun, {waiting} {} for something open.",
                if open == 1 { "is" } else { "are" },
                if ready == 1 { "has" } else { "have" },
                if waiting == 1 { "waits" } else { "wait" },
            ),
        }
    }

    fn chain_words(&self) -> String {
        let count = self.schedule.chain.len();
        let items = counted(count, "item");
        match self.schedule.length {
            _ if count == 0 => String::new(),
            Length::Items => format!("The longest chain of open work is {items} long."),
            Length::Days(total, guessed, middle) => {
                let rest = match guessed {
                    0 => String::new(),
                    1 => format!(" One of them has no estimate and counts as {}.", days(middle)),
                    n => format!(" {n} of them have no estimate and count as {} each.", days(middle)),
                };
                format!(
                    "The longest chain of open work is {items} long: {} by the estimates.{rest}",
                    days(total)
                )
            }
        }
    }

    fn link(&self, id: ItemId, item: &Item) -> Link {
        Link { label: name(item), href: self.url.to(self.map.item(id)) }
    }

    fn step(&self, id: ItemId) -> Option<ChainRow> {
        let item = self.plan.item(id)?;
        let estimate = item.estimate.as_ref().map(|estimate| estimate.text.clone());
        Some(ChainRow { link: self.link(id, item), state: State::of(item.status), estimate })
    }

    fn waiting(&self, atlas: &Atlas<'_>, id: ItemId) -> Option<RoundRow> {
        let item = self.plan.item(id)?;
        Some(RoundRow {
            link: self.link(id, item),
            on: item.depends_on.join(", "),
            cite: Cite::new(atlas, self.url, item.place),
        })
    }

    /// What is drawn: everything, or where that is too much the critical chain and what touches it.
    fn drawn(&self) -> (Vec<ItemId>, String) {
        let all: Vec<ItemId> = self.schedule.needs.keys().copied().collect();
        if all.len() <= chart::MOST_NODES {
            return (all, String::new());
        }
        let mut chosen: BTreeSet<ItemId> =
            self.schedule.chain.iter().take(chart::MOST_NODES).copied().collect();
        let (chain, total) = (chosen.len(), all.len());
        for id in self.schedule.chain.iter().take(chart::MOST_NODES) {
            let near = [&self.schedule.needs, &self.schedule.holds];
            for other in near.iter().filter_map(|ties| ties.get(id)).flatten() {
                if chosen.len() < chart::MOST_NODES {
                    chosen.insert(*other);
                }
            }
        }
        if chain == 0 {
            chosen.extend(all.iter().take(chart::MOST_NODES));
        }
        let what = match chain {
            0 => "the first".to_owned(),
            _ if chain < self.schedule.chain.len() => "the beginning of the critical chain".to_owned(),
            _ => "the critical chain and what touches it".to_owned(),
        };
        let drawn = chosen.len();
        (chosen.into_iter().collect(), format!("Drawn: {what}, {drawn} of {total} items. The table has all."))
    }

    fn chart(&self) -> Chart {
        let (drawn, note) = self.drawn();
        let at: BTreeMap<ItemId, usize> = drawn.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let critical: BTreeSet<ItemId> = self.schedule.chain.iter().copied().collect();
        let nodes = drawn.iter().filter_map(|id| {
            let item = self.plan.item(*id)?;
            Some(Node { label: name(item), status: item.status, critical: critical.contains(id) })
        });
        let mut network = Network { nodes: nodes.collect(), ties: Vec::new() };
        for (id, node) in &at {
            let needs = self.schedule.needs.get(id).into_iter().flatten();
            network.ties.extend(needs.filter_map(|first| Some((*at.get(first)?, *node))));
        }
        let takeaway = match self.schedule.chain.is_empty() {
            true => self.sentence(),
            false => self.chain_words(),
        };
        chart::network("dependencies", &self.plan.title, (takeaway, note), &network)
    }

    /// Each item below one it waits for, at its first mention.
    fn list(&self) -> String {
        let mut list = List { tied: self, seen: BTreeSet::new(), out: String::new() };
        let roots: Vec<ItemId> =
            self.schedule.needs.iter().filter(|(_, needs)| needs.is_empty()).map(|(id, _)| *id).collect();
        list.level(&roots, 1);
        list.out
    }

    fn rows(&self, items: &[ItemId]) -> String {
        let mut out = String::with_capacity(items.len() * 256);
        for (id, item) in items.iter().filter_map(|id| Some((id, self.plan.item(*id)?))) {
            out.push_str("<tr><th scope=\"row\">");
            self.push_link(&mut out, *id, &name(item));
            let state = State::of(item.status);
            out.push_str(&format!("</th><td class=\"state\"><span class=\"st {}\">", state.class));
            escape(&mut out, &state.words);
            out.push_str("</span></td>");
            for (label, ties) in [("Waits for", &self.schedule.needs), ("Holds up", &self.schedule.holds)] {
                out.push_str(&format!("<td class=\"refs\" data-label=\"{label}\">"));
                let others = ties.get(id).map_or(&[][..], Vec::as_slice);
                for (at, other) in others.iter().take(NAMED).enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    self.push_link(&mut out, *other, &self.brief(*other));
                }
                if others.len() > NAMED {
                    out.push_str(&format!(" and {} more", others.len() - NAMED));
                }
                out.push_str("</td>");
            }
            out.push_str("</tr>\n");
        }
        out
    }

    /// An item's id, or its title where it has none.
    fn brief(&self, id: ItemId) -> String {
        self.plan.item(id).map_or(String::new(), |item| item.id.clone().unwrap_or_else(|| item.title.clone()))
    }

    fn push_link(&self, out: &mut String, id: ItemId, label: &str) {
        out.push_str("<a href=\"");
        escape(out, &self.url.to(self.map.item(id)));
        out.push_str("\">");
        escape(out, label);
        out.push_str("</a>");
    }
}

/// `T001 Write the importer`
fn name(item: &Item) -> String {
    match &item.id {
        Some(id) => format!("{id} {}", item.title),
        None => item.title.clone(),
    }
}

/// The nested list while it is written.
struct List<'a> {
    tied: &'a Tied<'a>,
    seen: BTreeSet<ItemId>,
    out: String,
}

impl List<'_> {
    fn level(&mut self, items: &[ItemId], depth: usize) {
        let new: Vec<ItemId> = items.iter().copied().filter(|id| !self.seen.contains(id)).collect();
        let again = items.len() - new.len();
        if new.is_empty() && depth == 1 {
            return;
        }
        self.out.push_str("<ul>\n");
        let mut left = new.len();
        for id in new {
            let Some(item) = self.tied.plan.item(id).filter(|_| self.seen.len() < LISTED) else { continue };
            if !self.seen.insert(id) {
                continue;
            }
            left -= 1;
            self.out.push_str("<li>");
            self.tied.push_link(&mut self.out, id, &name(item));
            self.out.push_str(&format!(
                " <span class=\"st {}\">{}</span>",
                item.status.name(),
                item.status.words()
            ));
            let holds = self.tied.schedule.holds.get(&id).map_or(&[][..], Vec::as_slice);
            match holds.len() {
                0 => {}
                n if depth == DEEP => {
                    self.out.push_str(&format!(" <span class=\"soft\">{} for it</span>", waits(n)))
                }
                _ => self.level(holds, depth + 1),
            }
            self.out.push_str("</li>\n");
        }
        if again + left > 0 {
            let rest: Vec<String> = [(again, "listed above"), (left, "in the table")]
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(|(n, place)| format!("{n} {place}"))
                .collect();
            self.out.push_str(&format!("<li class=\"soft\">and {}</li>\n", rest.join(", ")));
        }
        self.out.push_str("</ul>\n");
    }
}

/// `1 day`, `2.5 days`
fn days(n: f64) -> String {
    if n == 1.0 { "1 day".to_owned() } else { format!("{} days", full((n * 10.0).round() / 10.0)) }
}

fn waits(n: usize) -> String {
    if n == 1 { "1 item waits".to_owned() } else { format!("{n} items wait") }
}
