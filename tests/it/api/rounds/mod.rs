//! Campaigns, award rounds, entries and lists over HTTP, on both databases.

mod keeping;
mod lists;
mod rights;
mod story;

use serde_json::{Value, json};
use ureq::http;

use super::Answer;
use super::kept::House;

/// A campaign of one commune: persons and collectives, one form that its chairman gives.
fn campaign() -> Value {
    json!({
        "name": "Phong trào thi đua xây dựng nông thôn mới",
        "issuer": "Ủy ban nhân dân xã Quảng Châu",
        "period": { "from": "2026-01-01", "to": "2030-12-31" },
        "groups": [
            { "id": "ca-nhan", "name": "Cá nhân", "kinds": ["individual"] },
            { "id": "tap-the", "name": "Tập thể", "kinds": ["collective"] },
        ],
        "forms": [{
            "id": "giay-khen", "name": "Giấy khen của Chủ tịch Ủy ban nhân dân xã",
            "award": "giay-khen", "authority": "chu-tich-ubnd-cap-xa",
            "money": [{ "kind": "individual", "amount": 350_000 }, { "kind": "collective", "amount": 700_000 }],
        }],
    })
}

fn settings() -> Value {
    json!({
        "name": "Khen thưởng năm 2026", "year": 2026, "members": 7, "achievement": "Đã có thành tích xuất sắc",
        "submitted": "2026-11-20", "met": "2026-11-22", "decided": "2026-11-24",
    })
}

fn person(name: &str, unit: &str) -> Value {
    json!({
        "honoree": { "kind": "individual", "courtesy": "ms", "sex": "female", "name": name, "unit": unit },
        "group": "ca-nhan", "form": "giay-khen", "proposer": unit,
    })
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

impl House {
    /// Somebody makes something; gives it.
    fn make(&self, who: &str, path: &str, body: &Value) -> Value {
        let answer = self.send(who, "POST", path, None, body);
        assert_eq!(answer.status, 201, "{path}: {}", answer.text());
        answer.json()
    }

    /// A round of a campaign of its own.
    fn round(&self) -> Value {
        let campaign = self.make("clerk@o1", "/api/v1/campaigns", &campaign());
        self.make("clerk@o1", &format!("/api/v1/campaigns/{}/rounds", id(&campaign)), &settings())
    }

    /// A clerk proposes somebody.
    fn propose(&self, round: &Value, name: &str, unit: &str) -> Value {
        self.make("clerk@o1", &format!("/api/v1/rounds/{}/honorees", id(round)), &person(name, unit))
    }

    /// Something as it is.
    fn shown(&self, path: &str) -> Value {
        let answer = self.get("clerk@o1", path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    fn as_it_is(&self, round: &Value) -> Value {
        self.shown(&format!("/api/v1/rounds/{}", id(round)))
    }

    /// Somebody tries a step of a round, as it is.
    fn try_round(&self, who: &str, round: &Value, step: &str, body: &Value) -> Answer {
        let seen = self.as_it_is(round)["edition"].as_i64();
        self.send(who, "POST", &format!("/api/v1/rounds/{}/{step}", id(round)), seen, body)
    }

    /// Somebody takes a step of a round; gives it after that.
    fn pass(&self, who: &str, round: &Value, step: &str) -> Value {
        let answer = self.try_round(who, round, step, &json!({}));
        assert_eq!(answer.status, 200, "{step}: {}", answer.text());
        answer.json()
    }

    /// A clerk gives every entry the same parts.
    fn every(&self, round: &Value, parts: &Value) {
        let path = format!("/api/v1/rounds/{}/honorees", id(round));
        let answer = self.send("clerk@o1", "PATCH", &path, None, &json!({ "every": parts }));
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// A round of two persons, in a state.
    fn in_state(&self, state: &str) -> Value {
        let round = self.round();
        self.propose(&round, "Đỗ Thị Hoa", "Trạm Y tế xã");
        self.propose(&round, "Nguyễn Thị An", "Trường Tiểu học Sơn Hải");
        self.bring(&round, state)
    }

    /// Brings a round whose list is made into a state.
    fn bring(&self, round: &Value, state: &str) -> Value {
        for (step, who, after) in [
            ("review", "clerk@o1", "reviewed"),
            ("council", "clerk@o1", "council"),
            ("freeze", "leader@o1", "decided"),
            ("award", "records-officer@o1", "awarded"),
        ] {
            if self.as_it_is(round)["state"] == state {
                break;
            }
            match step {
                "review" => {
                    self.every(round, &json!({ "review": { "unit": "Phòng Nội vụ", "favours": true } }));
                }
                "council" => self.every(round, &json!({ "votes": { "for": 7, "against": 0, "absent": 0 } })),
                _ => {}
            }
            assert_eq!(self.pass(who, round, step)["state"], after);
        }
        self.as_it_is(round)
    }

    /// A clerk hands a list in.
    fn upload(&self, round: &Value, query: &str, csv: &str) -> Answer {
        let path = format!("/api/v1/rounds/{}/imports?{query}", id(round));
        let request = http::Request::post(path).header("content-type", "text/csv");
        self.ask("clerk@o1", request, None, csv.as_bytes().to_vec())
    }
}
