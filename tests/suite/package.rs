//! What is published: every file that is embedded in the program is in the package, and what is promised of Rust's version is
//! one promise.

use std::process::Command;

use libtest_mimic::Trial;

use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("package::holds everything the program is made of", complete),
        Trial::test("package::one oldest Rust is named everywhere", oldest),
    ]
}

fn complete() -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["package", "--allow-dirty", "--list", "--offline", "--quiet"]).current_dir(folder::root());
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let list = String::from_utf8_lossy(&output.stdout).replace('\\', "/");
    let packed: Vec<&str> = list.lines().collect();
    let needed = ["src/", "templates/", "static/", "schemas/"];
    let files = folder::all().iter().map(|file| file.path.as_str());
    let missing =
        files.filter(|path| needed.iter().any(|folder| path.starts_with(folder)) && !packed.contains(path));
    let mut problems: Vec<String> = missing.map(|path| format!("{path} is not in the package")).collect();
    for path in ["Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        if !packed.contains(&path) {
            problems.push(format!("{path} is not in the package"));
        }
    }
    // What is only for those who work on planbook stays out.
    problems.extend(
        packed
            .iter()
            .filter(|path| path.starts_with("tests/"))
            .map(|path| format!("{path} is in the package")),
    );
    crate::none(problems)
}

fn oldest() -> Outcome {
    let manifest: toml::Table = toml::from_str(folder::text("Cargo.toml").unwrap_or_default())
        .map_err(|problem| problem.to_string())?;
    let version = manifest["package"]["rust-version"].as_str().ok_or("Cargo.toml names no oldest Rust")?;
    let said = [("README.md", format!("Rust {version}")), ("Dockerfile", format!("rust:{version}-"))];
    let missing = said.iter().filter(|(path, words)| !folder::text(path).unwrap_or_default().contains(words));
    crate::none(missing.map(|(path, words)| format!("{path} does not say {words}")).collect())
}
