//! Documents as chains of versions.

use serde_json::json;
use vanthu::model::workflow::{Act, State};
use vanthu::store::{Error, Order, Step, Wanted};

use super::{at, draft, each, staffed};

fn step(seen: i64, act: Act, from: State, to: State) -> Step {
    Step {
        seen,
        act,
        from,
        to,
        person: "clerk".into(),
        at: at(seen + 1),
        note: "vì".into(),
        detail: json!({}),
    }
}

fn begun() -> Step {
    Step::first("clerk", at(1), "")
}

#[test]
fn every_change_is_a_version_and_none_is_lost() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        tx.begin_document("o1", "d", &begun(), &draft("Kế hoạch một")).await.unwrap();
        let edit = step(1, Act::Edit, State::Draft, State::Draft);
        assert_eq!(tx.edit("o1", "d", &edit, &draft("Kế hoạch hai")).await.unwrap(), 2);
        let submit = step(2, Act::Submit, State::Draft, State::Submitted);
        assert_eq!(tx.step("o1", "d", &submit).await.unwrap(), 3);
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let row = reader.document("o1", "d").await.unwrap();
        assert_eq!((row.head, row.state.as_str(), row.title.as_str()), (3, "submitted", "Kế hoạch hai"));
        let versions = reader.versions("o1", "d").await.unwrap();
        let told: Vec<_> = versions
            .iter()
            .map(|version| (version.ordinal, version.act.as_str(), version.state.as_str()))
            .collect();
        assert_eq!(told, [(1, "edit", "draft"), (2, "edit", "draft"), (3, "submit", "submitted")]);
        assert_eq!(versions[2].record, draft("").record, "a step keeps what the document says");
        assert_eq!(reader.version("o1", "d", 3).await.unwrap().note, "vì");
    });
}

#[test]
fn who_saw_an_older_version_changes_nothing() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        tx.begin_document("o1", "d", &begun(), &draft("Kế hoạch")).await.unwrap();
        let edit = step(1, Act::Edit, State::Draft, State::Draft);
        tx.edit("o1", "d", &edit, &draft("A")).await.unwrap();
        let stale = tx.edit("o1", "d", &edit, &draft("B")).await;
        assert!(matches!(stale, Err(Error::Conflict("version-stale"))), "{stale:?}");
        let wrong_state = tx.step("o1", "d", &step(2, Act::Issue, State::Approved, State::Issued)).await;
        assert!(matches!(wrong_state, Err(Error::Conflict("version-stale"))), "{wrong_state:?}");
        let foreign = tx.step("o2", "d", &step(2, Act::Submit, State::Draft, State::Submitted)).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
    });
}

#[test]
fn a_search_without_accents_finds_and_pages_do_not_overlap() {
    each(|place| async move {
        let store = staffed(&place).await;
        let titles = ["Kế hoạch Nguyễn Đình Chiểu", "Quyết định 50% đợt một", "Báo cáo Đình Nguyễn"];
        let mut tx = store.begin().await.unwrap();
        for (index, title) in titles.iter().enumerate() {
            let id = format!("d{index}");
            tx.begin_document("o1", &id, &begun(), &draft(title)).await.unwrap();
        }
        tx.begin_document("o2", "x", &begun(), &draft("Kế hoạch Nguyễn Đình")).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let end = Order::Changed(at(100), "");
        let wanted = |words| Wanted { words, ..Wanted::default() };
        let found = reader.documents("o1", &wanted("dinh nguyen"), &end, 10).await.unwrap();
        assert_eq!(found.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["d2", "d0"]);
        let literal = reader.documents("o1", &wanted("50%"), &end, 10).await.unwrap();
        assert_eq!(literal.len(), 1, "a sign of patterns is a sign");
        let mut seen = Vec::new();
        let mut before = (at(100), String::new());
        loop {
            let page =
                reader.documents("o1", &wanted(""), &Order::Changed(before.0, &before.1), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            before = (last.changed_at, last.id.clone());
            seen.extend(page.into_iter().map(|row| row.id));
        }
        assert_eq!(seen, ["d2", "d1", "d0"]);
    });
}

#[test]
fn lists_are_by_title_in_vietnamese_order_and_hold_what_is_wanted() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        for (index, title) in ["Đề án", "Dự án", "Ủy quyền", "Danh sách", "Uỷ nhiệm"].iter().enumerate()
        {
            tx.begin_document("o1", &format!("d{index}"), &begun(), &draft(title)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let (mut seen, mut after) = (Vec::new(), (Vec::new(), String::new()));
        loop {
            let order = Order::Title(&after.0, &after.1);
            let page = reader.documents("o1", &Wanted::default(), &order, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = (reader.title_key("o1", &last.id).await.unwrap(), last.id.clone());
            seen.extend(page.into_iter().map(|row| row.title));
        }
        assert_eq!(seen, ["Danh sách", "Dự án", "Đề án", "Uỷ nhiệm", "Ủy quyền"]);
        for (wanted, expected) in [
            (Wanted { state: "issued", ..Wanted::default() }, 0),
            (Wanted { state: "draft", kind: "plan", template: "ke-hoach", ..Wanted::default() }, 5),
            (Wanted { kind: "decision", ..Wanted::default() }, 0),
            (Wanted { since: at(1), ..Wanted::default() }, 5),
            (Wanted { since: at(2), ..Wanted::default() }, 0),
            (Wanted { discarded: true, ..Wanted::default() }, 0),
        ] {
            let found = reader.documents("o1", &wanted, &Order::Changed(at(100), ""), 10).await.unwrap();
            assert_eq!(found.len(), expected, "{wanted:?}");
        }
    });
}

#[test]
fn a_draft_that_was_thrown_away_takes_no_step_until_it_is_had_back() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        tx.begin_document("o1", "d", &begun(), &draft("Kế hoạch")).await.unwrap();
        tx.discard("o1", "d", 1, Some(at(2))).await.unwrap();
        let edit = step(1, Act::Edit, State::Draft, State::Draft);
        let gone = tx.edit("o1", "d", &edit, &draft("A")).await;
        assert!(matches!(gone, Err(Error::Conflict("version-stale"))), "{gone:?}");
        assert!(matches!(tx.discard("o2", "d", 1, None).await, Err(Error::NotFound)));
        tx.discard("o1", "d", 1, None).await.unwrap();
        assert_eq!(tx.edit("o1", "d", &edit, &draft("A")).await.unwrap(), 2);
    });
}

#[test]
fn the_same_bytes_are_kept_once() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        let one = tx.keep("application/pdf", b"%PDF").await.unwrap();
        assert_eq!(tx.keep("application/pdf", b"%PDF").await.unwrap(), one);
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        assert_eq!(reader.files().await.unwrap(), std::slice::from_ref(&one));
        assert_eq!(reader.file(&one).await.unwrap().content, b"%PDF");
    });
}
