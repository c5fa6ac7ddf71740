"""The API against its own description: schemathesis asks what nobody thought of."""

import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def test_schemathesis_finds_nothing(tmp_path):
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [os.environ["VANTHU_BIN"], "serve", "--listen", "127.0.0.1:0"], stderr=out
        )
    try:
        found = None
        while not found:
            assert server.poll() is None, log.read_text()
            found = re.search(r"serving on (http://[\d.:]+/)", log.read_text())
        program = pathlib.Path(sys.executable).with_name("schemathesis")
        run = subprocess.run(
            [
                program,
                f"--config-file={HERE / 'schemathesis.toml'}",
                "run",
                f"{found[1]}openapi.json",
                "--checks=all",
                "--max-examples=40",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
        assert server.poll() is None, "the server stays up"
    finally:
        server.terminate()
        assert server.wait(40) == 0
