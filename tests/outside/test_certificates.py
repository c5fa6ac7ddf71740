"""Certificates, looked at by other people's programs: poppler reads every page back and measures
the ink, qpdf and veraPDF judge the files."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import tomllib
import zipfile

import pytest
from fontTools.ttLib import TTFont

import soffice
from conftest import TOP, needed
from test_judges import validate, vera

MM = 25.4 / 72
DPI = 600
STANDARDS = TOP / "templates" / "standards"
DAY = "2026-12-04"
COMMON = {
    "issuer": "Chủ tịch Ủy ban nhân dân xã Đông Ngạn", "decision": "164/QĐ-UBND", "date": DAY, "place": "Đông Ngạn",
    "signer_title": "Chủ tịch", "signer": "Lê Thị Minh Châu",
}  # fmt: skip


def run(workshop, *options: object, rc: int = 0) -> subprocess.CompletedProcess:
    ran = subprocess.run(
        [workshop.binary, "certificates", "--today", DAY, *map(str, options)], capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == rc, ran.stdout + ran.stderr
    return ran


def pages(pdf: pathlib.Path) -> list[str]:
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def canary(kind: str, number: int) -> str:
    """A word that no other row and no other field has."""
    return f"{kind}{number:04d}{kind}"


def rows(count: int) -> list[dict]:
    """Rows with a canary in every field, of all three kinds of honorees in turn."""
    kinds = ["person", "collective", "household"]
    return [
        {
            "honoree": kinds[number % 3], "honorific": ["Ông", "Bà"][number % 2], "name": canary("TEN", number),
            "position": canary("chuc", number), "unit": canary("donvi", number), "address": canary("diachi", number),
            "reason": f"Đã có thành tích {canary('thanhtich', number)} xuất sắc", "register": canary("so", number),
            "decision": canary("quyetdinh", number), "signer": canary("ky", number), "place": canary("noi", number),
        }
        for number in range(1, count + 1)
    ]  # fmt: skip


def shown(row: dict, overlay: bool) -> set[str]:
    """The canaries of a row that its sheet prints."""
    keys = {"name", "reason", "register", "decision", "signer", "place"}
    keys |= {"person": {"position", "unit"}, "collective": {"unit"}, "household": {"unit"}}[row["honoree"]]
    return {match[0] for key in keys for match in re.finditer(r"[A-Za-z]+\d{4}[A-Za-z]+", row[key])}


@pytest.mark.parametrize("overlay", [False, True])
def test_every_page_is_its_own_rows_and_nobody_elses(workshop, tmp_path, overlay):
    needed("pdftotext")
    listed = rows(200)
    # One row in ten is bad, and leaves no page.
    bad = {number for number in range(1, 201) if number % 10 == 7}
    for number in bad:
        del listed[number - 1]["decision"]
    path = tmp_path / "rows.json"
    common = {key: value for key, value in COMMON.items() if key not in ("decision", "signer", "place")}
    path.write_text(json.dumps({"common": common, "rows": listed}))
    files = [tmp_path / name for name in ("all.pdf", "each.zip", "manifest.json")]
    outputs = [part for file in files for part in ("-o", file)]
    run(workshop, "--rows", path, *outputs, *(["--overlay"] if overlay else []), rc=1)
    merged, archive, manifest = files
    told = json.loads(manifest.read_text())
    assert [line["row"] for line in told] == list(range(1, 201))
    assert {line["row"] for line in told if line["state"] == "failed"} == bad
    texts = pages(merged)
    assert len(texts) == 180
    with zipfile.ZipFile(archive) as single:
        names = single.namelist()
        assert names == [line["file"] for line in told if line["state"] == "printed"]
        for line in (line for line in told if line["state"] == "printed"):
            row = listed[line["row"] - 1]
            one = tmp_path / "one.pdf"
            one.write_bytes(single.read(line["file"]))
            (alone,) = pages(one)
            for text in (texts[line["page"] - 1], alone):
                found = set(re.findall(r"[A-Za-z]+\d{4}[A-Za-z]+", text))
                # Names in capitals are canaries in capitals already.
                assert found == shown(row, overlay), f"row {line['row']}"
            assert ("GIẤY KHEN" in alone) is not overlay


def test_sheets_are_pdf_a_2u_and_tell_printers_not_to_scale(workshop, tmp_path):
    needed("qpdf", "pdfinfo")
    files = []
    for design in ("giay-khen", "giay-khen-phoi", "bang-khen", "bang-khen-phoi"):
        merged, archive = tmp_path / f"{design}.pdf", tmp_path / f"{design}.zip"
        run(workshop, "--design", design, "--sample", "-o", merged, "-o", archive)
        with zipfile.ZipFile(archive) as single:
            first = tmp_path / f"{design}-one.pdf"
            first.write_bytes(single.read(single.namelist()[0]))
        files += [merged, first]
    listed = tmp_path / "rows.json"
    listed.write_text(json.dumps({"common": COMMON, "rows": rows(150)}))
    many = tmp_path / "many.pdf"
    run(workshop, "--rows", listed, "-o", many)
    measure = tmp_path / "measure.pdf"
    run(workshop, "--calibrate", "-o", measure)
    files += [many, measure]
    sizes = {"giay": (297, 210), "bang": (400, 300), "many": (297, 210), "meas": (297, 210)}
    for file in files:
        ran = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        shown = json.loads(subprocess.run(["qpdf", "--json", file], capture_output=True, text=True, check=True).stdout)
        objects = shown["qpdf"][1]
        catalog = objects["obj:" + objects["trailer"]["value"]["/Root"]]["value"]
        assert catalog["/ViewerPreferences"]["/PrintScaling"] == "/None"
        told = subprocess.run(["pdfinfo", "-box", file], capture_output=True, text=True, check=True).stdout
        box = [float(side) * MM for side in re.search(r"MediaBox: *(.*)", told)[1].split()]
        assert box == pytest.approx([0, 0, *sizes[file.name[:4]]], abs=0.01), told
    assert len(pages(many)) == 150
    for (path, _), (verdict, checks, *failures) in vera(files, ["2u"]).items():
        assert verdict == "ok" and int(checks) > 100, f"{path}: {failures}"


def test_the_ground_and_each_face_are_stored_sparingly(workshop, tmp_path):
    """Ten times the rows are no ten times the ground: it is drawn once for all pages."""
    sizes = []
    for count in (10, 100):
        listed, merged = tmp_path / "rows.json", tmp_path / "all.pdf"
        listed.write_text(json.dumps({"common": COMMON, "rows": rows(count)}))
        run(workshop, "--rows", listed, "-o", merged)
        sizes.append(merged.stat().st_size)
    assert sizes[1] - sizes[0] < 90 * 3000, sizes


# ── Ink ──────────────────────────────────────────────────────────────────────

CAPITALS = "HHH"
CALIBRATIONS = [
    pytest.param([], 0, 0, 100, False, id="plain"),
    pytest.param(["--offset", "1.2,-0.4"], 1.2, -0.4, 100, False, id="moved"),
    pytest.param(["--scale", "100.3"], 0, 0, 100.3, False, id="scaled"),
    pytest.param(["--offset", "-2.5,3.1", "--scale", "99.4", "--rotate"], -2.5, 3.1, 99.4, True, id="turned"),
]


class Ruler:
    """Where the ink of capitals must lie, told from the design and the faces alone."""

    def __init__(self, design: dict, width: float, height: float):
        self.design, self.width, self.height = design, width, height
        self.faces: dict[str, TTFont] = {}

    def face(self, look: dict) -> TTFont:
        bold, italic = look.get("weight", 400) >= 700, look.get("italic", False)
        name = "Tinos-" + {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bold, italic]
        if look.get("face") == "display":
            name = "PlayfairDisplay-" + ("Black" if look["weight"] == 900 else "Bold")
        if name not in self.faces:
            self.faces[name] = TTFont(TOP / "fonts" / f"{name}.ttf")
        return self.faces[name]

    def ink(self, field: dict) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the ink in mm."""
        place, look = field["place"], field["look"]
        face, size = self.face(look), look["size"] * MM
        em = face["head"].unitsPerEm
        glyph = face.getBestCmap()[ord("H")]
        outline = face["glyf"][glyph]
        advance = face["hmtx"][glyph][0] / em * size
        length = len(CAPITALS) * advance + (len(CAPITALS) - 1) * look.get("tracking", 0) * size
        start = place["x"] + {"left": 0, "center": 0.5, "right": 1}[look.get("align", "center")] * (place["width"] - length)
        left = start + outline.xMin / em * size
        right = start + length - advance + outline.xMax / em * size
        capital = face["OS/2"].sCapHeight / em * size
        above = {"top": 0, "middle": 0.5, "bottom": 1}[look.get("vertical", "middle")] * (place["height"] - capital)
        top = place["y"] + above
        return left, top, right, top + capital


def measured(pdf: pathlib.Path, page: int, near: tuple[float, float, float, float]) -> tuple[float, ...]:
    """The ink's box in mm near a place, at 600 dpi. Without smoothing: poppler draws no smoothed
    glyph that is as large as a title's."""
    px = DPI / 25.4
    x, y = int((near[0] - 6) * px), int((near[1] - 6) * px)
    w, h = int((near[2] - near[0] + 12) * px), int((near[3] - near[1] + 12) * px)
    command = ["pdftoppm", "-r", DPI, "-f", page, "-l", page, "-gray", "-aa", "no", "-x", x, "-y", y, "-W", w, "-H", h, pdf]
    grey = subprocess.run(list(map(str, command)), capture_output=True, check=True).stdout
    magic, wide, high, most, pixels = re.match(rb"(P5)\s+(\d+)\s+(\d+)\s+(\d+)\s(.*)", grey, re.DOTALL).groups()
    wide, high = int(wide), int(high)
    lines = [pixels[line * wide : (line + 1) * wide] for line in range(high)]
    dark = [line for line in range(high) if min(lines[line]) < 128]
    columns = [column for column in range(wide) if min(pixels[column::wide]) < 128]
    assert dark and columns, f"no ink near {near}"
    return (x + columns[0]) / px, (y + dark[0]) / px, (x + columns[-1] + 1) / px, (y + dark[-1] + 1) / px


@pytest.mark.parametrize("name, width, height", [("giay-khen", 297, 210), ("bang-khen", 400, 300)])
@pytest.mark.parametrize("options, right, down, scale, turned", CALIBRATIONS)
def test_ink_lies_within_a_tenth_of_a_millimetre(
    workshop, tmp_path, name, width, height, options, right, down, scale, turned
):
    needed("pdftoppm")
    whole = tomllib.loads((STANDARDS / f"certificate-{name}.toml").read_text())
    fields = whole["field"]
    # The same boxes and looks, each field alone on its page.
    lines = ['id = "ink"', 'name = "Ink"', "overlay = true", 'cite = "test"', f'sheet = {{ size = "{width}x{height}", cite = "test" }}']
    lines += ['colours = { black = "#000000", red = "#000000", cite = "test" }', "[hole]"]
    lines += [f'h-{field["id"]} = {{ label = "{field["id"]}" }}' for field in fields]
    for field in fields:
        lines += ["[[field]]", f'id = "{field["id"]}"', f'text = "{{{{ h-{field["id"]} }}}}"', "optional = true"]
        for table in ("place", "look"):
            values = ", ".join(f"{key} = {json.dumps(value)}" for key, value in field[table].items())
            lines.append(f"{table} = {{ {values} }}")
    design, listed, merged = tmp_path / "ink.toml", tmp_path / "rows.json", tmp_path / "ink.pdf"
    design.write_text("\n".join(lines))
    listed.write_text(json.dumps([{f"h-{field['id']}": CAPITALS} for field in fields]))
    run(workshop, "--design", design, "--rows", listed, "-o", merged, *options)
    ruler = Ruler(whole, width, height)
    for page, field in enumerate(fields, 1):
        left, top, end, bottom = ruler.ink(field)

        def moved(x: float, y: float) -> tuple[float, float]:
            x = width / 2 + (x - width / 2) * scale / 100 + right
            y = height / 2 + (y - height / 2) * scale / 100 + down
            return (width - x, height - y) if turned else (x, y)

        corners = [moved(left, top), moved(end, bottom)]
        (x0, x1), (y0, y1) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        expected = (x0, y0, x1, y1)
        found = measured(merged, page, expected)
        off = max(abs(one - other) for one, other in zip(found, expected))
        assert off <= 0.1, f"{field['id']}: {found} is not {expected}"


def test_nothing_but_words_is_printed_onto_blanks(workshop, tmp_path):
    """Where the overlay has no field the paper stays white."""
    needed("pdftoppm")
    merged = tmp_path / "blank.pdf"
    run(workshop, "--overlay", "--sample", "-o", merged)
    command = ["pdftoppm", "-r", "50", "-f", "1", "-l", "1", "-gray", merged]
    grey = subprocess.run(list(map(str, command)), capture_output=True, check=True).stdout
    _, wide, high, _, pixels = re.match(rb"(P5)\s+(\d+)\s+(\d+)\s+(\d+)\s(.*)", grey, re.DOTALL).groups()
    wide, high = int(wide), int(high)
    band = int(24 / 25.4 * 50)
    rows_of = [pixels[line * wide : (line + 1) * wide] for line in range(high)]
    assert all(min(line) == 255 for line in rows_of[:band]), "ink at the head of a blank"
    assert all(min(line[:band] + line[-band:]) == 255 for line in rows_of), "ink at the edges of a blank"


def test_what_was_measured_is_what_is_set(workshop):
    # A printer that draws 0.5 % too large, 1 mm too far to the right and 2 mm too high.
    middle, inset, drawn = (148.5, 105.0), 20.0, 1.005
    left = middle[0] - (middle[0] - inset) * drawn + 1
    top = middle[1] - (middle[1] - inset) * drawn - 2
    between = (297 - 2 * inset) * drawn
    said = run(workshop, "--measured", f"{left},{top},{between}").stdout
    assert said == "--offset -1,2 --scale 99.5\n"


# ── Word files and hand-over lists ───────────────────────────────────────────


def test_word_files_are_valid_say_what_the_sheet_says_and_open_on_one_page(workshop, tmp_path):
    needed("soffice", "pdftotext", "pdfinfo")
    made = []
    for design in ("giay-khen", "giay-khen-phoi", "bang-khen", "giay-chung-nhan"):
        sheet = tmp_path / f"{design}.pdf"
        run(workshop, "--design", design, "--sample", "-o", sheet)
        for number, meant in enumerate(pages(sheet), 1):
            word = tmp_path / f"{design}-{number}" / "one.docx"
            word.parent.mkdir()
            run(workshop, "--design", design, "--sample", "--page", number, "-o", word)
            made.append((word, meant))
    folder = tmp_path / "office"
    folder.mkdir()
    office = soffice.Office(TOP / "fonts", folder, [word for word, _ in made])
    for word, meant in made:
        verdict = validate(word)
        assert verdict["ok"] is True, f"{word}: {verdict}"
        opened = pages(office.convert(word, "pdf", "pdf"))
        assert len(opened) == 1, f"{word}: {len(opened)} pages"
        assert sorted(opened[0].split()) == sorted(meant.split()), word


def test_hand_over_lists_have_every_sheet_once_and_are_pdf_a(workshop, tmp_path):
    listed, merged, lists = tmp_path / "rows.json", tmp_path / "all.pdf", tmp_path / "lists.pdf"
    listed.write_text(json.dumps({"common": COMMON, "rows": rows(30)}))
    run(workshop, "--rows", listed, "--order", "unit", "-o", merged, "--handover", lists)
    said = "\n".join(pages(lists))
    for number, text in enumerate(pages(merged), 1):
        name = re.search(r"[A-Z]+\d{4}[A-Z]+", text)[0]
        assert len(re.findall(name, said, re.IGNORECASE)) == 1, f"sheet {number}: {name}"
    for (path, profile), (verdict, checks, *failures) in vera([lists]).items():
        assert verdict == "ok", f"{path} under {profile}: {failures}"
