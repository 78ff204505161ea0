//! Days as people write them: `2024-05-03`, `3.5.2024`, `12/06/2024`, `July 1st, 2024`, `2024年7月1日`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::calendar::{self, Date};

static YEAR_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[^0-9])([0-9]{4})(?:[-/.]|\s*年\s*|년\s*)([0-9]{1,2})(?:[-/.]|\s*月\s*|월\s*)([0-9]{1,2})(?:$|[^0-9])",
    )
    .ok()
});
static YEAR_LAST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])([0-9]{1,2})([-/.])\s?([0-9]{1,2})[-/.]\s?([0-9]{4})(?:$|[^0-9])").ok()
});
static DAY_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|[^0-9])([0-9]{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de |of )?(\p{L}{3,})\.?,?\s+(?:de )?([0-9]{4})",
    )
    .ok()
});
static MONTH_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(\p{L}{3,})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})").ok());

/// The first letters of the names of months.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "янв"],
    &["feb", "fév", "fev", "фев"],
    &["mar", "mär", "мар"],
    &["apr", "abr", "avr", "апр"],
    &["may", "mai", "mag", "май", "мая"],
    &["jun", "juin", "giu", "июн"],
    &["jul", "juil", "lug", "июл"],
    &["aug", "ago", "aoû", "aou", "авг"],
    &["sep", "set", "сен"],
    &["oct", "okt", "ott", "out", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "déc", "dic", "дек"],
];

/// The first day in a text. Where day and month can't be told apart, `day_first` decides; in English nobody can.
pub fn within(text: &str, day_first: bool) -> Option<Date> {
    let found = |pattern: &LazyLock<Option<Regex>>, read: &dyn Fn(&Captures<'_>) -> Option<Date>| {
        pattern.as_ref().and_then(|pattern| read(&pattern.captures(text)?))
    };
    found(&YEAR_FIRST, &|c| day(number(c, 1)?, number(c, 2)?, number(c, 3)?))
        .or_else(|| {
            found(&YEAR_LAST, &|c| {
                let (a, b, year) = (number(c, 1)?, number(c, 3)?, number(c, 4)?);
                let dotted = c.get(2).is_some_and(|sign| sign.as_str() == ".");
                match (a > 12, b > 12) {
                    (true, false) => day(year, b, a),
                    (false, true) => day(year, a, b),
                    (false, false) if dotted || day_first || a == b => day(year, b, a),
                    _ => None,
                }
            })
        })
        .or_else(|| found(&DAY_MONTH, &|c| day(number(c, 3)?, month(c, 2)?, number(c, 1)?)))
        .or_else(|| found(&MONTH_DAY, &|c| day(number(c, 3)?, month(c, 1)?, number(c, 2)?)))
}

fn number(found: &Captures<'_>, group: usize) -> Option<i32> {
    found.get(group)?.as_str().parse().ok()
}

fn month(found: &Captures<'_>, group: usize) -> Option<i32> {
    month_of(found.get(group)?.as_str()).map(i32::from)
}

/// The number of a month by its name, or by how that begins.
pub(super) fn month_of(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let at = MONTHS.iter().position(|names| names.iter().any(|start| name.starts_with(start)))?;
    i8::try_from(at + 1).ok()
}

fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    calendar::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn days_in_many_forms() {
        let day = |text: &str| within(text, false).map_or(String::new(), |day| day.to_string());
        assert_eq!(day("2024-05-03"), "2024-05-03");
        assert_eq!(day("on 2024/5/3 by us"), "2024-05-03");
        assert_eq!(day("3.5.2024"), "2024-05-03");
        assert_eq!(day("25/12/2024"), "2024-12-25");
        assert_eq!(day("12/25/2024"), "2024-12-25");
        assert_eq!(day("12/06/2024"), "");
        assert_eq!(within("12/06/2024", true), crate::date::parse("2024-06-12"));
        assert_eq!(day("July 1st, 2024"), "2024-07-01");
        assert_eq!(day("1 de julio de 2024"), "2024-07-01");
        assert_eq!(day("3. Mai 2024"), "2024-05-03");
        assert_eq!(day("2024年7月1日"), "2024-07-01");
        assert_eq!(day("2024년 7월 1일"), "2024-07-01");
        assert_eq!(day("2024-02-30"), "");
        assert_eq!(day("version 1.2.3"), "");
    }
}
