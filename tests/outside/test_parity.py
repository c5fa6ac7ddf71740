"""Page parity: the DOCX in LibreOffice, with the same faces, breaks its pages as our PDF."""

from __future__ import annotations

import subprocess

import docx

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


def left_alone(made, role: str, heading: list[str], page: int, printed: list[ink.Word]) -> bool:
    """True where LibreOffice leaves a heading as the last line of a page although the file
    asks it to stay with the next paragraph: LibreOffice 7.4 does so when the paragraph above
    has two lines and not even one line fits below. Word and our PDF move the heading."""
    style = next(style for style in docx.Document(made.docx).styles if style.style_id == role)
    on_page = [word.text for word in printed if word.page == page]
    return style.paragraph_format.keep_with_next is True and on_page[-len(heading) :] == heading


def compare(made, office) -> None:
    ours, theirs = ink.read(made.pdf), ink.read(office.pdf(made.docx))
    headed = [paragraph for paragraph in said.paragraphs(made.document) if paragraph["role"] in HEADINGS]
    headed = [(paragraph["role"], said.words_of(paragraph)) for paragraph in headed if said.words_of(paragraph)]
    # The first words tell a heading; a line's end may be a mark of a note.
    headings = [words[:6] for _, words in headed]
    printed = ink.words(theirs.glyphs)
    here = starts(headings, ink.words(ours.part("body", "mark")))
    there = starts(headings, printed)
    moved = [
        f"{' '.join(words)}: page {ours_page} here, {theirs_page} there"
        for (role, words), ours_page, theirs_page in zip(headed, here, there)
        if ours_page != theirs_page
        and not (ours_page == theirs_page + 1 and left_alone(made, role, words, theirs_page, printed))
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
