//! Labelled values: `Key: value`, also several on a line (`Status: X | Effort: 2-3 h`).

use crate::vocabulary::normalise;

/// A label with its value, as byte ranges of the text it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label<'t> {
    /// The words before the colon.
    pub name: &'t str,
    /// What stands after it, trimmed.
    pub value: &'t str,
    /// Byte of the text at which the value begins.
    pub at: usize,
}

/// The label a line begins with: at most six words, no sentence.
pub fn label(line: &str) -> Option<Label<'_>> {
    // The first byte of `：` begins other signs, too.
    if !line.bytes().any(|byte| matches!(byte, b':' | 0xef)) {
        return None;
    }
    let colon = line.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let name = line
        .get(..colon.0)?
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '•' | '`'));
    let after = colon.0 + colon.1.len_utf8();
    let rest = line.get(after..)?;
    // `12:30`, `https://`, `a::b`: no labels.
    if colon.1 == ':'
        && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | ':'))
        && !line.get(..after)?.contains('*')
    {
        return None;
    }
    if name.is_empty()
        || name.chars().count() > 48
        || name.split_whitespace().count() > 6
        || name.contains(['.', '!', '?']) && !name.ends_with(['.', ')', '?'])
    {
        return None;
    }
    let value = rest.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let before = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len();
    let at = after + if value.is_empty() { 0 } else { before };
    Some(Label { name, value, at })
}

/// The tags in a value: `` `boats`, rope ``.
pub fn tags(value: &str) -> impl Iterator<Item = String> {
    let tags = value.split([',', '、', '，']).map(|tag| tag.trim().trim_matches(['`', '[', ']']).trim());
    tags.filter(|tag| !tag.is_empty()).map(str::to_owned)
}

/// Whether a label says no more than that tags follow.
pub fn says_tags(name: &str) -> bool {
    matches!(
        normalise(name).as_str(),
        "tags" | "tag" | "labels" | "label" | "etiquetas" | "标签" | "метки" | "теги" | "タグ" | "태그"
    )
}

/// All labels of a line, split at `|` and `·` where every part is a label, or at least two are: what stands between
/// belongs to the value before it, unless it begins with a sign.
pub fn labels(line: &str) -> Vec<Label<'_>> {
    if line.contains(['|', '｜', '·', '•']) {
        let parts: Vec<&str> = line.split(['|', '｜', '·', '•']).collect();
        let mut found: Vec<Label<'_>> = Vec::with_capacity(parts.len());
        let mut at = 0;
        let mut all = true;
        for part in &parts {
            match label(part) {
                Some(one) => found.push(Label { at: at + one.at, ..one }),
                None if part.trim().is_empty() => {}
                None => {
                    all = false;
                    let end = at + part.trim_end().len();
                    let goes_on = part.trim_start().starts_with(char::is_alphanumeric);
                    if let Some(last) = found.last_mut().filter(|_| goes_on) {
                        last.value = line.get(last.at..end).unwrap_or(last.value);
                    }
                }
            }
            at += part.len()
                + line.get(at + part.len()..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8);
        }
        let first = parts.first().is_some_and(|part| label(part).is_some());
        if found.len() > 1 && (all || first) {
            return found;
        }
    }
    label(line).into_iter().collect()
}
