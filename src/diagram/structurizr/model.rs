//! What a workspace says: things, what joins them, and the views that were asked for.

use std::collections::BTreeMap;

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    System,
    Container,
    Component,
    Custom,
    Group,
    Environment,
    Node,
    Infrastructure,
    SystemInstance,
    ContainerInstance,
}

impl Sort {
    /// The sort that a keyword makes.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "person" => Sort::Person,
            "softwaresystem" => Sort::System,
            "container" => Sort::Container,
            "component" => Sort::Component,
            "element" => Sort::Custom,
            "group" | "enterprise" => Sort::Group,
            "deploymentenvironment" => Sort::Environment,
            "deploymentnode" => Sort::Node,
            "infrastructurenode" => Sort::Infrastructure,
            "softwaresysteminstance" => Sort::SystemInstance,
            "containerinstance" => Sort::ContainerInstance,
            _ => return None,
        })
    }

    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Sort::Person => "person",
            Sort::System => "software system",
            Sort::Container => "container",
            Sort::Component => "component",
            Sort::Custom => "element",
            Sort::Group => "group",
            Sort::Environment => "environment",
            Sort::Node => "deployment node",
            Sort::Infrastructure => "infrastructure node",
            Sort::SystemInstance => "software system instance",
            Sort::ContainerInstance => "container instance",
        }
    }

    /// The tag that every thing of the sort has.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Sort::Person => "Person",
            Sort::System => "Software System",
            Sort::Container => "Container",
            Sort::Component => "Component",
            Sort::Node => "Deployment Node",
            Sort::Infrastructure => "Infrastructure Node",
            Sort::SystemInstance => "Software System Instance",
            Sort::ContainerInstance => "Container Instance",
            Sort::Custom | Sort::Group | Sort::Environment => "Element",
        }
    }

    /// Whether it may stand directly in a thing of another sort; groups stand anywhere.
    pub(super) fn fits(self, around: Option<Sort>) -> bool {
        match self {
            Sort::Group => true,
            Sort::Person | Sort::System | Sort::Custom => around.is_none(),
            Sort::Container => around == Some(Sort::System),
            Sort::Component => around == Some(Sort::Container),
            Sort::Environment => around.is_none(),
            Sort::Node | Sort::Infrastructure => matches!(around, Some(Sort::Environment | Sort::Node)),
            Sort::SystemInstance | Sort::ContainerInstance => around == Some(Sort::Node),
        }
    }
}

/// A thing.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) sort: Sort,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) technology: String,
    pub(super) tags: Vec<String>,
    /// What it stands in, groups too.
    pub(super) inside: Option<usize>,
    /// What it is an instance of.
    pub(super) of: Option<usize>,
    /// The deployment groups it belongs to.
    pub(super) groups: Vec<String>,
}

/// What joins two things.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) description: String,
    pub(super) technology: String,
    pub(super) tags: Vec<String>,
}

/// A view that was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    pub(super) sort: ViewSort,
    pub(super) key: String,
    pub(super) title: String,
    pub(super) description: String,
    /// The thing it is about.
    pub(super) about: Option<usize>,
    /// The environment of a deployment view.
    pub(super) environment: String,
    /// Expressions, and whether they include.
    pub(super) scope: Vec<(bool, String)>,
    pub(super) across: bool,
    /// The steps of a dynamic view: from, to, words.
    pub(super) steps: Vec<(usize, usize, String)>,
    /// What a filtered view is made from: the key, whether it includes, the tags.
    pub(super) filter: Option<(String, bool, Vec<String>)>,
}

/// What a view shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ViewSort {
    #[default]
    Landscape,
    Context,
    Container,
    Component,
    Dynamic,
    Deployment,
    Filtered,
    Custom,
}

/// A workspace.
#[derive(Clone, Debug, Default)]
pub(in crate::diagram) struct Workspace {
    pub(in crate::diagram) name: String,
    pub(super) things: Vec<Thing>,
    pub(super) links: Vec<Link>,
    pub(super) views: Vec<View>,
    /// Things by their identifiers in lower case.
    pub(super) ids: BTreeMap<String, usize>,
    /// Shapes by tag.
    pub(super) shapes: BTreeMap<String, String>,
}

impl Workspace {
    /// The thing with an identifier.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.ids.get(&id.to_lowercase()).copied()
    }

    pub(super) fn thing(&self, at: usize) -> Option<&Thing> {
        self.things.get(at)
    }

    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        self.thing(at).map(|thing| thing.sort)
    }

    /// What a thing stands in, groups passed over.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        let mut up = self.thing(at)?.inside;
        while let Some(around) = up.filter(|around| self.sort(*around) == Some(Sort::Group)) {
            up = self.thing(around)?.inside;
        }
        up
    }

    /// A thing and everything it stands in, from the inside out.
    pub(super) fn chain(&self, at: usize) -> Vec<usize> {
        let mut chain = vec![at];
        while let Some(up) = chain.last().and_then(|last| self.parent(*last)).filter(|_| chain.len() < 40) {
            chain.push(up);
        }
        chain
    }
}
