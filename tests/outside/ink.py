"""What stands on the pages of a PDF: letters with their places, in the order of the file."""

from __future__ import annotations

import pathlib
import unicodedata
from dataclasses import dataclass
from typing import Iterable

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.page import PDFPageAggregatorWithMarkedContent as Device

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
    """`body`, `note`, `mark` (the number of a note where it is called), `number` (the same
    before the note itself) or `artifact` (a page number)."""

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

    def part(self, *parts: str) -> list[Glyph]:
        return [glyph for glyph in self.glyphs if glyph.part in parts]


def read(path: pathlib.Path) -> Print:
    with pdfplumber.open(path) as pdf:
        glyphs, strokes = [], []
        tags, misplaced = _tags(pdf)
        for page in pdf.pages:
            number = page.page_number
            parts = {mark: part for (on, mark), part in tags.items() if on == number}
            for char in page.chars:
                # A file without tags (LibreOffice's) has no artifacts that could be told.
                part = parts.get(char["mcid"], "artifact") if tags else "body"
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
        return Print(len(pdf.pages), float(first.width), float(first.height), glyphs, strokes, len(tags), misplaced)


def _flat(line: dict) -> bool:
    return abs(line["top"] - line["bottom"]) < 0.1


def _begin(device: Device, tag, properties=None) -> None:
    """Spans stand inside marked content; pdfplumber forgets where it was after one."""
    device.__dict__.setdefault("outer", []).append((device.cur_tag, device.cur_mcid))
    device.cur_tag = tag.name
    if isinstance(properties, dict) and "MCID" in properties:
        device.cur_mcid = properties["MCID"]


def _end(device: Device) -> None:
    device.cur_tag, device.cur_mcid = device.outer.pop()


Device.begin_tag, Device.end_tag = _begin, _end

Place = tuple[int, int]
"""A piece of marked content: its page and its number there."""


def _tags(pdf: pdfplumber.PDF) -> tuple[dict[Place, str], list[str]]:
    """What each piece of marked content is, and which elements stand out of order.

    Walks the tree of tags itself: pdfplumber loses elements that run over a page.
    """
    pages = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    parts: dict[Place, str] = {}
    misplaced: list[str] = []

    def walk(node: object, page: int, part: str) -> Place | None:
        """Visits an element; returns where its content starts."""
        node = resolve1(node)
        if isinstance(node, int):
            parts[page, node] = part
            return page, node
        if "Pg" in node:
            page = pages[node["Pg"].objid]
        if "MCID" in node:
            return walk(node["MCID"], page, part)
        kind = node["S"].name if "S" in node else "OBJR"
        label = "number" if part == "note" else "mark"
        inner = {"Note": "note", "FENote": "note", "Lbl": label}.get(kind, part)
        children = resolve1(node.get("K", []))
        start = last = None
        for child in children if isinstance(children, list) else [children]:
            here = walk(child, page, inner)
            if here is not None:
                if last is not None and here < last:
                    misplaced.append(f"{kind}: {here} after {last}")
                start, last = (here if start is None else min(start, here)), here
        # A note stands at the foot of the page, whatever the place of its mark.
        return None if inner == "note" else start

    root = resolve1(pdf.doc.catalog).get("StructTreeRoot")
    if root is not None:
        walk(root, 0, "body")
    return parts, misplaced


@dataclass(frozen=True)
class Word:
    """Letters without a gap."""

    text: str
    page: int
    cut: bool
    """True when it starts a line and no space was printed before: it may go on a word that
    the line's end has cut (`217/QĐ-` `UBND`)."""


def words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Words, cut at spaces, at gaps and where the pen goes back. Marks of notes are passed
    over: they part no words and are none."""
    pieces: list[tuple[bool, list[Glyph]]] = [(False, [])]
    last = None
    for glyph in glyphs:
        if last is not None and (glyph.page != last.page or glyph.left < last.left - 0.5):
            pieces.append((not last.text.isspace(), []))
        elif last is not None and (
            glyph.left - last.right > 0.12 * last.size
            or abs(glyph.baseline - last.baseline) > 0.6 * max(glyph.size, last.size)
        ):
            pieces.append((False, []))
        if glyph.text.isspace():
            pieces.append((False, []))
        elif glyph.part not in ("mark", "number"):
            pieces[-1][1].append(glyph)
        last = glyph
    return [Word("".join(glyph.text for glyph in piece), piece[0].page, cut) for cut, piece in pieces if piece]
