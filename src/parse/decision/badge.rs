//! Facts of a record drawn as badges: `![](https://img.shields.io/badge/status-accepted-green)`. The address says what the
//! picture shows: a name, a value and a colour.

use crate::path;
use crate::vocabulary::normalise;

/// What a badge says: its name in one spelling and its value. `None` for any other picture.
pub(super) fn read(address: &str, alternative: &str) -> Option<(String, String)> {
    let (before, query) = address.split_once('?').unwrap_or((address, ""));
    if let Some(written) = before.split("/badge/").nth(1) {
        return written_in(written, alternative);
    }
    let of = |name: &str| {
        let value = query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))?;
        Some(path::decoded(&value.replace('+', " ")))
    };
    before.contains("/static/v1").then(|| Some((normalise(&of("label")?), of("message")?))).flatten()
}

/// `label-message-colour`; a hyphen of the words is written twice, a blank as `_`.
fn written_in(written: &str, alternative: &str) -> Option<(String, String)> {
    let decoded = path::decoded(written.trim_end_matches(".svg"));
    let parts: Vec<String> = decoded
        .replace("--", "\u{1}")
        .split('-')
        .map(|part| part.replace('\u{1}', "-").replace("__", "\u{2}").replace('_', " ").replace('\u{2}', "_"))
        .collect();
    match parts.as_slice() {
        [label, message, _] => Some((normalise(label), message.clone())),
        // The name stands in the words for readers: `![Status](…/badge/accepted-green)`.
        [message, _] => Some((normalise(alternative), message.clone())),
        _ => None,
    }
    .filter(|(_, value)| value.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn badges_are_read() {
        let of = |address| read(address, "Status").unwrap_or_default();
        let known = ("status".to_owned(), "accepted".to_owned());
        assert_eq!(of("https://img.shields.io/badge/STATUS-accepted-green?style=for-the-badge"), known);
        assert_eq!(of("https://img.shields.io/badge/accepted-green.svg"), known);
        assert_eq!(of("https://img.shields.io/static/v1?label=status&message=accepted&color=green"), known);
        let spaced = ("decision date".to_owned(), "2024-05-03".to_owned());
        assert_eq!(of("https://img.shields.io/badge/decision_date-2024--05--03-blue"), spaced);
        assert_eq!(read("picture.png", "Status"), None);
    }
}
