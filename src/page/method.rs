//! How to read this site: how each number is made, in words. Most of it is the template's; the view adds what only
//! this build knows.

use serde::Serialize;

use crate::page::part::{Atlas, Frame};
use crate::page::{Page, View};
use crate::site::Url;

/// What the page about the method shows.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// The day the site speaks of.
    pub as_of: Option<String>,
    /// Whether there are plans.
    pub plans: bool,
    /// Codes of checks that the project has switched off.
    pub ignored: Vec<String>,
}

/// The page.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let url = Url::new("about/method/");
    let mut frame = Frame::new(atlas, &url, "How to read this site", &[]).crumb(&url, atlas.title(), "");
    for (label, id) in [
        ("Three numbers", "numbers"),
        ("States", "states"),
        ("What counts", "counts"),
        ("Gates", "gates"),
        ("Findings", "findings"),
        ("Lines", "lines"),
    ] {
        frame.content(label, id);
    }
    let view = Method {
        as_of: atlas.material.derived.as_of.map(|date| date.to_string()),
        plans: !atlas.plans().is_empty(),
        ignored: atlas.material.config.ignored_checks.clone(),
    };
    vec![Page { url, template: "page/method.html", frame, view: View::Method(view) }]
}
