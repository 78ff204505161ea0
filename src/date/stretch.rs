//! When something is to happen, as people write it: a day, a month, a quarter, a range of them, or weeks by number.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::calendar::{Date, add_days};
use super::written::{self, month_of};

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// From the first to the last day.
    Days(Date, Date),
    /// From the first to the last week of a project, counted from 1.
    Weeks(u32, u32),
}

impl Stretch {
    /// The same as days, for a project that starts on `start`.
    #[must_use]
    pub fn from_start(self, start: Date) -> Self {
        match self {
            Stretch::Weeks(from, to) => Stretch::Days(
                add_days(start, i64::from(from.saturating_sub(1)) * 7),
                add_days(start, i64::from(to) * 7 - 1),
            ),
            days => days,
        }
    }
}

/// The stretch a text says: `2026-11-21`, `Nov 21, 2026`, `5–16 January 2027`, `2026-Q4`, `March 2027`, `Weeks 3-4`. A year
/// is never guessed.
pub fn stretch(text: &str) -> Option<Stretch> {
    if let Some(weeks) = weeks(text) {
        return Some(weeks);
    }
    if let Some(both) = days_of_one_month(text) {
        return Some(both);
    }
    if let Some((left, right)) = halves(text)
        && let Some((from, to)) = between(left, right)
    {
        return Some(Stretch::Days(from, to));
    }
    one(text, None).map(|(from, to)| Stretch::Days(from, to))
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static WEEKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|w)|недел[ияь]|第)[\s.#:]*([0-9]{1,3})(?:\s*(?:-|–|—|~|\bto\b|\band\b|&|\bbis\b|\ba\b|\bà\b|至|到)\s*(?:w(?:eeks?|k)?|第)?\s*([0-9]{1,3}))?\s*([周週]?)",
    )
});
static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"[0-9]{4}"));

/// Weeks by number. A text with a year in it names weeks of the calendar, not of the project.
fn weeks(text: &str) -> Option<Stretch> {
    if DATED.as_ref()?.is_match(text) {
        return None;
    }
    let found = WEEKS.as_ref()?.captures(text)?;
    // `第3` counts anything; only with `周` behind it weeks.
    if found.get(0)?.as_str().starts_with('第') && found.get(3).is_none_or(|sign| sign.is_empty()) {
        return None;
    }
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let from = number(1).filter(|week| *week > 0)?;
    let to = number(2).unwrap_or(from);
    (from <= to).then_some(Stretch::Weeks(from, to))
}

static ONE_MONTH: LazyLock<[Option<Regex>; 2]> = LazyLock::new(|| {
    [
        // Jan 5-16, 2027
        pattern(
            r"(?i)(\p{L}{3,})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|to)\s*([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})",
        ),
        // 5-16 January 2027
        pattern(r"(?i)([0-9]{1,2})\.?\s*(?:-|–|—|to|bis)\s*([0-9]{1,2})\.?\s+(\p{L}{3,})\.?,?\s+([0-9]{4})"),
    ]
});

fn days_of_one_month(text: &str) -> Option<Stretch> {
    let [month_first, days_first] = &*ONE_MONTH;
    let read = |found: &Captures<'_>, [month, from, to, year]: [usize; 4]| {
        let number = |group: usize| found.get(group)?.as_str().parse::<i16>().ok();
        let month = month_of(found.get(month)?.as_str())?;
        let day = |group: usize| Date::new(number(year)?, month, i8::try_from(number(group)?).ok()?).ok();
        let (from, to) = (day(from)?, day(to)?);
        (from <= to).then_some(Stretch::Days(from, to))
    };
    let found = month_first.as_ref()?.captures(text).and_then(|found| read(&found, [1, 2, 3, 4]));
    found.or_else(|| read(&days_first.as_ref()?.captures(text)?, [3, 1, 2, 4]))
}

static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)\s*(?:–|—|→|\s-\s|\s->\s|\bto\b|\buntil\b|\bthrough\b|\bbis\b|\bhasta\b|\.\.|至|到|~)\s*")
});
static HYPHEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?i)(?:(?:q[1-4]|h[12])|\p{L}{3,})\s*(-)\s*(?:q[1-4]|h[12]|\p{L}{3,})"));

/// The two sides of a range.
fn halves(text: &str) -> Option<(&str, &str)> {
    if let Some(sign) = RANGE.as_ref()?.find(text) {
        return Some((text.get(..sign.start())?, text.get(sign.end()..)?));
    }
    // `Q1-Q2 2027`, `Nov-Dec 2026`
    let sign = HYPHEN.as_ref()?.captures(text)?.get(1)?;
    Some((text.get(..sign.start())?, text.get(sign.end()..)?))
}

/// From the beginning of the left side to the end of the right one; what the left leaves out the right says.
fn between(left: &str, right: &str) -> Option<(Date, Date)> {
    let (start, end) = one(right, None)?;
    let (from, _) = one(left, None).or_else(|| one(left, Some(start)))?;
    (from <= end).then_some((from, end))
}

static ISO_WEEK: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(?i)([0-9]{4})[-\s]?W([0-9]{1,2})\b"));
static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?:([0-9]{4})\s*[-/.]?\s*([QH])([1-4])\b)|(?:\b([QH])([1-4])(?:[\s,/'’-]*([0-9]{4}))?)")
});
static MONTH_YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(\p{L}{3,})\.?,?\s+(?:de\s+)?([0-9]{4})\b"));
static YEAR_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"\b([0-9]{4})[-/]([0-9]{1,2})\b"));
static DAY_OF_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?:(\p{L}{3,})\.?\s+([0-9]{1,2})\b)|(?:\b([0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(\p{L}{3,}))")
});
static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(\p{L}{3,})"));
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^\D*(20[0-9][0-9])\D*$"));

/// One side: its first and last day. `later` is the other side's beginning, which lends its year and month.
fn one(text: &str, later: Option<Date>) -> Option<(Date, Date)> {
    if let Some(day) = written::within(text, false) {
        return Some((day, day));
    }
    let groups = |pattern: &'static LazyLock<Option<Regex>>| pattern.as_ref()?.captures(text);
    let number = |found: &Captures<'_>, group: usize| found.get(group)?.as_str().parse::<i16>().ok();
    if let Some(found) = groups(&ISO_WEEK) {
        return iso_week(number(&found, 1)?, number(&found, 2)?);
    }
    if let Some(found) = groups(&PART) {
        let (letter, part) =
            (found.get(2).or(found.get(4))?.as_str(), number(&found, 3).or(number(&found, 5))?);
        let year = number(&found, 1).or(number(&found, 6)).or(later.map(Date::year))?;
        let months = if letter.eq_ignore_ascii_case("q") { 3 } else { 6 };
        let first = i8::try_from((part - 1) * months + 1).ok().filter(|month| *month <= 12)?;
        return months_from(year, first, months);
    }
    if let Some(found) = groups(&MONTH_YEAR)
        && let Some(month) = month_of(found.get(1)?.as_str())
    {
        return months_from(number(&found, 2)?, month, 1);
    }
    if let Some(found) = groups(&YEAR_MONTH) {
        let month = i8::try_from(number(&found, 2)?).ok().filter(|month| (1..=12).contains(month))?;
        return months_from(number(&found, 1)?, month, 1);
    }
    if let Some(later) = later {
        return lent(text, later);
    }
    let year = number(&groups(&YEAR)?, 1)?;
    months_from(year, 1, 12)
}

/// A side without a year: `5 Jan`, `Jan`, `5`.
fn lent(text: &str, later: Date) -> Option<(Date, Date)> {
    let text = text.trim();
    if let Some(found) = DAY_OF_MONTH.as_ref()?.captures(text)
        && let Some(month) = found.get(1).or(found.get(4)).and_then(|name| month_of(name.as_str()))
    {
        let day = found.get(2).or(found.get(3))?.as_str().parse::<i8>().ok()?;
        let day = Date::new(later.year(), month, day).ok()?;
        return Some((day, day));
    }
    if let Some(month) = MONTH.as_ref()?.captures(text).and_then(|found| month_of(found.get(1)?.as_str())) {
        return months_from(later.year(), month, 1);
    }
    let day = Date::new(later.year(), later.month(), text.trim_end_matches('.').parse().ok()?).ok()?;
    Some((day, day))
}

/// From the first day of a month to the last day of so many.
fn months_from(year: i16, month: i8, count: i16) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    let after = i16::from(month) - 1 + count;
    let next = Date::new(year.checked_add(after / 12)?, i8::try_from(after % 12 + 1).ok()?, 1).ok()?;
    Some((first, add_days(next, -1)))
}

/// A week by ISO 8601: from Monday to Sunday.
fn iso_week(year: i16, week: i16) -> Option<(Date, Date)> {
    if !(1..=53).contains(&week) {
        return None;
    }
    // The week of 4 January is the first.
    let fourth = Date::new(year, 1, 4).ok()?;
    let monday = add_days(fourth, -i64::from(fourth.weekday().to_monday_zero_offset()));
    let monday = add_days(monday, i64::from(week - 1) * 7);
    Some((monday, add_days(monday, 6)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match stretch(text) {
            Some(Stretch::Days(from, to)) if from == to => from.to_string(),
            Some(Stretch::Days(from, to)) => format!("{from}..{to}"),
            Some(Stretch::Weeks(from, to)) => format!("w{from}..{to}"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn days_and_ranges() {
        for (text, expected) in [
            ("2026-11-21", "2026-11-21"),
            ("by Nov 21, 2026", "2026-11-21"),
            ("21 November 2026", "2026-11-21"),
            ("2026-Q4", "2026-10-01..2026-12-31"),
            ("Q1 2027", "2027-01-01..2027-03-31"),
            ("Q1-Q2 2027", "2027-01-01..2027-06-30"),
            ("Q4 2026 – Q1 2027", "2026-10-01..2027-03-31"),
            ("H2 2026", "2026-07-01..2026-12-31"),
            ("March 2027", "2027-03-01..2027-03-31"),
            ("Nov-Dec 2026", "2026-11-01..2026-12-31"),
            ("2026-11", "2026-11-01..2026-11-30"),
            ("2026-01-05 to 2026-02-01", "2026-01-05..2026-02-01"),
            ("2026-01-05 - 2026-02-01", "2026-01-05..2026-02-01"),
            ("Jan 5 – Feb 1, 2026", "2026-01-05..2026-02-01"),
            ("Jan 5-16, 2026", "2026-01-05..2026-01-16"),
            ("5–16 January 2026", "2026-01-05..2026-01-16"),
            ("5 bis 16. Januar 2026", "2026-01-05..2026-01-16"),
            ("2026-W47", "2026-11-16..2026-11-22"),
            ("2027", "2027-01-01..2027-12-31"),
            ("Weeks 3-4", "w3..4"),
            ("Week 7", "w7..7"),
            ("W3–W4", "w3..4"),
            ("weeks 1 to 12", "w1..12"),
            ("第3-4周", "w3..4"),
            ("Semanas 2-3", "w2..3"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_says_no_time() {
        for text in [
            "",
            "soon",
            "2 weeks",
            "3-4 weeks",
            "Nov 21",
            "Weeks 5-2",
            "Week 0",
            "Q7 2026",
            "第3章",
            "2026-13",
            "Phase 2",
        ] {
            assert_eq!(said(text), "none", "{text}");
        }
    }

    #[test]
    fn weeks_of_a_project_with_a_start() {
        let start = Date::constant(2026, 1, 5);
        assert_eq!(
            Stretch::Weeks(3, 4).from_start(start),
            Stretch::Days(Date::constant(2026, 1, 19), Date::constant(2026, 2, 1))
        );
    }
}
