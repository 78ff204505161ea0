//! One case, run: its files through the corridor, each part made when an expectation asks for it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use planbook::config::Config;
use planbook::date::Date;
use planbook::diag::Fault;
use planbook::pipeline::{self, Judged};
use planbook::site::Site;
use planbook::source::{Source, Sources};

use super::file::Case;

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
