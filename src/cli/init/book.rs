//! The text of a first book.toml: what is known is filled in, what may be wanted stands beside it as a comment.

use std::path::Path;

use crate::cli::project::Project;

/// Where the schema lies that editors check book.toml with.
pub(super) const SCHEMA: &str = ".planbook/book.schema.json";
/// Where the schema lies that editors check plans in YAML with.
pub(in crate::cli) const PLAN_SCHEMA: &str = ".planbook/plan.schema.json";

/// A book.toml for the project at `root`.
pub(super) fn text(root: &Path, project: Option<&Project>) -> String {
    let commit = project.and_then(|project| project.sources.commit.as_ref());
    let remote = commit.and_then(|commit| commit.remote.as_deref());
    let name = remote.and_then(|url| url.rsplit('/').next()).map(str::to_owned);
    let folder = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let title = project.and_then(heading).or(name).or(folder).unwrap_or_else(|| "Tracker".to_owned());
    let mut out = format!(
        "#:schema {SCHEMA}\n# Every key may be left out. The keys are listed in the manual, and by `planbook schema book`.\n\n\
         [book]\ntitle = {}\n# description = \"What it is about, in one sentence\"\n",
        quoted(&title)
    );
    // With a book.toml, a folder `content` (or mdBook's `src`) alone is read.
    let narrow = root.join("content").is_dir() || root.join("src/SUMMARY.md").is_file();
    let outside = |project: &Project| {
        let inner = if root.join("content").is_dir() { "content/" } else { "src/" };
        project.sources.files.iter().any(|file| !file.path.starts_with(inner))
    };
    if narrow && project.is_some_and(outside) {
        out.push_str("# The whole repository is read, not one folder of it.\nsrc = \".\"\n");
    } else {
        out.push_str("# src = \"docs\"   # the one folder that is read; the whole repository where this is not given\n");
    }
    out.push_str("\n[site]\n");
    let address = remote.and_then(pages).unwrap_or_else(|| "https://example.org/tracker/".to_owned());
    out.push_str(&format!("# url = {}   # needed for the site map, feeds and previews\n", quoted(&address)));
    for (key, own) in [("static", &[][..]), ("templates", &["layout.html", "page", "part", "new"][..])] {
        let there = root.join(key);
        if there.is_dir() && !own.iter().any(|name| there.join(name).exists()) {
            out.push_str(&format!("# The folder {key} belongs to something else.\n{key} = \"\"\n"));
        }
    }
    out.push_str(
        "\n# [discover]\n# exclude = [\"drafts/**\"]   # what is left out\n\n\
         # [plans]\n# files = [\"notes/next.txt\"]   # what is a plan even if it does not look like one\n\n\
         # [vocabulary]\n# done = [\"shipped\"]   # words of your own for states\n",
    );
    out
}

/// The first heading of the README, where it is plain words.
fn heading(project: &Project) -> Option<String> {
    let readme = project.sources.files.iter().find(|file| file.path.eq_ignore_ascii_case("readme.md"))?;
    let text = std::str::from_utf8(&readme.bytes).ok()?;
    let line = text.lines().find(|line| line.starts_with("# "))?.trim_start_matches("# ").trim();
    let plain = !line.contains(['[', '<', '`', '!', '*', '|', ':', '{']) && line.chars().count() <= 60;
    (plain && !line.is_empty()).then(|| line.to_owned())
}

/// Where GitHub and GitLab publish the pages of a repository.
fn pages(remote: &str) -> Option<String> {
    let (host, path) = remote.split_once("://")?.1.split_once('/')?;
    let (owner, name) = path.split_once('/')?;
    let pages = match host {
        "github.com" => "github.io",
        "gitlab.com" => "gitlab.io",
        _ => return None,
    };
    let root = format!("{owner}.{pages}").to_lowercase();
    Some(if name.eq_ignore_ascii_case(&root) {
        format!("https://{root}/")
    } else {
        format!("https://{root}/{name}/")
    })
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
