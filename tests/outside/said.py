"""The words of a document, read back from each of its forms by somebody else's program."""

from __future__ import annotations

import copy
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
    below: list[bool] = field(default_factory=list)
    """In Word: for each mark, whether its note stands below its words, not at the page's foot."""


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
            elif piece["type"] == "footnote":
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
    return _printed(below_words(ink.read(path).glyphs))


def below_words(glyphs: list[ink.Glyph]) -> list[ink.Glyph]:
    """Tells the notes that stand below the words that call them: their raised numbers in
    brackets, there and in the words, and after the number words in the size of a note."""
    out, at, size = list(glyphs), 0, None
    while at < len(out):
        end = at
        while end < len(out) and out[end].part == "body" and out[end].size < 8:
            end += 1
        if re.fullmatch(r"\(\d+\)", "".join(glyph.text for glyph in out[at:end])):
            part = "number" if out[at].size < 6 else "mark"
            out[at:end] = [dataclasses.replace(glyph, part=part) for glyph in out[at:end]]
            size = out[at].size / 0.58 if part == "number" else None
        elif size is not None and out[at].part == "body" and min(abs(out[at].size - size), abs(out[at].size - 0.58 * size)) < 0.1:
            out[at] = dataclasses.replace(out[at], part="note")
        elif not out[at].text.isspace():
            size = None
        at = max(end, at + 1)
    return out


def by_office(path: pathlib.Path, document: dict, standard: dict, below: list[bool]) -> Said:
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
    raised = _raised(document, below)
    glyphs, fresh = [], True
    for glyph in page.glyphs:
        part = "note" if glyph.baseline > lines.get(glyph.page, page.height) else "body"
        small = glyph.size < 0.6 * standard["role"]["footnote" if part == "note" else "body"]["size"]
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
    for head in _heads(document):
        _once(glyphs, head)
    return _printed(below_words(glyphs))


def _heads(document: dict) -> list[str]:
    """The letters of each table's heading rows."""
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    tables = [block for block in blocks if block["type"] == "table" and block["header_rows"]]
    rows = [[cell for row in table["rows"][: table["header_rows"]] for cell in row] for table in tables]
    return ["".join(word for cell in cells for word in words_of({"text": cell})) for cells in rows]


def _once(glyphs: list[ink.Glyph], head: str) -> None:
    """Heading rows that are printed again at the head of a page are no words of the body."""
    for page in range(2, glyphs[-1].page + 1):
        before = "".join(glyph.text for glyph in glyphs if glyph.page < page and glyph.part == "body")
        places = [at for at, glyph in enumerate(glyphs) if (glyph.page, glyph.part) == (page, "body") and not glyph.text.isspace()]
        first = places[: len(head)]
        if head in "".join(before.split()) and "".join(glyphs[at].text for at in first) == head:
            for at in first:
                glyphs[at] = dataclasses.replace(glyphs[at], part="artifact")


def _raised(document: dict, below: list[bool]) -> Iterator[bool]:
    """For each raised letter of the body, true when it is of a mark at the page's foot."""
    number, places = 0, iter(below)
    for paragraph in paragraphs(document, cells=True):
        for piece in paragraph["text"]:
            if piece["type"] == "footnote" and next(places):
                yield from (False for _ in "(1)(1)")  # Where it is called, and before the note.
            elif piece["type"] == "footnote":
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
    text = copy.deepcopy(document.element.body)
    below = iter(_taken(text))
    body = _ooxml(text, marks)
    # What stands at the foot of page one (địa chỉ) is Word's footer of the first page.
    for section in document.sections:
        body += " " + " ".join(_ooxml(one._element, []) for one in section.first_page_footer.paragraphs)
    notes: dict[str, str] = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            for note in etree.fromstring(relation.target_part.blob).iter(qn("w:footnote")):
                if note.get(qn("w:type")) is None:
                    notes[note.get(qn("w:id"))] = _ooxml(note, [])
    said = " ".join(next(below) if mark == BELOW else notes[mark] for mark in marks)
    assert next(below, None) is None, f"{path}: a note that nothing calls"
    return Said(body.split(), said.split(), len(marks), below=[mark == BELOW for mark in marks])


BELOW = "below"


def _taken(body: etree._Element) -> list[str]:
    """Takes the notes out that stand below the words that call them; their marks, raised
    numbers in brackets, become references like those of the others."""
    for run in list(body.iter(qn("w:r"))):
        raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        words = "".join(piece.text or "" for piece in run.iter(qn("w:t")))
        if raised is not None and re.fullmatch(r"\(\d+\)", words):
            for child in list(run):
                run.remove(child)
            etree.SubElement(run, qn("w:footnoteReference")).set(qn("w:id"), BELOW)
    notes = []
    for paragraph in list(body.iter(qn("w:p"))):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == "footnote":
            notes.append(_ooxml(paragraph, []))
            paragraph.getparent().remove(paragraph)
    return notes


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


def by_html(path: pathlib.Path) -> Said:
    """From the page by libxml2; numbers of notes are links, and no words of the document."""
    page = etree.parse(str(path), etree.HTMLParser(encoding="utf-8"))
    marks = len(page.xpath("//a[@role='doc-noteref']"))
    for link in page.xpath("//a[@role]"):
        link.text = ""
    for element in page.xpath("//body//*[not(self::a or self::sup or self::strong or self::em)]"):
        element.tail = " " + (element.tail or "")
    notes = [words for note in page.xpath("//ol/li") for words in "".join(note.itertext()).split()]
    for section in page.xpath("//section[@role='doc-endnotes']"):
        section.getparent().remove(section)
    return Said("".join(page.find("body").itertext()).split(), notes, marks)


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
