"""The forms agree: the same words in the same order in PDF, Word, text and HTML."""

from __future__ import annotations

import difflib

import ink
import said


def same(name: str, ours: list[str], theirs: list[str]) -> None:
    """Equal word for word; says the first places where not."""
    theirs = rejoined(theirs, ours)
    if ours == theirs:
        return
    changes = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    places = [f"{ours[max(a - 2, 0) : b + 1]} ≠ {theirs[max(c - 2, 0) : d + 1]}" for tag, a, b, c, d in changes if tag != "equal"]
    raise AssertionError(f"{name}: {len(places)} places:\n" + "\n".join(places[:8]))


def rejoined(found: list[str], wanted: list[str]) -> list[str]:
    """Joins what the end of a line has cut, where the word that is wanted says so."""
    out: list[str] = []
    for piece in found:
        bare = piece.removeprefix("\u2060")
        at = len(out) - 1
        if piece != bare and 0 <= at < len(wanted) and wanted[at] != out[at] and wanted[at].startswith(out[at] + bare):
            out[at] += bare
        else:
            out.append(bare)
    return out


def without(words: list[str], run: list[str]) -> list[str]:
    """Words without a run of them, which must be there once."""
    bare = [word.removeprefix("\u2060") for word in words]
    places = [at for at in range(len(bare)) if bare[at : at + len(run)] == run]
    assert len(places) == 1, f"{' '.join(run)}: {len(places)} times"
    return words[: places[0]] + words[places[0] + len(run) :]


def test_pdf_docx_text_and_html_say_what_the_document_says(case):
    wanted = said.by_document(case.document)
    assert len(wanted.body) > 5, f"{case}: hardly a word"
    forms = {
        "pdf": said.by_pdf(case.pdf),
        "docx": said.by_docx(case.docx),
        "txt": said.by_text(case.txt),
        "html": said.by_html(case.html),
    }
    contact = [word for one in said.paragraphs(case.document) if one["role"] == "contact" for word in said.words_of(one)]
    for form, found in forms.items():
        body = wanted.body
        if contact and form == "pdf":
            # It is said last and stands at the foot of page one: its words are looked for there.
            body, found.body = without(body, contact), without(found.body, contact)
        same(f"{case} {form}", body, found.body)
        same(f"{case} {form}, notes", wanted.notes, found.notes)
        assert found.marks == wanted.marks, f"{case} {form}: {found.marks} marks for {wanted.marks} notes"


def test_the_tags_of_the_pdf_walk_in_the_order_of_its_content(case):
    page = ink.read(case.pdf)
    assert page.tagged > 0, f"{case}: no tags"
    if any(paragraph["role"] == "contact" for paragraph in said.paragraphs(case.document)):
        return  # It is said last and stands at the foot of page one.
    assert not page.misplaced, f"{case}: {page.misplaced[:8]}"


def test_libreoffice_reads_the_same_words(case, office):
    wanted = said.by_document(case.document)
    # LibreOffice writes footnotes and their marks in a place of its own: where there are
    # any, the words are compared through its PDF page by page instead.
    if wanted.marks:
        found = {word.text for word in ink.words(ink.read(office.pdf(case.docx)).glyphs)}
        lost = [word for word in wanted.body + wanted.notes if word not in found]
        assert len(lost) <= 2 * wanted.marks, f"{case}: {lost[:20]}"
    else:
        # It leaves the header and the footer of page one out of its text.
        outside = {"circulation", "electronic-mark", "contact"}
        inside = [one for one in said.paragraphs(case.document, cells=True) if one["role"] not in outside]
        wanted.body = [word for one in inside for word in said.words_of(one)]
        same(f"{case} in LibreOffice", wanted.body, office.text(case.docx).split())
