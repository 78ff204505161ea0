//! `page URL`: what a reader of the page gets, as text: the title, then the main part with its headings, lists, tables
//! and links. An empty URL is written `/`.

use super::super::run::Run;
use crate::html;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let url = words.first().map_or("", |word| word.trim_start_matches('/'));
    let path = planbook::site::Url::new(url).file();
    let artifacts = &run.site().artifacts;
    let found = artifacts.iter().find(|artifact| artifact.path == path);
    let bytes = &found.ok_or_else(|| format!("the site has no page {path}"))?.bytes;
    Ok(html::readable(&String::from_utf8_lossy(bytes)))
}
