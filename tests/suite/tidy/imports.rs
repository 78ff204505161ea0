//! What a Rust file names of its own crate and of others: its `use` lines and the paths in its code.

/// The module a file holds: `src/page/home.rs` is `page`, `home`.
pub fn module(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.trim_end_matches("/mod");
    if path == "lib" || path == "main" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// The paths a file names, from the crate's root (`crate` first) or from another crate's name; with their lines.
/// Only paths with `::` count, and every name of a `use` group is a path of its own.
pub fn paths(file: &str, text: &str) -> Vec<(usize, Vec<String>)> {
    let here = module(file);
    // The tests of a file come last and may import what they like.
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let code = blank(code);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = next_path(&code, at) {
        let (start, end) = found;
        let line = code[..start].matches('\n').count() + 1;
        let mut all = Vec::new();
        at = expand(&code, start, end, &mut all);
        for path in all {
            out.extend(absolute(&here, path).map(|path| (line, path)));
        }
    }
    out
}

/// Comments and the insides of strings replaced by blanks, so that lines and bytes stay where they are.
fn blank(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut chars = code.chars().peekable();
    let (mut string, mut comment) = (false, false);
    while let Some(ch) = chars.next() {
        let next = chars.peek().copied();
        match ch {
            '\n' => {
                comment = false;
                out.push('\n');
                continue;
            }
            '/' if !string && next == Some('/') => comment = true,
            '\'' if !string && !comment && next == Some('"') => {
                out.push_str("  ");
                chars.next();
                continue;
            }
            '\\' if string => {
                out.push(' ');
                if chars.next_if(|ch| *ch != '\n').is_some() {
                    out.push(' ');
                }
                continue;
            }
            '"' if !comment => string = !string,
            _ => {}
        }
        out.push(if string || comment { ' ' } else { ch });
    }
    out
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}

/// The first word after `at` that is followed by `::` and not preceded by it.
fn next_path(code: &str, mut at: usize) -> Option<(usize, usize)> {
    loop {
        let colons = at + code[at..].find("::")?;
        let start = code[..colons].rfind(|ch| !is_word(ch)).map_or(0, |gap| gap + 1);
        if start < colons && !code[..start].ends_with("::") && start >= at {
            return Some((start, colons));
        }
        at = colons + 2;
    }
}

/// Reads the path that begins at `start`, groups in braces included; returns where it ends.
fn expand(code: &str, start: usize, end: usize, out: &mut Vec<Vec<String>>) -> usize {
    let mut path = vec![code[start..end].to_owned()];
    let mut at = end;
    while code[at..].starts_with("::") {
        at += 2;
        let rest = &code[at..];
        if rest.starts_with('{') {
            at += 1;
            loop {
                let skipped = code[at..].find(|ch: char| !ch.is_whitespace() && ch != ',');
                at += skipped.unwrap_or(code.len() - at);
                if code[at..].starts_with('}') || at >= code.len() {
                    return at + 1;
                }
                let length = code[at..].find(|ch| !is_word(ch)).unwrap_or(0);
                if length == 0 {
                    at += code[at..].chars().next().map_or(1, char::len_utf8);
                    continue;
                }
                let mut inner = Vec::new();
                at = expand(code, at, at + length, &mut inner);
                out.extend(inner.into_iter().map(|tail| [path.clone(), tail].concat()));
            }
        }
        let length = rest.find(|ch| !is_word(ch)).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        path.push(rest[..length].to_owned());
        at += length;
    }
    out.push(path);
    at
}

/// A path from the crate's root or another crate; `None` of what is neither (a type's own names).
fn absolute(here: &[String], path: Vec<String>) -> Option<Vec<String>> {
    let first = path.first()?.clone();
    match first.as_str() {
        "crate" => Some(path),
        "self" => Some([vec!["crate".to_owned()], here.to_vec(), path[1..].to_vec()].concat()),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            let stem = &here[..here.len().saturating_sub(up)];
            Some([vec!["crate".to_owned()], stem.to_vec(), path[up..].to_vec()].concat())
        }
        _ if first.starts_with(char::is_lowercase) => Some(path),
        _ => None,
    }
}
