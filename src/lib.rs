//! vanthu: the document-assembly server for Vietnamese official correspondence.
pub mod app;
pub mod config;
pub mod flow;
pub mod model;
pub mod readers;
pub mod viet;
pub mod web;
pub mod writers;
