//! The workflows of `--github`.

use std::str::FromStr;

/// Where each workflow goes, and its text without the parts that differ.
const WORKFLOWS: [(&str, &str); 3] = [
    (".github/workflows/tracker.yml", include_str!("github/tracker.yml")),
    (".github/workflows/tracker-preview.yml", include_str!("github/tracker-preview.yml")),
    (".github/workflows/tracker-comment.yml", include_str!("github/tracker-comment.yml")),
];
/// The steps that build the program from a release of the registry.
const RELEASE: &str = include_str!("github/install-release.yml");
/// The steps that build it from a repository.
const SOURCE: &str = include_str!("github/install-source.yml");

/// A git repository that holds planbook's source: an address and, behind `#`, a branch, a tag or a commit.
#[derive(Clone, Debug)]
pub(super) struct Source {
    address: String,
    revision: Option<String>,
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const WANTED: &str = "expected the address of a git repository, such as https://example.org/team/planbook or \
                              https://example.org/team/planbook#v0.1.0";
        let (address, revision) =
            text.split_once('#').map_or((text, None), |(address, revision)| (address, Some(revision)));
        let schemes = ["https://", "http://", "ssh://", "file://"];
        let known =
            schemes.iter().any(|scheme| address.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        // It becomes part of a workflow: nothing that a shell, YAML or the workflow's own expressions would read.
        let plain = |c: char| c.is_ascii_alphanumeric() || "/:.@_~%+-".contains(c);
        let fit = known && address.chars().all(plain);
        let rest = revision.is_none_or(|word| {
            !word.is_empty() && !word.starts_with('-') && word.chars().all(|c| plain(c) && c != ':')
        });
        if fit && rest {
            Ok(Self { address: address.to_owned(), revision: revision.map(str::to_owned) })
        } else {
            Err(WANTED.to_owned())
        }
    }
}

impl Source {
    fn install(&self) -> String {
        // A commit is no name that a repository tells of, so nothing is found for it, and it stands for itself.
        let refs = match self.revision {
            Some(_) => r#""refs/heads/$REVISION" "refs/tags/$REVISION" "refs/tags/$REVISION^{}""#,
            None => "HEAD",
        };
        let revision = self.revision.as_deref().unwrap_or("HEAD");
        SOURCE
            .replace("@REFS@", refs)
            .replace("@SOURCE@", &format!("'{}'", self.address))
            .replace("@REVISION@", &format!("'{revision}'"))
    }
}

/// The workflows for a repository whose site is made from this branch, with planbook from a repository or, without one,
/// from the release of this version.
pub(super) fn workflows(branch: &str, source: Option<&Source>) -> Vec<(&'static str, String)> {
    let install =
        source.map_or_else(|| RELEASE.replace("@VERSION@", env!("CARGO_PKG_VERSION")), Source::install);
    let fill = |text: &str| text.replace("@INSTALL@\n", &install).replace("@BRANCH@", &quoted(branch));
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
