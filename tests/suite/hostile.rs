//! Bytes nobody would write, put together from pieces that readers look for.

use libtest_mimic::Trial;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::{Outcome, property};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("hostile::Markdown", || many(text(), |text| property::markdown(text))),
        Trial::test("hostile::encodings", || many(bytes(), |bytes| property::mojibake(bytes))),
        Trial::test("hostile::plans", || many(text(), |text| property::plan("plan.md", text.as_bytes()))),
        Trial::test("hostile::task files", || {
            many(tree(), |text| property::plan("tasks.yaml", text.as_bytes()))
        }),
        Trial::test("hostile::YAML trees", || many(tree(), |text| property::yaml(text))),
        Trial::test("hostile::JSON trees", || many(tree(), |text| property::json(text))),
        Trial::test("hostile::rows", || many(tree(), |text| property::rows(text))),
        Trial::test("hostile::JSON", || many(tree(), |text| property::plan("tasks.json", text.as_bytes()))),
    ]
}

/// Tries 400 inputs, the same every time.
fn many<S: Strategy>(inputs: S, property: impl Fn(&S::Value)) -> Outcome {
    tried(400, inputs, property)
}

/// Tries so many inputs, the same every time.
pub fn tried<S: Strategy>(cases: u32, inputs: S, property: impl Fn(&S::Value)) -> Outcome {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&inputs, |input| {
        property(&input);
        Ok(())
    });
    result.map_err(|problem| problem.to_string().into())
}

const MARKDOWN: &[&str] = &[
    "# ",
    "## Phase 1: ",
    "### T001 - ",
    "- [ ] ",
    "- [x] ",
    "* ",
    "1. ",
    "  ",
    "    ",
    "> ",
    "| a | b |\n",
    "|---|---|\n",
    "| ",
    " |",
    "```\n",
    "```yaml\n",
    "~~~",
    "**",
    "*",
    "`",
    "~~",
    "[",
    "](",
    ")",
    "<details>",
    "</details>",
    "<!--",
    "-->",
    "\n",
    "\n\n",
    "---\n",
    "status: done\n",
    "title: x\n",
    "✅ ",
    "🔄 ",
    "âœ…",
    "ðŸŽ¯",
    "Status",
    "ID",
    "Done",
    "TODO",
    ": ",
    "(2 h)",
    ">= 95 %",
    "I21-I25",
    "T001",
    "Success Criteria",
    "Week 3",
    "\t",
    "\u{FEFF}",
    "\u{200D}",
    "é",
    "任务",
    "\\",
    "&amp;",
    "[^1]",
    "[^1]: ",
    "{#id}",
];

const TREE: &[&str] = &[
    "tasks:\n",
    "- id: 1\n",
    "  title: a\n",
    "    status: done\n",
    "phases:\n",
    "{",
    "}",
    "[",
    "]",
    "\"id\": ",
    "\"title\": ",
    ",",
    ": ",
    "\"",
    "'",
    "&a ",
    "*a",
    "<<: ",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "# x\n",
    "!!str ",
    "? ",
    "- ",
    "  ",
    "\t",
    "\n",
    "null",
    "1e400",
    "\"\\ud800\"",
    "subtasks",
    "dependencies: [1, 2]\n",
    "\u{85}",
    "é",
    "%YAML 1.2\n",
    "@",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(MARKDOWN), 0..60).prop_map(|pieces| pieces.concat())
}

fn tree() -> impl Strategy<Value = String> {
    vec(select(TREE), 0..40).prop_map(|pieces| pieces.concat())
}

/// Damaged text, bytes at random in it, any byte order mark in front.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let marks: &[&[u8]] = &[b"", b"", b"", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let noise = vec(any::<u8>(), 0..6);
    (select(marks), vec((text(), noise), 0..4)).prop_map(|(mark, parts)| {
        let mut out = mark.to_vec();
        for (text, noise) in parts {
            out.extend_from_slice(text.as_bytes());
            out.extend_from_slice(&noise);
        }
        out
    })
}
