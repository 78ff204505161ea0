//! An API definition: a site is made from whatever it says, see `definition` in the suite's properties.
#![no_main]

#[path = "../../suite/property.rs"]
#[allow(dead_code, reason = "each target tries one property")]
mod property;

libfuzzer_sys::fuzz_target!(|text: &str| {
    property::definition("api.yaml", text);
});
