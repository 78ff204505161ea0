//! Units, and the numbers of one held against those of another.

/// What a unit measures, with the factor to the first of its kind: seconds, bytes, per cent, per second.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measure {
    Time(f64),
    Size(f64),
    Share(f64),
    Rate(f64),
    /// A bare number, or the name of what is counted.
    Count,
}

fn measure(unit: Option<&str>) -> Measure {
    let unit = unit.unwrap_or("").trim().trim_end_matches('.');
    match unit {
        "KB" | "kB" => return Measure::Size(1e3),
        "MB" => return Measure::Size(1e6),
        "GB" => return Measure::Size(1e9),
        "TB" => return Measure::Size(1e12),
        "KiB" => return Measure::Size(1024.0),
        "MiB" => return Measure::Size(1_048_576.0),
        "GiB" => return Measure::Size(1_073_741_824.0),
        "TiB" => return Measure::Size(1_099_511_627_776.0),
        "B" => return Measure::Size(1.0),
        _ => {}
    }
    match unit.to_lowercase().as_str() {
        "ns" => Measure::Time(1e-9),
        "us" | "µs" | "μs" => Measure::Time(1e-6),
        "ms" | "msec" | "millisecond" | "milliseconds" => Measure::Time(1e-3),
        "s" | "sec" | "secs" | "second" | "seconds" => Measure::Time(1.0),
        "m" | "min" | "mins" | "minute" | "minutes" => Measure::Time(60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => Measure::Time(3600.0),
        "d" | "day" | "days" => Measure::Time(86_400.0),
        "w" | "week" | "weeks" => Measure::Time(604_800.0),
        "bytes" => Measure::Size(1.0),
        "%" | "percent" | "pct" => Measure::Share(1.0),
        "ratio" => Measure::Share(100.0),
        "rps" | "req/s" | "reqs/s" | "requests/s" | "requests/sec" | "requests/second" | "/s" => {
            Measure::Rate(1.0)
        }
        "req/min" | "requests/min" | "rpm" => Measure::Rate(1.0 / 60.0),
        _ => Measure::Count,
    }
}

/// `value` in `from` as a number of `to`; `None` where they measure different things.
pub(super) fn convert(value: f64, from: Option<&str>, to: Option<&str>) -> Option<f64> {
    let factor = match (measure(from), measure(to)) {
        (Measure::Time(a), Measure::Time(b))
        | (Measure::Size(a), Measure::Size(b))
        | (Measure::Share(a), Measure::Share(b))
        | (Measure::Rate(a), Measure::Rate(b)) => a / b,
        // A share without a sign is a part of one: `0.93` against `>= 90 %`.
        (Measure::Count, Measure::Share(_))
            if (0.0..=1.0).contains(&value) && from.is_none_or(str::is_empty) =>
        {
            100.0
        }
        (Measure::Count, Measure::Count) => 1.0,
        _ => return None,
    };
    Some(value * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_kind_are_converted() {
        assert_eq!(convert(1500.0, Some("ms"), Some("s")), Some(1.5));
        assert_eq!(convert(2.0, Some("h"), Some("min")), Some(120.0));
        assert_eq!(convert(0.93, None, Some("%")), Some(93.0));
        assert_eq!(convert(512.0, Some("MiB"), Some("MB")), Some(536.870_912));
        assert_eq!(convert(12.0, None, None), Some(12.0));
        assert_eq!(convert(12.0, Some("ms"), Some("%")), None);
        assert_eq!(convert(12.0, None, Some("%")), None);
    }
}
