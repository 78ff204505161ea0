//! Code blocks in colour: every distinct block of a build once, in parallel, before any page is made.
//!
//! The result is a plain map from block to HTML, so that rendering needs no lock and equal blocks cost once. Blocks
//! and lines past the limits, and languages nobody knows, stay plain: colour is never worth a slow build.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::OnceLock;

use rayon::prelude::*;
use syntect::parsing::{ClearAmount, ParseState, ScopeStackOp, SyntaxReference, SyntaxSet};

use crate::markdown::html::escape::escape;
use crate::markdown::html::token::{Rules, Token};

/// The longest block that is coloured, in bytes.
const BLOCK: usize = 64 * 1024;

/// The longest line that is coloured, in bytes: a longer one leaves its block plain from there on.
const LINE: usize = 1000;

/// The syntax definitions. They never change and cost milliseconds to load, so they are loaded once for the whole
/// process, at the first block that needs them: the one value here that outlives a build.
fn definitions() -> &'static (SyntaxSet, Rules) {
    static SET: OnceLock<(SyntaxSet, Rules)> = OnceLock::new();
    SET.get_or_init(|| (two_face::syntax::extra_newlines(), Rules::new()))
}

/// Coloured code by language and text.
#[derive(Clone, Debug, Default)]
pub struct Highlights {
    blocks: HashMap<(String, String), String>,
}

impl Highlights {
    /// Colours the given blocks: pairs of info string and code.
    pub fn new<'a>(blocks: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut wanted: Vec<(&str, &str)> = blocks
            .map(|(info, code)| (language(info), code))
            .filter(|(language, code)| !language.is_empty() && code.len() <= BLOCK)
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let blocks = wanted
            .par_chunks(64)
            .flat_map_iter(|chunk| {
                let mut trail = Trail::default();
                chunk.iter().filter_map(move |(language, code)| {
                    let html = colour(language, code, &mut trail)?;
                    Some((((*language).to_owned(), (*code).to_owned()), html))
                })
            })
            .collect();
        Self { blocks }
    }

    /// The HTML of a block, if it was coloured.
    pub(super) fn get(&self, info: &str, code: &str) -> Option<&str> {
        if self.blocks.is_empty() || code.len() > BLOCK {
            return None;
        }
        self.blocks.get(&(language(info).to_owned(), code.to_owned())).map(String::as_str)
    }
}

/// The language of an info string: its first word, without what mdBook and others hang on to it.
pub(super) fn language(info: &str) -> &str {
    let info = info.trim().trim_start_matches(['{', '.']);
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':' | ';')).next().unwrap_or("")
}

/// The name of a language for readers: `YAML` for `yml`; as written where nobody knows it.
pub(super) fn name(language: &str) -> String {
    known(language).unwrap_or(language).to_owned()
}

fn known(language: &str) -> Option<&'static str> {
    find(language).map(|syntax| syntax.name.as_str())
}

fn find(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || language.len() > 40 {
        return None;
    }
    let (set, _) = definitions();
    let token = language.to_ascii_lowercase();
    let token = match token.as_str() {
        "shell" | "console" | "shell-session" | "sh-session" | "zsh" | "fish" => "bash",
        "golang" => "go",
        "jsonc" | "json5" | "ndjson" => "json",
        "docker" => "dockerfile",
        "text" | "txt" | "plain" | "plaintext" | "none" | "mermaid" | "output" => return None,
        other => other,
    };
    set.find_syntax_by_token(token).filter(|syntax| syntax.name != "Plain Text")
}

/// How far a block has been coloured: behind a whole line.
#[derive(Clone)]
struct Step {
    /// Bytes of the code.
    done: usize,
    state: ParseState,
    painter: Painter<'static>,
}

/// The first lines of the block before. Blocks come sorted, and those of one habit begin with the same lines.
#[derive(Default)]
struct Trail<'a> {
    language: &'a str,
    code: &'a str,
    steps: Vec<Step>,
}

/// How many lines of a block are remembered for the next one.
const REMEMBERED: usize = 8;

impl<'a> Trail<'a> {
    /// Where a block may go on: behind the last line that it shares with the block before.
    fn follow(&mut self, language: &'a str, code: &'a str) -> Option<Step> {
        let same = self.code.bytes().zip(code.bytes()).take_while(|(a, b)| a == b).count();
        let same = if self.language == language { same } else { 0 };
        self.steps.retain(|step| step.done <= same);
        (self.language, self.code) = (language, code);
        self.steps.last().cloned()
    }
}

fn colour<'a>(language: &'a str, code: &'a str, trail: &mut Trail<'a>) -> Option<String> {
    let syntax = find(language)?;
    let (set, rules) = definitions();
    let mut step = trail.follow(language, code).unwrap_or_else(|| Step {
        done: 0,
        state: ParseState::new(syntax),
        painter: Painter::new(rules, code.len()),
    });
    for line in code.get(step.done..).unwrap_or("").split_inclusive('\n') {
        if line.len() > LINE {
            break;
        }
        // A definition can fail at a regular expression of its own; the rest of the block stays plain.
        let Ok(ops) = step.state.parse_line(line, set) else { break };
        step.painter.line(line, &ops);
        step.done += line.len();
        if trail.steps.len() < REMEMBERED && line.ends_with('\n') {
            trail.steps.push(step.clone());
        }
    }
    step.painter.rest(code.get(step.done..).unwrap_or(""));
    Some(step.painter.out)
}

/// Writes code with one `span` for each stretch of one token class.
#[derive(Clone)]
struct Painter<'r> {
    rules: &'r Rules,
    out: String,
    /// What each open scope means, inside those around it.
    stack: Vec<Token>,
    cleared: Vec<Vec<Token>>,
    /// The class of the span that is open in `out`.
    open: Option<&'static str>,
}

impl<'r> Painter<'r> {
    fn new(rules: &'r Rules, bytes: usize) -> Self {
        Self {
            rules,
            out: String::with_capacity(bytes * 3),
            stack: Vec::new(),
            cleared: Vec::new(),
            open: None,
        }
    }

    fn line(&mut self, line: &str, ops: &[(usize, ScopeStackOp)]) {
        let mut from = 0;
        for (at, op) in ops {
            self.text(line.get(from..*at).unwrap_or(""));
            from = (*at).max(from);
            self.apply(op);
        }
        self.text(line.get(from..).unwrap_or(""));
    }

    fn apply(&mut self, op: &ScopeStackOp) {
        match op {
            ScopeStackOp::Push(scope) => {
                let outer = self.stack.last().copied().unwrap_or(Token::Plain);
                self.stack.push(self.rules.inside(outer, *scope));
            }
            ScopeStackOp::Pop(count) => self.stack.truncate(self.stack.len().saturating_sub(*count)),
            ScopeStackOp::Clear(amount) => {
                let leave = match amount {
                    ClearAmount::TopN(count) => self.stack.len().saturating_sub(*count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.stack.split_off(leave));
            }
            ScopeStackOp::Restore => self.stack.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }

    /// Blanks join whatever is open, so that neighbours of one class become one span.
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let blank = text.bytes().all(|b| b.is_ascii_whitespace());
        let class = match self.stack.last().copied().unwrap_or(Token::Plain) {
            _ if blank => self.open,
            Token::Operator if text.starts_with(|c: char| c.is_alphabetic()) => Token::Keyword.class(),
            token => token.class(),
        };
        if class != self.open {
            self.close();
            if let Some(class) = class {
                // Writing to a string can't fail.
                let _ = write!(self.out, "<span class={class}>");
                self.open = Some(class);
            }
        }
        escape(&mut self.out, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn rest(&mut self, text: &str) {
        self.close();
        escape(&mut self.out, text);
    }
}
