//! Webhooks on both databases: signed, tried again, sent again, and never to a place inside.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use serde_json::{Value, json};
use tokio::sync::watch;
use vanthu::flow::Failure;
use vanthu::flow::bureau::batches::BatchAsked;
use vanthu::flow::bureau::webhooks::{WebhookAsked, signature};
use vanthu::model::workflow::Role;
use vanthu::worker::{Messenger, Worker};

use super::batches::rows;
use super::{bureau, moment, person};
use crate::store::{each, staffed};

/// A place that answers so many messages, each with the next status; gives what it was told.
fn listening(statuses: &'static [u16]) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/told?by=vanthu", listener.local_addr().unwrap());
    let serving = thread::spawn(move || {
        let answer = |status: &u16| {
            let (mut link, _) = listener.accept().unwrap();
            let (mut told, mut piece) = (String::new(), [0; 4096]);
            while !told.contains("\r\n\r\n") || !told.ends_with('}') {
                let count = link.read(&mut piece).unwrap();
                told.push_str(std::str::from_utf8(&piece[..count]).unwrap());
            }
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            link.write_all(head.as_bytes()).unwrap();
            told
        };
        statuses.iter().map(answer).collect()
    });
    (url, serving)
}

fn header<'a>(told: &'a str, name: &str) -> &'a str {
    told.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim_start_matches(": ").trim()
}

#[test]
fn the_end_of_a_batch_is_told_signed_and_again_until_it_is_taken() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let now = || moment("2026-11-24T08:00:00+07:00");
        let later = || moment("2026-11-24T08:00:05+07:00");
        let (url, serving) = listening(&[500, 204, 200]);
        let (admin, clerk) = (person(Role::Administrator), person(Role::Clerk));
        let asked = WebhookAsked { url };
        let refused = bureau.add_webhook(&admin, now(), &asked, false).await;
        assert!(matches!(&refused, Err(Failure::Invalid(blames)) if blames[0].code == "webhook-private"));
        assert!(matches!(bureau.add_webhook(&clerk, now(), &asked, true).await, Err(Failure::Forbidden)));
        let webhook = bureau.add_webhook(&admin, now(), &asked, true).await.unwrap();
        let order = json!({ "design": "giay-khen", "rows": rows(1) }).to_string();
        bureau.make_batch(&clerk, now(), BatchAsked::from_json(&order).unwrap(), None).await.unwrap();
        let (_stop, told) = watch::channel(false);
        Worker::new(bureau.clone(), now).drain(told).await.unwrap();
        // One that may not send inside refuses to, and it is due again.
        let guarded = Messenger::new(bureau.clone(), now, false);
        assert!(guarded.turn().await.unwrap());
        let log = || async { bureau.deliveries(&admin, &webhook.id, "", 9).await.unwrap() };
        let first = &log().await[0];
        assert_eq!((first.state.as_str(), first.attempts, first.status), ("queued", 1, None));
        assert!(!guarded.turn().await.unwrap(), "not at once");
        let messenger = Messenger::new(bureau.clone(), later, true);
        assert!(messenger.turn().await.unwrap());
        assert_eq!((log().await[0].state.as_str(), log().await[0].status), ("queued", Some(500)));
        let much_later = || moment("2026-11-24T09:00:00+07:00");
        let messenger = Messenger::new(bureau.clone(), much_later, true);
        assert!(messenger.turn().await.unwrap());
        let done = log().await.remove(0);
        assert_eq!((done.state.as_str(), done.attempts, done.status), ("done", 3, Some(204)));
        let again = bureau.replay(&admin, much_later(), (&webhook.id, &done.id)).await.unwrap();
        assert_eq!(again.message, done.message);
        assert!(messenger.turn().await.unwrap());
        assert!(!messenger.turn().await.unwrap(), "nothing is left");
        for told in serving.join().unwrap() {
            let (_, body) = told.split_once("\r\n\r\n").unwrap();
            let timestamp: i64 = header(&told, "webhook-timestamp").parse().unwrap();
            assert_eq!(header(&told, "webhook-id"), done.message);
            let signed = signature(&webhook.secret, &done.message, timestamp, body);
            assert_eq!(header(&told, "webhook-signature"), signed);
            let said: Value = serde_json::from_str(body).unwrap();
            assert_eq!((&said["type"], &said["data"]["done"]), (&json!("batch.done"), &json!(1)));
        }
        bureau.store.close().await;
    });
}
