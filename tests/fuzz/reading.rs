//! The part of vanthu that reads: `readers` may use `model` and `viet` and nothing else, so
//! these three are a crate by themselves. That this compiles is a test of that rule.

#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../src/readers/mod.rs"]
pub mod readers;
#[path = "../../src/viet/mod.rs"]
pub mod viet;
