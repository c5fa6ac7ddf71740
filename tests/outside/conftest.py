"""The judges from outside: other people's programs look at what the real binary makes.

Every case (`tests/cases/*/input.txt`) and every seed is typeset once by the binary of
`VANTHU_BIN`; the tests then look at the files. `tests/all` installs the judges and runs
this; a judge that is missing is skipped, and `tests/all` says so.
"""

from __future__ import annotations

import functools
import os
import pathlib
import shutil

import pytest

import made
import soffice

TOP = pathlib.Path(__file__).resolve().parents[2]
SEEDS = pathlib.Path(os.environ.get("VANTHU_SEEDS", TOP / ".." / "shared" / "seeds")).resolve()


def inputs() -> dict[str, pathlib.Path]:
    """Every input by its name."""
    found = {path.parent.name: path for path in sorted((TOP / "tests" / "cases").glob("*/input.txt"))}
    return found | {path.stem[:3]: path for path in sorted(SEEDS.glob("*.txt"))}


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
def office(tmp_path_factory: pytest.TempPathFactory) -> soffice.Office:
    """LibreOffice that sees our faces and no others."""
    needed("soffice")
    return soffice.Office(TOP / "fonts", tmp_path_factory.mktemp("office"))


@functools.cache
def _found(program: str) -> bool:
    return shutil.which(program) is not None


def needed(*programs: str) -> None:
    """Skips the test where a judge is not installed."""
    for program in programs:
        if not _found(program):
            pytest.skip(f"{program} is not installed")
