//! The parser's model of a diagram as [`Facts`]: each family of kinds in a file of its own.

mod c4;
mod chart;
mod course;
mod graph;
mod json;
mod state;
mod structure;

use serde_json::Value;

pub(super) use c4::scene;
pub(super) use state::states;

use crate::diagram::adapt::SEMICOLON;
use crate::diagram::facts::Facts;
use json::{list, text};

/// Reads what a diagram of a kind (as the parser names it) says.
pub(super) fn facts(kind: &str, title: Option<&str>, model: &Value) -> Facts {
    let mut facts = match kind {
        kind if kind.starts_with("flowchart") || kind == "graph" || kind == "swimlane" => {
            graph::flowchart(model)
        }
        "stateDiagram" | "state" => graph::states(model),
        "block" => graph::blocks(model),
        "architecture" => graph::architecture(model),
        "mindmap" => graph::mindmap(model),
        "sankey" => graph::sankey(model),
        kind if kind.starts_with("class") => structure::classes(model),
        "er" => structure::entities(model),
        "c4" => structure::c4(model),
        "requirement" => structure::requirements(model),
        "sequence" => course::sequence(model),
        "zenuml" => course::zenuml(model),
        "journey" => course::journey(model),
        "timeline" => course::timeline(model),
        "gantt" => course::gantt(model),
        "gitGraph" => course::commits(model),
        "pie" => chart::pie(model),
        "quadrantChart" => chart::quadrant(model),
        "xychart" => chart::xy(model),
        "kanban" => chart::kanban(model),
        "packet" => chart::packet(model),
        _ => Facts { kind: "Diagram", elements_are: ("part", "parts"), ..Facts::default() },
    };
    let given = |key: &str| Some(text(model, key).replace(SEMICOLON, ";")).filter(|text| !text.is_empty());
    facts.title = given("accTitle")
        .or_else(|| title.map(json::plain))
        .or_else(|| given("title"))
        .filter(|title| !title.is_empty());
    facts.description = given("accDescr");
    facts
}

/// The parts of a diagram of a kind that has no reader: every label it shows.
pub(super) fn labels(model: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(model, &mut found, 0);
    found.dedup();
    found
}

/// The most labels that are listed.
const LABELS: usize = 400;

fn collect(value: &Value, found: &mut Vec<String>, depth: u32) {
    if depth > 24 || found.len() >= LABELS {
        return;
    }
    match value {
        Value::Object(map) => {
            let label = ["label", "title", "text", "name"]
                .iter()
                .map(|key| text(value, key))
                .find(|text| !text.is_empty());
            found.extend(label.filter(|_| depth > 0));
            for (key, inner) in map.iter().filter(|(key, _)| *key != "config") {
                if !key.starts_with("css") && !key.starts_with("style") {
                    collect(inner, found, depth + 1);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|inner| collect(inner, found, depth + 1)),
        _ => {}
    }
}

/// How many parts a model has: what it would cost to draw.
pub(super) fn weight(model: &Value) -> usize {
    [
        "nodes",
        "edges",
        "messages",
        "classes",
        "relations",
        "entities",
        "relationships",
        "shapes",
        "rels",
        "tasks",
        "commits",
    ]
    .iter()
    .map(|key| match model.get(*key) {
        Some(Value::Object(map)) => map.len(),
        _ => list(model, key).len(),
    })
    .sum()
}
