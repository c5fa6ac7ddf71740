//! Designs of certificates on the shelf: an office moves a field, publishes, and what it printed
//! with stays as it was.

use vanthu::flow::Failure;
use vanthu::flow::builtin::TEMPLATES;
use vanthu::flow::bureau::Bureau;
use vanthu::flow::bureau::shelf::{NewTemplate, Publishing};
use vanthu::model::actor::Actor;
use vanthu::model::certificate::{BUILT_IN, KIND};
use vanthu::model::template::Origin;
use vanthu::model::workflow::Role;
use vanthu::store::Place;

use super::templates::{actor, bureau};
use super::{at, each, staffed};

/// An office's own blanks: one field is moved, the rest is the parent's.
const OWN: &str = "parent = \"giay-khen-phoi\"\nid = \"phoi-cua-xa\"\nversion = \"1.0.0\"\n\
                   name = \"Phôi của xã\"\ncite = \"đo trên phôi\"\n\
                   [[field]]\nid = \"signer\"\nplace = { x = 170, y = 180, width = 90, height = 6, cite = \"đo\" }\n";

async fn opened(place: &Place) -> (Bureau, Actor) {
    let bureau = bureau(staffed(place).await);
    bureau.stock_templates(at(1), &[TEMPLATES, BUILT_IN].concat()).await.unwrap();
    (bureau, actor(Role::Administrator))
}

async fn published(bureau: &Bureau, admin: &Actor, text: &str, seen: i64) -> Result<String, Failure> {
    let asked = Publishing { seen, ..Publishing::default() };
    let id = if text.contains("phoi-cua-xa") { "phoi-cua-xa" } else { "giay-khen" };
    bureau.publish_template(admin, at(4), id, asked).await.map(|announced| announced.version)
}

#[test]
fn an_office_moves_a_field_and_prints_with_the_version_that_it_named() {
    each(|place| async move {
        let (bureau, admin) = opened(&place).await;
        let new = NewTemplate { id: "phoi-cua-xa".into(), text: Some(OWN.into()), ..NewTemplate::default() };
        let begun = bureau.begin_template(&admin, at(2), new).await.unwrap();
        assert_eq!((begun.problems, begun.row.kind.as_str()), (vec![], KIND));
        assert!(matches!(bureau.design(&admin, "phoi-cua-xa", None).await, Err(Failure::NotFound)));
        assert_eq!(published(&bureau, &admin, OWN, 1).await.unwrap(), "1.0.0");
        let own = bureau.shelved_design(&admin, "phoi-cua-xa", None).await.unwrap();
        assert_eq!((own.origin, own.sheet.overlay), (Origin::Own, true));
        let base = bureau.design(&admin, "giay-khen-phoi", None).await.unwrap();
        for (one, other) in own.sheet.fields.iter().zip(&base.fields) {
            assert_eq!(one.place == other.place, one.id != "signer", "{}", one.id);
        }
        // The parents stand beside the text as they were.
        let mut reader = bureau.store.read().await.unwrap();
        let row = reader.template(Some("o1"), "phoi-cua-xa").await.unwrap();
        let kept = reader.published_at(&row.id, 1).await.unwrap();
        drop(reader);
        assert!(kept.is_whole() && kept.parts["giay-khen-phoi"].is_string());
        assert!(kept.parts["giay-khen"].is_string(), "{}", kept.parts);
        // A second version, and the first is what it was.
        let moved = OWN.replace("x = 170", "x = 160").replace("1.0.0", "1.1.0");
        let saved = bureau.save_template(&admin, at(3), "phoi-cua-xa", 1, &moved).await.unwrap();
        assert_eq!((saved.problems.len(), saved.changes.len()), (0, 0));
        assert_eq!(published(&bureau, &admin, OWN, 2).await.unwrap(), "1.1.0");
        let at = |sheet: &vanthu::model::certificate::Sheet| {
            sheet.fields.iter().find(|field| field.id == "signer").map(|field| field.place.x)
        };
        let (new, old) = (
            bureau.design(&admin, "phoi-cua-xa", None).await.unwrap(),
            bureau.design(&admin, "phoi-cua-xa", Some("1.0.0")).await.unwrap(),
        );
        assert_eq!((at(&new), at(&old)), (Some(160.0), Some(170.0)));
        assert_eq!(*own.sheet, *old);
    });
}

#[test]
fn designs_and_forms_of_documents_are_told_apart_and_another_office_finds_nothing() {
    each(|place| async move {
        let (bureau, admin) = opened(&place).await;
        let designs = bureau.designs(&admin, false).await.unwrap();
        let ids: Vec<&str> = designs.iter().map(|one| one.summary.id.as_str()).collect();
        let mut known: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
        known.sort_unstable();
        assert_eq!(ids, known);
        assert_eq!(bureau.templates(&admin, true).await.unwrap().len(), TEMPLATES.len());
        assert!(matches!(bureau.template(&admin, "giay-khen", None).await, Err(Failure::NotFound)));
        assert!(matches!(bureau.design(&admin, "giay-moi", None).await, Err(Failure::NotFound)));
        let copied = NewTemplate {
            id: "giay-khen".into(),
            copy_of: Some("giay-khen".into()),
            ..NewTemplate::default()
        };
        let begun = bureau.begin_template(&admin, at(2), copied).await.unwrap();
        assert_eq!(begun.row.based_on.as_deref(), Some("giay-khen@1.0.0"));
        assert!(begun.problems.is_empty(), "{:?}", begun.problems);
        published(&bureau, &admin, "giay-khen", 1).await.unwrap();
        assert_eq!(bureau.shelved_design(&admin, "giay-khen", None).await.unwrap().origin, Origin::Own);
        let other = Actor { office: Some("o2".into()), ..admin.clone() };
        assert_eq!(bureau.shelved_design(&other, "giay-khen", None).await.unwrap().origin, Origin::BuiltIn);
    });
}

#[test]
fn a_design_with_faults_is_kept_as_a_draft_and_told_whole() {
    each(|place| async move {
        let (bureau, admin) = opened(&place).await;
        let faulty = OWN
            .replace("version = \"1.0.0\"\n", "")
            .replace("x = 170", "x = 270")
            .replace("phoi-cua-xa", "khac");
        let new = NewTemplate { id: "phoi-cua-xa".into(), text: Some(faulty), ..NewTemplate::default() };
        let begun = bureau.begin_template(&admin, at(2), new).await.unwrap();
        let told: Vec<(&str, usize)> =
            begun.problems.iter().map(|problem| (problem.code.key(), problem.line)).collect();
        assert_eq!(told, [("id-differs", 2), ("design-off-sheet", 7)]);
        let refused = published(&bureau, &admin, OWN, 1).await.unwrap_err();
        assert!(matches!(refused, Failure::Template(problems) if problems.len() == 2));
        // A hole that rows must fill from now on refuses lists in use.
        let first = bureau.save_template(&admin, at(3), "phoi-cua-xa", 1, OWN).await.unwrap();
        assert!(first.problems.is_empty());
        published(&bureau, &admin, OWN, 2).await.unwrap();
        let asks = OWN.replace("1.0.0", "1.1.0")
            + "text = \"{{ signer }} {{ seal }}\"\n[hole]\nseal = { label = \"Dấu\", needed = true }\n";
        let saved = bureau.save_template(&admin, at(5), "phoi-cua-xa", 2, &asks).await.unwrap();
        let changes: Vec<(&str, bool)> =
            saved.changes.iter().map(|change| (change.code, change.breaking)).collect();
        assert_eq!(changes, [("field-added-required", true)]);
        assert!(matches!(published(&bureau, &admin, OWN, 3).await, Err(Failure::Breaking(..))));
    });
}
