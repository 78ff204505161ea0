//! Raw HTML in Markdown: scanned where it stands, made safe when the element around it ends.
//!
//! What the text around it rendered to is no business of the sanitiser: it stands in for it with one private
//! character each (a *slot*) and gets its own HTML back afterwards. So an unclosed tag ends with its element, a
//! stray end tag ends nothing, and our own markup needs no place on the allow-lists.

use std::ops::Range;

use crate::markdown::html::escape;
use crate::markdown::html::heading::is_id;
use crate::markdown::html::sanitise::{self, Fate};
use crate::markdown::html::tag::{RawTag, before_end, behind_end, unescaped, words_of};
use crate::markdown::html::walk::Walk;

/// Around the number of a slot; taken out of raw HTML beforehand.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// The most tags, the deepest nesting, the deepest nesting of reopened elements, and the most elements around, past
/// which raw HTML is shown as it is written: browsers' rules let a small hostile text grow without bound.
const TAGS: u32 = 10_000;
const DEPTH: i32 = 100;
const REOPENED: i32 = 16;
const AROUND: usize = 64;

/// The raw HTML directly in one element.
#[derive(Default)]
pub(super) struct Raw {
    /// Where it stands in the output.
    ranges: Vec<Range<usize>>,
    tags: u32,
    depth: (i32, i32),
    deepest: (i32, i32),
}

impl Raw {
    fn count(&mut self, tag: &RawTag<'_>, name: &str) {
        let step = if tag.end { -1 } else { 1 };
        let (nests, reopens) = sanitise::nesting(name);
        self.tags += 1;
        self.depth.0 = (self.depth.0 + step * i32::from(nests)).max(0);
        self.depth.1 = (self.depth.1 + step * i32::from(reopens)).max(0);
        self.deepest = (self.deepest.0.max(self.depth.0), self.deepest.1.max(self.depth.1));
    }

    fn hostile(&self) -> bool {
        self.tags > TAGS || self.deepest.0 > DEPTH || self.deepest.1 > REOPENED
    }
}

/// Leaves out lines at the end that hold nothing but tags no HTML knows: what tools left behind in a file.
pub(super) fn without_debris(text: &str) -> &str {
    let mut text = text;
    loop {
        let kept = text.trim_end();
        let line = kept.rsplit('\n').next().unwrap_or("");
        let mut rest = line.trim_start();
        if rest.is_empty() || line.len() - rest.len() > 3 {
            return text;
        }
        while !rest.is_empty() {
            match RawTag::at(rest) {
                Some(tag) if sanitise::fate(&tag.name.to_ascii_lowercase()) == Fate::Unknown => {
                    rest = rest.get(tag.source.len()..).unwrap_or("").trim_start();
                }
                _ => return text,
            }
        }
        text = kept.get(..kept.len() - line.len()).unwrap_or("");
    }
}

impl Walk<'_> {
    /// Takes raw HTML: a whole block of it, or one tag in a line.
    pub(super) fn raw(&mut self, html: &str, block: bool) {
        if self.picture.is_some() {
            return;
        }
        if matches!(html, "<br>" | "<br/>" | "<br />") {
            self.hear("\n");
            return self.out.push_str("<br>");
        }
        let mut rest = html;
        while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
            let (before, markup) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.push_raw(before);
            rest = match (declaration(markup), RawTag::at(markup)) {
                (Some(length), _) => markup.get(length..).unwrap_or(""),
                (None, Some(tag)) => self.tag(&tag, markup, block),
                (None, None) => {
                    self.push_raw("&lt;");
                    markup.get(1..).unwrap_or("")
                }
            };
        }
        self.push_raw(rest);
    }

    /// Takes one tag; gives what is left behind it.
    fn tag<'t>(&mut self, tag: &RawTag<'_>, markup: &'t str, block: bool) -> &'t str {
        let rest = markup.get(tag.source.len()..).unwrap_or("");
        let name = tag.name.to_ascii_lowercase();
        let flow = self.frames.last().is_some_and(|frame| frame.flow);
        match sanitise::fate(&name) {
            Fate::Block if !flow => {}
            Fate::Block if heading_level(&name).is_some() => {
                self.heading_tag(tag, heading_level(&name), rest)
            }
            Fate::Phrasing | Fate::Block => {
                if name == "a" {
                    self.raw_link(tag);
                }
                self.push_raw(tag.source);
                if let Some(raw) = self.frames.last_mut().and_then(|frame| frame.raw.as_mut()) {
                    raw.count(tag, &name);
                }
            }
            Fate::Dropped if name == "input" && is_checkbox(tag) => {
                let ticked = tag.attributes().iter().any(|(name, _)| name.eq_ignore_ascii_case("checked"));
                self.task(ticked);
            }
            _ if !block && sanitise::is_dress(&name) => {}
            // A word in angle brackets is a word: `Vec<String>`, `<name>`.
            _ if !block => {
                let mut words = String::new();
                escape(&mut words, tag.source);
                self.push_raw(&words);
            }
            Fate::Emptied if !tag.end => return behind_end(rest, &name).unwrap_or(rest),
            _ => {}
        }
        rest
    }

    /// A link of raw HTML counts as open until its end tag or the end of the element around it.
    fn raw_link(&mut self, tag: &RawTag<'_>) {
        let around = self.frames.last().map_or(0, |frame| frame.links);
        if !tag.end && tag.attributes().iter().any(|(name, _)| name.eq_ignore_ascii_case("href")) {
            self.links.push("</a>");
        } else if tag.end && self.links.len() > around {
            self.links.pop();
        }
    }

    /// Headings get their level and id here, where they stand in order with all others.
    fn heading_tag(&mut self, tag: &RawTag<'_>, level: Option<u8>, rest: &str) {
        let Some(level) = level else { return };
        if tag.end {
            if let Some(level) = self.raw_levels.pop() {
                self.push_raw(&format!("</h{level}>"));
            }
            return;
        }
        let name = tag.name.to_ascii_lowercase();
        let Some(inner) = before_end(rest, &name) else { return };
        let words = words_of(inner);
        if words.trim().is_empty() {
            return;
        }
        let (level, id) = self.raw_heading(level, &words);
        self.raw_levels.push(level);
        let mut open = format!("<h{level} id=\"");
        escape(&mut open, &id);
        open.push_str("\">");
        self.push_raw(&open);
    }

    /// Appends raw HTML and notes where it stands.
    fn push_raw(&mut self, html: &str) {
        if html.is_empty() {
            return;
        }
        self.begun |= !html.trim().is_empty();
        let start = self.out.len();
        if html.contains([OPEN, CLOSE]) {
            self.out.push_str(&html.replace([OPEN, CLOSE], "\u{FFFD}"));
        } else {
            self.out.push_str(html);
        }
        let end = self.out.len();
        if let Some(frame) = self.frames.last_mut() {
            let ranges = &mut frame.raw.get_or_insert_default().ranges;
            match ranges.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => ranges.push(start..end),
            }
        }
    }

    /// Makes the raw HTML of the element that began at `at` safe.
    pub(super) fn settle(&mut self, at: usize, flow: bool, raw: &Raw) {
        let body = self.out.split_off(at.min(self.out.len()));
        let ranges = raw.ranges.iter().map(|range| range.start - at..range.end - at);
        let mut skeleton = String::new();
        let mut slots: Vec<&str> = Vec::new();
        let mut from = 0;
        for range in ranges.chain(std::iter::once(body.len()..body.len())) {
            let ours = body.get(from..range.start).unwrap_or("");
            if ours.trim().is_empty() {
                skeleton.push_str(ours);
            } else {
                let block = flow && is_block(ours);
                skeleton.push_str(if block { "<div>" } else { "" });
                skeleton.push_str(&format!("{OPEN}{}{CLOSE}", slots.len()));
                skeleton.push_str(if block { "</div>" } else { "" });
                slots.push(ours);
            }
            from = range.end;
            skeleton.push_str(body.get(range).unwrap_or(""));
        }
        let whole = !raw.hostile()
            && self.frames.len() < AROUND
            && self.fill(&sanitise::clean(&skeleton, flow), &slots) == slots.len();
        if !whole {
            self.out.truncate(at);
            self.show(&body, raw, at);
        }
    }

    /// Writes sanitised HTML with the slots filled; gives how many were.
    fn fill(&mut self, html: &str, slots: &[&str]) -> usize {
        let mut filled = 0;
        let mut links = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find(['<', OPEN]) {
            let (before, markup) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(before);
            if let Some(tag) = RawTag::at(markup) {
                rest = markup.get(tag.source.len()..).unwrap_or("");
                // A paragraph that the parser closed before a block is empty.
                if tag.source == "<p>"
                    && let Some(after) = rest.trim_start().strip_prefix("</p>")
                {
                    rest = after;
                    continue;
                }
                self.write_tag(&tag, rest, &mut links);
                continue;
            }
            let number = markup.trim_start_matches(OPEN).split(CLOSE).next().unwrap_or("");
            rest = markup.get(OPEN.len_utf8() + number.len() + CLOSE.len_utf8()..).unwrap_or("");
            // Each slot once and in order: a forged one fills nothing.
            let Some(ours) = number.parse().ok().filter(|n: &usize| *n == filled).and_then(|n| slots.get(n))
            else {
                continue;
            };
            filled += 1;
            if is_block(ours) && self.out.ends_with("<div>") && rest.starts_with("</div>") {
                self.out.truncate(self.out.len() - "<div>".len());
                rest = rest.get("</div>".len()..).unwrap_or("");
            }
            self.out.push_str(ours);
        }
        self.out.push_str(rest);
        filled
    }

    /// Writes a tag of sanitised HTML as this site writes it: links resolved, images lazy, tables in a region.
    fn write_tag(&mut self, tag: &RawTag<'_>, rest: &str, links: &mut Vec<&'static str>) {
        if tag.end {
            return match tag.name {
                "a" => self.out.push_str(links.pop().unwrap_or("</a>")),
                "table" => self.out.push_str("</table></div>"),
                _ => self.out.push_str(tag.source),
            };
        }
        let attributes = tag.attributes();
        let get =
            |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| unescaped(value));
        match tag.name {
            "a" if get("href").is_some() => {
                let close =
                    self.open_link(&get("href").unwrap_or_default(), &get("title").unwrap_or_default());
                links.push(close);
            }
            "img" => {
                let digits = |name: &str| {
                    get(name).filter(|v| v.bytes().all(|b| b.is_ascii_digit())).unwrap_or_default()
                };
                let (width, height) = (digits("width"), digits("height"));
                let more =
                    [("title", get("title").unwrap_or_default()), ("width", width), ("height", height)];
                let more = more.each_ref().map(|(name, value)| (*name, value.as_str()));
                self.write_image(&get("src").unwrap_or_default(), &get("alt").unwrap_or_default(), &more);
            }
            name => {
                if name == "a" {
                    links.push("</a>");
                }
                if name == "table" {
                    let number = self.ids.table();
                    self.out.push_str(&format!(
                        "<div class=\"region\" role=\"region\" tabindex=\"0\" aria-label=\"Table {number}\">"
                    ));
                }
                self.write_plain(tag, &attributes);
                if name == "details" && !rest.trim_start().starts_with("<summary") {
                    self.out.push_str("<summary>Details</summary>");
                }
            }
        }
    }

    fn write_plain(&mut self, tag: &RawTag<'_>, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag.name);
        for (name, value) in attributes {
            // The ids of headings are ours and taken already; any other is kept where it is free.
            let name = if *name == "name" { "id" } else { name };
            let heading = heading_level(tag.name).is_some();
            if name == "id" && !heading && !(is_id(value) && self.ids.claim(value)) {
                continue;
            }
            self.out.push_str(&format!(" {name}=\"{value}\""));
        }
        if tag.name == "th" && !attributes.iter().any(|(name, _)| *name == "scope") {
            self.out.push_str(" scope=\"col\"");
        }
        self.out.push('>');
    }

    /// Shows raw HTML as it is written: it is out of bounds, or swallows the text around it.
    fn show(&mut self, body: &str, raw: &Raw, at: usize) {
        let mut from = 0;
        for range in &raw.ranges {
            let (start, end) = (range.start - at, range.end - at);
            self.out.push_str(body.get(from..start).unwrap_or(""));
            escape(&mut self.out, body.get(start..end).unwrap_or(""));
            from = end;
        }
        self.out.push_str(body.get(from..).unwrap_or(""));
    }
}

/// The length of a comment, declaration or processing instruction; `None` for anything else and for one that never
/// ends (what follows it is not lost).
fn declaration(markup: &str) -> Option<usize> {
    let ends = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")];
    if let Some(empty) = ["<!-->", "<!--->"].into_iter().find(|empty| markup.starts_with(empty)) {
        return Some(empty.len());
    }
    let (open, close) = ends.into_iter().find(|(open, _)| markup.starts_with(open))?;
    let inner = markup.get(open.len()..)?;
    Some(open.len() + inner.find(close)? + close.len())
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

fn is_checkbox(tag: &RawTag<'_>) -> bool {
    !tag.end
        && tag
            .attributes()
            .iter()
            .any(|(name, value)| name.eq_ignore_ascii_case("type") && value.eq_ignore_ascii_case("checkbox"))
}

/// Whether HTML of ours begins with a block.
fn is_block(html: &str) -> bool {
    RawTag::at(html.trim_start()).is_some_and(|tag| {
        matches!(tag.name, "p" | "ul" | "ol" | "dl" | "div" | "pre" | "blockquote" | "hr" | "table")
            || heading_level(tag.name).is_some()
    })
}
