//! The views of a workspace as scenes, with what they say.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::facts::{Element, Facts, Relation};
use crate::diagram::scene::{Arrow, End, Group, Scene, Shape, Thing, Tint};
use crate::diagram::structurizr::cast::Cast;
use crate::diagram::structurizr::model::{Sort, View, ViewSort, Workspace};

/// Every view, in order: what it says, and what is drawn.
pub(in crate::diagram) fn views(workspace: &Workspace) -> Vec<(Facts, Scene)> {
    workspace.views.iter().filter_map(|view| one(workspace, view)).collect()
}

fn one(workspace: &Workspace, view: &View) -> Option<(Facts, Scene)> {
    let base = match &view.filter {
        Some((key, ..)) => workspace.views.iter().find(|base| base.key == *key && base.filter.is_none())?,
        None => view,
    };
    let mut cast = Cast { workspace, view: base, shown: BTreeSet::new(), links: Vec::new(), filter: None };
    if let Some((_, keeps, tags)) = &view.filter {
        cast.filter = Some((*keeps, tags));
    }
    cast.choose();
    let (scene, facts) = cast.stage();
    (!scene.boxes.is_empty()).then(|| {
        let kind = kind(base.sort);
        let about = base.about.and_then(|about| workspace.thing(about)).map(|about| about.name.clone());
        let named = [
            view.title.clone(),
            about.map_or(String::new(), |about| format!("{kind}: {about}")),
            environment(base),
        ];
        let title = named.into_iter().find(|title| !title.is_empty());
        let description = Some(view.description.clone()).filter(|text| !text.is_empty());
        let facts = Facts { kind, title, description, ..facts };
        (facts, Scene { across: base.across, ..scene })
    })
}

fn environment(view: &View) -> String {
    match view.environment.as_str() {
        "" => String::new(),
        name => format!("C4 deployment diagram: {name}"),
    }
}

fn kind(sort: ViewSort) -> &'static str {
    match sort {
        ViewSort::Landscape | ViewSort::Filtered => "System landscape",
        ViewSort::Context => "C4 context diagram",
        ViewSort::Container => "C4 container diagram",
        ViewSort::Component => "C4 component diagram",
        ViewSort::Dynamic => "C4 dynamic diagram",
        ViewSort::Deployment => "C4 deployment diagram",
        ViewSort::Custom => "Diagram",
    }
}

impl Cast<'_> {
    /// Puts what is shown into groups and boxes.
    fn stage(&self) -> (Scene, Facts) {
        let mut scene = Scene::default();
        let mut ends: BTreeMap<usize, End> = BTreeMap::new();
        let things = &self.workspace.things;
        let mut around: BTreeSet<usize> = BTreeSet::new();
        for at in &self.shown {
            let mut up = things.get(*at).and_then(|thing| thing.inside);
            while let Some(one) = up.filter(|one| self.sort(*one) != Some(Sort::Environment)) {
                around.insert(one);
                up = things.get(one).and_then(|thing| thing.inside);
            }
        }
        for (number, at) in around.iter().enumerate() {
            ends.insert(*at, End::Group(number));
        }
        let inside = |at: usize, ends: &BTreeMap<usize, End>| match things
            .get(at)
            .and_then(|thing| thing.inside)
            .and_then(|up| ends.get(&up))
        {
            Some(End::Group(number)) => Some(*number),
            _ => None,
        };
        let mut elements = Vec::new();
        for at in &around {
            let Some(thing) = things.get(*at) else { continue };
            let sort = if thing.sort == Sort::Group { String::new() } else { thing.sort.name().to_owned() };
            scene.groups.push(Group {
                name: thing.name.clone(),
                sort: sort.clone(),
                inside: inside(*at, &ends),
                ..Group::default()
            });
            let sort = if sort.is_empty() { "group".to_owned() } else { sort };
            elements.push(Element { name: thing.name.clone(), sort, detail: thing.description.clone() });
        }
        for at in self.shown.iter().filter(|at| !around.contains(at)) {
            let Some(thing) = things.get(*at) else { continue };
            ends.insert(*at, End::Box(scene.boxes.len()));
            let named = thing.of.and_then(|of| things.get(of)).unwrap_or(thing);
            let techn =
                if named.technology.is_empty() { String::new() } else { format!(": {}", named.technology) };
            let sort = format!("{}{techn}", named.sort.name());
            let up = thing
                .inside
                .and_then(|up| things.get(up))
                .map_or(String::new(), |up| format!("in {}", up.name));
            let parts = [named.description.clone(), up];
            let detail =
                parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<String>>().join("; ");
            elements.push(Element { name: named.name.clone(), sort: sort.clone(), detail });
            scene.boxes.push(Thing {
                name: named.name.clone(),
                sort,
                text: named.description.clone(),
                shape: self.shape(named.sort, &named.tags),
                tint: tint(named.sort),
                inside: inside(*at, &ends),
                ..Thing::default()
            });
        }
        let relations = self.arrows(&mut scene, &ends);
        let facts = Facts {
            elements_are: ("element", "elements"),
            relations_are: ("relation", "relations"),
            elements,
            relations,
            ..Facts::default()
        };
        (scene, facts)
    }

    /// Adds an arrow for each link, and gives what the arrows say.
    fn arrows(&self, scene: &mut Scene, ends: &BTreeMap<usize, End>) -> Vec<Relation> {
        let things = &self.workspace.things;
        let mut relations = Vec::new();
        for (from, to, words, techn) in &self.links {
            let (Some(start), Some(end)) = (ends.get(from), ends.get(to)) else { continue };
            let name = |at: usize| things.get(at).map_or(String::new(), |thing| thing.name.clone());
            relations.push(Relation {
                from: name(*from),
                to: name(*to),
                words: words.clone(),
                sort: techn.clone(),
            });
            scene.arrows.push(Arrow {
                from: *start,
                to: *end,
                words: words.clone(),
                techn: techn.clone(),
                both: false,
                dotted: false,
                open: false,
            });
        }
        relations
    }

    /// The shape that styles give, else the usual one.
    fn shape(&self, sort: Sort, tags: &[String]) -> Shape {
        let styled = tags
            .iter()
            .rev()
            .map(String::as_str)
            .chain([sort.tag()])
            .find_map(|tag| self.workspace.shapes.get(tag));
        match styled.map(String::as_str) {
            Some("cylinder" | "bucket") => Shape::Cylinder,
            Some("pipe") => Shape::Pipe,
            Some("person" | "robot" | "ellipse" | "roundedbox") => Shape::Round,
            Some("hexagon") => Shape::Hexagon,
            Some("circle") => Shape::Circle,
            Some("diamond") => Shape::Diamond,
            Some(_) => Shape::Box,
            None if sort == Sort::Person => Shape::Round,
            None => Shape::Box,
        }
    }
}

fn tint(sort: Sort) -> Tint {
    match sort {
        Sort::Person => Tint::Person,
        Sort::System | Sort::SystemInstance => Tint::System,
        Sort::Container | Sort::ContainerInstance => Tint::Container,
        Sort::Component => Tint::Component,
        Sort::Node | Sort::Infrastructure => Tint::Node,
        Sort::Custom | Sort::Group | Sort::Environment => Tint::None,
    }
}
