//! `/api/v1/printers`: what each printer is made up for, and how it is measured.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::certificates::pdf;
use super::errors::{BODY, DRAFTED, KEPT, POOL, SIGNED, errors_of};
use crate::web::named::known;
use crate::{
    flow::bureau::printers::{self as book, Measured, PrinterAsked},
    store,
    viet::words::certificates as words,
    web::{Door, Error, at, auth::Signed, body, error::Code, precondition, query::Query},
};

errors_of! {
    /// Every error of the list of printers.
    PrintersErrors = SIGNED, &[Code::BadQuery];
    /// Every error of looking at one.
    PrinterErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of a new one.
    NewPrinterErrors = SIGNED, BODY, &[Code::BadOrder, Code::Conflict, Code::Invalid];
    /// Every error of changing or measuring one.
    PrinterChangeErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of taking one out.
    RemoveErrors = SIGNED, DRAFTED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of the calibration sheet.
    SheetErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing];
}

/// A printer.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the bureau says of a printer")]
pub struct Printer {
    /// Its id.
    #[schema(example = "01KAT5V3S00000000000000000")]
    id: String,
    /// Its name.
    name: String,
    /// The size of paper that it is measured with.
    #[schema(example = "a4")]
    size: String,
    /// Everything is moved to the right so many mm.
    right: f64,
    /// Everything is moved down so many mm.
    down: f64,
    /// Everything is scaled about the middle of the sheet, in percent.
    scale: f64,
    /// The sheet goes in upside down.
    turned: bool,
    /// How often it was changed: its `ETag`.
    edition: i64,
    /// When.
    #[schema(format = DateTime)]
    changed_at: String,
}

/// The printers of an office.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the bureau says of printers")]
pub struct Printers {
    /// The printers, the oldest first.
    items: Vec<Printer>,
}

/// A printer as it is to be.
#[derive(Deserialize, ToSchema)]
#[schema(as = PrinterOrder)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `PrinterAsked` reads")]
pub struct Order {
    /// Its name, on one line.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The size of paper that it is measured with; `a4` without it.
    #[schema(max_length = 20)]
    size: Option<String>,
    /// mm to the right, to 0.1.
    #[schema(minimum = -50, maximum = 50)]
    right: Option<f64>,
    /// mm down, to 0.1.
    #[schema(minimum = -50, maximum = 50)]
    down: Option<f64>,
    /// Percent, to 0.1; 100 without it.
    #[schema(minimum = 90, maximum = 110)]
    scale: Option<f64>,
    /// The sheet goes in upside down.
    turned: Option<bool>,
}

/// What was measured on the printed calibration sheet.
#[derive(Deserialize, ToSchema)]
#[schema(as = PrinterMeasured)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Measured` reads")]
pub struct Measures {
    /// mm from the sheet's left edge to the upper left cross.
    left: f64,
    /// mm from the sheet's top edge to the upper left cross.
    top: f64,
    /// mm from the upper left cross to the upper right one.
    between: f64,
}

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/printers").get(list).head(list).post(add))
        .service(at("/api/v1/printers/{id}").get(show).head(show).put(change).delete(remove))
        .service(at("/api/v1/printers/{id}/calibration.pdf").get(sheet).head(sheet))
        .service(at("/api/v1/printers/{id}/measured").post(measured));
}

fn told(printer: &store::Printer, mut answer: HttpResponseBuilder) -> HttpResponse {
    answer.insert_header((header::ETAG, precondition::tag(printer.edition))).json(book::said(printer))
}

/// Lists an office's printers.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/printers", tag = "certificates", security(("key" = []), ("session" = [])),
    responses((status = 200, description = "The printers, the oldest first", body = Printers), PrintersErrors)
)]
pub async fn list(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let all = door.bureau.printers(&actor).await?;
    let items: Vec<_> = all.iter().map(book::said).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items })))
}

/// Enters a printer.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/printers", tag = "certificates", security(("key" = []), ("session" = [])),
    request_body(content((Order = "application/json", example = json!({ "name": words::EXAMPLE_PRINTER })))),
    responses(
        (status = 201, description = "The printer", body = Printer, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        NewPrinterErrors,
    )
)]
pub async fn add(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, PrinterAsked::from_json).await?;
    let made = door.bureau.add_printer(&actor, asked, (door.equipment.clock)()).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/printers/{}", made.id)));
    Ok(told(&made, answer))
}

/// Shows a printer.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/printers/{id}", tag = "certificates", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The printer", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The printer", body = Printer, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        PrinterErrors,
    )
)]
pub async fn show(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    Ok(told(&door.bureau.printer(&actor, known(&id)?).await?, HttpResponse::Ok()))
}

/// Changes everything of a printer.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/printers/{id}", tag = "certificates", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The printer", example = "01KAT5V3S00000000000000000"),
        ("If-Match" = String, Header, description = "The edition that was seen", example = "\"1\""),
    ),
    request_body(content((Order = "application/json",
        example = json!({ "name": words::EXAMPLE_PRINTER, "right": -1.5, "down": 0.4, "scale": 100.2 })))),
    responses(
        (status = 200, description = "The printer", body = Printer, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        PrinterChangeErrors,
    )
)]
pub async fn change(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let asked = body::json(&door, &request, payload, PrinterAsked::from_json).await?;
    let now = (door.equipment.clock)();
    let made = door.bureau.change_printer(&actor, (known(&id)?, seen), asked, now).await?;
    Ok(told(&made, HttpResponse::Ok()))
}

/// Takes a printer out.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/printers/{id}", tag = "certificates", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The printer", example = "01KAT5V3S00000000000000000"),
        ("If-Match" = String, Header, description = "The edition that was seen", example = "\"1\""),
    ),
    responses((status = 204, description = "Taken out"), RemoveErrors)
)]
pub async fn remove(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    door.bureau.remove_printer(&actor, (known(&id)?, seen), (door.equipment.clock)()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The sheet to measure a printer with: to be printed with nothing set, in its true size.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/printers/{id}/calibration.pdf", tag = "certificates",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The printer", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "Crosses and rulers", body = Vec<u8>, content_type = "application/pdf"),
        SheetErrors,
    )
)]
pub async fn sheet(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let now = (door.equipment.clock)();
    let (name, bytes) = door.bureau.calibration_sheet(&actor, known(&id)?, now).await?;
    Ok(pdf(&words::calibration(&name), bytes))
}

/// Makes a printer up for what was measured on its calibration sheet.
///
/// The crosses stand 20 mm from the edges. What the printer does is a scale s about the middle of
/// the sheet and a move: s = `between` / (width − 40); the middle of the print lies at `left` +
/// `between` / 2 from the left edge and at `top` + s (height / 2 − 20) from the top. So everything
/// is scaled by 1 / s and moved back by what the middle has moved, to 0.1 % and 0.1 mm.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/printers/{id}/measured", tag = "certificates",
    security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The printer", example = "01KAT5V3S00000000000000000"),
        ("If-Match" = String, Header, description = "The edition that was seen", example = "\"1\""),
    ),
    request_body(content((Measures = "application/json",
        example = json!({ "left": 20.7, "top": 20.1, "between": 259.6 })))),
    responses(
        (status = 200, description = "The printer", body = Printer, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        PrinterChangeErrors,
    )
)]
pub async fn measured(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let measured = body::json(&door, &request, payload, Measured::from_json).await?;
    let now = (door.equipment.clock)();
    let made = door.bureau.measure_printer(&actor, (known(&id)?, seen), measured, now).await?;
    Ok(told(&made, HttpResponse::Ok()))
}
