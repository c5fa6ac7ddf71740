"""Why a page ends where it ends: what starts the next page had no room on it.

A page that another follows is full, but for what could not be parted: the lines of a
paragraph that stay together, a heading and what it heads, a row of a table, a signature
and the paragraph before it.
"""

from __future__ import annotations

from ink import MM
from sheet import Line, Set, Sheet

HALF = 0.5 * MM
SEPARATOR = 50.8 * MM
"""Length of the line above footnotes."""
ABOVE_NOTES, ABOVE_CONTACT = 6, 12
"""White above that line, and above the one over the contact (pt)."""
LEAST = 2
"""Lines of a paragraph that stay together at the foot and at the head of a page."""
HELD = 8
"""The most lines of a paragraph that stays whole before a signature."""
ASIDE = {"contact", "circulation", "electronic-mark"}
"""What stands in the margins or at the foot of page one, beside the flow."""


class Flow:
    """The paragraphs of a sheet that follow each other down its pages."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.sets = [found for found in sheet.sets if found.glyphs and found.role not in ASIDE]

    def block(self, found: Set) -> dict:
        section, block, _ = found.place
        return self.sheet.document["sections"][section]["blocks"][block]

    def upper(self, found: Set, line: Line) -> float:
        """The upper edge of a line: four fifths of its pitch stand above the baseline."""
        return line.baseline - 0.8 * self.sheet.pitch(found.role, found.glyphs[0].size) - self._white(found)

    def lower(self, found: Set, line: Line) -> float:
        return line.baseline + 0.2 * self.sheet.pitch(found.role, found.glyphs[0].size) + self._white(found)

    def _white(self, found: Set) -> float:
        return self.sheet.standard["table"]["padding-y"]["pt"] if found.role.startswith("table-") else 0

    def end(self, page: int) -> float:
        """Where the words of a page end."""
        return max(
            self.lower(found, line)
            for found in self.sets
            if found.glyphs[0].page <= page <= found.glyphs[-1].page
            for line in found.lines
            if line.page == page
        )

    def foot(self, page: int) -> float:
        """Where they could have ended: above the notes and the contact of this page."""
        foot = self.sheet.page("height") - self.sheet.page("bottom")
        strokes = [stroke for stroke in self.sheet.print.strokes if stroke.page == page and stroke.y > self.end(page) - 1]
        if any(glyph.page == page for glyph in self.sheet.print.part("note")):
            lines = [stroke.y for stroke in strokes if abs(stroke.length - SEPARATOR) < 1]
            foot = max(lines) - ABOVE_NOTES
        contact = [found for found in self.sheet.all("contact") if found.glyphs[0].page == page]
        if contact:
            top = contact[0].lines[0].baseline
            foot = min(foot, max(stroke.y for stroke in strokes if stroke.y < top) - ABOVE_CONTACT)
        return foot

    def fresh(self, before: Set, after: Set) -> bool:
        """True where a new page is what the document says."""
        (section, block, _), (other, next_block, _) = before.place, after.place
        if section != other:
            return True
        blocks = self.sheet.document["sections"][section]["blocks"]
        return any(between["type"] == "page-break" for between in blocks[block:next_block])

    def keeps(self, at: int) -> bool:
        """True for a paragraph that stays whole on the page of what follows it."""
        found = self.sets[at]
        if self.sheet.rule(found.role).get("keep-next", False):
            return True
        after = self.sets[at + 1] if at + 1 < len(self.sets) else None
        signature = after is not None and self.block(after).get("layout") == "signature"
        alone = self.block(found)["type"] == "paragraph"
        return signature and alone and len(found.lines) <= HELD

    def together(self, at: int) -> tuple[float, float]:
        """The upper and the lower edge of what stays together from a paragraph on, and must
        have found its room as one; endless where it fills more than a page."""
        first = self.sets[at]
        upper, lowest = self.upper(first, first.lines[0]), 0.0
        for index in range(at, len(self.sets)):
            found = self.sets[index]
            kind = self.block(found)["type"]
            head = found.role == "table-head"
            whole = kind == "columns" or found.role == "table-cell" or head or self.keeps(index)
            lines = found.lines if whole or len(found.lines) < 2 * LEAST else found.lines[:LEAST]
            if any(line.page != first.lines[0].page for line in lines):
                return upper, float("inf")
            lowest = max(lowest, *(self.lower(found, line) for line in lines))
            after = self.sets[index + 1] if index + 1 < len(self.sets) else None
            same_row = after is not None and kind != "paragraph" and after.place == found.place
            if not (same_row or head or self.keeps(index)):
                break
        return upper, lowest

    def notes(self, found: Set) -> float:
        """The most that the notes which a paragraph calls may need of the page of their mark."""
        if not any(piece["type"] == "footnote" for piece in found.text):
            return 0.0
        pages = range(found.glyphs[0].page, found.glyphs[-1].page + 1)
        levels = [glyph.baseline for glyph in self.sheet.print.part("note") if glyph.page in pages]
        size = self.sheet.rule("footnote")["size"]
        return max(levels) - min(levels) + self.sheet.pitch("footnote", size) + 2 * ABOVE_NOTES

    def wanted(self, page: int) -> tuple[str, float]:
        """What starts the next page, and the height that it would have needed on this one."""
        at = next(index for index, found in enumerate(self.sets) if found.glyphs[-1].page > page)
        found = self.sets[at]
        name = f"{found.role} {''.join(glyph.text for glyph in found.glyphs)[:30]}"
        if found.glyphs[0].page <= page:
            here = sum(line.page <= page for line in found.lines)
            there = len(found.lines) - here
            assert here >= LEAST and there >= LEAST, f"{name}: {here} lines, then {there} on page {page + 1}"
            pitch = self.sheet.pitch(found.role, found.glyphs[0].size)
            return name, pitch * (1 if there > LEAST else LEAST) + self.notes(found)
        if at > 0 and self.fresh(self.sets[at - 1], found):
            return name, float("inf")
        upper, lower = self.together(at)
        shape = self.sheet.standard["shape"][self.sheet.rule(found.role)["shape"]]
        return name, shape["before"].get("pt", 0) + lower - upper + self.notes(found)


def explained(sheet: Sheet) -> None:
    """Each page that another follows is as full as what starts the next one permits."""
    flow = Flow(sheet)
    for page in range(1, sheet.print.pages):
        free = flow.foot(page) - flow.end(page)
        name, height = flow.wanted(page)
        assert height > free - HALF, (
            f"page {page} leaves {free / MM:.1f} mm free, and {name} needs {height / MM:.1f} mm"
        )
