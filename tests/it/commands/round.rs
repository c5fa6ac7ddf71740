//! A round in a database of a command's: begun and read by hand.

use std::path::Path;

use chrono::DateTime;
use serde_json::json;
use vanthu::store::{CampaignRow, Place, RoundRow, Store};

/// Does something that waits for the store at a path.
fn at<T>(path: &Path, work: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Place::File(path.to_owned())).await.unwrap();
        let done = work(&store).await;
        store.close().await;
        done
    })
}

/// Begins the campaign `m` with the round `r` in the office of a clerk.
pub(crate) fn begin(path: &Path, login: &str) {
    at(path, async |store| {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let mut reader = store.read().await.unwrap();
        let person = reader.person_by_login(login).await.unwrap();
        let office = reader.memberships(&person.id).await.unwrap()[0].office_id.clone();
        drop(reader);
        let mut tx = store.begin().await.unwrap();
        let campaign = CampaignRow {
            id: "m".into(),
            office_id: office.clone(),
            name: "Phong trào".into(),
            body: json!({ "name": "Phong trào", "forms": [{ "id": "giay-khen", "name": "Giấy khen" }] }),
            edition: 1,
            closed_at: None,
            created_by: person.id.clone(),
            created_at: now,
            changed_at: now,
        };
        tx.add_campaign(&campaign).await.unwrap();
        let round = RoundRow {
            id: "r".into(),
            campaign_id: "m".into(),
            office_id: office,
            state: "collecting".into(),
            name: "Đợt".into(),
            year: 2026,
            settings: json!({ "name": "Đợt", "year": 2026 }),
            edition: 1,
            entries: 0,
            corrects: None,
            created_by: person.id,
            created_at: now,
            changed_at: now,
            frozen_at: None,
            digest: None,
        };
        tx.add_round(&round).await.unwrap();
        tx.commit().await.unwrap();
    });
}

/// The names in its list.
pub(crate) fn names(path: &Path) -> Vec<String> {
    at(path, async |store| {
        let entries = store.read().await.unwrap().entries("r").await.unwrap();
        entries.iter().map(|row| row.entry["honoree"]["name"].as_str().unwrap().to_owned()).collect()
    })
}
