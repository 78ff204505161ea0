//! Looks a text through once for all patterns, and strikes out what was found.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, MatchKind, Span, packed};

use crate::leak::secret::TOKENS;
use crate::leak::{Leak, LeakKind, place, secret};

/// What is looked for beside tokens.
const OTHERS: &[&str] = &[
    "/Users/",
    "/home/",
    ":\\Users\\",
    "@",
    "://",
    "-----BEGIN ",
    "10.",
    "192.168.",
    "172.",
    ".internal",
    ".corp",
    ".lan",
    ".intranet",
    "</content>",
    "<parameter name=",
    "</invoke>",
    "<invoke name=",
    "</parameter>",
    "</function_calls>",
    "<function_calls>",
];

/// What finds the patterns. Of two that begin at the same place the first is taken: `sk-ant-` stands before `sk-`.
struct Finder {
    /// Looks at 32 bytes at a time, where the processor can; texts hold little of what is looked for.
    quick: Option<packed::Searcher>,
    /// Does the same everywhere.
    any: AhoCorasick,
}

impl Finder {
    fn new() -> Option<Self> {
        let all = || TOKENS.iter().map(|token| token.head).chain(OTHERS.iter().copied());
        let any = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(all()).ok()?;
        let quick = packed::Config::new().only_teddy(true).builder().extend(all()).build();
        Some(Self { quick, any })
    }

    /// The next match that begins at `from` or behind it: the number of its pattern, and where it stands.
    fn next(&self, text: &str, from: usize) -> Option<(usize, Range<usize>)> {
        let hit = match &self.quick {
            Some(quick) => quick.find_in(text, Span { start: from, end: text.len() }),
            None => self.any.find(Input::new(text).range(from..)),
        };
        hit.map(|hit| (hit.pattern().as_usize(), hit.range()))
    }
}

static FINDER: LazyLock<Option<Finder>> = LazyLock::new(Finder::new);

/// Everything in `text` that should not be published, in order. Only debris may hold other things.
pub fn find(text: &str) -> Vec<Leak> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    let mut found: Vec<Leak> = Vec::new();
    let mut from = 0;
    while let Some((pattern, Range { start, end })) = finder.next(text, from) {
        // What begins inside of a match counts, too.
        from = start + 1;
        let leak = match TOKENS.get(pattern) {
            Some(token) => secret::token(text, start, token),
            None => match text.get(start..end).unwrap_or("") {
                "/Users/" | "/home/" | ":\\Users\\" => place::home(text, start, end),
                "@" => place::email(text, start),
                "://" => secret::password(text, end),
                "-----BEGIN " => secret::key(text, start),
                "10." | "192.168." | "172." => place::address(text, start),
                ".internal" | ".corp" | ".lan" | ".intranet" => place::host(text, start, end),
                _ => place::debris(text, start),
            },
        };
        found.extend(leak);
    }
    found.sort_by_key(|leak| (leak.start, std::cmp::Reverse(leak.end)));
    let mut last = 0;
    found.retain(|leak| {
        let free = leak.start >= last;
        last = if free && leak.kind != LeakKind::Debris { leak.end } else { last };
        free
    });
    found
}

/// `text` with what should not be published struck out: secrets always, everything else too where `all` says so.
///
/// What is left tells what stood there and no more.
pub fn mask(text: &str, all: bool) -> Cow<'_, str> {
    let leaks: Vec<Leak> =
        find(text).into_iter().filter(|leak| all || leak.kind == LeakKind::Secret).collect();
    if leaks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for leak in leaks {
        if leak.start < at {
            continue;
        }
        out.push_str(text.get(at..leak.start).unwrap_or(""));
        out.push_str(match leak.kind {
            LeakKind::Home => "~",
            LeakKind::Email => "(e-mail address)",
            LeakKind::Secret => "(secret)",
            LeakKind::Host => "(internal host)",
            LeakKind::Debris => "",
        });
        at = leak.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Cow::Owned(out)
}

/// The character before byte `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Where the characters that `keep` allows end, from `start` on.
pub(super) fn reach(text: &str, start: usize, keep: impl Fn(char) -> bool) -> usize {
    let rest = text.get(start..).unwrap_or("");
    start + rest.find(|c: char| !keep(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(LeakKind, &str)> {
        find(text).into_iter().map(|leak| (leak.kind, text.get(leak.start..leak.end).unwrap_or(""))).collect()
    }

    #[test]
    fn what_names_a_person_or_a_machine_is_found() {
        assert_eq!(kinds("cd /Users/mira/work && ls"), [(LeakKind::Home, "/Users/mira")]);
        assert_eq!(kinds(r"C:\Users\mira\work"), [(LeakKind::Home, r"C:\Users\mira")]);
        assert_eq!(kinds("ask mira.lang@firm.io."), [(LeakKind::Email, "mira.lang@firm.io")]);
        assert_eq!(kinds("http://10.1.2.3:8080/x"), [(LeakKind::Host, "10.1.2.3")]);
        assert_eq!(kinds("https://build.corp/jobs"), [(LeakKind::Host, "build.corp")]);
    }

    #[test]
    fn secrets_are_found_and_masked() {
        let token = format!("ghp_{}", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8");
        let text = format!("token: {token} end");
        assert_eq!(mask(&text, false), "token: (secret) end");
        let url = format!("postgres://app:{}@db/x", "k7Qw9zLm2x");
        assert_eq!(mask(&url, false), "postgres://app:(secret)@db/x");
    }

    #[test]
    fn samples_are_left_alone() {
        for text in [
            "/home/user/project/x",
            "me@example.com",
            "git@github.com:a/b.git",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "postgresql://app:change-me-db-password@db:5432/x",
            "AKIAIOSFODNN7EXAMPLE",
            "https://x.org/home/a/b",
            "10.0.0.0/8",
            "node@20.1",
            "image@sha256:abc",
            "say `</content>` in prose",
            "/Users/",
            "http://localhost:3000",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
