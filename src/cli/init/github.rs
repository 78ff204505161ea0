//! The workflows of `--github`.

/// Where each workflow goes, and its text without the parts that differ.
const WORKFLOWS: [(&str, &str); 3] = [
    (".github/workflows/tracker.yml", include_str!("github/tracker.yml")),
    (".github/workflows/tracker-preview.yml", include_str!("github/tracker-preview.yml")),
    (".github/workflows/tracker-comment.yml", include_str!("github/tracker-comment.yml")),
];
/// The steps that fetch or build the program.
const INSTALL: &str = include_str!("github/install.yml");

/// The workflows for a repository whose site is made from this branch.
pub(super) fn workflows(branch: &str) -> Vec<(&'static str, String)> {
    let fill = |text: &str| {
        text.replace("@INSTALL@\n", INSTALL)
            .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
            .replace("@BRANCH@", &quoted(branch))
    };
    WORKFLOWS.iter().map(|(path, text)| (*path, fill(text))).collect()
}

/// A branch as a YAML word: quoted where YAML would read something else.
fn quoted(branch: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let word = branch.starts_with(|c: char| c.is_ascii_alphabetic()) && branch.chars().all(plain);
    let meant = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    if word && !meant.contains(&branch.to_lowercase().as_str()) {
        branch.to_owned()
    } else {
        format!("'{}'", branch.replace('\'', "''"))
    }
}
