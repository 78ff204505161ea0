//! What is the same on every page: the site's names, the words of header and footer, the commit.

use std::collections::HashSet;

use serde::Serialize;

use crate::model::Plan;
use crate::page::part::address::Addresses;
use crate::page::{Material, Page};
use crate::site::Url;

/// A word of the header.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderLink {
    /// The word.
    pub label: &'static str,
    /// The path below the site's root, `index.html` included.
    pub path: String,
}

/// The commit the site speaks of.
#[derive(Clone, Debug, Serialize)]
pub struct CommitView {
    /// The first ten digits of its hash.
    pub short: String,
    /// Its date, `2026-11-21`.
    pub date: String,
    /// Whether the files differ from it.
    pub dirty: bool,
    /// The commit in the repository, where its address is known.
    pub href: Option<String>,
}

/// What is the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// One sentence about the site.
    pub description: Option<String>,
    /// BCP 47 language.
    pub language: String,
    /// Authors as written.
    pub authors: Vec<String>,
    /// Whether the language is written from right to left.
    pub rtl: bool,
    /// The words of the header, kinds without content left out.
    pub header: Vec<HeaderLink>,
    /// The words of the footer: help first.
    pub footer: Vec<HeaderLink>,
    /// The commit, where the files stand in a git work tree.
    pub commit: Option<CommitView>,
    /// The repository's address.
    pub repository: Option<String>,
    /// The address the site is published under.
    pub url: Option<String>,
    /// What the picture for previews says, in words; `None` where there is none, since only a site whose address is known
    /// can name one.
    pub card: Option<String>,
    /// Version of planbook.
    pub version: &'static str,
}

/// The picture for previews, below the site's root.
pub const CARD: &str = "card.png";

impl SiteView {
    pub(super) fn new(material: &Material<'_>, plans: &[&Plan], addresses: &Addresses) -> Self {
        let config = material.config;
        // With one plan the word leads to it, not to a list of one.
        let plans = match plans {
            [only] => addresses.document(only.doc).file(),
            _ => Url::new("plans/").file(),
        };
        let mut header = vec![HeaderLink { label: "Plans", path: plans }];
        header.extend(words(&HEADER));
        // Without history the only reports are those written by hand.
        if material.derived.history.is_none()
            && let Some(reports) = header.iter_mut().find(|word| word.label == "Reports")
        {
            reports.path = Url::new("iterations/").file();
        }
        let commit = material.sources.commit.as_ref().map(|commit| CommitView {
            short: commit.hash.chars().take(10).collect(),
            date: commit.date.clone(),
            dirty: commit.dirty,
            href: config.repository.commit(&commit.hash),
        });
        let language = config.language.clone();
        let rtl = RIGHT_TO_LEFT.contains(&language.split('-').next().unwrap_or(""));
        let rtl = config.right_to_left.unwrap_or(rtl);
        Self {
            title: config.title.clone().unwrap_or_else(|| material.sources.name.clone()),
            description: config.description.clone(),
            language,
            rtl,
            authors: config.authors.clone(),
            header,
            footer: words(&FOOTER),
            commit,
            repository: config.repository.url.clone(),
            url: config.site_url.clone(),
            card: None,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// Leaves out the words that no page stands behind.
    pub(in crate::page) fn retain(&mut self, pages: &[Page]) {
        let there: HashSet<String> = pages.iter().map(|page| page.url.file()).collect();
        self.header.retain(|word| there.contains(&word.path));
        self.footer.retain(|word| there.contains(&word.path));
    }

    /// Says what the picture for previews shows, which is what the first page says first.
    pub(in crate::page) fn describe_card(&mut self, pages: &[Page]) {
        let home = pages.iter().find(|page| page.template == "page/home.html");
        let said = home.map_or("", |home| home.frame.description.as_str());
        let words = [self.title.trim_end_matches('.'), said];
        let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
        self.card = self.url.is_some().then(|| words.join(". "));
    }
}

/// The words of the header after "Plans", in their order.
const HEADER: [(&str, &str); 6] = [
    ("Reports", "reports/"),
    ("Decisions", "decisions/"),
    ("Architecture", "architecture/"),
    ("API", "api/"),
    ("Docs", "docs/"),
    ("Findings", "findings/"),
];

/// The words of the footer, in their order.
const FOOTER: [(&str, &str); 5] = [
    ("Help: how to read this site", "about/method/"),
    ("Evidence", "evidence/"),
    ("Files read", "about/sources/"),
    ("Index A–Z", "search/"),
    ("Accessibility", "about/accessibility/"),
];

const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "sd", "ur", "yi"];

fn words(list: &[(&'static str, &str)]) -> Vec<HeaderLink> {
    list.iter().map(|(label, path)| HeaderLink { label, path: Url::new(*path).file() }).collect()
}
