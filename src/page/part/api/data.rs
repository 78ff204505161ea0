//! Values as JSON: plain for samples of code, in colour for pages. Numbers stay as written.

use std::borrow::Cow;

use crate::decode::tree::Value;
use crate::markdown::html::escape;
use crate::parse::api::At;

/// How many values one example shows.
const VALUES: usize = 4000;

/// How deep it goes: no deeper than the tree it comes from.
const DEPTH: usize = 128;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown<'a> {
    /// A number, `true`, `false` or `null`, as written.
    Word(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Shown<'a>>),
    /// A mapping.
    Map(Vec<(Cow<'a, str>, Shown<'a>)>),
}

impl<'a> Shown<'a> {
    /// The value that stands at a node.
    pub(super) fn of(at: At<'a>) -> Self {
        let mut left = VALUES;
        read(at, &mut left, 0)
    }

    /// The value on one line, cut after `most` characters.
    pub(super) fn brief(&self, most: usize) -> String {
        let mut out = String::new();
        self.write(&mut out, None, false);
        if out.chars().count() > most {
            out = out.chars().take(most).chain(['…']).collect();
        }
        out
    }

    /// The value as JSON on several lines.
    pub(super) fn plain(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0), false);
        out
    }

    /// The value as JSON on several lines, as HTML with a class for each kind of token.
    pub(super) fn coloured(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0), true);
        out
    }

    fn write(&self, out: &mut String, indent: Option<usize>, html: bool) {
        match self {
            Shown::Word(word) => {
                let number =
                    word.starts_with(|ch: char| ch.is_ascii_digit() || matches!(ch, '-' | '+' | '.'));
                token(out, word, if number { "t-number" } else { "t-constant" }, html);
            }
            Shown::Text(text) => string(out, text, "t-string", html),
            Shown::List(list) if list.is_empty() => out.push_str("[]"),
            Shown::Map(map) if map.is_empty() => out.push_str("{}"),
            Shown::List(list) => {
                out.push('[');
                for (index, value) in list.iter().enumerate() {
                    gap(out, indent.map(|at| at + 1), index);
                    value.write(out, indent.map(|at| at + 1), html);
                }
                end(out, indent);
                out.push(']');
            }
            Shown::Map(map) => {
                out.push('{');
                for (index, (key, value)) in map.iter().enumerate() {
                    gap(out, indent.map(|at| at + 1), index);
                    string(out, key, "t-key", html);
                    out.push_str(": ");
                    value.write(out, indent.map(|at| at + 1), html);
                }
                end(out, indent);
                out.push('}');
            }
        }
    }
}

fn gap(out: &mut String, indent: Option<usize>, index: usize) {
    if index > 0 {
        out.push(',');
    }
    match indent {
        Some(depth) => {
            out.push('\n');
            indented(out, depth);
        }
        None if index > 0 => out.push(' '),
        None => {}
    }
}

fn end(out: &mut String, indent: Option<usize>) {
    if let Some(depth) = indent {
        out.push('\n');
        indented(out, depth);
    }
}

fn indented(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// A string as a token.
fn string(out: &mut String, text: &str, class: &str, html: bool) {
    // Most need no escapes of JSON.
    let bare = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\';
    if !html || !text.bytes().all(bare) {
        return token(out, &quoted(text), class, html);
    }
    out.push_str("<span class=");
    out.push_str(class);
    out.push_str(">&quot;");
    escape(out, text);
    out.push_str("&quot;</span>");
}

fn token(out: &mut String, text: &str, class: &str, html: bool) {
    if !html {
        out.push_str(text);
        return;
    }
    out.push_str("<span class=");
    out.push_str(class);
    out.push('>');
    escape(out, text);
    out.push_str("</span>");
}

/// A string of JSON. What HTML forbids in text is written as an escape.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ch if ch.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(ch))),
            ch => out.push(ch),
        }
    }
    out.push('"');
    out
}

fn read<'a>(at: At<'a>, left: &mut usize, depth: usize) -> Shown<'a> {
    *left = left.saturating_sub(1);
    let full = *left == 0 || depth > DEPTH;
    let rest = || Shown::Text("…".into());
    match &at.node.value {
        Value::Null | Value::Alias(_) => Shown::Word("null".into()),
        Value::Bool(true) => Shown::Word("true".into()),
        Value::Bool(false) => Shown::Word("false".into()),
        Value::Number(number) => Shown::Word(number.into()),
        Value::String(text) => Shown::Text(text.into()),
        _ if full => rest(),
        Value::List(_) => {
            let mut list = Vec::new();
            for item in at.items() {
                if *left == 0 {
                    list.push(rest());
                    break;
                }
                list.push(read(item, left, depth + 1));
            }
            Shown::List(list)
        }
        Value::Map(_) => {
            let mut map = Vec::new();
            for member in at.members() {
                if *left == 0 {
                    map.push(("…".into(), rest()));
                    break;
                }
                map.push((member.key.into(), read(member.at, left, depth + 1)));
            }
            Shown::Map(map)
        }
    }
}

/// A value as an example: HTML of a code block, named for those who can't see it.
pub fn json(value: &Shown<'_>, name: &str) -> String {
    block(&value.coloured(), name)
}

/// A code block around HTML.
pub(super) fn block(html: &str, name: &str) -> String {
    let mut out = String::with_capacity(html.len() + 100);
    out.push_str("<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"");
    escape(&mut out, name);
    out.push_str("\"><code>");
    out.push_str(html);
    out.push_str("</code></pre>");
    out
}
