//! Axes: round numbers from bottom to top, days from left to right.

use crate::date::{self, Date};
use crate::page::part::chart::number::short;

/// A vertical scale: values to pixels from the top.
#[derive(Clone, Debug)]
pub(super) struct Vertical {
    low: f64,
    high: f64,
    /// The pixels between the highest and the lowest value.
    pub(super) height: f64,
    /// The values with a line, from the lowest.
    pub(super) ticks: Vec<f64>,
}

impl Vertical {
    /// A scale that holds all values and zero, with about `wanted` lines.
    pub(super) fn from_zero(values: impl IntoIterator<Item = f64>, height: f64) -> Self {
        Self::new(values.into_iter().chain([0.0]), height)
    }

    /// A scale that holds all values.
    pub(super) fn new(values: impl IntoIterator<Item = f64>, height: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            // Past these a difference of two values would be no number.
            let value = value.clamp(-1e300, 1e300);
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low == high {
            // One value alone: a line of it needs room above and below. Zero stays at the bottom.
            let room = if low == 0.0 { 1.0 } else { low.abs() * 0.5 };
            (low, high) = if low == 0.0 { (0.0, room) } else { (low - room, high + room) };
        }
        let step = step((high - low) / 4.0);
        let first = (low / step).floor();
        let last = (high / step).ceil();
        let count = (last - first).clamp(1.0, 12.0) as u32;
        let ticks = (0..=count).map(|at| (first + f64::from(at)) * step).collect();
        Self { low: first * step, high: (first + f64::from(count)) * step, height, ticks }
    }

    /// The pixels from the top.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        (1.0 - share) * self.height
    }

    /// The words at a line.
    pub(super) fn label(&self, tick: f64) -> String {
        // What adding left of a zero is none.
        let tick = if tick.abs() < (self.high - self.low) * 1e-9 { 0.0 } else { tick };
        short(tick)
    }
}

/// The next of 1, 2, 5, 10, 20, 50, … that is not below the value; never less than can be told apart.
fn step(value: f64) -> f64 {
    let power = 10f64.powf(value.max(1e-290).log10().floor());
    let front = value / power;
    let nice = match front {
        _ if front <= 1.0 => 1.0,
        _ if front <= 2.0 => 2.0,
        _ if front <= 5.0 => 5.0,
        _ => 10.0,
    };
    nice * power
}

/// A horizontal scale: days to shares of the width, in hundredths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Horizontal {
    first: Date,
    last: Date,
}

/// A place on the axis with words below it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// Its share of the width.
    pub(super) x: f64,
    /// The words.
    pub(super) label: String,
    /// Whether it stays where there is little room.
    pub(super) narrow: bool,
}

/// The most days with words.
const MOST: usize = 7;

/// The share of the width that a letter takes, where there is room and where there is little.
const WIDE: f64 = 1.6;
const NARROW: f64 = 5.5;

/// Words near an end of the axis begin or end there, others stand in the middle of their place.
pub(super) fn anchor(x: f64) -> &'static str {
    match x {
        _ if x < 8.0 => "start",
        _ if x > 92.0 => "end",
        _ => "middle",
    }
}

/// The places whose words don't touch those before, in the order given, which is that of importance.
pub(super) fn with_room(places: impl Iterator<Item = (f64, String)>) -> Vec<Tick> {
    let extent = |x: f64, width: f64| match anchor(x) {
        "start" => (x, x + width),
        "end" => (x - width, x),
        _ => (x - width / 2.0, x + width / 2.0),
    };
    let free =
        |taken: &[(f64, f64)], (from, to): (f64, f64)| taken.iter().all(|(a, b)| to <= *a || from >= *b);
    let mut wide: Vec<(f64, f64)> = Vec::new();
    let mut narrow: Vec<(f64, f64)> = Vec::new();
    let mut ticks = Vec::new();
    for (x, label) in places {
        let letters = label.chars().count() as f64 + 0.5;
        if !free(&wide, extent(x, letters * WIDE)) {
            continue;
        }
        wide.push(extent(x, letters * WIDE));
        let fits = free(&narrow, extent(x, letters * NARROW));
        if fits {
            narrow.push(extent(x, letters * NARROW));
        }
        ticks.push(Tick { x, label, narrow: fits });
    }
    ticks
}

impl Horizontal {
    /// A scale from the first to the last day.
    pub(super) fn new(first: Date, last: Date) -> Self {
        Self { first, last: last.max(first) }
    }

    /// A scale that holds all the days; `None` where there are none.
    pub(super) fn over(days: impl IntoIterator<Item = Date>) -> Option<Self> {
        let mut days = days.into_iter();
        let first = days.next()?;
        let (first, last) = days.fold((first, first), |(low, high), day| (low.min(day), high.max(day)));
        Some(Self::new(first, last))
    }

    /// Whether a day lies on the scale.
    pub(super) fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The share of the width in hundredths; the middle where there is one day only.
    pub(super) fn x(&self, day: Date) -> f64 {
        let length = date::days_between(self.first, self.last);
        if length == 0 {
            return 50.0;
        }
        (date::days_between(self.first, day) as f64 / length as f64 * 100.0).clamp(0.0, 100.0)
    }

    /// Days with words: beginnings of months, of quarters, of years, as many as there is room for.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let days = date::days_between(self.first, self.last);
        if days == 0 {
            return vec![Tick { x: 50.0, label: date::words(self.first), narrow: true }];
        }
        let chosen = if days < 70 { self.every_days(days) } else { self.every_months(days) };
        // Words that name a year go first where there is little room.
        let (mut chosen, plain): (Vec<_>, Vec<_>) =
            chosen.into_iter().partition(|(_, label)| label.len() > 6);
        chosen.extend(plain);
        let mut ticks = with_room(chosen.into_iter().map(|(day, label)| (self.x(day), label)));
        ticks.sort_by(|a, b| a.x.total_cmp(&b.x));
        ticks
    }

    /// Every so many days, from the first: `3 Nov`.
    fn every_days(&self, days: i64) -> Vec<(Date, String)> {
        let least = (days as f64 / (MOST as f64 - 1.0)).ceil() as i64;
        let step = [1, 2, 7, 14].into_iter().find(|step| *step >= least).unwrap_or(14);
        let count = days / step;
        let day = |at: i64| date::add_days(self.first, at * step);
        (0..=count).map(|at| (day(at), format!("{} {}", day(at).day(), brief(day(at).month())))).collect()
    }

    /// Every so many months: `Nov 2026` at the first and at each January, `Dec` between.
    fn every_months(&self, days: i64) -> Vec<(Date, String)> {
        let months = (days / 30).max(1);
        let steps = [1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000];
        let step = steps.into_iter().find(|step| months / step < MOST as i64).unwrap_or(60_000);
        let number = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        let start = number(self.first) + i64::from(self.first.day() > 1);
        let mut at = start.div_euclid(step) * step;
        if at < start {
            at += step;
        }
        let mut chosen: Vec<(Date, String)> = Vec::new();
        while let Some(day) = month_start(at).filter(|day| *day <= self.last) {
            let label = match (step >= 12, chosen.is_empty() || day.month() == 1) {
                (true, _) => day.year().to_string(),
                (false, true) => format!("{} {}", brief(day.month()), day.year()),
                (false, false) => brief(day.month()).to_owned(),
            };
            chosen.push((day, label));
            at += step;
        }
        chosen
    }
}

/// The first day of a month, counted from the year 0.
fn month_start(number: i64) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(12)).ok()?;
    Date::new(year, (number.rem_euclid(12) + 1) as i8, 1).ok()
}

/// The first three letters of a month.
pub(super) fn brief(month: i8) -> &'static str {
    let name = date::month(month);
    name.get(..3).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: &str, last: &str) -> Vec<String> {
        let day = |text| date::parse(text).unwrap();
        Horizontal::new(day(first), day(last)).ticks().into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn round_numbers() {
        assert_eq!(Vertical::from_zero([38.0, 60.0], 200.0).ticks, [0.0, 20.0, 40.0, 60.0]);
        assert_eq!(Vertical::from_zero([], 200.0).ticks, [0.0, 0.5, 1.0]);
        assert_eq!(Vertical::new([8.1, 8.4], 200.0).ticks.len(), 5);
        let one = Vertical::new([7.0], 200.0);
        assert!((one.y(7.0) - 100.0).abs() < 45.0, "{}", one.y(7.0));
        let huge = Vertical::from_zero([f64::MAX, f64::MIN, f64::NAN], 200.0);
        assert!(huge.ticks.iter().all(|tick| tick.is_finite()) && huge.y(0.0).is_finite());
    }

    #[test]
    fn days_have_room() {
        assert_eq!(labels("2026-11-02", "2026-11-02"), ["2 November 2026"]);
        assert_eq!(labels("2026-11-02", "2026-11-30"), ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]);
        assert_eq!(labels("2026-01-05", "2026-06-15"), ["Feb 2026", "Mar", "Apr", "May", "Jun"]);
        assert_eq!(labels("2024-11-25", "2026-11-23"), ["Jan 2025", "May", "Sep", "Jan 2026", "May", "Sep"]);
        assert_eq!(labels("1990-01-01", "2026-01-01").len(), 4);
        assert!(labels("0001-01-01", "9999-12-31").len() <= 12);
    }
}
