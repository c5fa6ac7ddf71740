"""The chain of documents of an award round agrees: whoever is honoured, with what, for what and
with how much is the same in each document, and the same as in the frozen set.

A real server makes rounds of invented honorees, among them names that look like markup; each
document is read back from its PDF by poppler and from its DOCX by python-docx.
"""

from __future__ import annotations

import collections
import concurrent.futures
import hashlib
import json
import pathlib
import random
import re
import subprocess
import sys
import urllib.request

import docx
import pytest
from docx.oxml.ns import qn

import chain
import said
from chain import plain, squeezed
from conftest import TOP, needed
from test_judges import validate, vera

sys.path.append(str(TOP / "tests" / "never-lost"))
from house import House  # noqa: E402

SEED = 20261124
SIZES = [1, 2, 5, 11, 23, 40, 1200]
MEMBERS = 7
GIVEN = {"giay-khen": "Giấy khen của Chủ tịch Ủy ban nhân dân xã", "ghi-nhan": "Thư khen & quà | “tặng” <kèm>"}
TITLES = {"tien-tien": "Danh hiệu “Lao động tiên tiến”"}
TEMPLATES = {
    "submission": "to-trinh-de-nghi-khen-thuong", "minutes": "bien-ban-hop-hoi-dong-thi-dua",
    "decision": "quyet-dinh-tang-giay-khen", "recognition": "quyet-dinh-cong-nhan-danh-hieu",
    "notice": "thong-bao-ket-qua-xet-khen", "invitation": "giay-moi-hoi-nghi", "receipt": "bang-ky-nhan",
    "register": "so-khen-thuong", "amendment": "quyet-dinh-dieu-chinh-khen-thuong",
}  # fmt: skip

FAMILY = ["Nguyễn Thị", "Giàng A", "K’Brôi", "Ksor H’", "Thạch Sô", "Lò Thị", "Rơ Châm Y", "Y-Bôn", "Đinh", "Chế Bồng", "Vừ Mí", "Ỷ"]
FIRST = ["Hoàng", "Páo", "Niê", "Phia", "Pành", "Khoa", "Byă", "Ứng", "Mỷ", "Nga", "Thuỳ", "Thúy"]
HOSTILE = [
    "{{ x }}", "{% if a %}", "**An**", "*An*", "| Tư", "<b>đậm</b>", "#set page(width: 1pt)", "$x$", r"\\ \n", "[^1]",
    "^2^", "m²", "&amp; An", "(1)", "Điều 1. An", "- An", "1. An", "=HYPERLINK(\"x\")", "'; DROP TABLE", "Nơi nhận:",
    "./.", "“An”", "An\u00a0Bình", "a\u0302n", "An\u2011Bình", "`An`", "~An~", "__An__", "%", "…", "TM. An", "Cộng", "STT",
]  # fmt: skip
PLACES = ["Trường Tiểu học Sơn Hải", "Thôn Nam Tiến", "Trạm Y tế xã", "Hợp tác xã Phố Hiến", "Tổ 4, khu phố 2", "Chi hội | số 3 *"]
DEEDS = ["Hiến 215 m² đất", "Vượt 32% định mức; kèm cặp 06 người", "Cứu 03 cháu", "Nuôi dưỡng 04 trẻ\nmồ côi", "Thu 1.380 kg/ha"]


# ── The rounds ───────────────────────────────────────────────────────────────


def honoree(chance: random.Random, number: int) -> dict:
    """An entry; its number stands in the name, so that nobody is there twice."""
    kind = chance.choice(["individual"] * 4 + ["collective", "household", "enterprise"])
    hostile = chance.choice(HOSTILE) if chance.random() < 0.25 else ""
    own = f"{chance.choice(FAMILY)} {chance.choice(FIRST)}" if kind in ("individual", "household") else chance.choice(PLACES)
    one: dict = {"kind": kind, "name": " ".join(f"{own} {hostile} N{number}".split(" "))}
    if chance.random() < 0.02:
        one["name"] = (one["name"] + " Krông Năng" * 20)[:200].strip()
    if kind in ("individual", "household") and chance.random() < 0.9:
        one["courtesy"] = chance.choice(["mr", "ms"])
    if kind == "individual" and chance.random() < 0.1:
        one["title"] = chance.choice(["Thượng tá", "TS.", "Nghệ nhân Ưu tú"])
    if kind == "individual" and chance.random() < 0.6:
        one["post"] = chance.choice(["Bác sĩ", "Nông dân", "Trưởng thôn", chance.choice(HOSTILE)])
    if chance.random() < 0.8:
        one["unit"] = chance.choice(PLACES + [f"Đơn vị {chance.choice(HOSTILE)} {'dài ' * chance.randint(1, 60)}cuối"])
    if chance.random() < 0.3:
        one["address"] = one.get("unit", "") if chance.random() < 0.2 else f"số {number}, thôn {chance.choice(FIRST)}"
    if chance.random() < 0.7:
        one["achievement"] = f"{chance.choice(DEEDS)} {chance.choice(HOSTILE) if chance.random() < 0.3 else ''}"
    if chance.random() < 0.3:
        one["money"] = chance.choice([0, 350_000, 702_005, 1_404_000, 15_021_054, 1_000_000_000])
    forms = ["giay-khen"] * 5 + ["ghi-nhan"] * 2 + (["tien-tien"] if kind == "individual" else [])
    entry = {"honoree": one, "group": "moi-nguoi", "form": chance.choice(forms)}
    if chance.random() < 0.85:
        entry["proposer"] = chance.choice(PLACES)
    return entry


class Office:
    """A server, and whoever asks it."""

    def __init__(self, house: House, folder: pathlib.Path) -> None:
        self.house, self.folder = house, folder
        self.data: dict[str, dict] = {}
        award = {"award": "giay-khen", "authority": "chu-tich-ubnd-cap-xa"}
        title = {"award": "lao-dong-tien-tien", "authority": "chu-tich-ubnd-cap-xa"}
        rules = {"giay-khen": award, "tien-tien": title, "ghi-nhan": {}}
        forms = [{"id": id, "name": name, **rules[id]} for id, name in (GIVEN | TITLES).items()]
        forms[0]["money"] = [{"kind": "individual", "amount": 350_000}, {"kind": "collective", "amount": 700_000}]
        self.campaign = self.made(
            "/api/v1/campaigns",
            {
                "name": "Chung tay vì người nghèo", "issuer": "Ủy ban nhân dân xã Quảng Châu",
                "period": {"from": "2026-01-01", "to": "2030-12-31"}, "forms": forms,
                "groups": [{"id": "moi-nguoi", "name": "Mọi người", "kinds": chain.KINDS}],
            },
        )  # fmt: skip

    def ask(self, method: str, path: str, body=None, who: str = "clerk", seen: int | None = None, status: int = 200) -> dict:
        etag = None if seen is None else f'"{seen}"'
        found, answer, _ = self.house.ask(method, path, body, key=who, etag=etag)
        assert found == status, (method, path, found, json.dumps(answer, ensure_ascii=False)[:3000])
        return answer

    def made(self, path: str, body: dict) -> dict:
        return self.ask("POST", path, body, status=201)

    def bytes(self, path: str) -> bytes:
        address = f"http://127.0.0.1:{self.house.port}{path}"
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Authorization": "Bearer clerk"}), timeout=60) as answer:
            return answer.read()

    def begin(self, corrects: str | None = None, **settings) -> str:
        wanted = {
            "name": "Khen thưởng năm 2026", "year": 2026, "members": MEMBERS, "submitted": "2026-11-20",
            "met": "2026-11-22", "decided": "2026-11-24", **settings, **({"corrects": corrects} if corrects else {}),
        }  # fmt: skip
        return self.made(f"/api/v1/campaigns/{self.campaign['id']}/rounds", wanted)["id"]

    def step(self, round: str, step: str, who: str = "clerk") -> None:
        """What holds the step back is accepted by name: these lists are not meant to be good."""
        check = self.ask("GET", f"/api/v1/rounds/{round}/check?step={step}")
        held = sorted({one["code"] for one in check["findings"] if one["severity"] == "error"})
        body = {"accept_findings": held, "note": "Đã rà"} if held else {}
        seen = self.ask("GET", f"/api/v1/rounds/{round}")["edition"]
        self.ask("POST", f"/api/v1/rounds/{round}/{step}", body, who, seen)

    def decide(self, round: str, items: list[dict]) -> dict:
        """Brings a round to its decision; `items` are votes and refusals. Gives the set."""
        honorees = f"/api/v1/rounds/{round}/honorees"
        self.ask("PATCH", honorees, {"every": {"review": {"unit": "Phòng Nội vụ", "favours": True}}})
        self.step(round, "review")
        self.ask("PATCH", honorees, {"every": {"votes": {"for": MEMBERS, "against": 0, "absent": 0}}})
        if items:
            self.ask("PATCH", honorees, {"items": items})
        self.step(round, "council")
        self.step(round, "freeze", "leader")
        return json.loads(self.bytes(f"/api/v1/rounds/{round}/set"))

    def round(self, size: int, chance: random.Random) -> tuple[str, dict]:
        """A decided round, and its set; of more than four some are refused."""
        shared = {"achievement": "đã có thành tích xuất sắc"} if size % 2 else {}
        round = self.begin(**shared)
        entries = [honoree(chance, number) for number in range(size)]
        ids = [self.made(f"/api/v1/rounds/{round}/honorees", entry)["id"] for entry in entries]
        items = []
        for number, id in enumerate(ids):
            for_it = chance.randint(1, MEMBERS)
            items.append({"id": id, "votes": {"for": for_it, "against": MEMBERS - for_it, "absent": 0}})
            if size > 4 and number % 9 == 4:
                items[-1] |= {"accepted": False, "reasons": f"Chưa đủ {chance.choice(HOSTILE)} điều kiện {number}"}
        found = self.decide(round, items)
        honoured = {item["id"] for item in items if item.get("accepted", True)}
        assert [one["id"] for one in found["honorees"]] == [id for id in ids if id in honoured], "as they came in"
        kept = {one["id"]: one["honoree"] for one in found["honorees"]}
        for id, entry in zip(ids, entries):
            for key, value in entry["honoree"].items() if id in kept else ():
                said_so = kept[id].get(key, "")
                assert plain(said_so) == plain(value) if isinstance(value, str) else said_so == value, (key, value)
        return round, found

    def known(self, role: str) -> dict:
        """What a clerk fills in: the template's own invented data, without what the set says."""
        if role not in self.data:
            data = self.ask("GET", f"/api/v1/templates/{TEMPLATES[role]}/sample")
            self.data[role] = {key: value for key, value in data.items() if key not in ("number", "date", "office", "agenda")}
        return self.data[role]

    def order(self, round: str, role: str, **more) -> dict:
        asked = {"role": "decision" if role == "recognition" else role, **more}
        path, data = f"/api/v1/rounds/{round}/documents", dict(self.known(role))
        status, answer, _ = self.house.ask("POST", path, {**asked, "data": data}, key="clerk")
        if status == 422:
            fixed = [one["pointer"].removeprefix("/data/") for one in answer["errors"] if one["code"] == "chain-data-fixed"]
            assert len(fixed) == len(answer["errors"]), answer
            data = {key: value for key, value in data.items() if key not in fixed}
            answer = self.made(path, {**asked, "data": data})
        faults = [problem for problem in answer["problems"] if problem["fault"]]
        assert answer["valid"], (role, more, json.dumps(faults[:3], ensure_ascii=False))
        return answer

    def issue(self, document: dict) -> str:
        """Number and day as tables cite them."""
        for step, who in (("submit", "clerk"), ("approve", "leader"), ("issue", "records")):
            document = self.ask("POST", f"/api/v1/documents/{document['id']}/{step}", {}, who, document["head"])
        day = document["issued"]["day"].split("-")
        return f"{document['issued']['written']}, {int(day[2]):02d}/{day[1] if int(day[1]) < 3 else int(day[1])}/{day[0]}"

    def printed(self, document: dict) -> tuple[pathlib.Path, pathlib.Path]:
        files = []
        for form in ("pdf", "docx"):
            files.append(self.folder / f"{document['id']}.{form}")
            files[-1].write_bytes(self.bytes(f"/api/v1/documents/{document['id']}/versions/{document['head']}/content?format={form}"))
        return files[0], files[1]


@pytest.fixture(scope="module")
def desk(workshop, tmp_path_factory):
    needed("pdftotext")
    home = tmp_path_factory.mktemp("chain")
    house = House("sqlite", home)
    try:
        house.start()
        house.staff()
        yield Office(house, home)
        house.stop()
    finally:
        if house.process.poll() is None:
            house.kill()
        house.log.close()


# ── Reading ──────────────────────────────────────────────────────────────────


def lists(path: pathlib.Path) -> list[chain.List]:
    """The lists of a DOCX by python-docx: tables that have heads, with the words above them."""
    found, above = [], ""
    for block in docx.Document(str(path)).element.body:
        if block.tag == qn("w:p"):
            above = words(block) or above
        elif block.tag == qn("w:tbl"):
            rows = block.findall(qn("w:tr"))
            heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
            if heads:
                assert len(heads) == 1 and heads[0] is rows[0]
                cells = [[words(cell) for cell in row.findall(qn("w:tc"))] for row in rows]
                total = [cell for cell in cells[-1] if cell] if cells[-1][0] != str(len(rows) - 1) else None
                assert total is None or (len(total) == 2 and total[0] == "Cộng"), total
                body = cells[1:-1] if total else cells[1:]
                found.append(chain.List(above, len(cells[0]), body, total and total[1]))
    return found


def words(element) -> str:
    return plain(said._ooxml(element, []))


def pressed(path: pathlib.Path, whole: str, heads: set[str]) -> str:
    """The letters of a PDF by poppler, without the numbers of pages and without heads that are
    printed again; `whole` is what is expected, and tells which those are."""
    ran = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    found, number = "", 0
    for page in ran.stdout.split("\f")[:-1]:
        text, number = squeezed(page), number + 1
        if number > 1 and whole.startswith(text[:40], len(found)):
            number = 1  # An annex counts its pages anew, and no first page is numbered.
        elif number > 1:
            assert text.startswith(str(number)), f"page {number}: {text[:60]}"
            text = text.removeprefix(str(number))
        again = [head for head in heads if text.startswith(head) and not whole.startswith(head, len(found))]
        found += text.removeprefix(again[0]) if number > 1 and again else text
    return found


def differ(one: str, other: str) -> str:
    at = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, at - 60):at + 60]}…\nand\n…{other[max(0, at - 60):at + 60]}…"


def agree(files: tuple[pathlib.Path, pathlib.Path], expected: list[chain.List], sums: list[int]) -> str:
    """Both files say these lists and no others, and these sums; gives the letters of them."""
    pdf, word = files
    found = lists(word)
    for have, want in zip(found, expected):
        for row, wanted in zip(have.rows, want.rows):
            assert row == wanted
        assert (have.heads, len(have.rows), have.total) == (want.heads, len(want.rows), want.total), want.above
        assert want.above is None or have.above == plain(want.above)
    assert len(found) == len(expected)
    whole = squeezed(" ".join(said.by_docx(word).body))
    heads = {squeezed("".join(words(cell) for cell in row)) for row in docx.Document(str(word)).element.body.iter(qn("w:tr"))
             if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None}  # fmt: skip
    paper = pressed(pdf, whole, heads)
    assert paper == whole, differ(paper, whole)
    at = 0
    for want in expected:
        rows = "".join(squeezed("".join(row)) for row in want.rows) + (f"Cộng{want.total}" if want.total else "")
        at = paper.find(rows, at)
        assert at >= 0, (want.above, rows[:200])
        at += len(rows)
    told = re.findall(r"[Tt]ổngsốt?i?ề?n?t?h?ư?ở?n?g?:?([\d.]+)đồng\(bằngchữ:([^()]*)\)", paper)
    assert told == [(chain.grouped(number), squeezed(chain.money_words(number))) for number in sums]
    return paper


# ── The proof ────────────────────────────────────────────────────────────────


def test_money_in_words_is_reckoned_well_here():
    for number, said_so in [
        (0, "Không đồng"), (1_500_000, "Một triệu năm trăm nghìn đồng"), (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (21_015_054, "Hai mươi mốt triệu không trăm mười lăm nghìn không trăm năm mươi tư đồng"),
        (1_200_000_000_004, "Một nghìn hai trăm tỷ không trăm linh bốn đồng"),
    ]:  # fmt: skip
        assert chain.money_words(number) == said_so


def jobs(found: dict, size: int) -> list[tuple[str, dict]]:
    """The documents that are ordered of a set before anything is issued, decisions last."""
    present = [id for id, _ in found["forms"]]
    given, titles = [id for id in present if id in GIVEN], [id for id in present if id in TITLES]
    units = list(collections.Counter(map(chain.proposer, found["honorees"])))
    wanted: list[tuple[str, dict]] = [(role, {}) for role in ("submission", "minutes", "notice", "invitation", "receipt", "register")]
    wanted += [("invitation", {"unit": unit}) for unit in units[: 3 if size < 100 else 1]]
    if len(given) > 1:
        wanted += [("decision", {"forms": [id]}) for id in given if size < 100]
        wanted += [("submission", {"forms": given[:1]})] if size < 100 else []
    wanted += [("decision", {"forms": given})] if given else []
    return wanted + ([("recognition", {"forms": titles})] if titles else [])


def expected(role: str, part: chain.Set, cited: dict[str, str], members: int) -> list[chain.List]:
    return {
        "submission": lambda: chain.by_kinds(part, None), "minutes": lambda: chain.minutes(part, members),
        "decision": lambda: chain.by_kinds(part, part.money() > 0), "recognition": lambda: chain.recognised(part),
        "notice": lambda: chain.notice(part), "invitation": lambda: chain.invitation(part),
        "receipt": lambda: chain.receipt(part), "register": lambda: chain.register(part, cited),
    }[role]()  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_every_document_of_a_round_says_the_frozen_set(desk, size):
    round, found = desk.round(size, random.Random(SEED + size))
    digest = hashlib.sha256(desk.bytes(f"/api/v1/rounds/{round}/set")).hexdigest()
    sitting = desk.known("minutes")
    members = len(sitting["present"]) + len(sitting.get("absent", []))
    cited: dict[str, str] = {}
    faults = []

    def check(role: str, more: dict, document: dict) -> None:
        part = chain.Set(found, more.get("forms"), more.get("unit"))
        assert document["set"]["digest"] == digest and document["set"]["frozen"]
        paper = agree(desk.printed(document), expected(role, part, cited, members), chain.sums(part, role))
        assert "-".join(re.findall("....", digest[:16])) in paper
        if role == "notice":
            refused = [f"{chain.addressed(one['honoree'])}: {one['reasons']}" for one in found["refused"]]
            ends = [";"] * (len(refused) - 1) + ["."]
            lines = "".join(rf"(?:[a-zđ]\)|-){re.escape(squeezed(line))}{re.escape(end)}" for line, end in zip(refused, ends))
            assert re.search(lines, paper), lines
            counts = f"hồ sơ đã nhận: {chain.padded(len(part.honorees) + len(refused))};"
            assert squeezed(counts) in paper

    def all_of(wanted: list[tuple[str, dict]]) -> list[dict]:
        made = [(role, more, desk.order(round, role, **more)) for role, more in wanted]
        with concurrent.futures.ThreadPoolExecutor(3) as hands:
            running = [(role, more, hands.submit(check, role, more, document)) for role, more, document in made]
        faults.extend((role, more, str(one.exception())) for role, more, one in running if one.exception())
        return [document for *_, document in made]

    wanted = jobs(found, size)
    made = all_of(wanted)
    # What is issued is cited by what comes after, and the lists stay the same.
    last = [(more["forms"], document) for (role, more), document in zip(wanted, made) if role in ("decision", "recognition")]
    for forms, document in last[-(1 + any(id in TITLES for id, _ in found["forms"])) :]:
        cited |= dict.fromkeys(forms, desk.issue(document))
    all_of([(role, {}) for role in ("notice", "receipt", "register") if size < 100 or role == "register"])
    assert not faults, "\n\n".join(f"{role} {more}: {fault}" for role, more, fault in faults)


def test_each_document_of_the_chain_is_what_its_formats_ask_for(desk):
    round, found = desk.round(14, random.Random(SEED))
    wanted = dict(jobs(found, 14)[::-1])
    assert wanted.keys() == TEMPLATES.keys() - {"amendment"}
    files = [desk.printed(desk.order(round, role, **more)) for role, more in wanted.items()]
    for (path, profile), (verdict, checks, *failures) in vera([pdf for pdf, _ in files]).items():
        assert verdict == "ok" and int(checks) > 100, f"{path} under {profile}: {failures}"
    for _, word in files:
        assert validate(word)["ok"] is True, word


def test_a_decision_that_corrects_says_what_differs_and_nothing_else(desk):
    before, old = desk.round(12, random.Random(SEED))
    for role, forms in (("decision", [*GIVEN]), ("recognition", [*TITLES])):
        if forms := [id for id, _ in old["forms"] if id in forms]:
            desk.issue(desk.order(before, role, forms=forms))
    after = desk.begin(corrects=before)
    path = f"/api/v1/rounds/{after}/honorees"
    kept = desk.ask("GET", f"{path}?limit=100")["items"]
    assert [item["entry"]["honoree"]["name"] for item in kept] == [one["honoree"]["name"] for one in old["honorees"]]
    gone, *kept = kept
    desk.ask("DELETE", f"{path}/{gone['id']}", seen=gone["edition"], status=204)
    changed = []
    for item, key, value in zip(kept, ("unit", "achievement", "money"), ("Tổ | mới *", "Cứu **02** người", 702_005)):
        entry = item["entry"] | {"honoree": item["entry"]["honoree"] | {key: value}}
        desk.ask("PUT", f"{path}/{item['id']}", entry, seen=item["edition"])
        changed.append(item["entry"]["honoree"]["name"])
    fresh = {"kind": "collective", "name": "Đội <b>mới</b> | 1", "unit": "Thôn {{ x }}", "achievement": "Mới", "money": 21_015_054}
    desk.made(path, {"honoree": fresh, "group": "moi-nguoi", "form": "giay-khen"})
    new = desk.decide(after, [])
    one, two = chain.Set(old), chain.Set(new)

    def named(of_set: chain.Set, name: str) -> dict:
        return next(one for one in of_set.honorees if one["honoree"]["name"] == name)

    def row(of_set: chain.Set, name: str, *keys: str) -> list[list[str]]:
        found = named(of_set, name)
        say = {"award": of_set.award(found), "money": chain.grouped(found["honoree"].get("money")), "achievement": chain.of(found["honoree"], "achievement")}
        return [[chain.addressed(found["honoree"])], chain.unless_empty([chain.post_and_place(found["honoree"])]), *(chain.unless_empty([say[key]]) for key in keys)]

    particulars = [("Chức vụ, đơn vị, địa chỉ", chain.post_and_place), ("Thành tích", lambda it: chain.of(it, "achievement")),
                   ("Tiền thưởng (đồng)", lambda it: chain.grouped(it.get("money")))]  # fmt: skip
    corrected = []
    for name in changed:
        was, now = named(one, name)["honoree"], named(two, name)["honoree"]
        for what, say in particulars:
            if say(was) != say(now):
                corrected.append([chain.addressed(now), chain.post_and_place(now), what, say(was), say(now)])
    name = gone["entry"]["honoree"]["name"]
    expected = [
        chain.table("I. BỔ SUNG", row(two, fresh["name"], "award", "achievement", "money")),
        chain.table("II. ĐƯA RA KHỎI DANH SÁCH", row(one, name, "award", "money")),
        chain.table("III. SỬA THÔNG TIN", [list(column) for column in zip(*corrected)]),
    ]
    files = desk.printed(desk.order(after, "amendment"))
    paper = agree(files, expected, [])
    sums = f"tổng số tiền thưởng là {chain.grouped(two.money())} đồng (bằng chữ: {chain.money_words(two.money())}), "
    assert squeezed(f"danh sách có {chain.padded(len(two.honorees))} trường hợp; {sums}trước điều chỉnh là {chain.grouped(one.money())} đồng.") in paper
    ((verdict, *_), *rest) = vera([files[0]]).values()
    assert verdict == "ok" and rest[0][0] == "ok"
    assert validate(files[1])["ok"] is True
