//! What is served: the files of the newest site that could be built, and what is wrong since.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::serve::form::Form;
use crate::diag::Fault;
use crate::site::Artifact;

/// The files of a site, as they are served.
#[derive(Clone, Debug, Default)]
pub struct Served {
    /// Changes whenever a byte of the site does.
    build: String,
    files: BTreeMap<String, Arc<Form>>,
    faults: Vec<Fault>,
    /// The path of the address the site is published under: `repo/` of `https://example.org/repo/`.
    prefix: String,
    /// Whether pages get the script that follows changes.
    reload: bool,
}

impl Served {
    /// Nothing yet; `reload` says whether pages follow changes.
    pub fn new(reload: bool) -> Self {
        Self { reload, ..Self::default() }
    }

    /// The same with the files of a new site. Files that did not change stay as they are, with what was made of them.
    #[must_use]
    pub fn with(&self, build: &str, artifacts: Vec<Artifact>, url: Option<&str>) -> Self {
        let files = artifacts.into_iter().map(|artifact| {
            let old = self.files.get(&artifact.path).filter(|old| *old.bytes() == artifact.bytes);
            let form = old.cloned().unwrap_or_else(|| Arc::new(Form::new(artifact.bytes)));
            (artifact.path, form)
        });
        let (build, files) = (build.to_owned(), files.collect());
        Self { build, files, faults: Vec::new(), prefix: path_of(url), reload: self.reload }
    }

    /// The same with these faults.
    #[must_use]
    pub fn but(&self, faults: Vec<Fault>) -> Self {
        Self { faults, ..self.clone() }
    }

    /// How many files are new, changed or gone in `new`.
    pub(super) fn changed(&self, new: &Served) -> usize {
        let fresh = new.files.iter().filter(|(path, form)| {
            self.files.get(*path).is_none_or(|old| !Arc::ptr_eq(old, form) && old.bytes() != form.bytes())
        });
        let gone = self.files.keys().filter(|path| !new.files.contains_key(*path));
        fresh.count() + gone.count()
    }

    /// The file at a path below the root.
    pub(super) fn file(&self, path: &str) -> Option<&Form> {
        let inner = path.strip_prefix(self.prefix.as_str()).filter(|_| !self.prefix.is_empty());
        let found = self.files.get(path).or_else(|| self.files.get(inner?));
        found.map(Arc::as_ref)
    }

    /// Whether there is a site at all.
    pub(super) fn is_built(&self) -> bool {
        !self.files.is_empty()
    }

    /// What is wrong with the project since.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What changes whenever a byte of the site does.
    pub(super) fn build(&self) -> &str {
        &self.build
    }

    /// Whether pages follow changes.
    pub(super) fn reload(&self) -> bool {
        self.reload
    }
}

/// The path of a site's address, without the first `/`.
fn path_of(url: Option<&str>) -> String {
    let path = url.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split_once('/'));
    path.map_or(String::new(), |(_, path)| path.to_owned())
}
