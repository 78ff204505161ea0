//! What was found: all over the site, and in each plan. The worst first, a few to a page, every place quoted.

use std::cmp::Reverse;

use rayon::prelude::*;
use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::page::part::{Atlas, CountOf, FindingView, Frame, Pager, State, found, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most findings a page quotes.
const SHOWN: usize = 25;

/// What a page of findings shows.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// How many there are.
    pub total: usize,
    /// How many there are of each weight.
    pub counts: Vec<CountOf>,
    /// The findings of this page, by weight.
    pub groups: Vec<Weight>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Findings of one weight.
#[derive(Clone, Debug, Serialize)]
pub struct Weight {
    /// The weight.
    pub state: State,
    /// The heading: `Errors`.
    pub heading: &'static str,
    /// The findings.
    pub findings: Vec<FindingView>,
}

/// The site's findings, and those of each plan that has any.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let all: Vec<&Diagnostic> = atlas.material.findings.iter().collect();
    let base = Url::new("findings/");
    let mut pages = list(atlas, &base, all, |url, heading| {
        Frame::new(atlas, url, heading, &[]).section("Findings").crumb(url, atlas.title(), "")
    });
    let of_plans: Vec<Vec<Page>> = atlas
        .mapped()
        .into_par_iter()
        .filter(|(plan, _)| !atlas.findings(plan.doc).is_empty())
        .map(|(plan, map)| {
            let found = atlas.findings(plan.doc).to_vec();
            list(atlas, &map.below("findings/"), found, |url, heading| {
                Frame::of_plan(atlas, url, plan, heading)
            })
        })
        .collect();
    pages.extend(of_plans.into_iter().flatten());
    pages
}

fn list(
    atlas: &Atlas<'_>,
    base: &Url,
    mut all: Vec<&Diagnostic>,
    frame: impl Fn(&Url, String) -> Frame + Sync,
) -> Vec<Page> {
    // Stable: within a weight they stay in the order of their places.
    all.sort_by_key(|finding| Reverse((finding.severity, finding.confidence)));
    let of = all.len().div_ceil(SHOWN).max(1);
    let weight = |severity| all.iter().filter(|finding| finding.severity == severity).count() as u32;
    let counts = found(weight(Severity::Error), weight(Severity::Warning), weight(Severity::Note));
    (1..=of)
        .into_par_iter()
        .map(|number| {
            let url = page_url(base, number);
            let heading = match of {
                1 => "Findings".to_owned(),
                _ => format!("Findings, page {number} of {of}"),
            };
            let here: Vec<&Diagnostic> = all.iter().skip((number - 1) * SHOWN).take(SHOWN).copied().collect();
            let view = Findings {
                total: all.len(),
                counts: counts.clone(),
                groups: groups(atlas, &url, &here),
                pager: Pager::new(base, "Pages of findings", number, of),
            };
            let mut frame = frame(&url, heading);
            for group in &view.groups {
                frame.content(group.heading, group.state.class);
            }
            Page { url, template: "page/findings.html", frame, view: View::Findings(view) }
        })
        .collect()
}

fn groups(atlas: &Atlas<'_>, url: &Url, here: &[&Diagnostic]) -> Vec<Weight> {
    let mut groups: Vec<Weight> = Vec::new();
    let mut last = None;
    for (index, finding) in here.iter().enumerate() {
        if last != Some(finding.severity) {
            last = Some(finding.severity);
            groups.push(Weight {
                state: State::severity(finding.severity),
                heading: match finding.severity {
                    Severity::Error => "Errors",
                    Severity::Warning => "Warnings",
                    Severity::Note => "Notes",
                },
                findings: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.findings.push(FindingView::new(atlas, url, finding, index + 1));
        }
    }
    groups
}
