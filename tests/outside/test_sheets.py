"""Lists of honorees made by other programs, and hostile ones, before the real binary.

openpyxl, xlwt and odfpy write the same list; LibreOffice writes it again in its own forms. Hostile
files end within 2 seconds and 256 MiB, measured of the process itself. openpyxl opens what is
given back.
"""

from __future__ import annotations

import datetime
import io
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest

openpyxl = pytest.importorskip("openpyxl")

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị công tác", "Tiền thưởng"]
DAY = datetime.date(1985, 3, 5)
PEOPLE = [
    (1, "Nguyễn Văn An", DAY, "Y sĩ", "Trạm Y tế xã Sơn Hải", 1_500_000),
    (2, "H'Hen Niê", DAY, "Giáo viên", "Trường Mầm non Sơn Hải", 1_000_000),
    (3, "Danh Sà Rây", DAY, "Giáo viên", "Trường Mầm non Sơn Hải", 1_000_000),
]
SECONDS, MEMORY = 2.0, 256 << 20


# A process begins with the memory of whoever starts it, as the system counts it: a small one starts
# what is measured, and tells its exit status, seconds and most KiB of memory.
PROBE = """
import os, subprocess, sys, time
begun = time.monotonic()
process = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as told:
    print(process.returncode, time.monotonic() - begun, used.ru_maxrss, file=told)
"""


def look(workshop, path: pathlib.Path, *more: str) -> tuple[int, str, str, float, int]:
    """Exit status, both outputs, seconds and the most bytes of memory of `vanthu import`."""
    out, err, told = path.with_suffix(".out"), path.with_suffix(".err"), path.with_suffix(".told")
    command = [workshop.binary, "import", str(path), "--today", "2026-11-24", *more]
    with open(out, "wb") as stdout, open(err, "wb") as stderr:
        subprocess.run([sys.executable, "-S", "-c", PROBE, told, *command], stdout=stdout, stderr=stderr, check=True)
    status, seconds, memory = told.read_text("utf-8").split()
    return int(status), out.read_text("utf-8"), err.read_text("utf-8"), float(seconds), int(memory) << 10


def xlsx(path: pathlib.Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "DANH SÁCH CÁ NHÂN ĐỀ NGHỊ TẶNG GIẤY KHEN"
    sheet.append([])
    sheet.append(HEAD)
    for person in PEOPLE:
        sheet.append(person)
    for row in sheet.iter_rows(min_row=4, min_col=3, max_col=3):
        row[0].number_format = "dd/mm/yyyy"
    sheet.append([None, "Tổng cộng", None, None, None, "=SUM(F4:F6)"])
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("Cũ").sheet_state = "hidden"
    book["Cũ"]["A1"] = "cũ"
    book.save(path)


def xls(path: pathlib.Path) -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    sheet.write_merge(0, 0, 0, 5, "DANH SÁCH CÁ NHÂN ĐỀ NGHỊ TẶNG GIẤY KHEN")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for column, text in enumerate(HEAD):
        sheet.write(2, column, text)
    for row, person in enumerate(PEOPLE, 3):
        for column, value in enumerate(person):
            sheet.write(row, column, value, day) if column == 2 else sheet.write(row, column, value)
    # Enough shared texts that their list goes on in other records.
    for row in range(200, 2_200):
        sheet.write(row, 20, f"ghi nhớ {row} " + "ế" * (row % 40))
    sheet.row(4).hidden = True
    other = book.add_sheet("Cũ")
    other.write(0, 0, "cũ")
    other.visibility = 1
    book.save(str(path))


def ods(path: pathlib.Path) -> None:
    pytest.importorskip("odf")
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(unseen)

    def cell(value) -> TableCell:
        if isinstance(value, datetime.date):
            made = TableCell(valuetype="date", datevalue=value.isoformat())
        elif isinstance(value, int):
            made = TableCell(valuetype="float", value=value)
        else:
            made = TableCell(valuetype="string")
        made.addElement(P(text=str(value)))
        return made

    def row(values, **how) -> TableRow:
        made = TableRow(**how)
        for value in values:
            made.addElement(cell(value))
        return made

    table = Table(name="Danh sách")
    table.addElement(row(["DANH SÁCH CÁ NHÂN ĐỀ NGHỊ TẶNG GIẤY KHEN"]))
    table.addElement(TableRow(numberrowsrepeated=1))
    table.addElement(row(HEAD))
    for at, person in enumerate(PEOPLE):
        table.addElement(row(person, visibility="collapse") if at == 1 else row(person))
    book.spreadsheet.addElement(table)
    old = Table(name="Cũ", stylename=unseen)
    old.addElement(row(["cũ"]))
    book.spreadsheet.addElement(old)
    book.save(str(path))


MAKERS = {"xlsx": xlsx, "xls": xls, "ods": ods}


def holds(told: dict, hidden: bool = True) -> None:
    rows = told["rows"]
    assert [row["honoree"]["name"] for row in rows] == [person[1] for person in PEOPLE]
    for row, person in zip(rows, PEOPLE):
        honoree = row["honoree"]
        assert honoree["birth"] == {"day": "1985-03-05"}
        assert (honoree["post"], honoree["unit"], honoree["money"]) == person[3:]
        assert honoree["award"] == "GIẤY KHEN"
    if hidden:
        assert [note["code"] for note in rows[1]["notes"] if note["weight"] == "question"] == ["row-hidden"]
        assert "sheet-hidden" in [notice["code"] for notice in told["notices"]]


@pytest.mark.parametrize("form", MAKERS)
def test_a_list_by_another_program_is_read_whole(form, workshop, tmp_path):
    path = tmp_path / f"list.{form}"
    MAKERS[form](path)
    status, out, err, _, _ = look(workshop, path, "--json")
    assert status == 0, err
    holds(json.loads(out))


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_a_list_that_libreoffice_saved_is_read_whole(form, workshop, tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("soffice is not installed")
    first = tmp_path / "first.xlsx"
    xlsx(first)
    # Text in UTF-8, as a person who saves it chooses.
    how = "csv:Text - txt - csv (StarCalc):44,34,76" if form == "csv" else form
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", how, "--outdir", tmp_path / "out", first],
        check=True, capture_output=True, timeout=120,
    )
    saved = tmp_path / "out" / f"first.{form}"
    if not saved.exists():
        pytest.skip("this LibreOffice has no Calc")
    status, out, err, _, _ = look(workshop, saved, "--json")
    assert status == 0, err
    holds(json.loads(out), hidden=form != "csv")


def test_openpyxl_reads_what_is_given_back_and_the_blank(workshop, tmp_path):
    path, given, blank = tmp_path / "list.xlsx", tmp_path / "given.xlsx", tmp_path / "blank.xlsx"
    xlsx(path)
    assert look(workshop, path, "--notes", str(given))[0] == 0
    sheet = openpyxl.load_workbook(given)["Danh sách"]
    assert [sheet["G3"].value, sheet["H3"].value] == ["Kết quả", "Lý do"]
    assert [sheet[f"G{row}"].value for row in (4, 5, 6)] == ["Nhận", "Cần trả lời", "Nhận"]
    assert sheet.row_dimensions[5].hidden and "A1:F1" in map(str, sheet.merged_cells.ranges)
    assert sheet["C4"].value.date() == DAY
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    subprocess.run([workshop.binary, "import", "--blank", blank], check=True)
    sheet = openpyxl.load_workbook(blank)["Danh sách"]
    choices = [validation.formula1 for validation in sheet.data_validations.dataValidation]
    assert '"Cá nhân,Tập thể,Hộ gia đình,Doanh nghiệp"' in choices
    assert sheet.freeze_panes == "E5" and sheet["B4"].comment


def archive(path: pathlib.Path, sheet, strings) -> None:
    """An XLSX whose only sheet is made of these pieces."""
    workbook = b'<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'
    relations = (
        b'<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/>'
        b'<Relationship Id="r2" Type="x/sharedStrings" Target="strings.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", workbook)
        made.writestr("xl/_rels/workbook.xml.rels", relations)
        for name, pieces in (("strings", strings), ("sheet", sheet)):
            with made.open(f"xl/{name}.xml", "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)


def rows():
    yield b"<worksheet><sheetData>"
    for row in range(1, (1 << 20) + 1):
        yield b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (row, row)
    yield b"</sheetData></worksheet>"


HOSTILE = {
    "zip-bomb": (lambda: [b"<worksheet>"] + [b" " * (1 << 20)] * 800, lambda: [b"<sst/>"], "sheet-bomb"),
    "one-long-string": (
        lambda: [b"<worksheet/>"],
        lambda: [b"<sst><si><t>"] + [b"a" * (1 << 20)] * 200 + [b"</t></si></sst>"],
        "sheet-bomb",
    ),
    "a-million-rows": (rows, lambda: [b"<sst/>"], "sheet-too-many-rows"),
    "the-last-cell": (
        lambda: [b'<worksheet><sheetData><row><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'],
        lambda: [b"<sst/>"],
        "sheet-too-many-rows",
    ),
    "many-strings": (
        lambda: [b"<worksheet/>"],
        lambda: [b"<sst>"] + [b"<si><t>a</t></si>" * 1_000] * 2_000 + [b"</sst>"],
        "sheet-too-much",
    ),
    "document-type": (
        lambda: [b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'],
        lambda: [b"<sst/>"],
        "sheet-doctype",
    ),
    "depth": (lambda: [b"<a>" * 100_000], lambda: [b"<sst/>"], "sheet-too-deep"),
    "empty-tags": (lambda: [b"<worksheet><sheetData>", *[b'<row r="1"><c r="A1"/></row>' * 1_000] * 2_000], lambda: [b"<sst/>"], "sheet-too-much"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_and_small(name, workshop, tmp_path):
    pieces, strings, code = HOSTILE[name]
    path = tmp_path / "hostile.xlsx"
    archive(path, pieces(), strings())
    status, _, err, seconds, memory = look(workshop, path)
    print(f"{name}: {code} in {seconds:.2f} s, {memory >> 20} MiB, {path.stat().st_size >> 10} KiB")
    assert status == 1 and f"({code})" in err, err
    assert seconds < SECONDS and memory < MEMORY, (seconds, memory >> 20)


def test_five_thousand_honest_rows_are_read_soon(workshop, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for row in range(5_000):
        book.active.append([row + 1, f"Nguyễn Văn {chr(65 + row % 26)}{'n' * (row % 5)}", DAY, "Y sĩ", f"Trạm Y tế số {row}", 1_000_000])
    path = tmp_path / "honest.xlsx"
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    status, out, err, seconds, memory = look(workshop, path, "--json")
    print(f"5,000 rows: {seconds:.2f} s, {memory >> 20} MiB")
    assert len(json.loads(out)["rows"]) == 5_000, err
    assert seconds < 3.0 and memory < MEMORY, (seconds, memory >> 20)
