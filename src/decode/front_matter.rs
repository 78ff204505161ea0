//! Finds the front matter of a Markdown document: YAML between `---` lines or TOML between `+++` lines, at the very
//! start only. A thematic break with prose behind it is none.

use crate::place::Span;

/// The front matter of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FrontMatter {
    /// Whether it is TOML.
    pub(super) toml: bool,
    /// What stands between the marks.
    pub(super) inner: Span,
    /// Where the document goes on.
    pub(super) end: usize,
    /// Whether the closing mark is there.
    pub(super) closed: bool,
}

/// Finds the front matter of a text.
pub(super) fn find(text: &str) -> Option<FrontMatter> {
    let first = text.lines().next()?;
    let toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let start = (first.len() + 1).min(text.len());
    let found = until_mark(text, start, toml).unwrap_or_else(|| {
        let inner = Span::new(start, start + first_paragraph(text, start));
        FrontMatter { toml, inner, end: inner.end as usize, closed: false }
    });
    let inner = found.inner.of(text);
    let empty = found.closed && inner.trim().is_empty() && !inner.contains("\n\n");
    (empty || has_keys(inner, if toml { '=' } else { ':' }, found.closed)).then_some(found)
}

/// The insides of all front matter, where a text is nothing else: one after the other, as some keep their tasks.
pub(super) fn rows(text: &str) -> Option<Vec<Span>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let rest = text.get(at..)?;
        if rest.is_empty() {
            return (found.len() > 1).then_some(found);
        }
        let next =
            find(rest).filter(|next| !next.toml && next.closed && next.inner.end > next.inner.start)?;
        found.push(Span::new(at + next.inner.start as usize, at + next.inner.end as usize));
        at += next.end;
    }
}

/// The front matter up to its closing mark.
fn until_mark(text: &str, start: usize, toml: bool) -> Option<FrontMatter> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let mark = line.trim_end();
        if mark == (if toml { "+++" } else { "---" }) || !toml && mark == "..." {
            return Some(FrontMatter {
                toml,
                inner: Span::new(start, at),
                end: at + line.len(),
                closed: true,
            });
        }
        at += line.len();
    }
    None
}

/// The length of the lines up to the first blank one.
fn first_paragraph(text: &str, start: usize) -> usize {
    let lines = text.get(start..).unwrap_or("").split_inclusive('\n');
    lines.take_while(|line| !line.trim().is_empty()).map(str::len).sum()
}

/// Whether the lines are `key: value`: the first, and most of those that are not indented (all, where no closing
/// mark proves that front matter was meant).
fn has_keys(inner: &str, sign: char, closed: bool) -> bool {
    let outer =
        |line: &&str| !line.trim().is_empty() && !line.starts_with([' ', '\t', '#', '-', ']', '}', '[']);
    let (mut keys, mut others) = (0, 0);
    if inner.starts_with('\n') {
        return false;
    }
    for line in inner.lines().filter(outer) {
        match is_key(line, sign) {
            true => keys += 1,
            false if keys == 0 => return false,
            false => others += 1,
        }
    }
    keys > 0 && if closed { others < keys } else { others == 0 }
}

/// Whether a line begins with a short key.
fn is_key(line: &str, sign: char) -> bool {
    let Some((key, rest)) = line.split_once(sign) else { return false };
    let key = key.trim_end();
    let words = key.split_whitespace().count();
    (1..=4).contains(&words)
        && key.chars().count() <= 60
        && !key.starts_with(['*', '>', '`', '|', '<', '!', '['])
        && (sign == '=' || rest.is_empty() || rest.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::find;

    fn inner(text: &str) -> Option<(&str, &str)> {
        find(text).map(|found| (found.inner.of(text), text.get(found.end..).unwrap_or("")))
    }

    #[test]
    fn front_matter_is_found_at_the_start() {
        assert_eq!(inner("---\ntitle: A\n---\n# B\n"), Some(("title: A\n", "# B\n")));
        assert_eq!(inner("+++\ntitle = \"A\"\n+++\nB"), Some(("title = \"A\"\n", "B")));
        assert_eq!(inner("---\n# comment\ntags:\n- a\n...\nB"), Some(("# comment\ntags:\n- a\n", "B")));
        assert_eq!(inner("---\n---\nB"), Some(("", "B")));
        assert_eq!(inner("---\n状态: 完成\n---\n"), Some(("状态: 完成\n", "")));
        assert_eq!(inner("---\nid: 1\nstatus: open\n\n# B\n"), Some(("id: 1\nstatus: open\n", "\n# B\n")));
    }

    #[test]
    fn a_thematic_break_is_none() {
        assert_eq!(inner("---\n\nIn short: prose.\n\n---\n\nMore.\n"), None);
        assert_eq!(inner("---\n\nSome prose.\n\n---\n\nMore.\n"), None);
        assert_eq!(inner("---\n\n# Heading\n\n- [ ] a: b\n\n---\n"), None);
        assert_eq!(
            inner("---\nIn short: this long sentence is prose\nand no mapping at all.\nReally.\n---\n"),
            None
        );
        assert_eq!(inner("text\n---\na: b\n---\n"), None);
        assert_eq!(inner("---\n**Status**: done\n---\n"), None);
        assert_eq!(inner("---"), None);
        assert_eq!(inner("---\nNote: a\nno key\n\ntext"), None);
    }
}
