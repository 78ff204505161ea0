//! What a plan states and planbook only repeats: scores, measurements, milestones, risks. One table for each.

use serde::Serialize;

use crate::model::Plan;
use crate::page::part::atlas::Atlas;
use crate::page::part::cite::LineLink;
use crate::page::part::frame::Link;
use crate::place::Place;
use crate::site::Url;

/// A table of stated facts.
#[derive(Clone, Debug, Serialize)]
pub struct FactTable {
    /// Its name in addresses: `scores`.
    pub name: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What it is, for its caption.
    pub caption: &'static str,
    /// The columns after the first.
    pub columns: Vec<FactColumn>,
    /// The words of the first column.
    pub first: &'static str,
    /// The rows.
    pub rows: Vec<FactRow>,
    /// All rows, where these are not all.
    pub all: Option<Link>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct FactColumn {
    /// Its words.
    pub label: &'static str,
    /// Whether it holds numbers.
    pub number: bool,
}

/// A stated fact.
#[derive(Clone, Debug, Serialize)]
pub struct FactRow {
    /// What it is about.
    pub head: String,
    /// One cell for each column.
    pub cells: Vec<String>,
    /// Where it stands.
    pub line: LineLink,
}

/// A row before links are made: what it is about, its cells, where it stands.
type Draft = (String, Vec<String>, Place);

/// All a plan states of one kind, from which tables of a stretch of it are made.
pub struct Stated {
    table: FactTable,
    rows: Vec<Draft>,
}

/// What a plan states, by kind, in the order it is shown; kinds without rows and columns without words left out.
pub fn stated(plan: &Plan) -> Vec<Stated> {
    [scores(plan), milestones(plan), risks(plan), metrics(plan)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(mut table, rows)| {
            let filled: Vec<bool> = (0..table.columns.len())
                .map(|at| rows.iter().any(|(_, cells, _)| cells.get(at).is_some_and(|cell| !cell.is_empty())))
                .collect();
            let keep = |at: usize| filled.get(at).copied().unwrap_or(false);
            table.columns = pick(std::mem::take(&mut table.columns), keep);
            let rows =
                rows.into_iter().map(|(head, cells, place)| (head, pick(cells, keep), place)).collect();
            Stated { table, rows }
        })
        .collect()
}

impl Stated {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        self.table.name
    }

    /// Its heading.
    pub fn heading(&self) -> &'static str {
        self.table.heading
    }

    /// How many rows there are.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// The rows from `from` on, at most `most`, as seen from the page at `url`.
    pub fn table(&self, atlas: &Atlas<'_>, url: &Url, from: usize, most: usize) -> FactTable {
        let rows = self.rows.iter().skip(from).take(most).map(|(head, cells, place)| FactRow {
            head: head.clone(),
            cells: cells.clone(),
            line: LineLink::new(atlas, url, *place),
        });
        FactTable { rows: rows.collect(), ..self.table.clone() }
    }
}

fn pick<T>(list: Vec<T>, keep: impl Fn(usize) -> bool) -> Vec<T> {
    list.into_iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, value)| value).collect()
}

fn column(label: &'static str, number: bool) -> FactColumn {
    FactColumn { label, number }
}

fn scores(plan: &Plan) -> (FactTable, Vec<Draft>) {
    let table = FactTable {
        name: "scores",
        heading: "Scores as stated",
        caption: "Scores the plan gives itself. planbook neither checks nor combines them.",
        first: "Scored",
        columns: vec![
            column("Now", true),
            column("Wanted", true),
            column("Gap", true),
            column("Priority", false),
        ],
        rows: Vec::new(),
        all: None,
    };
    let rows = plan
        .scores
        .iter()
        .map(|score| {
            let of = |value: Option<f64>| match (value, score.out_of) {
                (Some(value), Some(full)) => format!("{value}/{full}"),
                (Some(value), None) => value.to_string(),
                (None, _) => String::new(),
            };
            let gap = score.gap.map_or(String::new(), |gap| gap.to_string());
            let priority = score.priority.clone().unwrap_or_default();
            (score.name.clone(), vec![of(score.current), of(score.target), gap, priority], score.place)
        })
        .collect();
    (table, rows)
}

fn milestones(plan: &Plan) -> (FactTable, Vec<Draft>) {
    let table = FactTable {
        name: "milestones",
        heading: "Milestones",
        caption: "Dated points the plan names, as written.",
        first: "Milestone",
        columns: vec![column("When", false), column("Stated", false)],
        rows: Vec::new(),
        all: None,
    };
    let rows = plan
        .milestones
        .iter()
        .map(|milestone| {
            let stated = milestone.stated.as_ref().map_or(String::new(), |stated| stated.text.clone());
            let when = milestone.when.clone().unwrap_or_default();
            (milestone.title.clone(), vec![when, stated], milestone.place)
        })
        .collect();
    (table, rows)
}

fn risks(plan: &Plan) -> (FactTable, Vec<Draft>) {
    let table = FactTable {
        name: "risks",
        heading: "Risks",
        caption: "Risks the plan names, as written.",
        first: "Risk",
        columns: vec![column("Level", false), column("What is done about it", false)],
        rows: Vec::new(),
        all: None,
    };
    let rows = plan
        .risks
        .iter()
        .map(|risk| {
            let cells =
                vec![risk.level.clone().unwrap_or_default(), risk.mitigation.clone().unwrap_or_default()];
            (risk.title.clone(), cells, risk.place)
        })
        .collect();
    (table, rows)
}

fn metrics(plan: &Plan) -> (FactTable, Vec<Draft>) {
    let table = FactTable {
        name: "metrics",
        heading: "Measurements as stated",
        caption: "Numbers the plan states about what is built. No evidence stands behind them here.",
        first: "Measured",
        columns: vec![column("Before", true), column("Value", true), column("As written", false)],
        rows: Vec::new(),
        all: None,
    };
    let rows = plan
        .metrics
        .iter()
        .map(|metric| {
            let unit = metric.unit.as_deref().unwrap_or("");
            let say = |value: Option<f64>| {
                value.map_or(String::new(), |value| format!("{value} {unit}").trim_end().to_owned())
            };
            (
                metric.name.clone(),
                vec![say(metric.before), say(metric.value), metric.text.clone()],
                metric.place,
            )
        })
        .collect();
    (table, rows)
}
