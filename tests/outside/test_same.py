"""Same input, same bytes; and the preview is the page."""

from __future__ import annotations

import struct


def test_two_runs_give_the_same_bytes(case, workshop, tmp_path):
    again = workshop.again(case.name, case.input, tmp_path)
    for kind in ("pdf", "docx", "json", "txt", "html", "png"):
        first, second = case.folder / f"a.{kind}", again.folder / f"a.{kind}"
        assert first.read_bytes() == second.read_bytes(), f"{case}: {kind} differs"
        assert first.stat().st_size > 0, f"{case}: {kind} is empty"


def test_the_preview_is_a_sheet_of_a4(case):
    data = case.png.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 595, f"{case}: {width} pixels are too few to read"
    assert abs(height / width - 297 / 210) < 0.003, f"{case}: {width} × {height}"


def test_the_text_typeset_again_is_the_same_document(case, workshop, tmp_path):
    again = workshop.again(case.name, case.txt, tmp_path)
    assert again.document == without_pictures(case.document)


def without_pictures(value):
    """The document without what text cannot hold: pictures, and paragraphs of nothing else."""
    if isinstance(value, list):
        return [without_pictures(one) for one in value if not is_picture(one)]
    return {key: without_pictures(one) for key, one in value.items()} if isinstance(value, dict) else value


def is_picture(value) -> bool:
    if not isinstance(value, dict):
        return False
    words = value.get("text") if "role" in value else None
    return value.get("type") == "picture" or bool(words) and all(map(is_picture, words))
