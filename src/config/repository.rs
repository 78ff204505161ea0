//! Where the files of a project can be seen and edited on the web.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::source::Commit;

/// A program that shows repositories, and so the form of its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Forge {
    /// GitHub and GitHub Enterprise.
    GitHub,
    /// GitLab.
    GitLab,
    /// Gitea, Forgejo, Codeberg.
    Gitea,
    /// Bitbucket Cloud.
    Bitbucket,
    /// SourceHut.
    SourceHut,
}

impl Forge {
    /// The forge behind an address, where its host tells.
    pub fn of(url: &str) -> Option<Forge> {
        let host = url.split("://").nth(1)?.split(['/', ':']).next()?.to_lowercase();
        let names = [
            ("github", Forge::GitHub),
            ("gitlab", Forge::GitLab),
            ("codeberg", Forge::Gitea),
            ("gitea", Forge::Gitea),
            ("forgejo", Forge::Gitea),
            ("bitbucket", Forge::Bitbucket),
            ("sr.ht", Forge::SourceHut),
        ];
        names.into_iter().find(|(name, _)| host.contains(name)).map(|(_, forge)| forge)
    }

    /// The template of a link to a line of a file at a commit. `plain=1` and its kin show the text, not the page
    /// made of it: only the text has lines to point at.
    fn source(self) -> &'static str {
        match self {
            Forge::GitHub => "{url}/blob/{commit}/{path}?plain=1#L{line}",
            Forge::GitLab => "{url}/-/blob/{commit}/{path}?plain=1#L{line}",
            Forge::Gitea => "{url}/src/commit/{commit}/{path}?display=source#L{line}",
            Forge::Bitbucket => "{url}/src/{commit}/{path}#lines-{line}",
            Forge::SourceHut => "{url}/tree/{commit}/item/{path}#L{line}",
        }
    }

    /// The template of a link that edits a file; SourceHut has none.
    fn edit(self) -> Option<&'static str> {
        match self {
            Forge::GitHub => Some("{url}/edit/{branch}/{path}"),
            Forge::GitLab => Some("{url}/-/edit/{branch}/{path}"),
            Forge::Gitea => Some("{url}/_edit/{branch}/{path}"),
            Forge::Bitbucket => Some("{url}/src/{branch}/{path}?mode=edit"),
            Forge::SourceHut => None,
        }
    }

    /// The template of a link to a commit.
    fn commit(self) -> &'static str {
        match self {
            Forge::GitHub | Forge::Gitea | Forge::SourceHut => "{url}/commit/{commit}",
            Forge::GitLab => "{url}/-/commit/{commit}",
            Forge::Bitbucket => "{url}/commits/{commit}",
        }
    }
}

/// Where the files of a project can be seen and edited. Templates may hold `{url}`, `{commit}`, `{branch}`,
/// `{path}` and `{line}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repository {
    /// Its address, without a trailing slash.
    pub url: Option<String>,
    /// The branch that is edited, and shown where no commit is known.
    pub branch: Option<String>,
    /// The form of its addresses; told from the address where it is not given.
    pub forge: Option<Forge>,
    /// Template of a link to a line; the forge's own where none is given.
    pub source_link: Option<String>,
    /// Template of a link that edits a file; the forge's own where none is given.
    pub edit_link: Option<String>,
    /// The root of the site's files inside the repository: `""` or a path that ends with `/`.
    pub prefix: String,
}

impl Repository {
    /// Fills in, where book.toml is silent, what the work tree tells.
    pub fn learn(&mut self, commit: &Commit) {
        self.url = self.url.take().or_else(|| commit.remote.clone());
        self.branch = self.branch.take().or_else(|| commit.branch.clone());
        self.prefix.clone_from(&commit.prefix);
    }

    /// The address of `line` of the file at `path` (relative to the root), at `commit` where one is known.
    pub fn source(&self, path: &str, line: Option<u32>, commit: Option<&str>) -> Option<String> {
        let template = self.source_link.as_deref().or_else(|| self.forge().map(Forge::source))?;
        let template = match line {
            Some(_) => template,
            None => template.split('#').next().unwrap_or(template),
        };
        self.expand(template, path, line, commit)
    }

    /// The address at which the file at `path` (relative to the root) is edited.
    pub fn edit(&self, path: &str) -> Option<String> {
        let template = self.edit_link.as_deref().or_else(|| self.forge().and_then(Forge::edit))?;
        self.expand(template, path, None, None)
    }

    /// The address of a commit.
    pub fn commit(&self, hash: &str) -> Option<String> {
        self.expand(self.forge()?.commit(), "", None, Some(hash))
    }

    fn forge(&self) -> Option<Forge> {
        self.forge.or_else(|| self.url.as_deref().and_then(Forge::of))
    }

    /// `None` where the template asks for something that is not known.
    fn expand(&self, template: &str, path: &str, line: Option<u32>, commit: Option<&str>) -> Option<String> {
        let mut out = template.to_owned();
        let branch = self.branch.as_deref();
        let line = line.unwrap_or(1).to_string();
        let path = encode(&format!("{}{path}", self.prefix));
        let known = [
            ("{url}", self.url.as_deref()),
            ("{commit}", commit.or(branch).or(Some("HEAD"))),
            ("{branch}", branch),
            ("{line}", Some(line.as_str())),
            ("{path}", Some(path.as_str())),
        ];
        for (name, value) in known {
            if out.contains(name) {
                out = out.replace(name, value?);
            }
        }
        Some(out)
    }
}

/// Percent-encodes a path; `/` stays.
fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            // Writing to a string can't fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}
