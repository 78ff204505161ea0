//! C4 diagrams as scenes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagram::model::json::{list, text};
use crate::diagram::scene::{Arrow, End, Group, Scene, Shape, Thing, Tint};

/// What a C4 diagram shows.
pub(in crate::diagram) fn scene(model: &Value) -> Scene {
    let mut scene = Scene::default();
    let mut ends: BTreeMap<String, End> = BTreeMap::new();
    let boundaries: Vec<&Value> =
        list(model, "boundaries").into_iter().filter(|group| text(group, "alias") != "global").collect();
    for (number, group) in boundaries.iter().enumerate() {
        ends.insert(text(group, "alias"), End::Group(number));
    }
    let inside = |one: &Value, ends: &BTreeMap<String, End>| match ends.get(&text(one, "parentBoundary")) {
        Some(End::Group(number)) => Some(*number),
        _ => None,
    };
    for (number, group) in boundaries.iter().enumerate() {
        let around = inside(group, &ends).filter(|around| *around != number);
        scene.groups.push(Group {
            name: text(group, "label"),
            sort: text(group, "type").to_lowercase(),
            inside: around,
            ..Group::default()
        });
    }
    for (number, shape) in list(model, "shapes").into_iter().enumerate() {
        let kind = text(shape, "typeC4Shape");
        let (plain, techn) = (kind.trim_start_matches("external_"), text(shape, "techn"));
        let base = plain.trim_end_matches("_db").trim_end_matches("_queue");
        let sort = if kind.starts_with("external_") { format!("external {base}") } else { base.to_owned() };
        scene.boxes.push(Thing {
            name: text(shape, "label"),
            sort: if techn.is_empty() { sort } else { format!("{sort}: {techn}") },
            text: text(shape, "descr"),
            shape: match plain {
                "person" => Shape::Round,
                plain if plain.ends_with("_db") => Shape::Cylinder,
                plain if plain.ends_with("_queue") => Shape::Pipe,
                _ => Shape::Box,
            },
            tint: match base {
                _ if kind.starts_with("external_") => Tint::None,
                "person" => Tint::Person,
                "system" => Tint::System,
                "container" => Tint::Container,
                "component" => Tint::Component,
                _ => Tint::None,
            },
            inside: inside(shape, &ends),
            ..Thing::default()
        });
        ends.insert(text(shape, "alias"), End::Box(number));
    }
    let dynamic = text(model, "c4Type") == "C4Dynamic";
    for (number, relation) in list(model, "rels").into_iter().enumerate() {
        let (from, to) = (ends.get(&text(relation, "from")), ends.get(&text(relation, "to")));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let words = text(relation, "label");
        scene.arrows.push(Arrow {
            from: *from,
            to: *to,
            words: if dynamic { format!("{}: {words}", number + 1) } else { words },
            techn: text(relation, "techn"),
            both: text(relation, "type") == "birel",
            dotted: false,
            open: false,
        });
    }
    scene
}
