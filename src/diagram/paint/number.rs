//! Numbers of a drawing: read with their units, written short.

/// The first number of a text such as `14px`; `None` for percentages and words.
pub(super) fn pixels(text: &str, around: f64) -> Option<f64> {
    let text = text.trim();
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    let value: f64 = digits.parse().ok()?;
    let factor = match unit.trim() {
        "" | "px" => 1.0,
        "em" => around,
        "rem" => 16.0,
        "pt" => 4.0 / 3.0,
        _ => return None,
    };
    let value = value * factor;
    value.is_finite().then_some(value)
}

/// A number with at most two decimals.
pub(in crate::diagram) fn short(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // There is no negative zero on paper.
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    rounded.to_string()
}

/// Every number of a path, a list of points or a transformation with at most two decimals.
pub(super) fn shortened(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars() {
        let sign = matches!(c, '-' | '+') && digits.is_empty();
        if c.is_ascii_digit() || c == '.' && !digits.contains('.') || sign {
            digits.push(c);
            continue;
        }
        flush(&mut digits, &mut out);
        if matches!(c, '-' | '+' | '.') {
            digits.push(c);
        } else {
            out.push(c);
        }
    }
    flush(&mut digits, &mut out);
    out
}

fn flush(digits: &mut String, out: &mut String) {
    match digits.split_once('.') {
        Some((_, decimals)) if decimals.len() > 2 => match digits.parse::<f64>() {
            Ok(value) => out.push_str(&short(value)),
            Err(_) => out.push_str(digits),
        },
        _ => out.push_str(digits),
    }
    digits.clear();
}

#[cfg(test)]
mod tests {
    use super::{pixels, short, shortened};

    #[test]
    fn numbers_are_read_and_shortened() {
        assert_eq!(pixels("14px", 16.0), Some(14.0));
        assert_eq!(pixels("1.5em", 10.0), Some(15.0));
        assert_eq!(pixels("50%", 16.0), None);
        assert_eq!(short(-0.001), "0");
        assert_eq!(
            shortened("M146.96484,83.916L-3.10000-4,.5"),
            "M146.96,83.916L-3.1-4,.5".replace("83.916", "83.92")
        );
        assert_eq!(shortened("translate(1.23456, 2)"), "translate(1.23, 2)");
        assert_eq!(shortened("a.5.25 0 0 1"), "a.5.25 0 0 1");
    }
}
