//! Where weeks stand: their reports, and their sections in the histories of plans.

use crate::date::Week;
use crate::derive::{History, PlanWeek};
use crate::model::{Status, Tally};
use crate::page::part::pager::page_url;
use crate::page::part::plan_map::PlanMap;
use crate::site::Url;

/// The most weeks with changes on one page of a history: half a year.
pub const WEEKS: usize = 26;

/// What a week is called: `Week 47 of 2026`.
pub fn week_name(week: Week) -> String {
    format!("Week {} of {}", week.number, week.year)
}

/// The address of a week's report.
pub fn report_url(week: Week) -> Url {
    Url::new(format!("reports/{}/", anchor(week)))
}

/// The id of a week's section in a history.
pub fn anchor(week: Week) -> String {
    week.to_string().to_lowercase()
}

/// The weeks of a plan in which something changed, the newest first.
pub fn changed_weeks(history: &History, number: usize) -> Vec<&PlanWeek> {
    let weeks = history.plans.get(number).map_or(&[][..], Vec::as_slice);
    weeks.iter().rev().filter(|week| !week.events.is_empty()).collect()
}

/// The section of a week in the history of a plan, as path below the root with its fragment.
pub fn history_section(history: &History, map: &PlanMap, number: usize, week: Week) -> String {
    let at = changed_weeks(history, number).iter().position(|one| one.week == week).unwrap_or(0);
    format!("{}#{}", page_url(&map.below("history/"), at / WEEKS + 1).0, anchor(week))
}

/// How many items of a tally are open.
pub fn open(tally: Tally) -> u32 {
    Status::ALL.into_iter().filter(|status| status.is_open()).map(|status| tally.get(status)).sum()
}
