//! Bytes → model.

pub mod text;
