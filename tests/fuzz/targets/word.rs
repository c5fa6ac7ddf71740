//! Any file through the reader of Word files: raw bytes after a zero, else grown out of them.
#![no_main]

#[path = "../word.rs"]
mod word;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((0, file)) => word::hold(file),
    Some((_, dice)) => word::hold(&word::grow(dice)),
    None => word::hold(bytes),
});
