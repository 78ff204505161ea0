//! Measurements as words: a value with its unit, a difference with its direction.

/// A value with its unit: `81.5%`, `120 ms`.
pub fn value(value: f64, unit: Option<&str>) -> String {
    match unit {
        Some(unit @ "%") => format!("{value}{unit}"),
        Some(unit) => format!("{value} {unit}"),
        None => value.to_string(),
    }
}

/// What changed: `+2.5 (3.1 % more)`, `−75 ms (62.5 % less)`, `no change`.
pub fn difference(before: f64, after: f64, unit: Option<&str>) -> String {
    let by = ((after - before) * 1e6).round() / 1e6;
    if by == 0.0 {
        return "no change".to_owned();
    }
    let sign = if by > 0.0 { '+' } else { '−' };
    // Percentages differ in points; their share of each other only confuses.
    if unit == Some("%") {
        return format!("{sign}{} points", by.abs());
    }
    let plain = format!("{sign}{}", value(by.abs(), unit));
    let share = (by.abs() / before.abs() * 1000.0).round() / 10.0;
    match before == 0.0 || !share.is_finite() {
        true => plain,
        false => format!("{plain} ({share} % {})", if by > 0.0 { "more" } else { "less" }),
    }
}

#[cfg(test)]
mod tests {
    use super::{difference, value};

    #[test]
    fn differences_say_their_direction() {
        assert_eq!(difference(120.0, 45.0, Some("ms")), "−75 ms (62.5 % less)");
        assert_eq!(difference(81.5, 84.0, Some("%")), "+2.5 points");
        assert_eq!(difference(0.0, 4.0, None), "+4");
        assert_eq!(difference(0.3, 0.1 + 0.2, None), "no change");
        assert_eq!(value(81.5, Some("%")), "81.5%");
    }
}
