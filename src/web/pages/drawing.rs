//! What is written is drawn beside the form: `POST /soan/{template}/xem`, for the script and for
//! the page that works without.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use minijinja::{Value, context, value::Serde};
use serde_json::{Value as Json, json};

use super::{
    Visitor,
    form::{self, Typed},
};
use crate::{
    flow::{self, Failure, Manuscript, Prepared, Source},
    model::actor::Actor,
    model::{DataProblem, Finding, Problem, template::Field},
    viet::words::checking,
    web::{Door, Error, api::preview::PAGES, query::Query, work},
};

/// Stands in the place of a template's name where a document is written as text.
pub const TEXT: &str = "noi-dung";

/// What a document is written on: a template, or plain paper.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The template's name; [`TEXT`] for plain paper.
    pub id: String,
    /// What the office calls it.
    pub name: String,
    /// What it asks.
    pub fields: Vec<Field>,
    prepared: Option<Arc<Prepared>>,
    office: Arc<Json>,
}

/// Pages, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Drawn {
    pages: usize,
    from: usize,
    images: Vec<String>,
    /// What is to be said of the data.
    pub problems: Vec<DataProblem>,
    findings: Vec<Finding>,
    reading: Vec<Problem>,
}

impl Paper {
    /// The paper of this name.
    ///
    /// # Errors
    /// 404, those of the store.
    pub async fn of(door: &Door, actor: &Actor, id: &str) -> Result<Paper, Error> {
        let office = match actor.office.as_ref().filter(|_| !actor.roles.is_empty()) {
            Some(office) => {
                let mut reader = door.bureau.store.read().await.map_err(Failure::from)?;
                reader.office(office).await.map_err(Failure::from)?.profile
            }
            None => json!({}),
        };
        let office = Arc::new(office);
        if id == TEXT {
            let fields = form::text_field();
            let name = crate::viet::words::pages::FROM_TEXT.to_owned();
            return Ok(Paper { id: id.to_owned(), name, fields, prepared: None, office });
        }
        let shelved = door.bureau.template(actor, id, None).await?;
        let template = &shelved.prepared.template;
        let (name, fields) = (template.name.clone(), template.fields.clone());
        Ok(Paper { id: id.to_owned(), name, fields, prepared: Some(shelved.prepared), office })
    }

    /// True for plain paper.
    pub fn is_text(&self) -> bool {
        self.prepared.is_none()
    }

    /// Draws at most [`PAGES`] pages of data, from a page on.
    ///
    /// # Errors
    /// Those of the press and the pool.
    pub async fn draw(&self, door: &Data<Door>, data: Json, from: usize) -> Result<Drawn, Error> {
        let today = door.equipment.today();
        let paper = self.clone();
        let _counted = door.metrics.typesetting("preview");
        work::in_pool(door, move |equipment| {
            let (press, library) = (&equipment.press, &equipment.library);
            let (manuscript, problems) = match &paper.prepared {
                None => {
                    let text = data.get("text").and_then(Json::as_str).unwrap_or_default();
                    (Manuscript::text(text), Vec::new())
                }
                Some(prepared) => {
                    let mut data = data;
                    library.lend_office(prepared, &mut data, &paper.office);
                    let filled = flow::render::fill(press, library, prepared, &data, today);
                    let document = filled.reading.document.ok_or(flow::Error::NoDocument)?;
                    let standard = Some(prepared.template.standard.clone());
                    let source = Source::Document(document);
                    (Manuscript { source, standard, ..Manuscript::default() }, filled.problems)
                }
            };
            let mut inspection = work::inspected(equipment, &manuscript, today)?;
            inspection.without(&paper.office);
            let (reading, findings) = (inspection.other_problems(), inspection.findings.clone());
            let standard = inspection.standard.clone();
            let read = inspection.into_reading();
            let drawn = press.pages(&read, from, PAGES, Some(&standard))?;
            Ok(Drawn { pages: drawn.pages, from, images: drawn.images, problems, findings, reading })
        })
        .await
    }

    /// The label of the field in which a value stands.
    fn label(&self, pointer: &str) -> String {
        let name = pointer.split('/').nth(1).unwrap_or_default();
        let field = self.fields.iter().find(|field| field.name == name);
        field.map(|field| field.label.clone()).unwrap_or_default()
    }
}

impl Drawn {
    /// For the page's template.
    pub fn shown(&self, paper: &Paper) -> Value {
        let images = self.images.iter();
        let images: Vec<String> =
            images.map(|svg| format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg))).collect();
        context! { images, pages => self.pages, notes => Serde(self.notes(paper)) }
    }

    /// For the script.
    fn json(&self, paper: &Paper, data: &Json) -> Json {
        let nodes = form::nodes(&paper.fields, data, &[]);
        let faults: Vec<Json> = self
            .problems
            .iter()
            .filter(|problem| problem.is_fault())
            .map(|problem| json!({ "pointer": problem.pointer, "message": problem.message }))
            .collect();
        json!({
            "pages": self.pages, "from": self.from, "images": self.images, "notes": self.notes(paper),
            "faults": faults, "amounts": form::amounts(&nodes),
        })
    }

    /// Everything that is to be said, each with the field to go to, the graver first.
    fn notes(&self, paper: &Paper) -> Vec<Json> {
        let office = crate::viet::words::pages::OFFICE_DATA;
        let said = self.problems.iter().map(|problem| {
            let ours = problem.pointer.starts_with("/office");
            let label = if ours { office.to_owned() } else { paper.label(&problem.pointer) };
            json!({
                "pointer": if ours { "" } else { &problem.pointer }, "label": label,
                "message": problem.message, "grave": if problem.is_fault() { "bad" } else { "suggestion" },
            })
        });
        let found = self.findings.iter().map(|finding| {
            json!({
                "pointer": "", "label": checking::severity(finding.severity.key()),
                "message": finding.message, "grave": finding.severity.key(),
                "cite": checking::cite(&finding.cite), "rule": finding.id,
            })
        });
        let read = self.reading.iter().map(
            |problem| json!({ "pointer": "", "label": "", "message": problem.message, "grave": "warning" }),
        );
        said.chain(found).chain(read).collect()
    }
}

/// Draws what is written so far.
///
/// # Errors
/// Those of the form, the press and the pool.
pub async fn draw(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["from"]);
    let from = query.get("from").is_some().then(|| query.number("from")).flatten().unwrap_or(1);
    query.check()?;
    let typed = Typed::read(&door, &request, payload, &visitor.session).await?;
    let paper = Paper::of(&door, visitor.actor(), &id).await?;
    let data = form::data(&paper.fields, &typed, &json!({}));
    let drawn = paper.draw(&door, data.clone(), from).await?;
    Ok(HttpResponse::Ok().json(drawn.json(&paper, &data)))
}
