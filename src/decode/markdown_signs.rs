//! Tells text with the marks of Markdown from data: for files whose name promises something else.

/// How many lines are looked at.
const LINES: usize = 400;

/// Whether more lines look like Markdown than like YAML or JSON.
pub(super) fn is_markdown(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let (mut markdown, mut data) = (0, 0);
    for line in lines {
        if is_data(line) {
            data += 1;
        } else if has_mark(line) {
            markdown += 1;
        }
    }
    markdown > data
}

/// Whether a line has a mark that only text has: a box, a heading below the first, bold words, a table, a fence, a
/// sentence.
fn has_mark(line: &str) -> bool {
    let trimmed = line.trim_start();
    let item = trimmed.strip_prefix(['-', '*', '+']).and_then(|rest| rest.strip_prefix(' '));
    let boxed = item.is_some_and(|item| {
        let mut chars = item.chars();
        chars.next() == Some('[') && chars.nth(1) == Some(']')
    });
    boxed
        || trimmed.starts_with("* ")
        || trimmed.starts_with("##")
        || trimmed.starts_with("**")
        || trimmed.starts_with("```")
        || trimmed.starts_with("> ")
        || trimmed.starts_with('|') && trimmed.ends_with('|') && trimmed.len() > 2
        || trimmed
            .split_once(". ")
            .is_some_and(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
        || !line.starts_with([' ', '#']) && line.split_whitespace().count() > 5 && !line.contains(": ")
}

/// Whether a line is `key:`, `- key:`, `"key":`, a bracket, or a plain list item.
fn is_data(line: &str) -> bool {
    let line = line.trim();
    let line = line.strip_prefix("- ").unwrap_or(line);
    let key = line.split_once(':').is_some_and(|(key, rest)| {
        (rest.is_empty() || rest.starts_with(' '))
            && !key.is_empty()
            && !key.starts_with(['*', '#', '['])
            && key.split_whitespace().count() <= 3
    });
    key || matches!(line, "{" | "}" | "[" | "]" | "}," | "]," | "---")
}

#[cfg(test)]
mod tests {
    use super::is_markdown;

    #[test]
    fn marks_tell() {
        assert!(is_markdown("# Todo\n\n- [ ] one\n- [x] two\n\n## Later\n\n* three\n"));
        assert!(is_markdown("Things to do before the release, in no order\n\n1. Write\n2. Test\n"));
        assert!(!is_markdown("# Tasks\ntasks:\n  - id: 1\n    title: A\n  - id: 2\n    title: [x\n"));
        assert!(!is_markdown("{\n  \"a\": 1,\n}\n"));
        assert!(!is_markdown(""));
    }
}
