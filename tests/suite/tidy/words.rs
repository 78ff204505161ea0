//! What no file of the project may say.

use libtest_mimic::Trial;

use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("tidy::no paths of a machine, no registry hosts", machine)]
}

/// Folders of the machines the project is built on, and hosts that packages come from: a reader elsewhere has neither. Spelt in
/// two parts, so that this file does not hold them.
const MACHINE: [(&str, &str); 12] = [
    ("/wo", "rk/"),
    ("/fa", "rm/"),
    ("/tm", "p/"),
    ("/ro", "ot/"),
    (".libr", "ary/"),
    ("registry.", "npmjs"),
    ("registry.", "yarnpkg"),
    ("static.", "crates.io"),
    ("index.", "crates.io"),
    ("deb.", "debian.org"),
    ("files.", "pythonhosted"),
    ("proxy.", "golang.org"),
];

fn machine() -> Outcome {
    let mut problems = Vec::new();
    let mine = |path: &str| path.ends_with(".lock");
    for file in folder::all().iter().filter(|file| !mine(&file.path)) {
        let Some(text) = file.text() else { continue };
        for (front, back) in MACHINE {
            let word = format!("{front}{back}");
            if let Some(at) = text.find(&word) {
                let line = text[..at].matches('\n').count() + 1;
                problems.push(format!("{}:{line}: {word}", file.path));
            }
        }
    }
    crate::none(problems)
}
