//! What a view shows: the things its expressions mean, and the links between them.

use std::collections::BTreeSet;

use crate::diagram::structurizr::model::{Link, Sort, View, ViewSort, Workspace};

/// An arrow between things: from, to, words, technology.
pub(super) type Wire = (usize, usize, String, String);

pub(super) struct Cast<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) view: &'a View,
    pub(super) shown: BTreeSet<usize>,
    pub(super) links: Vec<Wire>,
    /// Whether only things and links with these tags stay, or none with them.
    pub(super) filter: Option<(bool, &'a [String])>,
}

impl Cast<'_> {
    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        self.workspace.sort(at)
    }

    fn all(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.workspace.things.len()
    }

    /// Decides what is shown.
    pub(super) fn choose(&mut self) {
        if self.view.sort == ViewSort::Dynamic {
            for (number, (from, to, words)) in self.view.steps.iter().enumerate() {
                self.shown.extend([*from, *to]);
                self.links.push((*from, *to, format!("{}: {words}", number + 1), String::new()));
            }
            return;
        }
        if let Some(about) = self.view.about.filter(|_| self.view.sort == ViewSort::Context) {
            self.shown.insert(about);
        }
        for (include, expression) in &self.view.scope {
            let meant = self.meant(expression);
            match include {
                true => self.shown.extend(meant),
                false => meant.iter().for_each(|at| {
                    self.shown.remove(at);
                }),
            }
        }
        if let Some((keeps, tags)) = self.filter {
            let shown = std::mem::take(&mut self.shown);
            self.shown = shown.into_iter().filter(|at| self.tagged(*at, tags) == keeps).collect();
        }
        self.links = if self.view.sort == ViewSort::Deployment { self.deployed() } else { self.joined() };
    }

    fn tagged(&self, at: usize, tags: &[String]) -> bool {
        self.workspace.thing(at).is_some_and(|thing| {
            tags.iter().any(|tag| tag == "Element" || tag == thing.sort.tag() || thing.tags.contains(tag))
        })
    }

    /// The things that an expression means.
    fn meant(&self, expression: &str) -> BTreeSet<usize> {
        if matches!(expression, "*" | "*?") {
            return self.usual();
        }
        if let Some((key, values)) = expression.split_once("==").or_else(|| expression.split_once("!=")) {
            let equal = expression.contains("==");
            let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).collect();
            return self
                .all()
                .filter(|at| self.fits(*at))
                .filter(|at| match key.trim() {
                    "element.tag" => self.tagged(*at, &values) == equal,
                    "element.type" => {
                        let name = self.sort(*at).map_or(String::new(), |sort| sort.name().replace(' ', ""));
                        values.iter().any(|value| value.eq_ignore_ascii_case(&name)) == equal
                    }
                    "element.parent" => {
                        let parent = self.workspace.parent(*at);
                        values.iter().any(|value| self.workspace.find(value) == parent && parent.is_some())
                            == equal
                    }
                    _ => false,
                })
                .collect();
        }
        let (before, after) = (expression.starts_with("->"), expression.ends_with("->"));
        let name = expression.trim_start_matches("->").trim_end_matches("->").trim_end_matches('?').trim();
        let Some(one) = self.workspace.find(name) else { return BTreeSet::new() };
        let mut meant = BTreeSet::from([one]);
        for link in &self.workspace.links {
            if before && link.to == one && self.fits(link.from) {
                meant.insert(link.from);
            }
            if after && link.from == one && self.fits(link.to) {
                meant.insert(link.to);
            }
        }
        meant
    }

    /// Whether a thing may stand in a view of the sort.
    fn fits(&self, at: usize) -> bool {
        let sort = self.sort(at);
        let deployed = matches!(
            sort,
            Some(Sort::Node | Sort::Infrastructure | Sort::SystemInstance | Sort::ContainerInstance)
        );
        match self.view.sort {
            ViewSort::Landscape | ViewSort::Context => {
                matches!(sort, Some(Sort::Person | Sort::System | Sort::Custom))
            }
            ViewSort::Container => {
                matches!(sort, Some(Sort::Person | Sort::System | Sort::Container | Sort::Custom))
            }
            ViewSort::Deployment => deployed,
            ViewSort::Custom => sort == Some(Sort::Custom),
            _ => !deployed && !matches!(sort, Some(Sort::Group | Sort::Environment) | None),
        }
    }

    /// What `include *` means in the view.
    fn usual(&self) -> BTreeSet<usize> {
        let workspace = self.workspace;
        let of_sort = |sorts: &[Sort]| -> BTreeSet<usize> {
            self.all().filter(|at| workspace.sort(*at).is_some_and(|sort| sorts.contains(&sort))).collect()
        };
        match (self.view.sort, self.view.about) {
            (ViewSort::Landscape | ViewSort::Filtered, _) => of_sort(&[Sort::Person, Sort::System]),
            (ViewSort::Custom, _) => of_sort(&[Sort::Custom]),
            (ViewSort::Deployment, about) => self.in_environment(about),
            (ViewSort::Context, Some(about)) => {
                let mut meant = self.around(&BTreeSet::from([about]), &[Sort::Person, Sort::System], about);
                meant.insert(about);
                meant
            }
            (ViewSort::Container, Some(about)) => {
                let own: BTreeSet<usize> =
                    self.all().filter(|at| workspace.parent(*at) == Some(about)).collect();
                let mut meant = self.around(&own, &[Sort::Person, Sort::System], about);
                meant.extend(own);
                meant
            }
            (ViewSort::Component, Some(about)) => {
                let own: BTreeSet<usize> =
                    self.all().filter(|at| workspace.parent(*at) == Some(about)).collect();
                let mut meant = self.around(&own, &[Sort::Person, Sort::System, Sort::Container], about);
                meant.extend(own);
                // A system whose container is shown is told by it.
                let told: Vec<usize> = meant.iter().filter_map(|at| workspace.parent(*at)).collect();
                meant.retain(|at| !told.contains(at));
                meant
            }
            _ => BTreeSet::new(),
        }
    }

    /// Things of some sorts that are joined with one of `own`, or with something inside it.
    fn around(&self, own: &BTreeSet<usize>, sorts: &[Sort], about: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for link in &self.workspace.links {
            for (near, far) in [(link.from, link.to), (link.to, link.from)] {
                if !self.workspace.chain(near).iter().any(|at| own.contains(at)) {
                    continue;
                }
                let chain = self.workspace.chain(far);
                if chain.iter().any(|at| own.contains(at)) {
                    continue;
                }
                let home = self.workspace.chain(about);
                let one = chain.iter().find(|at| {
                    self.sort(**at).is_some_and(|sort| sorts.contains(&sort)) && !home.contains(at)
                });
                found.extend(one);
            }
        }
        found
    }

    fn in_environment(&self, about: Option<usize>) -> BTreeSet<usize> {
        let named = |at: usize| {
            self.workspace
                .thing(at)
                .is_some_and(|thing| thing.sort == Sort::Environment && thing.name == self.view.environment)
        };
        let leaf = |at: usize| {
            matches!(
                self.sort(at),
                Some(Sort::SystemInstance | Sort::ContainerInstance | Sort::Infrastructure)
            )
        };
        let of = |at: usize| match (about, self.workspace.thing(at).and_then(|thing| thing.of)) {
            (Some(about), Some(of)) => self.workspace.chain(of).contains(&about),
            _ => true,
        };
        let here = |at: &usize| self.workspace.chain(*at).into_iter().any(named);
        let node = |at: usize| self.sort(at) == Some(Sort::Node);
        self.all().filter(|at| here(at) && (leaf(*at) && of(*at) || node(*at))).collect()
    }

    fn passes(&self, link: &Link) -> bool {
        self.filter.is_none_or(|(keeps, tags)| {
            let tagged = tags.iter().any(|tag| tag == "Relationship" || link.tags.contains(tag));
            // Links without a tag of the list stay where the list names what is taken out.
            if keeps { tagged || link.tags.is_empty() } else { !tagged }
        })
    }

    /// Links between what is shown; those of hidden parts are told once of what they stand in.
    fn joined(&self) -> Vec<Wire> {
        let mut wires: Vec<Wire> = Vec::new();
        let mut lifted: Vec<Wire> = Vec::new();
        for link in self.workspace.links.iter().filter(|link| self.passes(link)) {
            let visible = |at: usize| self.workspace.chain(at).into_iter().find(|up| self.shown.contains(up));
            let (Some(from), Some(to)) = (visible(link.from), visible(link.to)) else { continue };
            let within = self.workspace.chain(from).contains(&to) || self.workspace.chain(to).contains(&from);
            let wire = (from, to, link.description.clone(), link.technology.clone());
            match (from == link.from && to == link.to, within) {
                (true, _) if from != to => wires.push(wire),
                (false, false) => lifted.push(wire),
                _ => {}
            }
        }
        for wire in lifted {
            if !wires.iter().any(|known| known.0 == wire.0 && known.1 == wire.1) {
                wires.push(wire);
            }
        }
        wires
    }

    /// Links between instances of what is joined, and between nodes themselves.
    fn deployed(&self) -> Vec<Wire> {
        let mut wires: Vec<Wire> = Vec::new();
        let things = &self.workspace.things;
        let instances: Vec<(usize, usize)> =
            self.shown.iter().filter_map(|at| Some((*at, things.get(*at)?.of?))).collect();
        let groups = |at: usize| things.get(at).map_or(&[][..], |thing| thing.groups.as_slice());
        for link in &self.workspace.links {
            if self.shown.contains(&link.from) && self.shown.contains(&link.to) {
                wires.push((link.from, link.to, link.description.clone(), link.technology.clone()));
            }
            for (one, _) in instances.iter().filter(|(_, of)| *of == link.from) {
                for (two, _) in instances.iter().filter(|(_, of)| *of == link.to) {
                    let (a, b) = (groups(*one), groups(*two));
                    if a.is_empty() && b.is_empty() || a.iter().any(|group| b.contains(group)) {
                        wires.push((*one, *two, link.description.clone(), link.technology.clone()));
                    }
                }
            }
        }
        wires
    }
}
