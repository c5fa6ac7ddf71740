//! Bytes → model.

pub mod template;
pub mod text;
