//! Home directories, addresses of people and machines, and what tools left behind.

use crate::leak::find::{before, reach};
use crate::leak::{Leak, LeakKind};

/// A path below a home directory: `start..end` is `/Users/` or the like.
pub(super) fn home(text: &str, start: usize, end: usize) -> Option<Leak> {
    const NOBODY: [&str; 44] = [
        "user",
        "users",
        "username",
        "user_name",
        "you",
        "yourname",
        "youruser",
        "your-user",
        "your_user",
        "me",
        "name",
        "runner",
        "ubuntu",
        "node",
        "app",
        "vscode",
        "codespace",
        "jovyan",
        "dev",
        "developer",
        "someone",
        "shared",
        "root",
        "admin",
        "docker",
        "pi",
        "ec2-user",
        "git",
        "linuxbrew",
        "public",
        "test",
        "tester",
        "testuser",
        "node_modules",
        "nodeuser",
        "myself",
        "foo",
        "bar",
        "alice",
        "bob",
        "john",
        "jane",
        "example",
        "guest",
    ];
    let windows = text.get(start..end)?.starts_with(':');
    let drive = windows && before(text, start).is_some_and(|c| c.is_ascii_alphabetic());
    let joined = before(text, start)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '}' | ')' | '*'));
    if windows && !drive || !windows && joined {
        return None;
    }
    let name_end = reach(text, end, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let name = text.get(end..name_end)?.trim_end_matches('.');
    let follows = text.get(end + name.len()..).is_some_and(|rest| rest.starts_with(['/', '\\']));
    if name.len() < 2 || NOBODY.contains(&name.to_ascii_lowercase().as_str()) || !follows {
        return None;
    }
    let start = if windows { start - 1 } else { start };
    Some(Leak { kind: LeakKind::Home, start, end: end + name.len(), name: "home directory" })
}

/// The address around the `@` at `at`.
pub(super) fn email(text: &str, at: usize) -> Option<Leak> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '%');
    let head = text.get(..at)?;
    let start = head
        .rfind(|c: char| !local(c))
        .map_or(0, |i| i + head.get(i..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    let end = reach(text, at + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let (name, domain) = (text.get(start..at)?, text.get(at + 1..end)?.trim_end_matches(['.', '-']));
    let end = at + 1 + domain.len();
    let (rest, top) = domain.rsplit_once('.')?;
    let real = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !rest.is_empty()
        && (2..=12).contains(&top.len())
        && top.chars().all(|c| c.is_ascii_alphabetic())
        && !rest.starts_with('.');
    // `user:password@host`, `git@host:path`, `image@v1.2`: no address of a person.
    let part = matches!(before(text, start), Some(':' | '/' | '@' | '$' | '{'))
        || text.get(end..).is_some_and(|r| r.starts_with(':') || r.starts_with('@'));
    let lower = domain.to_ascii_lowercase();
    let sample = [
        "example.",
        "test.",
        ".test",
        ".example",
        ".local",
        ".invalid",
        "localhost",
        "noreply.",
        "company.",
        "domain.",
        "yourdomain",
        "acme.",
        "lists.",
        "googlegroups.",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let robot = [
        "noreply",
        "no-reply",
        "git",
        "user",
        "users",
        "name",
        "you",
        "your.email",
        "email",
        "me",
        "foo",
        "test",
        "support",
        "info",
        "security",
        "admin",
        "hello",
        "contact",
    ]
    .contains(&name.to_ascii_lowercase().as_str());
    (real && !part && !sample && !robot).then_some(Leak {
        kind: LeakKind::Email,
        start,
        end,
        name: "e-mail address",
    })
}

/// An address of a private network, with a port or a scheme: bare ones are mostly examples of the notation.
pub(super) fn address(text: &str, start: usize) -> Option<Leak> {
    if before(text, start).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-')) {
        return None;
    }
    let end = reach(text, start, |c| c.is_ascii_digit() || c == '.');
    let value = text.get(start..end)?.trim_end_matches('.');
    let parts: Vec<u16> = value.split('.').map(|part| part.parse().unwrap_or(999)).collect();
    let [a, b, c, d] = *parts.as_slice() else { return None };
    let private = a == 10 || a == 192 && b == 168 || a == 172 && (16..=31).contains(&b);
    let end = start + value.len();
    let scheme = text.get(..start).is_some_and(|head| head.ends_with("://") || head.ends_with('@'));
    let port = text.get(end..).is_some_and(|rest| {
        rest.starts_with(':') && rest.get(1..2).is_some_and(|c| c.as_bytes().iter().all(u8::is_ascii_digit))
    });
    (private && c < 256 && (1..255).contains(&d) && (scheme || port)).then_some(Leak {
        kind: LeakKind::Host,
        start,
        end,
        name: "internal host",
    })
}

/// `https://build.corp/…`, `db.internal:5432`.
pub(super) fn host(text: &str, dot: usize, end: usize) -> Option<Leak> {
    if text
        .get(end..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '('))
    {
        return None;
    }
    let head = text.get(..dot)?;
    let start = head
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .map_or(0, |at| at + head.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    let scheme = text.get(..start).is_some_and(|head| head.ends_with("://") || head.ends_with('@'));
    let port = text.get(end..).is_some_and(|rest| {
        rest.starts_with(':') && rest.get(1..2).is_some_and(|c| c.as_bytes().iter().all(u8::is_ascii_digit))
    });
    let docker = text.get(start..end).is_some_and(|name| {
        name == "host.docker.internal" || name == "metadata.google.internal" || name.contains("example")
    });
    (start < dot && (scheme || port) && !docker).then_some(Leak {
        kind: LeakKind::Host,
        start,
        end,
        name: "internal host",
    })
}

/// The mark of a tool at the end of a line, or a line of its own; in a line of prose it is only spoken of.
pub(super) fn debris(text: &str, start: usize) -> Option<Leak> {
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let line_end = reach(text, start, |c| c != '\n');
    let (head, mark) = (text.get(line_start..start)?, text.get(start..line_end)?);
    let own = head.trim().is_empty();
    let closing = mark.trim_end() == "</content>" && !head.contains('<');
    (!head.contains('`') && (own || closing)).then_some(Leak {
        kind: LeakKind::Debris,
        start,
        end: line_end,
        name: "debris of a tool",
    })
}
