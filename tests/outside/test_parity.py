"""Page parity: the DOCX in LibreOffice, with the same faces, breaks its pages as our PDF."""

from __future__ import annotations

import subprocess

import ink
import said
from conftest import needed

HEADINGS = {
    "doc-type", "appendix-label", "part", "chapter", "section", "subsection", "major-heading",
    "article", "clause-heading", "subclause-heading",
}  # fmt: skip


def starts(headings: list[list[str]], words: list[ink.Word]) -> list[int]:
    """The page on which each heading starts, looked for one after the other."""
    pages, at = [], 0
    bare = [word.text for word in words]
    for heading in headings:
        while at < len(bare) and bare[at : at + len(heading)] != heading:
            at += 1
        assert at < len(bare), f"not found: {' '.join(heading)}"
        pages.append(words[at].page)
        at += len(heading)
    return pages


def compare(made, office) -> None:
    ours, theirs = ink.read(made.pdf), ink.read(office.pdf(made.docx))
    headings = [
        said.words_of(paragraph)
        for paragraph in said.paragraphs(made.document)
        if paragraph["role"] in HEADINGS
    ]
    # The first words tell a heading; a line's end may be a mark of a note.
    headings = [heading[:6] for heading in headings if heading]
    here = starts(headings, ink.words(ours.part("body", "mark")))
    there = starts(headings, ink.words(theirs.glyphs))
    moved = [
        f"{' '.join(heading)}: page {ours_page} here, {theirs_page} there"
        for heading, ours_page, theirs_page in zip(headings, here, there)
        if ours_page != theirs_page
    ]
    assert not moved, f"{made}: {moved}"
    assert ours.pages == theirs.pages, f"{made}: {ours.pages} pages here, {theirs.pages} there"


def test_a_seed_breaks_its_pages_alike(seed, office):
    assert {"doc-type", "major-heading"} <= {paragraph["role"] for paragraph in said.paragraphs(seed.document)}
    compare(seed, office)


def test_a_case_breaks_its_pages_alike(case, office):
    compare(case, office)


def fonts(path) -> list[list[str]]:
    needed("pdffonts")
    rows = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert rows, f"{path}: no fonts"
    return [row.split() for row in rows]


def test_the_pdf_holds_subsets_of_our_faces_only(case):
    for name, *rest in fonts(case.pdf):
        tag, _, family = name.partition("+")
        assert len(tag) == 6 and family.startswith("Tinos"), f"{case}: {name}"
        embedded, subset, unicode = rest[-5:-2]
        assert (embedded, subset, unicode) == ("yes", "yes", "yes"), f"{case}: {name} {rest}"


def test_libreoffice_needs_no_other_face(case, office):
    for name, *_ in fonts(office.pdf(case.docx)):
        assert "+Tinos" in name, f"{case}: {name}"
