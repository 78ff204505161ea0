//! What MkDocs and its Material theme write beyond Markdown, as Markdown: admonitions (`!!! note`), folds (`??? note`),
//! tabs (`=== "Python"`), blocks (`/// note`), lists of attributes, icons, keys and abbreviations.
//!
//! Each box becomes a quotation that begins with a mark, which `walk` takes for the box it stands for. So whatever is in a
//! box is read as anywhere else, and every tab is there without a script, one below the other.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Captures, Regex};

/// What the mark of a box begins with: a character that no text has.
pub(super) const MARK: char = '\u{2}';

/// What a quotation stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// A box with its class and title.
    Note(&'static str, String),
    /// A box that is folded: whether it is open, its class and title.
    Fold(bool, &'static str, String),
    /// One of several versions of the same, with its name.
    Tab(String),
}

/// How deep boxes may stand in boxes.
const DEPTH: usize = 8;

/// The signs that only such texts have.
static SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new([
        "!!! ",
        "??? ",
        "???+ ",
        "=== \"",
        "===! \"",
        "===+ \"",
        "/// ",
        "{ .",
        "{.",
        "{: ",
        "{:.",
        "{ width=",
        "{ align=",
        "{ loading=",
        "{width=",
        "{ data-",
        "{ title=",
        "{ target=",
        "{target=",
        ":material-",
        ":octicons-",
        ":fontawesome-",
        ":simple-",
        "++ctrl",
        "++cmd",
        "++shift",
        "++alt",
        "++enter",
        "++esc",
        "++tab",
        "++f",
        "++arrow",
        "\n*[",
        "{==",
    ])
    .ok()
});
static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(!!!|\?\?\?\+?)\s?([A-Za-z][\w-]*(?: +[A-Za-z][\w-]*)*)(?: +"(.*)")?\s*$|^===[!+]?\s+"(.+)"\s*$"#,
    )
    .ok()
});
static BLOCK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^/{3,}\s+([A-Za-z][\w-]*)(?:\s*\|\s*(.+?))?\s*$").ok());
static ABBREVIATION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\*\[([^\]]+)\]:\s*(\S.*)$").ok());
static ATTRIBUTES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let one = r#"(?:[.#][\w-]+|[\w-]+=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}]+))"#;
    Regex::new(&format!(r"([)\]*_:`=]|^|[ \t])\{{:?[ \t]*{one}(?:[ \t]+{one})*[ \t]*\}}")).ok()
});
static ICON: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:[ \t]?").ok());
static KEYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(^|[^{+\w])\+\+([a-z0-9][a-z0-9-]*(?:\+(?:[a-z0-9][a-z0-9-]*|"[^"]+"))*)\+\+"#).ok()
});

/// A text without what only MkDocs knows, and the boxes that are marked in it; `None` where it has none of that.
pub(super) fn plain(text: &str) -> Option<(String, Vec<Aside>)> {
    if !SIGNS.as_ref()?.is_match(text) {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut writer = Writer::default();
    writer.lines(&lines, "", 0);
    (writer.changed).then_some((writer.out, writer.asides))
}

#[derive(Default)]
struct Writer {
    out: String,
    asides: Vec<Aside>,
    changed: bool,
}

impl Writer {
    fn line(&mut self, prefix: &str, line: &str) {
        self.out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Writes lines, each behind `prefix`.
    fn lines(&mut self, lines: &[&str], prefix: &str, depth: usize) {
        let mut fence: Option<&str> = None;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            let inner = line.trim_start();
            let sign = ["```", "~~~"].into_iter().find(|sign| inner.starts_with(sign));
            if fence.is_some() || sign.is_some() {
                fence = match (fence, sign) {
                    (None, sign) => sign,
                    (open, sign) if open == sign && inner.trim_matches(['`', '~', ' ']).is_empty() => None,
                    (open, _) => open,
                };
                self.line(prefix, line);
                continue;
            }
            let indent = line.len() - inner.len();
            // Code that is indented stays as it is.
            let prose = indent < 4 || is_listed(lines, at);
            if depth < DEPTH
                && prose
                && let Some((aside, body, used)) = boxed(inner, indent, lines.get(at..).unwrap_or(&[]))
            {
                self.aside(aside, &body, &format!("{prefix}{}", " ".repeat(indent)), depth);
                at += used;
                continue;
            }
            if let Some(found) = ABBREVIATION.as_ref().and_then(|pattern| pattern.captures(inner)) {
                self.changed = true;
                self.line(prefix, "");
                self.line(prefix, group(&found, 1));
                self.line(prefix, &format!(":   {}", group(&found, 2)));
                continue;
            }
            let line = if prose { self.words(line) } else { Cow::Borrowed(*line) };
            self.line(prefix, &line);
        }
    }

    fn aside(&mut self, aside: Aside, body: &[&str], prefix: &str, depth: usize) {
        self.changed = true;
        let mark = format!("{MARK}{}", self.asides.len());
        self.asides.push(aside);
        self.line(prefix, "");
        let inner = format!("{prefix}> ");
        self.line(&inner, &mark);
        self.line(&inner, "");
        self.lines(body, &inner, depth + 1);
        self.line(prefix, "");
    }

    /// A line of text without attributes and icons, keys as keys. Code in it stays as it is.
    fn words<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        if line.starts_with('#') || !line.contains(['{', ':', '+']) {
            return Cow::Borrowed(line);
        }
        let parts: Vec<Cow<'_, str>> = line
            .split('`')
            .enumerate()
            .map(
                |(number, part)| if number % 2 == 0 { marked(part, number > 0) } else { Cow::Borrowed(part) },
            )
            .collect();
        let new = parts.join("`");
        if new == line {
            return Cow::Borrowed(line);
        }
        self.changed = true;
        Cow::Owned(new)
    }
}

/// Whether an indented line goes on with an item of a list: the nearest line above that is less indented begins one.
fn is_listed(lines: &[&str], at: usize) -> bool {
    let above = lines.get(..at.saturating_sub(1)).unwrap_or(&[]);
    let outer = above.iter().rev().find(|line| !line.trim().is_empty() && !line.starts_with("    "));
    outer.is_some_and(|line| {
        let line = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        ["- ", "* ", "+ ", ". ", ") "].iter().any(|sign| line.starts_with(sign))
    })
}

fn marked(part: &str, behind_code: bool) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(part);
    // What stands right behind code belongs to it.
    let lead = if behind_code && text.starts_with('{') { "`" } else { "" };
    let mut change = |pattern: &LazyLock<Option<Regex>>, by: &dyn Fn(&Captures<'_>) -> String| {
        let Some(pattern) = pattern.as_ref() else { return };
        let whole = format!("{lead}{text}");
        if pattern.is_match(&whole) {
            let new = pattern.replace_all(&whole, by).into_owned();
            text = Cow::Owned(new.strip_prefix(lead).unwrap_or(&new).to_owned());
        }
    };
    change(&ATTRIBUTES, &|found| group(found, 1).trim_end().to_owned());
    change(&ICON, &|_| String::new());
    change(&KEYS, &|found| {
        let keys: Vec<String> = group(found, 2)
            .split('+')
            .map(|key| format!("<kbd>{}</kbd>", named(key.trim_matches('"'))))
            .collect();
        format!("{}{}", group(found, 1), keys.join("+"))
    });
    text
}

fn group<'t>(found: &Captures<'t>, number: usize) -> &'t str {
    found.get(number).map_or("", |part| part.as_str())
}

/// A box whose first line is `head`, the lines in it, and how many lines it takes.
fn boxed<'l>(head: &'l str, indent: usize, rest: &[&'l str]) -> Option<(Aside, Vec<&'l str>, usize)> {
    if head.starts_with("///") {
        let found = BLOCK.as_ref()?.captures(head)?;
        let end = rest.iter().position(|line| line.trim() == "///")?;
        let (kind, title) = (group(&found, 1), group(&found, 2));
        let body = rest.get(..end)?.iter().map(|line| without(line, indent)).collect();
        return Some((note(kind, Some(title).filter(|title| !title.is_empty()), None), body, end + 1));
    }
    if !head.starts_with(['!', '?', '=']) {
        return None;
    }
    let found = HEAD.as_ref()?.captures(head)?;
    let deep = |line: &&&str| line.trim().is_empty() || line.len() - line.trim_start().len() >= indent + 4;
    let mut used = rest.iter().take_while(deep).count();
    while used > 0 && rest.get(used - 1).is_some_and(|line| line.trim().is_empty()) {
        used -= 1;
    }
    let body: Vec<&str> = rest.get(..used)?.iter().map(|line| without(line, indent + 4)).collect();
    let aside = match found.get(4) {
        Some(name) => Aside::Tab(name.as_str().to_owned()),
        None => {
            let fold = group(&found, 1);
            let open = fold.starts_with('?').then(|| fold.ends_with('+'));
            note(group(&found, 2), found.get(3).map(|title| title.as_str()), open)
        }
    };
    // A line that only looks like the head of a box has nothing in it.
    (used > 0 || matches!(&aside, Aside::Note(..)) && found.get(3).is_some()).then_some((aside, body, used))
}

/// A line without so many blanks before it.
fn without(line: &str, indent: usize) -> &str {
    let blanks = (line.len() - line.trim_start_matches(' ').len()).min(indent);
    line.get(blanks..).unwrap_or("")
}

/// The box of a kind: its class, and its title, which is its kind where none is given.
fn note(kinds: &str, title: Option<&str>, open: Option<bool>) -> Aside {
    let kind = kinds.split(' ').next().unwrap_or(kinds);
    let class = match kind {
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" => "important",
        "warning" | "attention" | "question" | "help" | "faq" => "warning",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => "note",
    };
    let title = match title {
        Some(title) if !title.trim().is_empty() => title.to_owned(),
        _ => named(kind),
    };
    open.map_or(Aside::Note(class, title.clone()), |open| Aside::Fold(open, class, title))
}

/// A name with a capital: `Ctrl`.
fn named(name: &str) -> String {
    let name = name.replace('-', " ");
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{Aside, plain};

    #[test]
    fn boxes_become_marked_quotations() {
        let (text, asides) = plain("a\n\n!!! note\n    b\n\n    c\nd\n").unwrap_or_default();
        assert_eq!(text, "a\n\n\n> \u{2}0\n>\n> b\n>\n> c\n\nd\n");
        assert_eq!(asides, [Aside::Note("note", "Note".to_owned())]);
        let (_, asides) = plain("???+ bug \"Odd\"\n    b\n=== \"Rust\"\n    c\n").unwrap_or_default();
        let odd = Aside::Fold(true, "caution", "Odd".to_owned());
        assert_eq!(asides, [odd, Aside::Tab("Rust".to_owned())]);
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        assert_eq!(plain("Really!!! note\n\n    b\n"), None);
        assert_eq!(plain("```\n!!! note\n    b\n```\n"), None);
        assert_eq!(plain("`[a](b){ .c }` and { .x"), None);
    }

    #[test]
    fn attributes_icons_and_keys_are_no_words() {
        let text = |text: &str| plain(text).map(|(text, _)| text).unwrap_or_default();
        assert_eq!(text("[a](b){ .c #d width=\"3\" } x"), "[a](b) x\n");
        assert_eq!(text(":material-check: ok ++ctrl+c++"), "ok <kbd>Ctrl</kbd>+<kbd>C</kbd>\n");
        assert_eq!(text("`x`{ .c } `{ .c }`"), "`x` `{ .c }`\n");
    }
}
