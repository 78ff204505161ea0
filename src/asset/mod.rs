//! The theme's own files: templates, style sheets, scripts. Embedded in the binary; a user's `static/` and
//! `templates/` overlay them by name.

mod css;
mod script;
mod theme;

use std::collections::BTreeMap;

pub use theme::templates;

use crate::diag::Fault;
use crate::site::Artifact;
use crate::source::Sources;

/// Where each asset went: name in the theme → path in the site.
pub type Manifest = BTreeMap<&'static str, String>;

/// The assets: where they went, the files, and what is wrong with a user's own style sheets.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Where each asset went.
    pub manifest: Manifest,
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// Problems in a user's own files; what can be used of them is used.
    pub faults: Vec<Fault>,
}

/// Makes the assets. The name of a bundle holds a hash of its bytes, so that it can be cached for ever.
pub fn assets(sources: &Sources) -> Assets {
    let mut assets = Assets::default();
    let sheet = css::bundle(sources, &mut assets.faults);
    let script = script::bundle(sources);
    for (name, stem, extension, bytes) in
        [("site.css", "site", "css", sheet.into_bytes()), ("site.js", "site", "js", script.into_bytes())]
    {
        let hash = blake3::hash(&bytes).to_hex();
        let path = format!("assets/{stem}.{}.{extension}", hash.get(..10).unwrap_or(""));
        assets.manifest.insert(name, path.clone());
        assets.artifacts.push(Artifact { path, bytes });
    }
    if let Some(icon) = theme::file("icon.svg", sources) {
        assets.manifest.insert("icon.svg", "assets/icon.svg".to_owned());
        assets.artifacts.push(Artifact { path: "assets/icon.svg".to_owned(), bytes: icon.into_bytes() });
    }
    let own = |path: &str| path == "icon.svg" || path.starts_with("css/") || path.starts_with("js/");
    for file in sources.statics.iter().filter(|file| !own(&file.path)) {
        assets.artifacts.push(Artifact { path: file.path.clone(), bytes: file.bytes.to_vec() });
    }
    assets
}
