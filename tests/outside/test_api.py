"""The server against its own description, by schemathesis."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys
import threading

import pytest


@pytest.fixture(scope="module")
def server(workshop):
    process = subprocess.Popen(
        [workshop.binary, "serve", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True
    )
    try:
        for line in process.stderr:
            found = re.search(r"serving on (http://[\d.:]+)/", re.sub(r"\x1b\[[\d;]*m", "", line))
            if found:
                break
        else:
            pytest.fail("the server said no address")
        # What it logs from now on goes nowhere, so that it never waits for a reader.
        threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
        yield found[1]
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0, "the server does not stop in peace"


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
