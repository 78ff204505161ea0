//! The one integration suite. Every case of every document under `tests/corpus` is a test of its own, so
//! `cargo test --test suite -- NAME` runs the cases whose name holds NAME, and `UPDATE=1 cargo test --test suite`
//! rewrites what the cases expect.
#![allow(
    unreachable_pub,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may read files and may fail loudly"
)]

mod api;
mod api_count;
mod api_shape;
mod backtest;
mod calendar;
mod card;
mod chart;
mod corpus;
mod coverage;
mod damage;
mod determinism;
mod diagrams;
mod diff;
mod folder;
mod golden;
mod growth;
mod hostile;
mod html;
mod identity;
mod manual;
mod memory;
mod outlook;
mod package;
mod plan_files;
mod property;
mod sample;
mod schemas;
mod seeds;
mod tidy;

use std::process::ExitCode;

/// What a check of the suite returns: the reasons it failed.
pub type Outcome = Result<(), libtest_mimic::Failed>;

/// Fails with `problems`, one a line, if there are any; the first forty are enough to begin with.
pub fn none(mut problems: Vec<String>) -> Outcome {
    let more = problems.len().saturating_sub(40);
    problems.truncate(40);
    if more > 0 {
        problems.push(format!("and {more} more"));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// Whether expectations are to be rewritten.
pub fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

fn main() -> ExitCode {
    let arguments = libtest_mimic::Arguments::from_args();
    let trials = [
        tidy::trials(),
        api::trials(),
        calendar::trials(),
        card::trials(),
        api_count::trials(),
        api_shape::trials(),
        chart::trials(),
        outlook::trials(),
        manual::trials(),
        memory::trials(),
        package::trials(),
        plan_files::trials(),
        corpus::trials(),
        coverage::trials(),
        damage::trials(),
        determinism::trials(),
        diagrams::trials(),
        golden::trials(),
        growth::trials(),
        hostile::trials(),
        identity::trials(),
        schemas::trials(),
        seeds::trials(),
    ];
    let outcome = libtest_mimic::run(&arguments, trials.into_iter().flatten().collect());
    corpus::clean();
    outcome.exit_code()
}
