//! Any text through the reader: it never panics and keeps its promises.
#![no_main]

#[path = "../promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|text: &str| promises::hold(text));
