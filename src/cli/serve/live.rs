//! What `serve` adds to a page: one script element that follows changes and shows faults. The published site has none of
//! it.

use serde::Serialize;

use crate::cli::serve::served::Served;
use crate::diag::{Fault, Severity};

/// The folder of addresses that belong to `serve` itself: no file of a site is called so.
pub(super) const FOLDER: &str = ".planbook/";
/// The stream of what happens.
pub(super) const EVENTS: &str = ".planbook/events";

const SCRIPT: &str = include_str!("live.js");
const SHEET: &str = include_str!("live.css");

/// The files of the folder.
pub(super) fn own(path: &str) -> Option<&'static str> {
    match path.strip_prefix(FOLDER)? {
        "live.js" => Some(SCRIPT),
        "live.css" => Some(SHEET),
        _ => None,
    }
}

/// The element. It says which build the page is of, so that a change between page and stream is not missed.
fn element(build: &str) -> String {
    format!("<script src=\"/{FOLDER}live.js\" data-build=\"{build}\" defer></script>\n")
}

/// A page with the element in its head; without a head it stays as it is.
pub(super) fn followed(html: &[u8], build: &str) -> Vec<u8> {
    let at = memchr::memmem::find(html, b"</head>");
    inserted(html, at, &element(build))
}

/// The page for missing addresses: it is shown at any depth, so its links need to know where the site begins.
pub(super) fn rooted(html: &[u8]) -> Vec<u8> {
    const HEAD: &[u8] = b"<head>\n";
    let at = memchr::memmem::find(html, HEAD).map(|at| at + HEAD.len());
    inserted(html, at, "<base href=\"/\">\n")
}

fn inserted(html: &[u8], at: Option<usize>, element: &str) -> Vec<u8> {
    let Some((before, after)) = at.and_then(|at| html.split_at_checked(at)) else { return html.to_vec() };
    [before, element.as_bytes(), after].concat()
}

/// What the stream tells pages.
#[derive(Serialize)]
struct State<'a> {
    build: &'a str,
    faults: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    severity: &'static str,
    text: String,
}

/// The state of the site as the stream tells it: one line of JSON.
pub(super) fn state(served: &Served) -> String {
    let said = |fault: &Fault| Said { severity: fault.severity.word(), text: fault.to_string() };
    let faults = served.faults().iter().filter(|fault| fault.severity > Severity::Note).map(said).collect();
    let state = State { build: served.build(), faults };
    // Plain words can't fail to be written.
    serde_json::to_string(&state).unwrap_or_default()
}

/// The page that stands for a site that could not be built yet.
pub(super) fn unbuilt(served: &Served) -> String {
    let script = if served.reload() { element(served.build()) } else { String::new() };
    let faults: String = served
        .faults()
        .iter()
        .map(|fault| format!("<li><pre>{}</pre></li>\n", escaped(&fault.to_string())))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>The site can't be built yet</title>\n<link rel=\"stylesheet\" href=\"/{FOLDER}live.css\">\n{script}</head>\n\
         <body class=\"unbuilt\">\n<main>\n<h1>The site can't be built yet</h1>\n<p>This page becomes the site as soon as it can.</p>\n\
         <ul>\n{faults}</ul>\n</main>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
