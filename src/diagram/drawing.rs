//! A diagram that was drawn, and all diagrams of a build: equal sources are drawn once.

use std::collections::HashMap;
use std::fmt::Write;

use rayon::prelude::*;

use crate::diagram::facts::{Element, Facts};
use crate::diagram::flaw::Flaw;
use crate::diagram::paint::{FIGURE, Picture, picture, short};
use crate::diagram::scene::Scene;
use crate::diagram::{engine, model, structurizr};

/// A diagram that was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What it says.
    pub facts: Facts,
    pub(super) picture: Picture,
}

/// The diagrams of a build by their sources.
#[derive(Clone, Debug, Default)]
pub struct Drawings {
    all: HashMap<String, Result<Drawing, Flaw>>,
    /// Whether one of them had to be drawn.
    new: bool,
}

fn of_scene(scene: &Scene, kind: &str) -> Result<Picture, Flaw> {
    picture(&engine::draw(&scene.source())?, kind).ok_or_else(unseen)
}

fn unseen() -> Flaw {
    Flaw::undrawn("nothing in it can be seen")
}

impl Drawing {
    /// Draws a Mermaid diagram.
    pub fn of(source: &str) -> Result<Self, Flaw> {
        let read = engine::read(source)?;
        let mut facts = model::facts(&read.kind, read.title.as_deref(), &read.model);
        if facts.elements.is_empty() && facts.relations.is_empty() {
            let names = model::labels(&read.model).into_iter();
            facts.elements = names.map(|name| Element { name, ..Element::default() }).collect();
        }
        let picture = match read.kind.as_str() {
            "c4" => of_scene(&model::scene(&read.model), "flowchart")?,
            "stateDiagram" | "state" => of_scene(&model::states(&read.model), "state")?,
            kind => picture(&engine::draw(source)?, kind).ok_or_else(unseen)?,
        };
        Ok(Self { facts, picture })
    }
}

impl Drawing {
    /// Writes the picture as an image with a name and a description, for a figure of this id; `escape` writes words.
    pub fn write(&self, out: &mut String, id: &str, escape: impl Fn(&mut String, &str)) {
        let [left, top, width, height] = self.picture.view.map(short);
        // Writing to a string can't fail.
        let _ = write!(
            out,
            "<svg class=\"dg\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"{left} {top} {width} {height}\" \
             width=\"{width}\" height=\"{height}\"><title id=\"{id}-title\">"
        );
        escape(out, self.facts.name());
        let _ = write!(out, "</title><desc id=\"{id}-desc\">");
        escape(out, &self.facts.sentence());
        out.push_str("</desc>");
        out.push_str(&self.picture.body.replace(FIGURE, id));
        out.push_str("</svg>");
    }
}

/// The views of a Structurizr workspace.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Its name; may be empty.
    pub name: String,
    /// Its views, in order.
    pub views: Vec<Result<Drawing, Flaw>>,
    /// What is wrong in it.
    pub flaws: Vec<Flaw>,
}

impl Workspace {
    /// Reads and draws a workspace; `include` finds the text of a file that it includes.
    pub fn read(text: &str, include: &dyn Fn(&str) -> Option<String>) -> Self {
        let (workspace, flaws) = structurizr::workspace(text, include);
        let draw =
            |(facts, scene): (Facts, Scene)| Ok(Drawing { facts, picture: of_scene(&scene, "flowchart")? });
        let views = structurizr::views(&workspace).into_par_iter().map(draw).collect();
        Self { name: workspace.name, views, flaws }
    }
}

impl Drawings {
    /// Draws every distinct source, in parallel; those that are `known` were drawn before.
    pub fn of<'a>(sources: impl Iterator<Item = &'a str>, known: &Drawings) -> Self {
        let mut wanted: Vec<&str> = sources.collect();
        wanted.sort_unstable();
        wanted.dedup();
        let all: HashMap<String, Result<Drawing, Flaw>> = wanted
            .into_par_iter()
            .map(|source| match known.get(source) {
                Some(Ok(drawing)) => (source.to_owned(), Ok(drawing.clone())),
                _ => (source.to_owned(), Drawing::of(source)),
            })
            .collect();
        let fresh = |(source, drawing): (&String, &Result<Drawing, Flaw>)| {
            drawing.is_ok() && !matches!(known.get(source), Some(Ok(_)))
        };
        Self { new: all.iter().any(fresh), all }
    }

    /// What became of a source.
    pub fn get(&self, source: &str) -> Option<&Result<Drawing, Flaw>> {
        self.all.get(source)
    }

    /// Whether one of them had to be drawn: then they are worth keeping.
    pub fn is_new(&self) -> bool {
        self.new
    }

    /// Those that could be drawn, with their sources, in no order.
    pub(super) fn drawn(&self) -> impl Iterator<Item = (&str, &Drawing)> {
        self.all.iter().filter_map(|(source, drawing)| Some((source.as_str(), drawing.as_ref().ok()?)))
    }

    /// Drawings of an earlier build.
    pub(super) fn kept(drawings: Vec<(String, Drawing)>) -> Self {
        Self {
            all: drawings.into_iter().map(|(source, drawing)| (source, Ok(drawing))).collect(),
            new: false,
        }
    }
}
