//! Bytes → model.

pub mod docx;
mod part;
pub mod rows;
pub mod sheet;
pub mod template;
pub mod text;
