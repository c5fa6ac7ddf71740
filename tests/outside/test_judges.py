"""Validity: what the standards of the file formats ask, said by their own validators."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess

import pytest

from conftest import TOP, needed

TOOLS = pathlib.Path(os.environ.get("VANTHU_TOOLS", TOP / "tests" / ".tools"))
JAXB = pathlib.Path("/usr/share/java")
JARS = ["jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2", "javax.activation"]
PROFILES = ["2a", "ua1"]
VALIDATOR = TOP / "tests" / "outside" / "node_modules" / ".bin" / "ooxml-validator"


def vera(files: list[pathlib.Path], profiles: list[str] = PROFILES) -> dict[tuple[str, str], list[str]]:
    """What veraPDF says of each file under each profile: verdict, number of checks, failures."""
    needed("java")
    driver = TOOLS / "vera"
    if not (driver / "VeraCheck.class").exists() or not (JAXB / "jaxb-runtime.jar").exists():
        pytest.skip("veraPDF is not installed")
    path = ":".join([*(str(JAXB / f"{jar}.jar") for jar in JARS), str(driver / "engine.jar"), str(driver)])
    ran = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-cp", path, "VeraCheck", ",".join(profiles), *map(str, files)],
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    rows = [line.split("\t") for line in ran.stdout.splitlines()]
    assert len(rows) == len(files) * len(profiles), ran.stdout + ran.stderr
    return {(row[0], row[1]): row[2:] for row in rows}


def test_every_pdf_is_pdf_a_2a_and_pdf_ua_1(everything):
    verdicts = vera([made.pdf for made in everything])
    for (path, profile), (verdict, checks, *failures) in verdicts.items():
        assert verdict == "ok", f"{path} under {profile}: {failures}"
        assert int(checks) > 100, f"{path} under {profile}: only {checks} checks"


def test_vera_sees_a_pdf_that_lost_its_claim(everything, tmp_path):
    """The judge itself: the same file without its language and its claim is refused."""
    good = everything[0].pdf.read_bytes()
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(good.replace(b"/Lang", b"/Lbng").replace(b"pdfuaid:part", b"pdfuaid:pbrt"))
    assert bad.read_bytes() != good
    assert vera([bad])[(str(bad), "ua1")][0] == "bad"


def test_qpdf_finds_no_fault(case):
    needed("qpdf")
    ran = subprocess.run(["qpdf", "--check", case.pdf], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def validate(docx: pathlib.Path) -> list:
    if not VALIDATOR.exists():
        pytest.skip("the Open XML validator is not installed")
    ran = subprocess.run([VALIDATOR, docx], capture_output=True, text=True, timeout=120)
    assert ran.returncode in (0, 1), f"{docx}: {ran.stdout}{ran.stderr}"
    return json.loads(ran.stdout or "[]")


def test_the_open_xml_validator_finds_no_error(case):
    verdict = validate(case.docx)
    assert verdict["ok"] is True, json.dumps(verdict, indent=1, ensure_ascii=False)[:4000]


def test_the_open_xml_validator_sees_a_wrong_order(everything, tmp_path):
    """The judge itself: a paragraph whose properties stand after its text is refused."""
    import zipfile

    bad = tmp_path / "bad.docx"
    with zipfile.ZipFile(everything[0].docx) as good, zipfile.ZipFile(bad, "w") as archive:
        for name in good.namelist():
            data = good.read(name)
            if name == "word/document.xml":
                data = data.replace(b"</w:pPr>", b"<w:pStyle w:val=\"x\"/></w:pPr>", 1)
            archive.writestr(name, data)
    assert validate(bad)["ok"] is False
