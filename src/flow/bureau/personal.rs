//! Personal data of those who use vanthu: what is known of a person, and taking it out.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::people::{dispensable, seen, whole};
use super::{Bureau, Failure, sign};
use crate::model::actor::Actor;
use crate::viet::words::people::ERASED;

/// Most entries of the audit log in one answer.
const MOST: i64 = 50_000;

impl Bureau {
    /// Everything that is known of a person: their profile, roles, sessions, keys (without what
    /// opens them), acts, and the ids of the documents they began. They may ask it of
    /// themselves at a browser; of others, their administrator may.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`].
    pub async fn user_data(&self, actor: &Actor, id: &str, now: DateTime<Utc>) -> Result<Json, Failure> {
        let mut reader = self.store.read().await?;
        let own = actor.person == id && actor.scopes.is_none();
        let person = if own { reader.person(id).await? } else { seen(&mut reader, actor, id).await?.person };
        // An administrator sees what concerns their office; the person and an operator see all.
        let office = if own || actor.operator { None } else { actor.office.clone() };
        let here = |one: Option<&str>| office.as_deref().is_none_or(|office| one == Some(office));
        let memberships = reader.memberships(id).await?;
        let sessions = reader.sessions_of(id, now - sign::LONGEST, now - sign::IDLE).await?;
        let tokens = reader.tokens(office.as_deref().unwrap_or_default(), id, "", MOST).await?;
        let trail = reader.trail_of(id, MOST).await?;
        let complete = i64::try_from(trail.len()).is_ok_and(|length| length < MOST);
        let documents = match &office {
            None => reader.documents_begun(id).await?,
            Some(office) => reader.documents_begun_in(office, id).await?,
        };
        let memberships = memberships.iter().filter(|one| here(Some(&one.office_id)));
        let sessions = sessions.iter().filter(|one| here(one.office_id.as_deref()));
        let audit = trail.iter().filter(|one| here(one.office_id.as_deref()));
        Ok(json!({
            "user": {
                "id": person.id,
                "login": person.login,
                "name": person.name,
                "active": person.active,
                "operator": person.operator,
                "has_password": person.password.is_some(),
                "created_at": person.created_at,
            },
            "roles": memberships.map(|one| json!({
                "office": one.office_id, "office_name": one.office, "role": one.role,
            })).collect::<Json>(),
            "sessions": sessions.map(|one| json!({
                "office": one.office_id, "created_at": one.created_at, "seen_at": one.seen_at,
            })).collect::<Json>(),
            "tokens": tokens.iter().map(|one| json!({
                "id": one.id, "office": one.office_id, "name": one.name, "scopes": one.scopes,
                "created_at": one.created_at, "expires_at": one.expires_at, "used_at": one.used_at,
                "ended_at": one.ended_at,
            })).collect::<Json>(),
            "audit": audit.map(|one| json!({
                "ordinal": one.ordinal, "at": one.at, "person": one.person_id, "office": one.office_id,
                "act": one.act, "subject": one.subject, "detail": one.detail,
            })).collect::<Json>(),
            "audit_complete": complete,
            "documents": documents,
        }))
    }

    /// Takes a person's own data out: name and login become neutral ones, password, roles,
    /// sessions, keys and links go, and nobody signs in as them again. The audit log and issued
    /// documents keep their id: the law asks who did what (Nghị định 30/2020, Luật Lưu trữ).
    ///
    /// # Errors
    /// As [`Bureau::change_user`].
    pub async fn erase_user(&self, actor: &Actor, id: &str, now: DateTime<Utc>) -> Result<(), Failure> {
        self.user(actor, id).await?;
        let mut tx = self.store.begin().await?;
        tx.hold_people().await?;
        let person = tx.person(id).await?;
        whole(&mut tx, actor, &person).await?;
        dispensable(&mut tx, &person).await?;
        let login = format!("erased-{}", id.to_ascii_lowercase());
        let memberships = tx.memberships(id).await?;
        tx.erase_person(id, ERASED, &login).await?;
        // Answers that are kept for whoever asks again name them too.
        for membership in memberships {
            tx.silence(&membership.office_id).await?;
        }
        self.seal(tx, actor, now, "user-erase", id, json!({})).await
    }
}
