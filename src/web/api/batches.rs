//! `/api/v1/batches`: certificates by the thousand, as jobs.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};

use super::errors::{BODY, KEPT, POOL, SIGNED, errors_of};
use crate::web::named::known;
use crate::{
    flow::bureau::batches::{BatchAsked, Progress},
    model::batch::{BatchState, RowState},
    store::{self, BatchSearch},
    web::{Door, Error, at, auth::Signed, body, cursor, error::Code, query::Query},
};

pub mod acts;
pub mod events;
pub mod files;
mod schema;

pub use schema::{
    Batch, BatchOrder, BatchRow, BatchRows, Batches, CalibrationOrder, CancelOrder, ListQuery, ManifestLine,
    RetryOrder, RetryRowOrder, RowsQuery,
};

errors_of! {
    /// Every error of the list of batches.
    ListErrors = SIGNED, &[Code::BadQuery];
    /// Every error of making a batch.
    MakeErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
    /// Every error of looking at a batch.
    ShowErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of steering a batch.
    SteerErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
    /// Every error of giving up and of trying again.
    AgainErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
    /// Every error of a file.
    FileErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/batches").get(list).head(list).post(make))
        .service(at("/api/v1/batches/{id}").get(show).head(show))
        .service(at("/api/v1/batches/{id}/rows").get(rows).head(rows))
        .service(at("/api/v1/batches/{id}/events").get(events::events))
        .service(at("/api/v1/batches/{id}/pause").post(acts::pause))
        .service(at("/api/v1/batches/{id}/resume").post(acts::resume))
        .service(at("/api/v1/batches/{id}/cancel").post(acts::cancel))
        .service(at("/api/v1/batches/{id}/retry").post(acts::retry))
        .service(at("/api/v1/batches/{id}/merged.pdf").get(files::merged))
        .service(at("/api/v1/batches/{id}/archive.zip").get(files::archive))
        .service(at("/api/v1/batches/{id}/manifest.csv").get(files::manifest_csv))
        .service(at("/api/v1/batches/{id}/manifest.json").get(files::manifest_json));
}

/// Lists the office's batches, the newest first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches", tag = "batches", security(("key" = []), ("session" = [])),
    params(ListQuery),
    responses((status = 200, description = "A page of batches", body = Batches), ListErrors)
)]
pub async fn list(door: Data<Door>, signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["limit", "cursor", "state"]);
    let window = cursor::window(&mut query, 1);
    query.one_of("state", &BatchState::ALL.iter().map(|state| state.key()).collect::<Vec<_>>());
    let state = query.get("state").unwrap_or_default().to_owned();
    query.check()?;
    let before = window.after.first().map_or("", String::as_str);
    let mut found = door.bureau.batches(&signed.0, &state, before, window.asks()).await?;
    let next = window.cut(&mut found).map(|last| cursor::encode(&[&last.id]));
    let items = found.into_iter().map(|batch| Batch::of(batch, Progress::default())).collect();
    Ok(HttpResponse::Ok().json(Batches { items, next }))
}

/// Makes a batch of certificates: from a list of honorees, or from a frozen award round.
///
/// Clerks and records officers may. All that the pages depend on is fixed at once, and every row
/// gets its certificate; workers print it meanwhile. One bad row is one failed row with its
/// reasons. The merged PDF, the archive and the manifest are always to be had; `outputs` with
/// `docx` puts Word files into the archive.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/batches", tag = "batches", security(("key" = []), ("session" = [])),
    request_body(content((BatchOrder = "application/json", example = json!(schema::order())))),
    responses(
        (status = 201, description = "The batch", body = Batch, headers(
            ("Location" = String, description = "Where it stands"),
        )),
        MakeErrors,
    )
)]
pub async fn make(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let limit = door.limits.word.max(door.limits.body);
    let asked = body::large_json(&door, &request, payload, limit, BatchAsked::from_json).await?;
    let address = door.equipment.access.public_url.as_deref();
    let batch = door.bureau.make_batch(&signed.0, (door.equipment.clock)(), asked, address).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/batches/{}", batch.id)));
    Ok(answer.json(Batch::of(batch, Progress::default())))
}

/// Shows a batch: how its rows stand, how fast it goes, how long it will take.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses((status = 200, description = "The batch", body = Batch), ShowErrors)
)]
pub async fn show(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (batch, progress) = door.bureau.batch(&signed.0, known(&id)?, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Ok().json(Batch::of(batch, progress)))
}

/// Lists the rows of a batch in the order of printing, those in one state or all.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/batches/{id}/rows", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000"), RowsQuery),
    responses((status = 200, description = "A page of rows", body = BatchRows), ShowErrors)
)]
pub async fn rows(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["limit", "cursor", "state"]);
    let window = cursor::window(&mut query, 1);
    query.one_of("state", &RowState::ALL.iter().map(|state| state.key()).collect::<Vec<_>>());
    let state = query.get("state").unwrap_or_default().to_owned();
    let after = match window.after.first().map(|after| after.parse()) {
        None => 0,
        Some(Ok(after)) => after,
        Some(Err(_)) => {
            query.fault("cursor", "query-cursor", "");
            0
        }
    };
    query.check()?;
    let which = BatchSearch { state, after, limit: window.asks() };
    let mut found: Vec<store::BatchRow> = door.bureau.batch_rows(&signed.0, known(&id)?, &which).await?;
    let next = window.cut(&mut found).map(|last| cursor::encode(&[&last.ordinal.to_string()]));
    Ok(HttpResponse::Ok().json(BatchRows { items: found.into_iter().map(BatchRow::from).collect(), next }))
}
