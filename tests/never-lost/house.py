"""A place where everything is kept, the real server over it, and people with keys."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target")) / "debug"
BINARY = os.environ.get("VANTHU_BIN", str(TARGET / "vanthu"))
SERVER = os.environ.get("VANTHU_POSTGRES")
ROLES = {"clerk": "clerk", "leader": "leader", "records": "records-officer"}
TEMPLATE = "quyet-dinh-tang-giay-khen"


class Lost(AssertionError):
    """Something was lost, or is not as it must be."""


def hold(condition, *said):
    """What must be so."""
    if not condition:
        raise Lost(" ".join(str(word) for word in said))


class House:
    """A database of one engine, and the server that is started, killed and started over it."""

    count = 0

    def __init__(self, engine: str, folder: pathlib.Path | None = None):
        House.count += 1
        self.engine = engine
        self.folder = folder or pathlib.Path(tempfile.mkdtemp(prefix="vanthu-never-lost-"))
        self.process = self.port = None
        self.log = open(self.folder / "log", "ab")
        if engine == "postgres":
            self.name = f"never_lost_{os.getpid()}_{House.count}"
            psql(f"{SERVER}/postgres", f"CREATE DATABASE {self.name}")
            self.kept = ["--database", f"{SERVER}/{self.name}"]
        else:
            self.kept = ["--data", str(self.folder / "data")]

    # ── The server ──────────────────────────────────────────────────────────

    def start(self, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [BINARY, "serve", "--listen", f"127.0.0.1:{self.port}", "--rate-limit", "0",
             "--time-limit", "60", *self.kept, *options],
            stdout=self.log, stderr=self.log,
        )  # fmt: skip
        self.wait_for("/health/ready", 200, 60)

    def wait_for(self, path: str, status: int, seconds: float) -> float:
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self.process.poll() is not None:
                raise Lost("the server ended by itself:", self.end_of_log())
            try:
                if self.ask("GET", path)[0] == status:
                    return time.monotonic() - begun
            except OSError:
                pass
            time.sleep(0.05)
        raise Lost(path, "is not", status, "after", seconds, "s:", self.end_of_log())

    def end_of_log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-1500:]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> float:
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        hold(self.process.wait(timeout=35) == 0, "the server did not stop well:", self.end_of_log())
        return time.monotonic() - begun

    def ask(self, method: str, path: str, body=None, key: str | None = None, etag: str | None = None,
            timeout: float = 60, **headers: str) -> tuple[int, dict, dict]:  # fmt: skip
        """One request on a connection of its own: status, JSON, headers."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            if key:
                sent["Authorization"] = f"Bearer {key}"
            if etag:
                sent["If-Match"] = etag
            if body is not None:
                sent["Content-Type"] = "application/json"
                body = json.dumps(body).encode()
            link.request(method, path, body, sent)
            answer = link.getresponse()
            said = answer.read()
            kind = answer.headers.get("content-type", "")
            return answer.status, json.loads(said) if "json" in kind else {}, dict(answer.headers)
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            link.close()

    # ── The commands ────────────────────────────────────────────────────────

    def run(self, *arguments: str, fails: bool = False) -> str:
        ran = subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=300)
        said = ran.stdout + ran.stderr
        hold((ran.returncode != 0) == fails, arguments[0], "ended with", ran.returncode, said)
        return said

    def doctor(self) -> dict:
        ran = subprocess.run([BINARY, "doctor", "--json", *self.kept], capture_output=True, text=True)
        hold(ran.returncode == 0, "the doctor:", ran.stdout[-3000:], ran.stderr)
        return json.loads(ran.stdout)

    # ── The database in hand ────────────────────────────────────────────────

    def sql(self, text: str) -> list[list[str]]:
        """Rows of texts; values are written into the statement."""
        if self.engine == "postgres":
            return psql(f"{SERVER}/{self.name}", text)
        link = sqlite3.connect(self.folder / "data" / "vanthu.sqlite", timeout=30)
        try:
            rows = link.execute(text).fetchall()
            link.commit()
            return [["" if value is None else str(value) for value in row] for row in rows]
        finally:
            link.close()

    def staff(self) -> None:
        """An office with a clerk, a leader and a records officer, each with a key of their name."""
        secret = self.folder / "password"
        secret.write_text("một mật khẩu rất dài 2026\n")
        for name, role in ROLES.items():
            self.run("user", "add", "--login", name, "--name", "Đỗ Quang Vinh", "--office", "UBND xã Quảng Châu",
                     "--role", role, "--password-file", str(secret), *self.kept)  # fmt: skip
        profile = json.loads((TOP / "templates/web/example.json").read_text())["office"]
        self.sql(f"UPDATE office SET profile = {quoted(json.dumps(profile, ensure_ascii=False))}")
        office = self.sql("SELECT id FROM office")[0][0]
        for name in ROLES:
            person = self.sql(f"SELECT id FROM person WHERE login = {quoted(name)}")[0][0]
            digest = hashlib.sha256(name.encode()).hexdigest()
            self.sql(
                "INSERT INTO api_token (id, digest, office_id, person_id, name, scopes, created_at) VALUES "
                f"('key-{name}', '{digest}', '{office}', '{person}', 'load', "
                "'render read draft approve issue templates admin', '2026-11-01T00:00:00+00:00')"
            )

    def form(self) -> dict:
        """What a clerk fills in: the template's own invented data, without number and day."""
        status, data, _ = self.ask("GET", f"/api/v1/templates/{TEMPLATE}/sample", key="clerk")
        hold(status == 200, "sample", status, data)
        for name in ("number", "date", "office"):
            data.pop(name, None)
        return {"template": TEMPLATE, "data": data}

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()
        self.log.close()
        subprocess.run(["rm", "-rf", str(self.folder)], check=False)
        if self.engine == "postgres":
            psql(f"{SERVER}/postgres", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def psql(url: str, text: str) -> list[list[str]]:
    ran = subprocess.run(
        ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-c", text, url],
        capture_output=True, text=True,
    )  # fmt: skip
    if ran.returncode:
        raise ConnectionError(ran.stderr)
    return [line.split("\x1f") for line in ran.stdout.splitlines()]


def engines() -> list[str]:
    return ["sqlite", "postgres"] if SERVER else ["sqlite"]


class Ledger:
    """What was acknowledged to anybody: this must never be missing."""

    def __init__(self):
        self.lock = threading.Lock()
        self.steps: dict[str, int] = {}  # document → its newest acknowledged version
        self.numbers: dict[str, int] = {}  # document → number
        self.refused: dict[str, int] = {}

    def step(self, document: dict) -> None:
        with self.lock:
            self.steps[document["id"]] = max(self.steps.get(document["id"], 0), int(document["head"]))

    def number(self, document: str, number: int) -> None:
        with self.lock:
            self.numbers[document] = number

    def refuse(self, status: int, code: str) -> None:
        with self.lock:
            self.refused[f"{status} {code}"] = self.refused.get(f"{status} {code}", 0) + 1

    def check(self, house: House) -> None:
        """Nothing acknowledged is missing, no number is there twice, and there is no hole."""
        heads = {row[0]: int(row[1]) for row in house.sql("SELECT id, head FROM document")}
        for document, head in self.steps.items():
            hold(heads.get(document, 0) >= head, document, "was at version", head, "and is at", heads.get(document))
        rows = house.sql("SELECT document_id, number, part, year, series FROM entry ORDER BY series, year, number, part")
        given = {row[0]: int(row[1]) for row in rows}
        for document, number in self.numbers.items():
            hold(given.get(document) == number, document, "was issued as", number, "and has", given.get(document))
        numbers = [int(row[1]) for row in rows]
        hold(numbers == list(range(1, len(numbers) + 1)), "the numbers are", numbers)
        last = [int(row[0]) for row in house.sql("SELECT last FROM counter")]
        hold(sum(last) == len(numbers), "the counter says", last, "and there are", len(numbers))
        issues = int(house.sql("SELECT COUNT(*) FROM audit WHERE act = 'document-issue'")[0][0])
        hold(issues == len(numbers), issues, "acts of issuing,", len(numbers), "numbers")
