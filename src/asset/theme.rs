//! The built-in theme, embedded in the binary, and the user's files that replace parts of it.

use std::borrow::Cow;

use rust_embed::RustEmbed;

use crate::source::Sources;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Statics;

/// The built-in templates: name below `templates/`, text. Sorted by name.
pub fn templates() -> Vec<(String, String)> {
    let mut names: Vec<Cow<'static, str>> = Templates::iter().collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|name| Some((name.to_string(), text(&Templates::get(&name)?.data))))
        .collect()
}

/// A file of the theme by its name below `static/`: the user's, else the built-in one.
pub(super) fn file(name: &str, sources: &Sources) -> Option<String> {
    match sources.statics.iter().find(|file| file.path == name) {
        Some(file) => Some(text(&file.bytes)),
        None => Statics::get(name).map(|file| text(&file.data)),
    }
}

/// The names below a folder of the theme, built-in and the user's, sorted.
pub(super) fn names(folder: &str, sources: &Sources) -> Vec<String> {
    let own = sources.statics.iter().map(|file| file.path.clone());
    let mut names: Vec<String> = Statics::iter()
        .map(|name| name.to_string())
        .chain(own)
        .filter(|name| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
