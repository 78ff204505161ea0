//! Statements to a workspace: first the things, then what joins them, then the views.

use std::collections::BTreeMap;

use crate::diagram::Flaw;
use crate::diagram::structurizr::lex::{Statement, statements};
use crate::diagram::structurizr::model::{Link, Sort, Thing, View, ViewSort, Workspace};

/// How deep files may include each other.
const INCLUDES: u32 = 8;

/// Finds the text of an included file by its name.
type Include<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads a workspace, with everything that is wrong in it.
pub(in crate::diagram) fn workspace(text: &str, include: Include<'_>) -> (Workspace, Vec<Flaw>) {
    let mut flaws = Vec::new();
    let roots = included(statements(text, &mut flaws), include, &mut flaws, 0);
    let mut reader = Reader {
        workspace: Workspace::default(),
        ids: BTreeMap::new(),
        constants: BTreeMap::new(),
        later: Vec::new(),
        flaws,
    };
    let Some(root) = roots.iter().find(|one| one.word(0).eq_ignore_ascii_case("workspace")) else {
        reader.flaws.push(Flaw::invalid("it has no `workspace`", None));
        return (reader.workspace, reader.flaws);
    };
    let named = if root.word(1).eq_ignore_ascii_case("extends") { "" } else { root.word(1) };
    reader.workspace.name = named.to_owned();
    for part in root.inside() {
        match part.word(0).to_ascii_lowercase().as_str() {
            "name" => reader.workspace.name = part.word(1).to_owned(),
            "!const" | "!constant" | "!var" => reader.constant(part),
            "model" => {
                reader.level(part.inside(), None, "");
                reader.join();
                reader.workspace.ids = reader.ids.clone();
            }
            "views" => part.inside().iter().for_each(|view| reader.view(view)),
            _ => {}
        }
    }
    (reader.workspace, reader.flaws)
}

/// Statements with those of included files in place of `!include`.
fn included(all: Vec<Statement>, include: Include<'_>, flaws: &mut Vec<Flaw>, depth: u32) -> Vec<Statement> {
    let mut out = Vec::with_capacity(all.len());
    for mut one in all {
        if one.word(0).eq_ignore_ascii_case("!include") {
            match include(one.word(1)).filter(|_| depth < INCLUDES) {
                Some(text) => {
                    let mut inner = Vec::new();
                    out.extend(included(statements(&text, &mut inner), include, &mut inner, depth + 1));
                    // Places in another file mean nothing here: the line that includes it is named.
                    flaws.extend(inner.into_iter().map(|flaw| Flaw { at: Some(one.at..one.at), ..flaw }));
                }
                None => {
                    let message = format!("`{}` is not among the documents of the project", one.word(1));
                    flaws.push(Flaw::invalid(message, Some(one.at..one.at)));
                }
            }
            continue;
        }
        one.block = one.block.map(|block| included(block, include, flaws, depth));
        out.push(one);
    }
    out
}

/// A relation that is read when all things are known.
struct Later {
    from: String,
    to: String,
    /// The thing around it, and the path of identifiers there.
    this: Option<usize>,
    scope: String,
    words: Vec<String>,
    at: usize,
}

struct Reader {
    workspace: Workspace,
    /// Things by their identifiers, plain and with those around them.
    ids: BTreeMap<String, usize>,
    constants: BTreeMap<String, String>,
    later: Vec<Later>,
    flaws: Vec<Flaw>,
}

impl Reader {
    fn constant(&mut self, one: &Statement) {
        self.constants.insert(one.word(1).to_owned(), one.word(2).to_owned());
    }

    /// A word with `${NAME}` replaced.
    fn word(&self, one: &Statement, at: usize) -> String {
        let mut word = one.word(at).to_owned();
        for (name, value) in &self.constants {
            if word.contains("${") {
                word = word.replace(&format!("${{{name}}}"), value);
            }
        }
        word
    }

    fn level(&mut self, all: &[Statement], inside: Option<usize>, scope: &str) {
        for one in all {
            let (id, first) = if one.word(1) == "=" { (one.word(0), 2) } else { ("", 0) };
            let keyword = one.word(first).to_ascii_lowercase();
            if keyword == "->" || one.word(first + 1) == "->" {
                self.relation(one, first, inside, scope);
            } else if let Some(sort) = Sort::of(&keyword) {
                self.thing(one, (id, first), sort, (inside, scope));
            } else {
                self.property(one, &keyword, inside, scope);
            }
        }
    }

    /// Everything in a block that is neither a thing nor a relation.
    fn property(&mut self, one: &Statement, keyword: &str, inside: Option<usize>, scope: &str) {
        let value = self.word(one, 1);
        match keyword {
            "!const" | "!constant" | "!var" => return self.constant(one),
            "!element" | "!ref" | "!extend" => {
                let (found, path) = (self.find(&value, scope), value);
                return match found {
                    Some(thing) => self.level(one.inside(), Some(thing), &path),
                    None => self.unknown(&path, one.at),
                };
            }
            _ => {}
        }
        let Some(thing) = inside.and_then(|inside| self.workspace.things.get_mut(inside)) else { return };
        match keyword {
            "description" => thing.description = value,
            "technology" => thing.technology = value,
            "tags" | "tag" => {
                let more = one.words.iter().skip(1).flat_map(|word| word.split(','));
                thing.tags.extend(more.map(|tag| tag.trim().to_owned()));
            }
            _ => {}
        }
    }

    fn relation(&mut self, one: &Statement, first: usize, inside: Option<usize>, scope: &str) {
        let short = one.word(first) == "->";
        let (from, to, rest) = match short {
            true => ("this".to_owned(), self.word(one, first + 1), first + 2),
            false => (self.word(one, first), self.word(one, first + 2), first + 3),
        };
        let words = (rest..one.words.len()).map(|at| self.word(one, at)).collect();
        self.later.push(Later { from, to, this: inside, scope: scope.to_owned(), words, at: one.at });
    }

    fn thing(
        &mut self,
        one: &Statement,
        (id, first): (&str, usize),
        sort: Sort,
        (inside, scope): (Option<usize>, &str),
    ) {
        let around = inside.and_then(|inside| match self.workspace.sort(inside) {
            Some(Sort::Group) => self.workspace.parent(inside).and_then(|up| self.workspace.sort(up)),
            other => other,
        });
        if !sort.fits(around) {
            let where_ = around.map_or("the model", Sort::name);
            let message = format!("a {} can't stand directly in {where_}", sort.name());
            return self.flaws.push(Flaw::invalid(message, Some(one.at..one.at)));
        }
        let word = |at: usize| self.word(one, first + at);
        let instance = matches!(sort, Sort::SystemInstance | Sort::ContainerInstance);
        let of = if instance { self.find(&word(1), scope) } else { None };
        if instance && of.is_none() {
            return self.unknown(&word(1), one.at);
        }
        let technical = matches!(sort, Sort::Container | Sort::Component | Sort::Node | Sort::Infrastructure);
        let tags = word(if technical { 4 } else { 3 });
        let name = of.and_then(|of| self.workspace.thing(of)).map_or_else(|| word(1), |of| of.name.clone());
        let thing = Thing {
            sort,
            name,
            description: if instance { String::new() } else { word(2) },
            technology: if technical { word(3) } else { String::new() },
            tags: if instance {
                Vec::new()
            } else {
                tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
            },
            inside,
            of,
            groups: if instance {
                word(2)
                    .split(',')
                    .map(|group| group.trim().to_owned())
                    .filter(|group| !group.is_empty())
                    .collect()
            } else {
                Vec::new()
            },
        };
        let number = self.workspace.things.len();
        self.workspace.things.push(thing);
        let path = match (scope, id) {
            (_, "") => scope.to_owned(),
            ("", id) => id.to_owned(),
            (scope, id) => format!("{scope}.{id}"),
        };
        if !id.is_empty() {
            self.ids.entry(path.to_lowercase()).or_insert(number);
            self.ids.entry(id.to_lowercase()).or_insert(number);
        }
        self.level(one.inside(), Some(number), &path);
    }

    /// The thing that an identifier means: the nearest one, from the inside out.
    fn find(&self, id: &str, scope: &str) -> Option<usize> {
        let id = id.to_lowercase();
        let mut scope = scope.to_lowercase();
        loop {
            let path = if scope.is_empty() { id.clone() } else { format!("{scope}.{id}") };
            if let Some(found) = self.ids.get(&path) {
                return Some(*found);
            }
            if scope.is_empty() {
                return None;
            }
            scope = scope.rsplit_once('.').map_or(String::new(), |(outer, _)| outer.to_owned());
        }
    }

    fn unknown(&mut self, id: &str, at: usize) {
        self.flaws.push(Flaw::invalid(format!("nothing is called `{id}`"), Some(at..at)));
    }

    /// Makes the relations, now that everything is known.
    fn join(&mut self) {
        for later in std::mem::take(&mut self.later) {
            let find = |id: &str| match id {
                "this" => later.this,
                id => self.find(id, &later.scope),
            };
            let (from, to) = (find(&later.from), find(&later.to));
            let word = |at: usize| later.words.get(at).cloned().unwrap_or_default();
            match (from, to) {
                (Some(from), Some(to)) => self.workspace.links.push(Link {
                    from,
                    to,
                    description: word(0),
                    technology: word(1),
                    tags: word(2)
                        .split(',')
                        .map(|tag| tag.trim().to_owned())
                        .filter(|tag| !tag.is_empty())
                        .collect(),
                }),
                (None, _) => self.unknown(&later.from, later.at),
                (_, None) => self.unknown(&later.to, later.at),
            }
        }
    }

    fn view(&mut self, one: &Statement) {
        let keyword = one.word(0).to_ascii_lowercase();
        if keyword == "styles" {
            return self.styles(one);
        }
        let (sort, key) = match keyword.as_str() {
            "systemlandscape" => (ViewSort::Landscape, 1),
            "systemcontext" => (ViewSort::Context, 2),
            "container" => (ViewSort::Container, 2),
            "component" => (ViewSort::Component, 2),
            "dynamic" => (ViewSort::Dynamic, 2),
            "deployment" => (ViewSort::Deployment, 3),
            "filtered" => (ViewSort::Filtered, 4),
            "custom" => (ViewSort::Custom, 1),
            _ => return,
        };
        let mut view =
            View { sort, key: self.word(one, key), description: self.word(one, key + 1), ..View::default() };
        if sort == ViewSort::Custom {
            (view.title, view.description) = (self.word(one, 2), self.word(one, 3));
        }
        if matches!(
            sort,
            ViewSort::Context
                | ViewSort::Container
                | ViewSort::Component
                | ViewSort::Dynamic
                | ViewSort::Deployment
        ) {
            let id = self.word(one, 1);
            view.about = self.find(&id, "");
            if view.about.is_none() && id != "*" {
                return self.unknown(&id, one.at);
            }
        }
        view.environment = if sort == ViewSort::Deployment { self.word(one, 2) } else { String::new() };
        if let Some(environment) = self.find(&view.environment, "").and_then(|at| self.workspace.thing(at)) {
            view.environment = environment.name.clone();
        }
        if sort == ViewSort::Filtered {
            let tags = self.word(one, 3).split(',').map(|tag| tag.trim().to_owned()).collect();
            view.filter = Some((self.word(one, 1), one.word(2).eq_ignore_ascii_case("include"), tags));
        }
        one.inside().iter().for_each(|line| self.view_line(&mut view, line));
        self.workspace.views.push(view);
    }

    fn view_line(&mut self, view: &mut View, line: &Statement) {
        let keyword = line.word(0).to_ascii_lowercase();
        match keyword.as_str() {
            "include" | "exclude" => {
                let whole = line.words.iter().skip(1).any(|word| word == "->");
                let expressions: Vec<String> = match whole {
                    true => vec![line.words.get(1..).unwrap_or_default().join(" ")],
                    false => line.words.iter().skip(1).cloned().collect(),
                };
                view.scope.extend(expressions.into_iter().map(|one| (keyword == "include", one)));
            }
            "autolayout" => view.across = matches!(line.word(1).to_ascii_lowercase().as_str(), "lr" | "rl"),
            "title" => view.title = self.word(line, 1),
            "description" => view.description = self.word(line, 1),
            _ if view.sort == ViewSort::Dynamic => {
                let skip = usize::from(line.word(0).ends_with(':'));
                if line.word(skip + 1) == "->" {
                    let (from, to) = (self.find(line.word(skip), ""), self.find(line.word(skip + 2), ""));
                    match (from, to) {
                        (Some(from), Some(to)) => view.steps.push((from, to, self.word(line, skip + 3))),
                        (None, _) => self.unknown(line.word(skip), line.at),
                        (_, None) => self.unknown(line.word(skip + 2), line.at),
                    }
                }
                line.inside().iter().for_each(|inner| self.view_line(view, inner));
            }
            _ => {}
        }
    }

    fn styles(&mut self, one: &Statement) {
        for style in one.inside().iter().filter(|style| style.word(0).eq_ignore_ascii_case("element")) {
            let shape = style.inside().iter().find(|line| line.word(0).eq_ignore_ascii_case("shape"));
            if let Some(shape) = shape {
                self.workspace.shapes.insert(style.word(1).to_owned(), shape.word(1).to_lowercase());
            }
        }
    }
}
