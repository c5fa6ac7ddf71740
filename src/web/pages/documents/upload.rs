//! `POST /van-ban/{id}/tep-word`: the Word file that somebody edited by hand comes back.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path, Payload},
};
use futures_util::StreamExt;
use minijinja::context;

use super::failed;
use crate::{
    flow::bureau::documents::Writing,
    web::{Door, Error, auth::csrf_of, body, error::Code, pages::Visitor},
};

/// What the parts beside the file may take.
const REST: usize = 32 << 10;

/// Takes a Word file as the next version.
///
/// # Errors
/// 403, 404, 413, 415; everything else is said on the page.
pub async fn take(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let id = crate::web::named::known(&id)?;
    let limit = door.limits.word;
    let kind = actix_web::HttpMessage::content_type(&request);
    if kind != "multipart/form-data" {
        return Err(Error::about(Code::UnsupportedMediaType, "multipart/form-data"));
    }
    let sent = body::read(&request, payload, limit + REST, door.limits.time).await?;
    let parts = parts(&request, sent).await?;
    let words = |name: &str| {
        let part = parts.iter().find(|(part, _)| part == name);
        part.map(|(_, bytes)| String::from_utf8_lossy(bytes).trim().to_owned()).unwrap_or_default()
    };
    if words("csrf") != csrf_of(&visitor.session.secret) {
        return Err(Error::new(Code::WrongCsrf));
    }
    let seen = words("seen").parse().unwrap_or_default();
    let file =
        parts.iter().find(|(name, _)| name == "file").map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    let writing = Writing::word(file, words("reason"));
    match door.bureau.redraft(visitor.actor(), visitor.now(&door), (id, seen), writing).await {
        Ok(sheet) => {
            let place = format!("/van-ban/{id}/so-sanh?tu={seen}&den={}", sheet.row.head);
            Ok(visitor.done(&door, "uploaded", &place))
        }
        Err(failure) => {
            let again = context! { act => "upload", reason => words("reason") };
            failed(&door, &visitor, id, again, failure).await
        }
    }
}

/// The parts of a form with a file, by name.
async fn parts(request: &HttpRequest, sent: Bytes) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let bad = || Error::new(Code::BadForm);
    let mut headers = header::HeaderMap::new();
    let kind = request.headers().get(header::CONTENT_TYPE).ok_or_else(bad)?;
    headers.insert(header::CONTENT_TYPE, kind.clone());
    let stream = futures_util::stream::once(async move { Ok::<_, actix_web::error::PayloadError>(sent) });
    let mut form = Multipart::new(&headers, Box::pin(stream));
    let mut parts = Vec::new();
    while let Some(field) = form.next().await {
        let mut field = field.map_err(|_| bad())?;
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.next().await {
            bytes.extend_from_slice(&chunk.map_err(|_| bad())?);
        }
        parts.push((name, bytes));
    }
    Ok(parts)
}
