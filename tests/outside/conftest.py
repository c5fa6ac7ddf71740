"""The judges from outside: other people's programs look at what the real binary makes.

Every case (`tests/cases/*/input.*`), every seed and every built-in template with its sample
is typeset once by the binary of `VANTHU_BIN`; the tests then look at the files. `tests/all` installs the judges and runs
this; a judge that is missing is skipped, and `tests/all` says so.
"""

from __future__ import annotations

import functools
import os
import pathlib
import re
import shutil
import subprocess
import threading

import pytest

import made
import soffice

TOP = pathlib.Path(__file__).resolve().parents[2]
SEEDS = pathlib.Path(os.environ.get("VANTHU_SEEDS", TOP / ".." / "shared" / "seeds")).resolve()


def inputs() -> dict[str, pathlib.Path]:
    """Every input by its name."""
    found = {path.parent.name: path for path in sorted((TOP / "tests" / "cases").glob("*/input.*"))}
    found |= {f"template-{name}": TOP / made.TEMPLATES / f"{name}.txt" for name in templates()}
    return found | {path.stem[:3]: path for path in sorted(SEEDS.glob("*.txt"))}


def templates() -> list[str]:
    """The names of the built-in templates."""
    return sorted(path.stem for path in (TOP / made.TEMPLATES).glob("*.txt"))


def seeds() -> list[str]:
    return [path.stem[:3] for path in sorted(SEEDS.glob("*.txt"))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", list(inputs()), scope="session", indirect=True)
    if "seed" in metafunc.fixturenames:
        names = seeds() or [pytest.param("", marks=pytest.mark.skip(reason="the seeds are not there"))]
        metafunc.parametrize("seed", names, scope="session", indirect=True)


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> made.Workshop:
    return made.Workshop(TOP, tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="session")
def case(request: pytest.FixtureRequest, workshop: made.Workshop) -> made.Made:
    return workshop.typeset(request.param, inputs()[request.param])


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest, workshop: made.Workshop) -> made.Made:
    return workshop.typeset(request.param, inputs()[request.param])


@pytest.fixture(scope="session")
def everything(workshop: made.Workshop) -> list[made.Made]:
    """All cases and seeds, for judges that are slow to start."""
    return [workshop.typeset(name, path) for name, path in inputs().items()]


@pytest.fixture(scope="session")
def office(
    request: pytest.FixtureRequest, workshop: made.Workshop, tmp_path_factory: pytest.TempPathFactory
) -> soffice.Office:
    """LibreOffice that sees our faces and no others. It is told what it will be asked for, so
    that it starts once for all."""
    needed("soffice")
    asking = [item for item in request.session.items if "office" in getattr(item, "fixturenames", ())]
    asking = [item for item in asking if hasattr(item, "callspec")]
    names = {item.callspec.params.get("case", item.callspec.params.get("seed")) for item in asking}
    ahead = [workshop.typeset(name, path).docx for name, path in inputs().items() if name in names]
    return soffice.Office(TOP / "fonts", tmp_path_factory.mktemp("office"), ahead)


@pytest.fixture(scope="session")
def server(workshop: made.Workshop, tmp_path_factory: pytest.TempPathFactory):
    """A real server on a free port: its address."""
    kept = tmp_path_factory.mktemp("kept")
    process = subprocess.Popen(
        [workshop.binary, "serve", "--listen", "127.0.0.1:0", "--data", str(kept),
         "--rate-limit", "0", "--body-limit", str(16 << 20)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
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


@functools.cache
def _found(program: str) -> bool:
    return shutil.which(program) is not None


def needed(*programs: str) -> None:
    """Skips the test where a judge is not installed."""
    for program in programs:
        if not _found(program):
            pytest.skip(f"{program} is not installed")
