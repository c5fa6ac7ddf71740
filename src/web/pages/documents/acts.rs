//! `POST /van-ban/{id}`: the steps of a document's life, from the forms of its page.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use minijinja::context;

use super::failed;
use crate::{
    flow::Failure,
    flow::bureau::{Blame, issue::Issuing},
    model::{register::Number, workflow::Act},
    viet::date,
    web::{
        Door, Error,
        error::Code,
        pages::{Visitor, form::Typed},
    },
};

/// Longest reason or note, in characters.
const NOTE: usize = crate::flow::bureau::documents::NOTE;

/// Takes a step.
///
/// # Errors
/// 403, 404; everything else is said on the page.
pub async fn act(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let typed = Typed::read(&door, &request, payload, &visitor.session).await?;
    let id = crate::web::named::known(&id)?;
    let said = |name: &str| typed.get(name).unwrap_or_default().trim().replace("\r\n", "\n");
    let seen = said("seen").parse().unwrap_or_default();
    let (reason, asked) = (said("reason"), said("do"));
    let (actor, now) = (visitor.actor(), visitor.now(&door));
    let place = format!("/van-ban/{id}");
    let bureau = &door.bureau;
    let long = reason.chars().count() > NOTE;
    let done = match asked.as_str() {
        _ if long => Err(Failure::Invalid(vec![Blame::of("json-long", "reason", NOTE.to_string())])),
        "submit" => {
            let accepted = typed.all("accept");
            bureau.submit(actor, now, (id, seen), &reason, &accepted).await.map(|_| "submitted")
        }
        "approve" => bureau.act(actor, now, (id, seen), Act::Approve, &reason).await.map(|_| "approved"),
        "return" => bureau.act(actor, now, (id, seen), Act::Return, &reason).await.map(|_| "returned"),
        "revoke" => bureau.act(actor, now, (id, seen), Act::Revoke, &reason).await.map(|_| "revoked"),
        "replace" => bureau.replace(actor, now, (id, seen), &said("by"), &reason).await.map(|_| "replaced"),
        "issue" => match issuing(&typed) {
            Ok(issuing) => bureau.issue(actor, now, (id, seen), issuing).await.map(|_| "issued"),
            Err(blames) => Err(Failure::Invalid(blames)),
        },
        "discard" => bureau.discard(actor, now, id, seen).await.map(|()| "discarded"),
        "restore" => bureau.restore(actor, now, id, seen).await.map(|_| "restored"),
        _ => return Err(Error::new(Code::BadForm)),
    };
    match done {
        Ok(key) => Ok(visitor.done(&door, key, &place)),
        Err(failure) => {
            let again = context! {
                act => asked, reason, by => said("by"), day => said("day"), series => said("series"),
                reserved => said("reserved"), copies => said("copies"),
            };
            failed(&door, &visitor, id, again, failure).await
        }
    }
}

/// How a document shall be issued, as the form says it.
fn issuing(typed: &Typed) -> Result<Issuing, Vec<Blame>> {
    let said = |name: &str| typed.get(name).map(str::trim).filter(|said| !said.is_empty());
    let mut blames = Vec::new();
    let day = said("day").map(|day| (date::parse_short(day), day));
    if let Some((None, day)) = day {
        blames.push(Blame::of("day-shape", "day", day));
    }
    let reserved = said("reserved").map(|number| (Number::read(number), number));
    if let Some((None, number)) = reserved {
        blames.push(Blame::of("number-shape", "reserved", number));
    }
    let copies = said("copies").map(|copies| (copies.parse::<i64>().ok(), copies));
    if let Some((None, copies)) = copies {
        blames.push(Blame::of("json-number", "copies", copies));
    }
    if !blames.is_empty() {
        return Err(blames);
    }
    Ok(Issuing {
        day: day.and_then(|(day, _)| day),
        series: said("series").map(ToOwned::to_owned),
        reserved: reserved.and_then(|(number, _)| number),
        copies: copies.and_then(|(copies, _)| copies),
        note: said("reason").unwrap_or_default().to_owned(),
        ..Issuing::default()
    })
}
