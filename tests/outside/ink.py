"""What stands on the pages of a PDF: letters with their places, in the order of the file."""

from __future__ import annotations

import pathlib
import unicodedata
from dataclasses import dataclass
from typing import Iterable, Iterator

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    """A letter in print. Lengths in pt from the page's upper left corner."""

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    font: str
    part: str
    """`body`, `note`, `mark` (a footnote's number) or `artifact` (a page number)."""

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True)
class Stroke:
    """A drawn horizontal line. Lengths in pt from the page's upper left corner."""

    page: int
    left: float
    right: float
    y: float

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass
class Print:
    """A PDF: its letters, its drawn lines, the order of its tags."""

    pages: int
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]
    tagged: int
    """How many pieces of content the tags name."""
    misplaced: list[str]
    """Elements whose content stands before that of the element ahead of them."""

    def part(self, part: str) -> list[Glyph]:
        return [glyph for glyph in self.glyphs if glyph.part == part]


def read(path: pathlib.Path) -> Print:
    with pdfplumber.open(path) as pdf:
        order = list(_tags(pdf.structure_tree, "body"))
        parts = {(page, mark): part for page, mark, part in order}
        glyphs, strokes = [], []
        for page in pdf.pages:
            number = page.page_number
            for char in page.chars:
                # A file without tags (LibreOffice's) has no artifacts that could be told.
                default = "artifact" if order else "body"
                part = parts.get((number, char["mcid"]), default)
                glyphs.append(
                    Glyph(
                        unicodedata.normalize("NFC", char["text"]), number, char["x0"], char["x1"],
                        float(page.height) - char["matrix"][5], char["size"], char["fontname"], part,
                    )
                )  # fmt: skip
            strokes += [Stroke(number, line["x0"], line["x1"], line["top"]) for line in page.lines if _flat(line)]
            strokes += [
                Stroke(number, rect["x0"], rect["x1"], (rect["top"] + rect["bottom"]) / 2)
                for rect in page.rects
                if rect["height"] < 2 < rect["width"]
            ]
        first = pdf.pages[0]
        misplaced: list[str] = []
        _first(pdf.structure_tree, misplaced)
        size = (float(first.width), float(first.height))
        return Print(len(pdf.pages), *size, glyphs, strokes, len(order), misplaced)


def _flat(line: dict) -> bool:
    return abs(line["top"] - line["bottom"]) < 0.1


def _tags(elements: Iterable[dict], part: str) -> Iterator[tuple[int, int, str]]:
    for element in elements:
        inner = part
        if element["type"] in ("Note", "FENote"):
            inner = "note"
        elif element["type"] in ("Lbl", "Reference"):
            inner = "mark"
        for mark in element.get("mcids") or []:
            yield element["page_number"], mark, inner
        yield from _tags(element.get("children") or [], inner)


def _first(elements: Iterable[dict], misplaced: list[str]) -> tuple[int, int] | None:
    """Where the content of some elements starts; notes stand elsewhere by nature."""
    start = last = None
    for element in elements:
        if element["type"] in ("Note", "FENote"):
            continue
        own = min(((element["page_number"], mark) for mark in element.get("mcids") or []), default=None)
        inner = _first(element.get("children") or [], misplaced)
        here = min((place for place in (own, inner) if place is not None), default=None)
        if here is not None and last is not None and here < last:
            misplaced.append(f"{element['type']} at {here} after {last}")
        if here is not None:
            start = here if start is None else min(start, here)
            last = here
    return start


def words(glyphs: Iterable[Glyph]) -> list[tuple[str, int]]:
    """Words with their pages: cut at spaces, at gaps and where the pen goes back."""
    pieces: list[list[Glyph]] = [[]]
    last = None
    for glyph in glyphs:
        if last is not None and (
            glyph.page != last.page
            or glyph.left < last.left - 0.5
            or glyph.left - last.right > 0.12 * last.size
            or abs(glyph.baseline - last.baseline) > 0.6 * max(glyph.size, last.size)
        ):
            pieces.append([])
        if glyph.text.isspace():
            pieces.append([])
        else:
            pieces[-1].append(glyph)
        last = glyph
    return [("".join(glyph.text for glyph in piece), piece[0].page) for piece in pieces if piece]
