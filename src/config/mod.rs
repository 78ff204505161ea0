//! book.toml: what a project may say about itself. Every key is optional, and no file at all is fine too.

mod book;
mod glob;
mod parse;
mod repository;
mod validate;
mod word;

pub use glob::{Globs, Pattern};
pub use repository::{Forge, Repository};

use schemars::Schema;

use crate::date::{Date, Zone};
use crate::diag::Fault;
use crate::model::{Kind, Status};

/// The configuration of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it was read from, as the user would name it; `None` where there is none.
    pub file: Option<String>,
    /// The site's title; the folder's name where none is given.
    pub title: Option<String>,
    /// Authors, as written.
    pub authors: Vec<String>,
    /// One sentence about the site.
    pub description: Option<String>,
    /// BCP 47 language of the site.
    pub language: String,
    /// Whether the site's language runs from right to left; `None` leaves it to the language.
    pub right_to_left: Option<bool>,
    /// The folder of the documents below the root, without `/` at its ends; `None` for the whole tree.
    pub src: Option<String>,
    /// 1-based line and column of `src` in book.toml, where it is given there.
    pub src_at: Option<(u32, u32)>,
    /// Where the site goes, relative to the root.
    pub build_dir: String,
    /// The address the site is published under, with a trailing slash.
    pub site_url: Option<String>,
    /// The folder below the root whose files are copied to the site and lie over the theme's own.
    pub statics: Option<String>,
    /// The folder below the root with templates that replace the theme's own.
    pub templates: Option<String>,
    /// Where the files can be seen and edited.
    pub repository: Repository,
    /// Files whose kind is fixed.
    pub kinds: Vec<(Kind, Globs)>,
    /// Files to leave out.
    pub exclude: Globs,
    /// Words added to the vocabulary.
    pub status_words: Vec<(Status, Vec<String>)>,
    /// Codes of checks that are switched off.
    pub ignored_checks: Vec<String>,
    /// Findings the project has answered.
    pub accepted: Vec<Acceptance>,
    /// What is masked on published pages.
    pub mask: Mask,
    /// The time zone in which days and weeks begin.
    pub zone: Zone,
    /// Whether reports name who made a change.
    pub report_authors: bool,
}

/// An answer to findings, given in book.toml for files that can't carry it themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptance {
    /// The code it answers.
    pub code: String,
    /// The files it is about, relative to the root; `None` for all.
    pub path: Option<Globs>,
    /// Why the finding is accepted.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Date>,
    /// 1-based line of book.toml where it stands.
    pub line: u32,
}

/// What is masked on published pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mask {
    /// Nothing.
    Nothing,
    /// Tokens and private keys.
    #[default]
    Secrets,
    /// Those, and e-mail addresses, home directories and internal hosts.
    All,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            file: None,
            title: None,
            authors: Vec::new(),
            description: None,
            language: "en".to_owned(),
            right_to_left: None,
            src: None,
            src_at: None,
            build_dir: "site".to_owned(),
            site_url: None,
            statics: None,
            templates: None,
            repository: Repository::default(),
            kinds: Vec::new(),
            exclude: Globs::default(),
            status_words: Vec::new(),
            ignored_checks: Vec::new(),
            accepted: Vec::new(),
            mask: Mask::default(),
            zone: Zone::default(),
            report_authors: false,
        }
    }
}

impl Config {
    /// Reads a book.toml. `file` is its name in messages. Every fault there is is reported, each with its place.
    pub fn parse(file: &str, text: &str) -> Result<Config, Vec<Fault>> {
        parse::parse(file, text)
    }

    /// The JSON Schema of book.toml.
    pub fn schema() -> Schema {
        parse::schema()
    }

    /// The kind that book.toml gives to the file at `path` (relative to the root); the first table that names it wins.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        self.kinds.iter().find(|(_, globs)| globs.matches(path)).map(|(kind, _)| *kind)
    }
}
