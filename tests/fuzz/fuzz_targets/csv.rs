//! CSV text: see `rows` in the suite's properties.
#![no_main]

#[path = "../../suite/property.rs"]
#[allow(dead_code, reason = "each target tries one property")]
mod property;

libfuzzer_sys::fuzz_target!(|text: &str| property::rows(text));
