//! Chance that is the same on every run.

/// A linear congruential generator (Knuth's MMIX), its high bits used.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        let mut random = Random(seed);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// One of several.
    pub(super) fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let index = self.next() % several.len() as u64;
        &several[usize::try_from(index).unwrap()]
    }
}
