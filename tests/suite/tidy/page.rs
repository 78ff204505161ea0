//! `content/architecture.md`: its tables, and whether the paths it names exist.

use libtest_mimic::Trial;

use crate::{Outcome, folder};

const PAGE: &str = "content/architecture.md";

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("tidy::paths in the architecture page exist", paths),
        Trial::test("tidy::README names both commands", readme),
    ]
}

/// The rows of the first table under a heading, cells without backticks.
pub fn table(heading: &str) -> Vec<Vec<String>> {
    let page = folder::text(PAGE).unwrap_or_default();
    let section = page.lines().skip_while(|line| *line != format!("## {heading}")).skip(1);
    let rows = section.take_while(|line| !line.starts_with("## ")).skip_while(|line| !line.starts_with('|'));
    rows.take_while(|line| line.starts_with('|')).skip(2).map(cells).collect()
}

fn cells(row: &str) -> Vec<String> {
    row.trim().trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()
}

/// Whatever stands in backticks, has a `/` and begins with a folder of the project, is a path that must exist.
fn paths() -> Outcome {
    let page = folder::text(PAGE).ok_or("the page is missing")?;
    let tops = ["src/", "tests/", "content/", "templates/", "static/", "schemas/", ".ci/"];
    let mut problems = Vec::new();
    for (index, line) in page.lines().enumerate() {
        for word in
            line.split('`').skip(1).step_by(2).filter(|word| tops.iter().any(|top| word.starts_with(top)))
        {
            // `<name>` and `*` stand for any name: the folder before them must exist.
            let fixed = word.split(['<', '*']).next().unwrap_or(word);
            let fixed =
                if fixed == word { word } else { fixed.rsplit_once('/').map_or("", |(folder, _)| folder) };
            if !folder::root().join(fixed).exists() {
                problems.push(format!("{PAGE}:{}: there is no {word}", index + 1));
            }
        }
    }
    crate::none(problems)
}

fn readme() -> Outcome {
    let readme = folder::text("README.md").ok_or("README.md is missing")?;
    let commands = ["cargo run --release -- build", "bash tests/run.sh"];
    let missing = commands.iter().filter(|command| !readme.contains(*command));
    crate::none(missing.map(|command| format!("README.md does not say `{command}`")).collect())
}
