//! Templates on the shelf: stocked by every program that starts, published, never changed.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use vanthu::flow::builtin::{PARTS, TEMPLATES};
use vanthu::flow::bureau::Bureau;
use vanthu::flow::bureau::shelf::{NewTemplate, Publishing, Stocked};
use vanthu::flow::{Failure, Inspector, Library, Pool, Press};
use vanthu::model::Standard;
use vanthu::model::actor::Actor;
use vanthu::model::standard::ND30_2020;
use vanthu::model::template::{Origin, Source};
use vanthu::model::workflow::Role;
use vanthu::store::{Place, Publication, Store, TemplateRow};
use vanthu::writers::fonts::Fonts;

use super::{at, each, futures_join, staffed};

/// The name of the built-in template of these tests.
const KEY: &str = "giay-moi";

pub(super) fn bureau(store: Store) -> Bureau {
    let standard = Standard::load(ND30_2020).unwrap();
    Bureau::new(
        store,
        Arc::new(Press::new(vec![standard.clone()], Fonts::embedded(), 100)),
        Arc::new(Library::new(standard)),
        Arc::new(Inspector::built_in().unwrap()),
        Pool::new(2, 16, Duration::from_secs(60)),
    )
}

/// A bureau of an office with people, and its administrator.
async fn opened(place: &Place) -> (Bureau, Actor) {
    let bureau = bureau(staffed(place).await);
    bureau.stock_templates(at(1), TEMPLATES).await.unwrap();
    (bureau, actor(Role::Administrator))
}

pub(super) fn actor(role: Role) -> Actor {
    Actor {
        person: role.key().into(),
        name: "Đỗ Quang Vinh".into(),
        office: Some("o1".into()),
        roles: vec![role],
        operator: false,
        scopes: None,
    }
}

/// A built-in template in another version.
fn text(version: &str) -> String {
    let (_, text) = TEMPLATES.iter().find(|(key, _)| *key == KEY).unwrap();
    text.replacen("version = \"1.0.0\"", &format!("version = \"{version}\""), 1)
}

/// Version and digest of every published version of the built-in template.
async fn shelf(bureau: &Bureau) -> Vec<(String, String)> {
    let stocked = bureau.store.read().await.unwrap().stocked().await.unwrap();
    stocked.into_iter().filter(|(key, ..)| key == KEY).map(|(_, version, digest)| (version, digest)).collect()
}

#[test]
fn several_programs_stock_the_shelf_at_once_and_each_version_is_there_once() {
    each(|place| async move {
        let first = bureau(staffed(&place).await);
        let mut others = vec![first.clone()];
        for _ in 0..3 {
            others.push(bureau(Store::open(&place).await.unwrap()));
        }
        let stocked =
            futures_join(others.iter().map(|bureau| bureau.stock_templates(at(1), TEMPLATES))).await;
        let published: usize = stocked.iter().map(|one| one.as_ref().unwrap().published.len()).sum();
        assert_eq!(published, TEMPLATES.len(), "{stocked:?}");
        assert!(stocked.iter().all(|one| one.as_ref().unwrap().clashing.is_empty()));
        let again = first.stock_templates(at(2), TEMPLATES).await.unwrap();
        assert_eq!(again, Stocked::default());
        let mut reader = first.store.read().await.unwrap();
        let all = reader.published(("", 0), 1_000).await.unwrap();
        assert_eq!(all.len(), TEMPLATES.len());
        assert!(all.iter().all(|one| one.is_whole() && one.ordinal == 1 && one.person_id.is_none()));
        drop(reader);
        for bureau in others {
            bureau.store.close().await;
        }
    });
}

#[test]
fn a_new_program_publishes_what_is_new_and_an_old_one_nothing() {
    each(|place| async move {
        let (bureau, _) = opened(&place).await;
        let newer = [(KEY, &*text("1.2.0"))];
        let stocked = bureau.stock_templates(at(2), &newer).await.unwrap();
        assert_eq!(stocked.published, [format!("{KEY}@1.2.0")]);
        let old = bureau.stock_templates(at(3), TEMPLATES).await.unwrap();
        assert_eq!(old, Stocked::default(), "an old program starts beside a new one");
        let between = text("1.1.0");
        assert_eq!(bureau.stock_templates(at(3), &[(KEY, &between)]).await.unwrap(), Stocked::default());
        let versions: Vec<String> = shelf(&bureau).await.into_iter().map(|(version, _)| version).collect();
        assert_eq!(versions, ["1.0.0", "1.2.0"]);
    });
}

#[test]
fn another_text_under_a_published_version_is_told_and_changes_nothing() {
    each(|place| async move {
        let (bureau, _) = opened(&place).await;
        let before = shelf(&bureau).await;
        let other = text("1.0.0") + "Một dòng nữa.\n";
        for second in 2..4 {
            let stocked = bureau.stock_templates(at(second), &[(KEY, &other)]).await.unwrap();
            assert_eq!(stocked, Stocked { published: vec![], clashing: vec![format!("{KEY}@1.0.0")] });
        }
        assert_eq!(shelf(&bureau).await, before);
    });
}

#[test]
fn stocking_that_is_cut_off_leaves_nothing_behind() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let row = TemplateRow {
            id: "t".into(),
            office_id: None,
            key: KEY.into(),
            version: String::new(),
            name: "Giấy mời".into(),
            kind: "invitation".into(),
            description: String::new(),
            head: 0,
            based_on: None,
            created_by: None,
            created_at: at(1),
            retired_at: None,
        };
        let new = Publication {
            version: "1.0.0".into(),
            name: row.name.clone(),
            kind: row.kind.clone(),
            description: String::new(),
            source: Source { text: text("1.0.0"), ..Source::default() },
            person: None,
            at: at(1),
            note: String::new(),
        };
        let mut tx = bureau.store.begin().await.unwrap();
        let entered = tx.built_in(&row).await.unwrap();
        assert_eq!(tx.publish_template(&entered.id, entered.head, &new).await.unwrap(), 1);
        drop(tx);
        let mut reader = bureau.store.read().await.unwrap();
        assert_eq!(reader.stocked().await.unwrap(), []);
        assert_eq!(reader.templates(None).await.unwrap(), []);
        drop(reader);
        // Where nobody has stocked the shelf, a program's own templates are there all the same.
        let found = bureau.template(&actor(Role::Clerk), KEY, None).await.unwrap();
        assert_eq!((found.origin, found.version.as_str()), (Origin::BuiltIn, "1.0.0"));
        assert_eq!(bureau.templates(&actor(Role::Clerk), false).await.unwrap().len(), TEMPLATES.len());
        assert_eq!(bureau.stock_templates(at(2), TEMPLATES).await.unwrap().published.len(), TEMPLATES.len());
        let stocked = bureau.template(&actor(Role::Clerk), KEY, None).await.unwrap();
        assert_eq!(stocked.digest, found.digest);
    });
}

#[test]
fn an_office_keeps_its_own_template_when_the_built_in_one_is_upgraded() {
    each(|place| async move {
        let (bureau, admin) = opened(&place).await;
        let new = NewTemplate { id: KEY.into(), copy_of: Some(KEY.into()), ..NewTemplate::default() };
        let begun = bureau.begin_template(&admin, at(2), new).await.unwrap();
        assert_eq!(begun.row.based_on.as_deref(), Some("giay-moi@1.0.0"));
        assert_eq!((begun.draft.edition, begun.problems.len()), (1, 0));
        let found = bureau.template(&admin, KEY, None).await.unwrap();
        assert_eq!(found.origin, Origin::BuiltIn, "a draft stands before nothing");
        let own = text("1.0.0").replace("GIẤY MỜI", "GIẤY MỜI\n{# của xã #}");
        let saved = bureau.save_template(&admin, at(3), KEY, 1, &own).await.unwrap();
        assert!(saved.problems.is_empty(), "{:?}", saved.problems);
        let publishing = Publishing { seen: 2, ..Publishing::default() };
        let announced = bureau.publish_template(&admin, at(4), KEY, publishing).await.unwrap();
        assert_eq!((announced.ordinal, announced.version.as_str()), (1, "1.0.0"));
        bureau.stock_templates(at(5), &[(KEY, &text("2.0.0"))]).await.unwrap();
        let found = bureau.template(&admin, KEY, None).await.unwrap();
        assert_eq!(
            (found.origin, &found.digest, found.version.as_str()),
            (Origin::Own, &announced.digest, "1.0.0")
        );
        assert_eq!(found.text, own);
        let named = bureau.template(&admin, KEY, Some("2.0.0")).await.unwrap();
        assert_eq!(named.origin, Origin::BuiltIn, "a version that only the built-in one has");
        // Retired, it no longer stands before the other, and what was made of it still finds it.
        bureau.retire_template(&admin, at(6), KEY, "").await.unwrap();
        let found = bureau.template(&admin, KEY, None).await.unwrap();
        assert_eq!((found.origin, found.version.as_str()), (Origin::BuiltIn, "2.0.0"));
        assert_eq!(bureau.template(&admin, KEY, Some("1.0.0")).await.unwrap().origin, Origin::Own);
        bureau.restore_template(&admin, at(7), KEY).await.unwrap();
        assert_eq!(bureau.template(&admin, KEY, None).await.unwrap().origin, Origin::Own);
    });
}

#[test]
fn of_two_who_publish_at_once_one_is_told_and_a_version_only_grows() {
    each(|place| async move {
        let (bureau, admin) = opened(&place).await;
        let new = NewTemplate { id: "cua-xa".into(), copy_of: Some(KEY.into()), ..NewTemplate::default() };
        bureau.begin_template(&admin, at(2), new).await.unwrap();
        let publish = || {
            bureau.publish_template(&admin, at(3), "cua-xa", Publishing { seen: 1, ..Publishing::default() })
        };
        let both = futures_join([publish(), publish()].into_iter()).await;
        assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
        let refused = both.into_iter().find_map(Result::err).unwrap();
        assert!(
            matches!(refused, Failure::Conflict("version-stale", _) | Failure::Template(_)),
            "{refused:?}"
        );
        let same = publish().await.unwrap_err();
        let Failure::Template(problems) = same else { unreachable!("{same:?}") };
        assert_eq!(problems[0].code.key(), "version-too-low");
        assert_eq!((problems[0].line, problems[0].column), (3, 11));
        let mut reader = bureau.store.read().await.unwrap();
        let row = reader.template(Some("o1"), "cua-xa").await.unwrap();
        assert_eq!((row.head, row.version.as_str()), (1, "1.0.0"));
        assert!(reader.published_at(&row.id, 1).await.unwrap().is_whole());
    });
}

#[test]
fn a_published_version_keeps_the_shared_parts_of_its_day() {
    each(|place| async move {
        let (bureau, _) = opened(&place).await;
        let mut reader = bureau.store.read().await.unwrap();
        let row = reader.template(None, KEY).await.unwrap();
        let published = reader.published_at(&row.id, 1).await.unwrap();
        let (name, part) = PARTS.iter().find(|(name, _)| *name == "letterhead").unwrap();
        assert_eq!(published.parts[name], *part);
        assert!(published.parts.get("contact").is_none(), "only those that stand in it");
        let mut other = published.clone();
        other.parts["letterhead"] = json!("khác");
        assert!(!other.is_whole());
        other.parts = published.parts.clone();
        other.text.push(' ');
        assert!(!other.is_whole());
    });
}

#[test]
fn clerks_draft_and_administrators_publish() {
    each(|place| async move {
        let (bureau, admin) = opened(&place).await;
        let mut told = Vec::new();
        for role in Role::ALL {
            let who = actor(*role);
            let id = format!("cua-{}", role.key());
            let new = NewTemplate { id: id.clone(), copy_of: Some(KEY.into()), ..NewTemplate::default() };
            let began = bureau.begin_template(&who, at(2), new.clone()).await.is_ok();
            if !began {
                bureau.begin_template(&admin, at(2), new).await.unwrap();
            }
            let saved = bureau.save_template(&who, at(3), &id, 1, &text("1.0.0")).await.is_ok();
            let seen = if saved { 2 } else { 1 };
            if saved {
                let own = text("1.0.0").replacen(KEY, &id, 1);
                bureau.save_template(&admin, at(3), &id, seen, &own).await.unwrap();
            }
            let seen = if saved { 3 } else { 1 };
            let publishing = || Publishing { seen, ..Publishing::default() };
            let published = bureau.publish_template(&who, at(4), &id, publishing()).await.is_ok();
            let looked = bureau.working_template(&who, at(4), &id).await.is_ok();
            let retired = bureau.retire_template(&who, at(5), &id, "").await.is_ok();
            let yes = |yes: bool, what: &'static str| if yes { what } else { "-" };
            told.push(format!(
                "{}: {} {} {} {} {}",
                role.key(),
                yes(began, "begin"),
                yes(saved, "save"),
                yes(looked, "look"),
                yes(published, "publish"),
                yes(retired, "retire"),
            ));
        }
        assert_eq!(
            told,
            [
                "clerk: begin save look - -",
                "records-officer: - - look - -",
                "leader: - - look - -",
                "administrator: begin save look publish retire",
            ]
        );
    });
}

/// Nothing in the store changes or takes away what was published: there is no such statement.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test about the source itself")]
fn no_statement_changes_a_published_version() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut open = vec![folder];
    let mut read = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            read += 1;
            for banned in ["UPDATE template_version", "DELETE FROM template_version", "DELETE FROM template "]
            {
                assert!(!text.contains(banned), "{}: {banned}", path.display());
            }
        }
    }
    assert!(read > 10);
}
