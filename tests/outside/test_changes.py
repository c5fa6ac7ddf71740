"""Two versions as one Word file with tracked changes, looked at by others: Microsoft's
validator, and LibreOffice, which shows both and accepts all."""

from __future__ import annotations

import pathlib
import subprocess

import pytest

from conftest import TOP, needed
from test_judges import validate

STORIES = sorted((TOP / "tests" / "changes").iterdir())


@pytest.fixture(scope="session", params=STORIES, ids=lambda story: story.name)
def redline(request, workshop, tmp_path_factory) -> pathlib.Path:
    story = request.param
    docx = tmp_path_factory.mktemp(story.name) / "changes.docx"
    ran = subprocess.run(
        [workshop.binary, "diff", story / "old.txt", story / "new.txt", "-o", docx,
         "--author", "Lê Thị Mai", "--date", "2026-11-24T09:30:00+07:00"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return docx


def test_the_open_xml_validator_finds_no_error_in_tracked_changes(redline):
    verdict = validate(redline)
    assert verdict["ok"] is True, verdict


def test_libreoffice_opens_tracked_changes_and_knows_who_made_them(redline, tmp_path):
    needed("soffice")
    ran = subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--convert-to", "fodt", "--outdir", str(tmp_path), str(redline)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    opened = tmp_path / "changes.fodt"
    assert opened.exists(), ran.stdout + ran.stderr
    text = opened.read_text(encoding="utf-8")
    assert "<text:insertion>" in text and "<text:deletion>" in text
    assert "<dc:creator>Lê Thị Mai</dc:creator>" in text
    assert "<dc:date>2026-11-24T09:30:00</dc:date>" in text
