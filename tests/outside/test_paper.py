"""On paper it is right: page one of each seed against the standard, from the PDF itself.

Lengths hold to half a millimetre, sizes to a tenth of a point.
"""

from __future__ import annotations

import pytest

import pages
from ink import MM
from sheet import Sheet

HALF = 0.5 * MM
LETTERHEAD_LOST = [
    "--parent", "ỦY BAN NHÂN DÂN THÀNH PHỐ SÔNG HỒNG",
    "--issuer", "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH MINH THƯỢNG",
    "--place", "Bình Minh Thượng",
]  # fmt: skip
LETTERHEAD = ["parent-body", "issuing-body", "national-title", "motto", "doc-number", "place-date"]


@pytest.fixture(scope="session")
def sheet(seed, workshop, tmp_path_factory) -> Sheet:
    """A seed with the letterhead it has lost, long enough to wrap in its column."""
    made = workshop.again(seed.name, seed.input, tmp_path_factory.mktemp(seed.name), *LETTERHEAD_LOST)
    return Sheet(made, workshop.standard)


def near(found: float, wanted: float, what: str) -> None:
    assert abs(found - wanted) <= HALF, f"{what}: {found / MM:.2f} mm, not {wanted / MM:.2f} mm"


def test_the_sheet_is_a4(sheet):
    near(sheet.print.width, sheet.page("width"), "width")
    near(sheet.print.height, sheet.page("height"), "height")


def test_sizes_weights_and_slants_are_the_standards(sheet):
    seen = set()
    for paragraph in sheet.sets:
        rule = sheet.rule(paragraph.role)
        # Each letter with the piece it comes from: pieces add weight and slant, never take.
        pieces = [piece for piece in paragraph.text if piece["type"] == "text"]
        faces = [piece for piece in pieces for _ in "".join(piece["text"].split())]
        assert len(faces) == sum(len(glyph.text) for glyph in paragraph.glyphs)
        at = 0
        for glyph in paragraph.glyphs:
            face, at = faces[at], at + len(glyph.text)
            where = f"{paragraph.role} {glyph.text!r} on page {glyph.page}"
            assert glyph.bold == (rule["bold"] or face.get("bold", False)), f"{where}: weight"
            assert glyph.italic == (rule["italic"] or face.get("italic", False)), f"{where}: slant"
            if face.get("superscript"):
                assert glyph.size < rule["size"] - 2, f"{where}: not raised"
                continue
            least, most = rule["allowed"]
            assert least - 0.1 <= glyph.size <= most + 0.1, f"{where}: {glyph.size} pt"
            if paragraph.role not in LETTERHEAD:
                assert abs(glyph.size - rule["size"]) <= 0.1, f"{where}: {glyph.size} pt"
        seen.add(paragraph.role)
    assert {"national-title", "motto", "doc-type", "body", "recipient", "signer-name"} <= seen


def test_margins(sheet):
    left, right = sheet.page("left"), sheet.page("width") - sheet.page("right")
    top, bottom = sheet.page("top"), sheet.page("height") - sheet.page("bottom")
    indent = sheet.standard["shape"]["text"]["indent"]["mm"] * MM
    bodies = [found for found in sheet.sets if sheet.rule(found.role)["shape"] == "text" and len(found.lines) > 2]
    assert len(bodies) > 3
    for found in bodies:
        near(found.lines[0].left, left + indent, f"first line of {found.role}")
        for line in found.lines[1:]:
            near(line.left, left, f"line of {found.role}")
        # Justified: every line but the last reaches the right margin.
        for line in found.lines[:-1]:
            near(line.right, right, f"end of a line of {found.role}")
    first = sheet.first("national-title")
    size = first.glyphs[0].size
    near(first.lines[0].baseline - 0.8 * sheet.pitch("national-title", size), top, "top")
    for glyph in sheet.print.part("body", "note"):
        assert left - HALF <= glyph.left and glyph.right <= right + HALF + 3, f"{glyph} in the margin"
        assert glyph.baseline <= bottom + HALF, f"{glyph} in the bottom margin"
    pages.explained(sheet)


def test_the_two_columns_are_centred(sheet):
    left = [found for role in ("parent-body", "issuing-body", "doc-number") if (found := sheet.first(role))]
    right = [found for role in ("national-title", "motto", "place-date") if (found := sheet.first(role))]
    assert len(left) >= 2 and len(right) >= 2
    middles = []
    for cell in (left, right):
        # A blank year is white at the end of its line, so the line's words stand to the left.
        lines = [line for found in cell if not found.text[-1]["text"][-1:].isspace() for line in found.lines]
        for line in lines[1:]:
            near(line.centre, lines[0].centre, f"{''.join(g.text for g in line.glyphs)[:30]}")
        middles.append(lines[0].centre)
    # The columns share the text area: whatever their widths, their middles are half of it apart.
    columns = sheet.standard["columns"]["letterhead"]
    whole = (columns["left"]["mm"] + columns["right"]["mm"]) * MM
    near(middles[1] - middles[0], whole / 2, "from middle to middle")
    width = 2 * (middles[0] - sheet.page("left"))
    least, most = columns["left"]["allowed"]
    assert least * MM - HALF <= width <= most * MM + HALF, f"left column {width / MM:.1f} mm"


def test_titles_are_centred_on_the_text(sheet):
    middle = (sheet.page("left") + sheet.page("width") - sheet.page("right")) / 2
    for role in ("doc-type", "subject"):
        for line in sheet.first(role).lines:
            near(line.centre, middle, role)


@pytest.mark.parametrize("role", ["motto", "issuing-body", "subject"])
def test_rules_are_drawn_and_as_long_as_they_must_be(sheet, role):
    found = sheet.first(role)
    stroke = sheet.stroke_under(found)
    assert stroke is not None, f"no line under {role}"
    share = sheet.standard["rule"][role]["share"]
    near(stroke.length, share["times"] * found.longest, f"line under {role}")
    least, most = share["allowed"]
    assert least - 0.01 <= stroke.length / found.longest <= most + 0.01
    near(stroke.centre, found.lines[-1].centre, f"middle of the line under {role}")


def test_nothing_is_underlined(sheet):
    """A line is a drawn rule of the three, of a table or of a footnote: none underlines words."""
    for paragraph in sheet.sets:
        if paragraph.role in ("motto", "issuing-body", "subject", "attachment-reference", "table-head", "table-cell"):
            continue
        for line in paragraph.lines:
            near_by = [
                stroke for stroke in sheet.print.strokes
                if stroke.page == line.glyphs[0].page and 0 < stroke.y - line.baseline < 2.5
                and stroke.left < line.right and line.left < stroke.right
            ]  # fmt: skip
            assert not near_by, f"{paragraph.role} is underlined: {near_by}"


@pytest.mark.parametrize("role", ["national-title", "motto", "place-date", "doc-number"])
def test_quoc_hieu_and_the_date_never_wrap(sheet, role):
    found = sheet.first(role)
    if found is None:
        assert {"doc-number": "number-missing", "place-date": "date-missing"}[role] in sheet.problems
    else:
        assert len(found.lines) == 1


def test_number_and_date_stand_on_one_line(sheet):
    number, date = sheet.first("doc-number"), sheet.first("place-date")
    if number is not None and date is not None:
        near(number.lines[0].baseline, date.lines[0].baseline, "levels")
    else:
        assert {"number-missing", "date-missing"} & sheet.problems


def test_noi_nhan_is_level_with_the_first_line_of_the_signature(sheet):
    label = sheet.all("recipients-label")[0]
    heads = [found for role in ("capacity", "signer-title") for found in sheet.all(role)]
    head = min(heads, key=lambda found: (found.glyphs[0].page, found.lines[0].baseline))

    assert label.glyphs[0].page == head.glyphs[0].page
    near(label.lines[0].baseline, head.lines[0].baseline, "Nơi nhận")
    near(label.lines[0].left, sheet.page("left"), "left of Nơi nhận")


def test_the_signature_is_centred_and_has_room_for_the_hand(sheet):
    name = sheet.all("signer-name")[-1]
    above = [found for role in ("capacity", "signer-title") for found in sheet.all(role)]
    same = [found for found in above if abs(found.lines[0].centre - name.lines[0].centre) < 20 * MM]
    assert same, "the name stands under nothing"
    for found in same:
        near(found.lines[0].centre, name.lines[0].centre, f"middle of {found.role}")
    gap = name.lines[0].baseline - max(found.lines[-1].baseline for found in same)
    least, most = sheet.standard["columns"]["signature"]["space"]["allowed"]
    assert least * MM <= gap <= (most + 12) * MM, f"room for the signature: {gap / MM:.1f} mm"


def test_the_page_number_stands_in_the_top_margin_but_not_on_page_one(sheet):
    middle = (sheet.page("left") + sheet.page("width") - sheet.page("right")) / 2
    rule = sheet.rule("page-number")
    numbers: dict[int, list] = {}
    for glyph in sheet.print.part("artifact"):
        if glyph.text.isdigit() and glyph.baseline < sheet.page("top"):
            numbers.setdefault(glyph.page, []).append(glyph)
    assert 1 not in numbers, "page one shows its number"
    assert sorted(numbers) == list(range(2, sheet.print.pages + 1))
    for page, glyphs in numbers.items():
        near((glyphs[0].left + glyphs[-1].right) / 2, middle, f"number of page {page}")
        size = glyphs[0].size
        assert abs(size - rule["size"]) <= 0.1 and not glyphs[0].bold and not glyphs[0].italic
        top = glyphs[0].baseline - 0.8 * sheet.pitch("page-number", size)
        near(top, sheet.page("number-from-edge"), f"height of the number of page {page}")
    assert "".join(glyph.text for glyph in numbers[2]) == "2"
