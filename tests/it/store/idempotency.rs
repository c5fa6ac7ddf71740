//! Requests that may be sent again: what is kept of them, on both databases.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;
use vanthu::flow::bureau::{
    Bureau, Failure,
    idempotency::{Claim, KEPT, during},
    tokens::NewToken,
};
use vanthu::flow::{Inspector, Library, Pool, Press};
use vanthu::model::actor::{Actor, Scope};
use vanthu::model::workflow::Role;
use vanthu::model::{Standard, standard::ND30_2020};
use vanthu::store::{Answered, Place, Run, Store};
use vanthu::writers::fonts::Fonts;

use super::{at, each};

const LEASE: TimeDelta = TimeDelta::seconds(50);

async fn bureau(place: &Place) -> Bureau {
    let standard = Standard::load(ND30_2020).unwrap();
    Bureau::new(
        Store::open(place).await.unwrap(),
        Arc::new(Press::new(vec![standard.clone()], Fonts::embedded(), 10)),
        Arc::new(Library::new(standard)),
        Arc::new(Inspector::built_in().unwrap()),
        Pool::new(1, 1, Duration::from_secs(5)),
    )
}

fn made(body: &str) -> Answered {
    Answered {
        status: 201,
        headers: json!({ "location": "/x/1", "etag": "\"1\"" }),
        body: Some(body.as_bytes().to_vec()),
    }
}

/// A claim that must be ours.
async fn ours(bureau: &Bureau, scope: &str, key: &str, request: &str, seconds: i64) -> Run {
    match bureau.claim(scope, key, request, LEASE, at(seconds)).await.unwrap() {
        Claim::Ours(run) => run,
        other => unreachable!("{other:?}"),
    }
}

/// Notes what was made, as the transaction does that makes it.
async fn note(bureau: &Bureau, run: &Run, subject: &str) -> bool {
    let mut tx = bureau.store.begin().await.unwrap();
    let noted = tx.made(run, subject).await.unwrap();
    tx.commit().await.unwrap();
    noted
}

#[test]
fn the_same_request_gets_the_same_answer_for_seven_days_and_then_is_new() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let claim = |request: &'static str, seconds| bureau.claim("p o", "k", request, LEASE, at(seconds));
        let run = ours(&bureau, "p o", "k", "a", 0).await;
        assert!(matches!(claim("a", 1).await.unwrap(), Claim::Running));
        assert!(matches!(claim("b", 1).await.unwrap(), Claim::Reused), "another request under the key");
        bureau.answer(&run, made("1")).await.unwrap();
        let week = KEPT.num_seconds();
        for seconds in [2, 3600, week - 1] {
            let claim = claim("a", seconds).await.unwrap();
            assert!(
                matches!(claim, Claim::Answered(ref answered, None) if *answered == made("1")),
                "{claim:?}"
            );
            assert!(matches!(
                bureau.claim("p o", "k", "b", LEASE, at(seconds)).await.unwrap(),
                Claim::Reused
            ));
        }
        ours(&bureau, "p other", "k", "b", 2).await;
        ours(&bureau, "p o", "k2", "b", 2).await;
        ours(&bureau, "p o", "k", "b", week).await;
    });
}

#[test]
fn a_key_that_is_given_back_may_be_used_again_but_never_one_that_made_something() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let run = ours(&bureau, "p o", "k", "a", 0).await;
        bureau.release(&run).await.unwrap();
        let run = ours(&bureau, "p o", "k", "b", 0).await;
        assert!(note(&bureau, &run, "d1").await);
        bureau.release(&run).await.unwrap();
        let claim = bureau.claim("p o", "k", "b", LEASE, at(51)).await.unwrap();
        assert!(matches!(claim, Claim::Made(ref subject) if subject == "d1"), "{claim:?}");
        let claim = bureau.claim("p o", "k", "c", LEASE, at(51)).await.unwrap();
        assert!(matches!(claim, Claim::Reused), "{claim:?}");
    });
}

#[test]
fn a_run_that_was_killed_is_taken_over_after_its_time_and_can_keep_nothing_then() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let dead = ours(&bureau, "p o", "k", "a", 0).await;
        let early = bureau.claim("p o", "k", "a", LEASE, at(49)).await.unwrap();
        assert!(matches!(early, Claim::Running));
        let living = ours(&bureau, "p o", "k", "a", 50).await;
        assert!(!note(&bureau, &dead, "d1").await, "the one who was believed dead makes nothing");
        bureau.answer(&dead, made("dead")).await.unwrap();
        bureau.release(&dead).await.unwrap();
        assert!(note(&bureau, &living, "d2").await);
        bureau.answer(&living, made("living")).await.unwrap();
        let claim = bureau.claim("p o", "k", "a", LEASE, at(60)).await.unwrap();
        assert!(
            matches!(claim, Claim::Answered(ref answered, Some(ref subject)) if *answered == made("living") && subject == "d2"),
            "{claim:?}"
        );
    });
}

#[test]
fn of_many_who_send_the_same_at_once_one_does_it() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let all = (0..12).map(|_| bureau.claim("p o", "k", "a", LEASE, at(0)));
        let claims = super::futures_join(all).await;
        let ours = claims.iter().filter(|claim| matches!(claim, Ok(Claim::Ours(_)))).count();
        let running = claims.iter().filter(|claim| matches!(claim, Ok(Claim::Running))).count();
        assert_eq!((ours, running), (1, 11), "{claims:?}");
        // Nor is a dead one taken over twice.
        let all = (0..12).map(|_| bureau.claim("p o", "k", "a", LEASE, at(100)));
        let claims = super::futures_join(all).await;
        assert_eq!(
            claims.iter().filter(|claim| matches!(claim, Ok(Claim::Ours(_)))).count(),
            1,
            "{claims:?}"
        );
    });
}

#[test]
fn what_was_too_large_to_be_kept_is_made_again_by_one() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let run = ours(&bureau, "p o", "k", "a", 0).await;
        bureau.answer(&run, Answered { body: None, ..made("") }).await.unwrap();
        let again = (0..6).map(|_| bureau.claim_anew("p o", "k", "a", at(1)));
        let claims = super::futures_join(again).await;
        assert_eq!(
            claims.iter().filter(|claim| matches!(claim, Ok(Claim::Ours(_)))).count(),
            1,
            "{claims:?}"
        );
    });
}

#[test]
fn answers_are_forgotten_after_seven_days_and_of_strangers_the_oldest_first() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        for (number, seconds) in [(0, 0), (1, 10), (2, 20), (3, 30)] {
            for scope in ["p o", "anonymous /api/v1/typeset"] {
                let run = ours(&bureau, scope, &format!("k{number}"), "a", seconds).await;
                bureau.answer(&run, made("1")).await.unwrap();
            }
        }
        assert_eq!(bureau.forget_answers(at(40)).await.unwrap(), 0);
        let mut tx = bureau.store.begin().await.unwrap();
        assert_eq!(tx.sweep(at(-1), "anonymous ", 2).await.unwrap(), 2, "all but the newest two");
        tx.commit().await.unwrap();
        assert_eq!(bureau.store.read().await.unwrap().weight("anonymous /api/v1/typeset").await.unwrap(), 2);
        let claim = bureau.claim("p o", "k0", "a", LEASE, at(40)).await.unwrap();
        assert!(matches!(claim, Claim::Answered(..)), "those of people stay: {claim:?}");
        assert_eq!(bureau.forget_answers(at(15) + KEPT).await.unwrap(), 2);
        assert_eq!(bureau.forget_answers(at(31) + KEPT).await.unwrap(), 4);
    });
}

/// An administrator of an office, who makes keys, and the key that they ask for.
async fn administrator(bureau: &Bureau) -> (Actor, NewToken) {
    let mut tx = bureau.store.begin().await.unwrap();
    tx.add_office(&super::office("o", "UBND xã Quảng Châu")).await.unwrap();
    tx.add_person(&super::person("p", "vinh")).await.unwrap();
    tx.set_roles("o", "p", &[Role::Administrator]).await.unwrap();
    tx.commit().await.unwrap();
    let administrator = Actor {
        person: "p".into(),
        name: "Đỗ Quang Vinh".into(),
        office: Some("o".into()),
        roles: vec![Role::Administrator],
        operator: false,
        scopes: None,
    };
    (administrator, NewToken { name: "Trang tin".into(), scopes: vec![Scope::Read], expires_at: None })
}

#[test]
fn a_server_killed_between_doing_and_answering_does_nothing_twice() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let (administrator, new) = administrator(&bureau).await;
        let killed = ours(&bureau, "p o", "k", "a", 0).await;
        let (token, _) = during(killed, bureau.make_token(&administrator, &new, at(0))).await.unwrap();
        // Here it is killed: the answer is never kept.
        let claim = bureau.claim("p o", "k", "a", LEASE, at(51)).await.unwrap();
        assert!(matches!(claim, Claim::Made(ref id) if *id == token.id), "{claim:?}");
    });
}

#[test]
fn one_that_was_only_slow_makes_nothing_once_another_took_over() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        let (administrator, new) = administrator(&bureau).await;
        let slow = ours(&bureau, "p o", "k", "a", 0).await;
        let fast = ours(&bureau, "p o", "k", "a", 60).await;
        let (made, _) = during(fast, bureau.make_token(&administrator, &new, at(60))).await.unwrap();
        let refused = during(slow, bureau.make_token(&administrator, &new, at(61))).await;
        assert!(matches!(refused, Err(Failure::Store(_))), "{:?}", refused.map(|(token, _)| token));
        let tokens = bureau.tokens(&administrator, "", 10).await.unwrap();
        assert_eq!(tokens.into_iter().map(|token| token.id).collect::<Vec<_>>(), [made.id]);
        let trail = bureau.store.read().await.unwrap().trail(None, 0, 10).await.unwrap();
        assert_eq!(trail.len(), 1, "nor is it in the audit log");
    });
}

#[test]
fn what_was_answered_in_an_office_can_be_forgotten_but_not_that_it_was() {
    each(|place| async move {
        let bureau = bureau(&place).await;
        for scope in ["p o1 *", "q o2 *"] {
            let run = ours(&bureau, scope, "k", "a", 0).await;
            bureau.answer(&run, made("Đỗ Văn An")).await.unwrap();
        }
        let mut tx = bureau.store.begin().await.unwrap();
        assert_eq!(tx.silence("o1").await.unwrap(), 1);
        tx.commit().await.unwrap();
        let silent = bureau.claim("p o1 *", "k", "a", LEASE, at(1)).await.unwrap();
        let Claim::Answered(answered, None) = silent else { unreachable!("{silent:?}") };
        assert_eq!((answered.status, answered.headers, answered.body), (201, json!(null), None));
        let other = bureau.claim("q o2 *", "k", "a", LEASE, at(1)).await.unwrap();
        assert!(
            matches!(other, Claim::Answered(ref answered, None) if *answered == made("Đỗ Văn An")),
            "{other:?}"
        );
    });
}
