//! Sources written so that the drawing crate reads and draws them as Mermaid does: what it takes for something else, and
//! what it has no room for. What a diagram says stays as it is.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::diagram::measure;

/// Stands for a semicolon where the crate would end a statement at one.
pub(super) const SEMICOLON: char = '\u{1f}';

static DESCRIBED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*acc(?:Title|Descr)[ \t]*:.*;.*$").ok());
static SPACES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)(^|[ \t])space(?:[ \t]+space)+([ \t]|$)").ok());
static CHAIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^([ \t]*)(\w+)((?:[ \t]*-->[ \t]*\w+){2,})[ \t]*$").ok());
/// A block of blocks with a title, which the layout would write behind them, and the columns it says it has.
static TITLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?m)^([ \t]*)block:(\w+)\["([^"\n]*)"\](:\d+)?[ \t]*\n(?:([ \t]*)columns[ \t]+(\d+)[ \t]*\n)?"#,
    )
    .ok()
});
static DATA: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"@\{[^{}]*#quot;[^{}]*\}").ok());
static NOTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?m)^[ \t]*note\b[^"\n]*"[^"\n]*\\n[^"\n]*""#).ok());
static LOOP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?m)^([ \t]*)(\w+)[ \t]*(?:-->[ \t]*\|([^|\n]+)\||--[ \t]+([^-|\n]+?)[ \t]+-->)[ \t]*(\w+)[ \t]*;?$"#)
        .ok()
});

/// The first word of a source, behind front matter, directives and comments.
fn kind(source: &str) -> &str {
    let mut fenced = false;
    for line in source.lines().map(str::trim) {
        match line {
            "---" => fenced = !fenced,
            _ if fenced || line.is_empty() || line.starts_with("%%") => {}
            _ => return line.split([' ', ';', ':']).next().unwrap_or(line),
        }
    }
    ""
}

/// A source that is read as Mermaid reads it.
pub(super) fn readable(source: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(source);
    change(&mut text, &DESCRIBED, |found| whole(found).replace(';', &SEMICOLON.to_string()));
    match kind(source) {
        "block" | "block-beta" => {
            change(&mut text, &SPACES, |found| {
                let count = whole(found).matches("space").count();
                format!("{}space:{count}{}", group(found, 1), group(found, 2))
            });
            change(&mut text, &CHAIN, |found| {
                let names: Vec<&str> = group(found, 3).split("-->").map(str::trim).collect();
                let mut from = group(found, 2);
                let mut lines = Vec::new();
                for to in names.into_iter().filter(|name| !name.is_empty()) {
                    lines.push(format!("{}{from} --> {to}", group(found, 1)));
                    from = to;
                }
                lines.join("\n")
            });
        }
        "flowchart" | "graph" => change(&mut text, &DATA, |found| whole(found).replace("#quot;", "”")),
        "classDiagram" | "classDiagram-v2" => {
            change(&mut text, &NOTE, |found| whole(found).replace("\\n", "<br/>"));
        }
        _ => {}
    }
    text
}

/// A source that is drawn with room for its words.
pub(super) fn adapted(source: &str) -> Cow<'_, str> {
    let mut text = readable(source);
    match kind(source) {
        // In a timeline from top to bottom the layout lays sections over each other.
        "timeline" => {
            for sign in ["timeline TD", "timeline TB"] {
                if text.contains(sign) {
                    text = Cow::Owned(text.replacen(sign, "timeline LR", 1));
                }
            }
        }
        "journey" => {
            let wrapped: Vec<String> = text.lines().map(task).collect();
            let most = wrapped.iter().map(|line| line.matches("<br/>").count() + 1).max().unwrap_or(1);
            if most > 1 {
                text = Cow::Owned(wrapped.join("\n"));
            }
            if most > 3 {
                text = configured(&text, &format!("\"journey\": {{\"height\": {}}}", most * 15 + 8));
            }
        }
        "gantt" => {
            let widest = widest(source, "section ", 12.0);
            if widest > 60.0 {
                text =
                    configured(&text, &format!("\"gantt\": {{\"leftPadding\": {}}}", widest.ceil() + 20.0));
            }
        }
        "quadrantChart" => {
            let widest = widest(source, "quadrant-", 16.0);
            if widest > 220.0 {
                let width = (widest * 2.0).ceil() + 80.0;
                text = configured(&text, &format!("\"quadrantChart\": {{\"chartWidth\": {width}}}"));
            }
        }
        "block" | "block-beta" => {
            change(&mut text, &TITLED, |found| {
                let (indent, name, title) = (group(found, 1), group(found, 2), group(found, 3));
                let (span, columns) = (group(found, 4), group(found, 6));
                let row = match columns {
                    "" => String::new(),
                    columns => format!(
                        "{}columns {columns}\n{indent}  {name}_title[\"{title}\"]:{columns}\n",
                        group(found, 5)
                    ),
                };
                format!("{indent}block:{name}{span}\n{row}")
            });
            // The words at a link need more than the usual gap between two blocks.
            if text.contains("--\"") || text.contains("-- \"") || text.contains("-->|") {
                text = configured(&text, "\"block\": {\"padding\": 18}");
            }
        }
        // The words at a loop stand where those of the next link are: they become a stop on its way.
        "flowchart" | "graph" => {
            let mut count = 0;
            change(&mut text, &LOOP, |found| {
                if group(found, 2) != group(found, 5) {
                    return whole(found).to_owned();
                }
                count += 1;
                let (indent, name) = (group(found, 1), group(found, 2));
                let words = [group(found, 3), group(found, 4)].concat();
                let words = words.trim().trim_matches('"');
                let stop = format!("{name}_loop{count}");
                format!(
                    "{indent}{name} --- {stop}@{{ shape: text, label: \"{words}\" }}\n{indent}{stop} --> {name}"
                )
            });
        }
        _ => {}
    }
    text
}

fn whole<'t>(found: &Captures<'t>) -> &'t str {
    group(found, 0)
}

fn group<'t>(found: &Captures<'t>, number: usize) -> &'t str {
    found.get(number).map_or("", |part| part.as_str())
}

fn change(
    text: &mut Cow<'_, str>,
    pattern: &LazyLock<Option<Regex>>,
    by: impl FnMut(&Captures<'_>) -> String,
) {
    let Some(pattern) = pattern.as_ref() else { return };
    if pattern.is_match(text) {
        *text = Cow::Owned(pattern.replace_all(text, by).into_owned());
    }
}

/// The width of the longest words behind a sign that lines begin with.
fn widest(source: &str, sign: &str, size: f64) -> f64 {
    source
        .lines()
        .filter_map(|line| line.trim().strip_prefix(sign))
        .map(|words| {
            measure::width(words.trim_start_matches(|c: char| c.is_ascii_digit()).trim(), size, false)
        })
        .fold(0.0, f64::max)
}

/// A source with settings of its own, behind its front matter.
fn configured<'s>(source: &str, settings: &str) -> Cow<'s, str> {
    let directive = format!("%%{{init: {{{settings}}} }}%%\n");
    let head = source.trim_start().starts_with("---").then(|| source.match_indices("---").nth(1)).flatten();
    let at = head.and_then(|(at, _)| Some(at + source.get(at..)?.find('\n')? + 1)).unwrap_or(0);
    let (before, after) = source.split_at_checked(at).unwrap_or(("", source));
    Cow::Owned(format!("{before}{directive}{after}"))
}

/// The width of the box of a task, in pixels, without its edges.
const TASK: f64 = 138.0;

/// A line of a journey with its task in as many lines as fit into its box.
fn task(line: &str) -> String {
    let trimmed = line.trim_start();
    let Some((name, rest)) = trimmed.split_once(':') else { return line.to_owned() };
    let other = ["title", "section", "accTitle", "accDescr", "%%"].iter().any(|word| name.starts_with(word));
    if other || measure::width(name, 14.0, false) <= TASK {
        return line.to_owned();
    }
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(last) if measure::width(&format!("{last} {word}"), 14.0, false) <= TASK => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let indent = line.get(..line.len() - trimmed.len()).unwrap_or("");
    format!("{indent}{}:{rest}", lines.join("<br/>"))
}

#[cfg(test)]
mod tests {
    use super::{adapted, readable};

    #[test]
    fn chains_and_spaces_of_blocks_are_written_out() {
        let text = readable("block-beta\n  columns 5\n  a space space b\n  space space\n  a --> b --> c");
        assert_eq!(text, "block-beta\n  columns 5\n  a space:2 b\n  space:2\n  a --> b\n  b --> c");
    }

    #[test]
    fn what_needs_no_room_stays_as_it_is() {
        for source in ["flowchart LR\n a -->|x| b", "gantt\n section A\n t: 1d", "journey\n a: 5: Me"] {
            assert_eq!(adapted(source), source);
        }
        let looped = adapted("graph LR\n  a -->|again| a");
        assert!(
            looped.contains("a --- a_loop1@{ shape: text, label: \"again\" }\n  a_loop1 --> a"),
            "{looped}"
        );
    }

    #[test]
    fn settings_stand_behind_the_front_matter() {
        let source = "---\ntitle: A\n---\ngantt\n section A section with a long name\n t: 1d";
        assert!(adapted(source).starts_with("---\ntitle: A\n---\n%%{init: {\"gantt\""));
    }
}
