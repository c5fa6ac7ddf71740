"""Page one of a PDF, each letter put to the paragraph of the document that it prints."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import ink
import said
from ink import MM, Glyph, Stroke


@dataclass
class Line:
    """Letters on one baseline."""

    glyphs: list[Glyph]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        """The level most letters stand on: raised letters are fewer."""
        levels = [round(glyph.baseline, 2) for glyph in self.glyphs]
        return max(set(levels), key=levels.count)

    @property
    def page(self) -> int:
        return self.glyphs[0].page


@dataclass
class Set:
    """A paragraph as it was set: its role, its place, its pieces, its lines from the first."""

    role: str
    place: said.Place
    text: list[dict]
    glyphs: list[Glyph]

    @functools.cached_property
    def lines(self) -> list[Line]:
        lines: list[list[Glyph]] = []
        for glyph in self.glyphs:
            if not lines or glyph.page != lines[-1][-1].page or glyph.left < lines[-1][-1].left - 0.5:
                lines.append([])
            lines[-1].append(glyph)
        return [Line(line) for line in lines]

    @property
    def longest(self) -> float:
        return max(line.width for line in self.lines)


class Sheet:
    """All paragraphs of a document with their letters; lengths in pt."""

    def __init__(self, made, standard: dict) -> None:
        self.standard = standard
        self.document = made.document
        self.problems = {problem["code"] for problem in made.reading["problems"]}
        self.print = ink.read(made.pdf)
        self.print.glyphs = said.below_words(self.print.glyphs)
        self.sets: list[Set] = []
        body = [glyph for glyph in self.print.part("body") if not glyph.text.isspace()]
        at = 0
        for place, paragraph in said.placed(made.document, cells=True):
            wanted = "".join(piece.get("text", "") for piece in paragraph["text"] if piece["type"] == "text")
            wanted = "".join(wanted.split())
            taken: list[Glyph] = []
            while sum(len(glyph.text) for glyph in taken) < len(wanted):
                taken.append(body[at])
                at += 1
            assert "".join(glyph.text for glyph in taken) == wanted, f"{made}: {wanted[:60]}"
            self.sets.append(Set(paragraph["role"], place, paragraph["text"], taken))
        assert at == len(body), f"{made}: more printed than said"

    def first(self, role: str) -> Set | None:
        """The first paragraph of a role that stands on page one."""
        return next((found for found in self.all(role) if found.glyphs[0].page == 1), None)

    def all(self, role: str) -> list[Set]:
        return [found for found in self.sets if found.role == role and found.glyphs]

    def stroke_under(self, paragraph: Set) -> Stroke | None:
        """The drawn line just under a paragraph's last line."""
        last = paragraph.lines[-1]
        near = [
            stroke
            for stroke in self.print.strokes
            if stroke.page == last.glyphs[0].page
            and last.baseline < stroke.y < last.baseline + 14
            and abs(stroke.centre - last.centre) < 30 * MM
        ]
        return min(near, key=lambda stroke: stroke.y, default=None)

    def rule(self, role: str) -> dict:
        return self.standard["role"][role]

    def pitch(self, role: str, size: float) -> float:
        """Distance of two baselines: single spacing of Times New Roman is 1.149 of the size."""
        return size * 1.149 * self.standard["shape"][self.rule(role)["shape"]]["line"]["times"]

    def page(self, what: str) -> float:
        """A measure of the page in pt."""
        return self.standard["page"][what]["mm"] * MM
