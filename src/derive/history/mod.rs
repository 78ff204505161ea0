//! What happened, week by week: counts of events, the state at each week's end, what is due next.

mod counts;
mod digest;
mod next;
mod week;
mod words;

pub use counts::Counts;
pub use digest::{Digest, Line, Part, digest, plan_sentence, sentence};
pub use next::{Due, Waiting};
pub use week::{ApiWeek, PlanWeek, WeekReport};
pub use words::happened;

use rayon::prelude::*;

use crate::date::{Date, Week, Zone};
use crate::derive::forecast::{Outlook, Throughput, forecast};
use crate::derive::history::week::Apis;
use crate::link::{Chronicle, Linked, Story};
use crate::model::{Past, PointId, Status};

/// The longest run of weeks without change in which each week still has a report of its own.
const QUIET: usize = 8;

/// What happened, week by week.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The day of each commit, in the time zone of the site.
    pub days: Vec<Date>,
    /// The weeks with a report, the oldest first.
    pub weeks: Vec<WeekReport>,
    /// The weeks of each plan of the chronicle, in its order: from the week it came in to the last week there is.
    pub plans: Vec<Vec<PlanWeek>>,
    /// When each of those plans will be done, or why that can't be told; `None` for plans that are gone. Empty where nobody
    /// asked.
    pub outlooks: Vec<Option<Outlook>>,
}

impl History {
    /// The day of a commit.
    pub fn day(&self, point: PointId) -> Option<Date> {
        self.days.get(point.index()).copied()
    }

    /// What happened after a commit, to the last one there is.
    pub fn since_point(&self, linked: &Linked, apis: &Apis, from: PointId) -> Option<WeekReport> {
        week::since(linked, self, apis, from)
    }

    /// A week's report.
    pub fn week(&self, week: Week) -> Option<&WeekReport> {
        self.weeks.binary_search_by_key(&week, |report| report.week).ok().and_then(|at| self.weeks.get(at))
    }
}

/// Counts what happened. The last week is that of `as_of`, or of the last commit if that is later.
pub(super) fn history(linked: &Linked, zone: &Zone, as_of: Option<Date>, apis: &Apis) -> Option<History> {
    let (past, chronicle) = (linked.corpus.past.as_ref()?, linked.chronicle.as_ref()?);
    let days: Vec<Date> = past.points.iter().map(|point| zone.day(point.time).unwrap_or_default()).collect();
    let calendar = Calendar::new(past, &days, as_of)?;
    let plans = week::of_plans(chronicle, &calendar);
    let weeks = week::reports(linked, past, chronicle, &calendar, apis);
    let mut history = History { weeks, plans, outlooks: Vec::new(), days };
    next::add(&mut history, chronicle, &calendar);
    history.weeks = calendar.told(history.weeks);
    Some(history)
}

/// Adds when the plans will be done, told from the weeks that are over on `as_of`, or on the day of the last commit.
pub(super) fn add_outlooks(history: &mut History, linked: &Linked, as_of: Option<Date>) {
    let Some(chronicle) = &linked.chronicle else { return };
    history.outlooks = outlooks(chronicle, &history.plans, as_of.or(history.days.last().copied()));
}

/// The fewest items that one commit finishes in bulk.
const BULK: u32 = 10;

/// When the plans will be done, told from the weeks that are over on `today`.
fn outlooks(chronicle: &Chronicle, plans: &[Vec<PlanWeek>], today: Option<Date>) -> Vec<Option<Outlook>> {
    let of = |(story, weeks): (&Story, &Vec<PlanWeek>)| {
        let today = today.filter(|_| story.doc.is_some())?;
        let over: Vec<&PlanWeek> =
            weeks.iter().filter(|week| week.week.sunday().is_some_and(|sunday| sunday <= today)).collect();
        let thrown: Vec<Throughput> = over
            .iter()
            .map(|week| Throughput {
                done: week.counts.done,
                added: week.counts.added + week.counts.reopened + week.counts.restored,
                bulk: if week.bulk >= BULK { week.bulk } else { 0 },
            })
            .collect();
        let end = weeks.last()?.end;
        let open =
            Status::ALL.into_iter().filter(|status| status.is_open()).map(|status| end.get(status)).sum();
        let last = over.last().and_then(|week| week.week.sunday()).unwrap_or(today);
        Some(forecast(&thrown, open, last))
    };
    chronicle.stories.par_iter().zip(plans).map(of).collect()
}

/// The weeks from the first commit to the last, and which commits each has.
pub(super) struct Calendar {
    /// Every week, the oldest first.
    weeks: Vec<Week>,
    /// For each commit the index of its week.
    of_point: Vec<usize>,
    /// For each week the number of commits up to its end.
    behind: Vec<usize>,
}

impl Calendar {
    fn new(past: &Past, days: &[Date], as_of: Option<Date>) -> Option<Self> {
        let (first, last) = (*days.first()?, *days.last()?);
        let last = as_of.map_or(last, |day| day.max(last));
        let mut weeks = vec![Week::of(first)];
        while let Some(week) = weeks.last().copied().filter(|week| *week < Week::of(last)) {
            weeks.push(week.next()?);
        }
        let index = |day: &Date| weeks.binary_search(&Week::of(*day)).unwrap_or(0);
        let of_point: Vec<usize> = days.iter().map(index).collect();
        let behind = (0..weeks.len()).map(|week| of_point.partition_point(|of| *of <= week)).collect();
        debug_assert_eq!(past.points.len(), of_point.len(), "each commit has a day");
        Some(Self { weeks, of_point, behind })
    }

    /// The index of a commit's week.
    fn week(&self, point: PointId) -> usize {
        self.of_point.get(point.index()).copied().unwrap_or(0)
    }

    /// The last commit up to the end of a week.
    fn end(&self, week: usize) -> Option<PointId> {
        self.behind.get(week).and_then(|count| count.checked_sub(1)).map(|last| PointId(last as u32))
    }

    /// The weeks that have a report: those in which something changed, and short runs of those in which nothing did.
    fn told(&self, reports: Vec<WeekReport>) -> Vec<WeekReport> {
        let mut told: Vec<WeekReport> = Vec::with_capacity(reports.len());
        let mut quiet: Vec<WeekReport> = Vec::new();
        for report in reports {
            if report.is_quiet() {
                quiet.push(report);
                continue;
            }
            if quiet.len() <= QUIET {
                told.append(&mut quiet);
            } else {
                quiet.truncate(1);
                told.append(&mut quiet);
            }
            told.push(report);
        }
        // At the end the last one speaks for all.
        if quiet.len() > QUIET {
            quiet.drain(1..quiet.len() - 1);
        }
        told.append(&mut quiet);
        told
    }
}
