//! What `vanthu user` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::KeptAt;

/// Enter people and set their passwords.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Enter a person into an office, which is made where there is none of this name. The first
    /// person may enter further offices too.
    Add(AddUser),
    /// List people: login, name, whether they may sign in, their offices and roles.
    List {
        /// Where everything is kept.
        #[command(flatten)]
        kept: KeptAt,
    },
    /// Set a person's password and end their sessions.
    Password {
        /// Their login.
        #[arg(long, value_name = "LOGIN")]
        login: String,
        /// Where the password comes from.
        #[command(flatten)]
        password: FromFile,
        /// Where everything is kept.
        #[command(flatten)]
        kept: KeptAt,
    },
}

/// A person to be entered.
#[derive(Debug, Args)]
pub struct AddUser {
    /// What they will type to sign in.
    #[arg(long, value_name = "LOGIN")]
    pub login: String,
    /// Họ và tên.
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The name of their office.
    #[arg(long, value_name = "NAME")]
    pub office: String,
    /// What they are there; may be given many times.
    #[arg(long = "role", required = true, value_name = "ROLE",
        value_parser = ["clerk", "records-officer", "leader", "administrator"])]
    pub roles: Vec<String>,
    /// They may enter offices (quản trị hệ thống), as the first person always may.
    #[arg(long)]
    pub operator: bool,
    /// Where the password comes from.
    #[command(flatten)]
    pub password: FromFile,
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: KeptAt,
}

/// Where a password comes from: never the command itself, which others on the machine see.
#[derive(Debug, Args)]
pub struct FromFile {
    /// A file whose first line is the password [default: the first line of standard input].
    #[arg(long, env = "VANTHU_PASSWORD_FILE", value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}
