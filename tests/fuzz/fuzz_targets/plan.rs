//! A whole plan: the first byte picks the file's format, see `plan` in the suite's properties.
#![no_main]

#[path = "../../suite/property.rs"]
#[allow(dead_code, reason = "each target tries one property")]
mod property;

const NAMES: [&str; 6] = ["plan.md", "tasks.yaml", "tasks.json", "tasks.toml", "tasks.csv", "todo.org"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((first, rest)) = bytes.split_first() {
        property::plan(NAMES[usize::from(*first) % NAMES.len()], rest);
    }
});
