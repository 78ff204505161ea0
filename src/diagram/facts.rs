//! What a diagram says, in words: its elements and its relations. Nothing is drawn that does not stand here too.

/// What a diagram says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What it is: `Flowchart`.
    pub kind: &'static str,
    /// What its elements are called, one and several.
    pub elements_are: (&'static str, &'static str),
    /// What its relations are called, one and several.
    pub relations_are: (&'static str, &'static str),
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Its description, where it has one.
    pub description: Option<String>,
    /// Its elements, in order.
    pub elements: Vec<Element>,
    /// Its relations, in order.
    pub relations: Vec<Relation>,
}

/// A thing that a diagram shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// What it is called.
    pub name: String,
    /// What it is, where that is more than an element: `database`, `decision`.
    pub sort: String,
    /// What else is said of it: members, values, the group it stands in.
    pub detail: String,
}

/// What leads from one thing to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// What stands at it.
    pub words: String,
    /// What it is, where that is more than a relation: `extends`, `dotted`.
    pub sort: String,
}

impl Facts {
    /// What it is called: its title, or its kind.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(self.kind)
    }

    /// One sentence: the description it has, or one made from what it shows.
    pub fn sentence(&self) -> String {
        match &self.description {
            Some(given) => given.clone(),
            None => self.counted(),
        }
    }

    /// What it shows, counted: `Flowchart of 9 nodes and 11 links, from User query to Final answer.`
    pub fn counted(&self) -> String {
        let mut out = self.kind.to_owned();
        let counts: Vec<String> =
            [(self.elements.len(), self.elements_are), (self.relations.len(), self.relations_are)]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, (one, many))| format!("{count} {}", if count == 1 { one } else { many }))
                .collect();
        if !counts.is_empty() {
            out.push_str(" of ");
            out.push_str(&counts.join(" and "));
        }
        if let Some((first, last)) = self.ends() {
            out.push_str(&format!(", from {first} to {last}"));
        } else if self.relations.is_empty() && !self.elements.is_empty() {
            let names: Vec<&str> =
                self.elements.iter().take(5).map(|element| element.name.as_str()).collect();
            out.push_str(&format!(": {}", names.join(", ")));
            if self.elements.len() > names.len() {
                out.push_str(&format!(" and {} more", self.elements.len() - names.len()));
            }
        }
        out.push('.');
        out
    }

    /// Where what it shows begins and ends: the first element that nothing leads to, the last that leads nowhere.
    fn ends(&self) -> Option<(&str, &str)> {
        let (first, last) = (self.relations.first()?, self.relations.last()?);
        let leads =
            |name: &str| self.relations.iter().any(|relation| relation.from == name && relation.to != name);
        let reached =
            |name: &str| self.relations.iter().any(|relation| relation.to == name && relation.from != name);
        let names =
            || self.elements.iter().map(|element| element.name.as_str()).filter(|name| !name.is_empty());
        let start = names().find(|name| leads(name) && !reached(name)).unwrap_or(&first.from);
        let end = names().rfind(|name| reached(name) && !leads(name)).unwrap_or(&last.to);
        (start != end).then_some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, Facts, Relation};

    #[test]
    fn what_is_shown_is_counted_with_its_ends() {
        let element = |name: &str| Element { name: name.to_owned(), ..Element::default() };
        let relation = |from: &str, to: &str| Relation {
            from: from.to_owned(),
            to: to.to_owned(),
            ..Relation::default()
        };
        let mut facts = Facts {
            kind: "Flowchart",
            elements_are: ("node", "nodes"),
            relations_are: ("link", "links"),
            elements: ["Query", "Search", "Answer"].map(element).into(),
            relations: vec![
                relation("Query", "Search"),
                relation("Search", "Answer"),
                relation("Search", "Search"),
            ],
            ..Facts::default()
        };
        assert_eq!(facts.sentence(), "Flowchart of 3 nodes and 3 links, from Query to Answer.");
        facts.relations.clear();
        assert_eq!(facts.sentence(), "Flowchart of 3 nodes: Query, Search, Answer.");
    }
}
