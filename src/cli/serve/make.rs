//! One build of what is served.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::asked::Asked;
use crate::cli::exit::Stop;
use crate::cli::kept;
use crate::cli::project::{self, Project};
use crate::cli::settings;
use crate::date::Date;
use crate::diag::Fault;
use crate::diagram::Drawings;
use crate::discover;
use crate::memory::Memory;
use crate::pipeline;
use crate::site::{Artifact, Summary};

/// What is built, again and again.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The folder or file.
    pub(super) asked: Asked,
    /// The configuration, where one was named.
    pub(super) config: Option<PathBuf>,
    /// The day to judge by, where one was named.
    pub(super) as_of: Option<Date>,
}

/// What a build did that the next one need not do again.
pub(super) struct Before {
    /// What it learned of the history.
    memory: Memory,
    /// The diagrams it drew.
    drawn: Arc<Drawings>,
}

/// What a build made.
pub(super) struct Made {
    /// The files of the site; none where it could not be built.
    pub(super) site: Option<(Vec<Artifact>, Summary)>,
    /// The address it is published under.
    pub(super) url: Option<String>,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
    /// What the next build need not do again.
    pub(super) before: Option<Before>,
    /// The folders of files that documents take parts of: a change there is a change of the document.
    pub(super) included: BTreeSet<PathBuf>,
}

impl Wanted {
    /// Builds the site. `before` is what the last build read of the history.
    pub(super) fn make(&self, before: Option<&Before>) -> Made {
        let failed = |faults| Made { site: None, url: None, faults, before: None, included: BTreeSet::new() };
        let config = match settings::of(&self.asked, self.config.as_deref()) {
            Ok(config) => config,
            Err(stop) => return failed(Stop::faults(stop)),
        };
        let (url, out) = (config.site_url.clone(), self.out(&config.build_dir));
        let drawn = before.map(|before| before.drawn.clone()).unwrap_or_default();
        let nothing = Memory::default();
        let memory = before.map_or(&nothing, |before| &before.memory);
        let mut project = match Project::for_site(&self.asked, config, &out, project::Before::Known(memory)) {
            Ok(project) => project,
            Err(stop) => return failed(Stop::faults(stop)),
        };
        project.sources.drawn = drawn;
        let as_of = project.as_of(self.as_of);
        let included = project.sources.included.keys();
        let included =
            included.filter_map(|path| Some(self.root().join(path).parent()?.to_path_buf())).collect();
        let build = |project: &Project| pipeline::build(&project.sources, &project.config, as_of);
        let (site, judged) = project.made(build, |(_, judged)| judged);
        let not_text = project.not_text(&judged.linked);
        if !not_text.is_empty() {
            return Made { included, ..failed(not_text) };
        }
        let memory = kept::learned(&project, &judged.linked).unwrap_or_default();
        let before = Some(Before { memory, drawn: Arc::new(judged.linked.corpus.drawings) });
        let faults = [project.faults, site.faults].concat();
        Made { site: Some((site.artifacts, site.summary)), url, faults, before, included }
    }

    /// The folders whose changes are of interest. A broken book.toml leaves the folder it stands in.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let root = self.asked.root();
        let mut folders = vec![root.to_path_buf()];
        if let Some(file) = self.config.as_deref() {
            folders
                .extend(std::path::absolute(file).ok().and_then(|file| Some(file.parent()?.to_path_buf())));
        }
        let config = settings::of(&self.asked, self.config.as_deref()).ok();
        if let Some(config) = config.filter(|_| self.asked.folder) {
            folders.extend(discover::folders(root, &config, Some(&self.out(&config.build_dir))));
        }
        folders
    }

    /// Where `planbook build` would write the site: nothing there is a document.
    pub(super) fn out(&self, build_dir: &str) -> PathBuf {
        let out = self.asked.root().join(build_dir);
        out.canonicalize().unwrap_or(out)
    }

    /// The root of everything.
    pub(super) fn root(&self) -> &Path {
        self.asked.root()
    }
}
