"""The server against its own description, by schemathesis."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys


def test_every_route_does_what_its_description_says(server, tmp_path):
    # A schema cannot say that a table's rows are of one length, or that a text is a document:
    # such data is refused with 422, so "everything the schema allows is accepted" is not asked.
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    ran = subprocess.run(
        [program, "run", f"{server}/openapi.json", "--checks", "all",
         "--exclude-checks", "positive_data_acceptance", "--max-examples", "20",
         "--generation-deterministic", "--no-color"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert re.search(r"[1-9]\d* generated", ran.stdout), ran.stdout[-2000:]
