//! `GET /api/v1/batches/{id}/events`: what happens to a batch, as it happens.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path},
};
use futures_util::stream;
use tokio::time::{Instant, sleep};

use super::{Batch, ShowErrors};
use crate::web::named::known;
use crate::{
    flow::bureau::batches::state,
    model::actor::Actor,
    store,
    web::{Door, Error, auth::Signed, query::Query},
};

/// How often it is looked whether something happened.
const LOOK: Duration = Duration::from_millis(300);

/// How often a line is sent where nothing happens, so that nobody on the way takes it for dead.
const BEAT: Duration = Duration::from_secs(15);

/// How long one answer goes on. Whoever watches asks again, and is asked again who they are.
const LONGEST: Duration = Duration::from_secs(1800);

/// Events that are sent at once.
const MANY: i64 = 100;

/// Somebody who watches.
struct Watch {
    door: Data<Door>,
    actor: Actor,
    id: String,
    /// The newest event that they have.
    after: i64,
    since: Instant,
    beat: Instant,
    ended: bool,
    /// What is sent first.
    first: Option<String>,
}

/// What happens to a batch, as server-sent events: first how it stands (`standing`), at once, then
/// each event until it ends (`progress`, `paused`, `resumed`, `retried`, `cancelled`, `done`,
/// `failed`). With `Last-Event-ID` everything since that event. Who asks again after the end is
/// told that nothing comes (204).
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}/events", tag = "batches", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000"),
        ("Last-Event-ID" = Option<i64>, Header, description = "The last event that was seen"),
    ),
    responses(
        (status = 200, description = "Events", content((String = "text/event-stream"))),
        (status = 204, description = "It has ended, and everything was seen"),
        ShowErrors,
    )
)]
pub async fn events(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let id = known(&id)?.to_owned();
    let now = (door.equipment.clock)();
    let (batch, progress) = door.bureau.batch(&signed.0, &id, now).await?;
    let seen = request.headers().get("last-event-id").and_then(|seen| seen.to_str().ok()?.parse().ok());
    let ended = !state(&batch).is_open();
    if ended && seen.is_some_and(|seen: i64| seen >= batch.events) {
        return Ok(HttpResponse::NoContent().finish());
    }
    let after = seen.filter(|seen| *seen >= 0).unwrap_or(batch.events);
    let first = match seen {
        Some(_) => None,
        None => {
            let (ordinal, told) = (batch.events, Batch::of(batch, progress));
            Some(text(ordinal, "standing", &serde_json::to_string(&told).unwrap_or_default()))
        }
    };
    let start = Instant::now();
    let watch = Watch { door, actor: signed.0, id, after, since: start, beat: start, ended: false, first };
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/event-stream");
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    // Some proxies gather what they are sent.
    answer.insert_header(("x-accel-buffering", "no"));
    answer.insert_header(header::ContentEncoding::Identity);
    Ok(answer.streaming(stream::unfold(watch, |mut watch| async move {
        let said = watch.next().await?;
        Some((Ok::<Bytes, actix_web::Error>(Bytes::from(said)), watch))
    })))
}

/// An event as it is sent.
fn text(ordinal: i64, kind: &str, data: &str) -> String {
    format!("id: {ordinal}\nevent: {kind}\ndata: {data}\n\n")
}

impl Watch {
    /// What is sent next; `None` at the end.
    async fn next(&mut self) -> Option<String> {
        if let Some(first) = self.first.take() {
            return Some(format!("retry: 2000\n\n{first}"));
        }
        let mut closing = self.door.closing.subscribe();
        while !self.ended && self.since.elapsed() < LONGEST && !*closing.borrow() {
            // A store that is away comes back, or whoever watches asks again.
            let news = self.door.bureau.batch_news(&self.actor, &self.id, self.after, MANY).await;
            let (batch, events) = news.ok()?;
            if let Some(last) = events.last() {
                self.after = last.ordinal;
                self.beat = Instant::now();
                self.ended = self.is_over(&batch);
                return Some(events.iter().map(said).collect());
            }
            if self.is_over(&batch) {
                return None;
            }
            if self.beat.elapsed() >= BEAT {
                self.beat = Instant::now();
                return Some(": \n\n".to_owned());
            }
            tokio::select! {
                () = sleep(LOOK) => {}
                _ = closing.changed() => {}
            }
        }
        None
    }

    fn is_over(&self, batch: &store::Batch) -> bool {
        !state(batch).is_open() && self.after >= batch.events
    }
}

fn said(event: &store::BatchEvent) -> String {
    let mut data = event.detail.clone();
    if let Some(data) = data.as_object_mut() {
        data.insert("at".to_owned(), event.at.to_rfc3339().into());
    }
    text(event.ordinal, &event.kind, &data.to_string())
}
