//! Tokens by their first characters, passwords in addresses, private keys.

use crate::leak::find::{before, reach};
use crate::leak::{Leak, LeakKind};

/// A token by its first characters.
pub(super) struct Token {
    pub(super) head: &'static str,
    name: &'static str,
    /// At least so many characters follow.
    rest: usize,
    /// Further characters a token may hold beside letters and digits.
    more: &'static str,
}

/// The tokens that are known.
pub(super) const TOKENS: &[Token] = &[
    Token { head: "AKIA", name: "AWS access key", rest: 16, more: "" },
    Token { head: "ASIA", name: "AWS access key", rest: 16, more: "" },
    Token { head: "ghp_", name: "GitHub token", rest: 30, more: "" },
    Token { head: "gho_", name: "GitHub token", rest: 30, more: "" },
    Token { head: "ghu_", name: "GitHub token", rest: 30, more: "" },
    Token { head: "ghs_", name: "GitHub token", rest: 30, more: "" },
    Token { head: "ghr_", name: "GitHub token", rest: 30, more: "" },
    Token { head: "github_pat_", name: "GitHub token", rest: 30, more: "_" },
    Token { head: "glpat-", name: "GitLab token", rest: 20, more: "-_" },
    Token { head: "xoxb-", name: "Slack token", rest: 20, more: "-" },
    Token { head: "xoxp-", name: "Slack token", rest: 20, more: "-" },
    Token { head: "xoxa-", name: "Slack token", rest: 20, more: "-" },
    Token { head: "xoxr-", name: "Slack token", rest: 20, more: "-" },
    Token { head: "hooks.slack.com/services/", name: "Slack webhook", rest: 30, more: "/" },
    Token { head: "sk-ant-", name: "Anthropic key", rest: 24, more: "-_" },
    Token { head: "sk-proj-", name: "OpenAI key", rest: 24, more: "-_" },
    Token { head: "sk-", name: "API key", rest: 32, more: "" },
    Token { head: "sk_live_", name: "Stripe key", rest: 16, more: "" },
    Token { head: "rk_live_", name: "Stripe key", rest: 16, more: "" },
    Token { head: "AIza", name: "Google API key", rest: 35, more: "-_" },
    Token { head: "ya29.", name: "Google token", rest: 30, more: "-_" },
    Token { head: "npm_", name: "npm token", rest: 36, more: "" },
    Token { head: "pypi-AgE", name: "PyPI token", rest: 40, more: "-_" },
    Token { head: "SG.", name: "SendGrid key", rest: 40, more: "-_." },
    Token { head: "hf_", name: "Hugging Face token", rest: 30, more: "" },
    Token { head: "eyJ", name: "JSON Web Token", rest: 60, more: "-_." },
];

/// Whether a value is made up: a word for one, one character again and again, an ellipsis.
fn placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let mut letters: Vec<char> = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < 5
        || [
            "example",
            "xxxx",
            "your",
            "change",
            "placeholder",
            "secret",
            "password",
            "passwd",
            "token",
            "dummy",
            "sample",
            "redacted",
            "1234567890",
            "abcdef",
            "test",
            "fake",
            "foobar",
        ]
        .iter()
        .any(|word| lower.contains(word))
        || value.contains(['<', '>', '{', '}', '$', '*', '…'])
        || value.contains("...")
}

/// A token that begins at `start`.
pub(super) fn token(text: &str, start: usize, token: &Token) -> Option<Leak> {
    if before(text, start).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !token.head.starts_with("hooks")
    {
        return None;
    }
    let from = start + token.head.len();
    let end = reach(text, from, |c| c.is_ascii_alphanumeric() || token.more.contains(c));
    let value = text.get(from..end)?;
    let dots = token.head == "eyJ" && value.split('.').filter(|part| part.len() > 9).count() != 3;
    let mixed =
        value.contains(|c: char| c.is_ascii_digit()) && value.contains(|c: char| c.is_ascii_alphabetic());
    (value.len() >= token.rest && mixed && !dots && !placeholder(value)).then_some(Leak {
        kind: LeakKind::Secret,
        start,
        end,
        name: token.name,
    })
}

/// `scheme://user:password@host`.
pub(super) fn password(text: &str, from: usize) -> Option<Leak> {
    let end = reach(text, from, |c| {
        !c.is_whitespace() && !matches!(c, '/' | '"' | '\'' | '`' | '<' | '>' | '|' | ')')
    });
    let (user, _) = text.get(from..end)?.rsplit_once('@')?;
    let (name, value) = user.split_once(':')?;
    let start = from + name.len() + 1;
    let nobody = ["user", "username", "name", "login"].contains(&name.to_ascii_lowercase().as_str());
    (!nobody && value.len() >= 8 && value.contains(|c: char| c.is_ascii_digit()) && !placeholder(value))
        .then_some(Leak {
            kind: LeakKind::Secret,
            start,
            end: start + value.len(),
            name: "password in an address",
        })
}

/// A private key whose first line begins at `start`.
pub(super) fn key(text: &str, start: usize) -> Option<Leak> {
    let line = reach(text, start, |c| c != '\n');
    let head = text.get(start..line)?;
    if !head.contains("PRIVATE KEY") {
        return None;
    }
    // The body must follow: a mention of the line alone is no key.
    let body = text.get(line..).unwrap_or("").trim_start().lines().next().unwrap_or("");
    let real = body.trim().len() >= 40
        && body.trim().chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='));
    let close = text.get(line..).and_then(|rest| rest.find("-----END ")).map(|at| line + at);
    let end = close.map_or(line, |at| reach(text, at, |c| c != '\n'));
    (real && close.is_some()).then_some(Leak { kind: LeakKind::Secret, start, end, name: "private key" })
}
