//! The text of a workspace as statements: words up to the end of a line, with a block behind an opening brace.

use crate::diagram::Flaw;

/// How deep blocks may nest.
const DEPTH: usize = 40;

/// The most statements that are read.
const STATEMENTS: usize = 20_000;

/// A statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Statement {
    /// Its words, quotes taken off.
    pub(super) words: Vec<String>,
    /// The statements of its block, where it has one.
    pub(super) block: Option<Vec<Statement>>,
    /// Where it begins.
    pub(super) at: usize,
}

impl Statement {
    /// A word; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// The statements inside it.
    pub(super) fn inside(&self) -> &[Statement] {
        self.block.as_deref().unwrap_or_default()
    }
}

/// Reads the statements of a text; braces that do not match are told.
pub(super) fn statements(text: &str, flaws: &mut Vec<Flaw>) -> Vec<Statement> {
    let mut stack: Vec<Vec<Statement>> = vec![Vec::new()];
    let mut count = 0;
    for line in lines(text) {
        let mut words = line.words;
        let closes = words.first().is_some_and(|word| word == "}");
        if closes {
            if stack.len() > 1 {
                close(&mut stack);
            } else {
                flaws.push(Flaw::invalid(
                    "a closing brace without an opening one",
                    Some(line.at..line.at + 1),
                ));
            }
            words.remove(0);
        }
        let opens = words.last().is_some_and(|word| word == "{");
        if opens {
            words.pop();
        }
        count += 1;
        if words.is_empty() && !opens || count > STATEMENTS {
            continue;
        }
        if let Some(level) = stack.last_mut() {
            level.push(Statement { words, block: opens.then(Vec::new), at: line.at });
        }
        if opens {
            if stack.len() > DEPTH {
                flaws.push(Flaw::invalid("blocks nest too deep", Some(line.at..line.at)));
                return stack.into_iter().next().unwrap_or_default();
            }
            stack.push(Vec::new());
        }
    }
    if stack.len() > 1 {
        flaws.push(Flaw::invalid("a brace is not closed before the end", Some(text.len()..text.len())));
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.into_iter().next().unwrap_or_default()
}

fn close(stack: &mut Vec<Vec<Statement>>) {
    let Some(block) = stack.pop() else { return };
    if let Some(owner) = stack.last_mut().and_then(|level| level.last_mut()) {
        owner.block = Some(block);
    }
}

struct Line {
    words: Vec<String>,
    at: usize,
}

/// Lines of words: comments left out, lines that end with a backslash joined, quoted words whole.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line { words: Vec::new(), at: 0 };
    let mut chars = text.char_indices().peekable();
    let mut word: Option<String> = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            '\\' if matches!(next, Some('\n' | '\r')) => {
                while chars.next_if(|(_, next)| matches!(next, '\r')).is_some() {}
                chars.next();
                line.words.extend(word.take());
            }
            '\n' => {
                line.words.extend(word.take());
                if !line.words.is_empty() {
                    lines.push(std::mem::replace(&mut line, Line { words: Vec::new(), at: 0 }));
                }
            }
            '"' if word.is_none() => {
                begin(&mut line, at);
                line.words.push(quoted(&mut chars));
            }
            '/' if word.is_none() && next == Some('/') => skip_line(&mut chars),
            '#' if word.is_none() && line.words.is_empty() => skip_line(&mut chars),
            '/' if word.is_none() && next == Some('*') => skip_comment(&mut chars),
            c if c.is_whitespace() => line.words.extend(word.take()),
            '{' | '}' if word.is_none() => {
                begin(&mut line, at);
                line.words.push(c.to_string());
                // A closing brace ends its statement even where more follows on the line.
                if c == '}' && line.words.len() > 1 {
                    line.words.pop();
                    lines.push(std::mem::replace(&mut line, Line { words: vec!["}".to_owned()], at }));
                }
            }
            c => {
                begin(&mut line, at);
                word.get_or_insert_with(String::new).push(c);
            }
        }
    }
    line.words.extend(word);
    if !line.words.is_empty() {
        lines.push(line);
    }
    lines
}

type Chars<'t> = std::iter::Peekable<std::str::CharIndices<'t>>;

fn begin(line: &mut Line, at: usize) {
    if line.words.is_empty() && line.at == 0 {
        line.at = at;
    }
}

fn quoted(chars: &mut Chars<'_>) -> String {
    let mut out = String::new();
    while let Some((_, c)) = chars.next_if(|(_, c)| *c != '\n' || out.ends_with('\\')) {
        match c {
            '"' if out.ends_with('\\') => {
                out.pop();
                out.push('"');
            }
            '"' => break,
            '\n' => {
                out.pop();
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn skip_line(chars: &mut Chars<'_>) {
    while chars.next_if(|(_, c)| *c != '\n').is_some() {}
}

fn skip_comment(chars: &mut Chars<'_>) {
    chars.next();
    let mut star = false;
    for (_, c) in chars.by_ref() {
        if star && c == '/' {
            return;
        }
        star = c == '*';
    }
}

#[cfg(test)]
mod tests {
    use super::statements;

    #[test]
    fn blocks_strings_comments_and_joined_lines() {
        let text = "a = person \"A \\\n B\" {\n  // nothing\n  -> b \"uses // it\" /* x */\n}\n# end\nb = \\\n  person B\n}\n";
        let mut flaws = Vec::new();
        let all = statements(text, &mut flaws);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].words, ["a", "=", "person", "A B"]);
        assert_eq!(all[0].inside()[0].words, ["->", "b", "uses // it"]);
        assert_eq!(all[1].words, ["b", "=", "person", "B"]);
        assert_eq!(flaws.len(), 1);
    }
}
