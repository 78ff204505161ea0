//! Numbers in charts: short beside an axis, whole in a table.

/// A number in few signs: `950`, `1.2k`, `38M`, `4bn`, `1e18`.
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let size = value.abs();
    let (divisor, unit) = match size {
        _ if size < 10_000.0 => return full(value),
        _ if size < 999_500.0 => (1e3, "k"),
        _ if size < 999_500_000.0 => (1e6, "M"),
        _ if size < 999_500_000_000.0 => (1e9, "bn"),
        _ => return scientific(value),
    };
    let scaled = value / divisor;
    let places = if scaled.abs() < 100.0 { 1 } else { 0 };
    format!("{}{unit}", trimmed(&format!("{scaled:.places$}")))
}

/// A number as it is, to four significant digits behind nothing: `12`, `12.5`, `1,234,567`, `0.00125`.
pub fn full(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let size = value.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-6) {
        return scientific(value);
    }
    // Enough decimals for four significant digits, never fewer than two.
    let places =
        if size > 0.0 && size < 10.0 { (3 - size.log10().floor() as i32).clamp(2, 9) as usize } else { 2 };
    let text = trimmed(&format!("{value:.places$}"));
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() < 5 {
        return if digits == "0" { "0".to_owned() } else { text };
    }
    let mut grouped = String::with_capacity(whole.len() * 4 / 3 + rest.len() + 1);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

fn scientific(value: f64) -> String {
    let text = format!("{value:.2e}");
    match text.split_once('e') {
        Some((front, power)) => format!("{}e{power}", trimmed(front)),
        None => text,
    }
}

/// Without zeros at the end of its decimals.
fn trimmed(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    }
}

/// A count in words: `1 item`, `1,200 items`.
pub(super) fn many(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{} {noun}s", full(n as f64)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        let both = |value: f64| (short(value), full(value));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(both(0.0), pair("0", "0"));
        assert_eq!(both(-0.0), pair("0", "0"));
        assert_eq!(both(950.0), pair("950", "950"));
        assert_eq!(both(1234.5), pair("1234.5", "1234.5"));
        assert_eq!(both(12_345.0), pair("12.3k", "12,345"));
        assert_eq!(both(1_234_567.0), pair("1.2M", "1,234,567"));
        assert_eq!(both(4_000_000_000.0), pair("4bn", "4,000,000,000"));
        assert_eq!(both(1e18), pair("1e18", "1e18"));
        assert_eq!(both(0.00125), pair("0.00125", "0.00125"));
        assert_eq!(both(8.1), pair("8.1", "8.1"));
        assert_eq!(both(-12_345.67), pair("-12.3k", "-12,345.67"));
        assert_eq!(both(f64::NAN), pair("–", "–"));
    }
}
