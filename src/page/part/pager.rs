//! Lists cut into pages: bounded links to the pages around and the ends, whatever their number.

use serde::Serialize;

use crate::site::Url;

/// The links of a list that has several pages.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// What is listed, for the name of the navigation.
    pub label: String,
    /// This page, from 1.
    pub page: usize,
    /// How many there are.
    pub of: usize,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
    /// Ends and neighbours.
    pub links: Vec<PagerLink>,
}

/// A link to a page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// Its number, from 1.
    pub page: usize,
    /// Its address.
    pub href: String,
    /// Whether pages between this and the one before are left out.
    pub gap: bool,
}

/// The address of page `page` (from 1) of the list at `base`.
pub fn page_url(base: &Url, page: usize) -> Url {
    match page {
        0 | 1 => base.clone(),
        _ => Url::new(format!("{}page-{page}/", base.0)),
    }
}

impl Pager {
    /// The links of page `page` (from 1) of `of`, the first of which stands at `base`; `None` for a single page.
    pub fn new(base: &Url, label: impl Into<String>, page: usize, of: usize) -> Option<Self> {
        if of < 2 {
            return None;
        }
        let here = page_url(base, page);
        let to = |page: usize| here.to(&page_url(base, page).0);
        let mut shown = vec![1];
        shown.extend((page.saturating_sub(2)..=page + 2).filter(|near| *near > 1 && *near < of));
        shown.push(of);
        let mut links = Vec::with_capacity(shown.len());
        let mut last = 0;
        for page in shown {
            links.push(PagerLink { page, href: to(page), gap: page > last + 1 });
            last = page;
        }
        Some(Self {
            label: label.into(),
            page,
            of,
            before: (page > 1).then(|| to(page - 1)),
            after: (page < of).then(|| to(page + 1)),
            links,
        })
    }
}
