"""The page: valid HTML, said by the Nu checker; one standalone file that asks for nothing."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess

import pytest

from conftest import TOP, needed

CHECKER = TOP / "tests" / "outside" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors(files: list[pathlib.Path]) -> list[dict]:
    """What the checker calls an error in any of the files."""
    needed("java")
    if not CHECKER.exists():
        pytest.skip("the Nu HTML checker is not installed")
    ran = subprocess.run(
        ["java", "-Xss16m", "-XX:TieredStopAtLevel=1", "-jar", CHECKER, "--format", "json", *map(str, files)],
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    messages = json.loads(ran.stderr or ran.stdout)["messages"]
    return [message for message in messages if message["type"] != "info"]


def test_every_page_is_valid_html(everything):
    found = errors([made.html for made in everything])
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)[:4000]


def test_the_checker_sees_a_heading_inside_a_paragraph(everything, tmp_path):
    """The judge itself: markup that no browser would build is refused."""
    good = everything[0].html.read_text(encoding="utf-8")
    bad = tmp_path / "bad.html"
    bad.write_text(good.replace("<main>", "<main><p><span><h2>x</h2></span></p>"), encoding="utf-8")
    assert errors([bad])


def test_the_page_asks_for_nothing_from_outside(case):
    page = case.html.read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b|\b(src|srcset|style|on\w+)=|@import|url\(", page.split("<body>")[0])
    attributes = re.findall(r'\s([\w-]+)="', "".join(re.findall(r"<[^>]*>", page)))
    pictures = re.findall(r'<img src="data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+" width="\d+" height="\d+" alt="[^"]+">', page)
    assert len(pictures) == len(re.findall("<img", page)) == len(re.findall(r"\ssrc=", page))
    assert set(attributes) - ({"src", "width", "height", "alt"} if pictures else set()) <= {
        "lang", "charset", "name", "content", "class", "id", "href", "role", "scope", "start", "aria-label", "aria-level",
    }  # fmt: skip
    assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', page))
