"""Sổ đăng ký văn bản đi from a real server: what other people's programs see in its files.

A year of two hundred lines is written straight into the database (numbering has tests of its
own); the server prints it. veraPDF judges the PDF, pdfplumber and openpyxl read the words.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import threading
import urllib.request
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
import pdfplumber
import pytest

from test_judges import PROFILES, vera

HEADS = [
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
    "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
]  # fmt: skip
COVER = ["ỦY BAN NHÂN DÂN XÃ QUẢNG CHÂU", "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Năm: 2026", "Từ ngày 05/01/2026 đến ngày 23/7/2026"]
COVER += ["Từ số 01 đến số 199", "Quyển số: 03"]
LINES = 199
VOID, KEPT, LATE, LONG, HOSTILE = 12, 13, 20, 33, 34
PASSWORD = "mot-mat-khau-that-dai-2026"


def line(number: int) -> dict:
    """What the register knows of an issued document."""
    title = f"Kế hoạch số {number} về việc tổ chức phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”"
    if number == LONG:
        title += " và các nội dung khác có liên quan đến công tác thi đua, khen thưởng trên địa bàn xã" * 14
    if number == HOSTILE:
        title = "=HYPERLINK(\"http://x\") #set page(width: 1pt) $x$ <b>đậm</b> " + "Wường" * 30
    return {
        "title": title, "signer": "Đỗ Quang Vinh", "keeper": "Văn phòng HĐND và UBND", "copies": 25,
        "recipients": ["UBND tỉnh (để báo cáo)", "Đảng ủy, HĐND xã", "Các thôn, tổ dân phố"], "note": "",
    }  # fmt: skip


def fill(database: pathlib.Path) -> None:
    """The lines of a year: one void, one kept, one with a letter, one very long, one hostile."""
    with sqlite3.connect(database, timeout=20) as base:
        (office,) = base.execute("SELECT id FROM office").fetchone()
        (person,) = base.execute("SELECT id FROM person").fetchone()
        base.execute("INSERT INTO counter VALUES (?, 'van-ban-di', 2026, ?)", (office, LINES))
        rows = [(number, 0) for number in range(1, LINES + 1)] + [(LATE, 1)]
        for number, part in rows:
            day = datetime.date(2026, 1, 4) + datetime.timedelta(days=number + (0 if number < LINES else 1))
            status, reason, said = "issued", "", line(number)
            if number == VOID:
                status, reason, said = "void", "In hỏng, không ban hành", {}
            if number == KEPT:
                status, reason, said = "reserved", "Chờ lãnh đạo ký", {}
            if part:
                reason = "Ký trong ngày, chuyển văn thư muộn"
            symbol = "" if status != "issued" else "KH-UBND" if number % 3 else "QĐ-HĐTĐKT"
            base.execute(
                "INSERT INTO entry VALUES (?, 'van-ban-di', 2026, ?, ?, ?, ?, ?, NULL, ?, ?, ?, '2026-07-22T00:00:00+00:00')",
                (office, number, part, status, day.isoformat(), symbol, reason, json.dumps(said), person),
            )


@pytest.fixture(scope="module")
def books(workshop, tmp_path_factory) -> dict[str, pathlib.Path]:
    """The book in every form, and the PDF a second time."""
    home = tmp_path_factory.mktemp("registers")
    data = home / "data"
    add = [workshop.binary, "user", "add", "--data", data, "--login", "vinh", "--name", "Đỗ Quang Vinh"]
    add += ["--office", "Ủy ban nhân dân xã Quảng Châu", "--role", "records-officer", "--role", "administrator"]
    subprocess.run(add, input=PASSWORD + "\n", text=True, check=True, capture_output=True)
    server = subprocess.Popen(
        [workshop.binary, "serve", "--listen", "127.0.0.1:0", "--data", data], stderr=subprocess.PIPE, text=True
    )
    try:
        for said in server.stderr:
            found = re.search(r"serving on (http://[\d.:]+)/", re.sub(r"\x1b\[[\d;]*m", "", said))
            if found:
                break
        else:
            pytest.fail("the server said no address")
        threading.Thread(target=lambda: [None for _ in server.stderr], daemon=True).start()
        # The default series come into being when they are first looked at.
        cookie = sign_in(found[1])
        fetch(found[1], "/api/v1/registers", cookie)
        (database,) = [path for path in data.iterdir() if path.suffix == ".sqlite"]
        fill(database)
        made = {}
        for name, form in [("a.pdf", "pdf"), ("b.pdf", "pdf"), ("a.xlsx", "xlsx"), ("b.xlsx", "xlsx"), ("a.csv", "csv")]:
            made[name] = home / name
            path = f"/api/v1/registers/van-ban-di/export?format={form}&year=2026&volume=3"
            made[name].write_bytes(fetch(found[1], path, cookie))
        return made
    finally:
        server.terminate()
        assert server.wait(timeout=30) == 0, "the server does not stop in peace"


def sign_in(address: str) -> str:
    body = json.dumps({"login": "vinh", "password": PASSWORD}).encode()
    request = urllib.request.Request(f"{address}/api/v1/session", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers["set-cookie"].split(";")[0]


def fetch(address: str, path: str, cookie: str) -> bytes:
    request = urllib.request.Request(address + path, headers={"cookie": cookie})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read()


def squeezed(text: str) -> str:
    """Words without spaces: a cell breaks its lines where it must."""
    return re.sub(r"[\s\u200b]+", "", text)


def test_the_same_register_gives_the_same_bytes(books):
    for form in ["pdf", "xlsx"]:
        assert books[f"a.{form}"].read_bytes() == books[f"b.{form}"].read_bytes(), form


def test_the_pdf_is_pdf_a_2a_and_pdf_ua_1(books):
    verdicts = vera([books["a.pdf"]])
    assert len(verdicts) == len(PROFILES)
    for (_, profile), (verdict, checks, *failures) in verdicts.items():
        assert verdict == "ok", f"{profile}: {failures}"
        assert int(checks) > 100, f"{profile}: only {checks} checks"


def test_the_pdf_has_its_cover_and_repeats_its_heads_and_numbers_its_pages(books):
    with pdfplumber.open(books["a.pdf"]) as pdf:
        first, *rest = pdf.pages
        assert (round(first.width), round(first.height)) == (842, 595), "A4, landscape"
        cover = first.extract_text()
        for words in COVER:
            assert words in cover, words
        assert len(rest) > 20
        seen = []
        for number, page in enumerate(rest, 1):
            table = page.extract_table()
            assert [squeezed(cell) for cell in table[0]] == [squeezed(head) for head in HEADS], f"page {number}"
            assert table[1] == [f"({column})" for column in range(1, 11)]
            assert page.extract_text().splitlines()[0] == str(number)
            edge = max(char["x1"] for char in page.chars)
            assert edge < page.width - 12 / 25.4 * 72, f"page {number} runs over its margin"
            seen += [row for row in table[2:]]
        numbers = [squeezed(row[0]) for row in seen if row[0]]
        assert len(numbers) == LINES + 1
        assert numbers[LATE - 1 : LATE + 1] == ["20/KH-UBND", "20a/KH-UBND"]
        notes = {squeezed(row[0]): squeezed(row[9]) for row in seen if row[0]}
        assert notes[str(VOID)] == squeezed("Hủy số: In hỏng, không ban hành")
        assert notes[str(KEPT)] == squeezed("Giữ số: Chờ lãnh đạo ký")
        assert notes["20a/KH-UBND"] == squeezed("Số bù: Ký trong ngày, chuyển văn thư muộn")
        titles = "".join(squeezed(row[2] or "") for row in seen)
        for number in [1, LONG, HOSTILE, LINES]:
            assert squeezed(line(number)["title"]) in titles, number


def test_the_csv_is_what_excel_opens_right(books):
    raw = books["a.csv"].read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == HEADS
    assert len(rows) == LINES + 2
    assert rows[1][:4] == ["01/KH-UBND", "05/01/2026", line(1)["title"], "Đỗ Quang Vinh"]
    assert rows[HOSTILE + 1][2] == "'" + line(HOSTILE)["title"]


def test_the_workbook_is_ready_to_be_printed(books):
    """As the parts of the file say it: two sheets, widths, landscape, heads on every page."""
    spread = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(books["a.xlsx"]) as archive:
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet2.xml"))
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        about = archive.read("docProps/core.xml").decode()
    assert [one.get("name") for one in book.iterfind(".//s:sheet", spread)] == ["Bìa", "Sổ đăng ký văn bản đi"]
    titles = [one.text for one in book.iterfind(".//s:definedName", spread) if "Print_Titles" in one.get("name")]
    assert titles == ["'Sổ đăng ký văn bản đi'!$1:$2"]
    setup = sheet.find("s:pageSetup", spread)
    assert (setup.get("orientation"), setup.get("paperSize")) == ("landscape", "9")
    wide = sheet.findall("s:cols/s:col", spread)
    assert sum(int(column.get("max")) - int(column.get("min")) + 1 for column in wide) == 10
    assert not list(sheet.iter("{%s}f" % spread["s"])), "no cell is a formula"
    assert "2026-07-23" in about and datetime.date.today().isoformat() not in about


def test_openpyxl_reads_the_workbook(books):
    book = openpyxl.load_workbook(books["a.xlsx"])
    cover, lines = book.worksheets
    said = [row[0] for row in cover.iter_rows(values_only=True) if row[0]]
    assert said == COVER
    rows = list(lines.iter_rows(values_only=True))
    assert list(rows[0]) == HEADS
    assert len(rows) == LINES + 3
    assert rows[2][:4] == ("01/KH-UBND", "05/01/2026", line(1)["title"], "Đỗ Quang Vinh")
    hostile = lines.cell(row=HOSTILE + 3, column=3)
    assert (hostile.data_type, hostile.value) == ("s", line(HOSTILE)["title"]), "as it was written, and no formula"
    assert hostile.alignment.wrap_text and hostile.font.name == "Times New Roman"
    assert lines.freeze_panes == "A3"
