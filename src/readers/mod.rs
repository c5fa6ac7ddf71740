//! Bytes → model.

pub mod docx;
pub mod template;
pub mod text;
