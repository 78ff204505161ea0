//! Calendar dates without a clock: today comes from the caller.

use std::fmt;

use jiff::Timestamp;
pub use jiff::civil::Date;
use jiff::civil::{ISOWeekDate, Weekday};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

/// Reads `2026-11-21` (also `2026/11/21`), nothing else.
pub fn parse(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day that lies so many seconds after the beginning of 1970 (UTC).
pub fn since_1970(seconds: i64) -> Option<Date> {
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The day at the beginning of a moment as it is written in ISO 8601 (`2026-11-21T10:00:00Z`), or anywhere in a text.
pub fn within(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(9)).find_map(|at| {
        let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
        let free = at.checked_sub(1).is_none_or(|before| !digit(before)) && !digit(at + 10);
        text.get(at..at + 10).filter(|part| free && part.as_bytes().get(4) == Some(&b'-')).and_then(parse)
    })
}

/// A day so many days later, or earlier; at the ends of the calendar it stays there.
pub fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days.clamp(-4_000_000, 4_000_000)))
}

/// A day so many months later; the last of its month where that has no such day.
pub fn add_months(date: Date, months: u32) -> Date {
    date.saturating_add(jiff::Span::new().months(i64::from(months.min(12_000))))
}

/// How many days lie between two days; below zero where `to` is the earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The names of the months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month by its number from 1: `March`.
pub fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("")
}

/// A day in words: `12 March 2027`.
pub fn words(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// A week by ISO 8601: it begins on Monday and belongs to the year that most of its days are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// The year it belongs to.
    pub year: i16,
    /// Its number, from 1.
    pub number: i8,
}

impl Week {
    /// The week of a day.
    pub fn of(day: Date) -> Self {
        let week = day.iso_week_date();
        Self { year: week.year(), number: week.week() }
    }

    /// Reads `2026-W47` (also `2026-w47`, `2026W47`).
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.trim().split_once(['W', 'w'])?;
        let (year, number) = (year.trim_end_matches('-').parse().ok()?, number.parse().ok()?);
        let week = Self { year, number };
        (week.monday().map(Self::of) == Some(week)).then_some(week)
    }

    /// Its first day.
    pub fn monday(self) -> Option<Date> {
        ISOWeekDate::new(self.year, self.number, Weekday::Monday).ok().map(ISOWeekDate::date)
    }

    /// Its last day.
    pub fn sunday(self) -> Option<Date> {
        ISOWeekDate::new(self.year, self.number, Weekday::Sunday).ok().map(ISOWeekDate::date)
    }

    /// The week that follows.
    pub fn next(self) -> Option<Self> {
        self.sunday()?.tomorrow().ok().map(Self::of)
    }

    /// The week before.
    pub fn before(self) -> Option<Self> {
        self.monday()?.yesterday().ok().map(Self::of)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-W{:02}", self.year, self.number)
    }
}

/// A time zone: how far its clocks are from UTC, at each moment.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// Reads `Europe/Berlin`, `UTC` or `+02:00`. The rules of time zones are built in: the machine's are not asked.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '+' | '-')) {
            let (hours, minutes) = text.get(1..)?.split_once(':').unwrap_or((text.get(1..)?, "0"));
            let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
            let seconds = (hours * 3600 + minutes * 60) * if sign == '-' { -1 } else { 1 };
            return Offset::from_seconds(seconds).ok().map(|offset| Self(TimeZone::fixed(offset)));
        }
        TimeZoneDatabase::bundled().get(text).ok().map(Self)
    }

    /// The day of a moment, given in seconds since 1970 (UTC).
    pub fn day(&self, seconds: i64) -> Option<Date> {
        let moment = Timestamp::from_second(seconds).ok()?;
        Some(self.0.to_datetime(moment).date())
    }
}
