//! The style sheet: the files of `static/css/` in a fixed order, then the user's further ones by name, bundled and
//! minified.

use std::sync::LazyLock;

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use crate::asset::theme;
use crate::diag::Fault;
use crate::source::Sources;

/// The order of the built-in files: what comes later wins.
const ORDER: &[&str] = &[
    "tokens.css",
    "base.css",
    "frame.css",
    "decision.css",
    "prose.css",
    "code.css",
    "diagram.css",
    "status.css",
    "table.css",
    "api.css",
    "plan.css",
    "chart.css",
    "finding.css",
    "source.css",
    "search.css",
    "forced.css",
    "print.css",
];

/// Browsers of the last three years.
const TARGETS: Browsers = Browsers {
    android: None,
    chrome: Some(120 << 16),
    edge: Some(120 << 16),
    firefox: Some(121 << 16),
    ie: None,
    ios_saf: Some(17 << 16),
    opera: None,
    safari: Some(17 << 16),
    samsung: None,
};

/// The bundle of the built-in files alone.
static BUILT_IN: LazyLock<String> = LazyLock::new(|| made(&Sources::default(), &mut Vec::new()));

/// The bundle. A file that does not parse is left out and said.
pub(super) fn bundle(sources: &Sources, faults: &mut Vec<Fault>) -> String {
    match sources.statics.iter().any(|file| file.path.starts_with("css/")) {
        true => made(sources, faults),
        false => BUILT_IN.clone(),
    }
}

fn made(sources: &Sources, faults: &mut Vec<Fault>) -> String {
    let mut names = theme::names("css", sources);
    names.retain(|name| name.ends_with(".css"));
    let rank = |name: &String| {
        let file = name.trim_start_matches("css/");
        ORDER.iter().position(|known| *known == file).unwrap_or(ORDER.len())
    };
    names.sort_by_key(|name| (rank(name), name.clone()));
    let mut out = String::new();
    for name in names {
        let Some(text) = theme::file(&name, sources) else { continue };
        match minify(&name, &text) {
            Ok(css) => out.push_str(&css),
            Err(fault) => faults.push(*fault),
        }
    }
    // Once more over the whole: rules of one selector in several files are merged.
    minify("site.css", &out).unwrap_or(out)
}

fn minify(name: &str, text: &str) -> Result<String, Box<Fault>> {
    let path = format!("static/{name}");
    let targets = Targets { browsers: Some(TARGETS), ..Targets::default() };
    let options = ParserOptions { filename: path.clone(), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(text, options).map_err(|error| {
        let fault = Fault::new(&path, format!("this style sheet was left out: {}", error.kind));
        Box::new(match error.loc {
            Some(at) => fault.at(at.line + 1, at.column),
            None => fault,
        })
    })?;
    let failed = |error: String| {
        Box::new(Fault::new(&path, format!("this style sheet was left out: it can't be minified: {error}")))
    };
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| failed(error.to_string()))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| failed(error.to_string()))?;
    Ok(printed.code)
}
