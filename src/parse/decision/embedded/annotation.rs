//! Decisions in annotations, decorators and attributes: `@YStatementJustification(chosen = "…")`, `@MADR(…)`.
//!
//! Languages differ in how they write names, lists and texts, and hardly in what these look like: one reader takes them
//! all. An annotation that does not end, or has a text that does not, is passed over.

use std::sync::LazyLock;

use regex::Regex;

use crate::parse::decision::embedded::ONE;
use crate::parse::decision::embedded::part::{Part, Said, part};
use crate::place::Span;

/// The most bytes of one annotation.
const LONG: usize = 16 << 10;

static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"(?:[A-Za-z_][\w.:\\]{0,200}[.:\\])?(?:(?i:y_?statement(?:_?justification)?)|MADR)";
    Regex::new(&format!(r"[@\[]{name}\s*\(")).ok()
});

/// All annotations of a text.
pub(super) fn all(text: &str) -> Vec<Said> {
    let likely = ["tatement", "TATEMENT", "MADR"].iter().any(|word| text.contains(word));
    let Some(head) = HEAD.as_ref().filter(|_| likely) else { return Vec::new() };
    let found = head.find_iter(text).take(4 * ONE).filter(|found| stands(text, found.start()));
    found.filter_map(|found| read(text, found.start(), found.end())).take(ONE).collect()
}

/// Whether code stands there, and no comment or text that speaks of an annotation.
fn stands(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("").trim();
    let free = line.is_empty() || line.ends_with(['{', '(', ',', ')', '#']);
    let comment = ["//", "*", "/*", "--", ";", "# "].iter().any(|sign| line.starts_with(sign));
    let quotes = |sign: char| line.matches(sign).count() % 2 == 0;
    free && !comment && quotes('"') && quotes('\'') && before.rfind("/*") <= before.rfind("*/")
}

/// Reads what stands between the brackets of the annotation that begins at `start`.
fn read(text: &str, start: usize, open: usize) -> Option<Said> {
    let rest = text.get(open..)?;
    let mut reader = Reader { rest, at: 0, depth: 1, fresh: true, name: None, values: Vec::new() };
    // A decorator may take one object.
    let base = if rest.trim_start().starts_with('{') { 2 } else { 1 };
    while reader.depth > 0 {
        reader.step(base)?;
    }
    let mut said = Said { span: Span::new(start, open + reader.at), parts: Vec::new() };
    for (part, words) in reader.values {
        said.add(part, &words);
    }
    Some(said)
}

struct Reader<'a> {
    rest: &'a str,
    at: usize,
    depth: usize,
    /// Whether the next text is a value of its own: it does not go on with the one before.
    fresh: bool,
    name: Option<Part>,
    values: Vec<(Part, String)>,
}

impl Reader<'_> {
    /// Reads the next sign, name, number or text.
    fn step(&mut self, base: usize) -> Option<()> {
        let here = self.rest.get(self.at..).filter(|_| self.at < LONG)?;
        let first = here.chars().next()?;
        match first {
            '(' | '{' | '[' => self.depth += 1,
            ')' | '}' | ']' => self.depth -= 1,
            ',' => {
                self.fresh = true;
                if self.depth <= base {
                    self.name = None;
                }
            }
            '"' | '\'' | '`' => return self.quoted(here, first),
            '/' if here.starts_with("//") => return self.skip(here.find('\n')?),
            '/' if here.starts_with("/*") => return self.skip(here.find("*/")? + 2),
            '#' => return self.skip(here.find('\n')?),
            c if c.is_ascii_digit() => {
                let end = here.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(here.len());
                self.value(here.get(..end)?.to_owned());
                return self.skip(end);
            }
            c if c.is_alphabetic() || c == '_' => return self.named(here, base),
            _ => {}
        }
        self.skip(first.len_utf8())
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.at += bytes;
        Some(())
    }

    /// A name: that of a member where a sign of giving follows.
    fn named(&mut self, here: &str, base: usize) -> Option<()> {
        let end = here.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(here.len());
        let (name, behind) = here.split_at_checked(end)?;
        let behind = behind.trim_start();
        let given = behind.starts_with(['=', ':']) && !behind.starts_with("==") && !behind.starts_with("::");
        if given && self.depth <= base {
            self.name = part(name);
            self.fresh = true;
        }
        self.skip(end)
    }

    fn value(&mut self, words: String) {
        let Some(part) = self.name else { return };
        match self.values.last_mut().filter(|_| !self.fresh) {
            Some((_, text)) => text.push_str(&words),
            None => self.values.push((part, words)),
        }
        self.fresh = false;
    }

    /// A text, with what is escaped in it; one that does not end is no text.
    fn quoted(&mut self, here: &str, sign: char) -> Option<()> {
        let triple: String = std::iter::repeat_n(sign, 3).collect();
        let long = here.starts_with(&triple);
        let open = if long { 3 } else { 1 };
        let body = here.get(open..)?;
        let (mut words, mut chars) = (String::new(), body.char_indices());
        while let Some((at, c)) = chars.next() {
            if at > LONG {
                return None;
            }
            match c {
                '\\' => match chars.next()?.1 {
                    'n' | 't' | 'r' | '\n' => words.push(' '),
                    other => words.push(other),
                },
                '\n' if !long && sign != '`' => return None,
                c if c == sign && (!long || body.get(at..)?.starts_with(&triple)) => {
                    self.value(words);
                    return self.skip(open + at + if long { 3 } else { 1 });
                }
                c => words.push(c),
            }
        }
        None
    }
}
