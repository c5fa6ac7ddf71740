"""The words of a document, read back from each of its forms by somebody else's program."""

from __future__ import annotations

import dataclasses
import pathlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

import ink


Number = tuple[str, int]
"""The number of a note, and the page on which it stands."""


@dataclass
class Said:
    """Words in reading order; the words of the footnotes, and how many marks call them."""

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: int = 0
    called: list[Number] = field(default_factory=list)
    """On paper: each mark and its page."""
    numbered: list[Number] = field(default_factory=list)
    """On paper: the number before each note and its page."""


def by_document(document: dict) -> Said:
    """From the JSON: what was to be said."""
    body, notes = [], []

    def inlines(pieces: list[dict]) -> str:
        text = ""
        for piece in pieces:
            if piece["type"] == "text":
                text += piece["text"]
            elif piece["type"] == "break":
                text += " "
            else:
                notes.append(inlines(piece["text"]))
        return text

    for paragraph in paragraphs(document, cells=True):
        body.append(inlines(paragraph["text"]))
    return Said(" ".join(body).split(), " ".join(notes).split(), len(notes))


Place = tuple[int, int, int]
"""Where a paragraph stands in the document: section, block, and row of a table."""


def placed(document: dict, cells: bool = False) -> list[tuple[Place, dict]]:
    """Paragraphs in reading order, cells from left to right; on demand cells of tables too."""
    found: list[tuple[Place, dict]] = []
    for number, section in enumerate(document["sections"]):
        for index, block in enumerate(section["blocks"]):
            if block["type"] == "paragraph":
                found.append(((number, index, 0), block))
            elif block["type"] == "columns":
                found += [((number, index, 0), paragraph) for cell in block["cells"] for paragraph in cell]
            elif block["type"] == "table" and cells:
                for at, row in enumerate(block["rows"]):
                    role = "table-head" if at < block["header_rows"] else "table-cell"
                    found += [((number, index, at), {"role": role, "text": cell}) for cell in row]
    return found


def paragraphs(document: dict, cells: bool = False) -> list[dict]:
    """The same without their places."""
    return [paragraph for _, paragraph in placed(document, cells)]


def words_of(paragraph: dict) -> list[str]:
    """The words of a paragraph without its notes."""
    return "".join([piece.get("text", " ") for piece in paragraph["text"] if piece["type"] != "footnote"]).split()


def by_pdf(path: pathlib.Path) -> Said:
    """From the PDF, in the order of its content; headers are artifacts and left out."""
    return _printed(ink.read(path).glyphs)


def by_office(path: pathlib.Path, document: dict, standard: dict) -> Said:
    """From the PDF that LibreOffice makes of the DOCX. It has no tags: notes stand under a
    line, marks are raised, and the page number stands in the top margin."""
    page = ink.read(path)
    top, left = (standard["page"][side]["mm"] * ink.MM for side in ("top", "left"))
    quarter = (page.width - left - standard["page"]["right"]["mm"] * ink.MM) / 4
    lines = {
        stroke.page: stroke.y
        for stroke in page.strokes
        if abs(stroke.left - left) < 0.5 and abs(stroke.length - quarter) < 0.5
    }
    raised = _raised(document)
    glyphs, fresh = [], True
    for glyph in page.glyphs:
        part = "note" if glyph.baseline > lines.get(glyph.page, page.height) else "body"
        small = glyph.size < 0.65 * standard["role"]["footnote" if part == "note" else "body"]["size"]
        if glyph.page > 1 and glyph.baseline < top:
            part = "artifact"
        elif part == "body" and small:
            # Raised words and marks look the same: the document says which is next.
            part = "mark" if not glyph.text.isspace() and next(raised, False) else "body"
        elif part == "note" and small and abs(glyph.left - left) < 0.5:
            part, fresh = "number", True
        elif part == "note" and small and fresh and glyph.text.isdigit():
            part = "number"
        else:
            fresh = False
        glyphs.append(dataclasses.replace(glyph, part=part))
    return _printed(glyphs)


def _raised(document: dict) -> Iterator[bool]:
    """For each raised letter of the body, true when it is of a mark."""
    number = 0
    for paragraph in paragraphs(document, cells=True):
        for piece in paragraph["text"]:
            if piece["type"] == "footnote":
                number += 1
                yield from (True for _ in str(number))
            elif piece.get("superscript"):
                yield from (False for letter in piece["text"] if not letter.isspace())


def _printed(glyphs: list[ink.Glyph]) -> Said:
    def part(*parts: str) -> list[ink.Glyph]:
        return [glyph for glyph in glyphs if glyph.part in parts]

    called, numbered = _numbers(part("body", "mark"), "mark"), _numbers(part("note", "number"), "number")
    body, notes = ink.words(part("body", "mark")), ink.words(part("note", "number"))
    return Said(uncut(body), uncut(notes), len(called), called, numbered)


def _numbers(glyphs: list[ink.Glyph], part: str) -> list[Number]:
    """The numbers among letters, each put together from digits that follow each other."""
    numbers: list[Number] = []
    before = None
    for glyph in glyphs:
        if glyph.part == part and not glyph.text.isspace():
            beside = before is not None and before.part == part and before.page == glyph.page
            if beside and abs(glyph.left - before.right) < 0.5:
                numbers[-1] = (numbers[-1][0] + glyph.text, glyph.page)
            else:
                numbers.append((glyph.text, glyph.page))
        before = glyph
    return numbers


def uncut(words: list[ink.Word]) -> list[str]:
    """Words by the letter; what a line's end may have cut is told by a leading U+2060."""
    return [("\u2060" if word.cut else "") + word.text for word in words]


def by_docx(path: pathlib.Path) -> Said:
    """From the DOCX by python-docx: the body in document order, tables and footnotes."""
    document = docx.Document(str(path))
    marks: list[str] = []
    body = _ooxml(document.element.body, marks)
    # What stands at the foot of page one (địa chỉ) is Word's footer of the first page.
    for section in document.sections:
        body += " " + " ".join(_ooxml(one._element, []) for one in section.first_page_footer.paragraphs)
    notes: dict[str, str] = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            for note in etree.fromstring(relation.target_part.blob).iter(qn("w:footnote")):
                if note.get(qn("w:type")) is None:
                    notes[note.get(qn("w:id"))] = _ooxml(note, [])
    return Said(body.split(), " ".join(notes[mark] for mark in marks).split(), len(marks))


def _ooxml(root: etree._Element, marks: list[str]) -> str:
    text = ""
    for element in root.iter():
        if element.tag == qn("w:t"):
            text += element.text or ""
        elif element.tag == qn("w:noBreakHyphen"):
            text += "\u2011"
        elif element.tag in (qn("w:p"), qn("w:br"), qn("w:tab"), qn("w:tc")):
            text += " "
        elif element.tag == qn("w:footnoteReference"):
            marks.append(element.get(qn("w:id")))
    return unicodedata.normalize("NFC", text)


def by_text(path: pathlib.Path) -> Said:
    """From the text, its few marks taken away; what a backslash escapes is no mark."""
    text = re.sub(r"\\([*^|\\\[¹²³⁰⁴-⁹])", lambda found: chr(0xE000 + ord(found[1])), path.read_text(encoding="utf-8"))
    body, notes = [], []
    for line in text.splitlines():
        note = re.match(r"\[\^\d+\]:?\s+(.*)", line)
        if note:
            notes.append(_bare(note[1]))
        elif not re.fullmatch(r"\s*\|(\s*:?-+:?\s*\|)+\s*", line):
            body.append(_bare(line.replace("|", " ") if line.lstrip().startswith("|") else line))
    marks = len(re.findall(r"\[\^\d+\]", "\n".join(body)))
    return Said(
        _plain(re.sub(r"\[\^\d+\]", "", " ".join(body))).split(), _plain(" ".join(notes)).split(), marks
    )


def _plain(text: str) -> str:
    """Gives back the letters that were escaped."""
    return "".join(chr(ord(c) - 0xE000) if 0xE000 <= ord(c) < 0xF8FF else c for c in text)


def _bare(line: str) -> str:
    line = re.sub(r"\^\{([^}]*)\}|\^([^^\s]+)\^", lambda found: found[1] or found[2], line)
    for _ in range(2):  # One mark may stand inside another.
        line = re.sub(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1", r"\2", line)
    return line
