//! Reading the parser's model without asking it to be whole: what is missing is empty.

use serde_json::Value;

/// The members of a list; those of an object where a list may be one.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(Value::Object(map)) => map.values().collect(),
        _ => Vec::new(),
    }
}

/// A text, plain; numbers as written, and the `text` of an object.
pub(super) fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => plain(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(inner @ Value::Object(_)) => text(inner, "text"),
        _ => String::new(),
    }
}

/// A number.
pub(super) fn number(value: &Value, key: &str) -> Option<f64> {
    value.get(key)?.as_f64()
}

/// Whether a member is set.
pub(super) fn is(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The first of several texts that says something.
pub(super) fn first(value: &Value, keys: &[&str]) -> String {
    keys.iter().map(|key| text(value, key)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// A label without its marks: tags, Markdown's stars and ticks, the parser's way of writing characters.
pub(in crate::diagram) fn plain(label: &str) -> String {
    let mut out = String::new();
    let mut rest = label;
    while let Some((before, markup)) = rest.split_once('<') {
        out.push_str(before);
        let tag = markup.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match markup.split_once('>').filter(|_| tag) {
            Some((_, after)) => {
                out.push(' ');
                rest = after;
            }
            None => {
                out.push('<');
                rest = markup;
            }
        }
    }
    out.push_str(rest);
    let out = out
        .replace("#quot;", "\"")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replace("\\n", " ")
        .replace("**", "")
        .replace('`', "");
    out.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Several texts with a sign between those that say something.
pub(super) fn joined(parts: &[String], sign: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<String>>().join(sign)
}
