//! Who may do what with an award round in which state, and what becomes of it: one table.

use super::State;
use crate::model::actor::Scope;
use crate::model::keys::keys;
use crate::model::workflow::Role;

keys! {
    /// What can be done with an award round.
    Act:
    /// Lập danh sách: whom units propose, with their form, group and achievement.
    Collect = "collect",
    /// Đổi thông tin của đợt: name, days, members.
    Arrange = "arrange",
    /// Ghi ý kiến thẩm định on one honoree.
    Assess = "assess",
    /// Chốt danh sách đề nghị: the list is whole and goes to review.
    Review = "review",
    /// Nhập phiếu of the council on one honoree.
    Vote = "vote",
    /// Trình hội đồng: the review is done.
    Council = "council",
    /// Chọn: whether one honoree is honoured, and why not.
    Settle = "settle",
    /// Quyết định: the set is frozen.
    Decide = "decide",
    /// Trao.
    Award = "award",
    /// Mở lại the step before, with a reason.
    Reopen = "reopen",
}

/// The table: in which state who may do what, and the state after it.
const TABLE: &[(State, Act, &[Role], State)] = &[
    (State::Collecting, Act::Collect, &[Role::Clerk], State::Collecting),
    (State::Collecting, Act::Arrange, &[Role::Clerk, Role::Leader], State::Collecting),
    (State::Collecting, Act::Assess, &[Role::Clerk, Role::Leader], State::Collecting),
    (State::Collecting, Act::Review, &[Role::Clerk, Role::Leader], State::Reviewed),
    (State::Reviewed, Act::Arrange, &[Role::Clerk, Role::Leader], State::Reviewed),
    (State::Reviewed, Act::Assess, &[Role::Clerk, Role::Leader], State::Reviewed),
    (State::Reviewed, Act::Vote, &[Role::Clerk], State::Reviewed),
    (State::Reviewed, Act::Settle, &[Role::Clerk, Role::Leader], State::Reviewed),
    (State::Reviewed, Act::Council, &[Role::Clerk], State::Council),
    (State::Reviewed, Act::Reopen, &[Role::Clerk, Role::Leader], State::Collecting),
    (State::Council, Act::Arrange, &[Role::Clerk, Role::Leader], State::Council),
    (State::Council, Act::Vote, &[Role::Clerk], State::Council),
    (State::Council, Act::Settle, &[Role::Clerk, Role::Leader], State::Council),
    (State::Council, Act::Decide, &[Role::Leader], State::Decided),
    (State::Council, Act::Reopen, &[Role::Clerk, Role::Leader], State::Reviewed),
    (State::Decided, Act::Award, &[Role::Clerk, Role::RecordsOfficer], State::Awarded),
];

impl State {
    /// The state after an act of somebody with these roles; `None` when they may not, or
    /// nobody may.
    pub fn after(self, act: Act, roles: &[Role]) -> Option<State> {
        let may = |allowed: &[Role]| allowed.iter().any(|role| roles.contains(role));
        let row = TABLE.iter().find(|(from, done, who, _)| *from == self && *done == act && may(who));
        row.map(|(.., to)| *to)
    }

    /// True when nobody may do this in this state, whoever they are.
    pub fn forbids(self, act: Act) -> bool {
        self.after(act, Role::ALL).is_none()
    }

    /// True from the decision on: the set never changes again.
    pub fn is_frozen(self) -> bool {
        matches!(self, State::Decided | State::Awarded)
    }
}

impl Act {
    /// The scope that a key needs for it.
    pub fn scope(self) -> Scope {
        match self {
            Act::Decide => Scope::Approve,
            Act::Award => Scope::Issue,
            _ => Scope::Draft,
        }
    }

    /// True where somebody with these roles may do it in some state.
    pub fn is_for(self, roles: &[Role]) -> bool {
        State::ALL.iter().any(|state| state.after(self, roles).is_some())
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
                    let (state, act, after) = (state.key(), act.key(), after.key());
                    told.push_str(&format!("{state} {act} -> {after}: {}\n", who.join(" ")));
                }
            }
        }
        assert_eq!(
            told,
            "collecting collect -> collecting: clerk\n\
             collecting arrange -> collecting: clerk leader\n\
             collecting assess -> collecting: clerk leader\n\
             collecting review -> reviewed: clerk leader\n\
             reviewed arrange -> reviewed: clerk leader\n\
             reviewed assess -> reviewed: clerk leader\n\
             reviewed vote -> reviewed: clerk\n\
             reviewed council -> council: clerk\n\
             reviewed settle -> reviewed: clerk leader\n\
             reviewed reopen -> collecting: clerk leader\n\
             council arrange -> council: clerk leader\n\
             council vote -> council: clerk\n\
             council settle -> council: clerk leader\n\
             council decide -> decided: leader\n\
             council reopen -> reviewed: clerk leader\n\
             decided award -> awarded: clerk records-officer\n"
        );
    }

    #[test]
    fn nothing_leads_back_from_a_decision_and_an_administrator_does_nothing() {
        for act in Act::ALL {
            assert!(!act.is_for(&[Role::Administrator]), "{act:?}");
            for state in [State::Decided, State::Awarded] {
                assert!(state.after(*act, Role::ALL).is_none_or(State::is_frozen), "{state:?} {act:?}");
            }
        }
    }
}
