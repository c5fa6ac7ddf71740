//! Who acts: a person in an office, or another service with a person's key.

use super::keys::keys;
use super::workflow::{Act, Role, State};

keys! {
    /// What a key of another service may be used for.
    Scope:
    /// Print and check, keeping nothing.
    Render = "render",
    /// See documents, versions, registers and templates.
    Read = "read",
    /// Write drafts and submit them.
    Draft = "draft",
    /// Approve and send back.
    Approve = "approve",
    /// Number, issue, revoke, replace; reserve and make void.
    Issue = "issue",
    /// Write and publish templates.
    Templates = "templates",
    /// People, keys, the office's profile, the audit log.
    Admin = "admin",
}

/// Who acts, and in which office. What they may do is what their roles allow there and, where
/// they come with a key, its scopes too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person's id.
    pub person: String,
    /// Their name (họ và tên).
    pub name: String,
    /// The office's id; `None` for somebody who belongs to none.
    pub office: Option<String>,
    /// What they are in that office.
    pub roles: Vec<Role>,
    /// May they enter offices?
    pub operator: bool,
    /// The scopes of the key they came with; `None` for a person at a browser.
    pub scopes: Option<Vec<Scope>>,
}

impl Actor {
    /// True where the key has this scope, or where there is no key.
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }

    /// True for somebody with this role in their office.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The state after an act on a document of their office; `None` when they may not.
    pub fn after(&self, state: State, act: Act) -> Option<State> {
        self.has(act.scope()).then(|| state.after(act, &self.roles)).flatten()
    }
}

impl Act {
    /// The scope that a key needs for it.
    pub fn scope(self) -> Scope {
        match self {
            Act::Edit | Act::Submit => Scope::Draft,
            Act::Return | Act::Approve => Scope::Approve,
            Act::Issue | Act::Revoke | Act::Replace => Scope::Issue,
        }
    }
}
