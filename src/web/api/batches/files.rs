//! The files of a batch, sent as they are cut from its pages.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Bytes, Data, Path},
};
use futures_util::stream;

use super::FileErrors;
use crate::web::named::known;
use crate::{
    flow::bureau::batches::BatchFile,
    web::{Door, Error, auth::Signed, error::Code, headers, query::Query},
};

/// All sheets in one PDF/A-2u, in the order of printing.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}/merged.pdf", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The file", content((String = "application/pdf")),
            headers(("Content-Disposition" = String, description = "The name of the file"))),
        FileErrors,
    )
)]
pub async fn merged(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    send(&door, &signed, &request, &id, BatchFile::Merged).await
}

/// One PDF each in a ZIP, cut from the pages of the merged one.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}/archive.zip", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The file", content((String = "application/zip")),
            headers(("Content-Disposition" = String, description = "The name of the file"))),
        FileErrors,
    )
)]
pub async fn archive(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    send(&door, &signed, &request, &id, BatchFile::Archive).await
}

/// What became of every row, as CSV. A cell that a spreadsheet would take for a formula has an
/// apostrophe before it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}/manifest.csv", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The file", content((String = "text/csv; charset=utf-8")),
            headers(("Content-Disposition" = String, description = "The name of the file"))),
        FileErrors,
    )
)]
pub async fn manifest_csv(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    send(&door, &signed, &request, &id, BatchFile::Csv).await
}

/// What became of every row, as JSON.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}/manifest.json", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The file", content((Vec<super::ManifestLine> = "application/json")),
            headers(("Content-Disposition" = String, description = "The name of the file"))),
        FileErrors,
    )
)]
pub async fn manifest_json(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    send(&door, &signed, &request, &id, BatchFile::Json).await
}

async fn send(
    door: &Door,
    signed: &Signed,
    request: &HttpRequest,
    id: &str,
    file: BatchFile,
) -> Result<HttpResponse, Error> {
    Query::of(request, &[]).check()?;
    let sending = door.bureau.batch_file(&signed.0, known(id)?, file).await?;
    let name = headers::disposition("attachment", &sending.title, file.extension());
    let name = HeaderValue::from_str(&name).map_err(|_| Error::new(Code::Internal))?;
    let pieces = stream::unfold(sending.pieces, |mut pieces| async move {
        let piece = pieces.recv().await?;
        Some((piece.map(Bytes::from), pieces))
    });
    let mut answer = HttpResponse::Ok();
    answer.content_type(file.media_type()).insert_header((header::CONTENT_DISPOSITION, name));
    // Compressed inside, and sent as it is made.
    answer.insert_header(header::ContentEncoding::Identity);
    Ok(answer.streaming(pieces))
}
