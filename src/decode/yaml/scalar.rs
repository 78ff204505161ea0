//! What a scalar is in the core schema of YAML 1.2 (chapter 10.3.2).

use crate::decode::tree::Value;

/// The prefix of the tags that YAML itself defines.
const YAML: &str = "tag:yaml.org,2002:";

/// The value of a scalar. `plain`: it has no quotes and is no block.
pub(super) fn value(text: String, plain: bool, tag: Option<&str>) -> Value {
    match tag.map(|tag| tag.strip_prefix(YAML).unwrap_or(tag)) {
        Some("str" | "!" | "binary" | "timestamp") => Value::String(text),
        Some("int" | "float") if is_number(&text) => Value::Number(text),
        _ if !plain => Value::String(text),
        _ => resolve(text),
    }
}

fn resolve(text: String) -> Value {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number if is_number(number) => Value::Number(text),
        _ => Value::String(text),
    }
}

fn is_number(text: &str) -> bool {
    let digits = |text: &str, radix| !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    exponent.is_none_or(|exponent| digits(exponent, 10))
        && all(whole)
        && all(fraction)
        && !(whole.is_empty() && fraction.is_empty())
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::decode::tree::Value;

    #[test]
    fn the_core_schema_decides() {
        let plain = |text: &str| value(text.to_owned(), true, None);
        for number in ["0", "-1", "1.0", "+12e03", "0o14", "0xC", "-.inf", ".nan", ".5", "1.", "007", "1_0"] {
            assert_eq!(matches!(plain(number), Value::Number(_)), number != "1_0", "{number}");
        }
        for text in
            ["yes", "no", "on", "2026-11-21", "12:30:45", "1.2.3", "0o9", "e3", ".", "-", "+", "0x", "1e"]
        {
            assert_eq!(plain(text), Value::String(text.to_owned()));
        }
        assert_eq!(plain("~"), Value::Null);
        assert_eq!(plain("True"), Value::Bool(true));
        assert_eq!(value("true".to_owned(), false, None), Value::String("true".to_owned()));
        assert_eq!(value("1".to_owned(), true, Some("tag:yaml.org,2002:str")), Value::String("1".to_owned()));
        assert_eq!(
            value("1".to_owned(), false, Some("tag:yaml.org,2002:int")),
            Value::Number("1".to_owned())
        );
        assert_eq!(value("1".to_owned(), true, Some("!mine")), Value::Number("1".to_owned()));
    }
}
