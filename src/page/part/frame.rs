//! The frame around a page: what stands in its head, header, breadcrumb, side and footer.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::Plan;
use crate::page::part::atlas::Atlas;
use crate::page::{Material, Page};
use crate::place::DocId;
use crate::site::Url;

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The words.
    pub label: String,
    /// The address, relative to the page that shows it.
    pub href: String,
}

/// A step of the breadcrumb, from the front page on; the page itself is not part of it.
pub type Crumb = Link;

/// Links that lead from a page to what it was made from.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLinks {
    /// The file, as written in the repository.
    pub path: String,
    /// The source page of this site.
    pub here: Option<String>,
    /// The file in the repository, where its address is known.
    pub remote: Option<String>,
    /// Where a change can be suggested, where that is known.
    pub edit: Option<String>,
}

/// Whether a page has a twin in Markdown, `index.md` in its folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Twin {
    /// It has none.
    #[default]
    None,
    /// One that is made from the page.
    Made,
    /// One of its own.
    Own,
}

/// What stands around a page's content.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The title of the document, unique in the site.
    pub title: String,
    /// The one `h1`.
    pub heading: String,
    /// What search results and previews say; may be empty.
    pub description: String,
    /// The page's path below the site's root, `index.html` included.
    pub path: String,
    /// The page's path as addresses on the web give it, without `index.html`.
    pub canonical: String,
    /// What leads from this page to the root: `""`, `../`, `../../`, …
    pub root: String,
    /// The word of the header this page belongs to; empty for none.
    pub section: &'static str,
    /// What leads here.
    pub crumbs: Vec<Crumb>,
    /// The page's own sections.
    pub contents: Vec<Link>,
    /// The tree of the left side: a number in [`crate::page::Pages::trees`].
    pub tree: Option<usize>,
    /// What the page was made from.
    pub source: Option<SourceLinks>,
    /// Whether it is there as Markdown too.
    pub twin: Twin,
}

impl Frame {
    /// The frame of the page at `url`. The document's title is the heading, then `of` (what it belongs to), then
    /// the site.
    pub fn new(atlas: &Atlas<'_>, url: &Url, heading: impl Into<String>, of: &[&str]) -> Self {
        let heading = heading.into();
        let mut title = heading.clone();
        for part in of.iter().copied().chain([atlas.title()]) {
            if !part.is_empty() && part != heading {
                title.push_str(" · ");
                title.push_str(part);
            }
        }
        // The name of a folder alone tells nobody what a tab holds.
        if !title.contains(char::is_whitespace) {
            title.push_str(" · Overview");
        }
        Self {
            title,
            heading,
            description: String::new(),
            path: url.file(),
            canonical: url.0.clone(),
            root: "../".repeat(url.0.matches('/').count()),
            section: "",
            crumbs: Vec::new(),
            contents: Vec::new(),
            tree: None,
            source: None,
            twin: Twin::None,
        }
    }

    /// The frame of a page below a plan.
    pub fn of_plan(atlas: &Atlas<'_>, url: &Url, plan: &Plan, heading: impl Into<String>) -> Self {
        let top = atlas.addresses.document(plan.doc);
        let heading = heading.into();
        let mut frame =
            Self::new(atlas, url, heading, &[&plan.title]).section("Plans").crumb(url, atlas.title(), "");
        if atlas.plans().len() > 1 {
            frame = frame.crumb(url, "Plans", "plans/");
        }
        if *url != top {
            frame = frame.crumb(url, plan.title.as_str(), &top.0);
        }
        frame.tree(atlas.plan_tree(plan.doc)).made_from(atlas, url, plan.doc, None)
    }

    /// Marks the word of the header this page belongs to.
    #[must_use]
    pub fn section(mut self, label: &'static str) -> Self {
        self.section = label;
        self
    }

    /// Adds a step to the breadcrumb: words, and a path below the root.
    #[must_use]
    pub fn crumb(mut self, url: &Url, label: impl Into<String>, path: &str) -> Self {
        self.crumbs.push(Link { label: label.into(), href: url.to(path) });
        self
    }

    /// Adds a section to the page's contents.
    pub fn content(&mut self, label: impl Into<String>, id: &str) {
        self.contents.push(Link { label: label.into(), href: format!("#{id}") });
    }

    /// Puts a tree beside the page.
    #[must_use]
    pub fn tree(mut self, tree: Option<usize>) -> Self {
        self.tree = tree;
        self
    }

    /// Says what search results and previews show.
    #[must_use]
    pub fn about(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Says that the page is there as Markdown too.
    #[must_use]
    pub fn twin(mut self, twin: Twin) -> Self {
        self.twin = twin;
        self
    }

    /// Links the page to the document it was made from, at a line of it.
    #[must_use]
    pub fn made_from(mut self, atlas: &Atlas<'_>, url: &Url, doc: DocId, line: Option<u32>) -> Self {
        self.source = atlas.document(doc).map(|document| SourceLinks {
            path: document.path.clone(),
            here: Some(match line {
                Some(line) => url.to(&atlas.addresses.line(doc, line)),
                None => url.to(&atlas.addresses.source(doc, 1).0),
            }),
            remote: remote(&atlas.material, &document.path, line),
            edit: edit(&atlas.material, &document.path),
        });
        self
    }
}

/// A line of a file in the repository.
pub(super) fn remote(material: &Material<'_>, path: &str, line: Option<u32>) -> Option<String> {
    let commit = material.sources.commit.as_ref().map(|commit| commit.hash.as_str());
    material.config.repository.source(path, line, commit)
}

fn edit(material: &Material<'_>, path: &str) -> Option<String> {
    material.config.repository.edit(path)
}

/// Makes the titles of documents distinct: a title that is taken gets the page's path behind it.
pub fn distinct_titles(pages: &mut [Page]) {
    let mut count: HashMap<String, u32> = HashMap::new();
    for page in pages.iter() {
        *count.entry(page.frame.title.clone()).or_default() += 1;
    }
    for page in pages.iter_mut() {
        if !page.url.0.is_empty() && count.get(&page.frame.title).is_some_and(|count| *count > 1) {
            page.frame.title = format!("{} ({})", page.frame.title, page.url.0.trim_end_matches('/'));
        }
    }
}
