//! The words of our HTML as words of Markdown that mean nothing but themselves.

use std::borrow::Cow;

use memchr::memchr;

/// The text before the next tag, the tag without its brackets, and what stands behind it.
pub(super) fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let bytes = html.as_bytes();
    let start = memchr(b'<', bytes)?;
    let end = memchr(b'>', bytes.get(start..)?).map_or(html.len(), |end| start + end);
    Some((html.get(..start)?, html.get(start + 1..end)?, html.get(end + 1..).unwrap_or("")))
}

/// The longest run of backticks.
pub(super) fn longest_run(code: &str) -> usize {
    if memchr(b'`', code.as_bytes()).is_none() {
        return 0;
    }
    code.split(|ch| ch != '`').map(str::len).max().unwrap_or(0)
}

/// The value of an attribute as it stands between its quotes.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// Whether a byte means something in Markdown wherever it stands.
pub(super) fn is_sign(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'#' | b'|' | b'~' | b'&')
}

/// A word that means nothing in Markdown. `first` says that it begins a line.
pub(super) fn plain(out: &mut String, word: &str, first: bool) {
    let mut rest = word;
    if first {
        let number = word.trim_start_matches(|ch: char| ch.is_ascii_digit());
        if number.len() < word.len() && number.starts_with(['.', ')']) {
            out.push_str(word.get(..word.len() - number.len()).unwrap_or(""));
            out.push('\\');
            rest = number;
        } else if word.starts_with(['-', '+', '=']) {
            out.push('\\');
        }
    }
    while let Some(at) = rest.bytes().position(is_sign) {
        out.push_str(rest.get(..at).unwrap_or(""));
        out.push('\\');
        out.push_str(rest.get(at..=at).unwrap_or(""));
        rest = rest.get(at + 1..).unwrap_or("");
    }
    out.push_str(rest);
}

/// Text without the five entities that our HTML is written with.
pub(super) fn unescaped(html: &str) -> Cow<'_, str> {
    let Some(mut next) = memchr(b'&', html.as_bytes()) else { return Cow::Borrowed(html) };
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    loop {
        let (before, behind) = rest.split_at(next);
        text.push_str(before);
        // The most frequent first: text is full of quotes, and code of nothing else.
        let entities = [("&quot;", '"'), ("&lt;", '<'), ("&gt;", '>'), ("&#39;", '\''), ("&amp;", '&')];
        let known = entities.iter().find(|(entity, _)| behind.starts_with(entity));
        let (entity, sign) = known.copied().unwrap_or(("&", '&'));
        text.push(sign);
        rest = behind.get(entity.len()..).unwrap_or("");
        match memchr(b'&', rest.as_bytes()) {
            Some(at) => next = at,
            None => break,
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}
