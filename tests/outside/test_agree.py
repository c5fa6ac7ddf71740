"""The forms agree: the same words in the same order in PDF, Word and text."""

from __future__ import annotations

import difflib

import ink
import said


def same(name: str, ours: list[str], theirs: list[str]) -> None:
    """Equal word for word; says the first places where not. A word that a line's end cuts
    after its hyphen (`217/QĐ-UBND`) reads as two, so words are joined at hyphens on both sides."""
    ours, theirs = joined(ours), joined(theirs)
    if ours == theirs:
        return
    changes = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    places = [f"{ours[a - 2 : b + 1]} ≠ {theirs[c - 2 : d + 1]}" for tag, a, b, c, d in changes if tag != "equal"]
    raise AssertionError(f"{name}: {len(places)} places:\n" + "\n".join(places[:8]))


def joined(words: list[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        if out and len(out[-1]) > 1 and out[-1][-1] in "-–/":
            out[-1] += word
        else:
            out.append(word)
    return out


def test_pdf_docx_and_text_say_what_the_document_says(case):
    wanted = said.by_document(case.document)
    assert len(wanted.body) > 5, f"{case}: hardly a word"
    forms = {"pdf": said.by_pdf(case.pdf), "docx": said.by_docx(case.docx), "txt": said.by_text(case.txt)}
    for form, found in forms.items():
        same(f"{case} {form}", wanted.body, found.body)
        same(f"{case} {form}, notes", wanted.notes, found.notes)
        assert found.marks == wanted.marks, f"{case} {form}: {found.marks} marks for {wanted.marks} notes"


def test_the_tags_of_the_pdf_walk_in_the_order_of_its_content(case):
    page = ink.read(case.pdf)
    assert page.tagged > 5, f"{case}: hardly a tag"
    assert not page.misplaced, f"{case}: {page.misplaced[:8]}"


def test_libreoffice_reads_the_same_words(case, office):
    wanted = said.by_document(case.document)
    # LibreOffice writes footnotes and their marks in a place of its own: where there are
    # any, the words are compared through its PDF page by page instead.
    if wanted.marks:
        found = {word for word, _ in ink.words(ink.read(office.pdf(case.docx)).glyphs)}
        lost = [word for word in wanted.body + wanted.notes if word not in found]
        assert len(lost) <= 2 * wanted.marks, f"{case}: {lost[:20]}"
    else:
        same(f"{case} in LibreOffice", wanted.body, office.text(case.docx).split())
