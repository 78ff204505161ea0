//! HTML of ours back to Markdown, for the twin of a page: for programs, and for those who would rather read that.
//!
//! Made from the page's own HTML, so that neither says more than the other. That HTML is safe already; here nothing of it is
//! markup any more: every sign of Markdown that stands in its text is written so that it means itself.

use memchr::memmem;

use crate::markdown::html::inert::{attribute, is_sign, longest_run, next_tag, plain, unescaped};

/// Elements that are left out with everything in them: what leads around the site, drawings.
const LEFT_OUT: [&str; 5] = ["nav", "svg", "script", "style", "footer"];

/// HTML of ours as Markdown.
pub fn back(html: &str) -> String {
    let mut writer = Twin { out: String::with_capacity(html.len() / 2), ..Twin::default() };
    let mut rest = html;
    while let Some((text, tag, behind)) = next_tag(rest) {
        writer.text(text);
        rest = match tag.starts_with("pre") && writer.skipped.is_none() {
            true => writer.block_of(behind),
            false => {
                writer.tag(tag);
                behind
            }
        };
    }
    writer.text(rest);
    let end = writer.out.trim_end().len();
    writer.out.truncate(end);
    writer.out.push('\n');
    writer.out
}

#[derive(Default)]
struct Twin {
    out: String,
    /// What every line begins with.
    prefix: String,
    /// How long the prefix was around each open list item.
    around: Vec<usize>,
    /// The open lists: whether they are numbered.
    lists: Vec<bool>,
    /// The line breaks due before the next words.
    gap: u8,
    /// Whether nothing was written on this line but its mark.
    fresh: bool,
    /// Whether a blank is due before the next word.
    blank: bool,
    /// Where open links lead.
    links: Vec<Option<String>>,
    /// Code in a line that is being read.
    code: Option<String>,
    /// The element that is left out, and how many of its name are open in it.
    skipped: Option<(&'static str, usize)>,
    /// Whether this is a cell of a table, where everything stands on one line.
    cell: bool,
    /// Whether the next term is the first of its list.
    terms: bool,
    /// The cells of this row.
    columns: usize,
    /// Whether the next row is the first of its table.
    head: bool,
}

impl Twin {
    fn tag(&mut self, tag: &str) {
        let (close, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split([' ', '\n', '/']).next().unwrap_or("");
        if let Some((skipped, open)) = &mut self.skipped {
            match (name == *skipped, close) {
                (true, true) if *open == 1 => self.skipped = None,
                (true, true) => *open -= 1,
                (true, false) => *open += 1,
                _ => {}
            }
            return;
        }
        if self.code.is_some() && name != "code" {
            return;
        }
        if name == "details" && tag.ends_with("class=\"other\"") {
            self.skipped = Some(("details", 1));
            return;
        }
        // The meaning of a term stands in its glossary, where its link leads.
        if name == "span" && attribute(tag, "class") == Some("meaning") {
            self.skipped = Some(("span", 1));
            return;
        }
        if let Some(left_out) = LEFT_OUT.iter().find(|known| **known == name && !close) {
            self.skipped = Some((left_out, 1));
            return;
        }
        match name {
            "code" => self.code(close),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(name, close),
            "p" | "div" | "section" | "figure" | "blockquote" | "details" | "summary" | "caption"
            | "table" | "dl" => {
                self.head |= name == "table" && !close;
                self.terms |= name == "dl" && !close;
                self.part(2);
            }
            "ul" | "ol" => self.list(name == "ol", close),
            "li" => self.item(close),
            "dt" => self.term(close),
            "dd" if close => self.part(1),
            "strong" | "b" => self.mark("**", close),
            "em" | "i" => self.mark("*", close),
            "br" => self.part(1),
            "a" => self.link(tag, close),
            "img" => self.text(attribute(tag, "alt").unwrap_or("")),
            "tr" => self.row(close),
            "th" | "td" => self.cell(close),
            _ => {}
        }
    }

    /// Words begin on a line of their own.
    fn part(&mut self, gap: u8) {
        if self.cell {
            self.blank = true;
        } else if !self.fresh {
            self.gap = self.gap.max(gap);
        }
    }

    /// Writes what is due before words.
    fn due(&mut self) {
        if self.gap > 0 {
            let end = self.out.trim_end_matches(' ').len();
            self.out.truncate(end);
            if !self.out.is_empty() {
                for _ in 1..self.gap {
                    self.out.push('\n');
                    self.out.push_str(self.prefix.trim_end());
                }
                self.out.push('\n');
                self.out.push_str(&self.prefix);
            }
            (self.gap, self.blank, self.fresh) = (0, false, true);
        }
        if std::mem::take(&mut self.blank) && !self.fresh {
            self.out.push(' ');
        }
    }

    fn text(&mut self, html: &str) {
        if self.skipped.is_some() || html.is_empty() {
            return;
        }
        let text = unescaped(html);
        if let Some(code) = &mut self.code {
            return code.push_str(&text);
        }
        // Most texts are words between single blanks that mean nothing else.
        if !self.fresh
            && self.gap == 0
            && !text.bytes().any(|byte| is_sign(byte) || byte < b' ')
            && !text.contains("  ")
        {
            let words = text.trim();
            self.blank |= text.starts_with(' ');
            if !words.is_empty() {
                self.due();
                self.out.push_str(words);
            }
            self.blank |= text.ends_with(' ');
            return;
        }
        let blank = |text: &str| text.starts_with([' ', '\n', '\t', '\r']);
        self.blank |= blank(&text);
        for (index, word) in text.split_ascii_whitespace().enumerate() {
            self.blank |= index > 0;
            self.due();
            plain(&mut self.out, word, std::mem::take(&mut self.fresh));
        }
        self.blank |= text.ends_with([' ', '\n', '\t', '\r']);
    }

    fn mark(&mut self, mark: &str, close: bool) {
        if close {
            self.out.push_str(mark);
        } else {
            self.due();
            self.fresh = false;
            self.out.push_str(mark);
        }
    }

    fn heading(&mut self, name: &str, close: bool) {
        self.part(2);
        // In a list, a heading would end it.
        if !close && self.prefix.is_empty() && !self.cell {
            self.due();
            let level = name.as_bytes().get(1).map_or(1, |digit| usize::from(digit.saturating_sub(b'0')));
            self.out.push_str(&"#".repeat(level));
            self.out.push(' ');
            self.fresh = false;
            self.blank = false;
        }
    }

    fn list(&mut self, numbered: bool, close: bool) {
        if close {
            self.lists.pop();
        } else {
            self.lists.push(numbered);
        }
        self.part(if self.lists.is_empty() || self.prefix.is_empty() { 2 } else { 1 });
    }

    fn item(&mut self, close: bool) {
        if close {
            let around = self.around.pop().unwrap_or(0);
            self.prefix.truncate(around);
            self.fresh = false;
            return self.part(1);
        }
        self.around.push(self.prefix.len());
        self.fresh = false;
        self.part(1);
        self.due();
        let mark = if self.lists.last() == Some(&true) { "1. " } else { "- " };
        self.out.push_str(mark);
        self.prefix.push_str(if mark.len() == 3 { "   " } else { "  " });
        self.fresh = true;
    }

    /// A term of a list of terms begins an item that its definition goes on with.
    fn term(&mut self, close: bool) {
        if close {
            self.out.push(':');
            self.blank = true;
        } else {
            self.fresh = false;
            let first = std::mem::take(&mut self.terms) && self.prefix.is_empty();
            self.gap = if first { 2 } else { 1 };
            self.due();
            self.out.push_str("- ");
        }
    }

    fn link(&mut self, tag: &str, close: bool) {
        if !close {
            self.due();
            let href = attribute(tag, "href").map(|href| unescaped(href).into_owned());
            if href.is_some() {
                self.out.push('[');
                self.fresh = false;
            }
            return self.links.push(href);
        }
        if let Some(href) = self.links.pop().flatten() {
            self.out.push_str("](");
            for ch in href.chars() {
                match ch {
                    '(' => self.out.push_str("%28"),
                    ')' => self.out.push_str("%29"),
                    '<' => self.out.push_str("%3C"),
                    '>' => self.out.push_str("%3E"),
                    ch if ch.is_whitespace() || ch.is_control() => self.out.push_str("%20"),
                    ch => self.out.push(ch),
                }
            }
            self.out.push(')');
        }
    }

    fn code(&mut self, close: bool) {
        if !close {
            self.code = Some(String::new());
            return;
        }
        let code = self.code.take().unwrap_or_default();
        if code.trim().is_empty() {
            return;
        }
        self.due();
        self.fresh = false;
        let run = longest_run(&code) + 1;
        let fence = |out: &mut String| out.extend(std::iter::repeat_n('`', run));
        fence(&mut self.out);
        if run > 1 {
            self.out.push(' ');
        }
        let mut rest = code.as_str();
        let means = |byte: u8| byte == b'\n' || byte == b'\r' || byte == b'|' && self.cell;
        while let Some(at) = rest.bytes().position(means) {
            let (before, behind) = rest.split_at(at);
            self.out.push_str(before);
            self.out.push_str(if behind.starts_with('|') { "\\|" } else { " " });
            rest = behind.get(1..).unwrap_or("");
        }
        self.out.push_str(rest);
        if run > 1 {
            self.out.push(' ');
        }
        fence(&mut self.out);
    }

    /// Writes the block of code that begins here; returns what stands behind it.
    fn block_of<'h>(&mut self, html: &'h str) -> &'h str {
        let end = memmem::find(html.as_bytes(), b"</pre>").unwrap_or(html.len());
        let mut rest = html.get(..end).unwrap_or("");
        let mut code = String::with_capacity(rest.len());
        while let Some((text, _, behind)) = next_tag(rest) {
            code.push_str(text);
            rest = behind;
        }
        code.push_str(rest);
        let code = unescaped(&code);
        self.block(&code, &"`".repeat(longest_run(&code) + 1));
        html.get(end + "</pre>".len()..).unwrap_or("")
    }

    fn block(&mut self, code: &str, fence: &str) {
        let fence = if fence.len() < 3 { "```" } else { fence };
        self.part(2);
        self.due();
        self.out.push_str(fence);
        for line in code.trim_end().lines() {
            self.out.push('\n');
            self.out.push_str(&self.prefix);
            self.out.push_str(line);
        }
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.out.push_str(fence);
        self.fresh = false;
        self.gap = 2;
    }

    fn row(&mut self, close: bool) {
        if !close {
            self.columns = 0;
            self.part(1);
            self.due();
            self.out.push('|');
            return;
        }
        self.gap = 1;
        if std::mem::take(&mut self.head) {
            self.due();
            self.out.push_str(&format!("|{}", "---|".repeat(self.columns)));
        }
        self.fresh = false;
        self.gap = 1;
    }

    fn cell(&mut self, close: bool) {
        self.cell = !close;
        if close {
            self.out.push_str(" |");
            self.columns += 1;
        } else {
            self.out.push(' ');
        }
        (self.fresh, self.blank) = (false, false);
    }
}
