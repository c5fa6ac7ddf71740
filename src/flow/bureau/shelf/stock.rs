//! Putting the built-in templates of a program on the shelf.
//!
//! A new program brings new versions; offices' own templates are theirs and stay as they are. A
//! program that is older than the shelf brings nothing. A text that differs under a version that
//! is already published is a defect of the build, not an upgrade: what is published stays, and
//! the defect is told ([`Stocked::clashing`], logged as an error at every start) until the
//! template gets a version of its own.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::judge::publication;
use crate::flow::bureau::{Bureau, Failure, new_id};
use crate::model::template::Semver;
use crate::store::{Audited, Publication, TemplateRow};

/// What came of stocking, each as `key@version`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stocked {
    /// What was published.
    pub published: Vec<String>,
    /// What has another text under the same version.
    pub clashing: Vec<String>,
}

/// What is to be done with a built-in template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Nothing,
    Publish,
    Clash,
}

impl Bureau {
    /// Publishes what the built-in templates of a program (key and text) say anew. Several
    /// programs may do so at once; each version is published once, all of them or none.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn stock_templates(
        &self,
        now: DateTime<Utc>,
        templates: &[(&str, &str)],
    ) -> Result<Stocked, Failure> {
        let mut wanted: Vec<(&str, Publication)> = templates
            .iter()
            .map(|(key, text)| (*key, Publication { at: now, ..publication(&self.library, text) }))
            .collect();
        // The order in which rows are locked.
        wanted.sort_by_key(|(key, _)| *key);
        let known = self.store.read().await?.stocked().await?;
        let mut stocked = Stocked::default();
        wanted.retain(|(key, new)| {
            let known = known.iter().filter(|(known, ..)| known == key);
            let need = need(new, known.map(|(_, version, digest)| (version.as_str(), digest.as_str())));
            if need == Need::Clash {
                stocked.clashing.push(format!("{key}@{}", new.version));
            }
            need == Need::Publish
        });
        if wanted.is_empty() {
            return Ok(stocked);
        }
        let mut tx = self.store.begin().await?;
        for (key, new) in wanted {
            let row = tx.built_in(&row(key, &new)).await?;
            // Another program may have been faster.
            let known = tx.versions_of_template(&row.id).await?;
            let known = known.iter().map(|(version, digest)| (version.as_str(), digest.as_str()));
            match need(&new, known) {
                Need::Nothing => {}
                Need::Clash => stocked.clashing.push(format!("{key}@{}", new.version)),
                Need::Publish => {
                    tx.publish_template(&row.id, row.head, &new).await?;
                    stocked.published.push(format!("{key}@{}", new.version));
                }
            }
        }
        if !stocked.published.is_empty() {
            tx.note(&Audited {
                at: now,
                person: None,
                office: None,
                act: "templates-stock".to_owned(),
                subject: "built-in".to_owned(),
                detail: json!({ "published": stocked.published }),
            })
            .await?;
        }
        tx.commit().await?;
        Ok(stocked)
    }
}

/// What a template needs whose versions are known with their digests.
fn need<'a>(new: &Publication, known: impl Iterator<Item = (&'a str, &'a str)>) -> Need {
    let version = Semver::read(&new.version);
    let mut need = Need::Publish;
    for (other, digest) in known {
        let other = Semver::read(other);
        if other == version {
            return if digest == new.source.digest() { Need::Nothing } else { Need::Clash };
        }
        if other > version {
            need = Need::Nothing;
        }
    }
    need
}

/// The row of a built-in template that is not there yet.
fn row(key: &str, new: &Publication) -> TemplateRow {
    TemplateRow {
        id: new_id(new.at),
        office_id: None,
        key: key.to_owned(),
        version: String::new(),
        name: new.name.clone(),
        kind: new.kind.clone(),
        description: new.description.clone(),
        head: 0,
        based_on: None,
        created_by: None,
        created_at: new.at,
        retired_at: None,
    }
}
