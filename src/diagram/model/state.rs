//! State diagrams as scenes: the crate's own layout of them lays the words of arrows beside the arrows, those of loops over
//! others, and arrows between states with states inside under their boxes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagram::model::json::{first, list, text};
use crate::diagram::scene::{Arrow, End, Group, Scene, Shape, Thing};

/// What a state diagram shows.
pub(in crate::diagram) fn states(model: &Value) -> Scene {
    let mut scene = Scene { across: is_across(&text(model, "direction")), plain: true, ..Scene::default() };
    let mut ends: BTreeMap<String, End> = BTreeMap::new();
    let nodes: Vec<&Value> =
        list(model, "nodes").into_iter().filter(|node| text(node, "shape") != "noteGroup").collect();
    let mut groups = Vec::new();
    for node in &nodes {
        if node.get("isGroup").and_then(Value::as_bool) == Some(true) {
            ends.insert(text(node, "id"), End::Group(groups.len()));
            groups.push(*node);
        }
    }
    // A note stands beside its state, in whatever that stands in.
    let owners: BTreeMap<String, String> = list(model, "edges")
        .into_iter()
        .filter(|edge| text(edge, "classes").contains("note-edge"))
        .flat_map(|edge| [(text(edge, "start"), text(edge, "end")), (text(edge, "end"), text(edge, "start"))])
        .collect();
    let parents: BTreeMap<String, String> =
        nodes.iter().map(|node| (text(node, "id"), text(node, "parentId"))).collect();
    let inside = |node: &Value, ends: &BTreeMap<String, End>| {
        let owner = owners.get(&text(node, "id")).filter(|_| text(node, "shape") == "note");
        let around = owner.and_then(|owner| parents.get(owner)).cloned();
        match ends.get(&around.unwrap_or_else(|| text(node, "parentId"))) {
            Some(End::Group(number)) => Some(*number),
            _ => None,
        }
    };
    for (number, node) in groups.iter().enumerate() {
        let region = text(node, "shape") == "divider";
        let direction = text(node, "dir");
        scene.groups.push(Group {
            name: if region { String::new() } else { first(node, &["label", "id"]) },
            inside: inside(node, &ends).filter(|around| *around != number),
            across: (!direction.is_empty()).then(|| is_across(&direction)),
            dashed: region,
            ..Group::default()
        });
    }
    for node in &nodes {
        if ends.contains_key(&text(node, "id")) {
            continue;
        }
        ends.insert(text(node, "id"), End::Box(scene.boxes.len()));
        let around = inside(node, &ends);
        scene.boxes.push(state(node, around));
    }
    for edge in list(model, "edges") {
        let (from, to) = (ends.get(&text(edge, "start")), ends.get(&text(edge, "end")));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let note = text(edge, "classes").contains("note-edge");
        scene.arrows.push(Arrow {
            from: *from,
            to: *to,
            words: text(edge, "label"),
            techn: String::new(),
            both: false,
            dotted: note,
            open: note,
        });
    }
    scene
}

fn state(node: &Value, inside: Option<usize>) -> Thing {
    let shape = match text(node, "shape").as_str() {
        "stateStart" => Shape::Dot,
        "stateEnd" => Shape::Ring,
        "fork" | "join" | "forkJoin" => Shape::Bar,
        "choice" => Shape::Choice,
        "note" => Shape::Box,
        _ => Shape::Soft,
    };
    let more: Vec<String> = list(node, "description")
        .into_iter()
        .filter_map(Value::as_str)
        .map(crate::diagram::model::json::plain)
        .collect();
    Thing {
        name: first(node, &["label", "id"]),
        text: more.join(" "),
        shape,
        inside,
        style: style(node),
        ..Thing::default()
    }
}

/// The look that the source gives a state, where it is nothing but names and values.
fn style(node: &Value) -> String {
    let parts: Vec<&str> = ["cssCompiledStyles", "cssStyles"]
        .iter()
        .flat_map(|key| list(node, key))
        .filter_map(Value::as_str)
        .map(|part| part.trim().trim_end_matches(';'))
        .filter(|part| {
            let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '#' | ':' | '-' | '.' | '%' | ' ');
            part.contains(':') && part.chars().all(sign)
        })
        .collect();
    parts.join(",")
}

fn is_across(direction: &str) -> bool {
    matches!(direction, "LR" | "RL")
}
