//! Nodes and what joins them: flowcharts, states, blocks, architecture, mind maps, flows.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagram::facts::{Element, Facts, Relation};
use crate::diagram::model::json::{first, joined, list, number, text};

/// The names of things by their ids.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a Value>, id: &str, names: &[&str]) -> Self {
        Self(
            all.map(|one| {
                let id = text(one, id);
                let name = first(one, names);
                let name = if name.is_empty() { id.clone() } else { name };
                (id, name)
            })
            .collect(),
        )
    }

    /// The name of an id; the id where nobody named it.
    pub(super) fn get(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// A flowchart.
pub(super) fn flowchart(model: &Value) -> Facts {
    let (nodes, groups) = (list(model, "nodes"), list(model, "subgraphs"));
    let names = Names::of(nodes.iter().copied(), "id", &["label"]);
    let titles = Names::of(groups.iter().copied(), "id", &["title"]);
    let group_of = |id: &str| {
        groups
            .iter()
            .find(|group| list(group, "nodes").iter().any(|node| node.as_str() == Some(id)))
            .map_or(String::new(), |group| format!("in {}", first(group, &["title", "id"])))
    };
    let elements = nodes
        .iter()
        .filter(|node| groups.iter().all(|group| text(group, "id") != text(node, "id")))
        .map(|node| Element {
            name: names.get(&text(node, "id")),
            sort: shape(&first(node, &["shape", "layoutShape"])).to_owned(),
            detail: group_of(&text(node, "id")),
        })
        .collect();
    let name = |id: String| if titles.0.contains_key(&id) { titles.get(&id) } else { names.get(&id) };
    let relations = list(model, "edges")
        .into_iter()
        .map(|edge| Relation {
            from: name(text(edge, "from")),
            to: name(text(edge, "to")),
            words: text(edge, "label"),
            sort: stroke(edge).to_owned(),
        })
        .collect();
    Facts {
        kind: "Flowchart",
        elements_are: ("node", "nodes"),
        relations_are: ("link", "links"),
        elements,
        relations,
        ..Facts::default()
    }
}

fn shape(shape: &str) -> &'static str {
    match shape {
        "diamond" | "question" | "decision" | "diam" => "decision",
        "cylinder" | "cyl" | "database" | "db" => "database",
        "stadium" | "terminal" | "pill" => "start or end",
        "subroutine" | "fr-rect" | "subprocess" => "subprocess",
        "lean_right" | "lean_left" | "lean-r" | "lean-l" => "input or output",
        "doublecircle" | "dbl-circ" => "stop",
        "hexagon" | "hex" => "preparation",
        "doc" | "document" => "document",
        _ => "",
    }
}

fn stroke(edge: &Value) -> &'static str {
    let open = text(edge, "type") == "arrow_open";
    match (text(edge, "stroke").as_str(), open) {
        ("dotted", true) => "dotted, no arrow",
        ("dotted", false) => "dotted",
        ("thick", true) => "thick, no arrow",
        ("thick", false) => "thick",
        ("invisible", _) => "not drawn",
        (_, true) => "no arrow",
        _ => "",
    }
}

/// A state diagram.
pub(super) fn states(model: &Value) -> Facts {
    let nodes = list(model, "nodes");
    let said = |node: &Value| match text(node, "shape").as_str() {
        "stateStart" => Some("Start".to_owned()),
        "stateEnd" => Some("End".to_owned()),
        _ => None,
    };
    let names: BTreeMap<String, String> = nodes
        .iter()
        .map(|node| (text(node, "id"), said(node).unwrap_or_else(|| first(node, &["label", "id"]))))
        .collect();
    let name = |id: String| names.get(&id).cloned().unwrap_or(id);
    let elements = nodes
        .iter()
        .filter(|node| !matches!(text(node, "shape").as_str(), "note" | "noteGroup"))
        .map(|node| {
            let parent = text(node, "parentId");
            Element {
                name: name(text(node, "id")),
                sort: match text(node, "shape").as_str() {
                    "choice" => "choice",
                    "fork" | "join" | "forkJoin" => "fork or join",
                    "roundedWithTitle" => "state with states inside",
                    "divider" => "region",
                    _ => "",
                }
                .to_owned(),
                detail: if parent.is_empty() { String::new() } else { format!("in {}", name(parent)) },
            }
        })
        .collect();
    let relations = list(model, "edges")
        .into_iter()
        .filter(|edge| !text(edge, "classes").contains("note-edge"))
        .map(|edge| Relation {
            from: name(text(edge, "start")),
            to: name(text(edge, "end")),
            words: text(edge, "label"),
            sort: String::new(),
        })
        .collect();
    Facts {
        kind: "State diagram",
        elements_are: ("state", "states"),
        relations_are: ("transition", "transitions"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// A block diagram.
pub(super) fn blocks(model: &Value) -> Facts {
    let flat: Vec<&Value> = list(model, "blocksFlat")
        .into_iter()
        .filter(|block| {
            text(block, "id") != "root" && !matches!(text(block, "type").as_str(), "space" | "edge")
        })
        .collect();
    let names = Names::of(flat.iter().copied(), "id", &["label"]);
    let elements = flat
        .iter()
        .filter(|block| text(block, "type") != "block_arrow" || !text(block, "label").is_empty())
        .map(|block| Element {
            name: names.get(&text(block, "id")),
            sort: match text(block, "type").as_str() {
                "composite" => "group of blocks",
                "cylinder" => "database",
                "diamond" => "decision",
                "block_arrow" => "arrow",
                _ => "",
            }
            .to_owned(),
            detail: String::new(),
        })
        .collect();
    let relations = list(model, "edges")
        .into_iter()
        .map(|edge| Relation {
            from: names.get(&text(edge, "start")),
            to: names.get(&text(edge, "end")),
            words: text(edge, "label"),
            sort: String::new(),
        })
        .collect();
    Facts {
        kind: "Block diagram",
        elements_are: ("block", "blocks"),
        relations_are: ("link", "links"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// An architecture diagram: services in groups.
pub(super) fn architecture(model: &Value) -> Facts {
    let (services, groups) = (list(model, "services"), list(model, "groups"));
    let names = Names::of(services.iter().chain(&groups).copied(), "id", &["title"]);
    let inside = |one: &Value| match text(one, "in") {
        group if group.is_empty() => String::new(),
        group => format!("in {}", names.get(&group)),
    };
    let element =
        |one: &&Value, sort: String| Element { name: names.get(&text(one, "id")), sort, detail: inside(one) };
    let mut elements: Vec<Element> = groups.iter().map(|group| element(group, "group".to_owned())).collect();
    elements.extend(services.iter().map(|service| element(service, text(service, "icon"))));
    let relations = list(model, "edges")
        .into_iter()
        .map(|edge| Relation {
            from: names.get(&text(edge, "lhsId")),
            to: names.get(&text(edge, "rhsId")),
            words: text(edge, "title"),
            sort: String::new(),
        })
        .collect();
    Facts {
        kind: "Architecture diagram",
        elements_are: ("part", "parts"),
        relations_are: ("link", "links"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// A mind map.
pub(super) fn mindmap(model: &Value) -> Facts {
    let nodes = list(model, "nodes");
    let names = Names::of(nodes.iter().copied(), "id", &["label"]);
    let elements = nodes
        .iter()
        .map(|node| Element { name: names.get(&text(node, "id")), ..Element::default() })
        .collect();
    let relations = list(model, "edges")
        .into_iter()
        .map(|edge| Relation {
            from: names.get(&text(edge, "start")),
            to: names.get(&text(edge, "end")),
            ..Relation::default()
        })
        .collect();
    Facts {
        kind: "Mind map",
        elements_are: ("thought", "thoughts"),
        relations_are: ("branch", "branches"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// A flow diagram with amounts.
pub(super) fn sankey(model: &Value) -> Facts {
    let graph = model.get("graph").unwrap_or(model);
    let elements = list(graph, "nodes")
        .into_iter()
        .map(|node| Element { name: text(node, "id"), ..Element::default() })
        .collect();
    let relations = list(graph, "links")
        .into_iter()
        .map(|link| Relation {
            from: text(link, "source"),
            to: text(link, "target"),
            words: joined(&[number(link, "value").map_or(String::new(), |value| value.to_string())], ""),
            sort: String::new(),
        })
        .collect();
    Facts {
        kind: "Sankey diagram",
        elements_are: ("node", "nodes"),
        relations_are: ("flow", "flows"),
        elements,
        relations,
        ..Facts::default()
    }
}
