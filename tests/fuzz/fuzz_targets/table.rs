//! Rows of a task table: see `plan` in the suite's properties.
#![no_main]

#[path = "../../suite/property.rs"]
#[allow(dead_code, reason = "each target tries one property")]
mod property;

/// What makes the lines behind it rows.
const HEAD: &str = "# Plan\n\n| ID | Task | Owner | Phase | Status | Depends on |\n|---|---|---|---|---|---|\n";

libfuzzer_sys::fuzz_target!(|rows: &str| property::plan("plan.md", format!("{HEAD}{rows}").as_bytes()));
