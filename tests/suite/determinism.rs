//! The same input gives the same bytes: whatever the order the files come in, the number of threads, the folder the
//! project lies in, the time zone.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::pipeline;
use planbook::site::Site;
use planbook::source::Sources;

use crate::{Outcome, folder, sample};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("determinism::one thread or four", threads),
        Trial::test("determinism::twice in one process", twice),
        Trial::test("determinism::files in any order", order),
        Trial::test("determinism::another folder, time zone and language", places),
    ]
}

fn build(sources: &Sources, threads: usize) -> Result<Site, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| e.to_string())?;
    let as_of = planbook::date::parse("2026-06-15");
    Ok(pool.install(|| pipeline::build(sources, &Config::default(), as_of).0))
}

fn same(one: &Site, other: &Site) -> Outcome {
    let paths = |site: &Site| site.artifacts.iter().map(|artifact| artifact.path.clone()).collect::<Vec<_>>();
    if paths(one) != paths(other) {
        return Err(crate::diff::lines(&paths(one).join("\n"), &paths(other).join("\n")).into());
    }
    let differing = one.artifacts.iter().zip(&other.artifacts).filter(|(a, b)| a.bytes != b.bytes);
    crate::none(differing.map(|(a, _)| format!("{} differs", a.path)).collect())
}

fn threads() -> Outcome {
    let sources = sample::sources(12, 600);
    same(&build(&sources, 1)?, &build(&sources, 4)?)
}

fn twice() -> Outcome {
    let sources = sample::sources(12, 600);
    same(&build(&sources, 2)?, &build(&sources.clone(), 2)?)
}

/// Decoding sorts the sources: whoever fills them may bring them in any order.
fn order() -> Outcome {
    let sources = sample::sources(12, 600);
    let mut turned = sources.clone();
    turned.files.reverse();
    turned.files.swap(2, 7);
    same(&build(&sources, 2)?, &build(&turned, 2)?)
}

/// The program itself, on copies of one project in two folders: what it writes must be the same byte by byte.
fn places() -> Outcome {
    let here = tempfile::tempdir()?;
    let one = here.path().join("one");
    let other = here.path().join("a longer name").join("two");
    let surroundings = [(&one, "UTC", "C"), (&other, "Pacific/Kiritimati", "tr_TR.UTF-8")];
    for (project, zone, language) in surroundings {
        for file in folder::all() {
            if let Some(path) = file.path.strip_prefix("tests/golden/tracker/") {
                let path = project.join(path);
                std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
                std::fs::write(path, &file.bytes)?;
            }
        }
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_planbook"));
        command.args(["build", "--quiet", "--as-of", "2026-06-15"]).current_dir(project);
        let output = command.env("TZ", zone).env("LC_ALL", language).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
    }
    let (mine, yours) = (folder::below(&one.join("site")), folder::below(&other.join("site")));
    let paths = |files: &[folder::File]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    if mine.is_empty() || paths(&mine) != paths(&yours) {
        return Err(crate::diff::lines(&paths(&mine).join("\n"), &paths(&yours).join("\n")).into());
    }
    let differing = mine.iter().zip(&yours).filter(|(a, b)| a.bytes != b.bytes);
    crate::none(differing.map(|(a, _)| format!("{} differs", a.path)).collect())
}
