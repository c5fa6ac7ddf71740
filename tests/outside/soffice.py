"""LibreOffice with our faces only, and a profile of its own."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
from collections.abc import Iterable

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="same"><string>Tinos</string></edit>
  </match>
</fontconfig>
"""


class Office:
    """Converts files, one process at a time. No font of the system is seen.

    Starting it takes longer than converting: the first time that a format is asked for, the
    files named `ahead` are converted to it in one go.
    """

    def __init__(self, fonts: pathlib.Path, folder: pathlib.Path, ahead: Iterable[pathlib.Path] = ()) -> None:
        self.folder = folder
        self.ahead = list(ahead)
        conf = folder / "fonts.conf"
        conf.write_text(FONTS_CONF.format(fonts=fonts, cache=folder / "font-cache"), encoding="utf-8")
        self.environment = os.environ | {"FONTCONFIG_FILE": str(conf), "HOME": str(folder)}
        self._done: dict[tuple[pathlib.Path, str], pathlib.Path] = {}

    def convert(self, source: pathlib.Path, to: str, suffix: str) -> pathlib.Path:
        """Converts a file to a format (`pdf`, or `txt:Text (encoded):UTF8`)."""
        if (source, to) not in self._done:
            self._convert(self.ahead if source in self.ahead else [source], to, suffix)
        return self._done[source, to]

    def _convert(self, sources: list[pathlib.Path], to: str, suffix: str) -> None:
        """All files bear one name in folders of their own; what comes of them, in one folder."""
        inside, outside = self.folder / "in", self.folder / "out"
        inside.mkdir(exist_ok=True)
        named = {source: inside / f"{source.parent.name}{source.suffix}" for source in sources}
        for source, copy in named.items():
            shutil.copyfile(source, copy)
        ran = subprocess.run(
            ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
             "--convert-to", to, "--outdir", str(outside), *map(str, named.values())],
            env=self.environment, capture_output=True, text=True, timeout=120 + 10 * len(named),
        )  # fmt: skip
        for source, copy in named.items():
            result = outside / f"{copy.stem}.{suffix}"
            assert result.exists(), f"{source}: {ran.stdout}{ran.stderr}"
            self._done[source, to] = result

    def pdf(self, docx: pathlib.Path) -> pathlib.Path:
        return self.convert(docx, "pdf", "pdf")

    def text(self, docx: pathlib.Path) -> str:
        return self.convert(docx, "txt:Text (encoded):UTF8", "txt").read_text(encoding="utf-8-sig")
