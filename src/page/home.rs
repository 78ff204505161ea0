//! The front page. One plan: that plan's page. Many: the verdict over all, what needs attention, the plans.

use std::cmp::Reverse;

use serde::Serialize;

use crate::derive::{self, Agreement};
use crate::model::{Plan, Status, Tally};
use crate::page::part::overview::{PlanView, contents, overview};
use crate::page::part::week::{report_url, week_name};
use crate::page::part::{
    Atlas, Bar, CountOf, Frame, Link, PlanMap, PlanRow, PlanTable, calendar, counted, found,
};
use crate::page::{Page, View};
use crate::site::Url;

/// The most plans that are said to need attention.
const ATTENTION: usize = 10;

/// The most plans the front page lists.
const LISTED: usize = 50;

/// What the front page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    /// The plan, where there is only one.
    pub plan: Option<Box<PlanView>>,
    /// What stands on the front page of several plans.
    pub many: Option<Many>,
    /// The site's description.
    pub description: Option<String>,
}

/// Several plans.
#[derive(Clone, Debug, Serialize)]
pub struct Many {
    /// The verdict over all of them.
    pub sentence: String,
    /// Class of the style sheet for it.
    pub class: &'static str,
    /// All items.
    pub bar: Bar,
    /// Findings by weight.
    pub findings: Vec<CountOf>,
    /// How many findings there are.
    pub found: u32,
    /// All findings.
    pub all_findings: Option<Link>,
    /// Plans that need attention, the worst first.
    pub attention: Vec<Attention>,
    /// The plans.
    pub plans: PlanTable,
    /// The list of all plans, where not all are shown.
    pub all_plans: Option<Link>,
    /// The last weekly report: its name and address, and what the week was.
    pub latest: Option<(Link, String)>,
    /// Milestones and what is due as a calendar file, where there are any.
    pub calendar: Option<Link>,
}

/// A plan that needs attention.
#[derive(Clone, Debug, Serialize)]
pub struct Attention {
    /// The plan.
    pub row: PlanRow,
    /// What is blocked, in words, where anything is.
    pub blocked: Option<String>,
}

/// The front page.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let url = Url::default();
    let plans = atlas.mapped();
    let mut frame = Frame::new(atlas, &url, atlas.title(), &[]);
    let description = atlas.site.description.clone();
    let (mut one, mut many) = (None, None);
    match plans.as_slice() {
        [] => frame = frame.about(description.clone().unwrap_or_default()),
        [(only, map)] => {
            let view = overview(atlas, only, map, &url);
            frame = Frame::new(atlas, &url, only.title.as_str(), &[]).tree(atlas.plan_tree(only.doc));
            frame = frame.made_from(atlas, &url, only.doc, None).about(view.verdict.sentence.clone());
            contents(&mut frame, &view);
            one = Some(Box::new(view));
        }
        several => {
            let view = view(atlas, &url, several);
            frame = frame.about(view.sentence.clone());
            if !view.attention.is_empty() {
                frame.content("Needs attention", "attention");
            }
            frame.content("Plans", "plans");
            many = Some(view);
        }
    }
    let view = View::Home(Home { plan: one, many, description });
    vec![Page { url, template: "page/home.html", frame, view }]
}

fn view(atlas: &Atlas<'_>, url: &Url, plans: &[(&Plan, &PlanMap)]) -> Many {
    let mut tally = Tally::default();
    let (mut errors, mut warnings, mut notes, mut false_claims) = (0, 0, 0, 0);
    for (plan, _) in plans {
        if let Some(numbers) = atlas.material.derived.plans.get(&plan.doc) {
            tally.merge(numbers.tally);
        }
        if let Some(verdict) = atlas.material.derived.verdicts.get(&plan.doc) {
            errors += verdict.whole.findings.0;
            warnings += verdict.whole.findings.1;
            notes += verdict.whole.findings.2;
            false_claims += u32::from(verdict.whole.agreement == Agreement::NotAsClaimed);
        }
    }
    let derived = atlas.material.derived;
    let found_all = errors + warnings + notes;
    Many {
        sentence: sentence(plans.len(), false_claims, tally),
        class: if false_claims > 0 { "blocked" } else { "unknown" },
        bar: Bar::new(tally),
        findings: found(errors, warnings, notes),
        found: found_all,
        all_findings: (found_all > 0)
            .then(|| Link { label: counted(found_all as usize, "finding"), href: url.to("findings/") }),
        attention: attention(atlas, url, plans),
        plans: PlanTable::new(atlas, url, plans.get(..plans.len().min(LISTED)).unwrap_or(&[])),
        all_plans: (plans.len() > LISTED)
            .then(|| Link { label: format!("All {} plans", plans.len()), href: url.to("plans/") }),
        latest: latest(atlas, url),
        calendar: derived.timelines.values().any(calendar::holds).then(|| Link {
            label: "Open dates and milestones of all plans as a calendar file".to_owned(),
            href: url.to(calendar::FILE),
        }),
    }
}

/// The last weekly report.
fn latest(atlas: &Atlas<'_>, url: &Url) -> Option<(Link, String)> {
    let history = atlas.material.derived.history.as_ref()?;
    let report = history.weeks.last()?;
    let link = Link { label: week_name(report.week), href: url.to(&report_url(report.week).0) };
    Some((link, derive::sentence(history, report)))
}

fn sentence(plans: usize, false_claims: u32, tally: Tally) -> String {
    let (done, total) = (tally.get(Status::Done), tally.total());
    let claims = match false_claims {
        0 => format!("None of {plans} plans contradicts itself"),
        1 => format!("1 of {plans} plans is not as claimed"),
        n => format!("{n} of {plans} plans are not as claimed"),
    };
    match total {
        0 => format!("{claims}. No items were found to count."),
        _ => format!("{claims}. {done} of {total} items are done by their own status."),
    }
}

/// Plans with errors, false claims or blocked work, the worst first.
fn attention(atlas: &Atlas<'_>, url: &Url, plans: &[(&Plan, &PlanMap)]) -> Vec<Attention> {
    let derived = atlas.material.derived;
    let mut ranked: Vec<_> = plans
        .iter()
        .filter_map(|(plan, map)| {
            let verdict = &derived.verdicts.get(&plan.doc)?.whole;
            let blocked = derived.plans.get(&plan.doc)?.tally.get(Status::Blocked);
            let false_claim = verdict.agreement == Agreement::NotAsClaimed;
            let (errors, warnings, _) = verdict.findings;
            let weight = (false_claim, errors, warnings, blocked);
            (weight != (false, 0, 0, 0)).then_some((weight, *plan, *map))
        })
        .collect();
    ranked.sort_by_key(|(weight, ..)| Reverse(*weight));
    ranked
        .into_iter()
        .take(ATTENTION)
        .map(|((.., blocked), plan, map)| Attention {
            row: PlanRow::new(atlas, url, plan, map),
            blocked: (blocked > 0).then(|| format!("{} blocked", counted(blocked as usize, "item"))),
        })
        .collect()
}
