//! The project's own files, as a fresh clone has them: what git ignores is left out.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A file of the project.
pub struct File {
    /// Path below the project's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// Its text; `None` of a binary file.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok().filter(|text| !text.contains('\0'))
    }
}

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the project, by path.
pub fn all() -> &'static [File] {
    static ALL: OnceLock<Vec<File>> = OnceLock::new();
    ALL.get_or_init(|| below(root()))
}

/// The project's Rust files under `folder/`.
pub fn rust(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    all()
        .iter()
        .filter(move |file| file.path.starts_with(folder) && file.path.ends_with(".rs"))
        .filter_map(|file| Some((file.path.as_str(), file.text()?)))
}

/// The text of one file of the project.
pub fn text(path: &str) -> Option<&'static str> {
    all().iter().find(|file| file.path == path).and_then(File::text)
}

/// Every file below `folder`, by path; hidden ones too, ignored ones not.
pub fn below(folder: &Path) -> Vec<File> {
    let mut files: Vec<File> = ignore::WalkBuilder::new(folder)
        .hidden(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| {
            let path = name(entry.path().strip_prefix(folder).ok()?);
            Some(File { path, bytes: std::fs::read(entry.path()).ok()? })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// A part of the documents in `../shared/corpus`, where that folder is there.
pub fn shared(part: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared/corpus").join(part);
    folder.is_dir().then_some(folder)
}

fn name(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
