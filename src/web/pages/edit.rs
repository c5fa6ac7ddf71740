//! `/van-ban/{id}/sua`: a draft as a form, beside its pages. Every save is a version; what somebody
//! else saved meanwhile is never written over without a word.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use minijinja::{Value, context, value::Serde};
use serde_json::{Value as Json, json};

use super::{
    Visitor,
    drawing::{Drawn, Paper, TEXT},
    form::{self, Typed},
    trouble::wants_json,
};
use crate::{
    flow::Manuscript,
    flow::bureau::documents::{Sheet as Kept, Words, Writing},
    viet::date::moment,
    web::{Door, Error, error::Code},
};

/// What is being written.
pub struct Sheet<'a> {
    paper: &'a Paper,
    data: Json,
    /// The document and the version that was seen, where it is kept already.
    kept: Option<(String, i64)>,
    /// It was edited by hand in Word.
    by_hand: bool,
}

impl<'a> Sheet<'a> {
    /// What is not kept yet.
    pub fn new(paper: &'a Paper, data: Json) -> Sheet<'a> {
        Sheet { paper, data, kept: None, by_hand: false }
    }

    /// The page.
    ///
    /// # Errors
    /// Those of the store; 500 when the template is faulty.
    pub async fn page(
        &self,
        door: &Data<Door>,
        visitor: &Visitor,
        drawn: Option<&Drawn>,
        error: Option<&Error>,
    ) -> Result<HttpResponse, Error> {
        let problems = drawn.map_or(&[][..], |drawn| &drawn.problems);
        let nodes = form::nodes(&self.paper.fields, &self.data, problems);
        let conflict = error.filter(|error| error.code == Code::Stale).and_then(|e| e.current.as_deref());
        let theirs = conflict.map(|current| self.conflict(current));
        let action = match &self.kept {
            Some((id, _)) => format!("/van-ban/{id}/sua"),
            None => format!("/soan/{}", self.paper.id),
        };
        let context = context! {
            action,
            paper => &self.paper.id,
            name => &self.paper.name,
            is_text => self.paper.is_text(),
            id => self.kept.as_ref().map(|(id, _)| id),
            seen => self.kept.as_ref().map(|(_, seen)| *seen),
            by_hand => self.by_hand,
            nodes => Serde(&nodes),
            drawn => drawn.map(|drawn| drawn.shown(self.paper)),
            theirs,
        };
        match error {
            None => visitor.page(door, "edit.html", "/soan", context).await,
            Some(error) => visitor.faulty(door, "edit.html", "/soan", error, context).await,
        }
    }

    /// What somebody else saved meanwhile: who, when, and where it differs.
    fn conflict(&self, current: &Json) -> Value {
        let version = &current["version"];
        let at = version["at"].as_str().and_then(|at| chrono::DateTime::parse_from_rfc3339(at).ok());
        let record = &version["data"];
        let differ = self.paper.fields.iter().filter_map(|field| {
            let (mine, theirs) = (self.data.get(&field.name), record.get(&field.name));
            let blank =
                |value: Option<&Json>| value.is_none_or(|value| *value == json!([]) || value.is_null());
            let same = mine == theirs || blank(mine) && blank(theirs);
            (!same).then(|| context! { label => &field.label, mine => said(mine), theirs => said(theirs) })
        });
        context! {
            who => version["by"]["name"].as_str(),
            at => at.map(|at| moment(at.to_utc())),
            head => current["head"].as_i64(),
            differ => differ.collect::<Vec<Value>>(),
        }
    }

    fn writing(&self, typed: &Typed) -> Writing {
        let words = if self.paper.is_text() {
            let text = self.data.get("text").and_then(Json::as_str).unwrap_or_default();
            Words::Manuscript(Manuscript::text(text))
        } else {
            Words::Form { template: self.paper.id.clone(), data: self.data.clone() }
        };
        let overwrite = typed.get("overwrite") == Some("yes");
        Writing { words, note: String::new(), overwrite }
    }
}

/// A value as it is compared on a page: its words, one a line.
fn said(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(all)) => all.iter().map(|one| said(Some(one))).collect::<Vec<_>>().join("\n"),
        Some(Json::Object(fields)) => fields
            .values()
            .map(|one| said(Some(one)))
            .filter(|one| !one.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        Some(other) => other.to_string(),
    }
}

/// Does what a button of the form asks.
///
/// # Errors
/// 403; everything else is said on the page, or to the script as a problem.
pub async fn act(
    door: &Data<Door>,
    visitor: &Visitor,
    request: &HttpRequest,
    typed: &Typed,
    mut sheet: Sheet<'_>,
) -> Result<HttpResponse, Error> {
    let asked = typed.get("do").unwrap_or("save");
    if form::moved(&mut sheet.data, asked) {
        return sheet.page(door, visitor, None, None).await;
    }
    if asked == "preview" {
        return match sheet.paper.draw(door, sheet.data.clone(), 1).await {
            Ok(drawn) => sheet.page(door, visitor, Some(&drawn), None).await,
            Err(error) => sheet.page(door, visitor, None, Some(&error)).await,
        };
    }
    if let (Some(head), Some((_, seen))) = (asked.strip_prefix("keep:"), &mut sheet.kept) {
        // Whoever presses this has been shown what they write over.
        *seen = head.parse().unwrap_or(*seen);
    }
    let now = visitor.now(door);
    let writing = sheet.writing(typed);
    let actor = visitor.actor();
    let saved: Result<Kept, Error> = match &sheet.kept {
        None => door.bureau.draft(actor, now, writing).await.map_err(Error::from),
        Some((id, seen)) => door.bureau.redraft(actor, now, (id, *seen), writing).await.map_err(Error::from),
    };
    let script = wants_json(request);
    match saved {
        Ok(kept) if script => Ok(HttpResponse::Ok().json(json!({
            "id": kept.row.id, "head": kept.row.head, "at": moment(now), "href": format!("/van-ban/{}/sua", kept.row.id),
        }))),
        Ok(kept) if asked == "finish" => Ok(visitor.done(door, "saved", &format!("/van-ban/{}", kept.row.id))),
        Ok(kept) => Ok(visitor.done(door, "saved", &format!("/van-ban/{}/sua", kept.row.id))),
        Err(error) if script => Err(error),
        Err(error) => sheet.page(door, visitor, None, Some(&error)).await,
    }
}

/// The draft as a form.
///
/// # Errors
/// 403, 404; 409 for what cannot be edited any more.
pub async fn show(door: Data<Door>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse, Error> {
    let kept = editable(&door, &visitor, &id).await?;
    let paper = paper_of(&door, &visitor, &kept).await?;
    let sheet = Sheet {
        paper: &paper,
        data: kept.version.record.clone(),
        kept: Some((kept.row.id.clone(), kept.row.head)),
        by_hand: kept.version.upload.is_some(),
    };
    match paper.draw(&door, sheet.data.clone(), 1).await {
        Ok(drawn) => sheet.page(&door, &visitor, Some(&drawn), None).await,
        // What cannot be drawn can be mended all the same.
        Err(error) => sheet.page(&door, &visitor, None, Some(&error)).await,
    }
}

/// Draws, changes lists, or keeps what was typed as the next version.
///
/// # Errors
/// 403, 404; everything else is said on the page.
pub async fn send(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let typed = Typed::read(&door, &request, payload, &visitor.session).await?;
    let kept =
        door.bureau.document(visitor.actor(), visitor.now(&door), crate::web::named::known(&id)?).await?;
    let paper = paper_of(&door, &visitor, &kept).await?;
    let seen = typed.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or_default();
    let sheet = Sheet {
        data: form::data(&paper.fields, &typed, &kept.version.record),
        paper: &paper,
        kept: Some((kept.row.id.clone(), seen)),
        by_hand: kept.version.upload.is_some(),
    };
    act(&door, &visitor, &request, &typed, sheet).await
}

/// A document that whoever asks may edit now.
async fn editable(door: &Door, visitor: &Visitor, id: &str) -> Result<Kept, Error> {
    let kept =
        door.bureau.document(visitor.actor(), visitor.now(door), crate::web::named::known(id)?).await?;
    if kept.may.contains(&crate::model::workflow::Act::Edit) {
        return Ok(kept);
    }
    let state = crate::viet::words::documents::state(&kept.row.state);
    Err(crate::flow::Failure::Conflict("wrong-state", state).into())
}

/// What a document is written on.
async fn paper_of(door: &Door, visitor: &Visitor, kept: &Kept) -> Result<Paper, Error> {
    let id = kept.version.template_id.as_deref().unwrap_or(TEXT);
    Paper::of(door, visitor.actor(), id).await
}
