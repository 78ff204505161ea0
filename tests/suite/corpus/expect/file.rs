//! `file PATH`: a file of the site as text, a carriage return written as `␍`. `file` alone: the paths of all its files.

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let artifacts = &run.site().artifacts;
    match words.first() {
        Some(path) => {
            let found = artifacts.iter().find(|artifact| artifact.path == *path);
            let bytes = &found.ok_or_else(|| format!("the site has no file {path}"))?.bytes;
            let text = String::from_utf8(bytes.clone()).map_err(|_| format!("{path} is not text"))?;
            Ok(text.replace('\r', "␍"))
        }
        None => Ok(artifacts.iter().map(|artifact| format!("{}\n", artifact.path)).collect()),
    }
}
