//! What a week leaves behind: what was to be done in it and was not, what is due next, what is in progress, what waits.

use rayon::prelude::*;

use crate::date::Date;
use crate::derive::history::{Calendar, History};
use crate::link::{Chronicle, Thread, ThreadId, is_later, last_day};
use crate::model::{PointId, Status};

/// The most items each list holds; how many there are is counted.
const LISTED: usize = 20;

/// An item with what it is listed for: the story, the thread, and the commit or the day that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The number of the story.
    pub story: usize,
    /// The item.
    pub thread: ThreadId,
    /// The commit since which it is in its state.
    pub since: PointId,
    /// The day it is due.
    pub due: Option<Date>,
}

/// Items at the end of a week: the first of each list, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Due {
    /// Open items that were due in the week.
    pub missed: (Vec<Waiting>, u32),
    /// Open items that are due in the next week.
    pub next: (Vec<Waiting>, u32),
    /// Items in progress, those that are so the longest first.
    pub in_progress: (Vec<Waiting>, u32),
    /// Items that wait, those that do so the longest first.
    pub blocked: (Vec<Waiting>, u32),
}

/// Adds to each week what is due.
pub(super) fn add(history: &mut History, chronicle: &Chronicle, calendar: &Calendar) {
    history.weeks.par_iter_mut().enumerate().for_each(|(index, report)| {
        let Some(end) = calendar.end(index) else { return };
        let before = index.checked_sub(1).and_then(|before| calendar.end(before));
        let this = (report.week.monday(), report.week.sunday());
        let next = report.week.next().map_or((None, None), |next| (next.monday(), next.sunday()));
        let within = |day: Date, (first, last): (Option<Date>, Option<Date>)| {
            first.is_some_and(|first| day >= first) && last.is_some_and(|last| day <= last)
        };
        let due = &mut report.due;
        for (story, told) in chronicle.stories.iter().enumerate() {
            for (number, thread) in told.threads.iter().enumerate() {
                let Some((since, status)) = thread.state_at(end).filter(|(_, status)| status.is_open())
                else {
                    continue;
                };
                let day = thread.date_at(end).and_then(last_day);
                let one = Waiting { story, thread: ThreadId(number as u32), since, due: day };
                match status {
                    Status::InProgress => push(&mut due.in_progress, &one),
                    Status::Blocked => push(&mut due.blocked, &one),
                    _ => {}
                }
                // One that was put off in the week is told as that.
                if day.is_some_and(|day| within(day, this)) && !put_off(thread, before, end) {
                    push(&mut due.missed, &one);
                }
                if day.is_some_and(|day| within(day, next)) {
                    push(&mut due.next, &one);
                }
            }
        }
        for (list, _) in [&mut due.in_progress, &mut due.blocked] {
            keep_first(list, |one| (one.since, one.story, one.thread));
        }
        for (list, _) in [&mut due.missed, &mut due.next] {
            keep_first(list, |one| (one.due, one.story, one.thread));
        }
    });
}

/// Keeps the first of a list, in their order. Thousands may wait in each week, and only those that are listed need an order.
fn keep_first<K: Ord>(list: &mut Vec<Waiting>, key: impl Fn(&Waiting) -> K) {
    if list.len() > LISTED {
        list.select_nth_unstable_by_key(LISTED, &key);
        list.truncate(LISTED);
    }
    list.sort_by_key(key);
}

/// Whether an item got a later date behind one commit and up to another.
fn put_off(thread: &Thread, before: Option<PointId>, end: PointId) -> bool {
    let changes = thread.dates.iter().zip(thread.dates.iter().skip(1));
    let mut within = changes.filter(|(_, (at, _))| before.is_none_or(|before| *at > before) && *at <= end);
    within.any(|((_, from), (_, to))| is_later(from, to) == Some(true))
}

fn push(list: &mut (Vec<Waiting>, u32), one: &Waiting) {
    list.0.push(one.clone());
    list.1 += 1;
}
