//! Bytes → model.

pub mod docx;
pub mod sheet;
pub mod template;
pub mod text;
