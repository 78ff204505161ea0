//! The tables and keys of book.toml. Their doc comments are what editors show.
//!
//! These types are the one list of keys there is: the JSON Schema is generated from them, and the file is checked
//! against that schema before it is read, so that every fault is found at once and has its place.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::config::Forge;
use crate::config::word::{Branch, Code, Day, Folder, Glob, Language, Out, Spot, Template, TimeZone, Web};

/// The configuration of a planbook site. Every key is optional.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "book.toml")]
pub(super) struct Book {
    /// What the site is.
    pub(super) book: About,
    /// Where the site goes.
    pub(super) build: Build,
    /// How it is published.
    pub(super) site: Site,
    /// Where the files can be seen and edited on the web.
    pub(super) repository: Repository,
    /// Files that are plans.
    pub(super) plans: Files,
    /// Files that are reports, and how the weekly reports are made.
    pub(super) reports: Reports,
    /// Files that are decision records.
    pub(super) decisions: Files,
    /// Files that are architecture pages.
    pub(super) architecture: Files,
    /// Files that are API definitions.
    pub(super) api: Files,
    /// Files that are evidence: test results, coverage, metrics, status messages.
    pub(super) evidence: Files,
    /// Files that are plain pages, whatever they look like.
    pub(super) pages: Files,
    /// Which files are looked at.
    pub(super) discover: Discover,
    /// Words for states, beside those planbook knows.
    pub(super) vocabulary: Vocabulary,
    /// Which findings are of interest.
    pub(super) checks: Checks,
    /// What may not be published.
    pub(super) publication: Publication,
    /// mdBook's renderers; accepted and not used, but for `git-repository-url` in `[output.html]`.
    pub(super) output: Output,
    /// mdBook's preprocessors; accepted and not used.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub(super) preprocessor: IgnoredAny,
    /// mdBook's settings for Rust code; accepted and not used.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub(super) rust: IgnoredAny,
}

/// What the site is: mdBook's table.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct About {
    /// The title of the site. The name of the folder where it is not given.
    pub(super) title: Option<String>,
    /// Who writes it.
    pub(super) authors: Vec<String>,
    /// What it is about, in one sentence.
    pub(super) description: Option<String>,
    /// The language of the documents: `en`, `pt-BR`. English where it is not given.
    pub(super) language: Option<Language>,
    /// The folder of the documents. `content` where there is one, else mdBook's `src`, else the whole folder.
    pub(super) src: Option<Spot<Folder>>,
    /// Which way the language runs. Known for most languages.
    pub(super) text_direction: Option<Direction>,
    /// mdBook's; accepted and not used.
    #[schemars(with = "bool")]
    pub(super) multilingual: IgnoredAny,
}

/// Which way a language runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// Where the site goes: mdBook's table.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Build {
    /// The folder the site is written to, `site` where it is not given. `--out` goes before it.
    pub(super) build_dir: Option<Out>,
    /// mdBook's; accepted and not used.
    #[schemars(with = "bool")]
    pub(super) create_missing: IgnoredAny,
    /// mdBook's; accepted and not used.
    #[schemars(with = "bool")]
    pub(super) use_default_preprocessors: IgnoredAny,
    /// mdBook's; accepted and not used.
    #[schemars(with = "Vec<String>")]
    pub(super) extra_watch_dirs: IgnoredAny,
}

/// How the site is published.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Site {
    /// The address of the home page. Needed for the site map and the feeds; all links in the site are relative.
    pub(super) url: Option<Web>,
    /// A folder whose files are copied to the site, over the theme's own. `static` where there is one;
    /// `""` for none.
    #[serde(rename = "static")]
    pub(super) statics: Option<Folder>,
    /// A folder with templates that replace the theme's own. `templates` where there is one; `""` for none.
    pub(super) templates: Option<Folder>,
}

/// Where the files can be seen and edited on the web.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Repository {
    /// The address of the repository. The remote `origin` where it is not given and on a public forge.
    pub(super) url: Option<Web>,
    /// The branch that is edited. The one that is checked out where it is not given.
    pub(super) branch: Option<Branch>,
    /// The forge, where its address does not tell.
    pub(super) forge: Option<Forge>,
    /// A link to a line of a file, with `{url}`, `{commit}`, `{branch}`, `{path}` and `{line}`.
    pub(super) source_link: Option<Template>,
    /// A link that edits a file, with `{url}`, `{branch}` and `{path}`.
    pub(super) edit_link: Option<Template>,
}

/// Files of one kind.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Files {
    /// Patterns relative to the folder that is built: `docs/adr/*.md`, `plans/**`, `TODO.md`. They may name files
    /// outside `src`, hidden files and such as git ignores.
    pub(super) files: Vec<Spot<Glob>>,
}

/// Reports: those written by hand, and those of each week.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Reports {
    /// Patterns of files that are reports, relative to the folder that is built: `reports/*.md`.
    pub(super) files: Vec<Spot<Glob>>,
    /// The time zone in which days and weeks begin: `Europe/Berlin`, `+02:00`. UTC where it is not given.
    pub(super) time_zone: Option<TimeZone>,
    /// Whether reports name who made a change. They don't where it is not given.
    pub(super) authors: bool,
}

/// Which files are looked at.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Discover {
    /// Patterns of files and folders that are left out.
    pub(super) exclude: Vec<Spot<Glob>>,
}

/// Words for states.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Vocabulary {
    /// Words for finished work.
    pub(super) done: Vec<String>,
    /// Words for work that has begun.
    pub(super) in_progress: Vec<String>,
    /// Words for work that has not begun.
    pub(super) todo: Vec<String>,
    /// Words for work that waits for something.
    pub(super) blocked: Vec<String>,
    /// Words for work that was given up.
    pub(super) cancelled: Vec<String>,
}

/// Which findings are of interest.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Checks {
    /// Codes of checks that are switched off.
    pub(super) ignore: Vec<Code>,
    /// Answers to findings, for files that can't carry them. An answered finding is still shown and counted.
    pub(super) accept: Vec<Spot<Accept>>,
}

/// An answer to findings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Accept {
    /// The code of the findings.
    pub(super) code: Code,
    /// A pattern of the files they are in. All files where it is not given.
    pub(super) path: Option<Spot<Glob>>,
    /// Why they are accepted.
    pub(super) reason: String,
    /// The last day the answer holds.
    pub(super) until: Option<Day>,
}

/// What may not be published.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Publication {
    /// `true` masks tokens, keys, e-mail addresses, home directories and internal hosts on every page; `false` masks
    /// nothing. Tokens and keys are masked where it is not given.
    pub(super) mask: Option<bool>,
}

/// mdBook's renderers.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Output {
    /// mdBook's HTML renderer.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub(super) html: Html,
}

/// What planbook uses of mdBook's HTML renderer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Html {
    /// The address of the repository.
    pub(super) git_repository_url: Option<toml::Value>,
}
