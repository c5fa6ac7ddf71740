//! Who may do what with a round, by role, state and office.

use serde_json::{Value, json};
use vanthu::model::round::{Act, State};
use vanthu::model::workflow::Role;

use super::super::kept::{House, each};
use super::{id, person, settings};

/// Somebody tries an act on a round; the status of the answer.
fn attempt(house: &House, who: &str, round: &Value, act: Act) -> u16 {
    let seen = house.as_it_is(round)["edition"].as_i64();
    let path = format!("/api/v1/rounds/{}", id(round));
    let honorees = format!("{path}/honorees");
    let every = |parts: Value| house.send(who, "PATCH", &honorees, None, &json!({ "every": parts })).status;
    // Each time something new, for what changes nothing is nobody's act.
    let other = seen.unwrap_or_default().to_string();
    match act {
        Act::Collect => house.send(who, "POST", &honorees, None, &person("Lê Thị Bé", &other)).status,
        Act::Arrange => {
            let mut wanted = settings();
            wanted["name"] = json!(format!("Khen thưởng {other}"));
            house.send(who, "PUT", &path, seen, &wanted).status
        }
        Act::Assess => {
            every(json!({ "review": { "unit": "Phòng Nội vụ", "favours": true, "opinion": other } }))
        }
        Act::Vote => every(json!({ "votes": { "for": 6, "against": 1, "absent": 0 } })),
        Act::Settle => every(json!({ "reasons": other })),
        Act::Decide => house.send(who, "POST", &format!("{path}/freeze"), seen, &json!({})).status,
        Act::Reopen => {
            house.send(who, "POST", &format!("{path}/reopen"), seen, &json!({ "reason": "x" })).status
        }
        step => house.send(who, "POST", &format!("{path}/{}", step.key()), seen, &json!({})).status,
    }
}

#[test]
fn every_role_in_every_state_of_either_office_may_do_just_what_the_table_says() {
    each(|house| {
        for state in State::ALL {
            let mut round = house.in_state(state.key());
            for act in Act::ALL {
                for role in Role::ALL {
                    let (own, other) = (format!("{}@o1", role.key()), format!("{}@o2", role.key()));
                    let anywhere = *role == Role::Administrator;
                    let status = attempt(&house, &other, &round, *act);
                    assert_eq!(status, if anywhere { 403 } else { 404 }, "{other} {state:?} {act:?}");
                    let expected = match state.after(*act, &[*role]) {
                        Some(_) if *act == Act::Collect => 201,
                        Some(_) => 200,
                        None if act.is_for(&[*role]) => 409,
                        None => 403,
                    };
                    // What the step asks for is there.
                    match act {
                        Act::Review if expected == 200 => {
                            house.every(
                                &round,
                                &json!({ "review": { "unit": "Phòng Nội vụ", "favours": true } }),
                            );
                        }
                        Act::Council | Act::Decide if expected == 200 => {
                            house.every(&round, &json!({ "votes": { "for": 7, "against": 0, "absent": 0 } }));
                        }
                        _ => {}
                    }
                    let status = attempt(&house, &own, &round, *act);
                    assert_eq!(status, expected, "{own} {state:?} {act:?}");
                    if status < 300 {
                        round = house.in_state(state.key());
                    }
                }
            }
        }
    });
}

#[test]
fn another_office_sees_nothing_of_it_and_an_administrator_neither() {
    each(|house| {
        let round = house.in_state("decided");
        let campaign = round["campaign"].as_str().unwrap();
        let honorees = house.shown(&format!("/api/v1/rounds/{}/honorees", id(&round)));
        let round = id(&round);
        for path in [
            format!("/api/v1/campaigns/{campaign}"),
            format!("/api/v1/campaigns/{campaign}/rounds"),
            format!("/api/v1/campaigns/{campaign}/honorees?round={round}"),
            format!("/api/v1/rounds/{round}"),
            format!("/api/v1/rounds/{round}/check"),
            format!("/api/v1/rounds/{round}/set"),
            format!("/api/v1/rounds/{round}/changes"),
            format!("/api/v1/rounds/{round}/honorees"),
            format!("/api/v1/rounds/{round}/honorees/{}", id(&honorees["items"][0])),
            format!("/api/v1/rounds/{round}/imports"),
        ] {
            house.get("leader@o2", &path).problem(404, "no-such-thing");
            house.get("administrator@o1", &path).problem(403, "forbidden");
            let own = house.get("records-officer@o1", &path).status;
            assert!(own == 200 || path.ends_with("/changes") && own == 409, "{path}: {own}");
        }
        let all = house.get("leader@o2", "/api/v1/rounds").json();
        assert_eq!(all["items"], json!([]));
    });
}
