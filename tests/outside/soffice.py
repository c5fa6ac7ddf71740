"""LibreOffice with our faces only, and a profile of its own."""

from __future__ import annotations

import os
import pathlib
import subprocess

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
    """Converts files, one process at a time. No font of the system is seen."""

    def __init__(self, fonts: pathlib.Path, folder: pathlib.Path) -> None:
        self.folder = folder
        conf = folder / "fonts.conf"
        conf.write_text(FONTS_CONF.format(fonts=fonts, cache=folder / "font-cache"), encoding="utf-8")
        self.environment = os.environ | {"FONTCONFIG_FILE": str(conf), "HOME": str(folder)}
        self._done: dict[tuple[pathlib.Path, str], pathlib.Path] = {}

    def convert(self, source: pathlib.Path, to: str, suffix: str) -> pathlib.Path:
        """Converts a file to a format (`pdf`, or `txt:Text (encoded):UTF8`)."""
        key = (source, to)
        if key not in self._done:
            target = self.folder / "out" / source.parent.name
            target.mkdir(parents=True, exist_ok=True)
            profile = (self.folder / "profile").as_uri()
            ran = subprocess.run(
                ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}",
                 "--convert-to", to, "--outdir", str(target), str(source)],
                env=self.environment, capture_output=True, text=True, timeout=180,
            )  # fmt: skip
            result = target / f"{source.stem}.{suffix}"
            assert result.exists(), f"{source}: {ran.stdout}{ran.stderr}"
            self._done[key] = result
        return self._done[key]

    def pdf(self, docx: pathlib.Path) -> pathlib.Path:
        return self.convert(docx, "pdf", "pdf")

    def text(self, docx: pathlib.Path) -> str:
        return self.convert(docx, "txt:Text (encoded):UTF8", "txt").read_text(encoding="utf-8-sig")
