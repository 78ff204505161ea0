//! When the open work of a plan will be done, told from how much was done and added each week; or why that can't be told.
//!
//! A bootstrap: each run draws weeks from the recent past, the empty ones and the growth of the scope included, until
//! nothing is left. Before it does, it draws the past itself anew, so that a run of luck in few weeks is not taken for
//! a law: without that the date meant to hold in 85 of 100 cases held in fewer. The dice are thrown from the numbers
//! themselves: the same history gives the same dates on every machine.

use crate::date::{self, Date};

/// How many runs are made.
pub const RUNS: u32 = 2_000;

/// The most recent weeks that are drawn from.
const WINDOW: usize = 26;

/// The fewest weeks and completions a forecast is made from.
const FEWEST_WEEKS: usize = 6;
const FEWEST_DONE: u64 = 10;

/// The furthest a run goes, in weeks: ten years.
const FURTHEST: u32 = 520;

/// What happened in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throughput {
    /// Items done.
    pub done: u32,
    /// Items added, reopened ones included.
    pub added: u32,
    /// How many of the done ones were ticked in bulk: nobody knows when that work was really done.
    pub bulk: u32,
}

/// A forecast, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// The dates.
    Dates(Forecast),
    /// Why there are none.
    Refused(Refusal),
}

/// Dates by which nothing is open any more, each the end of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// By when half of the runs are done.
    pub p50: Date,
    /// By when 85 % are; `None` where that is further than ten years.
    pub p85: Option<Date>,
    /// By when 95 % are; `None` where that is further than ten years.
    pub p95: Option<Date>,
    /// How many weeks it was drawn from.
    pub weeks: u32,
    /// How many items were done in them.
    pub done: u32,
    /// How many were added in them.
    pub added: u32,
    /// How many are open.
    pub open: u32,
}

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is open.
    NothingOpen,
    /// So many weeks of history are too few.
    ShortHistory(u32),
    /// So few items were done in so many weeks.
    FewDone(u32, u32),
    /// So many of so many completed items were ticked in bulk.
    BulkTicking(u32, u32),
    /// So many items were added and so many done in so many weeks.
    ScopeGrows(u32, u32, u32),
    /// Half of the runs or more are not done in ten years.
    TooFar,
}

/// Tells when `open` items will be done. `weeks` are the weeks of the history in order, the empty ones included; the last
/// one ends on `last_week_end`.
pub fn forecast(weeks: &[Throughput], open: u32, last_week_end: Date) -> Outlook {
    if open == 0 {
        return Outlook::Refused(Refusal::NothingOpen);
    }
    let window = weeks.get(weeks.len().saturating_sub(WINDOW)..).unwrap_or(weeks);
    let sum = |of: fn(&Throughput) -> u32| window.iter().map(|week| u64::from(of(week))).sum::<u64>();
    let (done, added, bulk) = (sum(|w| w.done), sum(|w| w.added), sum(|w| w.bulk.min(w.done)));
    let length = window.len() as u32;
    if window.len() < FEWEST_WEEKS {
        return Outlook::Refused(Refusal::ShortHistory(length));
    }
    if done < FEWEST_DONE {
        return Outlook::Refused(Refusal::FewDone(narrow(done), length));
    }
    if bulk * 3 > done {
        return Outlook::Refused(Refusal::BulkTicking(narrow(bulk), narrow(done)));
    }
    if added >= done {
        return Outlook::Refused(Refusal::ScopeGrows(narrow(added), narrow(done), length));
    }
    let ends = runs(window, open, Dice::new(window, open, last_week_end));
    // The week by which so many of 100 runs are done; runs that are never done lie behind all others.
    let by = |percent: usize| {
        let rank = (RUNS as usize * percent).div_ceil(100).saturating_sub(1);
        ends.get(rank).map(|week| date::add_days(last_week_end, i64::from(*week) * 7))
    };
    match by(50) {
        None => Outlook::Refused(Refusal::TooFar),
        Some(p50) => Outlook::Dates(Forecast {
            p50,
            p85: by(85),
            p95: by(95),
            weeks: length,
            done: narrow(done),
            added: narrow(added),
            open,
        }),
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The week in which each run is done, the first one first; runs that are never done are left out.
fn runs(window: &[Throughput], open: u32, mut dice: Dice) -> Vec<u32> {
    let mut ends = Vec::with_capacity(RUNS as usize);
    let mut past = window.to_vec();
    for run in 0..RUNS {
        // With most of the first 400 runs not done in ten years, the others won't turn it.
        if run == 400 && ends.len() < 100 {
            return Vec::new();
        }
        for week in &mut past {
            *week = dice.pick(window);
        }
        if let Some(end) = one_run(&past, open, &mut dice) {
            ends.push(end);
        }
    }
    ends.sort_unstable();
    ends
}

fn one_run(past: &[Throughput], open: u32, dice: &mut Dice) -> Option<u32> {
    let gain: i64 = past.iter().map(|week| i64::from(week.done) - i64::from(week.added)).sum();
    if gain <= 0 {
        return None;
    }
    let mut left = i64::from(open);
    (1..=FURTHEST).find(|_| {
        let week = dice.pick(past);
        left += i64::from(week.added) - i64::from(week.done);
        left <= 0
    })
}

/// Dice that fall the same way for the same numbers: SplitMix64 (Steele, Lea, Flood 2014), begun from an FNV-1a hash.
struct Dice(u64);

impl Dice {
    fn new(weeks: &[Throughput], open: u32, end: Date) -> Self {
        let days = date::days_between(Date::constant(1970, 1, 1), end);
        let numbers = weeks.iter().flat_map(|week| [week.done, week.added]).map(u64::from);
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        for number in numbers.chain([u64::from(open), days.unsigned_abs()]) {
            for byte in number.to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            }
        }
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of the weeks, each as likely as any other.
    fn pick(&mut self, weeks: &[Throughput]) -> Throughput {
        let at = (u128::from(self.next()) * weeks.len() as u128) >> 64;
        weeks.get(at as usize).copied().unwrap_or_default()
    }
}

impl Outlook {
    /// What it says, in a sentence or two.
    pub fn words(&self) -> String {
        match self {
            Outlook::Dates(forecast) => forecast.words(),
            Outlook::Refused(refusal) => refusal.words(),
        }
    }
}

impl Forecast {
    /// `Half of 2,000 runs are done by 12 March 2027, 85 % by 2 April 2027, 95 % by 16 April 2027.`
    pub fn words(&self) -> String {
        let by = |date: Option<Date>| match date {
            Some(date) => format!("by {}", date::words(date)),
            None => "not within ten years".to_owned(),
        };
        format!(
            "Half of 2,000 runs are done by {}, 85 % {}, 95 % {}.",
            date::words(self.p50),
            by(self.p85),
            by(self.p95)
        )
    }

    /// What it was made from.
    pub fn basis(&self) -> String {
        format!(
            "{} open. Each run draws weeks from the last {}, in which {} done and {} added.",
            are(self.open, "item"),
            self.weeks,
            were(self.done, "item"),
            were_bare(self.added),
        )
    }
}

impl Refusal {
    /// `No date: …`, in one sentence.
    pub fn words(&self) -> String {
        match self {
            Refusal::NothingOpen => "No date: nothing is open.".to_owned(),
            Refusal::ShortHistory(0) => {
                format!("No date: there is no history yet, and {FEWEST_WEEKS} weeks are needed.")
            }
            Refusal::ShortHistory(weeks) => {
                let (word, verb) = if *weeks == 1 { ("week", "is") } else { ("weeks", "are") };
                format!("No date: {weeks} {word} of history {verb} too few, {FEWEST_WEEKS} are needed.")
            }
            Refusal::FewDone(done, weeks) => format!(
                "No date: only {} done in the last {weeks} weeks, and {FEWEST_DONE} are needed.",
                were(*done, "item")
            ),
            Refusal::BulkTicking(bulk, done) => format!(
                "No date: {bulk} of the last {done} items were ticked in bulk, so nobody knows when they were done."
            ),
            Refusal::ScopeGrows(added, done, weeks) => format!(
                "No date: work is added as fast as it is done ({added} added, {done} done in the last {weeks} weeks)."
            ),
            Refusal::TooFar => {
                "No date: at this pace half of 2,000 runs are not done within ten years.".to_owned()
            }
        }
    }
}

fn are(n: u32, noun: &str) -> String {
    if n == 1 { format!("1 {noun} is") } else { format!("{n} {noun}s are") }
}

fn were(n: u32, noun: &str) -> String {
    if n == 1 { format!("1 {noun} was") } else { format!("{n} {noun}s were") }
}

fn were_bare(n: u32) -> String {
    match n {
        0 => "none was".to_owned(),
        1 => "1 was".to_owned(),
        n => format!("{n} were"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Date = Date::constant(2026, 11, 22);

    fn weeks(numbers: &[(u32, u32)]) -> Vec<Throughput> {
        numbers.iter().map(|(done, added)| Throughput { done: *done, added: *added, bulk: 0 }).collect()
    }

    #[test]
    fn steady_work_has_one_date() {
        let steady = weeks(&[(2, 0); 12]);
        let Outlook::Dates(dates) = forecast(&steady, 20, END) else { panic!("no dates") };
        let ten_weeks = date::add_days(END, 70);
        assert_eq!((dates.p50, dates.p85, dates.p95), (ten_weeks, Some(ten_weeks), Some(ten_weeks)));
        assert_eq!(
            dates.words(),
            "Half of 2,000 runs are done by 31 January 2027, 85 % by 31 January 2027, 95 % by 31 January 2027."
        );
        assert_eq!(
            dates.basis(),
            "20 items are open. Each run draws weeks from the last 12, in which 24 items were done and none was added."
        );
    }

    #[test]
    fn growth_of_the_scope_moves_the_dates() {
        let shrinks = weeks(&[(4, 0), (0, 0), (3, 0), (5, 0), (0, 0), (4, 0), (2, 0), (3, 0)]);
        let grows = weeks(&[(4, 2), (0, 0), (3, 0), (5, 3), (0, 1), (4, 1), (2, 0), (3, 2)]);
        let (Outlook::Dates(one), Outlook::Dates(two)) =
            (forecast(&shrinks, 30, END), forecast(&grows, 30, END))
        else {
            panic!("no dates")
        };
        assert!(one.p50 < two.p50 && Some(one.p50) < one.p85 && one.p85 <= one.p95);
        assert_eq!(forecast(&grows, 30, END), Outlook::Dates(two), "the same numbers, other dates");
    }

    #[test]
    fn refusals_say_why() {
        let said = |weeks: &[Throughput], open| forecast(weeks, open, END).words();
        assert_eq!(said(&weeks(&[(3, 0); 8]), 0), "No date: nothing is open.");
        assert_eq!(said(&[], 5), "No date: there is no history yet, and 6 weeks are needed.");
        assert_eq!(said(&weeks(&[(9, 0); 5]), 5), "No date: 5 weeks of history are too few, 6 are needed.");
        assert_eq!(
            said(&weeks(&[(1, 0); 9]), 5),
            "No date: only 9 items were done in the last 9 weeks, and 10 are needed."
        );
        let mut bulk = weeks(&[(3, 0); 8]);
        bulk.push(Throughput { done: 20, added: 0, bulk: 20 });
        assert_eq!(
            said(&bulk, 5),
            "No date: 20 of the last 44 items were ticked in bulk, so nobody knows when they were done."
        );
        assert_eq!(
            said(&weeks(&[(3, 3); 8]), 5),
            "No date: work is added as fast as it is done (24 added, 24 done in the last 8 weeks)."
        );
        assert_eq!(
            said(&weeks(&[(3, 0); 8]), 100_000),
            "No date: at this pace half of 2,000 runs are not done within ten years."
        );
    }

    #[test]
    fn huge_numbers_stay_numbers() {
        let most = [Throughput { done: u32::MAX, added: u32::MAX - 1, bulk: 0 }; 30];
        forecast(&most, u32::MAX, Date::MAX);
        let Outlook::Dates(dates) = forecast(&weeks(&[(u32::MAX, 0); 6]), u32::MAX, END) else {
            panic!("no dates")
        };
        assert_eq!(dates.p95, Some(date::add_days(END, 7)));
    }
}
