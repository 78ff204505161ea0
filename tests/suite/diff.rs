//! Two texts side by side, line by line, for the message of a failed case.

/// The lines that differ, with `-` for what was expected, `+` for what came, and two lines around each.
pub fn lines(expected: &str, actual: &str) -> String {
    let old: Vec<&str> = expected.lines().collect();
    let new: Vec<&str> = actual.lines().collect();
    let mut rows = Vec::new();
    walk(&old, &new, &mut rows);
    let changed: Vec<usize> =
        rows.iter().enumerate().filter(|(_, (mark, _))| *mark != ' ').map(|(at, _)| at).collect();
    let mut out = String::new();
    let mut last = None;
    for (at, (mark, line)) in rows.iter().enumerate() {
        if !changed.iter().any(|change| change.abs_diff(at) <= 2) {
            continue;
        }
        if last.is_some_and(|last| last + 1 < at) {
            out.push_str("  …\n");
        }
        last = Some(at);
        out.push_str(&format!("{mark} {line}\n"));
    }
    out
}

/// Longest common subsequence, plainly: the texts of a case are short.
fn walk<'t>(old: &[&'t str], new: &[&'t str], rows: &mut Vec<(char, &'t str)>) {
    let width = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            rows.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len()
            || i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]
        {
            rows.push(('-', old[i]));
            i += 1;
        } else {
            rows.push(('+', new[j]));
            j += 1;
        }
    }
}
