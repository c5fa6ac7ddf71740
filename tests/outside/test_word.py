"""Word files of other programs, read by the real binary: python-docx, docxtpl, LibreOffice."""

from __future__ import annotations

import collections
import json
import pathlib
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator

import docx
import docxtpl
import pytest

import letters
import made
import soffice

WORD = 'docx:MS Word 2007 XML'

Reader = Callable[[pathlib.Path], dict]


@pytest.fixture(scope="session")
def read(workshop: made.Workshop, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads a Word file: the JSON of a reading."""
    folder = tmp_path_factory.mktemp("word")

    def run(path: pathlib.Path) -> dict:
        out = folder / f"{path.parent.name}-{path.stem}.json"
        ran = subprocess.run(
            [workshop.binary, "typeset", str(path), "-o", str(out)], capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 0, f"{path}: exit {ran.returncode}\n{ran.stderr}"
        return json.loads(out.read_text(encoding="utf-8"))

    return run


def said(inlines: list[dict]) -> str:
    plain = {"break": " ", "footnote": ""}
    return "".join(plain.get(inline["type"], inline.get("text", "")) for inline in inlines)


def paragraphs(document: dict) -> Iterator[tuple[str, str]]:
    """Role and words of each paragraph and cell that has words, in reading order."""
    for block in (block for section in document["sections"] for block in section["blocks"]):
        found = []
        if block["type"] == "paragraph":
            found = [(block["role"], block["text"])]
        elif block["type"] == "columns":
            found = [(paragraph["role"], paragraph["text"]) for cell in block["cells"] for paragraph in cell]
        elif block["type"] == "table":
            for at, row in enumerate(block["rows"]):
                role = "table-head" if at < block["header_rows"] else "table-cell"
                found += [(role, cell) for cell in row]
        for role, inlines in found:
            words = " ".join(said(inlines).split())
            if words:
                yield role, words


def counted(text: str) -> collections.Counter[str]:
    return collections.Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))


def all_words(reading: dict) -> collections.Counter[str]:
    text = "\n".join(words for _, words in paragraphs(reading["document"]))
    return counted(text + "\n" + "\n".join(left["text"] for left in reading["leftovers"]))


LETTERS = {"decision": (letters.decision, letters.DECISION), "plan": (letters.plan, letters.PLAN)}


def in_order(letter: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The letter as a document has it: the right column of the letterhead before the number."""
    roles = ["parent-body", "issuing-body", "national-title", "motto", "doc-number", "place-date"]
    head = [pair for role in roles for pair in letter if pair[0] == role]
    return head + [pair for pair in letter if pair[0] not in roles]


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_drawn_with_python_docx_is_understood(name: str, read: Reader, tmp_path: pathlib.Path) -> None:
    draw, right = LETTERS[name]
    reading = read(draw(tmp_path / f"{name}.docx"))
    assert list(paragraphs(reading["document"])) == in_order(right)
    assert reading["document"]["kind"] == name
    assert reading["leftovers"] == []


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("way", ["rtf", "odt", "doc", "docx"])
def test_a_letter_that_libreoffice_saved_is_understood(
    name: str, way: str, read: Reader, office: soffice.Office, tmp_path: pathlib.Path
) -> None:
    draw, right = LETTERS[name]
    folder = tmp_path / f"{name}-{way}"
    folder.mkdir()
    source = draw(folder / f"{name}.docx")
    filters = {"docx": WORD, "doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf"}
    saved = office.convert(source, filters[way], way)
    if way != "docx":
        again = folder / f"again.{way}"
        again.write_bytes(saved.read_bytes())
        saved = office.convert(again, WORD, "docx")
    reading = read(saved)
    assert list(paragraphs(reading["document"])) == in_order(right)


def test_a_letter_filled_by_docxtpl_is_understood(read: Reader, tmp_path: pathlib.Path) -> None:
    template = letters.plan(tmp_path / "template.docx")
    opened = docx.Document(str(template))
    for paragraph in opened.paragraphs:
        if paragraph.text.startswith("Phát động"):
            paragraph.runs[0].text = "{{ subject }}"
        if paragraph.text.startswith("Trên đây"):
            paragraph.runs[0].text = "{% for end in ends %}{{ end }}{% endfor %}"
    opened.save(str(template))
    filled = docxtpl.DocxTemplate(str(template))
    subject = "Trồng cây & “giữ rừng” <2026> {{ x }}"
    filled.render({"subject": subject, "ends": ["Trên đây ", "là kế hoạch./."]}, autoescape=True)
    filled.save(str(tmp_path / "filled.docx"))
    found = list(paragraphs(read(tmp_path / "filled.docx")["document"]))
    assert ("subject", subject) in found
    assert ("body", "Trên đây là kế hoạch./.") in found


@pytest.mark.parametrize("name", LETTERS)
def test_the_words_are_those_that_other_programs_find(
    name: str, read: Reader, office: soffice.Office, tmp_path: pathlib.Path
) -> None:
    folder = tmp_path / f"words-{name}"
    folder.mkdir()
    path = LETTERS[name][0](folder / f"{name}.docx")
    ours = all_words(read(path))
    opened = docx.Document(str(path))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    theirs = counted("\n".join([paragraph.text for paragraph in opened.paragraphs] + cells))
    assert theirs - ours == collections.Counter()
    # LibreOffice shows the automatic numbers too, and it is no less and no more than we read.
    assert counted(office.text(path)) == ours


def test_our_own_file_comes_back_as_it_was(case: made.Made, read: Reader) -> None:
    written = json.loads((case.folder / "a.json").read_text(encoding="utf-8"))
    assert read(case.docx)["document"] == written["document"]


def test_our_own_file_that_libreoffice_saved_comes_back(
    case: made.Made, read: Reader, office: soffice.Office
) -> None:
    written = json.loads((case.folder / "a.json").read_text(encoding="utf-8"))
    again = read(office.convert(case.docx, WORD, "docx"))
    assert list(paragraphs(again["document"])) == list(paragraphs(written["document"]))
    assert again["document"]["kind"] == written["document"]["kind"]
