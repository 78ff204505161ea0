//! Finds and reads book.toml.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::asked::Asked;
use crate::cli::exit::Stop;
use crate::config::Config;
use crate::diag::Fault;

/// The name of the file.
const NAME: &str = "book.toml";

/// The configuration of a folder that is built: the file that was asked for, else book.toml in the folder. A single
/// file has none but the one asked for.
pub(super) fn of(asked: &Asked, file: Option<&Path>) -> Result<Config, Stop> {
    match file {
        Some(file) => load(file, &file.display().to_string()),
        None if asked.folder && asked.real.join(NAME).is_file() => {
            load(&asked.real.join(NAME), &asked.inside(NAME))
        }
        None => Ok(Config::default()),
    }
}

/// The nearest configuration at or above what was asked for, with its folder. The search ends at the top of the
/// repository; without a book.toml the folder that was asked for is the root.
pub(super) fn nearest(asked: &Asked, file: Option<&Path>) -> Result<(PathBuf, Config), Stop> {
    let root = asked.root();
    if let Some(file) = file {
        return Ok((root.to_path_buf(), load(file, &file.display().to_string())?));
    }
    for folder in root.ancestors() {
        let path = folder.join(NAME);
        if path.is_file() {
            let here = folder == root && asked.folder;
            let shown = if here { asked.inside(NAME) } else { path.display().to_string() };
            return Ok((folder.to_path_buf(), load(&path, &shown)?));
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    Ok((root.to_path_buf(), Config::default()))
}

fn load(path: &Path, shown: &str) -> Result<Config, Stop> {
    let bytes = fs::read(path).map_err(|error| {
        let message = match error.kind() {
            ErrorKind::NotFound => "there is no file of this name".to_owned(),
            kind => format!("can't be read: {kind}"),
        };
        Stop::unreadable([Fault::new(shown, message).help("--config names a file such as book.toml")])
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..sound).unwrap_or_default());
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let fault = Fault::new(shown, "this is not UTF-8").at(line as u32, column as u32);
        Stop::usage([fault.help("save the file as UTF-8")])
    })?;
    Config::parse(shown, &text).map_err(Stop::usage)
}
