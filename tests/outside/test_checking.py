"""Comments in Word files: valid, read by other programs, and nothing else of a file changed."""

from __future__ import annotations

import json
import subprocess
import zipfile

import docx
import pytest

import letters
from test_judges import validate



@pytest.fixture(scope="session")
def given(workshop, everything, tmp_path_factory):
    """Word files with something to say: ours, and two that a clerk drew with python-docx."""
    folder = tmp_path_factory.mktemp("given")
    ours = []
    for made in everything:
        text = made.txt.read_text(encoding="utf-8")
        if "./." in text and "| " in text and len(ours) < 3:
            path = folder / f"ours-{made.name}"
            path.with_suffix(".txt").write_text(text.replace("./.", "."), encoding="utf-8")
            run(workshop, "typeset", path.with_suffix(".txt"), "-o", path.with_suffix(".docx"))
            ours.append(path.with_suffix(".docx"))
    assert len(ours) == 3
    return [*ours, letters.decision(folder / "decision.docx"), letters.plan(folder / "plan.docx")]


def run(workshop, *arguments) -> str:
    ran = subprocess.run([workshop.binary, *map(str, arguments)], capture_output=True, text=True)
    assert ran.returncode in (0, 1) and "panicked" not in ran.stderr, ran.stderr
    return ran.stdout


def annotated(workshop, given, tmp_path):
    for path in given:
        noted = tmp_path / path.name
        found = json.loads(run(workshop, "check", path, "--json", "--comments", noted))
        assert found["findings"], f"{path.name}: nothing to comment on"
        yield path, noted, found


def test_annotated_files_are_valid_and_other_programs_read_the_comments(workshop, given, tmp_path):
    for path, noted, found in annotated(workshop, given, tmp_path):
        before, after = validate(path), validate(noted)
        assert after["errors"] == before["errors"], (path.name, json.dumps(after, indent=1)[:3000])
        document = docx.Document(noted)
        comments = list(document.comments)
        assert len(comments) == len(found["findings"])
        for comment, finding in zip(comments, found["findings"]):
            assert comment.author == "vanthu" and comment.initials == "vt"
            assert finding["message"] in comment.text and f"[{finding['id']}]" in comment.text
        words = [paragraph.text for paragraph in docx.Document(path).paragraphs]
        assert [paragraph.text for paragraph in document.paragraphs] == words, "no word is changed"


def test_only_the_parts_that_hold_comments_are_changed(workshop, given, tmp_path):
    for path, noted, _ in annotated(workshop, given, tmp_path):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(noted) as new:
            assert new.testzip() is None
            changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
            fresh = set(new.namelist()) - set(old.namelist())
        allowed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"}
        assert changed <= allowed and fresh <= {"word/comments.xml"}, (path.name, changed, fresh)


def test_comments_of_others_stay_and_every_id_is_given_once(workshop, given, tmp_path):
    path = tmp_path / "commented.docx"
    document = docx.Document(given[-1])
    runs = next(paragraph.runs for paragraph in document.paragraphs if paragraph.runs)
    document.add_comment(runs, text="Ý kiến của lãnh đạo", author="Chủ tịch", initials="CT")
    document.save(path)
    noted = tmp_path / "twice.docx"
    run(workshop, "check", path, "--comments", noted)
    comments = list(docx.Document(noted).comments)
    ids = [comment.comment_id for comment in comments]
    assert len(ids) == len(set(ids)) > 1
    assert (comments[0].author, comments[0].text) == ("Chủ tịch", "Ý kiến của lãnh đạo")
    assert validate(noted)["errors"] == validate(path)["errors"]


def test_libreoffice_opens_an_annotated_file_with_the_same_words(workshop, given, tmp_path, office):
    for path, noted, _ in list(annotated(workshop, given, tmp_path))[-2:]:
        other = tmp_path / "noted" / path.stem
        other.mkdir(parents=True)
        noted = noted.rename(other / "noted.docx")
        assert office.text(noted).split() == office.text(path).split()
