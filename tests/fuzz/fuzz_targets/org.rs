//! An outline of org: see `plan` in the suite's properties.
#![no_main]

#[path = "../../suite/property.rs"]
#[allow(dead_code, reason = "each target tries one property")]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::plan("todo.org", bytes));
