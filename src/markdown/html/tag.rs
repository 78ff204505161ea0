//! One tag of raw HTML, as browsers tokenise it.

/// A start or end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawTag<'t> {
    /// The name as written.
    pub(super) name: &'t str,
    /// Whether it is an end tag.
    pub(super) end: bool,
    /// What stands between the name and `>`.
    attributes: &'t str,
    /// Everything from `<` to `>`.
    pub(super) source: &'t str,
}

impl<'t> RawTag<'t> {
    /// The tag that `text` begins with; `None` where it begins with no tag or one that never ends.
    pub(super) fn at(text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix('<')?;
        let (end, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name_end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
        let (name, tail) = rest.split_at_checked(name_end)?;
        let close = close(tail)?;
        let length = text.len() - rest.len() + name_end + close + 1;
        Some(Self { name, end, attributes: tail.get(..close)?, source: text.get(..length)? })
    }

    /// The attributes: name as written, and value with its character references as written.
    pub(super) fn attributes(&self) -> Vec<(&'t str, &'t str)> {
        let mut found = Vec::new();
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return found;
            }
            let end =
                rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end.max(1)).unwrap_or((rest, ""));
            let value;
            (value, rest) = match after.trim_start().strip_prefix('=') {
                Some(written) => take_value(written.trim_start()),
                None => ("", after),
            };
            found.push((name, value));
        }
    }
}

fn take_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Where the `>` stands that ends a tag: not one in a quoted value.
fn close(tail: &str) -> Option<usize> {
    let bytes = tail.as_bytes();
    let mut at = 0;
    while let Some(skip) = memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?) {
        at += skip;
        match bytes.get(at)? {
            b'>' => return Some(at),
            quote => at += 2 + memchr::memchr(*quote, bytes.get(at + 1..)?)?,
        }
    }
    None
}

/// The text that an attribute value of ammonia's output stands for.
pub(super) fn unescaped(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{A0}")
        .replace("&amp;", "&")
}

/// Where the end tag of `name` begins, and where it ends.
fn end_tag(html: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memmem::find(html.as_bytes().get(from..)?, b"</")?;
        match RawTag::at(html.get(at..)?) {
            Some(tag) if tag.name.eq_ignore_ascii_case(name) => return Some((at, at + tag.source.len())),
            _ => from = at + 2,
        }
    }
}

/// What stands before the end tag of `name`.
pub(super) fn before_end<'t>(html: &'t str, name: &str) -> Option<&'t str> {
    end_tag(html, name).and_then(|(at, _)| html.get(..at))
}

/// What stands behind the end tag of `name`.
pub(super) fn behind_end<'t>(html: &'t str, name: &str) -> Option<&'t str> {
    end_tag(html, name).and_then(|(_, end)| html.get(end..))
}

/// The words of a piece of HTML.
pub(super) fn words_of(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, markup)) = rest.split_once('<') {
        words.push_str(before);
        let Some((_, after)) = markup.split_once('>') else { break };
        rest = after;
    }
    words.push_str(rest);
    unescaped(&words)
}
