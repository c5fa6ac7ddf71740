//! Files that nobody would write, grown from a fixed seed, so that each run reads the same. The
//! fuzz target asks the same of any bytes.

#[path = "../../fuzz/word.rs"]
mod word;

use super::ours::{documents, written};

/// Bytes of a small generator (xorshift); the same on every machine.
fn dice(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut roll = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[4]
    };
    (0..count).map(|_| roll()).collect()
}

#[test]
fn grown_files_keep_every_promise() {
    for seed in 1..400 {
        let dice = dice(seed * 7_919, 40 + usize::try_from(seed).unwrap() % 400);
        word::hold(&word::grow(&dice));
    }
}

#[test]
fn our_own_files_keep_every_promise_and_broken_ones_too() {
    for (at, document) in documents().values().enumerate().step_by(9) {
        let file = written(document);
        word::hold(&file);
        for (rank, byte) in dice(u64::try_from(at + 1).unwrap(), 12).into_iter().enumerate() {
            let mut broken = file.clone();
            let place = (rank * 8_191 + usize::from(byte) * 31) % broken.len();
            broken[place] ^= byte | 1;
            word::hold(&broken);
        }
    }
}
