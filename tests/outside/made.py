"""What the binary makes of an input."""

from __future__ import annotations

import functools
import json
import os
import pathlib
import subprocess
import tomllib
from dataclasses import dataclass


# Where the built-in templates stand.
TEMPLATES = pathlib.PurePath("templates", "documents")

# The day on which their samples are printed.
TODAY = "2026-11-24"


@dataclass(frozen=True)
class Made:
    """The files of one input."""

    name: str
    input: pathlib.Path
    folder: pathlib.Path
    complaints: str

    @property
    def pdf(self) -> pathlib.Path:
        return self.folder / "a.pdf"

    @property
    def docx(self) -> pathlib.Path:
        return self.folder / "a.docx"

    @property
    def txt(self) -> pathlib.Path:
        return self.folder / "a.txt"

    @property
    def html(self) -> pathlib.Path:
        return self.folder / "a.html"

    @property
    def png(self) -> pathlib.Path:
        return self.folder / "a.png"

    @functools.cached_property
    def reading(self) -> dict:
        return json.loads((self.folder / "a.json").read_text(encoding="utf-8"))

    @property
    def document(self) -> dict:
        return self.reading["document"]

    def __str__(self) -> str:
        return self.name


class Workshop:
    """Runs the binary, each input once."""

    def __init__(self, top: pathlib.Path, folder: pathlib.Path) -> None:
        self.top = top
        self.folder = folder
        self.binary = os.environ.get("VANTHU_BIN", str(top / "target" / "debug" / "vanthu"))
        self._made: dict[str, Made] = {}

    def typeset(self, name: str, source: pathlib.Path) -> Made:
        if name not in self._made:
            self._made[name] = self.again(name, source, self.folder / name)
        return self._made[name]

    def again(self, name: str, source: pathlib.Path, folder: pathlib.Path, *options: str) -> Made:
        """Typesets an input into a folder of its own; a template with its sample. Exit 1 means
        that there is no document."""
        folder.mkdir(parents=True, exist_ok=True)
        outputs = [word for kind in ("pdf", "docx", "json", "txt", "html", "png") for word in ("-o", str(folder / f"a.{kind}"))]
        if source.parent == self.top / TEMPLATES:
            command = ["render", "--template", source.stem, "--sample", "--today", TODAY]
        else:
            command = ["typeset", str(source)]
        ran = subprocess.run(
            [self.binary, *command, *options, *outputs], capture_output=True, text=True, timeout=120
        )
        assert ran.returncode == 0, f"{name}: exit {ran.returncode}\n{ran.stderr}"
        return Made(name, source, folder, ran.stderr)

    @functools.cached_property
    def standard(self) -> dict:
        path = self.top / "templates" / "standards" / "nd30-2020.toml"
        return tomllib.loads(path.read_text(encoding="utf-8"))
