//! Amounts and places: pies, quadrants, axes, boards, packets.

use serde_json::Value;

use crate::diagram::facts::{Element, Facts};
use crate::diagram::model::graph::Names;
use crate::diagram::model::json::{is, joined, list, number, plain, text};

/// A pie chart: each part with its share.
pub(super) fn pie(model: &Value) -> Facts {
    let parts = list(model, "sections");
    let all: f64 = parts.iter().filter_map(|part| number(part, "value")).sum();
    let elements = parts
        .iter()
        .map(|part| {
            let value = number(part, "value").unwrap_or(0.0);
            let share = if all > 0.0 { format!(", {:.1} %", value / all * 100.0) } else { String::new() };
            Element { name: text(part, "label"), sort: String::new(), detail: format!("{value}{share}") }
        })
        .collect();
    Facts { kind: "Pie chart", elements_are: ("part", "parts"), elements, ..Facts::default() }
}

/// A quadrant chart: each point with the quadrant it lies in.
pub(super) fn quadrant(model: &Value) -> Facts {
    let (names, axes) = (model.get("quadrants").unwrap_or(model), model.get("axes").unwrap_or(model));
    let quadrant = |x: f64, y: f64| match (x >= 0.5, y >= 0.5) {
        (true, true) => "quadrant1Text",
        (false, true) => "quadrant2Text",
        (false, false) => "quadrant3Text",
        (true, false) => "quadrant4Text",
    };
    let mut elements: Vec<Element> = Vec::new();
    for (key, place) in [
        ("quadrant1Text", "top right"),
        ("quadrant2Text", "top left"),
        ("quadrant3Text", "bottom left"),
        ("quadrant4Text", "bottom right"),
    ] {
        let name = text(names, key);
        if !name.is_empty() {
            elements.push(Element { name, sort: "quadrant".to_owned(), detail: place.to_owned() });
        }
    }
    for (low, high, axis) in [
        ("xAxisLeftText", "xAxisRightText", "from left to right"),
        ("yAxisBottomText", "yAxisTopText", "from bottom to top"),
    ] {
        let name = joined(&[text(axes, low), text(axes, high)], " to ");
        if !name.is_empty() {
            elements.push(Element { name, sort: "axis".to_owned(), detail: axis.to_owned() });
        }
    }
    for point in list(model, "points") {
        let (x, y) = (number(point, "x").unwrap_or(0.0), number(point, "y").unwrap_or(0.0));
        let detail = joined(&[text(names, quadrant(x, y)), format!("at {x} by {y}")], ", ");
        elements.push(Element { name: text(point, "text"), sort: "point".to_owned(), detail });
    }
    Facts { kind: "Quadrant chart", elements_are: ("part", "parts"), elements, ..Facts::default() }
}

/// A chart with axes: each series with its values.
pub(super) fn xy(model: &Value) -> Facts {
    let mut elements: Vec<Element> = Vec::new();
    for (index, plot) in list(model, "plots").into_iter().enumerate() {
        let title = text(plot, "title");
        let values: Vec<String> = list(plot, "data")
            .into_iter()
            .map(|pair| {
                let part = |at: usize| match pair.get(at) {
                    Some(Value::String(word)) => plain(word),
                    Some(other) => other.to_string(),
                    None => String::new(),
                };
                format!("{} {}", part(0), part(1))
            })
            .collect();
        elements.push(Element {
            name: if title.is_empty() { format!("Series {}", index + 1) } else { title },
            sort: match text(plot, "type").as_str() {
                "bar" => "bars".to_owned(),
                other => other.to_owned(),
            },
            detail: values.join("; "),
        });
    }
    Facts { kind: "Chart", elements_are: ("series", "series"), elements, ..Facts::default() }
}

/// A board: each card with its column.
pub(super) fn kanban(model: &Value) -> Facts {
    let nodes = list(model, "nodes");
    let names = Names::of(nodes.iter().copied(), "id", &["label"]);
    let elements = nodes
        .iter()
        .filter(|node| !is(node, "isGroup"))
        .map(|node| Element {
            name: names.get(&text(node, "id")),
            sort: names.get(&text(node, "parentId")),
            detail: joined(&[text(node, "ticket"), text(node, "assigned"), text(node, "priority")], "; "),
        })
        .collect();
    Facts { kind: "Board", elements_are: ("card", "cards"), elements, ..Facts::default() }
}

/// A packet: its fields with their bits.
pub(super) fn packet(model: &Value) -> Facts {
    let mut elements: Vec<Element> = Vec::new();
    for row in list(model, "packet") {
        for field in row.as_array().into_iter().flatten() {
            let at = |key: &str| number(field, key).unwrap_or(0.0);
            let detail = format!("bits {} to {}", at("start"), at("end"));
            elements.push(Element { name: text(field, "label"), sort: String::new(), detail });
        }
    }
    Facts { kind: "Packet diagram", elements_are: ("field", "fields"), elements, ..Facts::default() }
}
