//! Figures of awards over HTTP: who may see them, JSON and files, what is asked wrongly.

use serde_json::{Value, json};
use vanthu::model::honoree::{Courtesy, Honoree, Kind};
use vanthu::model::round::Entry;

use super::registers::{ask, staffed};
use super::{Answer, TestApp, each, told};
use crate::store::statistics::{Round, campaign, round};

fn get(app: &TestApp, path: &str) -> Answer {
    ask(app, "o1-clerk", "GET", path, "", &Value::Null)
}

fn honoured(kind: Kind, proposer: &str, form: &str, money: Option<i64>) -> Entry {
    let courtesy = (kind == Kind::Individual).then_some(Courtesy::Ms);
    let honoree = Honoree { kind, courtesy, money, name: "Đỗ Thị Hoa".into(), ..Honoree::default() };
    Entry { honoree, proposer: proposer.into(), form: form.into(), ..Entry::default() }
}

/// A decided round of three, and one of two that is not decided.
fn rounds(app: &TestApp) {
    staffed(app);
    app.stored(async |store| {
        let mut tx = store.begin().await.unwrap();
        campaign(&mut tx, "o1", "c1", "o1-clerk").await;
        let entries = vec![
            honoured(Kind::Individual, "Xã Đông", "gk", Some(300_000)),
            honoured(Kind::Individual, "Xã Dũng", "gk", None),
            honoured(Kind::Collective, "=HYPERLINK(\"x\")", "bk", Some(600_000)),
        ];
        let decided = Round {
            id: "r1".into(),
            campaign: "c1".into(),
            year: 2026,
            decided: true,
            corrects: None,
            entries: entries.clone(),
        };
        let open =
            Round { id: "r2".into(), decided: false, entries: entries[..2].to_vec(), ..decided.clone() };
        round(&mut tx, "o1", &decided, "o1-clerk").await;
        round(&mut tx, "o1", &open, "o1-clerk").await;
        tx.commit().await.unwrap();
    });
}

#[test]
fn figures_are_told_as_tables_whose_totals_agree() {
    each(|app| {
        rounds(app);
        let answer = get(app, "/api/v1/campaigns/c1/statistics?rows=form&columns=kind");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told = answer.json();
        assert_eq!(
            (&told["of"], &told["set"], &told["waiting"]),
            (&json!("Phong trào c1"), &json!("frozen"), &json!(1))
        );
        assert_eq!(told["rounds"][0]["digest"], "dr1");
        let table = &told["tables"][0];
        let labels = |list: &str| -> Vec<String> {
            table[list]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["label"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(labels("columns"), ["Tập thể", "Cá nhân"]);
        assert_eq!(labels("rows"), ["Giấy khen", "Bằng khen"]);
        assert_eq!(table["rows"][0]["key"], "gk");
        assert_eq!(table["rows"][0]["cells"][1], json!({ "honorees": 2, "money": 300_000, "unpriced": 1 }));
        assert_eq!(table["total"], json!({ "honorees": 3, "money": 900_000, "unpriced": 1 }));
        assert_eq!((&table["rows"][0]["share"], &table["rows"][1]["share"]), (&json!(66.7), &json!(33.3)));
        let all = get(app, "/api/v1/statistics").json();
        assert_eq!(all["tables"].as_array().unwrap().len(), 6);
        assert!(
            all["tables"].as_array().unwrap().iter().all(|table| table["total"]["honorees"] == 3),
            "{all}"
        );
        let current = get(app, "/api/v1/statistics?set=current&rows=sex").json();
        assert_eq!((&current["tables"][0]["total"]["honorees"], &current["waiting"]), (&json!(5), &json!(0)));
        assert_eq!(current["tables"][0]["rows"][0]["label"], "Nữ");
        let other = get(app, "/api/v1/rounds/r1/statistics?rows=proposer&kind=individual").json();
        assert_eq!(other["tables"][0]["rows"][0]["label"], "Xã Dũng");
        let none = get(app, "/api/v1/statistics?from=2000&to=2001&rows=unit&columns=year").json();
        assert_eq!(
            (&none["tables"][0]["rows"], &none["tables"][0]["total"]["honorees"]),
            (&json!([]), &json!(0))
        );
    });
}

#[test]
fn figures_leave_as_workbook_values_and_chart_without_a_formula() {
    each(|app| {
        rounds(app);
        let path = "/api/v1/statistics?rows=proposer&columns=kind";
        let csv = get(app, &format!("{path}&format=csv&measure=money"));
        assert_eq!(
            csv.text().trim_start_matches('\u{feff}'),
            "Đơn vị đề nghị,Tập thể,Cá nhân,Tổng cộng\r\n\"'=HYPERLINK(\"\"x\"\")\",600000,0,600000\r\n\
             Xã Dũng,0,0,0\r\nXã Đông,0,300000,300000\r\nTổng cộng,600000,300000,900000\r\n"
        );
        let xlsx = get(app, "/api/v1/statistics?format=xlsx");
        assert_eq!(xlsx.status, 200, "{}", xlsx.text());
        assert!(xlsx.bytes.starts_with(b"PK"));
        assert!(
            xlsx.header("content-disposition").contains(".xlsx"),
            "{}",
            xlsx.header("content-disposition")
        );
        for chart in ["", "&chart=bars", "&chart=stacked", "&chart=lines"] {
            let svg = get(app, &format!("{path}&format=svg{chart}"));
            assert_eq!((svg.status, svg.header("content-type")), (200, "image/svg+xml"));
            assert!(svg.text().starts_with("<svg ") && svg.text().contains("<desc "), "{}", svg.text());
            assert!(svg.text().contains("=HYPERLINK(&quot;x&quot;)"), "{}", svg.text());
            assert_eq!(svg.bytes, get(app, &format!("{path}&format=svg{chart}")).bytes);
        }
        assert_eq!(get(app, "/api/v1/rounds/r2/statistics?rows=sex&format=svg").status, 200);
    });
}

#[test]
fn a_report_is_written_from_the_figures_with_its_chart() {
    each(|app| {
        rounds(app);
        let told = get(app, "/api/v1/campaigns/c1/statistics?format=report");
        assert_eq!(told.status, 200, "{}", told.text());
        let told = told.json();
        let first =
            json!({ "form": "Giấy khen", "collectives": 0, "persons": 2, "households": 0, "enterprises": 0 });
        assert_eq!(told["awards"][0], first);
        let mut data = app.sample("bao-cao-tong-ket");
        data["awards"] = told["awards"].clone();
        data["chart"] = told["chart"].clone();
        assert_eq!(app.validate("bao-cao-tong-ket", &data).json()["problems"], json!([]));
        for format in ["pdf", "docx"] {
            let made = app.render("bao-cao-tong-ket", &format!("format={format}"), &json!({ "data": data }));
            assert_eq!(made.status, 200, "{}", String::from_utf8_lossy(&made.bytes));
        }
        let none = get(app, "/api/v1/rounds/r2/statistics?format=report").json();
        assert_eq!(none, json!({ "awards": [], "chart": null }));
    });
}

#[test]
fn what_is_another_offices_or_asked_wrongly_is_told() {
    each(|app| {
        rounds(app);
        for path in ["/api/v1/campaigns/c1/statistics", "/api/v1/rounds/r1/statistics"] {
            ask(app, "o2-clerk", "GET", path, "", &Value::Null).problem(404, "no-such-thing");
            ask(app, "o1-administrator", "GET", path, "", &Value::Null).problem(403, "forbidden");
            ask(app, "", "GET", path, "", &Value::Null).problem(401, "not-signed-in");
        }
        get(app, "/api/v1/campaigns/none/statistics").problem(404, "no-such-thing");
        let empty = ask(app, "o2-leader", "GET", "/api/v1/statistics?rows=form", "", &Value::Null).json();
        assert_eq!(empty["tables"][0]["total"]["honorees"], 0);
        let wrong = "rows=x&measure=y&from=1&to=abc&set=z&format=pdf&kind=w&chart=v&more=1";
        let problem = get(app, &format!("/api/v1/statistics?{wrong}")).problem(400, "bad-query");
        let mut faults = told(&problem, "errors", "parameter");
        faults.sort();
        let expected = [
            "chart query-value",
            "format query-value",
            "from query-value",
            "kind query-value",
            "measure query-value",
            "more query-unknown",
            "rows query-value",
            "set query-value",
            "to query-value",
        ];
        assert_eq!(faults, expected);
        for query in ["columns=kind", "rows=kind&columns=kind"] {
            let problem = get(app, &format!("/api/v1/statistics?{query}")).problem(400, "bad-query");
            assert_eq!(told(&problem, "errors", "parameter"), ["columns query-rows"]);
        }
        let problem = get(app, "/api/v1/statistics?from=2026&to=2025").problem(400, "bad-query");
        assert_eq!(told(&problem, "errors", "parameter"), ["to query-years"]);
    });
}
