//! What things are made of: classes, entities, C4 models, requirements.

use serde_json::Value;

use crate::diagram::facts::{Element, Facts, Relation};
use crate::diagram::model::graph::Names;
use crate::diagram::model::json::{first, joined, list, number, plain, text};

/// A class diagram.
pub(super) fn classes(model: &Value) -> Facts {
    let all = list(model, "classes");
    let names = Names::of(all.iter().copied(), "id", &["label", "text"]);
    let elements = all
        .iter()
        .map(|class| {
            let members = list(class, "members").into_iter().chain(list(class, "methods"));
            let members: Vec<String> = members.map(|member| first(member, &["displayText", "id"])).collect();
            let notes: Vec<String> =
                list(class, "annotations").iter().filter_map(|note| note.as_str()).map(plain).collect();
            Element {
                name: names.get(&text(class, "id")),
                sort: notes.join(", "),
                detail: joined(&members, "; "),
            }
        })
        .collect();
    let relations =
        list(model, "relations").into_iter().map(|relation| class_relation(relation, &names)).collect();
    Facts {
        kind: "Class diagram",
        elements_are: ("class", "classes"),
        relations_are: ("relation", "relations"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// A relation read from the end that its sign names: `Animal <|-- Duck` says that Duck extends Animal.
fn class_relation(relation: &Value, names: &Names) -> Relation {
    let (one, two) = (names.get(&text(relation, "id1")), names.get(&text(relation, "id2")));
    let ends = relation.get("relation").unwrap_or(relation);
    let sign = |key: &str| number(ends, key).map_or(-1, |sign| sign as i64);
    let (left, right) = (sign("type1"), sign("type2"));
    let word = |sign: i64| match sign {
        0 => "is part of",
        1 => "extends",
        2 => "belongs to",
        3 => "depends on",
        4 => "offers",
        _ => "",
    };
    let cards: Vec<String> = ["relationTitle1", "relationTitle2"]
        .iter()
        .map(|key| text(relation, key))
        .filter(|card| !card.is_empty() && card != "none")
        .collect();
    let words = joined(&[text(relation, "title"), cards.join(" to ")], ", ");
    match (left, right) {
        // The sign stands at the whole, the base or what is depended on.
        (0.., -1) => Relation { from: two, to: one, words, sort: word(left).to_owned() },
        _ => Relation { from: one, to: two, words, sort: word(right).to_owned() },
    }
}

/// An entity relationship diagram.
pub(super) fn entities(model: &Value) -> Facts {
    let all = list(model, "entities");
    let names = Names::of(all.iter().copied(), "id", &["alias", "label"]);
    let elements = all
        .iter()
        .map(|entity| {
            let attributes: Vec<String> = list(entity, "attributes")
                .into_iter()
                .map(|attribute| {
                    let keys: Vec<&str> =
                        list(attribute, "keys").iter().filter_map(|key| key.as_str()).collect();
                    let comment = text(attribute, "comment");
                    let comment = if comment.is_empty() { comment } else { format!("({comment})") };
                    joined(&[text(attribute, "type"), text(attribute, "name"), keys.join(" "), comment], " ")
                })
                .collect();
            Element {
                name: names.get(&text(entity, "id")),
                sort: String::new(),
                detail: attributes.join("; "),
            }
        })
        .collect();
    let relations = list(model, "relationships")
        .into_iter()
        .map(|relation| {
            let cards = relation.get("relSpec").unwrap_or(relation);
            // Mermaid keeps the cardinality of each end beside the other one.
            let (from, to) = (card(&text(cards, "cardB")), card(&text(cards, "cardA")));
            Relation {
                from: names.get(&text(relation, "entityA")),
                to: names.get(&text(relation, "entityB")),
                words: text(relation, "roleA"),
                sort: joined(&[from.to_owned(), to.to_owned()], " to "),
            }
        })
        .collect();
    Facts {
        kind: "Entity relationship diagram",
        elements_are: ("entity", "entities"),
        relations_are: ("relation", "relations"),
        elements,
        relations,
        ..Facts::default()
    }
}

fn card(sign: &str) -> &'static str {
    match sign {
        "ZERO_OR_ONE" => "zero or one",
        "ZERO_OR_MORE" => "zero or more",
        "ONE_OR_MORE" => "one or more",
        "ONLY_ONE" => "one",
        _ => "",
    }
}

/// A C4 diagram.
pub(super) fn c4(model: &Value) -> Facts {
    let (shapes, groups) = (list(model, "shapes"), list(model, "boundaries"));
    let names = Names::of(shapes.iter().chain(&groups).copied(), "alias", &["label"]);
    let inside = |one: &Value| match text(one, "parentBoundary") {
        group if group.is_empty() || group == "global" => String::new(),
        group => format!("in {}", names.get(&group)),
    };
    let mut elements: Vec<Element> = Vec::new();
    for group in groups.iter().filter(|group| text(group, "alias") != "global") {
        let sort = text(group, "type");
        let sort = if sort.is_empty() { "boundary".to_owned() } else { sort.to_lowercase() };
        elements.push(Element { name: names.get(&text(group, "alias")), sort, detail: inside(group) });
    }
    for shape in &shapes {
        let sort = text(shape, "typeC4Shape").replace("external_", "external ").replace('_', " ");
        let techn = text(shape, "techn");
        let sort = if techn.is_empty() { sort } else { format!("{sort}, {techn}") };
        let detail = joined(&[text(shape, "descr"), inside(shape)], "; ");
        elements.push(Element { name: names.get(&text(shape, "alias")), sort, detail });
    }
    let relations = list(model, "rels")
        .into_iter()
        .map(|relation| Relation {
            from: names.get(&text(relation, "from")),
            to: names.get(&text(relation, "to")),
            words: text(relation, "label"),
            sort: joined(
                &[
                    text(relation, "techn"),
                    if text(relation, "type") == "birel" { "both ways".to_owned() } else { String::new() },
                ],
                ", ",
            ),
        })
        .collect();
    Facts {
        kind: match text(model, "c4Type").as_str() {
            "C4Container" => "C4 container diagram",
            "C4Component" => "C4 component diagram",
            "C4Dynamic" => "C4 dynamic diagram",
            "C4Deployment" => "C4 deployment diagram",
            _ => "C4 context diagram",
        },
        elements_are: ("element", "elements"),
        relations_are: ("relation", "relations"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// A requirement diagram.
pub(super) fn requirements(model: &Value) -> Facts {
    let mut elements: Vec<Element> = Vec::new();
    for requirement in list(model, "requirements") {
        let said = |key: &str, name: &str| match text(requirement, key) {
            value if value.is_empty() => value,
            value => format!("{name}: {value}"),
        };
        let detail = joined(
            &[
                said("requirementId", "id"),
                text(requirement, "text"),
                said("risk", "risk"),
                said("verifyMethod", "verified by"),
            ],
            "; ",
        );
        elements.push(Element {
            name: text(requirement, "name"),
            sort: text(requirement, "type").to_lowercase(),
            detail,
        });
    }
    for element in list(model, "elements") {
        let detail = text(element, "docRef");
        elements.push(Element { name: text(element, "name"), sort: text(element, "type"), detail });
    }
    let relations = list(model, "relationships")
        .into_iter()
        .map(|relation| Relation {
            from: text(relation, "src"),
            to: text(relation, "dst"),
            words: String::new(),
            sort: text(relation, "type"),
        })
        .collect();
    Facts {
        kind: "Requirement diagram",
        elements_are: ("element", "elements"),
        relations_are: ("relation", "relations"),
        elements,
        relations,
        ..Facts::default()
    }
}
