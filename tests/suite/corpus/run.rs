//! One case, run: its files through the corridor, each part made when an expectation asks for it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use planbook::config::Config;
use planbook::date::Date;
use planbook::diag::Fault;
use planbook::pipeline::{self, Judged};
use planbook::site::Site;
use planbook::source::{FileChange, History, Revision, Source, Sources};

use super::file::{Case, Version};

/// A case with what the corridor makes of it.
pub struct Run {
    /// The input.
    pub sources: Sources,
    /// The configuration: that of book.toml, if the case has one.
    pub config: Config,
    /// What is wrong with book.toml, and what the site was made without.
    pub faults: Vec<Fault>,
    files: Vec<(String, Vec<u8>)>,
    folder: OnceLock<Result<(tempfile::TempDir, PathBuf), String>>,
    judged: OnceLock<Judged>,
    site: OnceLock<Site>,
}

impl Run {
    /// Lays the files of a case out.
    pub fn new(case: &Case) -> Result<Self, String> {
        let mut sources = Sources { name: "sample".to_owned(), ..Sources::default() };
        let (mut config, mut faults) = (Config::default(), Vec::new());
        for (path, bytes) in &case.files {
            let source = Source { path: path.clone(), bytes: bytes.as_slice().into(), kind: None };
            if path == "book.toml" {
                match Config::parse(path, &String::from_utf8_lossy(bytes)) {
                    Ok(read) => config = read,
                    Err(found) => faults = found,
                }
            } else if let Some(name) = path.strip_prefix("static/") {
                sources.statics.push(Source { path: name.to_owned(), ..source });
            } else if let Some(name) = path.strip_prefix("templates/") {
                sources.templates.push(Source { path: name.to_owned(), ..source });
            } else {
                sources.files.push(source);
            }
        }
        // Code that a document takes a part of is no document.
        let code = |path: &str| path.starts_with("src/") && !path.ends_with(".md");
        let (taken, files) = sources.files.into_iter().partition(|file: &Source| code(&file.path));
        sources.files = files;
        let taken: Vec<Source> = taken;
        sources.code = taken.iter().filter(|file| config.kind(&file.path).is_none()).cloned().collect();
        sources.code.sort_by(|a, b| a.path.cmp(&b.path));
        sources.included.extend(taken.into_iter().map(|file| (file.path, Some(file.bytes))));
        sources.included.insert("src/gone.rs".to_owned(), None);
        sources.history = history(&case.versions)?;
        for source in &mut sources.files {
            source.kind = config.kind(&source.path);
        }
        sources.files.sort_by(|a, b| a.path.cmp(&b.path));
        let files = case.files.clone();
        let (folder, judged, site) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Ok(Self { sources, config, faults, files, folder, judged, site })
    }

    /// A folder on disk with the files of the case, the same one each time it is asked for.
    pub fn folder(&self) -> Result<&Path, String> {
        let made = self.folder.get_or_init(|| {
            let problem = |problem: std::io::Error| problem.to_string();
            let folder = tempfile::tempdir().map_err(problem)?;
            let root = folder.path().join("sample");
            std::fs::create_dir(&root).map_err(problem)?;
            for (path, bytes) in &self.files {
                let path = root.join(path);
                std::fs::create_dir_all(path.parent().unwrap_or(&root)).map_err(problem)?;
                std::fs::write(path, bytes).map_err(problem)?;
            }
            Ok((folder, root))
        });
        made.as_ref().map(|(_, root)| root.as_path()).map_err(Clone::clone)
    }

    /// What was read, counted and found.
    pub fn judged(&self) -> &Judged {
        self.judged.get_or_init(|| pipeline::judge(&self.sources, &self.config, as_of()))
    }

    /// The site.
    pub fn site(&self) -> &Site {
        self.site.get_or_init(|| pipeline::build(&self.sources, &self.config, as_of()).0)
    }
}

/// The day every case is judged on.
pub fn as_of() -> Option<Date> {
    planbook::date::parse("2026-06-15")
}

/// The commits of a case, in the order of their days.
fn history(versions: &[Version]) -> Result<Option<History>, String> {
    let mut days: Vec<&str> = versions.iter().map(|version| version.commit.as_str()).collect();
    days.sort_unstable();
    days.dedup();
    let mut history = History::default();
    for (index, day) in days.iter().enumerate() {
        let (date, number) = day.split_once('#').unwrap_or((day, "1"));
        let date = planbook::date::parse(date).ok_or(format!("@{day} is no day"))?;
        let days = (date - planbook::date::Date::constant(1970, 1, 1)).get_days();
        let number: i64 = number.parse().map_err(|_| format!("@{day} is no commit of a day"))?;
        let mut changes = Vec::new();
        for (at, version) in versions.iter().enumerate().filter(|(_, version)| version.commit == **day) {
            let blob = version.bytes.as_ref().map(|bytes| {
                let name = format!("{at:040x}");
                history.blobs.insert(name.clone(), bytes.as_slice().into());
                name
            });
            changes.push(FileChange { path: version.path.clone(), from: version.was.clone(), blob });
        }
        history.revisions.push(Revision {
            hash: format!("{:x}{:032x}", 0xc0ffee00_u64 + index as u64, 0),
            time: i64::from(days) * 86_400 + 43_200 + number * 60,
            author: "Ana".to_owned(),
            subject: format!("Change {}", index + 1),
            merge: false,
            changes,
        });
    }
    Ok((!history.revisions.is_empty()).then_some(history))
}
