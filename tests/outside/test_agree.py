"""The forms agree: the same words in the same order in PDF, Word, text and HTML."""

from __future__ import annotations

import difflib

import pytest

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
    beside(f"{case} pdf", wanted, forms["pdf"])


def test_the_tags_of_the_pdf_walk_in_the_order_of_its_content(case):
    page = ink.read(case.pdf)
    assert page.tagged > 0, f"{case}: no tags"
    assert not page.misplaced, f"{case}: {page.misplaced[:8]}"


@pytest.mark.parametrize("paragraphs", [16, 40])
def test_the_contact_of_a_long_letter_is_read_at_the_end_of_page_one(paragraphs, workshop, tmp_path):
    letter = (workshop.top / "tests/cases/letter-many-addressees/input.txt").read_text(encoding="utf-8")
    more = "".join(f"Đơn vị thứ {at} báo cáo việc đã làm, việc chưa làm và lý do.\n\n" for at in range(paragraphs))
    source = tmp_path / "letter.txt"
    source.write_text(letter.replace("Nơi nhận:", more + "Nơi nhận:"), encoding="utf-8")
    made = workshop.again("letter", source, tmp_path / "made")
    page = ink.read(made.pdf)
    assert page.pages > 1 and not page.misplaced, page.misplaced
    last = [glyph.text for glyph in page.part("body") if glyph.page == 1 and not glyph.text.isspace()]
    contact = said.paragraphs(made.document)[-1]
    assert contact["role"] == "contact"
    assert "".join(last).endswith("".join(said.words_of(contact)))


def test_libreoffice_reads_the_same_words(case, office, workshop):
    wanted = said.by_document(case.document)
    # It leaves the header and the footer of page one out of its text, and prints them out of turn.
    outside = {"circulation", "electronic-mark", "contact"}
    paragraphs = said.paragraphs(case.document, cells=True)
    inside = [one for one in paragraphs if one["role"] not in outside]
    # It writes notes and their marks in a place of its own: where there are any, the words
    # are read from its PDF instead.
    if wanted.marks:
        assert inside == paragraphs, f"{case}: notes, and {outside} that stand outside of the flow"
        by_word = said.by_docx(case.docx)
        found = said.by_office(office.pdf(case.docx), case.document, workshop.standard, by_word.below)
        same(f"{case} in LibreOffice", wanted.body, found.body)
        same(f"{case} in LibreOffice, notes", wanted.notes, found.notes)
        beside(f"{case} in LibreOffice", wanted, found)
    else:
        wanted.body = [word for one in inside for word in said.words_of(one)]
        same(f"{case} in LibreOffice", wanted.body, office.text(case.docx).split())


def beside(name: str, wanted: said.Said, found: said.Said) -> None:
    """Each note is numbered as its mark, in order, and starts on the page of its mark; one
    that stands below the words that call it is numbered in brackets."""
    at_foot, below = [], []
    for numbers in (found.called, found.numbered):
        at_foot.append([number for number in numbers if number[0].isdigit()])
        below.append([number for number, _ in numbers if not number.isdigit()])
    assert at_foot[0] == at_foot[1], f"{name}: {at_foot[0]} call {at_foot[1]}"
    assert below[0] == below[1], f"{name}: {below[0]} call {below[1]}"
    numbers = [number for number, _ in at_foot[0]]
    assert numbers == [str(at) for at in range(1, wanted.marks + 1 - len(below[0]))], f"{name}: {numbers}"
