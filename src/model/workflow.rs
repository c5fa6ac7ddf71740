//! Who may do what with a document, and what becomes of it: one table.

use super::keys::keys;

keys! {
    /// What a person is in an office.
    Role:
    /// Chuyên viên: drafts.
    Clerk = "clerk",
    /// Văn thư: numbers, issues, keeps the registers.
    RecordsOfficer = "records-officer",
    /// Lãnh đạo: approves.
    Leader = "leader",
    /// Quản trị: people, the office's profile, templates.
    Administrator = "administrator",
}

keys! {
    /// Where a document is in its life.
    State:
    /// Dự thảo.
    Draft = "draft",
    /// Đã trình.
    Submitted = "submitted",
    /// Đã duyệt.
    Approved = "approved",
    /// Đã ban hành: never changes again.
    Issued = "issued",
    /// Đã thu hồi.
    Revoked = "revoked",
    /// Đã thay thế.
    Replaced = "replaced",
}

keys! {
    /// What can be done with a document.
    Act:
    /// Sửa: a new version of what it says.
    Edit = "edit",
    /// Trình.
    Submit = "submit",
    /// Trả lại, with a reason.
    Return = "return",
    /// Duyệt.
    Approve = "approve",
    /// Ban hành: number, day and signer are fixed.
    Issue = "issue",
    /// Thu hồi, with a reason.
    Revoke = "revoke",
    /// Thay thế by another issued document.
    Replace = "replace",
}

/// The table: in which state who may do what, and the state after it.
const TABLE: &[(State, Act, Role, State)] = &[
    (State::Draft, Act::Edit, Role::Clerk, State::Draft),
    (State::Draft, Act::Edit, Role::Leader, State::Draft),
    (State::Draft, Act::Submit, Role::Clerk, State::Submitted),
    (State::Draft, Act::Submit, Role::Leader, State::Submitted),
    (State::Submitted, Act::Return, Role::Leader, State::Draft),
    (State::Submitted, Act::Approve, Role::Leader, State::Approved),
    // The records officer sends back what is not in form (Điều 18 khoản 1).
    (State::Submitted, Act::Return, Role::RecordsOfficer, State::Draft),
    (State::Approved, Act::Return, Role::RecordsOfficer, State::Draft),
    (State::Approved, Act::Return, Role::Leader, State::Draft),
    (State::Approved, Act::Issue, Role::RecordsOfficer, State::Issued),
    (State::Issued, Act::Revoke, Role::RecordsOfficer, State::Revoked),
    (State::Issued, Act::Replace, Role::RecordsOfficer, State::Replaced),
];

impl State {
    /// The state after an act of somebody with these roles; `None` when they may not, or
    /// nobody may.
    pub fn after(self, act: Act, roles: &[Role]) -> Option<State> {
        let row =
            TABLE.iter().find(|(from, done, role, _)| *from == self && *done == act && roles.contains(role));
        row.map(|(.., to)| *to)
    }

    /// True when nobody may do this in this state, whoever they are.
    pub fn forbids(self, act: Act) -> bool {
        self.after(act, Role::ALL).is_none()
    }
}

impl Act {
    /// True for an act that needs its reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, Act::Return | Act::Revoke | Act::Replace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_in_every_state_may_do_just_this() {
        let mut told = String::new();
        for state in State::ALL {
            for act in Act::ALL {
                let who: Vec<&str> = Role::ALL
                    .iter()
                    .filter(|role| state.after(*act, &[**role]).is_some())
                    .map(|role| role.key())
                    .collect();
                if let Some(after) = state.after(*act, Role::ALL) {
                    told.push_str(&format!(
                        "{} {} -> {}: {}\n",
                        state.key(),
                        act.key(),
                        after.key(),
                        who.join(" ")
                    ));
                }
            }
        }
        assert_eq!(
            told,
            "draft edit -> draft: clerk leader\n\
             draft submit -> submitted: clerk leader\n\
             submitted return -> draft: records-officer leader\n\
             submitted approve -> approved: leader\n\
             approved return -> draft: records-officer leader\n\
             approved issue -> issued: records-officer\n\
             issued revoke -> revoked: records-officer\n\
             issued replace -> replaced: records-officer\n"
        );
    }
}
