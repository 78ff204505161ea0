//! Calendar dates without a clock: today comes from the caller.

pub use jiff::civil::Date;

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
