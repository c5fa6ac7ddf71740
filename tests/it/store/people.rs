//! Offices, people, sessions, keys, the audit log.

use chrono::TimeDelta;
use serde_json::json;
use vanthu::model::workflow::Role;
use vanthu::store::{Audited, Break, Error, Place, Session, Store, Token};

use super::{at, each, person, staffed};

#[test]
fn a_login_is_one_person_however_it_is_written() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        tx.add_person(&person("p9", "Nguyễn.Đình")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().person_by_login("NGUYEN.DINH").await.unwrap().id, "p9");
        let mut tx = store.begin().await.unwrap();
        let twice = tx.add_person(&person("p8", "nguyen.dinh")).await;
        assert!(matches!(twice, Err(Error::Conflict("login-taken"))), "{twice:?}");
    });
}

#[test]
fn what_was_not_committed_is_not_there() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        tx.add_person(&person("p9", "vinh")).await.unwrap();
        drop(tx);
        let found = store.read().await.unwrap().person("p9").await;
        assert!(matches!(found, Err(Error::NotFound)), "{found:?}");
    });
}

#[test]
fn who_saves_an_office_names_the_edition_they_saw() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        let changed =
            tx.change_office("o1", 1, "UBND xã Quảng Châu", &json!({ "place": "Hưng Yên" })).await.unwrap();
        assert_eq!((changed.edition, &changed.profile["place"]), (2, &json!("Hưng Yên")));
        let stale = tx.change_office("o1", 1, "x", &json!({})).await;
        assert!(matches!(stale, Err(Error::Conflict("edition-stale"))), "{stale:?}");
        let nowhere = tx.change_office("o7", 1, "x", &json!({})).await;
        assert!(matches!(nowhere, Err(Error::NotFound)), "{nowhere:?}");
    });
}

#[test]
fn a_session_ends_by_age_by_idleness_and_when_roles_change() {
    each(|place| async move {
        let store = staffed(&place).await;
        let session = Session {
            digest: "s".into(),
            person_id: "clerk".into(),
            office_id: Some("o1".into()),
            created_at: at(10),
            seen_at: at(20),
        };
        let mut tx = store.begin().await.unwrap();
        tx.begin_session(&session).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        assert_eq!(reader.session("s", at(9), at(19)).await.unwrap(), session);
        assert!(matches!(reader.session("s", at(10), at(19)).await, Err(Error::NotFound)), "too old");
        assert!(matches!(reader.session("s", at(9), at(20)).await, Err(Error::NotFound)), "idle");
        drop(reader);
        let mut tx = store.begin().await.unwrap();
        tx.set_roles("o1", "clerk", &[]).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        assert!(matches!(reader.session("s", at(9), at(19)).await, Err(Error::NotFound)), "roles changed");
        assert_eq!(reader.roles("o1", "clerk").await.unwrap(), []);
        assert_eq!(reader.roles("o1", "leader").await.unwrap(), [Role::Leader]);
        assert_eq!(reader.roles("o2", "leader").await.unwrap(), []);
    });
}

#[test]
fn a_key_that_was_ended_opens_nothing() {
    each(|place| async move {
        let store = staffed(&place).await;
        let token = Token {
            id: "t".into(),
            digest: "k".into(),
            office_id: "o1".into(),
            person_id: "clerk".into(),
            name: "Cổng dịch vụ".into(),
            scopes: "render".into(),
            created_at: at(0),
            expires_at: None,
            used_at: None,
            ended_at: None,
        };
        let mut tx = store.begin().await.unwrap();
        tx.add_token(&token).await.unwrap();
        tx.use_token("t", at(5)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().token("k", at(6)).await.unwrap().used_at, Some(at(5)));
        let mut tx = store.begin().await.unwrap();
        assert!(matches!(tx.end_token("o2", "", "t", at(6)).await, Err(Error::NotFound)), "another office's");
        tx.end_token("o1", "clerk", "t", at(6)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(store.read().await.unwrap().token("k", at(6)).await, Err(Error::NotFound)));
    });
}

fn act(subject: &str) -> Audited {
    Audited {
        at: at(1) + TimeDelta::microseconds(1_234_567),
        person: Some("clerk".into()),
        office: Some("o1".into()),
        act: "document-edit".into(),
        subject: subject.into(),
        detail: json!({ "z": 1, "a": { "y": "Đ", "b": [null, 2.5] } }),
    }
}

#[test]
fn an_audit_log_that_was_touched_shows_it() {
    each(|place| async move {
        let store = staffed(&place).await;
        for subject in ["1", "2", "3", "4"] {
            let mut tx = store.begin().await.unwrap();
            tx.note(&act(subject)).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(store.read().await.unwrap().broken().await.unwrap(), []);
        for (sql, broken) in [
            ("UPDATE audit SET subject = 'x' WHERE ordinal = 2", Break::Changed(2)),
            ("DELETE FROM audit WHERE ordinal = 4", Break::CutOff(3)),
            ("DELETE FROM audit WHERE ordinal = 1", Break::Missing(2)),
        ] {
            touch(&place, sql).await;
            let found = fresh(&place).await;
            assert!(found.contains(&broken), "{sql}: {found:?}");
        }
    });
}

async fn fresh(place: &Place) -> Vec<Break> {
    Store::open(place).await.unwrap().read().await.unwrap().broken().await.unwrap()
}

/// Somebody with the database in hand.
async fn touch(place: &Place, sql: &'static str) {
    match place {
        Place::File(path) => {
            let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
            sqlx::query(sql).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Place::Server(url) => {
            let pool = sqlx::PgPool::connect(url).await.unwrap();
            sqlx::query(sql).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }
}
