//! The script: the files of `static/js/` in order of name. Each only adds to a page that is complete without it.

use crate::asset::theme;
use crate::source::Sources;

/// The bundle: each file in a block of its own, lines that are blank or only a comment left out.
pub(super) fn bundle(sources: &Sources) -> String {
    let mut out = String::new();
    for name in theme::names("js", sources) {
        let Some(text) = theme::file(&name, sources).filter(|_| name.ends_with(".js")) else { continue };
        out.push_str("{\n");
        for line in text.lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with("//") {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.push_str("}\n");
    }
    out
}
