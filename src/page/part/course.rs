//! How plans went, as charts: what is done of what there is, items by state, what each week brought, scores.

use std::collections::BTreeMap;

use crate::date::{Date, Week};
use crate::derive::{History, PlanWeek};
use crate::link::Story;
use crate::model::{Status, Tally};
use crate::page::part::chart::{self, Chart, Progress, States, Trend};

/// The fewest weeks that make a chart.
const FEWEST: usize = 3;

/// The most scores that are drawn.
const SCORES: usize = 4;

/// The charts of weeks in order; none where there are too few.
pub fn charts(of: &str, weeks: &[PlanWeek]) -> Vec<Chart> {
    if weeks.len() < FEWEST {
        return Vec::new();
    }
    let mut progress = Vec::with_capacity(weeks.len());
    let mut states = Vec::with_capacity(weeks.len());
    let mut brought = Vec::with_capacity(weeks.len());
    for week in weeks {
        let Some(date) = week.week.sunday() else { continue };
        let tally = week.end;
        let scope = tally.total() - tally.get(Status::Cancelled);
        progress.push(Progress { date, done: tally.get(Status::Done), scope });
        states.push(States { date, tally });
        brought.push(chart::Week {
            label: week.week.to_string(),
            done: week.counts.done,
            added: week.counts.added,
            reopened: week.counts.reopened,
        });
    }
    vec![
        chart::burn_up("burn-up", of, &progress),
        chart::flow("flow", of, &states),
        chart::throughput("throughput", of, &brought),
    ]
}

/// The weeks of all plans together: those of each that is there, and of those that are gone until they went.
pub fn together(history: &History) -> Vec<PlanWeek> {
    let mut all: BTreeMap<Week, PlanWeek> = BTreeMap::new();
    for week in history.plans.iter().flatten() {
        let sum = all.entry(week.week).or_insert_with(|| PlanWeek {
            week: week.week,
            counts: Default::default(),
            events: 0..0,
            end: Tally::default(),
            bulk: 0,
        });
        sum.counts.done += week.counts.done;
        sum.counts.added += week.counts.added;
        sum.counts.reopened += week.counts.reopened;
        sum.end.merge(week.end);
    }
    all.into_values().collect()
}

/// The scores a plan gave itself, as trends.
pub fn scores(history: &History, story: &Story) -> Vec<Chart> {
    let mut names: Vec<&str> = Vec::new();
    let mut points: BTreeMap<&str, Vec<(Date, f64)>> = BTreeMap::new();
    for (point, scores) in &story.scores {
        let Some(day) = history.day(*point) else { continue };
        for (name, text) in scores {
            let value = text.split('/').next().and_then(|value| value.parse::<f64>().ok());
            let Some(value) = value else { continue };
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
            points.entry(name).or_default().push((day, value));
        }
    }
    let drawn =
        names.iter().filter_map(|name| Some((*name, points.get(name).filter(|points| points.len() > 1)?)));
    drawn
        .take(SCORES)
        .enumerate()
        .map(|(at, (name, points))| {
            let trend = Trend { name, unit: "", points, target: None };
            chart::trend(&format!("score-{}", at + 1), trend)
        })
        .collect()
}
